/** A property value as Pulumi's protocols carry it once a Struct is plain JavaScript. */
export type Wire = null | boolean | number | string | readonly Wire[] | { readonly [key: string]: Wire };

export type Properties = { readonly [key: string]: Wire };

/** Stands for a value that is not known during preview, by the type that it will have. */
export const unknownSentinels = {
  string: "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
  boolean: "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  number: "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
  array: "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  asset: "030794c1-ac77-496b-92df-f27374a8bd58",
  archive: "e48ece36-62e2-4504-bad9-02848725956a",
  object: "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
} as const;

/** The unknown that programs and providers send, whatever the type. */
export const UNKNOWN = unknownSentinels.string;

/** Key that marks an object as a special value; its value says which. */
export const signatureKey = "4dabf18193072939515e22adb298388d";

export const signatures = {
  secret: "1b47061264138c4ac30d75fd1eb44270",
  asset: "c44067f5952c0a294b673a41bacd8c17",
  archive: "0def7320c3a5731c473e5ecbe6d01bc7",
  resource: "5cf8f73096256a8f31e491e813e4eb8e",
  output: "d0e6a833031e9bbcd3f4e8bde6ca49a4",
} as const;

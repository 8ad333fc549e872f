const signature = "4dabf18193072939515e22adb298388d";
const secretSignature = "1b47061264138c4ac30d75fd1eb44270";

/** Of the stack `prod` of the project `shop`. @param types with those of its parents, `a:b:Parent$a:b:Child` */
export const urn = (types: string, name: string): string => `urn:pulumi:prod::shop::${types}::${name}`;

export const stackUrn = urn("pulumi:pulumi:Stack", "shop-prod");

const provider = urn("pulumi:providers:aws", "default_7_48_0");
const providerId = "0c0ffee0-0000-4000-8000-000000000000";

/** A secret as a state keeps it, and as `pulumi stack export --show-secrets` does. */
export const encrypted = { [signature]: secretSignature, ciphertext: "v1:a1b2c3:d4e5f6" };
export const decrypted = (value: unknown) => ({ [signature]: secretSignature, plaintext: JSON.stringify(value) });

/** What only the state of a resource has, beside its properties. */
type Rest = Readonly<Record<string, unknown>>;

/** A resource of the default provider of AWS, whose outputs are its inputs and its id. */
export const resource = (type: string, name: string, inputs: Rest = {}, rest: Rest = {}) => ({
  urn: urn(type, name),
  custom: true,
  id: `${name}-id`,
  type,
  inputs,
  outputs: { ...inputs, id: `${name}-id` },
  parent: stackUrn,
  provider: `${provider}::${providerId}`,
  propertyDependencies: Object.fromEntries(Object.keys(inputs).map((key) => [key, null])),
  created: "2026-03-01T09:00:00Z",
  modified: "2026-03-01T09:00:00Z",
  ...rest,
});

export const stack = { urn: stackUrn, custom: false, type: "pulumi:pulumi:Stack", outputs: {} };

export const defaultProvider = {
  urn: provider,
  custom: true,
  id: providerId,
  type: "pulumi:providers:aws",
  inputs: { __internal: {}, region: "eu-central-1", version: "7.48.0" },
  outputs: { region: "eu-central-1", version: "7.48.0" },
};

/** A deployment of these resources, below the Stack and beside the default provider. */
export const deploymentOf = (resources: readonly object[], rest: Rest = {}) => ({
  manifest: { time: "2026-03-01T09:00:00Z", magic: "", version: "v3.250.0" },
  secrets_providers: { type: "service", state: { url: "https://api.pulumi.com", owner: "acme", project: "shop" } },
  resources: [stack, defaultProvider, ...resources],
  ...rest,
});

/** What `pulumi stack export` writes. */
export const exportOf = (resources: readonly object[], rest: Rest = {}) => ({
  version: 3,
  deployment: deploymentOf(resources, rest),
});

const rootStackType = "pulumi:pulumi:Stack";

/** The type with those of its parents, `pkg:index:Parent$pkg:index:Child`. */
const qualifiedType = (urn: string): string => urn.split("::")[2] ?? "";

export const typeOf = (urn: string): string => qualifiedType(urn).split("$").at(-1) ?? "";

/** A name may itself hold `::`. */
export const nameOf = (urn: string): string => urn.split("::").slice(3).join("::");

/** The stack that a URN is of. */
export function placeOf(urn: string): { readonly stack: string; readonly project: string } {
  const [prefix = "", project = ""] = urn.split("::");
  return { stack: prefix.slice("urn:pulumi:".length), project };
}

export function makeUrn(
  place: { readonly stack: string; readonly project: string },
  parent: string | undefined,
  type: string,
  name: string,
): string {
  const parents = parent === undefined ? "" : qualifiedType(parent);
  const prefix = parents === "" || parents === rootStackType ? "" : `${parents}$`;
  return `urn:pulumi:${place.stack}::${place.project}::${prefix}${type}::${name}`;
}

export const rootStackUrn = (place: { readonly stack: string; readonly project: string }): string =>
  makeUrn(place, undefined, rootStackType, `${place.project}-${place.stack}`);

export const isRootStack = (urn: string): boolean => qualifiedType(urn) === rootStackType;

const providerPrefix = "pulumi:providers:";

export const isProviderType = (type: string): boolean => type.startsWith(providerPrefix);

export const providerType = (pkg: string): string => `${providerPrefix}${pkg}`;

/** `aws` of `aws:s3/bucket:Bucket`, and of `pulumi:providers:aws`. */
export const packageOf = (type: string): string =>
  isProviderType(type) ? type.slice(providerPrefix.length) : (type.split(":")[0] ?? "");

/** The URN of a reference to a provider, `urn::id`. */
export const urnOfReference = (reference: string): string => reference.slice(0, reference.lastIndexOf("::"));

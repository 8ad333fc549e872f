import * as ipaddr from "ipaddr.js";

/** An address range as it was written: `10.0.0.0/16`. */
export interface Range {
  readonly family: "ipv4" | "ipv6";
  readonly prefixLength: number;
  /** No bit is set behind the prefix. */
  readonly canonical: boolean;
  /** The range lies wholly in space that no host on the internet can use: private, shared or unique local. */
  readonly internal: boolean;
}

const internalSpace: readonly (readonly [ipaddr.IPv4 | ipaddr.IPv6, number])[] = [
  "10.0.0.0/8",
  "172.16.0.0/12",
  "192.168.0.0/16",
  "100.64.0.0/10",
  "fc00::/7",
].map((range) => ipaddr.parseCIDR(range));

/** Returns undefined for text that is no range. */
export function parseRange(text: string): Range | undefined {
  if (typeof text !== "string" || !isRange(text)) {
    return undefined;
  }
  const [address, prefixLength] = ipaddr.parseCIDR(text);
  const family = address.kind();
  const network =
    family === "ipv4" ? ipaddr.IPv4.networkAddressFromCIDR(text) : ipaddr.IPv6.networkAddressFromCIDR(text);
  return {
    family,
    prefixLength,
    canonical: address.toNormalizedString() === network.toNormalizedString(),
    internal: internalSpace.some(
      ([space, length]) => space.kind() === family && prefixLength >= length && address.match([space, length]),
    ),
  };
}

/** @throws Error for text that is no range. */
export const prefixLengthOf = (range: string): number => ipaddr.parseCIDR(range)[1];

/** Whether the IPv4 range `inner` lies wholly in `outer`. */
export function liesIn(inner: string, outer: string): boolean {
  const [address, prefixLength] = ipaddr.IPv4.parseCIDR(inner);
  const [space, length] = ipaddr.IPv4.parseCIDR(outer);
  return prefixLength >= length && address.match([space, length]);
}

/** Whether two IPv4 ranges share an address. */
export const overlap = (one: string, other: string): boolean => liesIn(one, other) || liesIn(other, one);

/** @throws Error for text that is no range or no address. */
export function includesAddress(range: string, address: string): boolean {
  const [network, prefixLength] = ipaddr.parseCIDR(range);
  const within = ipaddr.parse(address);
  return within.kind() === network.kind() && within.match([network, prefixLength]);
}

/** The range number `index` among those of `prefixLength` that an IPv4 range divides into, in order of address. */
export function subrange(range: string, prefixLength: number, index: number): string {
  const [network] = ipaddr.IPv4.parseCIDR(range);
  const first = network.toByteArray().reduce((sum, octet) => sum * 256 + octet, 0) + index * 2 ** (32 - prefixLength);
  const octets = [24, 16, 8, 0].map((shift) => Math.floor(first / 2 ** shift) % 256);
  return `${octets.join(".")}/${prefixLength}`;
}

// The parser reads shortened and octal IPv4 addresses too, which the cloud does not.
const isRange = (text: string) =>
  ipaddr.IPv4.isValidCIDRFourPartDecimal(text) || (text.includes(":") && ipaddr.IPv6.isValidCIDR(text));

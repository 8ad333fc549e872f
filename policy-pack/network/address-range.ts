import ipaddr from "ipaddr.js";

export type AddressFamily = "IPv4" | "IPv6";

/** Addresses of one family, both ends included. */
export interface AddressRange {
  readonly family: AddressFamily;
  readonly first: bigint;
  readonly last: bigint;
}

const bits = { IPv4: 32, IPv6: 128 } as const;

/**
 * The addresses that CIDR notation names, whatever its spelling; a single address counts as a range of one. IPv4
 * addresses written as IPv6 are IPv4. Nothing for what is no range: AWS takes four decimal numbers only, so `10/8` and
 * `010.0.0.0/8` are none either.
 */
export function parseRange(cidr: string): AddressRange | undefined {
  const written = cidr.includes("/") ? cidr : `${cidr}/${cidr.includes(":") ? bits.IPv6 : bits.IPv4}`;
  if (!ipaddr.isValidCIDR(written) || (!written.includes(":") && !fourDecimals.test(written))) {
    return undefined;
  }
  const [address, prefixLength] = ipaddr.parseCIDR(written);
  const mapped = bits.IPv6 - bits.IPv4;
  return address instanceof ipaddr.IPv6 && address.isIPv4MappedAddress() && prefixLength >= mapped
    ? rangeAround("IPv4", address.toIPv4Address().toByteArray(), prefixLength - mapped)
    : rangeAround(address.kind() === "ipv4" ? "IPv4" : "IPv6", address.toByteArray(), prefixLength);
}

const fourDecimals = /^(0|[1-9]\d*)(\.(0|[1-9]\d*)){3}\//;

function rangeAround(family: AddressFamily, bytes: readonly number[], prefixLength: number): AddressRange {
  const address = bytes.reduce((sum, byte) => sum * 256n + BigInt(byte), 0n);
  const size = sizeOfPrefix(family, prefixLength);
  const first = address - (address % size);
  return { family, first, last: first + size - 1n };
}

/** How many addresses share a prefix of this length. */
export const sizeOfPrefix = (family: AddressFamily, prefixLength: number): bigint =>
  2n ** BigInt(bits[family] - prefixLength);

/** The same addresses in as few ranges as possible, in order. All are of one family. */
export function union(ranges: readonly AddressRange[]): readonly AddressRange[] {
  const merged: AddressRange[] = [];
  for (const range of ranges.toSorted((a, b) => compare(a.first, b.first))) {
    const previous = merged.at(-1);
    if (previous === undefined || range.first > previous.last + 1n) {
      merged.push(range);
    } else if (range.last > previous.last) {
      merged[merged.length - 1] = { ...previous, last: range.last };
    }
  }
  return merged;
}

const compare = (a: bigint, b: bigint): number => (a < b ? -1 : Number(a > b));

/** Whether every address of `range` is in one of `ranges`, which may be of any family. */
export const isCovered = (range: AddressRange, ranges: readonly AddressRange[]): boolean =>
  union(ranges.filter(({ family }) => family === range.family)).some(
    ({ first, last }) => first <= range.first && range.last <= last,
  );

export const overlap = (a: AddressRange, b: AddressRange): boolean =>
  a.family === b.family && a.first <= b.last && b.first <= a.last;

/** How many addresses of the public internet are in the union of ranges of one family. */
export const publicSize = (ranges: readonly AddressRange[]): bigint =>
  union(ranges)
    .flatMap((range) => publicSpace[range.family].map((space) => sharedSize(range, space)))
    .reduce((sum, size) => sum + size, 0n);

/** How many addresses the public internet of a family has. */
export const publicTotal = (family: AddressFamily): bigint => publicSize(publicSpace[family]);

function sharedSize(a: AddressRange, b: AddressRange): bigint {
  const size = (a.last < b.last ? a.last : b.last) - (a.first > b.first ? a.first : b.first) + 1n;
  return size > 0n ? size : 0n;
}

const ranges = (...cidrs: readonly string[]): readonly AddressRange[] =>
  cidrs.flatMap((cidr) => parseRange(cidr) ?? []);

/** Private, shared, loopback, link-local, multicast, reserved and documentation space (RFC 6890 and its updates). */
const specialIpv4 = ranges(
  "0.0.0.0/8",
  "10.0.0.0/8",
  "100.64.0.0/10",
  "127.0.0.0/8",
  "169.254.0.0/16",
  "172.16.0.0/12",
  "192.0.0.0/24",
  "192.0.2.0/24",
  "192.168.0.0/16",
  "198.18.0.0/15",
  "198.51.100.0/24",
  "203.0.113.0/24",
  "224.0.0.0/3",
);

/** The only IPv6 space that has been given out (RFC 4291); the rest is reserved, private, link-local or multicast. */
const globalUnicast = ranges("2000::/3");

const documentationIpv6 = ranges("2001:db8::/32", "3fff::/20");

/** What is left of `spaces` outside of the holes. */
const without = (spaces: readonly AddressRange[], holes: readonly AddressRange[]): readonly AddressRange[] =>
  holes.reduce(
    (left, hole) =>
      left.flatMap((space) =>
        [
          { ...space, last: hole.first - 1n < space.last ? hole.first - 1n : space.last },
          { ...space, first: hole.last + 1n > space.first ? hole.last + 1n : space.first },
        ].filter(({ first, last }) => first <= last),
      ),
    spaces,
  );

const publicSpace: Readonly<Record<AddressFamily, readonly AddressRange[]>> = {
  IPv4: without(ranges("0.0.0.0/0"), specialIpv4),
  IPv6: without(globalUnicast, documentationIpv6),
};

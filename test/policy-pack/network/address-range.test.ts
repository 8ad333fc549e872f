import assert from "node:assert/strict";
import fc from "fast-check";
import {
  type AddressRange,
  isCovered,
  overlap,
  parseRange,
  publicSize,
  publicTotal,
  sizeOfPrefix,
  union,
} from "../../../policy-pack/network/address-range";

const range = (cidr: string): AddressRange => parseRange(cidr) ?? assert.fail(`${cidr} is no range`);

describe("parseRange", () => {
  const everything = { family: "IPv4", first: 0n, last: 2n ** 32n - 1n };
  const everything6 = { family: "IPv6", first: 0n, last: 2n ** 128n - 1n };
  const spellings: Record<string, object> = {
    "0.0.0.0/0": everything,
    "0.0.0.0/00": everything,
    "93.184.216.34/0": everything,
    "::/0": everything6,
    "0::/0": everything6,
    "0000:0000:0000:0000:0000:0000:0000:0000/0": everything6,
    "::ffff:0:0/96": everything,
    "::ffff:0.0.0.0/96": everything,
    "::ffff:10.0.0.0/104": { family: "IPv4", first: 10n << 24n, last: (11n << 24n) - 1n },
    "::ffff:0:0/95": { family: "IPv6", first: 0xfffe00000000n, last: 0xffffffffffffn },
    "10.1.2.3/8": { family: "IPv4", first: 10n << 24n, last: (11n << 24n) - 1n },
    "1.2.3.4": { family: "IPv4", first: 0x01020304n, last: 0x01020304n },
    "::1": { family: "IPv6", first: 1n, last: 1n },
  };
  for (const [cidr, expected] of Object.entries(spellings)) {
    it(`reads ${cidr}`, () => assert.deepEqual(parseRange(cidr), expected));
  }

  for (const cidr of [
    "",
    "/",
    "/0",
    "0/0",
    "10/8",
    "010.0.0.0/8",
    "0x0a.0.0.0/8",
    "10.0.0.0/33",
    "::/129",
    "all",
    "sg-1",
  ]) {
    it(`takes ${JSON.stringify(cidr)} for no range`, () => assert.equal(parseRange(cidr), undefined));
  }
});

/** Ranges within 256 addresses of the public internet, small enough to count one by one. */
const base = 8n << 24n;
const small = fc
  .record({ bits: fc.integer({ min: 0, max: 8 }), at: fc.integer({ min: 0, max: 255 }) })
  .map(({ bits, at }) => range(`8.0.0.${at}/${32 - bits}`));
const addresses = Array.from({ length: 256 }, (_, index) => base + BigInt(index));
const holds = (ranges: readonly AddressRange[], address: bigint) =>
  ranges.some(({ first, last }) => first <= address && address <= last);

describe("union", () => {
  it("holds the addresses of its ranges and no other", () =>
    fc.assert(
      fc.property(fc.array(small), (ranges) => {
        const merged = union(ranges);
        assert.deepEqual(
          addresses.filter((address) => holds(merged, address)),
          addresses.filter((address) => holds(ranges, address)),
        );
      }),
    ));

  it("leaves a gap between its ranges", () =>
    fc.assert(
      fc.property(fc.array(small), (ranges) => {
        const merged = union(ranges);
        merged.slice(1).forEach(({ first }, index) => assert.ok(first > (merged[index]?.last ?? first) + 1n));
      }),
    ));
});

describe("publicSize", () => {
  it("counts each public address of the union once", () =>
    fc.assert(
      fc.property(fc.array(small), (ranges) => {
        assert.equal(publicSize(ranges), BigInt(addresses.filter((address) => holds(ranges, address)).length));
      }),
    ));

  it("does not depend on the order of the ranges", () =>
    fc.assert(
      fc.property(
        fc
          .array(small)
          .chain((ranges) => fc.tuple(fc.constant(ranges), fc.shuffledSubarray(ranges, { minLength: ranges.length }))),
        ([ranges, shuffled]) => assert.equal(publicSize(shuffled), publicSize(ranges)),
      ),
    ));

  it("is the same for a range and for its halves", () =>
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 31 }), fc.nat({ max: 2 ** 32 - 1 }), (length, address) => {
        const whole = range(`${[24, 16, 8, 0].map((shift) => (address >>> shift) & 255).join(".")}/${length}`);
        const middle = whole.first + sizeOfPrefix("IPv4", length + 1);
        assert.equal(
          publicSize([
            { ...whole, first: middle },
            { ...whole, last: middle - 1n },
          ]),
          publicSize([whole]),
        );
      }),
    ));

  const special = [
    "0.0.0.0/8",
    "10.0.0.0/8",
    "100.64.0.0/10",
    "127.0.0.0/8",
    "169.254.0.0/16",
    "172.16.0.0/12",
    "192.0.2.0/24",
    "192.168.0.0/16",
    "198.18.0.0/15",
    "198.51.100.0/24",
    "203.0.113.0/24",
    "224.0.0.0/4",
    "240.0.0.0/4",
    "::/3",
    "4000::/2",
    "8000::/1",
    "fc00::/7",
    "fe80::/10",
    "2001:db8::/32",
    "3fff::/20",
  ];
  for (const cidr of special) {
    it(`finds nothing public in ${cidr}`, () => assert.equal(publicSize([range(cidr)]), 0n));
  }

  const sizes: Record<string, bigint> = {
    "8.0.0.0/8": 2n ** 24n,
    "192.0.0.0/8": 2n ** 24n - 2n ** 16n - 2n * 2n ** 8n,
    "2600::/32": 2n ** 96n,
    "0.0.0.0/0": publicTotal("IPv4"),
    "::/0": publicTotal("IPv6"),
    "2000::/3": publicTotal("IPv6"),
  };
  for (const [cidr, size] of Object.entries(sizes)) {
    it(`counts the public addresses of ${cidr}`, () => assert.equal(publicSize([range(cidr)]), size));
  }

  it("knows how large the public IPv4 internet is", () => assert.equal(publicTotal("IPv4"), 3_702_258_688n));
});

describe("isCovered", () => {
  it("agrees with counting", () =>
    fc.assert(
      fc.property(small, fc.array(small), (one, ranges) => {
        const inside = addresses.filter((address) => holds([one], address));
        assert.equal(
          isCovered(one, ranges),
          inside.every((address) => holds(ranges, address)),
        );
      }),
    ));

  it("holds within two ranges that touch", () =>
    assert.ok(isCovered(range("10.0.0.0/8"), [range("10.128.0.0/9"), range("10.0.0.0/9")])));

  it("does not hold in the other family", () => assert.equal(isCovered(range("0.0.0.1"), [range("::/0")]), false));
});

describe("overlap", () => {
  it("agrees with counting", () =>
    fc.assert(
      fc.property(small, small, (a, b) => {
        assert.equal(
          overlap(a, b),
          addresses.some((address) => holds([a], address) && holds([b], address)),
        );
      }),
    ));

  it("is none between families", () => assert.equal(overlap(range("0.0.0.0/0"), range("::/0")), false));
});

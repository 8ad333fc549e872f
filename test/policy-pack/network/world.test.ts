import assert from "node:assert/strict";
import fc from "fast-check";
import { parseRange, publicSize } from "../../../policy-pack/network/address-range";
import { ingressRules } from "../../../policy-pack/network/ingress";
import { unknown } from "../../../policy-pack/node";
import {
  everyPortTogether,
  isWorld,
  type Opening,
  rangesText,
  reach,
  worldOpenings,
} from "../../../policy-pack/network/world";
import { stackView } from "../../support/view";

interface Written {
  readonly from: number;
  readonly to: number;
  readonly cidr: string;
}

/** The rules of one group, each a resource of its own. */
const rulesOf = (written: readonly (Written & { readonly name: string })[]) =>
  ingressRules(
    stackView(
      written.map(({ from, to, cidr, name }) => ({
        type: "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
        name,
        inputs: { ipProtocol: "tcp", fromPort: from, toPort: to, cidrIpv4: cidr, securityGroupId: "sg-1" },
      })),
    ),
  );

const named = (written: readonly Written[]) => written.map((rule, index) => ({ ...rule, name: `rule-${index}` }));

/** Rules for few ports and for ranges near the size of the world, half of them private. */
const rule = fc
  .record({
    a: fc.integer({ min: 0, max: 12 }),
    b: fc.integer({ min: 0, max: 12 }),
    length: fc.integer({ min: 6, max: 11 }),
    octets: fc.tuple(fc.constantFrom(8, 9, 10, 11), fc.integer({ min: 0, max: 255 })),
  })
  .map(({ a, b, length, octets }): Written => ({
    from: Math.min(a, b),
    to: Math.max(a, b),
    cidr: `${octets.join(".")}.0.0/${length}`,
  }));

const world = 2n ** 24n;
const ports = Array.from({ length: 13 }, (_, index) => index);

const openByCounting = (written: readonly Written[]) =>
  ports.filter((port) => {
    const ranges = written
      .filter(({ from, to }) => from <= port && port <= to)
      .map(({ cidr }) => parseRange(cidr))
      .filter((range) => range !== undefined);
    return publicSize(ranges) >= world;
  });

const openPorts = (openings: readonly Opening[]) =>
  ports.filter((port) => openings.some((opening) => opening.ports.from <= port && port <= opening.ports.to));

/** A finding as far as a reader sees it. */
const seen = (openings: readonly Opening[]) =>
  openings
    .map(({ ports: { from, to }, pieces }) => `${from}-${to} ${pieces[0].source.place.urn} ${rangesText(pieces)}`)
    .toSorted();

describe("worldOpenings", () => {
  it("finds the ports at which the ranges amount to the world, and no other", () =>
    fc.assert(
      fc.property(fc.array(rule, { maxLength: 12 }), (written) => {
        assert.deepEqual(openPorts(worldOpenings(rulesOf(named(written)))), openByCounting(written));
      }),
    ));

  it("finds the same in the same places, whatever the order", () =>
    fc.assert(
      fc.property(
        fc
          .array(rule, { maxLength: 12 })
          .map(named)
          .chain((written) =>
            fc.tuple(fc.constant(written), fc.shuffledSubarray(written, { minLength: written.length })),
          ),
        ([written, shuffled]) => {
          assert.deepEqual(seen(worldOpenings(rulesOf(shuffled))), seen(worldOpenings(rulesOf(written))));
        },
      ),
    ));

  it("finds the same ports when ranges are split into halves", () =>
    fc.assert(
      fc.property(fc.array(rule, { maxLength: 8 }), (written) => {
        const halves = written.flatMap(({ cidr, ...rest }) => {
          const [address = "", length = ""] = cidr.split("/");
          const half = Number(length) + 1;
          const bits = address.split(".").reduce((sum, octet) => sum * 256 + Number(octet), 0);
          const mask = 2 ** (32 - half);
          return [0, 1].map((side) => {
            const first = Math.floor(bits / (2 * mask)) * 2 * mask + side * mask;
            return { ...rest, cidr: `${[24, 16, 8, 0].map((shift) => (first >>> shift) & 255).join(".")}/${half}` };
          });
        });
        assert.deepEqual(openPorts(worldOpenings(rulesOf(named(halves)))), openByCounting(written));
      }),
    ));

  it("finds the same ports when ports are split into halves", () =>
    fc.assert(
      fc.property(fc.array(rule, { maxLength: 8 }), (written) => {
        const halves = written.flatMap(({ from, to, cidr }) => {
          const middle = Math.floor((from + to) / 2);
          return [{ from, to: middle, cidr }, ...(middle < to ? [{ from: middle + 1, to, cidr }] : [])];
        });
        assert.deepEqual(openPorts(worldOpenings(rulesOf(named(halves)))), openByCounting(written));
      }),
    ));

  it("passes over rules whose ports are not known", () =>
    assert.deepEqual(
      worldOpenings(
        ingressRules(
          stackView([
            {
              type: "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
              inputs: { ipProtocol: "tcp", fromPort: unknown, toPort: 22, cidrIpv4: "0.0.0.0/0" },
            },
          ]),
        ),
      ),
      [],
    ));

  it("takes a thousand rules that meet nowhere", () => {
    const written = Array.from({ length: 1000 }, (_, index) => ({
      from: index,
      to: index,
      cidr: `8.${index % 256}.0.0/16`,
    }));
    assert.deepEqual(worldOpenings(rulesOf(named(written))), []);
  });
});

describe("everyPortTogether", () => {
  const high = { from: 32768, to: 65535 };

  it("finds rules that leave no port closed to an address", () => {
    const found = everyPortTogether(
      rulesOf(
        named([
          { from: 0, to: 40000, cidr: "10.0.0.0/8" },
          { ...high, cidr: "10.1.0.0/16" },
          { from: 80, to: 80, cidr: "192.168.0.0/16" },
        ]),
      ),
    );
    assert.deepEqual(
      found.map((pieces) => pieces.map(({ source }) => source.text)),
      [["10.0.0.0/8", "10.1.0.0/16"]],
    );
  });

  it("finds nothing where the addresses differ", () =>
    assert.deepEqual(
      everyPortTogether(
        rulesOf(
          named([
            { from: 0, to: 40000, cidr: "10.0.0.0/16" },
            { ...high, cidr: "10.1.0.0/16" },
          ]),
        ),
      ),
      [],
    ));
});

describe("isWorld", () => {
  const ranges = (...cidrs: string[]) => cidrs.map(parseRange).filter((range) => range !== undefined);

  it("begins at a /8 of IPv4 and a /32 of IPv6", () => {
    assert.ok(isWorld(ranges("8.0.0.0/8")));
    assert.ok(!isWorld(ranges("8.0.0.0/9", "10.0.0.0/8")));
    assert.ok(isWorld(ranges("2600::/32")));
    assert.ok(!isWorld(ranges("2600::/33", "fc00::/7")));
  });

  it("is not nothing", () => assert.ok(!isWorld([])));

  it("is told in words", () => {
    assert.equal(reach("IPv4", ranges("0.0.0.0/1", "128.0.0.0/1")), "the whole IPv4 internet");
    assert.equal(reach("IPv4", ranges("8.0.0.0/8")), "16777216 public IPv4 addresses");
  });
});

import assert from "node:assert/strict";
import fc from "fast-check";
import { layoutSubnets, type SubnetLayout } from "../../../components/vpc/subnet-layout";

interface Interval {
  readonly first: number;
  readonly last: number;
}

function interval(cidrBlock: string): Interval {
  const [address = "", length = ""] = cidrBlock.split("/");
  const first = address.split(".").reduce((sum, octet) => sum * 256 + Number(octet), 0);
  return { first, last: first + 2 ** (32 - Number(length)) - 1 };
}

const contains = (outer: Interval, inner: Interval) => outer.first <= inner.first && inner.last <= outer.last;
const overlap = (a: Interval, b: Interval) => a.first <= b.last && b.first <= a.last;
const tiers = (layout: SubnetLayout) => [layout.public, layout.private, layout.data];

/** Private ranges from /16 to /23. */
const networks = fc.tuple(fc.integer({ min: 16, max: 23 }), fc.nat(255), fc.nat(255)).map(([length, second, third]) => {
  const step = 2 ** (24 - length);
  return length <= 16 ? `10.${second}.0.0/16` : `10.${second}.${third - (third % step)}.0/${length}`;
});
const zones = fc.integer({ min: 1, max: 4 });

describe("subnet layout", () => {
  it("gives every subnet a range of its own, within its tier and the network", () => {
    fc.assert(
      fc.property(networks, zones, (cidrBlock, count) => {
        const layout = layoutSubnets(cidrBlock, count);
        const subnets = tiers(layout).flatMap((tier) => tier.subnets.map(interval));
        assert.equal(subnets.length, 3 * count);
        for (const tier of tiers(layout)) {
          assert.ok(contains(interval(cidrBlock), interval(tier.cidrBlock)));
          assert.ok(tier.subnets.every((subnet) => contains(interval(tier.cidrBlock), interval(subnet))));
        }
        subnets.forEach((subnet, index) => {
          assert.ok(!subnets.slice(index + 1).some((other) => overlap(subnet, other)));
          assert.equal(subnet.first % (subnet.last - subnet.first + 1), 0);
        });
      }),
    );
  });

  it("moves no subnet when a zone is added", () => {
    fc.assert(
      fc.property(networks, fc.integer({ min: 1, max: 3 }), (cidrBlock, count) => {
        const [before, after] = [layoutSubnets(cidrBlock, count), layoutSubnets(cidrBlock, count + 1)];
        for (const tier of ["public", "private", "data"] as const) {
          assert.deepEqual(after[tier].subnets.slice(0, count), before[tier].subnets);
        }
      }),
    );
  });

  it("uses the whole network for its tiers, half of it for the private one", () => {
    const layout = layoutSubnets("10.20.0.0/16", 4);
    assert.deepEqual(
      tiers(layout).map((tier) => tier.cidrBlock),
      ["10.20.128.0/18", "10.20.0.0/17", "10.20.192.0/18"],
    );
    assert.deepEqual(layout.private.subnets, ["10.20.0.0/19", "10.20.32.0/19", "10.20.64.0/19", "10.20.96.0/19"]);
  });

  it("leaves each subnet of the smallest network the 32 addresses that a load balancer needs", () => {
    const { first, last } = interval(layoutSubnets("192.168.2.0/23", 4).public.subnets[3] ?? "");
    assert.equal(last - first + 1, 32);
  });
});

import assert from "node:assert/strict";
import fc from "fast-check";
import { Protocol } from "../../../components/argument/port";
import { aclRules, type AclRule, FlowEnd, flowOf, usualFlows } from "../../../components/vpc/access-list";
import { layoutSubnets } from "../../../components/vpc/subnet-layout";

const layout = layoutSubnets("10.20.0.0/16", 2);
const everything = {
  nat: true,
  gatewayEndpoints: true,
  interfaceEndpoints: true,
  redirectHttp: true,
  clientPorts: [
    { port: 5222, reason: "XMPP clients" },
    { port: 3478, protocol: Protocol.Udp, reason: "STUN" },
  ],
};

const traffic = fc.record({
  nat: fc.boolean(),
  gatewayEndpoints: fc.boolean(),
  interfaceEndpoints: fc.boolean(),
  redirectHttp: fc.boolean(),
  clientPorts: fc.array(
    fc.record({
      port: fc.integer({ min: 1, max: 65535 }),
      protocol: fc.constantFrom(...Object.values(Protocol)),
      reason: fc.constant("clients"),
    }),
    { maxLength: 4 },
  ),
});
const flows = fc.array(
  fc
    .record({
      from: fc.constantFrom(...Object.values(FlowEnd)),
      to: fc.constantFrom(...Object.values(FlowEnd)),
      port: fc.integer({ min: 1, max: 65535 }),
      protocol: fc.constantFrom(...Object.values(Protocol)),
      description: fc.constant("any"),
    })
    .filter(({ from, to }) => from !== FlowEnd.Internet || to !== FlowEnd.Internet),
  { maxLength: 5 },
);

const isReply = ({ fromPort, toPort }: AclRule) => fromPort === 1024 && toPort === 65535;
const samePeer = (a: AclRule) => (b: AclRule) => a.cidrBlock === b.cidrBlock && a.protocol === b.protocol;

describe("access lists", () => {
  it("let replies back for each rule, to the same peer, and nothing that is no reply to a rule", () => {
    fc.assert(
      fc.property(traffic, flows, (usual, further) => {
        const lists = aclRules([...usualFlows(usual), ...further.map(flowOf)], layout, usual.nat);
        for (const { ingress, egress } of Object.values(lists)) {
          for (const [rules, opposite] of [
            [ingress, egress],
            [egress, ingress],
          ] as const) {
            for (const rule of rules.filter(({ protocol }) => protocol !== "icmp")) {
              const answers = opposite.filter(samePeer(rule));
              assert.ok(isReply(rule) ? answers.length > 0 : answers.some(isReply), JSON.stringify(rule));
            }
          }
        }
      }),
    );
  });

  it("number their rules from 100 and state each once", () => {
    fc.assert(
      fc.property(traffic, flows, (usual, further) => {
        const lists = aclRules([...usualFlows(usual), ...further.map(flowOf)], layout, usual.nat);
        for (const rules of Object.values(lists).flatMap(({ ingress, egress }) => [ingress, egress])) {
          assert.deepEqual(
            rules.map(({ ruleNo }) => ruleNo),
            rules.map((_rule, index) => 100 + 10 * index),
          );
          const contents = rules.map(({ ruleNo, ...rule }) => JSON.stringify(rule));
          assert.equal(new Set(contents).size, rules.length);
        }
      }),
    );
  });

  it("stay within the cloud's limit of 20 rules in each direction, whatever is usual", () => {
    const lists = aclRules(usualFlows(everything), layout, true);
    for (const { ingress, egress } of Object.values(lists)) {
      assert.ok(ingress.length <= 20 && egress.length <= 20, JSON.stringify([ingress.length, egress.length]));
    }
  });

  it("keep the internet and the public tier away from the data tier", () => {
    const { data } = aclRules(usualFlows(everything), layout, true);
    const peers = new Set([...data.ingress, ...data.egress].map(({ cidrBlock }) => cidrBlock));
    assert.deepEqual([...peers].toSorted(), ["10.20.0.0/17", "10.20.192.0/18"]);
  });

  it("let the internet in on business ports and for replies only", () => {
    const { public: list } = aclRules(usualFlows(everything), layout, true);
    const fromWorld = list.ingress
      .filter(({ cidrBlock, protocol }) => cidrBlock === "0.0.0.0/0" && protocol !== "icmp")
      .map(({ protocol, fromPort, toPort }) => `${protocol} ${fromPort}-${toPort}`);
    assert.deepEqual(fromWorld, ["tcp 443-443", "tcp 80-80", "tcp 5222-5222", "udp 3478-3478", "tcp 1024-65535"]);
  });

  it("let no reply from the internet into a private tier that does not reach it", () => {
    const cutOff = { ...everything, nat: false, gatewayEndpoints: false };
    const { private: list } = aclRules(usualFlows(cutOff), layout, false);
    assert.deepEqual(
      [...list.ingress, ...list.egress].filter(({ cidrBlock }) => cidrBlock === "0.0.0.0/0"),
      [],
    );
  });

  it("lead what the private tier sends to the internet through the public tier", () => {
    const mail = flowOf({ from: FlowEnd.Private, to: FlowEnd.Internet, port: 587, description: "Mail" });
    const lists = aclRules([mail], layout, true);
    const ports = (rules: readonly AclRule[]) =>
      rules.filter(({ protocol }) => protocol === "tcp").map(({ cidrBlock, fromPort }) => [cidrBlock, fromPort]);
    assert.deepEqual(ports(lists.private.egress), [
      ["0.0.0.0/0", 587],
      ["10.20.128.0/18", 587],
    ]);
    assert.deepEqual(ports(lists.public.ingress), [
      ["10.20.0.0/17", 587],
      ["0.0.0.0/0", 1024],
    ]);
    assert.deepEqual(ports(lists.public.egress), [
      ["10.20.0.0/17", 1024],
      ["0.0.0.0/0", 587],
    ]);
  });

  it("allow routers to say that a packet is too large, and no other ICMP", () => {
    const lists = aclRules(usualFlows(everything), layout, true);
    const icmp = Object.values(lists).flatMap(({ ingress, egress }) =>
      [...ingress, ...egress].filter(({ protocol }) => protocol === "icmp"),
    );
    assert.deepEqual(
      icmp.map(({ icmpType, icmpCode }) => [icmpType, icmpCode]),
      [
        [3, 4],
        [3, 4],
      ],
    );
    assert.deepEqual(
      lists.data.ingress.filter(({ protocol }) => protocol === "icmp"),
      [],
    );
  });
});

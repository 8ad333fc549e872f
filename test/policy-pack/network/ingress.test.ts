import assert from "node:assert/strict";
import { byGroup, ingressRules, type IngressRule, opensEveryPort } from "../../../policy-pack/network/ingress";
import { unknown } from "../../../policy-pack/node";
import { group } from "../../support/security-group";
import { type Properties, type StackResourceCase, stackView } from "../../support/view";

const own = (inputs: Properties, from: StackResourceCase["from"] = {}, name = "rule"): StackResourceCase => ({
  type: "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
  name,
  inputs,
  from,
});

const legacy = (inputs: Properties, from: StackResourceCase["from"] = {}, name = "legacy"): StackResourceCase => ({
  type: "aws:ec2/securityGroupRule:SecurityGroupRule",
  name,
  inputs: { type: "ingress", ...inputs },
  from,
});

const rulesOf = (...resources: StackResourceCase[]): readonly IngressRule[] => ingressRules(stackView(resources));

const only = (rules: readonly IngressRule[]): IngressRule => {
  const [rule, ...others] = rules;
  assert.deepEqual(others, []);
  return rule ?? assert.fail("there is a rule");
};

const sources = (rule: IngressRule) =>
  rule.sources.map(({ place, ...source }) => {
    const what = "text" in source ? source.text : "id" in source ? source.id : "";
    return [source.kind, what, place.path];
  });

describe("ingressRules", () => {
  it("reads the same rule however it is stated", () => {
    const ports = { fromPort: 8000, toPort: 8010 };
    const forms = [
      only(rulesOf(group("g", { ingress: [{ protocol: "tcp", ...ports, cidrBlocks: ["10.0.0.0/8"] }] }))),
      only(rulesOf(own({ ipProtocol: "tcp", ...ports, cidrIpv4: "10.0.0.0/8" }))),
      only(rulesOf(legacy({ protocol: "tcp", ...ports, cidrBlocks: "10.0.0.0/8" }))),
    ];
    for (const rule of forms) {
      assert.equal(rule.protocol, "tcp");
      assert.deepEqual(rule.ports, { from: 8000, to: 8010 });
      assert.deepEqual(
        rule.sources.map(({ kind }) => kind),
        ["range"],
      );
    }
    assert.deepEqual(
      forms.map(({ isInline }) => isInline),
      [true, false, false],
    );
  });

  it("reads every source of a rule, each in its place", () => {
    const inline = only(
      rulesOf(
        group("g", {
          ingress: {
            protocol: "tcp",
            cidrBlocks: ["10.0.0.0/8", "nowhere"],
            ipv6CidrBlocks: ["fd00::/8"],
            prefixListIds: ["pl-1"],
            securityGroups: ["sg-1"],
            self: "true",
          },
        }),
      ),
    );
    assert.deepEqual(sources(inline), [
      ["range", "10.0.0.0/8", "ingress.cidrBlocks[0]"],
      ["unreadable", "nowhere", "ingress.cidrBlocks[1]"],
      ["range", "fd00::/8", "ingress.ipv6CidrBlocks[0]"],
      ["list", "pl-1", "ingress.prefixListIds[0]"],
      ["group", "sg-1", "ingress.securityGroups[0]"],
      ["self", "", "ingress.self"],
    ]);
  });

  it("reads no source where none is stated", () =>
    assert.deepEqual(only(rulesOf(own({ ipProtocol: "tcp" }))).sources, []));

  const protocols: Record<string, string> = {
    tcp: "tcp",
    UDP: "udp",
    "6": "tcp",
    "17": "udp",
    "1": "icmp",
    "58": "icmp",
    icmpv6: "icmp",
    "-1": "all",
    all: "all",
    "": "all",
    "50": "50",
    esp: "esp",
  };
  for (const [written, expected] of Object.entries(protocols)) {
    it(`reads protocol ${JSON.stringify(written)} as ${expected}`, () =>
      assert.equal(only(rulesOf(own({ ipProtocol: written }))).protocol, expected));
  }

  const portCases: [Properties, object][] = [
    [
      { fromPort: 22, toPort: 22 },
      { from: 22, to: 22 },
    ],
    [
      { fromPort: "22", toPort: "23" },
      { from: 22, to: 23 },
    ],
    [{}, { from: 0, to: 65535 }],
    [{ fromPort: 22 }, { from: 22, to: 65535 }],
    [{ toPort: 22 }, { from: 0, to: 22 }],
    [
      { fromPort: -1, toPort: -1 },
      { from: 0, to: 65535 },
    ],
    [
      { fromPort: 0, toPort: 0 },
      { from: 0, to: 0 },
    ],
    [
      { fromPort: 30, toPort: 20 },
      { from: 20, to: 30 },
    ],
    [
      { fromPort: "ssh", toPort: 99999 },
      { from: 0, to: 65535 },
    ],
  ];
  for (const [written, expected] of portCases) {
    it(`reads the ports of ${JSON.stringify(written)}`, () =>
      assert.deepEqual(only(rulesOf(own({ ipProtocol: "tcp", ...written }))).ports, expected));
  }

  it("knows no ports where one end is unknown, and names that end", () => {
    const from = only(rulesOf(own({ ipProtocol: "tcp", fromPort: unknown, toPort: 22 })));
    const to = only(rulesOf(own({ ipProtocol: "tcp", fromPort: 22, toPort: unknown })));
    assert.deepEqual([from.ports, from.portsPlace.path], [unknown, "fromPort"]);
    assert.deepEqual([to.ports, to.portsPlace.path], [unknown, "toPort"]);
  });

  it("ignores the ports of protocols that have none", () => {
    for (const ipProtocol of ["-1", "icmp", "50"]) {
      const rule = only(rulesOf(own({ ipProtocol, fromPort: unknown, toPort: 22 })));
      assert.deepEqual(rule.ports, { from: 0, to: 65535 });
    }
  });

  it("leaves out what goes out", () => assert.deepEqual(rulesOf(legacy({ type: "egress", protocol: "-1" })), []));

  it("expands a prefix list of the stack where a rule names it", () => {
    const rules = rulesOf(
      {
        type: "aws:ec2/managedPrefixList:ManagedPrefixList",
        name: "offices",
        inputs: { entries: [{ cidr: "10.1.0.0/16" }, { cidr: unknown }, { cidr: "anywhere" }] },
        outputs: { id: "pl-1" },
      },
      {
        type: "aws:ec2/managedPrefixListEntry:ManagedPrefixListEntry",
        name: "entry",
        inputs: { prefixListId: "pl-1", cidr: "10.2.0.0/16" },
      },
      own({ ipProtocol: "tcp", prefixListId: "pl-1" }),
    );
    assert.deepEqual(sources(only(rules)), [
      ["range", "10.1.0.0/16", "prefixListId"],
      ["unknown", "", "prefixListId"],
      ["unreadable", "anywhere", "prefixListId"],
      ["range", "10.2.0.0/16", "prefixListId"],
    ]);
  });
});

describe("opensEveryPort", () => {
  const cases: [Properties, boolean][] = [
    [{ ipProtocol: "-1" }, true],
    [{ ipProtocol: "-1", fromPort: unknown }, true],
    [{ ipProtocol: "tcp", fromPort: 1, toPort: 65535 }, true],
    [{ ipProtocol: "udp" }, true],
    [{ ipProtocol: "tcp", fromPort: 2, toPort: 65535 }, false],
    [{ ipProtocol: "tcp", fromPort: unknown, toPort: 65535 }, false],
    [{ ipProtocol: unknown }, false],
    [{ ipProtocol: "icmp" }, false],
    [{ ipProtocol: "50" }, false],
  ];
  for (const [inputs, expected] of cases) {
    it(`is ${expected} for ${Object.values(inputs).map(String).join(" ")}`, () =>
      assert.equal(opensEveryPort(only(rulesOf(own(inputs)))), expected));
  }
});

describe("byGroup", () => {
  const keys = (...resources: StackResourceCase[]) => byGroup(rulesOf(...resources)).map(([, rules]) => rules.length);

  it("brings inline rules and rules of their own together", () =>
    assert.deepEqual(
      keys(
        group("g", { ingress: [{ protocol: "tcp" }] }),
        own({ ipProtocol: "tcp", securityGroupId: unknown }, { securityGroupId: ["g"] }),
        legacy({ protocol: "tcp", securityGroupId: unknown }, { securityGroupId: ["g"] }),
      ),
      [3],
    ));

  it("tells groups apart", () =>
    assert.deepEqual(
      keys(
        group("g"),
        group("h"),
        own({ ipProtocol: "tcp", securityGroupId: unknown }, { securityGroupId: ["g"] }),
        legacy({ protocol: "tcp", securityGroupId: unknown }, { securityGroupId: ["h"] }),
      ),
      [1, 1],
    ));

  it("goes by the id of a group outside the stack", () =>
    assert.deepEqual(
      keys(
        own({ ipProtocol: "tcp", securityGroupId: "sg-1" }, {}, "a"),
        own({ ipProtocol: "tcp", securityGroupId: "sg-1" }, {}, "b"),
        own({ ipProtocol: "tcp", securityGroupId: "sg-2" }, {}, "c"),
      ),
      [2, 1],
    ));

  it("goes by what an unknown id comes from", () =>
    assert.deepEqual(
      keys(
        { type: "aws:eks/cluster:Cluster", name: "cluster" },
        own({ ipProtocol: "tcp", securityGroupId: unknown }, { securityGroupId: ["cluster"] }, "a"),
        own({ ipProtocol: "tcp", securityGroupId: unknown }, { securityGroupId: ["cluster"] }, "b"),
      ),
      [2],
    ));

  it("keeps rules apart where nothing tells their group", () =>
    assert.deepEqual(
      keys(
        own({ ipProtocol: "tcp", securityGroupId: unknown }, {}, "a"),
        own({ ipProtocol: "tcp", securityGroupId: unknown }, {}, "b"),
        own({ ipProtocol: "tcp" }, {}, "c"),
      ),
      [1, 1, 1],
    ));

  it("finds the default group that the stack adopts of a VPC", () =>
    assert.deepEqual(
      keys(
        { type: "aws:ec2/vpc:Vpc", name: "vpc" },
        {
          type: "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup",
          name: "default",
          inputs: { vpcId: unknown, ingress: [{ protocol: "tcp" }] },
          from: { vpcId: ["vpc"] },
        },
        { type: "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup", name: "other", inputs: { vpcId: unknown } },
        own({ ipProtocol: "tcp", securityGroupId: unknown }, { securityGroupId: ["vpc"] }),
      ),
      [2],
    ));
});

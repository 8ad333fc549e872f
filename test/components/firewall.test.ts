import assert from "node:assert/strict";
import * as aws from "@pulumi/aws";
import { EndRole, Environment, Firewall, type FirewallArgs, RecoveryTier } from "../../components";
import { named, ofType, record, valueOf } from "../support/mocks";
import { refuses } from "../support/refusal";

const minimal: FirewallArgs = {
  vpcId: "vpc-1",
  description: "Chat gateways",
  tags: { env: Environment.Production, tier: RecoveryTier.Red, owner: "im-platform" },
};

const make = (change: Partial<FirewallArgs> = {}) => record(() => new Firewall("gateway", { ...minimal, ...change }));

describe("Firewall", () => {
  it("makes one group without a rule, which therefore denies everything", async () => {
    const { resources } = await make();
    assert.deepEqual(
      resources.map(({ type, name }) => [type, name]),
      [
        ["palisade:index:Firewall", "gateway"],
        ["aws:ec2/securityGroup:SecurityGroup", "gateway-group"],
      ],
    );
    assert.deepEqual(named(resources, "gateway-group").inputs, {
      vpcId: "vpc-1",
      description: "Chat gateways",
      revokeRulesOnDelete: true,
      tags: { Name: "gateway-group", env: "production", tier: "red", owner: "im-platform", "asset-class": "firewall" },
    });
  });

  it("parents the group and completes once", async () => {
    const { resources, completed } = await make();
    const { urn } = named(resources, "gateway");
    assert.equal(named(resources, "gateway-group").parent, urn);
    assert.deepEqual(completed, [urn]);
  });

  it("is the end of a path with its role", async () => {
    const { made, resources } = await make({ role: EndRole.Gateway });
    assert.equal(made.end.role, EndRole.Gateway);
    assert.equal(made.end.securityGroupId, made.securityGroupId);
    assert.equal(await valueOf(made.securityGroupId), await valueOf(made.group.id));
    assert.equal(ofType(resources, aws.ec2.SecurityGroup).length, 1);
  });

  it("is a workload where nobody says more", async () => {
    const { made } = await make();
    assert.equal(made.end.role, EndRole.Workload);
  });

  it("lets overrides replace properties of the group, with a warning", async () => {
    const { resources, warnings } = await make({ overrides: { group: { revokeRulesOnDelete: false } } });
    assert.equal(named(resources, "gateway-group").inputs["revokeRulesOnDelete"], false);
    assert.equal(named(resources, "gateway-group").inputs["description"], "Chat gateways");
    assert.deepEqual(warnings, [
      "gateway-group: overrides set revokeRulesOnDelete; the component does not vouch for this.",
    ]);
  });

  refuses("Firewall", (change: Partial<FirewallArgs>) => new Firewall("gateway", { ...minimal, ...change }), {
    "a blank description": {
      change: { description: " " },
      control: "NET-01",
      message: 'Firewall "gateway": description is " "; NET-01 requires a description of what it is for.',
    },
    "a description that the cloud would not take": {
      change: { description: "聊天网关" },
      message:
        'Firewall "gateway": description is "聊天网关"; expected at most 255 letters without accents, digits, spaces and ' +
        "._-:/()#,@[]+=&;{}!$*.",
    },
    "a role that is none": {
      change: { role: "bastion" as EndRole },
      message:
        'Firewall "gateway": role is "bastion"; expected one of workload, load-balancer, gateway, operations-vpn.',
    },
    "an environment that is none": {
      change: { tags: { ...minimal.tags, env: "prod" as Environment } },
      message: 'Firewall "gateway": tags.env is "prod"; expected one of production, staging, development.',
    },
    "a tier that is none": {
      change: { tags: { ...minimal.tags, tier: "black" as RecoveryTier } },
      message: 'Firewall "gateway": tags.tier is "black"; expected one of red, orange, yellow, none.',
    },
    "a blank owner": {
      change: { tags: { ...minimal.tags, owner: "" } },
      control: "SCO-01",
      message: 'Firewall "gateway": tags.owner is ""; SCO-01 requires the name of a team.',
    },
    "a further tag that would replace one of its own": {
      change: { tags: { ...minimal.tags, additional: { env: "development" } } },
      message:
        'Firewall "gateway": tags.additional.env is "development"; expected a key that the component does not set itself.',
    },
    "overrides of a child that it does not have": {
      change: { overrides: { rule: {} } },
      message: 'Firewall "gateway": overrides.rule is {}; expected a role among group.',
    },
    "overrides that are no properties": {
      change: { overrides: { group: true } },
      message: 'Firewall "gateway": overrides.group is true; expected an object of properties.',
    },
  });
});

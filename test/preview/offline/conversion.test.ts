import assert from "node:assert/strict";
import { offlineProvider } from "../../../preview/offline/index";
import type { PackageRef } from "../../../preview/offline/provider";
import { secret } from "../../../preview/values";
import { UNKNOWN, type Properties, type Wire } from "../../../preview/wire";

interface Case {
  readonly type: string;
  readonly given: Properties;
  /** Of the given properties. */
  readonly checked: Properties;
  readonly warnings?: readonly string[];
}

const group = "aws:ec2/securityGroup:SecurityGroup";
const alarm = "aws:cloudwatch/metricAlarm:MetricAlarm";
const of = (ingress: Wire) => ({ ingress: [ingress] });
const rule = (values: Properties) => of({ protocol: "tcp", fromPort: 1, toPort: 2, ...values });
const checkedRule = (values: Properties) => of({ protocol: "tcp", fromPort: 1, toPort: 2, self: false, ...values });
const noted = { __defaults: ["self"] };

const converted: Readonly<Record<string, Case>> = {
  "text that reads as a number": {
    type: alarm,
    given: { threshold: "-1.5e3", period: "0x10", evaluationPeriods: "+2" },
    checked: { threshold: -1500, period: 16, evaluationPeriods: 2 },
  },
  "text that reads as a boolean": {
    type: group,
    given: { revokeRulesOnDelete: "T" },
    checked: { revokeRulesOnDelete: true },
  },
  "a number or boolean where text is declared": {
    type: group,
    given: { vpcId: 1e21, description: true, tags: { port: 22, old: false } },
    checked: { vpcId: "1000000000000000000000", description: "true", tags: { port: "22", old: "false" } },
  },
  "values deep inside": {
    type: group,
    given: rule({ toPort: "22", cidrBlocks: [10], self: "true" }),
    checked: checkedRule({ toPort: 22, cidrBlocks: ["10"], self: true, __defaults: [] }),
  },
  "values below secrets, which stay secret": {
    type: group,
    given: rule({ toPort: secret("22"), description: secret(true) }),
    checked: checkedRule({ toPort: secret(22), description: secret("true"), ...noted }),
  },
  "a list of one where its element is declared": {
    type: group,
    given: { vpcId: ["vpc-1"] },
    checked: { vpcId: "vpc-1" },
  },
};

const left: Readonly<Record<string, Case>> = {
  "unknown values": {
    type: group,
    given: { ...rule({ toPort: UNKNOWN, cidrBlocks: [UNKNOWN] }), tags: UNKNOWN },
    checked: { ...checkedRule({ toPort: UNKNOWN, cidrBlocks: [UNKNOWN], ...noted }), tags: UNKNOWN },
  },
  "a number that is written in no way that a provider reads": {
    type: alarm,
    given: { threshold: " 22 ", period: "abc" },
    checked: { threshold: " 22 ", period: "abc" },
    warnings: ['threshold is " 22 ", where a number is expected.', 'period is "abc", where a number is expected.'],
  },
  "an object and a list in the wrong place": {
    type: group,
    given: { ...rule({ fromPort: { port: 22 }, cidrBlocks: "0.0.0.0/0" }), tags: ["a"], vpcId: ["a", "b"] },
    checked: {
      ...checkedRule({ fromPort: { port: 22 }, cidrBlocks: "0.0.0.0/0", ...noted }),
      tags: ["a"],
      vpcId: ["a", "b"],
    },
    warnings: [
      'ingress[0].fromPort is {"port":22}, where a number is expected.',
      'ingress[0].cidrBlocks is "0.0.0.0/0", where a list is expected.',
      'tags is ["a"], where an object is expected.',
      'vpcId is ["a","b"], where a string is expected.',
    ],
  },
  "a wrong value, which is shown in part": {
    type: group,
    given: { tags: { "a key": { of: "more than thirty characters" } } },
    checked: { tags: { "a key": { of: "more than thirty characters" } } },
    warnings: ['tags["a key"] is {"of":"more than thirty chara…, where a string is expected.'],
  },
  "a wrong value that is secret, and is not shown": {
    type: group,
    given: rule({ fromPort: secret("hunter2"), toPort: { a: secret("hunter2") } }),
    checked: checkedRule({ fromPort: secret("hunter2"), toPort: { a: secret("hunter2") }, ...noted }),
    warnings: [
      "ingress[0].fromPort is a secret, where a number is expected.",
      "ingress[0].toPort is a secret, where a number is expected.",
    ],
  },
  "a property that the type does not have": {
    type: group,
    given: rule({ cidrBlock: ["0.0.0.0/0"] }),
    checked: checkedRule({ cidrBlock: ["0.0.0.0/0"], ...noted }),
    warnings: ['ingress[0].cidrBlock is not a property. Did you mean "cidrBlocks"?'],
  },
};

function check({ type, given }: Case, packageRef: PackageRef) {
  const urn = `urn:pulumi:dev::app::${type}::x`;
  const provider = offlineProvider(packageRef, process.cwd());
  const { inputs, warnings = [] } = provider.check({ urn, type, inputs: given, configuration: {} });
  return { inputs: Object.fromEntries(Object.keys(given).map((name) => [name, inputs[name]])), warnings };
}

describe("A provider made from one of Terraform's", () => {
  const aws = { name: "aws", version: "" };
  for (const [what, example] of Object.entries(converted)) {
    it(`converts ${what}`, () => {
      assert.deepEqual(check(example, aws), { inputs: example.checked, warnings: [] });
    });
  }
  for (const [what, example] of Object.entries(left)) {
    it(`leaves ${what}`, () => {
      assert.deepEqual(check(example, aws), { inputs: example.checked, warnings: example.warnings ?? [] });
    });
  }
});

describe("The offline Kubernetes provider", () => {
  it("converts nothing, and warns of what the API would refuse", () => {
    const spec = {
      replicas: "3",
      template: {
        spec: {
          containers: [
            { name: "x", ports: [{ containerPort: "80" }], resources: { limits: { cpu: 1 } }, livenessProbe: [] },
          ],
          volumes: { name: "v" },
        },
      },
      strategy: { rollingUpdate: { maxSurge: "25%", maxUnavailable: 1 } },
    };
    const example = { type: "kubernetes:apps/v1:Deployment", given: { spec }, checked: { spec } };
    assert.deepEqual(check(example, { name: "kubernetes", version: "" }), {
      inputs: { spec },
      warnings: [
        'spec.replicas is "3", where a number is expected.',
        'spec.template.spec.containers[0].ports[0].containerPort is "80", where a number is expected.',
        "spec.template.spec.containers[0].livenessProbe is [], where an object is expected.",
        'spec.template.spec.volumes is {"name":"v"}, where a list is expected.',
      ],
    });
  });
});

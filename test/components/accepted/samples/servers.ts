import fc from "fast-check";
import { EndRole, Servers, type ServersArgs } from "../../../../components";
import { key, network, tags } from "../../composition/foundation";
import { mostly, type Sample } from "../sample";

type PolicyArns = NonNullable<ServersArgs["policyArns"]>;

const agent: PolicyArns = { agent: "arn:aws:iam::aws:policy/CloudWatchAgentServerPolicy" };
const everything: PolicyArns = { everything: "arn:aws:iam::aws:policy/AdministratorAccess" };

export const sample: Sample<ServersArgs> = {
  args: fc.record(
    {
      vpcId: fc.constant(network.vpcId),
      subnetIds: fc.subarray([...network.privateSubnetIds], { minLength: 1 }),
      description: mostly(["Message servers"], [""]),
      imageId: mostly(["ami-0123456789abcdef0", "ami-01234567"], ["resolve:ssm:/images/servers", "latest"]),
      instanceTypes: mostly(
        [["m7i.large"], ["m7i.large", "m6i.large"], ["c7g.large"]],
        [["m7i.large", "c7g.large"], ["t2.micro"], []],
      ),
      minSize: mostly([2, 3], [0, 1]),
      maxSize: mostly([3, 10], [1]),
      patchGroup: mostly(["servers"], [""]),
      kmsKeyArn: fc.constant(key.keyArn),
      rootDeviceName: mostly(["/dev/xvda", "/dev/sda1"], ["sda1"]),
      rootVolumeGiB: mostly([1, 8, 16384], [16385]),
      userData: mostly(["#!/bin/sh\necho hello\n", "x".repeat(16384)], ["x".repeat(16385)]),
      policyArns: mostly([{}, agent], [everything]),
      role: mostly([EndRole.Workload], [EndRole.Gateway, EndRole.LoadBalancer]),
      healthCheckGraceSeconds: mostly([0, 3600], [3601]),
      cpuPercent: mostly([10, 90], [91]),
      maxInstanceLifetimeDays: mostly([1, 365], [366]),
      drainSeconds: mostly([30, 7200], [7201]),
      dedicatedTenancy: fc.boolean(),
      alarmTopicArn: fc.constant("arn:aws:sns:eu-central-1:123456789012:alarms"),
      tags: fc.constant(tags),
    },
    {
      requiredKeys: [
        "vpcId",
        "subnetIds",
        "description",
        "imageId",
        "instanceTypes",
        "minSize",
        "maxSize",
        "patchGroup",
        "kmsKeyArn",
        "tags",
      ],
    },
  ),
  make: (name, args) => new Servers(name, args),
};

import * as pulumi from "@pulumi/pulumi";
import fc from "fast-check";
import { Secret, type SecretArgs } from "../../../../components";
import { key, tags } from "../../composition/foundation";
import { mostly, type Sample } from "../sample";

const role = (name: string) => `arn:aws:iam::123456789012:role/${name}`;
const roles = (...names: readonly string[]) =>
  mostly([names.slice(0, 1).map(role), names.map(role)], [[], [role("*")], [role("a"), role("c")]]);

const by = {
  functionArn: "arn:aws:lambda:eu-central-1:123456789012:function:rotate",
  functionRoleArn: role("rotate"),
};
const replica = (region: string, keyRegion = region) => ({
  region,
  kmsKeyArn: `arn:aws:kms:${keyRegion}:123456789012:key/7f3a91c2`,
});

export const sample: Sample<SecretArgs> = {
  args: fc.record(
    {
      description: fc.constantFrom("Signs in to the push service", ""),
      kmsKeyArn: fc.constant(key.keyArn),
      administrators: roles("a", "b"),
      rotation: mostly<SecretArgs["rotation"]>(
        [
          by,
          { ...by, everyDays: 1, windowHours: 24 },
          { ...by, everyDays: 90, immediately: true },
          { ...by, schedule: "rate(90 days)" },
          { ...by, schedule: "cron(0 1 1 * ? *)", windowHours: 23 },
        ],
        [
          { ...by, everyDays: 91 },
          { ...by, everyDays: 0 },
          { ...by, schedule: "rate(91 days)" },
          { ...by, schedule: "cron(0 1 1 */3 ? *)" },
          { ...by, schedule: "cron(0 1 1 * ? *)", windowHours: 24 },
        ],
      ),
      readers: roles("c", "d"),
      value: mostly<pulumi.Input<string>>([pulumi.secret("Kq7!vT2#xB9$mR4")], ["changed-later"]),
      valueVersion: mostly([1, 2], [0]),
      replicas: mostly(
        [[replica("eu-west-1")], [replica("eu-west-1"), replica("eu-north-1")]],
        [[replica("eu-west-1", "eu-central-1")], [replica("eu-central-1")], [replica("cn-north-1")]],
      ),
      accountId: fc.constant("123456789012"),
      tags: fc.constant(tags),
    },
    { requiredKeys: ["description", "kmsKeyArn", "administrators", "rotation", "tags"] },
  ),
  make: (name, args) => new Secret(name, args),
};

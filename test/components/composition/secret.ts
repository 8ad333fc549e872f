import * as pulumi from "@pulumi/pulumi";
import { Secret } from "../../../components";
import { key, tags } from "./foundation";

const accountId = "123456789012";
const role = (name: string) => `arn:aws:iam::${accountId}:role/${name}`;
const rotation = {
  functionArn: `arn:aws:lambda:eu-central-1:${accountId}:function:rotate`,
  functionRoleArn: role("rotate"),
};

new Secret("least", {
  description: "Signs in to a partner",
  kmsKeyArn: key.keyArn,
  administrators: [role("deployer")],
  rotation,
  accountId,
  tags,
});

new Secret("all", {
  description: "Signs in to the push service",
  kmsKeyArn: key.keyArn,
  administrators: [role("deployer"), role("secret-administrator")],
  readers: [role("push-gateway"), pulumi.output(role("push-worker"))],
  rotation: { ...rotation, schedule: "cron(0 1 1,15 * ? *)", windowHours: 4, immediately: true },
  value: pulumi.secret("Kq7!vT2#xB9$mR4"),
  valueVersion: 3,
  replicas: [{ region: "eu-west-1", kmsKeyArn: `arn:aws:kms:eu-west-1:${accountId}:key/7f3a91c2` }],
  accountId,
  tags,
});

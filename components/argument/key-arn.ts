import type * as pulumi from "@pulumi/pulumi";
import type { Control } from "../../protocol/control";
import type { Refuse } from "./refusal";

/**
 * Without a key the cloud would take one of its own.
 * @param region where the key must be; anywhere where absent
 * @throws RefusedArgumentError for no key, and for what is known and is not the ARN of one.
 */
export function assertKeyArn(
  refuse: Refuse,
  argument: string,
  kmsKeyArn: pulumi.Input<string>,
  control: Control,
  region?: string,
): void {
  const isKey = typeof kmsKeyArn === "string" ? keyArn(region).test(kmsKeyArn) : Boolean(kmsKeyArn);
  if (!isKey) {
    throw refuse(argument, kmsKeyArn, `the ARN of a key${region === undefined ? "" : ` of ${region}`}`, control);
  }
}

const keyArn = (region = "[a-z0-9-]+") => new RegExp(`^arn:[a-z-]+:kms:${region}:\\d{12}:key/[\\w-]+$`);

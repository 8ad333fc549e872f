import type * as pulumi from "@pulumi/pulumi";
import type { Control } from "../../protocol/control";
import { isKnown } from "./known";
import type { Refuse } from "./refusal";

const kinds = {
  accountPolicy: { named: "a policy of the account", form: /^arn:[a-z-]+:iam::\d{12}:policy\/[\w+=,.@/-]+$/ },
  bucket: { named: "a bucket", form: /^arn:[a-z-]+:s3:::[a-z0-9.-]{3,63}$/ },
  role: { named: "one IAM role", form: /^arn:[a-z-]+:iam::\d{12}:role\/[\w+=,.@/-]+$/ },
  topic: { named: "a topic", form: /^arn:[a-z-]+:sns:[a-z0-9-]+:\d{12}:[\w-]+$/ },
  certificate: { named: "a certificate in ACM", form: /^arn:[a-z-]+:acm:[a-z0-9-]+:\d{12}:certificate\/[\w-]+$/ },
  authority: {
    named: "a certificate authority",
    form: /^arn:[a-z-]+:acm-pca:[a-z0-9-]+:\d{12}:certificate-authority\/[\w-]+$/,
  },
  samlProvider: { named: "a SAML provider of IAM", form: /^arn:[a-z-]+:iam::\d{12}:saml-provider\/[\w.-]+$/ },
} as const;

/** @throws RefusedArgumentError for what is known and names nothing of that kind. */
export function assertArn(
  refuse: Refuse,
  argument: string,
  arn: pulumi.Input<string> | undefined,
  kind: keyof typeof kinds,
  control?: Control,
): void {
  const { named, form } = kinds[kind];
  if (arn !== undefined && isKnown(arn) && !form.test(arn)) {
    throw refuse(argument, arn, `the ARN of ${named}`, control);
  }
}

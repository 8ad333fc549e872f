import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { Account } from "../child/account";
import type { DetectionChildren } from "./roles";

/** What Inspector scans for vulnerabilities. */
export enum ScanTarget {
  /** Packages on instances, and where networks reach them from; in China packages alone. */
  Ec2 = "ec2",
  /** Container images in ECR. */
  Ecr = "ecr",
  /** Packages of Lambda functions. */
  Lambda = "lambda",
  /** The code of Lambda functions. Few regions have it. */
  LambdaCode = "lambda-code",
}

const resourceTypes: Readonly<Record<ScanTarget, string>> = {
  [ScanTarget.Ec2]: "EC2",
  [ScanTarget.Ecr]: "ECR",
  [ScanTarget.Lambda]: "LAMBDA",
  [ScanTarget.LambdaCode]: "LAMBDA_CODE",
};

export const makeScanner = (
  { name, options, untagged }: DetectionChildren,
  account: pulumi.Output<Account>,
  targets: readonly ScanTarget[],
): aws.inspector2.Enabler =>
  new aws.inspector2.Enabler(
    name("scanner"),
    untagged("scanner", "scanner", {
      accountIds: [account.accountId],
      resourceTypes: targets.map((target) => resourceTypes[target]),
    }),
    options,
  );

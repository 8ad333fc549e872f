import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { Account } from "../child/account";
import type { DetectionChildren } from "./roles";

/** What Security Hub checks the region against. */
export enum SecurityStandard {
  /** AWS Foundational Security Best Practices 1.0.0. */
  BestPractices = "best-practices",
  /** CIS AWS Foundations Benchmark 3.0.0. */
  Cis = "cis",
  /** NIST SP 800-53, revision 5. */
  Nist80053 = "nist-800-53",
  /** NIST SP 800-171, revision 2. */
  Nist800171 = "nist-800-171",
  /** PCI DSS 4.0.1. */
  PciDss = "pci-dss",
  /** AWS Resource Tagging Standard 1.0.0. */
  ResourceTagging = "resource-tagging",
}

/** By the part of the ARN behind `standards/`. */
const paths: Readonly<Record<SecurityStandard, string>> = {
  [SecurityStandard.BestPractices]: "aws-foundational-security-best-practices/v/1.0.0",
  [SecurityStandard.Cis]: "cis-aws-foundations-benchmark/v/3.0.0",
  [SecurityStandard.Nist80053]: "nist-800-53/v/5.0.0",
  [SecurityStandard.Nist800171]: "nist-800-171/v/2.0.0",
  [SecurityStandard.PciDss]: "pci-dss/v/4.0.1",
  [SecurityStandard.ResourceTagging]: "aws-resource-tagging-standard/v/1.0.0",
};

/** ARN of a standard where it is subscribed to. */
export const standardArn = (standard: SecurityStandard, { partition, region }: Pick<Account, "partition" | "region">) =>
  `arn:${partition}:securityhub:${region}::standards/${paths[standard]}`;

/** What the hub of a region checks, and which findings come together in it. */
export interface Hub {
  readonly standards: readonly SecurityStandard[];
  readonly linkedRegions: readonly string[];
}

/** The hub, in which all findings of the region come together, and the standards that it checks by what is recorded. */
export function makeHub(
  { name, options, untagged }: DetectionChildren,
  account: pulumi.Output<Account>,
  recording: pulumi.Resource,
  { standards, linkedRegions }: Hub,
): aws.securityhub.Account {
  const hub = new aws.securityhub.Account(
    name("hub"),
    untagged("hub", "hub", {
      // The cloud's choice of standards changes with time, and this cannot be changed without a new hub.
      enableDefaultStandards: false,
      controlFindingGenerator: "SECURITY_CONTROL",
      autoEnableControls: true,
    }),
    { ...options, protect: true },
  );
  for (const standard of standards) {
    const suffix = `standard-${standard}`;
    new aws.securityhub.StandardsSubscription(
      name(suffix),
      untagged("standard", suffix, { standardsArn: account.apply((where) => standardArn(standard, where)) }),
      // Checks of what is not recorded yet would find nothing wrong, or everything.
      { ...options, dependsOn: [hub, recording] },
    );
  }
  if (linkedRegions.length > 0) {
    new aws.securityhub.FindingAggregator(
      name("aggregator"),
      untagged("aggregator", "aggregator", {
        linkingMode: "SPECIFIED_REGIONS",
        specifiedRegions: [...linkedRegions],
      }),
      { ...options, dependsOn: [hub] },
    );
  }
  return hub;
}

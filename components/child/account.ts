import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Refuse } from "../argument/refusal";

/** Where a component deploys to. */
export interface Account {
  readonly accountId: string;
  readonly region: string;
  /** `aws`, `aws-cn`, `aws-us-gov` */
  readonly partition: string;
  /** Domain of the partition: `amazonaws.com`. */
  readonly dnsSuffix: string;
}

/** @throws RefusedArgumentError unless `accountId` is missing or has twelve digits. */
export function assertAccountId(refuse: Refuse, accountId: string | undefined, argument = "accountId"): void {
  if (accountId !== undefined && !/^\d{12}$/.test(accountId)) {
    throw refuse(argument, accountId, "twelve digits");
  }
}

/** Region of the stack's configuration, where nothing says that a component deploys elsewhere. */
export function configuredRegion(opts: pulumi.ComponentResourceOptions | undefined): string | undefined {
  const { provider, providers, parent } = opts ?? {};
  return (provider ?? providers ?? parent) === undefined ? aws.config.region : undefined;
}

/** Asks the component's provider; for the account id only where none is given. */
export function accountOf(parent: pulumi.ComponentResource, accountId: string | undefined): pulumi.Output<Account> {
  const options = { parent };
  const { partition, dnsSuffix } = aws.getPartitionOutput({}, options);
  return pulumi.output({
    accountId: accountId ?? aws.getCallerIdentityOutput({}, options).accountId,
    region: aws.getRegionOutput({}, options).region,
    partition,
    dnsSuffix,
  });
}

/** ARN of what the account has in the region, made from its name because the name is known before it exists. */
export const arnIn = (
  { partition, region, accountId }: pulumi.Output<Account>,
  service: string,
  resource: pulumi.Input<string>,
): pulumi.Output<string> => pulumi.interpolate`arn:${partition}:${service}:${region}:${accountId}:${resource}`;

/** The partition alone, which is known even where the account is not. */
export const partitionOf = (parent: pulumi.ComponentResource): pulumi.Output<string> =>
  aws.getPartitionOutput({}, { parent }).partition;

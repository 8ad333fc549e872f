import * as pulumi from "@pulumi/pulumi";
import type { Refuse } from "../argument/refusal";
import type { Account } from "../child/account";

/** Where a trail is at home. */
export interface TrailHome {
  readonly accountId: pulumi.Input<string>;
  readonly region: pulumi.Input<string>;
  readonly partition: pulumi.Input<string>;
}

// What CloudTrail takes, in which no two of ._- stand beside each other.
const NAME = /^[A-Za-z0-9](?:[._-]?[A-Za-z0-9])*$/;
const MIN_LENGTH = 3;
const MAX_LENGTH = 128;

/** @throws RefusedArgumentError for a name that no trail can have. */
export function assertTrailName(refuse: Refuse, argument: string, name: string): void {
  if (typeof name !== "string" || !NAME.test(name) || name.length < MIN_LENGTH || name.length > MAX_LENGTH) {
    throw refuse(argument, name, `${MIN_LENGTH} to ${MAX_LENGTH} letters and digits, with single ._- between them`);
  }
}

/** ARN of a trail, made from its name: the policy of the bucket that it writes to must name it before it exists. */
export const trailArn = (
  name: pulumi.Input<string>,
  { accountId, region, partition }: TrailHome | pulumi.Output<Account>,
): pulumi.Output<string> => pulumi.interpolate`arn:${partition}:cloudtrail:${region}:${accountId}:trail/${name}`;

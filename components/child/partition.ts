import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { RefusedArgumentError } from "../argument/refusal";
import type { Account } from "./account";

const CHINA = "aws-cn";

/**
 * Refuses what the China partition does not have: at once where the stack's configuration names the region, else as soon as
 * the component's provider says where it is.
 * @throws RefusedArgumentError
 */
export function assertNotChinaRegion(
  opts: pulumi.ComponentResourceOptions | undefined,
  refusal: () => RefusedArgumentError,
) {
  const { provider, providers, parent } = opts ?? {};
  if ((provider ?? providers ?? parent) === undefined && aws.config.region?.startsWith("cn-")) {
    throw refusal();
  }
}

/** The account, which ends in the refusal where it is one of the China partition. */
export const outsideChina = (
  account: pulumi.Output<Account>,
  refusal: () => RefusedArgumentError,
): pulumi.Output<Account> =>
  account.apply((where) => {
    if (where.partition === CHINA) {
      throw refusal();
    }
    return where;
  });

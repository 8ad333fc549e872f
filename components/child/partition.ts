import type * as pulumi from "@pulumi/pulumi";
import type { RefusedArgumentError } from "../argument/refusal";
import { type Account, configuredRegion } from "./account";

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
  if (configuredRegion(opts)?.startsWith("cn-")) {
    throw refusal();
  }
}

/**
 * Refuses what one region does not have, at once where the stack's configuration names it.
 * @throws RefusedArgumentError
 */
export function assertNotRegion(
  opts: pulumi.ComponentResourceOptions | undefined,
  region: string,
  refusal: () => RefusedArgumentError,
) {
  if (configuredRegion(opts) === region) {
    throw refusal();
  }
}

/** Where the component deploys to, which ends in the refusal where that is in the China partition. */
export const outsideChina = <T extends Pick<Account, "partition">>(
  place: pulumi.Output<T>,
  refusal: () => RefusedArgumentError,
): pulumi.Output<T> =>
  place.apply((where) => {
    if (where.partition === CHINA) {
      throw refusal();
    }
    return where;
  });

/** The account, which ends in the refusal where it is in that region. */
export const outsideRegion = (
  account: pulumi.Output<Account>,
  region: string,
  refusal: () => RefusedArgumentError,
): pulumi.Output<Account> =>
  account.apply((where) => {
    if (where.region === region) {
      throw refusal();
    }
    return where;
  });

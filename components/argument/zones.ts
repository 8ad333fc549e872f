import { clusteredDeployment } from "../../protocol/availability";
import { describeLimit } from "../../protocol/limit";
import { assertDistinct } from "./distinct";
import type { Refuse } from "./refusal";

const { minAzs } = clusteredDeployment.limits;

/** @throws RefusedArgumentError for fewer zones than HA-02 demands, and for a zone that is named twice. */
export function assertZones(refuse: Refuse, argument: string, zones: readonly string[]): void {
  if (new Set(zones).size < minAzs.value) {
    throw refuse(argument, zones, describeLimit(minAzs), clusteredDeployment);
  }
  assertDistinct(refuse, argument, zones);
}

/**
 * Subnets whose ids are not known yet count as different ones.
 * @throws RefusedArgumentError for fewer subnets than HA-02 demands zones, one in each, and for a subnet that is named twice.
 */
export function assertSubnets(refuse: Refuse, argument: string, subnetIds: readonly unknown[]): void {
  if (subnetIds.length < minAzs.value) {
    throw refuse(argument, subnetIds, `subnets in ${describeLimit(minAzs)}`, clusteredDeployment);
  }
  assertDistinct(refuse, argument, subnetIds);
}

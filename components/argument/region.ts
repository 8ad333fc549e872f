import { dataLocalisation, jurisdictions } from "../../protocol/data";
import type { Refuse } from "./refusal";

const REGION = /^[a-z]{2,4}(-[a-z]+){1,2}-\d$/;

/** @throws RefusedArgumentError unless `region` is named as regions are. */
export function assertRegion(refuse: Refuse, argument: string, region: string): void {
  if (typeof region !== "string" || !REGION.test(region)) {
    throw refuse(argument, region, "a region such as eu-central-1");
  }
}

/** @throws RefusedArgumentError for what is no region, for one that is named twice, and for regions of two jurisdictions. */
export function assertRegions(refuse: Refuse, argument: string, regions: readonly string[]): void {
  regions.forEach((region, index) => assertRegion(refuse, `${argument}[${index}]`, region));
  if (new Set(regions).size < regions.length) {
    throw refuse(argument, regions, "each of them once");
  }
  if (new Set(regions.map(jurisdictionOf)).size > 1) {
    throw refuse(argument, regions, "regions of one jurisdiction", dataLocalisation);
  }
}

/** A region that the protocol does not place lies in the jurisdiction of no other. */
const jurisdictionOf = (region: string): string =>
  Object.entries<readonly string[]>(jurisdictions).find(([, regions]) => regions.includes(region))?.[0] ?? region;

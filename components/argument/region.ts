import type { Control } from "../../protocol/control";
import { crossBorderTransfer, dataLocalisation, jurisdictions } from "../../protocol/data";
import { assertDistinct } from "./distinct";
import type { Refuse } from "./refusal";

const REGION = /^[a-z]{2,4}(-[a-z]+){1,2}-\d$/;

/** @throws RefusedArgumentError unless `region` is named as regions are. */
export function assertRegion(refuse: Refuse, argument: string, region: string, control?: Control): void {
  if (typeof region !== "string" || !REGION.test(region)) {
    throw refuse(argument, region, "a region such as eu-central-1", control);
  }
}

/** @throws RefusedArgumentError for what is no region, for one that is named twice, and for regions of two jurisdictions. */
export function assertRegions(refuse: Refuse, argument: string, regions: readonly string[]): void {
  regions.forEach((region, index) => assertRegion(refuse, `${argument}[${index}]`, region));
  assertDistinct(refuse, argument, regions);
  if (new Set(regions.map(jurisdictionOf)).size > 1) {
    throw refuse(argument, regions, "regions of one jurisdiction", dataLocalisation);
  }
}

/** What goes from one region to another. */
export interface Way {
  readonly from: string;
  readonly to: string;
  /** Id of the record of a transfer to another jurisdiction. */
  readonly transferRecord?: string | undefined;
}

/** @throws RefusedArgumentError for a way out of the partition, which the cloud does not go. */
export function assertSamePartition(refuse: Refuse, argument: string, value: string, { from, to }: Way): void {
  if (partitionOf(from) !== partitionOf(to)) {
    throw refuse(argument, value, `a region that ${from} can copy to, of the same partition`);
  }
}

/** @throws RefusedArgumentError for a way out of the partition or, unrecorded, of the jurisdiction. */
export function assertReachable(refuse: Refuse, argument: string, value: string, way: Way): void {
  assertSamePartition(refuse, argument, value, way);
  const { from, to, transferRecord } = way;
  const jurisdiction = jurisdictionOf(from);
  if (jurisdiction !== jurisdictionOf(to) && transferRecord === undefined) {
    const within = regionsOf(jurisdiction).filter(
      (region) => region !== from && partitionOf(region) === partitionOf(from),
    );
    const choice = within.length === 0 ? "" : ` such as ${within.join(", ")}`;
    throw refuse(
      argument,
      value,
      `a region of the same jurisdiction${choice}, or a transferRecord`,
      crossBorderTransfer,
    );
  }
}

/** @throws RefusedArgumentError for a record of a transfer that has no id. */
export function assertTransferRecord(refuse: Refuse, argument: string, transferRecord: string | undefined): void {
  if (transferRecord !== undefined && (typeof transferRecord !== "string" || transferRecord.trim() === "")) {
    throw refuse(argument, transferRecord, "the id of a record of the transfer", crossBorderTransfer);
  }
}

/** A region that the protocol does not place lies in the jurisdiction of no other. */
const jurisdictionOf = (region: string): string =>
  Object.entries<readonly string[]>(jurisdictions).find(([, regions]) => regions.includes(region))?.[0] ?? region;

const regionsOf = (jurisdiction: string): readonly string[] =>
  Object.entries<readonly string[]>(jurisdictions).find(([name]) => name === jurisdiction)?.[1] ?? [];

/** What comes before the region in the names of partitions that have names of their own. */
const partitionOf = (region: string): string => /^(cn|us-gov|us-iso|us-isob|eusc)-/.exec(region)?.[1] ?? "";

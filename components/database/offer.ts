import type * as pulumi from "@pulumi/pulumi";
import { type Refuse, refusals } from "../argument/refusal";
import { assertWhole } from "../argument/whole";
import { assertZones } from "../argument/zones";
import type { Account } from "../child/account";
import { assertNotChinaRegion, assertNotRegion, outsideChina, outsideRegion } from "../child/partition";
import { MAX_READERS } from "./aurora";
import { DatabaseEngine, engines } from "./engine";
import type { ResolvedDatabase } from "./setting";

// The service keeps the data in three zones and runs instances in no other.
const MAX_ZONES = 3;

const BEIJING = "cn-north-1";

/** @throws RefusedArgumentError for what the engine, or the region, does not have. */
export function assertEngine(
  refuse: Refuse,
  { engine, version, zones, databaseName, maxReaders, activityStream }: ResolvedDatabase,
  opts: pulumi.ComponentResourceOptions | undefined,
): void {
  const { kind, version: versions, databaseName: databaseNames } = engines[engine];
  if (typeof version !== "string" || !versions.form.test(version)) {
    throw refuse("version", version, `a major version of ${engine}, such as ${versions.example}`);
  }
  if (kind === "oracle" && zones.length > 0) {
    throw refuse("zones", zones, `no zones for ${engine}: the service chooses two of the subnets'`);
  }
  if (kind !== "oracle") {
    assertZones(refuse, "zones", zones);
    if (zones.length > MAX_ZONES) {
      throw refuse("zones", zones, `at most ${MAX_ZONES} zones`);
    }
  }
  if (databaseName !== undefined && databaseNames?.form.test(databaseName) !== true) {
    throw refuse("databaseName", databaseName, databaseNames?.words ?? `no name for ${engine}: clients make databases`);
  }
  if (maxReaders !== undefined) {
    if (kind !== "aurora") {
      throw refuse("maxReaders", maxReaders, `no readers that come and go for ${engine}`);
    }
    assertWhole(refuse, "maxReaders", maxReaders, { min: zones.length, max: MAX_READERS, unit: "readers" });
  }
  if (activityStream && kind !== "aurora") {
    throw refuse("activityStream", activityStream, `no stream for ${engine}`);
  }
  if (activityStream) {
    assertNotChinaRegion(opts, () => absentStream(refuse));
  }
  if (engine === DatabaseEngine.DocumentDb) {
    assertNotRegion(opts, BEIJING, () => absentEngine(refuse));
  }
}

/**
 * The account, where it has all that is asked for.
 * @throws RefusedArgumentError through the output.
 */
export function whereOffered(
  name: string,
  { engine, activityStream }: ResolvedDatabase,
  account: pulumi.Output<Account>,
): pulumi.Output<Account> {
  const refuse = refusals("Database", name);
  const withEngine =
    engine === DatabaseEngine.DocumentDb ? outsideRegion(account, BEIJING, () => absentEngine(refuse)) : account;
  return activityStream ? outsideChina(withEngine, () => absentStream(refuse)) : withEngine;
}

const absentEngine = (refuse: Refuse) =>
  refuse("engine", DatabaseEngine.DocumentDb, `Aurora in ${BEIJING}, or the region cn-northwest-1`);

const absentStream = (refuse: Refuse) =>
  refuse("activityStream", true, "no stream in China, where the audit log records the same");

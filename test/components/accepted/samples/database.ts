import fc from "fast-check";
import { Database, type DatabaseArgs, DatabaseEngine, DataClass, OracleLicense, Weekday } from "../../../../components";
import { alarmTopicArn } from "../../composition/database";
import { key, network, tags, zones } from "../../composition/foundation";
import { mostly, type Sample } from "../sample";

type Engine = "engine" | "version" | "zones" | "databaseName" | "maxReaders" | "activityStream" | "oracle";

const aurora = {
  databaseName: mostly(["chat", "Chat_1"], ["my chat"]),
  maxReaders: mostly([3, 15], [1, 16]),
  activityStream: fc.boolean(),
};

const oracle = {
  databaseName: mostly(["CHAT"], ["chat"]),
  oracle: fc.record(
    {
      storageGib: mostly([20, 400], [19]),
      maxStorageGib: mostly([440, 65_536], [21]),
      license: fc.constantFrom(...Object.values(OracleLicense)),
    },
    { requiredKeys: ["storageGib"] },
  ),
};

const inZones = { zones: mostly([zones.slice(0, 3), zones.slice(0, 2)], [zones.slice(0, 1), zones]) };

/** What goes with each engine, nearly always. */
const byEngine = fc.oneof(
  fc.record({ engine: fc.constant(DatabaseEngine.AuroraPostgresql), ...inZones }),
  fc.record({
    engine: fc.constant(DatabaseEngine.AuroraPostgresql),
    version: mostly(["14", "17"], ["13", "17.4"]),
    ...inZones,
    ...aurora,
  }),
  fc.record({
    engine: fc.constant(DatabaseEngine.AuroraMysql),
    version: mostly(["8.0"], ["5.7"]),
    ...inZones,
    ...aurora,
  }),
  fc.record({ engine: fc.constant(DatabaseEngine.DocumentDb), version: mostly(["5.0"], ["3.6"]), ...inZones }),
  fc.record({ engine: fc.constant(DatabaseEngine.OracleEnterprise), version: mostly(["19"], ["21"]), ...oracle }),
  fc.record({ engine: fc.constant(DatabaseEngine.OracleStandard), ...oracle }),
) as fc.Arbitrary<Pick<DatabaseArgs, Engine>>;

const common: fc.Arbitrary<Omit<DatabaseArgs, Engine>> = fc.record(
  {
    vpcId: fc.constant(network.vpcId),
    subnetIds: mostly([network.dataSubnetIds, network.dataSubnetIds.slice(0, 2)], [[]]),
    instanceClass: mostly(["db.r7g.large", "db.m5.4xlarge"], ["db.t4g.medium"]),
    kmsKeyArn: fc.constant(key.keyArn),
    logs: fc.record(
      { kmsKeyArn: fc.constant(key.keyArn), retentionDays: mostly([180, 365], [90]) },
      { requiredKeys: ["kmsKeyArn"] },
    ),
    dataClass: fc.constantFrom(...Object.values(DataClass)),
    retentionDays: mostly([1827, 3653], [34, 365]),
    passwordRotationDays: mostly([1, 90], [0, 91]),
    timezone: mostly(["Asia/Shanghai", "America/New_York"], ["+08:00"]),
    maintenanceDay: fc.constantFrom(...Object.values(Weekday)),
    maxConnections: mostly([1, 16_000], [0]),
    alarmTopicArn: fc.constant(alarmTopicArn),
    tags: fc.constant(tags),
  },
  { requiredKeys: ["vpcId", "subnetIds", "instanceClass", "kmsKeyArn", "logs", "dataClass", "tags"] },
);

export const sample: Sample<DatabaseArgs> = {
  args: fc.tuple(common, byEngine).map(([rest, engine]) => ({ ...rest, ...engine })),
  make: (name, args) => new Database(name, args),
};

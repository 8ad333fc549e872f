import * as aws from "@pulumi/aws";
import { transparentEncryption } from "../../protocol/database";
import { assertMember } from "../argument/choice";
import { given } from "../argument/given";
import type { Refuse } from "../argument/refusal";
import { assertWhole } from "../argument/whole";
import { DataClass } from "../child/tags";
import { DatabaseEngine, engines, oraclePlainPort } from "./engine";
import { makeLogGroups, makeMonitoring, makeSubnetGroup, parameterGroupOf } from "./parts";
import type { DatabaseChildren } from "./roles";
import { certificateAuthority, databaseArn, MASTER, type MadeDatabase, safeguards, type Setting } from "./setting";

/** Who brings the licence of an Oracle database. */
export enum OracleLicense {
  /** The cloud, by the hour. Standard Edition 2 only. */
  Included = "license-included",
  /** You. */
  Own = "bring-your-own-license",
}

/** What only an Oracle database has. */
export interface OracleSettings {
  /** Storage at the start in GiB, 20 to 65536. */
  storageGib: number;
  /** Storage that the database may grow to in GiB, at least a tenth more. Default: twice the storage at the start. */
  maxStorageGib?: number;
  /** Who brings the licence. Default: the cloud for Standard Edition 2, you for Enterprise Edition. */
  license?: OracleLicense;
}

// What the service takes, and by how much storage must be able to grow.
const MIN_STORAGE_GIB = 20;
const MAX_STORAGE_GIB = 65_536;
const MIN_GROWTH = 1.1;

/** What of a database decides on the settings of Oracle. */
interface Asked {
  readonly engine: DatabaseEngine;
  readonly dataClass: DataClass;
  readonly oracle?: OracleSettings;
}

/**
 * The settings with their defaults; none for another engine.
 * @throws RefusedArgumentError for settings that the engine does not have, and for data that it cannot encrypt as DB-05 demands.
 */
export function resolveOracle(refuse: Refuse, asked: Asked): Required<OracleSettings> | undefined {
  const { engine, dataClass, oracle } = asked;
  if (engines[engine].kind !== "oracle") {
    if (oracle !== undefined) {
      throw refuse("oracle", oracle, `no settings of Oracle for ${engine}`);
    }
    return undefined;
  }
  if (oracle === undefined) {
    throw refuse("oracle", oracle, "the settings of an Oracle database");
  }
  const isStandard = engine === DatabaseEngine.OracleStandard;
  if (isStandard && dataClass !== DataClass.General) {
    const limit = `${DatabaseEngine.OracleEnterprise} or Aurora for data that is not general: ${engine} has no encryption`;
    throw refuse("engine", engine, limit, transparentEncryption);
  }
  const { storageGib } = oracle;
  const bounds = { max: MAX_STORAGE_GIB, unit: "GiB" };
  assertWhole(refuse, "oracle.storageGib", storageGib, { ...bounds, min: MIN_STORAGE_GIB });
  const resolved = {
    maxStorageGib: Math.min(2 * storageGib, MAX_STORAGE_GIB),
    license: isStandard ? OracleLicense.Included : OracleLicense.Own,
    ...given(oracle),
  };
  const least = Math.min(Math.ceil(MIN_GROWTH * storageGib), MAX_STORAGE_GIB);
  assertWhole(refuse, "oracle.maxStorageGib", resolved.maxStorageGib, { ...bounds, min: least });
  assertMember(refuse, "oracle.license", resolved.license, OracleLicense);
  if (!isStandard && resolved.license === OracleLicense.Included) {
    throw refuse("oracle.license", resolved.license, `${OracleLicense.Own} for ${engine}`);
  }
  return resolved;
}

/** An Oracle instance, and one in another zone that follows it write by write and takes over. */
export function makeOracle(
  children: DatabaseChildren,
  setting: Setting,
  { storageGib, maxStorageGib, license }: Required<OracleSettings>,
): MadeDatabase {
  const { name, options, tagged } = children;
  const { args, account, windows } = setting;
  const subnetGroup = makeSubnetGroup(children, setting);
  const identifier = subnetGroup.name;
  const logGroups = makeLogGroups(children, setting, identifier);
  const parameterGroup = new aws.rds.ParameterGroup(
    name("parameters"),
    tagged("parameterGroup", "parameters", parameterGroupOf(setting)),
    options,
  );
  const { monitoring, policies } = makeMonitoring(children, setting);
  const instance = new aws.rds.Instance(
    name("instance"),
    tagged(
      "instance",
      "instance",
      {
        ...safeguards(setting, identifier),
        username: MASTER,
        identifier,
        engine: args.engine,
        licenseModel: license,
        instanceClass: args.instanceClass,
        allocatedStorage: storageGib,
        maxAllocatedStorage: maxStorageGib,
        storageType: "gp3",
        multiAz: true,
        publiclyAccessible: false,
        dbName: args.databaseName,
        port: oraclePlainPort,
        dbSubnetGroupName: subnetGroup.name,
        parameterGroupName: parameterGroup.name,
        optionGroupName: makeOptionGroup(children, setting).name,
        masterUserSecretKmsKeyId: args.kmsKeyArn,
        caCertIdentifier: certificateAuthority,
        autoMinorVersionUpgrade: true,
        copyTagsToSnapshot: true,
        deleteAutomatedBackups: false,
        backupWindow: windows.backup,
        maintenanceWindow: windows.maintenance,
        performanceInsightsEnabled: true,
        performanceInsightsKmsKeyId: args.kmsKeyArn,
        ...monitoring,
      },
      args,
    ),
    { ...options, protect: true, dependsOn: [...logGroups, ...policies] },
  );

  return {
    identifier,
    subnetGroupName: subnetGroup.name,
    arn: databaseArn(account, "db", identifier),
    resourceId: instance.resourceId,
    endpoint: instance.address,
    secrets: instance.masterUserSecrets,
    instanceIds: [identifier],
    ready: [instance],
    logGroups,
    clusterInstances: [],
    documentInstances: [],
    instance,
  };
}

/** TLS, on a port of its own; the port for plain text stays, behind the firewall, where no path leads. */
function makeOptionGroup({ name, options, tagged }: DatabaseChildren, { args, engine, securityGroupId }: Setting) {
  const ssl = {
    optionName: "SSL",
    port: engine.port,
    vpcSecurityGroupMemberships: [securityGroupId],
    optionSettings: [
      { name: "SQLNET.SSL_VERSION", value: "1.2" },
      // One with forward secrecy, which goes with the RSA certificate of the instance.
      { name: "SQLNET.CIPHER_SUITE", value: "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384" },
    ],
  };
  const encryption = args.dataClass === DataClass.General ? [] : [{ optionName: "TDE" }];
  return new aws.rds.OptionGroup(
    name("options"),
    tagged("optionGroup", "options", {
      engineName: args.engine,
      majorEngineVersion: args.version,
      options: [ssl, ...encryption],
    }),
    options,
  );
}

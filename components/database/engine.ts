/** Engine of a database. */
export enum DatabaseEngine {
  /** Aurora, compatible with PostgreSQL. */
  AuroraPostgresql = "aurora-postgresql",
  /** Aurora, compatible with MySQL. */
  AuroraMysql = "aurora-mysql",
  /** Oracle, Enterprise Edition, under a licence of one's own. */
  OracleEnterprise = "oracle-ee",
  /** Oracle, Standard Edition 2: it has no encryption of its own, and so takes none but general data (DB-05). */
  OracleStandard = "oracle-se2",
  /** DocumentDB, compatible with MongoDB. Absent in the region cn-north-1. */
  DocumentDb = "docdb",
}

/** Setting of a parameter group. */
export interface Parameter {
  readonly name: string;
  readonly value: string;
}

/** What engines differ in. */
export interface Engine {
  /** How the cloud runs it: as a cluster with an instance in each zone, or as an instance with a standby. */
  readonly kind: "aurora" | "documentdb" | "oracle";
  /** Port on which it answers by TLS. */
  readonly port: number;
  readonly version: {
    readonly default: string;
    /** The forms of a major version. Minor ones are the service's to choose, so that it can patch. */
    readonly form: RegExp;
    /** The form in words, to follow "such as" in a refusal. */
    readonly example: string;
    /** The version as the service wants it. */
    readonly full: (version: string) => string;
  };
  /** Family of its parameter groups. */
  readonly family: (version: string) => string;
  /** What forces TLS and what logs logins, changes of privileges and of structure, and modifications of data. */
  readonly parameters: readonly Parameter[];
  /** Logs that it exports, the one with the audit first. */
  readonly logs: readonly [string, ...string[]];
  /** Where the service looks for the log groups: before the identifier of the database. */
  readonly logFolder: string;
  /** The form of the name of a first database; absent where it is not for the service to make one. */
  readonly databaseName?: { readonly form: RegExp; readonly words: string };
}

const anyName = {
  form: /^[A-Za-z][A-Za-z0-9_]{0,62}$/,
  words: "at most 63 letters, digits and underscores, a letter first",
};
const serviceId = { form: /^[A-Z][A-Z0-9]{0,7}$/, words: "at most 8 capital letters and digits, a letter first" };
const asGiven = (version: string): string => version;

/** Oracle keeps the port of its own for plain text; that of the option SSL is the one that paths may open. */
export const oraclePlainPort = 1521;

const oracle = (name: string): Engine => ({
  kind: "oracle",
  port: 2484,
  version: { default: "19", form: /^19$/, example: "19", full: asGiven },
  family: (version) => `${name}-${version}`,
  // In files, because the trail that the database keeps in a table is not exported. What it records is for statements of SQL.
  parameters: [{ name: "audit_trail", value: "OS" }],
  logs: ["audit", "alert", "listener"],
  logFolder: "/aws/rds/instance",
  databaseName: serviceId,
});

export const engines: Readonly<Record<DatabaseEngine, Engine>> = {
  [DatabaseEngine.AuroraPostgresql]: {
    kind: "aurora",
    port: 5432,
    version: { default: "17", form: /^1[4-9]$|^[2-9]\d$/, example: "17", full: asGiven },
    family: (version) => `aurora-postgresql${version}`,
    parameters: [
      { name: "rds.force_ssl", value: "1" },
      { name: "shared_preload_libraries", value: "pg_stat_statements,pgaudit" },
      { name: "pgaudit.log", value: "ddl,role,write" },
      { name: "log_connections", value: "1" },
      { name: "log_disconnections", value: "1" },
    ],
    logs: ["postgresql"],
    logFolder: "/aws/rds/cluster",
    databaseName: anyName,
  },
  [DatabaseEngine.AuroraMysql]: {
    kind: "aurora",
    port: 3306,
    version: { default: "8.0", form: /^([89]|[1-9]\d)\.\d$/, example: "8.0", full: asGiven },
    family: (version) => `aurora-mysql${version}`,
    parameters: [
      { name: "require_secure_transport", value: "ON" },
      { name: "server_audit_logging", value: "1" },
      { name: "server_audit_events", value: "CONNECT,QUERY_DCL,QUERY_DDL,QUERY_DML" },
    ],
    logs: ["audit", "error"],
    logFolder: "/aws/rds/cluster",
    databaseName: anyName,
  },
  [DatabaseEngine.OracleEnterprise]: oracle("oracle-ee"),
  [DatabaseEngine.OracleStandard]: oracle("oracle-se2"),
  [DatabaseEngine.DocumentDb]: {
    kind: "documentdb",
    port: 27017,
    version: { default: "5.0", form: /^([4-9]|[1-9]\d)\.0$/, example: "5.0", full: (version) => `${version}.0` },
    family: (version) => `docdb${version}`,
    parameters: [
      // The plain `enabled` would admit TLS 1.0 and 1.1.
      { name: "tls", value: "tls1.2+" },
      { name: "audit_logs", value: "ddl,dml_write" },
    ],
    logs: ["audit"],
    logFolder: "/aws/docdb",
  },
};

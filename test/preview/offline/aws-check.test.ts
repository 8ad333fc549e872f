import assert from "node:assert/strict";
import { offlineProvider } from "../../../preview/offline/index";
import { secret } from "../../../preview/values";
import { UNKNOWN, type Properties, type Wire } from "../../../preview/wire";

const aws = offlineProvider({ name: "aws", version: "7.48.0" }, process.cwd());
const frankfurt = { region: "eu-central-1" };

function check(type: string, name: string, inputs: Properties, configuration: Properties = frankfurt) {
  return aws.check({ urn: `urn:pulumi:dev::app::${type}::${name}`, type, inputs, configuration });
}

const cases: readonly { type: string; name: string; given: Properties; checked: Properties }[] = [
  {
    type: "aws:ec2/vpc:Vpc",
    name: "main",
    given: { cidrBlock: "10.0.0.0/16" },
    checked: {
      cidrBlock: "10.0.0.0/16",
      region: "eu-central-1",
      tagsAll: {},
      enableDnsSupport: true,
      instanceTenancy: "default",
      __defaults: ["enableDnsSupport", "instanceTenancy"],
    },
  },
  {
    type: "aws:ec2/subnet:Subnet",
    name: "a",
    given: { vpcId: UNKNOWN, cidrBlock: "10.0.1.0/24", mapPublicIpOnLaunch: "true" },
    checked: {
      vpcId: UNKNOWN,
      cidrBlock: "10.0.1.0/24",
      mapPublicIpOnLaunch: true,
      region: "eu-central-1",
      tagsAll: {},
      assignIpv6AddressOnCreation: false,
      enableDns64: false,
      enableResourceNameDnsARecordOnLaunch: false,
      enableResourceNameDnsAaaaRecordOnLaunch: false,
      ipv6Native: false,
      __defaults: [
        "assignIpv6AddressOnCreation",
        "enableDns64",
        "enableResourceNameDnsARecordOnLaunch",
        "enableResourceNameDnsAaaaRecordOnLaunch",
        "ipv6Native",
      ],
    },
  },
  {
    type: "aws:ec2/securityGroup:SecurityGroup",
    name: "web",
    given: {
      vpcId: UNKNOWN,
      ingress: [{ protocol: "tcp", fromPort: "22", toPort: 22, cidrBlocks: ["0.0.0.0/0"] }],
      tags: { team: "a" },
    },
    checked: {
      vpcId: UNKNOWN,
      ingress: [
        { protocol: "tcp", fromPort: 22, toPort: 22, cidrBlocks: ["0.0.0.0/0"], self: false, __defaults: ["self"] },
      ],
      tags: { team: "a" },
      region: "eu-central-1",
      tagsAll: { team: "a" },
      name: "web-f07ce6c",
      description: "Managed by Pulumi",
      revokeRulesOnDelete: false,
      __defaults: ["description", "name", "revokeRulesOnDelete"],
    },
  },
  {
    type: "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
    name: "ssh",
    given: { securityGroupId: UNKNOWN, ipProtocol: "tcp", fromPort: "22", toPort: 22, cidrIpv4: "10.0.0.0/8" },
    checked: {
      securityGroupId: UNKNOWN,
      ipProtocol: "tcp",
      fromPort: 22,
      toPort: 22,
      cidrIpv4: "10.0.0.0/8",
      region: "eu-central-1",
      tagsAll: {},
    },
  },
  {
    type: "aws:ec2/instance:Instance",
    name: "host",
    given: {
      ami: "ami-1",
      instanceType: "t3.micro",
      rootBlockDevice: { encrypted: true },
      metadataOptions: { httpTokens: "required" },
    },
    checked: {
      ami: "ami-1",
      instanceType: "t3.micro",
      rootBlockDevice: { encrypted: true, deleteOnTermination: true, __defaults: ["deleteOnTermination"] },
      metadataOptions: { httpTokens: "required", __defaults: [] },
      region: "eu-central-1",
      tagsAll: {},
      forceDestroy: false,
      getPasswordData: false,
      sourceDestCheck: true,
      userDataReplaceOnChange: false,
      __defaults: ["forceDestroy", "getPasswordData", "sourceDestCheck", "userDataReplaceOnChange"],
    },
  },
  {
    type: "aws:ec2/keyPair:KeyPair",
    name: "ops",
    given: { publicKey: "ssh-ed25519 AAAA" },
    checked: {
      publicKey: "ssh-ed25519 AAAA",
      region: "eu-central-1",
      tagsAll: {},
      keyName: "ops-50d03f9",
      __defaults: ["keyName"],
    },
  },
  {
    type: "aws:ebs/volume:Volume",
    name: "data",
    given: { availabilityZone: "eu-central-1a", size: "10", encrypted: "true" },
    checked: {
      availabilityZone: "eu-central-1a",
      size: 10,
      encrypted: true,
      region: "eu-central-1",
      tagsAll: {},
      finalSnapshot: false,
      __defaults: ["finalSnapshot"],
    },
  },
  {
    type: "aws:s3/bucket:Bucket",
    name: "Logs",
    given: {},
    checked: {
      region: "eu-central-1",
      tagsAll: {},
      bucket: "logs-ea3cd85",
      forceDestroy: false,
      __defaults: ["bucket", "forceDestroy"],
    },
  },
  {
    type: "aws:s3/bucketV2:BucketV2",
    name: "old",
    given: { bucketPrefix: "old-" },
    checked: {
      bucketPrefix: "old-",
      region: "eu-central-1",
      tagsAll: {},
      forceDestroy: false,
      __defaults: ["forceDestroy"],
    },
  },
  {
    type: "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
    name: "block",
    given: { bucket: UNKNOWN, blockPublicAcls: true },
    checked: {
      bucket: UNKNOWN,
      blockPublicAcls: true,
      region: "eu-central-1",
      blockPublicPolicy: false,
      ignorePublicAcls: false,
      restrictPublicBuckets: false,
      __defaults: ["blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets"],
    },
  },
  {
    type: "aws:s3/bucketPolicy:BucketPolicy",
    name: "policy",
    given: {
      bucket: "b",
      policy: {
        Version: "2012-10-17",
        Statement: [{ Effect: "Deny", Principal: "*", Action: "s3:*", Resource: "arn:aws:s3:::b/<x>" }],
      },
    },
    checked: {
      bucket: "b",
      policy:
        '{"Statement":[{"Action":"s3:*","Effect":"Deny","Principal":"*","Resource":"arn:aws:s3:::b/\\u003cx\\u003e"}],"Version":"2012-10-17"}',
      region: "eu-central-1",
      __defaults: [],
    },
  },
  {
    type: "aws:s3/bucketObjectv2:BucketObjectv2",
    name: "index.html",
    given: { bucket: "b", content: "x" },
    checked: { bucket: "b", content: "x", region: "eu-central-1", tagsAll: {}, key: "index.html", __defaults: ["key"] },
  },
  {
    type: "aws:iam/role:Role",
    name: "app",
    given: { assumeRolePolicy: "{}" },
    checked: {
      assumeRolePolicy: "{}",
      tagsAll: {},
      name: "app-0ba50d9",
      forceDetachPolicies: false,
      maxSessionDuration: 3600,
      path: "/",
      __defaults: ["forceDetachPolicies", "maxSessionDuration", "name", "path"],
    },
  },
  {
    type: "aws:iam/policy:Policy",
    name: "read",
    given: { policy: UNKNOWN },
    checked: { policy: UNKNOWN, tagsAll: {}, name: "read-9ae9014", path: "/", __defaults: ["name", "path"] },
  },
  {
    type: "aws:kms/alias:Alias",
    name: "key",
    given: { targetKeyId: UNKNOWN },
    checked: { targetKeyId: UNKNOWN, region: "eu-central-1", name: "alias/key-661f774", __defaults: ["name"] },
  },
  {
    type: "aws:kms/key:Key",
    name: "key",
    given: { enableKeyRotation: true },
    checked: {
      enableKeyRotation: true,
      region: "eu-central-1",
      tagsAll: {},
      bypassPolicyLockoutSafetyCheck: false,
      customerMasterKeySpec: "SYMMETRIC_DEFAULT",
      isEnabled: true,
      keyUsage: "ENCRYPT_DECRYPT",
      __defaults: ["bypassPolicyLockoutSafetyCheck", "customerMasterKeySpec", "isEnabled", "keyUsage"],
    },
  },
  {
    type: "aws:cloudwatch/logGroup:LogGroup",
    name: "audit",
    given: { retentionInDays: "180" },
    checked: {
      retentionInDays: 180,
      region: "eu-central-1",
      tagsAll: {},
      name: "audit-97e9345",
      skipDestroy: false,
      __defaults: ["name", "skipDestroy"],
    },
  },
  {
    type: "aws:cloudtrail/trail:Trail",
    name: "trail",
    given: {
      s3BucketName: UNKNOWN,
      eventSelectors: [{ dataResources: [{ type: "AWS::S3::Object", values: ["arn:aws:s3"] }] }],
    },
    checked: {
      s3BucketName: UNKNOWN,
      eventSelectors: [
        {
          dataResources: [{ type: "AWS::S3::Object", values: ["arn:aws:s3"], __defaults: [] }],
          includeManagementEvents: true,
          readWriteType: "All",
          __defaults: ["includeManagementEvents", "readWriteType"],
        },
      ],
      region: "eu-central-1",
      tagsAll: {},
      name: "trail-2dcb07e",
      enableLogFileValidation: false,
      enableLogging: true,
      includeGlobalServiceEvents: true,
      isMultiRegionTrail: false,
      isOrganizationTrail: false,
      __defaults: [
        "enableLogFileValidation",
        "enableLogging",
        "includeGlobalServiceEvents",
        "isMultiRegionTrail",
        "isOrganizationTrail",
        "name",
      ],
    },
  },
  {
    type: "aws:sqs/queue:Queue",
    name: "jobs",
    given: { fifoQueue: true },
    checked: {
      fifoQueue: true,
      region: "eu-central-1",
      tagsAll: {},
      name: "jobs-7056e1f.fifo",
      contentBasedDeduplication: false,
      delaySeconds: 0,
      maxMessageSize: 262144,
      messageRetentionSeconds: 345600,
      receiveWaitTimeSeconds: 0,
      visibilityTimeoutSeconds: 30,
      __defaults: [
        "contentBasedDeduplication",
        "delaySeconds",
        "maxMessageSize",
        "messageRetentionSeconds",
        "name",
        "receiveWaitTimeSeconds",
        "visibilityTimeoutSeconds",
      ],
    },
  },
  {
    type: "aws:sns/topic:Topic",
    name: "alerts",
    given: {},
    checked: {
      region: "eu-central-1",
      tagsAll: {},
      name: "alerts-fd6f1ec",
      contentBasedDeduplication: false,
      fifoTopic: false,
      __defaults: ["contentBasedDeduplication", "fifoTopic", "name"],
    },
  },
  {
    type: "aws:rds/instance:Instance",
    name: "db",
    given: { instanceClass: "db.t3.micro", engine: "postgres", password: secret("hunter2"), storageEncrypted: null },
    checked: {
      instanceClass: "db.t3.micro",
      engine: "postgres",
      password: secret("hunter2"),
      region: "eu-central-1",
      tagsAll: {},
      identifier: "dbc9eb1a3",
      autoMinorVersionUpgrade: true,
      copyTagsToSnapshot: false,
      dedicatedLogVolume: false,
      deleteAutomatedBackups: true,
      monitoringInterval: 0,
      performanceInsightsEnabled: false,
      publiclyAccessible: false,
      skipFinalSnapshot: false,
      __defaults: [
        "autoMinorVersionUpgrade",
        "copyTagsToSnapshot",
        "dedicatedLogVolume",
        "deleteAutomatedBackups",
        "identifier",
        "monitoringInterval",
        "performanceInsightsEnabled",
        "publiclyAccessible",
        "skipFinalSnapshot",
      ],
    },
  },
  {
    type: "aws:rds/instance:Instance",
    name: "sql",
    given: { instanceClass: "db.m5.large", engine: "sqlserver-ex", skipFinalSnapshot: true },
    checked: {
      instanceClass: "db.m5.large",
      engine: "sqlserver-ex",
      skipFinalSnapshot: true,
      region: "eu-central-1",
      tagsAll: {},
      identifier: "sql149",
      autoMinorVersionUpgrade: true,
      copyTagsToSnapshot: false,
      dedicatedLogVolume: false,
      deleteAutomatedBackups: true,
      monitoringInterval: 0,
      performanceInsightsEnabled: false,
      publiclyAccessible: false,
      __defaults: [
        "autoMinorVersionUpgrade",
        "copyTagsToSnapshot",
        "dedicatedLogVolume",
        "deleteAutomatedBackups",
        "identifier",
        "monitoringInterval",
        "performanceInsightsEnabled",
        "publiclyAccessible",
      ],
    },
  },
  {
    type: "aws:rds/cluster:Cluster",
    name: "pg",
    given: { engine: "aurora-postgresql" },
    checked: {
      engine: "aurora-postgresql",
      region: "eu-central-1",
      tagsAll: {},
      copyTagsToSnapshot: false,
      deleteAutomatedBackups: true,
      enableGlobalWriteForwarding: false,
      enableHttpEndpoint: false,
      enableLocalWriteForwarding: false,
      engineMode: "provisioned",
      skipFinalSnapshot: false,
      __defaults: [
        "copyTagsToSnapshot",
        "deleteAutomatedBackups",
        "enableGlobalWriteForwarding",
        "enableHttpEndpoint",
        "enableLocalWriteForwarding",
        "engineMode",
        "skipFinalSnapshot",
      ],
    },
  },
  {
    type: "aws:lambda/function:Function",
    name: "fn",
    given: { role: UNKNOWN, environment: { variables: { A: secret("x") } } },
    checked: {
      role: UNKNOWN,
      environment: { variables: { A: secret("x") }, __defaults: [] },
      region: "eu-central-1",
      tagsAll: {},
      name: "fn-6575bbe",
      memorySize: 128,
      packageType: "Zip",
      publish: false,
      reservedConcurrentExecutions: -1,
      skipDestroy: false,
      timeout: 3,
      __defaults: [
        "memorySize",
        "name",
        "packageType",
        "publish",
        "reservedConcurrentExecutions",
        "skipDestroy",
        "timeout",
      ],
    },
  },
  {
    type: "aws:alb/loadBalancer:LoadBalancer",
    name: "edge",
    given: { accessLogs: { bucket: UNKNOWN } },
    checked: {
      accessLogs: { bucket: UNKNOWN, enabled: false, __defaults: ["enabled"] },
      region: "eu-central-1",
      tagsAll: {},
      name: "edge-ea45330",
      clientKeepAlive: 3600,
      desyncMitigationMode: "defensive",
      dnsRecordClientRoutingPolicy: "any_availability_zone",
      dropInvalidHeaderFields: false,
      enableCrossZoneLoadBalancing: false,
      enableDeletionProtection: false,
      enableHttp2: true,
      enableTlsVersionAndCipherSuiteHeaders: false,
      enableWafFailOpen: false,
      enableXffClientPort: false,
      enableZonalShift: false,
      idleTimeout: 60,
      loadBalancerType: "application",
      preserveHostHeader: false,
      xffHeaderProcessingMode: "append",
      __defaults: [
        "clientKeepAlive",
        "desyncMitigationMode",
        "dnsRecordClientRoutingPolicy",
        "dropInvalidHeaderFields",
        "enableCrossZoneLoadBalancing",
        "enableDeletionProtection",
        "enableHttp2",
        "enableTlsVersionAndCipherSuiteHeaders",
        "enableWafFailOpen",
        "enableXffClientPort",
        "enableZonalShift",
        "idleTimeout",
        "loadBalancerType",
        "name",
        "preserveHostHeader",
        "xffHeaderProcessingMode",
      ],
    },
  },
  {
    type: "aws:lb/targetGroup:TargetGroup",
    name: "web",
    given: { port: 443, healthCheck: { path: "/", protocol: "HTTPS" } },
    checked: {
      port: 443,
      healthCheck: {
        path: "/",
        protocol: "HTTPS",
        enabled: true,
        healthyThreshold: 3,
        interval: 30,
        port: "traffic-port",
        unhealthyThreshold: 3,
        __defaults: ["enabled", "healthyThreshold", "interval", "port", "unhealthyThreshold"],
      },
      region: "eu-central-1",
      tagsAll: {},
      name: "web-d99bfef",
      deregistrationDelay: 300,
      lambdaMultiValueHeadersEnabled: false,
      proxyProtocolV2: false,
      slowStart: 0,
      targetType: "instance",
      __defaults: [
        "deregistrationDelay",
        "lambdaMultiValueHeadersEnabled",
        "name",
        "proxyProtocolV2",
        "slowStart",
        "targetType",
      ],
    },
  },
  {
    type: "aws:alb/listener:Listener",
    name: "http",
    given: {
      loadBalancerArn: UNKNOWN,
      port: "80",
      defaultActions: [{ type: "redirect", redirect: { protocol: "HTTPS", statusCode: "HTTP_301" } }],
    },
    checked: {
      loadBalancerArn: UNKNOWN,
      port: 80,
      defaultActions: [
        {
          type: "redirect",
          redirect: {
            protocol: "HTTPS",
            statusCode: "HTTP_301",
            host: "#{host}",
            path: "/#{path}",
            port: "#{port}",
            query: "#{query}",
            __defaults: ["host", "path", "port", "query"],
          },
          __defaults: [],
        },
      ],
      region: "eu-central-1",
      tagsAll: {},
      __defaults: [],
    },
  },
  {
    type: "aws:secretsmanager/secret:Secret",
    name: "db",
    given: {},
    checked: {
      region: "eu-central-1",
      tagsAll: {},
      name: "db-b7a83be",
      forceOverwriteReplicaSecret: false,
      recoveryWindowInDays: 30,
      __defaults: ["forceOverwriteReplicaSecret", "name", "recoveryWindowInDays"],
    },
  },
  {
    type: "aws:eks/cluster:Cluster",
    name: "k",
    given: { roleArn: UNKNOWN, vpcConfig: { subnetIds: UNKNOWN } },
    checked: {
      roleArn: UNKNOWN,
      vpcConfig: {
        subnetIds: UNKNOWN,
        endpointPrivateAccess: false,
        endpointPublicAccess: true,
        __defaults: ["endpointPrivateAccess", "endpointPublicAccess"],
      },
      region: "eu-central-1",
      tagsAll: {},
      name: "k-232554c",
      bootstrapSelfManagedAddons: true,
      __defaults: ["bootstrapSelfManagedAddons", "name"],
    },
  },
  {
    type: "aws:elasticache/replicationGroup:ReplicationGroup",
    name: "Cache",
    given: { description: "d" },
    checked: {
      description: "d",
      region: "eu-central-1",
      tagsAll: {},
      replicationGroupId: "cache-1168123",
      automaticFailoverEnabled: false,
      multiAzEnabled: false,
      __defaults: ["automaticFailoverEnabled", "multiAzEnabled", "replicationGroupId"],
    },
  },
  {
    type: "aws:route53/record:Record",
    name: "www",
    given: { name: "www", type: "A", zoneId: "Z", ttl: "60", records: ["1.2.3.4"] },
    checked: { name: "www", type: "A", zoneId: "Z", ttl: 60, records: ["1.2.3.4"], __defaults: [] },
  },
  {
    type: "aws:glue/catalogDatabase:CatalogDatabase",
    name: "Lake",
    given: {},
    checked: { region: "eu-central-1", tagsAll: {}, name: "lake_yynioxvz", __defaults: ["name"] },
  },
];

describe("Check of the offline AWS provider", () => {
  for (const { type, name, given, checked } of cases) {
    it(`accepts ${type} ${name} with the provider's names and defaults`, () => {
      assert.deepEqual(check(type, name, given), { inputs: checked, failures: [] });
    });
  }

  it("gives no region where neither resource nor provider names one", () => {
    assert.deepEqual(check("aws:ec2/eip:Eip", "out", {}, {}).inputs, { tagsAll: {}, __defaults: [] });
  });

  it("prefers the resource's region to the provider's", () => {
    assert.equal(check("aws:ec2/eip:Eip", "out", { region: "us-east-1" }).inputs.region, "us-east-1");
  });

  it("leaves out a region that the type has deprecated", () => {
    assert.equal(check("aws:servicequotas/template:Template", "t", {}).inputs.region, undefined);
  });

  it("puts the provider's default tags under the resource's own, without those that it ignores", () => {
    const configuration = {
      defaultTags: '{"tags":{"env":"prod","owner":"a","aws:x":"1","cost":"2"}}',
      ignoreTags: '{"keys":["cost"],"keyPrefixes":["aws:"]}',
    };
    const { inputs } = check("aws:ec2/vpc:Vpc", "v", { tags: { owner: "b" } }, configuration);
    assert.deepEqual(inputs.tags, { owner: "b" });
    assert.deepEqual(inputs.tagsAll, { env: "prod", owner: "b" });
  });

  it("does not know all tags where one is unknown", () => {
    assert.equal(check("aws:ec2/vpc:Vpc", "v", { tags: { owner: UNKNOWN } }).inputs.tagsAll, UNKNOWN);
  });

  it("gives all tags of a type without tags of the program's", () => {
    const configuration = { defaultTags: '{"tags":{"env":"prod"}}' };
    assert.deepEqual(check("aws:ec2/vpc:Vpc", "v", {}, configuration).inputs.tagsAll, { env: "prod" });
  });

  it("refuses a resource without a required property, and takes an unknown one for present", () => {
    assert.deepEqual(check("aws:ec2/subnet:Subnet", "s", { vpcId: null }).failures, [
      { property: "", reason: "Missing required property 'vpcId'" },
    ]);
    assert.deepEqual(check("aws:ec2/subnet:Subnet", "s", { vpcId: UNKNOWN }).failures, []);
  });

  it("names the place of a required property that is missing inside a list", () => {
    const ingress: Wire = [
      { protocol: "tcp", fromPort: 22, toPort: 22 },
      { protocol: "tcp", fromPort: 22 },
    ];
    assert.deepEqual(check("aws:ec2/securityGroup:SecurityGroup", "s", { ingress }).failures, [
      { property: "", reason: "Missing required property 'ingress[1].toPort'" },
    ]);
  });

  it("refuses a name that becomes too long with its suffix", () => {
    const name = "a".repeat(57);
    assert.deepEqual(check("aws:iam/role:Role", name, { assumeRolePolicy: "{}" }).failures, [
      {
        property: "",
        reason:
          "could not make instance of 'aws:iam/role:Role': " +
          `name '${name}-' plus 7 random chars is longer than maximum length 64`,
      },
    ]);
    assert.deepEqual(check("aws:iam/role:Role", "a".repeat(56), { assumeRolePolicy: "{}" }).failures, []);
  });

  it("converts below a secret and keeps it secret", () => {
    const { inputs } = check("aws:ebs/volume:Volume", "v", { availabilityZone: "a", size: secret("10") });
    assert.deepEqual(inputs.size, secret(10));
  });

  it("leaves a text that is no number to the provider", () => {
    const { inputs } = check("aws:ebs/volume:Volume", "v", { availabilityZone: "a", size: "ten", encrypted: "yes" });
    assert.equal(inputs.size, "ten");
    assert.equal(inputs.encrypted, "yes");
  });

  it("writes a policy document with an unknown part as unknown", () => {
    const policy = { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "*", Resource: UNKNOWN }] };
    assert.equal(check("aws:iam/policy:Policy", "p", { policy }).inputs.policy, UNKNOWN);
  });

  it("keeps a policy document secret that holds a secret", () => {
    const policy = { Statement: [{ Effect: "Allow", Resource: secret("r") }] };
    assert.deepEqual(
      check("aws:iam/policy:Policy", "p", { policy }).inputs.policy,
      secret('{"Statement":[{"Effect":"Allow","Resource":"r"}]}'),
    );
  });

  it("gives the same name for the same URN and another for another", () => {
    const name = (urn: string) =>
      aws.check({ urn, type: "aws:sns/topic:Topic", inputs: {}, configuration: {} }).inputs.name;
    const urn = "urn:pulumi:dev::app::aws:sns/topic:Topic::alerts";
    assert.equal(name(urn), "alerts-fd6f1ec");
    assert.notEqual(name(urn.replace("dev", "prod")), "alerts-fd6f1ec");
  });

  it("hands inputs of a type that the SDK lacks back without nulls", () => {
    assert.deepEqual(check("aws:made/up:Up", "u", { a: null, b: [null], c: { d: null } }), {
      inputs: { b: [null], c: {} },
      failures: [],
    });
  });

  it("replaces a reference to a resource by its id", () => {
    const sg = {
      "4dabf18193072939515e22adb298388d": "5cf8f73096256a8f31e491e813e4eb8e",
      urn: "urn:pulumi:dev::app::aws:ec2/vpc:Vpc::v",
      id: "",
    };
    assert.equal(check("aws:ec2/subnet:Subnet", "s", { vpcId: sg }).inputs.vpcId, UNKNOWN);
    assert.equal(check("aws:ec2/subnet:Subnet", "s", { vpcId: { ...sg, id: "vpc-1" } }).inputs.vpcId, "vpc-1");
  });
});

describe("Provider configuration of the offline AWS provider", () => {
  const checked = (inputs: Properties) =>
    aws.checkConfiguration({ urn: "urn:pulumi:dev::app::pulumi:providers:aws::p", inputs });

  it("writes nested values as sorted JSON and leaves texts alone", () => {
    assert.deepEqual(
      checked({
        region: "eu-central-1",
        version: "7.48.0",
        defaultTags: '{ "tags": { "b": "1", "a": "<2>" } }',
        assumeRoles: [{ roleArn: "r" }],
        skipMetadataApiCheck: true,
        maxRetries: "3",
        profile: null,
      }),
      {
        inputs: {
          region: "eu-central-1",
          version: "7.48.0",
          defaultTags: '{"tags":{"a":"\\u003c2\\u003e","b":"1"}}',
          assumeRoles: '[{"roleArn":"r"}]',
          skipMetadataApiCheck: "true",
          maxRetries: "3",
        },
        failures: [],
      },
    );
  });

  it("makes a value secret as a whole that holds a secret", () => {
    assert.deepEqual(
      checked({ defaultTags: { tags: { a: secret("1") } } }).inputs.defaultTags,
      secret('{"tags":{"a":"1"}}'),
    );
  });

  it("makes a value unknown as a whole that holds an unknown", () => {
    assert.equal(checked({ defaultTags: { tags: { a: UNKNOWN } } }).inputs.defaultTags, UNKNOWN);
  });
});

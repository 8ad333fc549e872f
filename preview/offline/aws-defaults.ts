import type { Wire } from "../wire";

type Values = Readonly<Record<string, Wire>>;

const managed = "Managed by Pulumi";

const bucket: Values = { forceDestroy: false };

const loadBalancer: Values = {
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
};

/**
 * Values that the provider fills in where the program says nothing: Terraform's schema defaults, which no package for Node
 * carries, of the types that matter for security, and Pulumi's own descriptions.
 */
export const awsDefaults: Readonly<Record<string, Values>> = {
  "aws:alb/loadBalancer:LoadBalancer": loadBalancer,
  "aws:apigateway/apiKey:ApiKey": { description: managed },
  "aws:appsync/apiKey:ApiKey": { description: managed },
  "aws:cloudtrail/trail:Trail": {
    enableLogFileValidation: false,
    enableLogging: true,
    includeGlobalServiceEvents: true,
    isMultiRegionTrail: false,
    isOrganizationTrail: false,
  },
  "aws:cloudwatch/logGroup:LogGroup": { retentionInDays: 0, skipDestroy: false },
  "aws:cloudwatch/metricAlarm:MetricAlarm": { actionsEnabled: true, treatMissingData: "missing" },
  "aws:docdb/subnetGroup:SubnetGroup": { description: managed },
  "aws:dynamodb/table:Table": { billingMode: "PROVISIONED" },
  "aws:ebs/volume:Volume": { finalSnapshot: false },
  "aws:ec2/instance:Instance": {
    forceDestroy: false,
    getPasswordData: false,
    sourceDestCheck: true,
    userDataReplaceOnChange: false,
  },
  "aws:ec2/securityGroup:SecurityGroup": { description: managed, revokeRulesOnDelete: false },
  "aws:ec2/subnet:Subnet": {
    assignIpv6AddressOnCreation: false,
    enableDns64: false,
    enableResourceNameDnsARecordOnLaunch: false,
    enableResourceNameDnsAaaaRecordOnLaunch: false,
    ipv6Native: false,
    mapPublicIpOnLaunch: false,
  },
  "aws:ec2/vpc:Vpc": { enableDnsSupport: true, instanceTenancy: "default" },
  "aws:ecr/repository:Repository": { imageTagMutability: "MUTABLE" },
  "aws:eks/cluster:Cluster": { bootstrapSelfManagedAddons: true },
  "aws:elasticache/parameterGroup:ParameterGroup": { description: managed },
  "aws:elasticache/subnetGroup:SubnetGroup": { description: managed },
  "aws:iam/group:Group": { path: "/" },
  "aws:iam/instanceProfile:InstanceProfile": { path: "/" },
  "aws:iam/policy:Policy": { path: "/" },
  "aws:iam/role:Role": { forceDetachPolicies: false, maxSessionDuration: 3600, path: "/" },
  "aws:iam/user:User": { forceDestroy: false, path: "/" },
  "aws:kms/key:Key": {
    bypassPolicyLockoutSafetyCheck: false,
    customerMasterKeySpec: "SYMMETRIC_DEFAULT",
    enableKeyRotation: false,
    isEnabled: true,
    keyUsage: "ENCRYPT_DECRYPT",
  },
  "aws:lambda/function:Function": {
    memorySize: 128,
    packageType: "Zip",
    publish: false,
    reservedConcurrentExecutions: -1,
    skipDestroy: false,
    timeout: 3,
  },
  "aws:lb/loadBalancer:LoadBalancer": loadBalancer,
  "aws:mediapackage/channel:Channel": { description: managed },
  "aws:neptune/subnetGroup:SubnetGroup": { description: managed },
  "aws:rds/cluster:Cluster": {
    copyTagsToSnapshot: false,
    deleteAutomatedBackups: true,
    enableGlobalWriteForwarding: false,
    enableHttpEndpoint: false,
    enableLocalWriteForwarding: false,
    engineMode: "provisioned",
    skipFinalSnapshot: false,
  },
  "aws:rds/clusterParameterGroup:ClusterParameterGroup": { description: managed },
  "aws:rds/instance:Instance": {
    autoMinorVersionUpgrade: true,
    copyTagsToSnapshot: false,
    dedicatedLogVolume: false,
    deleteAutomatedBackups: true,
    monitoringInterval: 0,
    performanceInsightsEnabled: false,
    publiclyAccessible: false,
    skipFinalSnapshot: false,
  },
  "aws:rds/optionGroup:OptionGroup": { optionGroupDescription: managed },
  "aws:rds/parameterGroup:ParameterGroup": { description: managed },
  "aws:rds/subnetGroup:SubnetGroup": { description: managed },
  "aws:redshift/parameterGroup:ParameterGroup": { description: managed },
  "aws:redshift/subnetGroup:SubnetGroup": { description: managed },
  "aws:route53/zone:Zone": { comment: managed, forceDestroy: false },
  "aws:s3/bucket:Bucket": bucket,
  "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": {
    blockPublicAcls: false,
    blockPublicPolicy: false,
    ignorePublicAcls: false,
    restrictPublicBuckets: false,
  },
  "aws:s3/bucketV2:BucketV2": bucket,
  "aws:secretsmanager/secret:Secret": { forceOverwriteReplicaSecret: false, recoveryWindowInDays: 30 },
  "aws:sns/topic:Topic": { contentBasedDeduplication: false, fifoTopic: false },
  "aws:sqs/queue:Queue": {
    contentBasedDeduplication: false,
    delaySeconds: 0,
    fifoQueue: false,
    maxMessageSize: 262_144,
    messageRetentionSeconds: 345_600,
    receiveWaitTimeSeconds: 0,
    visibilityTimeoutSeconds: 30,
  },
};

const ownGroup: Values = { self: false };
const accessLogs: Values = { enabled: false };

/** The same inside objects, by the SDK's name of their type. */
export const awsNestedDefaults: Readonly<Record<string, Values>> = {
  "alb.LoadBalancerAccessLogs": accessLogs,
  "alb.LoadBalancerConnectionLogs": accessLogs,
  "cloudtrail.TrailEventSelector": { includeManagementEvents: true, readWriteType: "All" },
  "ec2.DefaultSecurityGroupEgress": ownGroup,
  "ec2.DefaultSecurityGroupIngress": ownGroup,
  "ec2.InstanceEbsBlockDevice": { deleteOnTermination: true },
  "ec2.InstanceLaunchTemplate": { version: "$Default" },
  "ec2.InstanceNetworkInterface": { deleteOnTermination: false, networkCardIndex: 0 },
  "ec2.InstanceRootBlockDevice": { deleteOnTermination: true },
  "ec2.SecurityGroupEgress": ownGroup,
  "ec2.SecurityGroupIngress": ownGroup,
  "eks.ClusterAccessConfig": { bootstrapClusterCreatorAdminPermissions: true },
  "eks.ClusterVpcConfig": { endpointPrivateAccess: false, endpointPublicAccess: true },
  "lb.LoadBalancerAccessLogs": accessLogs,
  "lb.LoadBalancerConnectionLogs": accessLogs,
  "rds.ClusterScalingConfiguration": { autoPause: true, maxCapacity: 16, minCapacity: 1, secondsBeforeTimeout: 300 },
  "rds.ParameterGroupParameter": { applyMethod: "immediate" },
};

/** Properties whose presence rules out a default. */
export const awsConflicts: Readonly<Record<string, readonly string[]>> = {
  sourceDestCheck: ["networkInterfaces"],
};

/** Types whose resources are made with Terraform's newer framework. */
export const frameworkTypes: ReadonlySet<string> = new Set([
  "aws:cognito/userPoolClient:UserPoolClient",
  "aws:dynamodb/resourcePolicy:ResourcePolicy",
  "aws:ec2transitgateway/instanceConnectEndpoint:InstanceConnectEndpoint",
  "aws:eks/podIdentityAssociation:PodIdentityAssociation",
  "aws:elasticache/serverlessCache:ServerlessCache",
  "aws:guardduty/malwareProtectionPlan:MalwareProtectionPlan",
  "aws:rds/integration:Integration",
  "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
  "aws:s3/bucketLifecycleConfigurationV2:BucketLifecycleConfigurationV2",
  "aws:s3/directoryBucket:DirectoryBucket",
  "aws:verifiedpermissions/policyStore:PolicyStore",
  "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
]);

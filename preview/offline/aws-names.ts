import type { AutoName } from "./autoname";

const letters = "abcdefghijklmnopqrstuvwxyz";
const letterName: AutoName = { separator: "_", suffixLength: 8, alphabet: letters, maxLength: Infinity };
const targetGroup: AutoName = { maxLength: 32 };
const bucket: AutoName = { property: "bucket", maxLength: 63, lowerCase: true };
const objectKey: AutoName = { property: "key", suffixLength: 0 };

/** Where a name is not `<logical name>-<7 digits>` of up to 255 characters in the property `name`. */
export const awsNames: Readonly<Record<string, AutoName>> = {
  "aws:alb/targetGroup:TargetGroup": targetGroup,
  "aws:appsync/dataSource:DataSource": { separator: "_" },
  "aws:appsync/function:Function": { separator: "_" },
  "aws:athena/database:Database": { separator: "_" },
  "aws:backup/restoreTestingPlan:RestoreTestingPlan": { separator: "_" },
  "aws:cloudwatch/eventRule:EventRule": { maxLength: 64 },
  "aws:cloudwatch/eventTarget:EventTarget": { property: "targetId" },
  "aws:codedeploy/deploymentConfig:DeploymentConfig": {
    property: "deploymentConfigName",
    separator: "_",
    maxLength: 100,
  },
  "aws:ec2/keyPair:KeyPair": { property: "keyName" },
  "aws:efs/fileSystem:FileSystem": { property: "creationToken" },
  "aws:eks/fargateProfile:FargateProfile": { property: "fargateProfileName" },
  "aws:eks/nodeGroup:NodeGroup": { property: "nodeGroupName" },
  "aws:elasticache/cluster:Cluster": { property: "clusterId", maxLength: 50, lowerCase: true },
  "aws:elasticache/replicationGroup:ReplicationGroup": {
    property: "replicationGroupId",
    maxLength: 40,
    lowerCase: true,
  },
  "aws:elasticbeanstalk/environment:Environment": { maxLength: 40 },
  "aws:elasticsearch/domain:Domain": { property: "domainName", maxLength: 28, lowerCase: true },
  "aws:glue/catalogDatabase:CatalogDatabase": { ...letterName, lowerCase: true },
  "aws:glue/catalogTable:CatalogTable": { ...letterName, lowerCase: true },
  "aws:iam/role:Role": { maxLength: 64 },
  "aws:iot/topicRule:TopicRule": { suffixLength: 0 },
  "aws:kms/alias:Alias": { maxLength: 238, prefix: "alias/" },
  "aws:lambda/function:Function": { maxLength: 64 },
  "aws:lambda/permission:Permission": { property: "statementId", maxLength: 100 },
  "aws:lb/targetGroup:TargetGroup": targetGroup,
  "aws:lex/bot:Bot": letterName,
  "aws:lex/botAlias:BotAlias": letterName,
  "aws:lex/intent:Intent": letterName,
  "aws:lex/slotType:SlotType": letterName,
  "aws:mq/broker:Broker": { property: "brokerName", maxLength: 55 },
  "aws:msk/cluster:Cluster": { property: "clusterName" },
  "aws:msk/serverlessCluster:ServerlessCluster": { property: "clusterName" },
  "aws:opensearch/domain:Domain": { property: "domainName" },
  "aws:rds/instance:Instance": { property: "identifier", separator: "" },
  "aws:s3/bucket:Bucket": bucket,
  "aws:s3/bucketObject:BucketObject": objectKey,
  "aws:s3/bucketObjectv2:BucketObjectv2": objectKey,
  "aws:s3/bucketV2:BucketV2": bucket,
  "aws:sns/topic:Topic": { maxLength: 80, fifo: "fifoTopic" },
  "aws:sqs/queue:Queue": { maxLength: 80, fifo: "fifoQueue" },
};

/** An SQL Server's identifier has 15 characters at most. */
export const sqlServerName: AutoName = { property: "identifier", separator: "", suffixLength: 3, maxLength: 15 };

import { Bucket, CorsMethod, DataClass, StorageClass } from "../../../components";
import { accessLogs } from "./access-logs";
import { key, tags } from "./foundation";

const { bucketName } = accessLogs;

export const bucket = new Bucket("all", {
  kmsKeyArn: key.keyArn,
  accessLogs: { bucketName, prefix: "files/all" },
  dataClass: DataClass.SensitivePersonal,
  retentionDays: 400,
  expireAfterDays: 1000,
  transitions: [
    { afterDays: 30, storageClass: StorageClass.StandardInfrequentAccess },
    { afterDays: 90, storageClass: StorageClass.GlacierInstantRetrieval },
  ],
  events: true,
  replication: {
    bucketArn: "arn:aws:s3:::copies-of-files",
    region: "eu-west-1",
    kmsKeyArn: "arn:aws:kms:eu-west-1:210987654321:key/7f3a91c2",
    accountId: "210987654321",
  },
  uploadScan: { prefixes: ["uploads/"] },
  cors: [
    {
      origins: ["https://chat.example.com"],
      methods: [CorsMethod.Put, CorsMethod.Get],
      headers: ["content-type"],
      exposedHeaders: ["etag"],
      maxAgeSeconds: 3600,
    },
  ],
  accountId: "123456789012",
  tags,
});

new Bucket("least", { kmsKeyArn: key.keyArn, accessLogs: { bucketName }, dataClass: DataClass.Core, tags });

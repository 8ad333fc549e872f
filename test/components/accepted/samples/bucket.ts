import fc from "fast-check";
import { Bucket, type BucketArgs, CorsMethod, DataClass, StorageClass } from "../../../../components";
import { accessLogs } from "../../composition/access-logs";
import { key, tags } from "../../composition/foundation";
import type { Sample } from "../sample";

const kmsKeyArn = (region: string) => `arn:aws:kms:${region}:123456789012:key/7f3a91c2`;

export const sample: Sample<BucketArgs> = {
  args: fc.record(
    {
      kmsKeyArn: fc.constant(key.keyArn),
      accessLogs: fc.constantFrom(
        { bucketName: accessLogs.bucketName },
        { bucketName: accessLogs.bucketName, prefix: "chat/files" },
        { bucketName: accessLogs.bucketName, prefix: "/files" },
      ),
      dataClass: fc.constantFrom(...Object.values(DataClass)),
      retentionDays: fc.constantFrom(34, 35, 365, 1827),
      expireAfterDays: fc.constantFrom(34, 365, 1827, 4000),
      transitions: fc.uniqueArray(
        fc.record({
          afterDays: fc.constantFrom(0, 1, 30, 60, 90, 365),
          storageClass: fc.constantFrom(...Object.values(StorageClass)),
        }),
        { maxLength: 2 },
      ),
      events: fc.boolean(),
      replication: fc.constantFrom(
        { bucketArn: "arn:aws:s3:::copies", region: "eu-west-1", kmsKeyArn: kmsKeyArn("eu-west-1") },
        {
          bucketArn: "arn:aws:s3:::copies",
          region: "eu-west-1",
          kmsKeyArn: kmsKeyArn("eu-west-1"),
          accountId: "210987654321",
        },
        {
          bucketArn: "arn:aws:s3:::copies",
          region: "us-east-1",
          kmsKeyArn: kmsKeyArn("us-east-1"),
          transferRecord: "T-2026-14",
        },
        { bucketArn: "arn:aws:s3:::copies", region: "us-east-1", kmsKeyArn: kmsKeyArn("us-east-1") },
        { bucketArn: "arn:aws:s3:::copies", region: "eu-central-1", kmsKeyArn: kmsKeyArn("eu-central-1") },
        { bucketArn: "copies", region: "eu-west-1", kmsKeyArn: kmsKeyArn("eu-west-1") },
      ),
      uploadScan: fc.constantFrom({}, { prefixes: ["uploads/", "avatars/"] }, { prefixes: ["*"] }),
      cors: fc.array(
        fc.record(
          {
            origins: fc.constantFrom(["https://chat.example.com"], ["http://chat.example.com"]),
            methods: fc.subarray(Object.values(CorsMethod), { minLength: 1 }),
            maxAgeSeconds: fc.constantFrom(0, 86_400, 86_401),
          },
          { requiredKeys: ["origins", "methods"] },
        ),
        { maxLength: 1 },
      ),
      accountId: fc.constant("123456789012"),
      tags: fc.constant(tags),
    },
    { requiredKeys: ["kmsKeyArn", "accessLogs", "dataClass", "tags"] },
  ),
  make: (name, args) => new Bucket(name, args),
};

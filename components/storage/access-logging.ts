import * as aws from "@pulumi/aws";
import type { AccessLogDestination } from "../argument/access-log-destination";
import type { Children } from "../child/children";

/** Logs every request to a bucket, in files by account, region, bucket and day of the requests. */
export const logAccess = (
  { name, options, untagged }: Children<"logging">,
  { bucket }: aws.s3.Bucket,
  { bucketName, prefix }: AccessLogDestination,
): aws.s3.BucketLogging =>
  new aws.s3.BucketLogging(
    name("logging"),
    untagged("logging", "logging", {
      bucket,
      targetBucket: bucketName,
      targetPrefix: prefix === undefined ? "" : `${prefix}/`,
      targetObjectKeyFormat: { partitionedPrefix: { partitionDateSource: "EventTime" } },
    }),
    options,
  );

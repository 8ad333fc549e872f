import type * as pulumi from "@pulumi/pulumi";
import { logSources } from "../../protocol/log";
import type { Refuse } from "./refusal";

/** Where access logs are sent. */
export interface AccessLogDestination {
  /**
   * Name of the bucket (LOG-01), in the same region: encrypted by S3 itself (SSE-S3), and open to the sender before anything is
   * sent. That of AccessLogs is.
   */
  bucketName: pulumi.Input<string>;
  /** Beginning of the keys, without a slash at either end. Default: none. */
  prefix?: string;
}

/** @throws RefusedArgumentError for logs that go nowhere, and for a prefix that senders do not take. */
export function assertAccessLogs(refuse: Refuse, { bucketName, prefix }: AccessLogDestination): void {
  if (bucketName === "") {
    throw refuse("accessLogs.bucketName", bucketName, "the name of a bucket", logSources);
  }
  if (prefix !== undefined && (!/^[\w.-]+(\/[\w.-]+)*$/.test(prefix) || prefix.includes("AWSLogs"))) {
    throw refuse("accessLogs.prefix", prefix, "letters, digits and _.-, with single slashes between, without AWSLogs");
  }
}

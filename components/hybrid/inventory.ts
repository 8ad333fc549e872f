import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { patchGroupTag } from "../argument/patch-group";
import type { HybridChildren } from "./roles";

/** Bucket that the inventory of all managed nodes of the account and region is copied to. */
export interface InventoryBucket {
  /** Name of the bucket. Its policy must admit Systems Manager. */
  bucketName: pulumi.Input<string>;
  /** Region of the bucket. */
  region: pulumi.Input<string>;
  /** ARN of the key that the bucket is encrypted with. Its policy must admit Systems Manager: KeyService.Ssm. */
  kmsKeyArn: pulumi.Input<string>;
}

/** Collects what runs on the nodes, twice a day. */
export function makeInventory(
  { name, options, tagged, untagged }: HybridChildren,
  patchGroup: string,
  bucket: InventoryBucket | undefined,
): void {
  const enabled = ["applications", "awsComponents", "instanceDetailedInformation", "networkConfig", "services"];
  new aws.ssm.Association(
    name("inventory"),
    tagged("inventory", "inventory", {
      name: "AWS-GatherSoftwareInventory",
      targets: [{ key: `tag:${patchGroupTag}`, values: [patchGroup] }],
      scheduleExpression: "rate(12 hours)",
      complianceSeverity: "MEDIUM",
      parameters: Object.fromEntries(enabled.map((parameter) => [parameter, "Enabled"])),
    }),
    options,
  );
  if (bucket !== undefined) {
    const { bucketName, region, kmsKeyArn } = bucket;
    new aws.ssm.ResourceDataSync(
      name("inventory-sync"),
      untagged("inventorySync", "inventory-sync", {
        s3Destination: { bucketName, region, kmsKeyArn, prefix: "inventory", syncFormat: "JsonSerDe" },
      }),
      options,
    );
  }
}

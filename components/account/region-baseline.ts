import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { vmIsolation } from "../../protocol/container";
import { encryptionAtRest } from "../../protocol/data";
import { assertKeyArn } from "../argument/key-arn";
import type { Refuse } from "../argument/refusal";
import { assertRegion } from "../argument/region";
import type { AccountChildren } from "./roles";

/** What the account is set to in one region. */
export interface RegionBaseline {
  /**
   * ARN of the key, of the same region, that encrypts the volumes and snapshots whose makers name none (DAT-06). Its policy must
   * admit whoever makes volumes: KeyService.Ec2, and KeyService.AutoScaling for auto-scaling groups.
   */
  volumeKmsKeyArn: pulumi.Input<string>;
}

/** @throws RefusedArgumentError for no region, for what is none, and for the key of another region. */
export function assertRegionBaselines(refuse: Refuse, regions: Readonly<Record<string, RegionBaseline>>): void {
  if (Object.keys(regions).length === 0) {
    throw refuse("regions", regions, "one region at least");
  }
  for (const [region, { volumeKmsKeyArn }] of Object.entries(regions)) {
    assertRegion(refuse, "regions", region);
    assertKeyArn(refuse, `regions.${region}.volumeKmsKeyArn`, volumeKmsKeyArn, encryptionAtRest, region);
  }
}

/** Settings of the account that each region keeps for itself. */
export function makeRegionBaseline(
  { name, options, tagged, untagged }: AccountChildren,
  component: string,
  region: string,
  { volumeKmsKeyArn }: RegionBaseline,
): aws.accessanalyzer.Analyzer {
  const suffixed = (suffix: string) => `${suffix}-${region}`;
  const key = new aws.ebs.DefaultKmsKey(
    name(suffixed("volume-key")),
    untagged("volumeKey", suffixed("volume-key"), { keyArn: volumeKmsKeyArn, region }),
    options,
  );
  new aws.ebs.EncryptionByDefault(
    name(suffixed("volume-encryption")),
    untagged("volumeEncryption", suffixed("volume-encryption"), { enabled: true, region }),
    // The other way round, volumes made in between would be encrypted with a key of the cloud.
    { ...options, dependsOn: [key] },
  );
  new aws.ebs.SnapshotBlockPublicAccess(
    name(suffixed("snapshot-access")),
    untagged("snapshotAccess", suffixed("snapshot-access"), { state: "block-all-sharing", region }),
    options,
  );
  new aws.ec2.ImageBlockPublicAccess(
    name(suffixed("image-access")),
    untagged("imageAccess", suffixed("image-access"), { state: "block-new-sharing", region }),
    options,
  );
  new aws.ec2.InstanceMetadataDefaults(
    name(suffixed("metadata-defaults")),
    untagged("metadataDefaults", suffixed("metadata-defaults"), {
      httpEndpoint: "enabled",
      httpTokens: "required",
      httpPutResponseHopLimit: vmIsolation.limits.metadataHopLimit.value,
      region,
    }),
    options,
  );
  new aws.ec2.SerialConsoleAccess(
    name(suffixed("serial-console")),
    untagged("serialConsole", suffixed("serial-console"), { enabled: false, region }),
    options,
  );
  const suffix = suffixed("external-access");
  return new aws.accessanalyzer.Analyzer(
    name(suffix),
    // A name of its own, since that of the component may begin with what names of analyzers cannot.
    tagged("externalAccessAnalyzer", suffix, { analyzerName: `external-access-${component}`, type: "ACCOUNT", region }),
    options,
  );
}

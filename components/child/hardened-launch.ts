import type * as pulumi from "@pulumi/pulumi";

/** A volume that an instance starts with. */
export interface LaunchVolume {
  readonly deviceName: string;
  /** As large as in the image where there is none. */
  readonly sizeGiB?: number;
}

/** What instances differ in, of what every one of them is held to. */
export interface Launch {
  readonly kmsKeyArn: pulumi.Input<string>;
  readonly volumes: readonly LaunchVolume[];
  readonly securityGroupIds: readonly pulumi.Input<string>[];
  /** Over how many hops the metadata service answers. */
  readonly metadataHopLimit: number;
  /** Tags of what a template starts, which the tags of the program's provider do not reach. */
  readonly tags: Readonly<Record<string, string>>;
}

/**
 * What every launch template says: metadata for requests with a token only, encrypted volumes, no public address, and tags
 * of everything that starts. Nothing here names a key pair.
 */
export const hardenedLaunch = ({ kmsKeyArn, volumes, securityGroupIds, metadataHopLimit, tags }: Launch) => ({
  updateDefaultVersion: true,
  ebsOptimized: "true",
  monitoring: { enabled: true },
  metadataOptions: {
    httpEndpoint: "enabled",
    httpTokens: "required",
    httpPutResponseHopLimit: metadataHopLimit,
    instanceMetadataTags: "disabled",
  },
  networkInterfaces: [
    {
      deviceIndex: 0,
      associatePublicIpAddress: "false",
      deleteOnTermination: "true",
      securityGroups: [...securityGroupIds],
    },
  ],
  blockDeviceMappings: volumes.map(({ deviceName, sizeGiB }) => ({
    deviceName,
    ebs: {
      encrypted: "true",
      kmsKeyId: kmsKeyArn,
      volumeType: "gp3",
      deleteOnTermination: "true",
      ...(sizeGiB !== undefined && { volumeSize: sizeGiB }),
    },
  })),
  tagSpecifications: ["instance", "volume", "network-interface"].map((resourceType) => ({ resourceType, tags })),
});

import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { vmIsolation } from "../../protocol/container";
import { patchGroupTag } from "../argument/patch-group";
import { refusals } from "../argument/refusal";
import { assertUserData } from "../argument/user-data";
import { hardenedLaunch } from "../child/hardened-launch";
import { type Tags, tagsOf, withTags } from "../child/tags";
import { checkedImage } from "./image";
import type { ServersChildren } from "./roles";

/** What servers start from. */
export interface Template {
  readonly imageId: pulumi.Input<string>;
  readonly instanceTypes: readonly string[];
  readonly patchGroup: string;
  readonly kmsKeyArn: pulumi.Input<string>;
  readonly rootDeviceName: string;
  readonly rootVolumeGiB?: number;
  readonly userData?: pulumi.Input<string>;
  readonly dedicatedTenancy: boolean;
  readonly tags: Tags;
}

export function makeTemplate(
  children: ServersChildren,
  component: string,
  instanceProfile: aws.iam.InstanceProfile,
  securityGroupId: pulumi.Input<string>,
  template: Template,
): aws.ec2.LaunchTemplate {
  const { rootDeviceName, rootVolumeGiB, userData, tags } = template;
  return new aws.ec2.LaunchTemplate(
    children.name("template"),
    children.tagged("launchTemplate", "template", {
      ...hardenedLaunch({
        kmsKeyArn: template.kmsKeyArn,
        volumes: [{ deviceName: rootDeviceName, ...(rootVolumeGiB !== undefined && { sizeGiB: rootVolumeGiB }) }],
        securityGroupIds: [securityGroupId],
        metadataHopLimit: vmIsolation.limits.metadataHopLimit.value,
        tags: tagsOf(withTags(tags, { [patchGroupTag]: template.patchGroup }), component, "server"),
      }),
      imageId: checkedImage(component, template.imageId, tags.env),
      instanceType: template.instanceTypes[0],
      iamInstanceProfile: { arn: instanceProfile.arn },
      ...(template.dedicatedTenancy && { placement: { tenancy: "dedicated" } }),
      ...(userData !== undefined && { userData: encoded(component, userData) }),
    }),
    children.options,
  );
}

/** @throws RefusedArgumentError through the output, as `assertUserData` does. */
const encoded = (component: string, userData: pulumi.Input<string>): pulumi.Output<string> =>
  pulumi.output(userData).apply((known) => {
    assertUserData(refusals("Servers", component), "userData", known);
    return Buffer.from(known).toString("base64");
  });

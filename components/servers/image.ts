import * as pulumi from "@pulumi/pulumi";
import { patchRollback } from "../../protocol/vulnerability";
import { isKnown } from "../argument/known";
import { type Refuse, refusals } from "../argument/refusal";
import { Environment } from "../child/tags";

const PARAMETER = /^resolve:ssm:\/?[\w./-]+(?::[\w-]+)?$/;

/**
 * @throws RefusedArgumentError for what names no image, and in production for a parameter: what it stood for before is not
 * known, so that a failed replacement could not return to it.
 */
export function assertImage(refuse: Refuse, imageId: pulumi.Input<string>, env: Environment): void {
  if (!isKnown(imageId)) {
    return;
  }
  if (typeof imageId !== "string" || !(/^ami-[0-9a-f]{8,17}$/.test(imageId) || PARAMETER.test(imageId))) {
    throw refuse("imageId", imageId, "the id of an image, or resolve:ssm: and the name of a parameter that holds one");
  }
  if (env === Environment.Production && isParameter(imageId)) {
    throw refuse("imageId", imageId, "the id of an image, which a failed replacement can return to", patchRollback);
  }
}

/**
 * The image, once it is known.
 * @throws RefusedArgumentError through the output, as `assertImage` does.
 */
export const checkedImage = (name: string, imageId: pulumi.Input<string>, env: Environment): pulumi.Output<string> =>
  pulumi.output(imageId).apply((known) => {
    assertImage(refusals("Servers", name), known, env);
    return known;
  });

/** Whether a parameter says which image it is. */
export const isParameter = (imageId: string): boolean => imageId.startsWith("resolve:ssm:");

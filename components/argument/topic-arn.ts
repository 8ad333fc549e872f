import type * as pulumi from "@pulumi/pulumi";
import type { Control } from "../../protocol/control";
import { isKnown } from "./known";
import type { Refuse } from "./refusal";

/** @throws RefusedArgumentError for what is known and is not the ARN of a topic: nobody would hear. */
export function assertTopicArn(
  refuse: Refuse,
  argument: string,
  topicArn: pulumi.Input<string> | undefined,
  control?: Control,
): void {
  if (topicArn !== undefined && isKnown(topicArn) && !/^arn:[a-z-]+:sns:[a-z0-9-]+:\d{12}:[\w-]+$/.test(topicArn)) {
    throw refuse(argument, topicArn, "the ARN of a topic", control);
  }
}

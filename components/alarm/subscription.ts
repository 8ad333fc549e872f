import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Control } from "../../protocol/control";
import { clientTraffic } from "../../protocol/tls";
import { assertMember } from "../argument/choice";
import { isKnown } from "../argument/known";
import type { Refuse } from "../argument/refusal";
import type { Children } from "../child/children";

/** How notifications reach whoever subscribes. Plain HTTP is not among the ways. */
export enum SubscriptionProtocol {
  /** A mailbox, whose owner has to confirm. */
  Email = "email",
  /** A web service, which has to confirm: a pager, a chat. */
  Https = "https",
  /** A queue, whose own policy must let the topic send to it. */
  Sqs = "sqs",
  /** A function, which the topic is permitted to invoke. */
  Lambda = "lambda",
}

/** Somebody or something that gets every notification of a topic. */
export interface AlarmSubscription {
  /** Name within the topic, which stays when the endpoint changes: letters, digits and hyphens. */
  name: string;
  /** How notifications reach the endpoint. */
  protocol: SubscriptionProtocol;
  /** E-mail address, address of the web service, or ARN of the queue or function. A secret where it holds a token. */
  endpoint: pulumi.Input<string>;
  /** The web service confirms by itself, and the deployment waits until it has. Default: false. */
  confirmsItself?: boolean;
}

interface Endpoint {
  readonly pattern: RegExp;
  readonly expected: string;
  readonly control?: Control;
}

const endpoints: Readonly<Record<SubscriptionProtocol, Endpoint>> = {
  [SubscriptionProtocol.Email]: { pattern: /^[^\s@]+@[^\s@]+\.[^\s@]+$/, expected: "an e-mail address" },
  [SubscriptionProtocol.Https]: {
    pattern: /^https:\/\/[^\s/]+/,
    expected: "an address that starts with https://",
    control: clientTraffic,
  },
  [SubscriptionProtocol.Sqs]: { pattern: /^arn:[\w-]+:sqs:[\w-]+:\d{12}:[\w-]+$/, expected: "the ARN of a queue" },
  [SubscriptionProtocol.Lambda]: {
    pattern: /^arn:[\w-]+:lambda:[\w-]+:\d{12}:function:[\w-]+(:[\w$-]+)?$/,
    expected: "the ARN of a function",
  },
};

/** @throws RefusedArgumentError for a name that is none or taken, a protocol that is none, and an endpoint of another kind. */
export function assertSubscriptions(refuse: Refuse, subscriptions: readonly AlarmSubscription[]): void {
  subscriptions.forEach(({ name, protocol, endpoint }, index) => {
    const at = (argument: string) => `subscriptions[${index}].${argument}`;
    if (typeof name !== "string" || !/^[A-Za-z0-9-]{1,30}$/.test(name)) {
      throw refuse(at("name"), name, "1 to 30 letters, digits and hyphens");
    }
    if (subscriptions.findIndex((other) => other.name === name) < index) {
      throw refuse(at("name"), name, "a name that no other subscription has");
    }
    assertMember(refuse, at("protocol"), protocol, SubscriptionProtocol);
    if (isKnown(endpoint)) {
      assertEndpoint(refuse, at("endpoint"), protocol, endpoint, endpoint);
    }
  });
}

/** @param shown what a refusal shows in place of the endpoint, which may be a secret */
function assertEndpoint(
  refuse: Refuse,
  argument: string,
  protocol: SubscriptionProtocol,
  endpoint: string,
  shown: unknown,
) {
  const { pattern, expected, control } = endpoints[protocol];
  if (typeof endpoint !== "string" || !pattern.test(endpoint)) {
    throw refuse(argument, shown, expected, control);
  }
  return endpoint;
}

/**
 * The endpoint, once it is known.
 * @throws RefusedArgumentError through the output, for one of another kind.
 */
export function checkedEndpoint(refuse: Refuse, { name, protocol, endpoint }: AlarmSubscription) {
  const known = pulumi.output(endpoint);
  return known.apply((text) => assertEndpoint(refuse, `subscriptions.${name}.endpoint`, protocol, text, known));
}

/** What a subscription hangs on to. */
export interface Subscribed {
  readonly topicArn: pulumi.Output<string>;
  /** Queue for what could not be delivered; absent where there is none. */
  readonly deadLetterQueueArn?: pulumi.Output<string>;
}

export function makeSubscription(
  { name, options, untagged }: Children<"subscription" | "invocation">,
  refuse: Refuse,
  subscription: AlarmSubscription,
  { topicArn, deadLetterQueueArn }: Subscribed,
): aws.sns.TopicSubscription {
  const { protocol, confirmsItself = false } = subscription;
  const suffix = `to-${subscription.name}`;
  const endpoint = checkedEndpoint(refuse, subscription);
  const invocations =
    protocol === SubscriptionProtocol.Lambda
      ? [
          new aws.lambda.Permission(
            name(`${suffix}-invocation`),
            untagged("invocation", `${suffix}-invocation`, {
              action: "lambda:InvokeFunction",
              function: endpoint,
              principal: "sns.amazonaws.com",
              sourceArn: topicArn,
            }),
            options,
          ),
        ]
      : [];
  return new aws.sns.TopicSubscription(
    name(suffix),
    untagged("subscription", suffix, {
      topic: topicArn,
      protocol,
      endpoint,
      ...(protocol === SubscriptionProtocol.Https && { endpointAutoConfirms: confirmsItself }),
      ...(deadLetterQueueArn && { redrivePolicy: pulumi.jsonStringify({ deadLetterTargetArn: deadLetterQueueArn }) }),
    }),
    { ...options, dependsOn: invocations },
  );
}

import fc from "fast-check";
import { AlarmSender, AlarmTopic, type AlarmTopicArgs, SubscriptionProtocol } from "../../../../components";
import { key, tags } from "../../composition/foundation";
import type { Sample } from "../sample";

const subscription = fc.record(
  {
    name: fc.constantFrom("on-call", "pager", "siem", "on call"),
    protocol: fc.constantFrom(...Object.values(SubscriptionProtocol)),
    endpoint: fc.constantFrom(
      "on-call@example.com",
      "https://pager.example.com/notify",
      "http://pager.example.com/notify",
      "arn:aws:sqs:eu-central-1:123456789012:siem",
      "arn:aws:lambda:eu-central-1:123456789012:function:triage",
    ),
    confirmsItself: fc.boolean(),
  },
  { requiredKeys: ["name", "protocol", "endpoint"] },
);

export const sample: Sample<AlarmTopicArgs> = {
  args: fc.record(
    {
      kmsKeyArn: fc.constant(key.keyArn),
      senders: fc.subarray(Object.values(AlarmSender)),
      subscriptions: fc.array(subscription, { maxLength: 2 }),
      deadLetterQueue: fc.boolean(),
      tags: fc.constant(tags),
    },
    { requiredKeys: ["kmsKeyArn", "tags"] },
  ),
  make: (name, args) => new AlarmTopic(name, args),
};

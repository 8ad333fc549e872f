import assert from "node:assert/strict";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import {
  AlarmSender,
  type AlarmSubscription,
  AlarmTopic,
  type AlarmTopicArgs,
  Environment,
  RecoveryTier,
  RefusedArgumentError,
  SubscriptionProtocol,
} from "../../components";
import { checkedEndpoint } from "../../components/alarm/subscription";
import { refusals } from "../../components/argument/refusal";
import { china, named, ofType, record, type Registered, valueOf } from "../support/mocks";
import { refuses } from "../support/refusal";
import { statementsOf } from "../support/resource-policy";

const kmsKeyArn = "arn:aws:kms:eu-central-1:111122223333:key/alarms";
const topicArn = "arn:aws:sns:eu-central-1:111122223333:chat-topic-1a2b3c4";
const queueArn = "arn:aws:sqs:eu-central-1:111122223333:chat-undelivered-1a2b3c4";

const minimal: AlarmTopicArgs = {
  kmsKeyArn,
  tags: { env: Environment.Production, tier: RecoveryTier.Red, owner: "im-platform" },
};

const mail: AlarmSubscription = { name: "mail", protocol: SubscriptionProtocol.Email, endpoint: "on-call@example.com" };

const make = (change: Partial<AlarmTopicArgs> = {}) => record(() => new AlarmTopic("chat", { ...minimal, ...change }));

const policyOf = (resources: readonly Registered[]) =>
  statementsOf(named(resources, "chat-topic-policy").inputs["policy"]);

describe("AlarmTopic", () => {
  it("encrypts with the key and signs with SHA-256", async () => {
    const { resources } = await make();
    const { inputs } = named(resources, "chat-topic");
    assert.equal(inputs["kmsMasterKeyId"], kmsKeyArn);
    assert.equal(inputs["signatureVersion"], 2);
    assert.deepEqual(inputs["tags"], {
      Name: "chat-topic",
      env: "production",
      tier: "red",
      owner: "im-platform",
      "asset-class": "topic",
    });
  });

  it("retries within the hour that the service allows", async () => {
    const { resources } = await make();
    const policy = JSON.parse(named(resources, "chat-topic").inputs["deliveryPolicy"] as string) as {
      http: { defaultHealthyRetryPolicy: Record<string, number>; disableSubscriptionOverrides: boolean };
    };
    const { numRetries = NaN, maxDelayTarget = NaN, ...phases } = policy.http.defaultHealthyRetryPolicy;
    const { numNoDelayRetries = NaN, numMinDelayRetries = NaN, numMaxDelayRetries = NaN, minDelayTarget } = phases;
    const delayed = numRetries - numNoDelayRetries - numMinDelayRetries;
    assert.ok(numMaxDelayRetries <= delayed);
    assert.ok(numRetries <= 100);
    assert.ok(delayed * maxDelayTarget + numMinDelayRetries * Number(minDelayTarget) <= 3600);
    assert.equal(policy.http.disableSubscriptionOverrides, true);
  });

  it("lets alarms and events publish where nothing is said, and nobody without TLS", async () => {
    const { resources } = await make();
    assert.deepEqual(policyOf(resources), [
      {
        Sid: "Alarms",
        Effect: "Allow",
        Principal: { Service: "cloudwatch.amazonaws.com" },
        Action: "sns:Publish",
        Resource: topicArn,
        Condition: {
          StringEquals: { "aws:SourceAccount": "111122223333" },
          ArnLike: { "aws:SourceArn": "arn:aws:cloudwatch:eu-central-1:111122223333:alarm:*" },
        },
      },
      {
        Sid: "Events",
        Effect: "Allow",
        Principal: { Service: "events.amazonaws.com" },
        Action: "sns:Publish",
        Resource: topicArn,
      },
      {
        Sid: "TlsOnly",
        Effect: "Deny",
        Principal: "*",
        Action: "sns:Publish",
        Resource: topicArn,
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      },
      {
        Sid: "ThisAccountOnly",
        Effect: "Deny",
        Principal: "*",
        Action: "sns:Publish",
        Resource: topicArn,
        Condition: {
          Null: { "aws:SourceAccount": "false" },
          StringNotEquals: { "aws:SourceAccount": "111122223333" },
        },
      },
    ]);
    assert.equal(named(resources, "chat-topic-policy").inputs["arn"], topicArn);
  });

  it("binds every sender to the account and its own ARNs, but EventBridge, which tells none", async () => {
    const { resources } = await make({ senders: Object.values(AlarmSender) });
    const allowed = policyOf(resources).filter(({ Effect }) => Effect === "Allow");
    const sources = Object.fromEntries(
      allowed.map(({ Sid, Condition }) => [Sid, Condition?.["ArnLike"]?.["aws:SourceArn"]]),
    );
    assert.deepEqual(sources, {
      Alarms: "arn:aws:cloudwatch:eu-central-1:111122223333:alarm:*",
      Backup: "arn:aws:backup:eu-central-1:111122223333:backup-vault:*",
      Events: undefined,
      Rds: "arn:aws:rds:eu-central-1:111122223333:*",
    });
  });

  it("writes its policies for the account, region and partition of its provider", async () => {
    const { resources } = await record(() => new AlarmTopic("chat", { ...minimal, subscriptions: [mail] }), china);
    const here = "arn:aws-cn:sns:cn-north-1:444455556666:chat-topic-1a2b3c4";
    assert.ok(policyOf(resources).every(({ Resource }) => Resource === here));
    assert.equal(named(resources, "chat-to-mail").inputs["topic"], here);
  });

  it("takes the account from its arguments where they say it", async () => {
    const { made } = await make({ accountId: "999988887777" });
    assert.equal(await valueOf(made.topicArn), "arn:aws:sns:eu-central-1:999988887777:chat-topic-1a2b3c4");
    assert.equal(await valueOf(made.topicName), "chat-topic-1a2b3c4");
  });

  it("keeps what it could not deliver in an encrypted, protected queue that takes in nothing else", async () => {
    const { resources, made } = await make({ subscriptions: [mail] });
    const queue = named(resources, "chat-undelivered");
    assert.equal(queue.protect, true);
    assert.equal(queue.inputs["kmsMasterKeyId"], kmsKeyArn);
    assert.equal(queue.inputs["messageRetentionSeconds"], 1_209_600);
    const policy = named(resources, "chat-undelivered-policy");
    assert.equal(policy.inputs["queueUrl"], "chat-undelivered-id");
    assert.deepEqual(statementsOf(policy.inputs["policy"]), [
      {
        Sid: "Undelivered",
        Effect: "Allow",
        Principal: { Service: "sns.amazonaws.com" },
        Action: "sqs:SendMessage",
        Resource: queueArn,
        Condition: { ArnEquals: { "aws:SourceArn": topicArn } },
      },
      {
        Sid: "TlsOnly",
        Effect: "Deny",
        Principal: "*",
        Action: "sqs:*",
        Resource: queueArn,
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      },
    ]);
    assert.deepEqual(JSON.parse(named(resources, "chat-to-mail").inputs["redrivePolicy"] as string), {
      deadLetterTargetArn: queueArn,
    });
    assert.ok(made.deadLetterQueueArn);
    assert.equal(await valueOf(made.deadLetterQueueArn), queueArn);
  });

  it("does without the queue where the program says so", async () => {
    const { resources, made } = await make({ subscriptions: [mail], deadLetterQueue: false });
    assert.deepEqual(ofType(resources, aws.sqs.Queue), []);
    assert.deepEqual(ofType(resources, aws.sqs.QueuePolicy), []);
    assert.equal(named(resources, "chat-to-mail").inputs["redrivePolicy"], undefined);
    assert.equal(made.deadLetterQueueArn, undefined);
  });

  it("subscribes each endpoint by its protocol, and lets the topic invoke functions", async () => {
    const triage = "arn:aws:lambda:eu-central-1:111122223333:function:triage";
    const { resources, made } = await make({
      deadLetterQueue: false,
      subscriptions: [
        mail,
        {
          name: "pager",
          protocol: SubscriptionProtocol.Https,
          endpoint: pulumi.secret("https://pager.example.com/enqueue"),
          confirmsItself: true,
        },
        {
          name: "siem",
          protocol: SubscriptionProtocol.Sqs,
          endpoint: "arn:aws:sqs:eu-central-1:111122223333:siem",
        },
        { name: "triage", protocol: SubscriptionProtocol.Lambda, endpoint: triage },
      ],
    });
    assert.deepEqual(named(resources, "chat-to-mail").inputs, {
      topic: topicArn,
      protocol: "email",
      endpoint: "on-call@example.com",
    });
    const pager = named(resources, "chat-to-pager").inputs;
    assert.equal(pager["endpointAutoConfirms"], true);
    // The engine marks a secret with a signature.
    assert.match(JSON.stringify(pager["endpoint"]), /1b47061264138c4ac30d75fd1eb44270.*pager\.example\.com/);
    assert.equal(named(resources, "chat-to-siem").inputs["endpoint"], "arn:aws:sqs:eu-central-1:111122223333:siem");
    assert.deepEqual(named(resources, "chat-to-triage-invocation").inputs, {
      action: "lambda:InvokeFunction",
      function: triage,
      principal: "sns.amazonaws.com",
      sourceArn: topicArn,
    });
    const dependencies = named(resources, "chat-to-triage").dependsOn;
    assert.ok(dependencies.includes(named(resources, "chat-to-triage-invocation").urn));
    assert.equal(ofType(resources, aws.lambda.Permission).length, 1);
    assert.equal(made.subscriptions.length, 4);
  });

  it("hands out its ARN only once the senders may publish", async () => {
    const { resources } = await record(() => {
      const { topicArn: published } = new AlarmTopic("chat", minimal);
      return new aws.cloudwatch.MetricAlarm("alarm", {
        comparisonOperator: "GreaterThanThreshold",
        evaluationPeriods: 1,
        alarmActions: [published],
      });
    });
    assert.ok(named(resources, "alarm").dependsOn.includes(named(resources, "chat-topic-policy").urn));
  });

  it("parents its children and completes once", async () => {
    const { resources, completed } = await make({ subscriptions: [mail] });
    const { urn, type } = named(resources, "chat");
    assert.equal(type, "palisade:index:AlarmTopic");
    assert.deepEqual(
      resources
        .filter(({ parent }) => parent === urn)
        .map(({ name }) => name)
        .toSorted(),
      ["chat-to-mail", "chat-topic", "chat-topic-policy", "chat-undelivered", "chat-undelivered-policy"],
    );
    assert.deepEqual(completed, [urn]);
  });

  it("lets overrides replace properties of a child, with a warning", async () => {
    const { resources, warnings } = await make({ overrides: { topic: { displayName: "Chat" } } });
    assert.equal(named(resources, "chat-topic").inputs["displayName"], "Chat");
    assert.deepEqual(warnings, ["chat-topic: overrides set displayName; the component does not vouch for this."]);
  });

  it("refuses plain HTTP once the address is known, without showing it", async () => {
    const endpoint = pulumi.secret("http://pager.example.com/?token=4f2a");
    const checked = checkedEndpoint(refusals("AlarmTopic", "chat"), {
      name: "pager",
      protocol: SubscriptionProtocol.Https,
      endpoint,
    });
    await assert.rejects(valueOf(checked), (error: unknown) => {
      assert.ok(error instanceof RefusedArgumentError);
      assert.equal(
        error.message,
        'AlarmTopic "chat": subscriptions.pager.endpoint is "(output)"; TLS-01 requires an address that starts with https://.',
      );
      return true;
    });
  });

  const subscribed = (change: Partial<AlarmSubscription>): Partial<AlarmTopicArgs> => ({
    subscriptions: [{ ...mail, ...change }],
  });

  refuses("AlarmTopic", (change: Partial<AlarmTopicArgs>) => new AlarmTopic("chat", { ...minimal, ...change }), {
    "a topic that nobody may publish to": {
      change: { senders: [] },
      control: "LOG-04",
      message: 'AlarmTopic "chat": senders is []; LOG-04 requires one sender at least.',
    },
    "a sender that is none": {
      change: { senders: ["s3" as AlarmSender] },
      message: 'AlarmTopic "chat": senders[0] is "s3"; expected one of alarms, backup, events, rds.',
    },
    "a sender twice": {
      change: { senders: [AlarmSender.Rds, AlarmSender.Rds] },
      message: 'AlarmTopic "chat": senders is ["rds","rds"]; expected each of them once.',
    },
    "plain HTTP as a protocol": {
      change: subscribed({ protocol: "http" as SubscriptionProtocol }),
      message: 'AlarmTopic "chat": subscriptions[0].protocol is "http"; expected one of email, https, sqs, lambda.',
    },
    "plain HTTP as an address": {
      change: subscribed({ protocol: SubscriptionProtocol.Https, endpoint: "http://pager.example.com" }),
      control: "TLS-01",
      message:
        'AlarmTopic "chat": subscriptions[0].endpoint is "http://pager.example.com"; TLS-01 requires an address that ' +
        "starts with https://.",
    },
    "a mailbox that is none": {
      change: subscribed({ endpoint: "on-call" }),
      message: 'AlarmTopic "chat": subscriptions[0].endpoint is "on-call"; expected an e-mail address.',
    },
    "a queue by another ARN": {
      change: subscribed({ protocol: SubscriptionProtocol.Sqs, endpoint: topicArn }),
      message: `AlarmTopic "chat": subscriptions[0].endpoint is "${topicArn}"; expected the ARN of a queue.`,
    },
    "a function by its name": {
      change: subscribed({ protocol: SubscriptionProtocol.Lambda, endpoint: "triage" }),
      message: 'AlarmTopic "chat": subscriptions[0].endpoint is "triage"; expected the ARN of a function.',
    },
    "an endpoint that is blank": {
      change: subscribed({ endpoint: "" }),
      message: 'AlarmTopic "chat": subscriptions[0].endpoint is ""; expected an e-mail address.',
    },
    "a name that a resource cannot have": {
      change: subscribed({ name: "on call" }),
      message: 'AlarmTopic "chat": subscriptions[0].name is "on call"; expected 1 to 30 letters, digits and hyphens.',
    },
    "two subscriptions of one name": {
      change: { subscriptions: [mail, { ...mail, endpoint: "lead@example.com" }] },
      message: 'AlarmTopic "chat": subscriptions[1].name is "mail"; expected a name that no other subscription has.',
    },
    "an account that is none": {
      change: { accountId: "1111-2222-3333" },
      message: 'AlarmTopic "chat": accountId is "1111-2222-3333"; expected twelve digits.',
    },
    "tags without an owner": {
      change: { tags: { ...minimal.tags, owner: "" } },
      control: "SCO-01",
      message: 'AlarmTopic "chat": tags.owner is ""; SCO-01 requires the name of a team.',
    },
    "overrides of a child that it does not have": {
      change: { overrides: { policy: {} } },
      message:
        'AlarmTopic "chat": overrides.policy is {}; expected a role among topic, topicPolicy, queue, queuePolicy, ' +
        "subscription, invocation.",
    },
  });

  const long = "c".repeat(61);
  refuses("AlarmTopic", (name: string) => new AlarmTopic(name, minimal), {
    "a name that would not fit the queue": {
      change: long,
      message: `AlarmTopic "${long}": name is "${long}"; expected 1 to 60 letters, digits, hyphens and underscores.`,
    },
    "a name with characters that topics cannot have": {
      change: "chat.alarms",
      message:
        'AlarmTopic "chat.alarms": name is "chat.alarms"; expected 1 to 60 letters, digits, hyphens and underscores.',
    },
  });
});

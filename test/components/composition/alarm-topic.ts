import * as aws from "@pulumi/aws";
import { AlarmSender, AlarmTopic, SubscriptionProtocol } from "../../../components";
import { key, tags } from "./foundation";

export const alarms = new AlarmTopic("all-alarms", {
  kmsKeyArn: key.keyArn,
  senders: Object.values(AlarmSender),
  subscriptions: [
    { name: "mail", protocol: SubscriptionProtocol.Email, endpoint: "on-call@example.com" },
    {
      name: "pager",
      protocol: SubscriptionProtocol.Https,
      endpoint: "https://pager.example.com/notify",
      confirmsItself: true,
    },
    { name: "siem", protocol: SubscriptionProtocol.Sqs, endpoint: "arn:aws:sqs:eu-central-1:123456789012:siem" },
    {
      name: "triage",
      protocol: SubscriptionProtocol.Lambda,
      endpoint: "arn:aws:lambda:eu-central-1:123456789012:function:triage",
    },
  ],
  tags,
});

new aws.cloudwatch.MetricAlarm("all-alarms-heard", {
  comparisonOperator: "GreaterThanThreshold",
  evaluationPeriods: 1,
  period: 300,
  threshold: 0,
  namespace: "AWS/SNS",
  metricName: "NumberOfNotificationsFailed",
  dimensions: { TopicName: alarms.topicName },
  statistic: "Sum",
  alarmActions: [alarms.topicArn],
});

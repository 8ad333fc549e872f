import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { Children } from "./children";

const A_DAY = 86_400;

/** Who hears when, and what they are to do. */
interface ExpiryNotice {
  readonly days: number;
  readonly remedy: string;
  readonly alarmTopicArn: pulumi.Input<string>;
}

/** Says that a certificate in ACM expires soon, or that ACM counts its days no more because it has expired (TLS-05). */
export const makeExpiryAlarm = <Role extends string>(
  { name, options, tagged }: Children<Role>,
  role: Role,
  suffix: string,
  certificateArn: pulumi.Input<string>,
  { days, remedy, alarmTopicArn }: ExpiryNotice,
): aws.cloudwatch.MetricAlarm =>
  new aws.cloudwatch.MetricAlarm(
    name(suffix),
    tagged(role, suffix, {
      alarmDescription: `The certificate expires in ${days} days or less: ${remedy}.`,
      namespace: "AWS/CertificateManager",
      metricName: "DaysToExpiry",
      dimensions: { CertificateArn: certificateArn },
      statistic: "Minimum",
      period: A_DAY,
      evaluationPeriods: 1,
      comparisonOperator: "LessThanOrEqualToThreshold",
      threshold: days,
      // A new certificate has no count for some hours, which is no reason to ring; one that has lost its count has expired.
      treatMissingData: "missing",
      alarmActions: [alarmTopicArn],
      insufficientDataActions: [alarmTopicArn],
    }),
    options,
  );

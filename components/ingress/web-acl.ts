import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { LogClass } from "../../protocol/log";
import { type Account, arnIn } from "../child/account";
import { logGroupArn, type Logs, makeLogGroup } from "../child/log-group";
import { policyJson } from "../policy/document";
import type { IngressChildren } from "./roles";
import { visibility, webAclRules, type WebTraffic } from "./web-acl-rules";

/** The class of the logs that the web firewall writes. */
export const webLogClass: LogClass = "security";

/** Where the web firewall writes what it has seen: a log group that is made for it, or what is there. */
export interface WebLogs {
  readonly logs?: Required<Logs>;
  readonly wafLogDestinationArn?: pulumi.Input<string>;
}

export interface MadeWebAcl {
  readonly webAcl: aws.wafv2.WebAcl;
  /** What must stand before requests come in. */
  readonly association: aws.wafv2.WebAclAssociation;
  readonly logGroup?: aws.cloudwatch.LogGroup;
}

/** The web firewall before the load balancer, and its logs. */
export function makeWebAcl(
  children: IngressChildren,
  component: string,
  loadBalancer: aws.lb.LoadBalancer,
  account: pulumi.Output<Account>,
  settings: WebTraffic & WebLogs,
): MadeWebAcl {
  const { name, options, tagged, untagged } = children;
  const webAcl = new aws.wafv2.WebAcl(
    name("waf"),
    tagged("webAcl", "waf", {
      description: `Requests to ${component}`,
      scope: "REGIONAL",
      defaultAction: { allow: {} },
      rules: [...webAclRules(component, settings)],
      visibilityConfig: visibility(name("waf")),
    }),
    options,
  );
  const association = new aws.wafv2.WebAclAssociation(
    name("waf-association"),
    { resourceArn: loadBalancer.arn, webAclArn: webAcl.arn },
    options,
  );
  const { destinations, logGroup, policy } = makeDestination(children, component, account, settings);
  new aws.wafv2.WebAclLoggingConfiguration(
    name("waf-logging"),
    untagged("webAclLogging", "waf-logging", {
      resourceArn: webAcl.arn,
      logDestinationConfigs: [...destinations],
      redactedFields: ["authorization", "cookie"].map((header) => ({ singleHeader: { name: header } })),
    }),
    { ...options, dependsOn: policy === undefined ? [] : [policy] },
  );
  return { webAcl, association, ...(logGroup && { logGroup }) };
}

interface Destination {
  readonly destinations: readonly pulumi.Input<string>[];
  readonly logGroup?: aws.cloudwatch.LogGroup;
  readonly policy?: aws.cloudwatch.LogResourcePolicy;
}

function makeDestination(
  children: IngressChildren,
  component: string,
  account: pulumi.Output<Account>,
  { logs, wafLogDestinationArn }: WebLogs,
): Destination {
  if (logs === undefined) {
    return { destinations: wafLogDestinationArn === undefined ? [] : [wafLogDestinationArn] };
  }
  const unique = `${pulumi.getProject()}-${pulumi.getStack()}-${component}`;
  const logGroup = makeLogGroup(children, "webAclLogGroup", "waf-logs", {
    ...logs,
    logClass: webLogClass,
    // The service writes to no group of another name.
    groupName: `aws-waf-logs-${unique}`,
  });
  const destination = logGroupArn(logGroup, account);
  // The service would write a policy of its own, and fails where the account has no room left in it.
  const policy = new aws.cloudwatch.LogResourcePolicy(
    children.name("waf-logs-policy"),
    {
      policyName: `${unique}-waf-logs`,
      policyDocument: policyJson({
        Effect: "Allow",
        Principal: { Service: "delivery.logs.amazonaws.com" },
        Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
        Resource: pulumi.interpolate`${destination}:*`,
        Condition: {
          StringEquals: { "aws:SourceAccount": account.accountId },
          ArnLike: { "aws:SourceArn": arnIn(account, "logs", "*") },
        },
      }),
    },
    children.options,
  );
  return { destinations: [destination], logGroup, policy };
}

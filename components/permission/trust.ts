import * as pulumi from "@pulumi/pulumi";
import type { Account } from "../child/account";
import type { Statement } from "../policy/document";

/** What takes a role on, of the services that run applications. */
export enum TrustedService {
  /** Instances of EC2, through the instance profile of the role. */
  Ec2 = "ec2",
  /** Tasks of ECS. */
  EcsTasks = "ecs-tasks",
  /** Pods of EKS, through Pod Identity. */
  EksPods = "eks-pods",
  /** Functions of Lambda. */
  Lambda = "lambda",
  /** Schedules of EventBridge. */
  Scheduler = "scheduler",
  /** State machines of Step Functions. */
  StepFunctions = "step-functions",
}

/** Who may take the role on: the service, and for this account alone where the service says for whom it acts. */
export function trustOf(trusted: TrustedService, account: pulumi.Output<Account>): Statement {
  const trust = { Effect: "Allow", Action: "sts:AssumeRole" } as const;
  const ofAccount = { StringEquals: { "aws:SourceAccount": account.accountId } };
  switch (trusted) {
    case TrustedService.Ec2:
      return { ...trust, Principal: { Service: pulumi.interpolate`ec2.${account.dnsSuffix}` } };
    case TrustedService.Lambda:
      return { ...trust, Principal: { Service: "lambda.amazonaws.com" } };
    case TrustedService.EksPods:
      return {
        ...trust,
        Principal: { Service: "pods.eks.amazonaws.com" },
        // The service tells by tags of the session for which pod it acts.
        Action: ["sts:AssumeRole", "sts:TagSession"],
        Condition: ofAccount,
      };
    case TrustedService.EcsTasks:
      return { ...trust, Principal: { Service: "ecs-tasks.amazonaws.com" }, Condition: ofAccount };
    case TrustedService.Scheduler:
      return { ...trust, Principal: { Service: "scheduler.amazonaws.com" }, Condition: ofAccount };
    case TrustedService.StepFunctions:
      return { ...trust, Principal: { Service: "states.amazonaws.com" }, Condition: ofAccount };
  }
}

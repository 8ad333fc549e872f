import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { assertPolicyArns } from "../argument/policy-arns";
import type { Refuse } from "../argument/refusal";
import { arnIn } from "../child/account";
import { type MadeRole, makeServiceRole, type ServiceRole } from "../child/service-role";
import { assertNamespace, assertObject } from "../kubernetes/name";
import { assertKey } from "./access";
import type { ClusterPlace } from "./place";
import type { ClusterChildren } from "./roles";

/** What the pods of one service account may do in the cloud. */
export interface PodIdentity {
  /** Namespace of the service account. */
  namespace: string;
  /** Name of the service account. */
  serviceAccount: string;
  /** ARNs of the policies of its pods, by names that never change (IAM-01). */
  policyArns: { [key: string]: pulumi.Input<string> };
}

/** A service account, as the trust of its role names it. */
interface ServiceAccount {
  readonly namespace: string;
  readonly serviceAccount: string;
}

/** @throws RefusedArgumentError for a service account that is none or is named twice, and for policies that are too wide. */
export function assertPodIdentities(refuse: Refuse, identities: Readonly<Record<string, PodIdentity>>): void {
  const seen = new Set<string>();
  for (const [key, { namespace, serviceAccount, policyArns }] of Object.entries(identities)) {
    const argument = `podIdentities.${key}`;
    assertKey(refuse, argument, key);
    assertNamespace(refuse, `${argument}.namespace`, namespace);
    assertObject(refuse, `${argument}.serviceAccount`, serviceAccount);
    assertPolicyArns(refuse, `${argument}.policyArns`, policyArns);
    const account = `${namespace}/${serviceAccount}`;
    if (seen.has(account)) {
      throw refuse(argument, account, "each service account once");
    }
    seen.add(account);
  }
}

/** A role that only the pods of one service account of one cluster take on. */
export function makePodRole(
  children: ClusterChildren,
  role: "addonRole" | "podRole",
  suffix: string,
  { account, clusterName }: ClusterPlace,
  { namespace, serviceAccount }: ServiceAccount,
  rights: Pick<ServiceRole, "allows" | "managedPolicies" | "policyArns">,
): MadeRole {
  return makeServiceRole(children, role, suffix, account, {
    service: "pods.eks.amazonaws.com",
    takenOnBy: ["sts:AssumeRole", "sts:TagSession"],
    condition: {
      StringEquals: {
        "aws:RequestTag/eks-cluster-arn": arnIn(account, "eks", `cluster/${clusterName}`),
        "aws:RequestTag/kubernetes-namespace": namespace,
        "aws:RequestTag/kubernetes-service-account": serviceAccount,
      },
    },
    ...rights,
  });
}

/** The roles of the service accounts, by the names that the program gave them. */
export function makePodIdentities(
  children: ClusterChildren,
  place: ClusterPlace,
  identities: Readonly<Record<string, PodIdentity>>,
): { [key: string]: pulumi.Output<string> } {
  const roles = Object.entries(identities).map(([key, { namespace, serviceAccount, policyArns }]) => {
    const suffix = `pod-${key}`;
    const { role } = makePodRole(children, "podRole", suffix, place, { namespace, serviceAccount }, { policyArns });
    new aws.eks.PodIdentityAssociation(
      children.name(`${suffix}-identity`),
      children.tagged("podIdentity", `${suffix}-identity`, {
        clusterName: place.cluster.name,
        namespace,
        serviceAccount,
        roleArn: role.arn,
      }),
      children.options,
    );
    return [key, role.arn] as const;
  });
  return Object.fromEntries(roles);
}

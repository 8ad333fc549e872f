import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { administratorTiers, roleModel } from "../../protocol/iam";
import { describeLimit } from "../../protocol/limit";
import { assertArn } from "../argument/arn";
import { assertMember } from "../argument/choice";
import type { Refuse } from "../argument/refusal";
import type { ClusterPlace } from "./place";
import type { ClusterChildren } from "./roles";

/** What somebody may do in a cluster. */
export enum ClusterPolicy {
  /** Everything, everywhere: for two roles at most (IAM-08). */
  ClusterAdmin = "AmazonEKSClusterAdminPolicy",
  /** Most of what is in a namespace, its rights included. */
  Admin = "AmazonEKSAdminPolicy",
  /** Workloads and their configuration, but no rights. */
  Edit = "AmazonEKSEditPolicy",
  /** Read most of it, but no secrets. */
  View = "AmazonEKSViewPolicy",
  /** Read all of it, secrets included. */
  AdminView = "AmazonEKSAdminViewPolicy",
}

/** Who may do what in a cluster. */
export interface ClusterAccess {
  /** ARN of a role. Users and sessions have no access of their own (IAM-03). */
  principalArn: pulumi.Input<string>;
  /** What the role may do. */
  policy: ClusterPolicy;
  /** Namespaces in which it may do so. Default: all. */
  namespaces?: string[];
}

/** @throws RefusedArgumentError for access that has no administrator, or too many, and for a role that is named twice. */
export function assertAccess(refuse: Refuse, access: Readonly<Record<string, ClusterAccess>>): void {
  for (const [name, { principalArn, policy, namespaces }] of Object.entries(access)) {
    const argument = `access.${name}`;
    assertKey(refuse, argument, name);
    assertMember(refuse, `${argument}.policy`, policy, ClusterPolicy);
    assertArn(refuse, `${argument}.principalArn`, principalArn, "role", roleModel);
    if (namespaces?.length === 0 || (namespaces !== undefined && policy === ClusterPolicy.ClusterAdmin)) {
      throw refuse(
        `${argument}.namespaces`,
        namespaces,
        "namespaces for a policy below that of the cluster's administrator",
      );
    }
  }
  const principals = Object.values(access).map(({ principalArn }) => principalArn);
  const twice = principals.find((arn, index) => principals.indexOf(arn) < index);
  if (twice !== undefined) {
    throw refuse("access", twice, "each role once");
  }
  const administrators = Object.keys(access).filter((name) => access[name]?.policy === ClusterPolicy.ClusterAdmin);
  if (administrators.length === 0) {
    throw refuse(
      "access",
      Object.keys(access),
      `one ${ClusterPolicy.ClusterAdmin} at least: whoever makes the cluster is none`,
    );
  }
  const { fullAdminPrincipals } = administratorTiers.limits;
  if (administrators.length > fullAdminPrincipals.value) {
    throw refuse(
      "access",
      administrators,
      `${describeLimit(fullAdminPrincipals)} that may do everything`,
      administratorTiers,
    );
  }
}

/** @throws RefusedArgumentError for a key that cannot stand in the name of a child. */
export function assertKey(refuse: Refuse, argument: string, key: string): void {
  if (!/^[a-z][a-z0-9-]{0,19}$/.test(key)) {
    throw refuse(argument, key, "at most 20 lowercase letters, digits and hyphens, a letter first");
  }
}

export function makeAccess(
  { name, options, tagged, untagged }: ClusterChildren,
  { cluster, account }: ClusterPlace,
  access: Readonly<Record<string, ClusterAccess>>,
): void {
  for (const [key, { principalArn, policy, namespaces }] of Object.entries(access)) {
    const suffix = `access-${key}`;
    const entry = new aws.eks.AccessEntry(
      name(suffix),
      tagged("accessEntry", suffix, { clusterName: cluster.name, principalArn, type: "STANDARD" }),
      options,
    );
    new aws.eks.AccessPolicyAssociation(
      name(`${suffix}-policy`),
      untagged("accessPolicy", `${suffix}-policy`, {
        clusterName: cluster.name,
        principalArn,
        policyArn: pulumi.interpolate`arn:${account.partition}:eks::aws:cluster-access-policy/${policy}`,
        accessScope: namespaces === undefined ? { type: "cluster" } : { type: "namespace", namespaces },
      }),
      { ...options, dependsOn: [entry] },
    );
  }
}

import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { Account } from "../child/account";
import { type Logs, makeLogGroup } from "../child/log-group";
import { makeServiceRole } from "../child/service-role";
import type { ClusterChildren } from "./roles";

/** What the program says of the control plane. */
interface ControlPlane {
  readonly kubernetesVersion: string;
  readonly subnetIds: pulumi.Input<string>[];
  readonly kmsKeyArn: pulumi.Input<string>;
  readonly logs: Required<Logs>;
}

/** Where a cluster is to be. */
interface Site {
  readonly clusterName: string;
  readonly account: pulumi.Output<Account>;
  /** Before the API. */
  readonly securityGroupId: pulumi.Input<string>;
}

const logTypes = ["api", "audit", "authenticator", "controllerManager", "scheduler"];

/** The cluster, whose API only the network reaches, and the log group of its control plane. */
export function makeControlPlane(
  children: ClusterChildren,
  { clusterName, account, securityGroupId }: Site,
  { kubernetesVersion, subnetIds, kmsKeyArn, logs }: ControlPlane,
): { readonly cluster: aws.eks.Cluster; readonly logGroup: aws.cloudwatch.LogGroup } {
  // The service would make it without a key and without an end.
  const logGroup = makeLogGroup(children, "logGroup", "logs", {
    ...logs,
    logClass: "operation",
    groupName: `/aws/eks/${clusterName}/cluster`,
  });
  const { role, policies } = makeServiceRole(children, "clusterRole", "role", account, {
    service: "eks.amazonaws.com",
    managedPolicies: ["AmazonEKSClusterPolicy"],
  });
  const cluster = new aws.eks.Cluster(
    children.name("cluster"),
    children.tagged("cluster", "cluster", {
      name: clusterName,
      version: kubernetesVersion,
      roleArn: role.arn,
      vpcConfig: {
        subnetIds,
        securityGroupIds: [securityGroupId],
        endpointPrivateAccess: true,
        endpointPublicAccess: false,
      },
      accessConfig: { authenticationMode: "API", bootstrapClusterCreatorAdminPermissions: false },
      encryptionConfig: { provider: { keyArn: kmsKeyArn }, resources: ["secrets"] },
      enabledClusterLogTypes: logTypes,
      bootstrapSelfManagedAddons: false,
      upgradePolicy: { supportType: "STANDARD" },
      zonalShiftConfig: { enabled: true },
      deletionProtection: true,
    }),
    {
      ...children.options,
      dependsOn: [logGroup, ...policies],
      protect: true,
      // Told at creation only: an adopted cluster has them as it was made.
      ignoreChanges: ["accessConfig.bootstrapClusterCreatorAdminPermissions", "bootstrapSelfManagedAddons"],
    },
  );
  return { cluster, logGroup };
}

import type * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { Account } from "../child/account";

/** A cluster, and where it is. */
export interface ClusterPlace {
  readonly cluster: aws.eks.Cluster;
  /** Known before the cluster exists. */
  readonly clusterName: string;
  readonly account: pulumi.Output<Account>;
}

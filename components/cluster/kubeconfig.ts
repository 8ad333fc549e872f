import * as pulumi from "@pulumi/pulumi";

/** Where a cluster is, and how it proves to be itself. */
export interface ClusterAddress {
  readonly name: pulumi.Input<string>;
  readonly region: pulumi.Input<string>;
  readonly endpoint: pulumi.Input<string>;
  readonly certificateAuthority: pulumi.Input<string>;
}

/** A kubeconfig without a secret: it asks the AWS command line for a token of whoever uses it. */
export const kubeconfigOf = (cluster: ClusterAddress): pulumi.Output<string> =>
  pulumi.output(cluster).apply(({ name, region, endpoint, certificateAuthority }) =>
    JSON.stringify({
      apiVersion: "v1",
      kind: "Config",
      clusters: [{ name, cluster: { server: endpoint, "certificate-authority-data": certificateAuthority } }],
      users: [
        {
          name,
          user: {
            exec: {
              apiVersion: "client.authentication.k8s.io/v1beta1",
              command: "aws",
              args: ["--region", region, "eks", "get-token", "--cluster-name", name, "--output", "json"],
            },
          },
        },
      ],
      contexts: [{ name, context: { cluster: name, user: name } }],
      "current-context": name,
    }),
  );

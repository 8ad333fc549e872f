import { Provider } from "@pulumi/kubernetes";
import {
  ClusterPolicy,
  KeyService,
  KubernetesCluster,
  Namespace,
  type Network,
  NodeImage,
  type PathEnd,
  ProbeKind,
  Workload,
} from "../components";
import { ports } from "./paths";
import { common, config, key, tags } from "./settings";
import type { Watch } from "./watch";

/** A cluster with a namespace of two workloads: one pushes to phones, one searches messages. Returns the end of its paths. */
export function runWorkloads({ vpcId, privateSubnetIds, cidrBlock }: Network, { operationLogs }: Watch): PathEnd {
  const users = [config.require("deployerRole")];
  const clusterKey = key("cluster", [KeyService.AutoScaling, KeyService.Ec2], { users });
  const cluster = new KubernetesCluster("im", {
    vpcId,
    subnetIds: privateSubnetIds,
    kubernetesVersion: "1.34",
    access: { operators: { principalArn: config.require("operatorRole"), policy: ClusterPolicy.ClusterAdmin } },
    nodes: { instanceTypes: ["m7g.large"], image: NodeImage.BottlerocketArm },
    kmsKeyArn: clusterKey.keyArn,
    logs: operationLogs,
    ...common,
  });
  const inCluster = { provider: new Provider("im", { kubeconfig: cluster.kubeconfig }) };
  const { namespaceName } = new Namespace("im", { quota: { cpu: "40", memory: "80Gi" }, tags }, inCluster);
  const pods = {
    namespaceName,
    resources: { cpuRequest: "250m", memoryRequest: "256Mi", memoryLimit: "512Mi" },
    probes: { readiness: { kind: ProbeKind.Https, port: ports.service, path: "/ready" } },
    ports: [{ name: "https", port: ports.service }],
    autoscaling: { maxReplicas: 20 },
    ingress: { gateways: { peer: { cidrBlock }, port: ports.service, description: "Calls of gateways" } },
    tags,
  };
  const phones = { peer: { internet: true }, port: ports.https, description: "Push services of phones" };
  const store = { peer: { cidrBlock }, port: ports.postgresql, description: "Messages to search" };
  new Workload("push", { ...pods, image: config.requireObject("pushImage"), egress: { phones } }, inCluster);
  new Workload("search", { ...pods, image: config.requireObject("searchImage"), egress: { store } }, inCluster);
  return cluster.end;
}

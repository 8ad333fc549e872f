import * as kubernetes from "@pulumi/kubernetes";
import { Config } from "@pulumi/pulumi";
import {
  DataClass,
  Environment,
  Firewall,
  FlowEnd,
  InterfaceEndpoint,
  Key,
  KeyService,
  NatStrategy,
  Network,
  Path,
  RecoveryTier,
} from "../components";

/*
 * An enterprise instant-messaging platform: gateways hold the connections of clients, keep sessions in a cache and messages in
 * a database. Its stacks differ by configuration alone.
 */

const config = new Config();
const declared = new Config("palisade");

const tags = {
  env: declared.require<Environment>("env", { allowedValues: Object.values(Environment) }),
  tier: declared.require<RecoveryTier>("tier", { allowedValues: Object.values(RecoveryTier) }),
  owner: config.require("owner"),
};
const administrators = config.requireObject<string[]>("keyAdministrators");
// Known before the cloud is asked, where the stack declares it.
const accountId = declared.get("accountId");

const logKey = new Key("logs", {
  description: "Encrypts logs of traffic and name queries",
  administrators,
  services: [KeyService.Logs],
  accountId,
  tags,
});

new Key("messages", {
  description: "Encrypts messages and sessions",
  administrators,
  services: [KeyService.Rds, KeyService.ElastiCache],
  accountId,
  tags,
});

const postgresPort = 5432;
const sessionPort = 6379;

const network = new Network("im", {
  cidrBlock: config.require("cidrBlock"),
  zones: config.requireObject<string[]>("zones"),
  nat: tags.env === Environment.Production ? NatStrategy.OnePerZone : NatStrategy.Single,
  interfaceEndpoints: [
    InterfaceEndpoint.EcrApi,
    InterfaceEndpoint.EcrDocker,
    InterfaceEndpoint.Kms,
    InterfaceEndpoint.Logs,
  ],
  flows: [
    { from: FlowEnd.Private, to: FlowEnd.Data, port: postgresPort, description: "Messages" },
    { from: FlowEnd.Private, to: FlowEnd.Data, port: sessionPort, description: "Sessions" },
  ],
  logs: { kmsKeyArn: logKey.keyArn, dataClass: DataClass.Important },
  accountId,
  tags,
});

const { vpcId } = network;
const gateway = new Firewall("gateway", { vpcId, description: "Gateways that hold the connections of clients", tags });
const messages = new Firewall("messages", { vpcId, description: "Database of messages", tags });
const sessions = new Firewall("sessions", { vpcId, description: "Cache of sessions", tags });

new Path("gateway-to-messages", {
  from: gateway.end,
  to: messages.end,
  port: postgresPort,
  description: "Gateways store and read messages",
  tags,
});

new Path("gateway-to-sessions", {
  from: gateway.end,
  to: sessions.end,
  port: sessionPort,
  description: "Gateways keep sessions",
  tags,
});

if (network.endpointSecurityGroupId !== undefined) {
  new Path("gateway-to-endpoints", {
    from: gateway.end,
    to: { securityGroupId: network.endpointSecurityGroupId },
    port: 443,
    description: "Gateways reach the services of the cloud without leaving it",
    tags,
  });
}

const labels = { "app.kubernetes.io/part-of": "im", env: tags.env, tier: tags.tier, owner: tags.owner };

const namespace = new kubernetes.core.v1.Namespace("im", {
  metadata: {
    name: "im",
    labels: {
      ...labels,
      "pod-security.kubernetes.io/enforce": "restricted",
      "pod-security.kubernetes.io/audit": "restricted",
      "pod-security.kubernetes.io/warn": "restricted",
    },
  },
});
const inNamespace = { namespace: namespace.metadata.name, labels };

new kubernetes.networking.v1.NetworkPolicy("default-deny", {
  metadata: inNamespace,
  spec: { podSelector: {}, policyTypes: ["Ingress", "Egress"] },
});

const account = new kubernetes.core.v1.ServiceAccount("push", {
  metadata: inNamespace,
  automountServiceAccountToken: false,
});

const push = { "app.kubernetes.io/name": "push" };

new kubernetes.apps.v1.Deployment("push", {
  metadata: inNamespace,
  spec: {
    replicas: config.requireNumber("replicas"),
    selector: { matchLabels: push },
    template: {
      metadata: { labels: { ...labels, ...push } },
      spec: {
        serviceAccountName: account.metadata.name,
        automountServiceAccountToken: false,
        securityContext: {
          runAsNonRoot: true,
          runAsUser: 10001,
          seccompProfile: { type: "RuntimeDefault" },
        },
        containers: [
          {
            name: "push",
            image: config.require("pushImage"),
            ports: [{ containerPort: 8443 }],
            resources: { requests: { cpu: "250m", memory: "256Mi" }, limits: { memory: "512Mi" } },
            securityContext: {
              allowPrivilegeEscalation: false,
              capabilities: { drop: ["ALL"] },
              readOnlyRootFilesystem: true,
            },
            livenessProbe: { httpGet: { path: "/alive", port: 8443, scheme: "HTTPS" } },
            readinessProbe: { httpGet: { path: "/ready", port: 8443, scheme: "HTTPS" } },
          },
        ],
        topologySpreadConstraints: [
          {
            maxSkew: 1,
            topologyKey: "topology.kubernetes.io/zone",
            whenUnsatisfiable: "ScheduleAnyway",
            labelSelector: { matchLabels: push },
          },
        ],
      },
    },
  },
});

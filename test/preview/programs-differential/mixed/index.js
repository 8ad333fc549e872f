const aws = require("@pulumi/aws");
const k8s = require("@pulumi/kubernetes");
const tls = require("@pulumi/tls");

const key = new tls.PrivateKey("key", { algorithm: "RSA" });
const certificate = new tls.SelfSignedCert("certificate", {
  privateKeyPem: key.privateKeyPem,
  allowedUses: ["server_auth"],
  validityPeriodHours: 24,
  subject: { commonName: "example.com" },
});
const parameter = new aws.ssm.Parameter("stored", { type: "SecureString", value: key.privateKeyPem });
const firewall = new aws.ec2.SecurityGroup("group", { description: "of the service" });
new aws.ec2.SecurityGroupRule("rule", {
  type: "ingress",
  fromPort: "443",
  toPort: 443,
  protocol: "tcp",
  cidrBlocks: ["0.0.0.0/0"],
  securityGroupId: firewall.id,
});
new aws.vpc.SecurityGroupIngressRule("standalone", {
  securityGroupId: firewall.id,
  ipProtocol: "-1",
  cidrIpv4: "10.0.0.0/8",
});

const labels = { app: "web" };
const secret = new k8s.core.v1.Secret("certificate", {
  stringData: { "tls.crt": certificate.certPem, fixed: "plain" },
});
const deployment = new k8s.apps.v1.Deployment("web", {
  spec: {
    selector: { matchLabels: labels },
    replicas: 2,
    template: {
      metadata: { labels },
      spec: {
        containers: [
          {
            name: "web",
            image: "nginx:1.27",
            env: [{ name: "KEY", valueFrom: { secretKeyRef: { name: secret.metadata.name, key: "tls.crt" } } }],
            ports: [{ containerPort: 8080 }],
          },
        ],
      },
    },
  },
});
new k8s.core.v1.Service("web", {
  metadata: { name: "web", namespace: "apps" },
  spec: { selector: deployment.spec.template.metadata.labels, ports: [{ port: 80 }] },
});
new k8s.networking.v1.NetworkPolicy("deny", { spec: { podSelector: {}, policyTypes: ["Ingress"] } });
new k8s.apiextensions.CustomResource("custom", {
  apiVersion: "example.com/v1",
  kind: "Widget",
  spec: { parameter: parameter.name, size: 1 },
});
new k8s.helm.v3.Release("release", { chart: "nginx", values: { service: { port: 80 } } });

const manifests = `
apiVersion: v1
kind: List
items:
  - { apiVersion: example.com/v1, kind: Widget, metadata: { name: one } }
  - { apiVersion: v1, kind: Secret, metadata: { name: hidden, namespace: shop }, stringData: { password: "hunter2 hunter2" } }
---
apiVersion: v1
kind: Namespace
metadata: { name: shop }
---
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: { name: widgets.example.com }
spec: { group: example.com, names: { kind: Widget, plural: widgets }, scope: Cluster, versions: [] }
`;
const group = new k8s.yaml.v2.ConfigGroup(
  "shop",
  { yaml: manifests, files: ["manifests/*.yaml", "https://example.com/more.yaml"], skipAwait: true },
  { dependsOn: [deployment] },
);
const chart = new k8s.helm.v4.Chart("chart", { chart: "redis", version: "20.0.0", namespace: "shop" });
const named = new k8s.Provider("named", { kubeconfig: chart.resources.apply((made) => made[0].kubeconfig) });
new k8s.yaml.v2.ConfigFile("unseen", { file: "manifests/config.yaml" }, { provider: named });
new k8s.core.v1.ConfigMap("made", { data: { objects: group.resources.apply((made) => `${made.length}`) } });

exports.public = key.publicKeyOpenssh;

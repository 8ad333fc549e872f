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
const group = new aws.ec2.SecurityGroup("group", { description: "of the service" });
new aws.ec2.SecurityGroupRule("rule", {
  type: "ingress",
  fromPort: "443",
  toPort: 443,
  protocol: "tcp",
  cidrBlocks: ["0.0.0.0/0"],
  securityGroupId: group.id,
});
new aws.vpc.SecurityGroupIngressRule("standalone", {
  securityGroupId: group.id,
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

exports.public = key.publicKeyOpenssh;

import { DataClass, OperationsVpn, Path } from "../../../components";
import { requests } from "../../support/certificate-requests";
import { key, network, server, tags } from "./foundation";

const common = {
  vpcId: network.vpcId,
  vpcCidrBlock: "10.20.0.0/16",
  subnetIds: network.privateSubnetIds,
  alarmTopicArn: "arn:aws:sns:eu-central-1:123456789012:alarms",
  logs: { kmsKeyArn: key.keyArn },
  tags,
};
const everything = { groupId: "im-operators", cidrBlock: "10.20.0.0/16", description: "Operation of the platform" };

export const operators = new OperationsVpn("operators", {
  ...common,
  clientCidrBlock: "10.100.0.0/22",
  saml: { metadataDocument: `<EntityDescriptor entityID="urn:im">${" ".repeat(1000)}</EntityDescriptor>` },
  access: {
    platform: everything,
    databases: { groupId: "im-dba", cidrBlock: "10.20.192.0/18", description: "Databases" },
    elsewhere: { groupId: "im-operators", cidrBlock: "10.60.0.0/16", description: "The other network" },
  },
  serverCertificate: { domainName: "vpn.example.com", validityDays: 365 },
  clientCertificates: { requests: { alice: requests.rsa2048 } },
  expiryAlarmDays: 45,
  banner: "For operators of the platform alone.",
  splitTunnel: false,
  logs: { kmsKeyArn: key.keyArn, retentionDays: 3653, dataClass: DataClass.Personal },
});
new Path("ssh", { from: operators.end, to: server.end, port: 22, description: "Operators", tags });

new OperationsVpn("vendors", {
  ...common,
  clientCidrBlock: "10.104.0.0/22",
  saml: { providerArn: "arn:aws:iam::123456789012:saml-provider/vendors" },
  access: { platform: { ...everything, groupId: "im-vendors" } },
  serverCertificate: {
    certificateArn: "arn:aws:acm:eu-central-1:123456789012:certificate/7f3a91c2-e04b-4c55-8a4f-3b6d6f1e2a90",
  },
  clientCertificates: {
    chainArn: "arn:aws:acm:eu-central-1:123456789012:certificate/0b1f7c52-77c7-4b25-9a53-6b3c7b0ad7b1",
  },
});

new OperationsVpn("auditors", {
  ...common,
  clientCidrBlock: "10.108.0.0/22",
  saml: { providerArn: "arn:aws:iam::123456789012:saml-provider/auditors" },
  access: { platform: { ...everything, groupId: "im-auditors" } },
  serverCertificate: {
    domainName: "audit.example.com",
    authorityArn:
      "arn:aws:acm-pca:eu-central-1:123456789012:certificate-authority/5b1c8f6e-1f1d-4b0a-8c77-0f0a4a3d2c11",
  },
});

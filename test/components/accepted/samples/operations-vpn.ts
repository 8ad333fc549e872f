import fc from "fast-check";
import { OperationsVpn, type OperationsVpnArgs } from "../../../../components";
import { requests } from "../../../support/certificate-requests";
import { key, network, tags } from "../../composition/foundation";
import type { Sample } from "../sample";

const certificateArn = "arn:aws:acm:eu-central-1:123456789012:certificate/7f3a91c2-e04b-4c55-8a4f-3b6d6f1e2a90";
const providerArn = "arn:aws:iam::123456789012:saml-provider/operators";

const access = fc.record({
  groupId: fc.constantFrom("im-operators", "im-dba", "im-audit", ""),
  cidrBlock: fc.constantFrom("10.20.0.0/16", "10.20.192.0/18", "10.20.0.7/32", "192.168.0.0/16", "0.0.0.0/0"),
  description: fc.constantFrom("Servers", "Databases", "Both", ""),
});

export const sample: Sample<OperationsVpnArgs> = {
  args: fc.record(
    {
      vpcId: fc.constant(network.vpcId),
      vpcCidrBlock: fc.constant("10.20.0.0/16"),
      subnetIds: fc.constantFrom(network.privateSubnetIds, network.privateSubnetIds.slice(0, 2)),
      clientCidrBlock: fc.constantFrom(
        "10.112.0.0/22",
        "172.16.0.0/12",
        "100.64.0.0/16",
        "10.20.0.0/22",
        "10.112.0.0/24",
      ),
      saml: fc.constantFrom(
        { providerArn },
        { metadataDocument: `<EntityDescriptor>${" ".repeat(1000)}</EntityDescriptor>` },
        { metadataDocument: "<EntityDescriptor/>" },
      ),
      access: fc.dictionary(fc.constantFrom("servers", "databases"), access, {
        minKeys: 1,
        maxKeys: 2,
        noNullPrototype: true,
      }),
      serverCertificate: fc.constantFrom(
        { domainName: "vpn.example.com" },
        { domainName: "vpn.example.com", validityDays: 825 },
        { domainName: "vpn.example.com", validityDays: 61 },
        { domainName: "vpn.example.com", validityDays: 826 },
        { certificateArn },
        {},
      ),
      clientCertificates: fc.constantFrom(
        { requests: { alice: requests.rsa2048 } },
        { requests: { alice: requests.rsa1024 } },
        { chainArn: certificateArn },
      ),
      alarmTopicArn: fc.constant("arn:aws:sns:eu-central-1:123456789012:alarms"),
      expiryAlarmDays: fc.constantFrom(29, 30, 31, 45),
      banner: fc.constantFrom("For operators alone.", "x".repeat(1400), "仅限运维人员", ""),
      splitTunnel: fc.boolean(),
      logs: fc.record(
        { kmsKeyArn: fc.constant(key.keyArn), retentionDays: fc.constantFrom(365, 1827, 2192, 3653) },
        { requiredKeys: ["kmsKeyArn"] },
      ),
      tags: fc.constant(tags),
    },
    {
      requiredKeys: [
        "vpcId",
        "vpcCidrBlock",
        "subnetIds",
        "clientCidrBlock",
        "saml",
        "access",
        "serverCertificate",
        "alarmTopicArn",
        "logs",
        "tags",
      ],
    },
  ),
  make: (name, args) => new OperationsVpn(name, args),
};

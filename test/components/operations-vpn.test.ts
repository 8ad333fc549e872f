import assert from "node:assert/strict";
import path from "node:path";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import * as tls from "@pulumi/tls";
import { EndRole, Environment, OperationsVpn, type OperationsVpnArgs, RecoveryTier } from "../../components";
import { requests } from "../support/certificate-requests";
import { palisade } from "../support/cli";
import { named, ofType, record, type Registered, typeOf, valueOf } from "../support/mocks";
import { temporaryProject } from "../support/project";
import { refuses } from "../support/refusal";
import { inRegion } from "../support/region";

const tags = { env: Environment.Production, tier: RecoveryTier.Red, owner: "im-platform" };
const certificateArn = "arn:aws:acm:eu-central-1:111122223333:certificate/7f3a91c2-e04b-4c55-8a4f-3b6d6f1e2a90";
const authorityArn = "arn:aws:acm-pca:eu-central-1:111122223333:certificate-authority/1";
const providerArn = "arn:aws:iam::111122223333:saml-provider/operators";
const metadataDocument = `<EntityDescriptor>${"x".repeat(1000)}</EntityDescriptor>`;

const servers = { groupId: "im-operators", cidrBlock: "10.20.0.0/17", description: "Chat servers" };

const minimal: OperationsVpnArgs = {
  vpcId: "vpc-1",
  vpcCidrBlock: "10.20.0.0/16",
  subnetIds: ["subnet-a", "subnet-b"],
  clientCidrBlock: "10.99.0.0/22",
  saml: { providerArn },
  access: { servers },
  serverCertificate: { domainName: "vpn.example.com" },
  alarmTopicArn: "arn:aws:sns:eu-central-1:111122223333:alarms",
  logs: { kmsKeyArn: "arn:aws:kms:eu-central-1:111122223333:key/1" },
  tags,
};

const make = (change: Partial<OperationsVpnArgs> = {}) =>
  record(() => new OperationsVpn("ops", { ...minimal, ...change }));

const endpointOf = (resources: readonly Registered[]) => named(resources, "ops-endpoint").inputs;

const noVpnInChina =
  'OperationsVpn "ops": region is "China"; ADM-01 requires a SessionManager there, or a VPN server of your own whose range ' +
  "the stack declares in palisade:adminRanges: the cloud is not known to offer its VPN for clients in China.";

/** Classes that have no tags. */
const untagged: readonly string[] = [
  aws.cloudwatch.LogStream,
  aws.ec2clientvpn.AuthorizationRule,
  aws.ec2clientvpn.NetworkAssociation,
  aws.ec2clientvpn.Route,
  tls.CertRequest,
  tls.LocallySignedCert,
  tls.PrivateKey,
  tls.SelfSignedCert,
].map(typeOf);

describe("OperationsVpn", () => {
  it("parents, names and tags everything that it makes, and completes once", async () => {
    const { resources, completed } = await make({
      saml: { metadataDocument },
      clientCertificates: { requests: { alice: requests.rsa2048 } },
    });
    const vpn = named(resources, "ops");
    assert.equal(vpn.type, "palisade:index:OperationsVpn");
    for (const { name, type, parent, inputs } of resources.filter(({ urn }) => urn !== vpn.urn)) {
      const isGroup = name === "ops-firewall-group";
      assert.equal(parent, isGroup ? named(resources, "ops-firewall").urn : vpn.urn, name);
      if (!untagged.includes(type) && name !== "ops-firewall") {
        const { Name, env, tier, owner, "asset-class": asset } = inputs["tags"] as Record<string, string>;
        const expected = [name, "production", "red", "im-platform", isGroup ? "firewall" : "vpn"];
        assert.deepEqual([Name, env, tier, owner, asset], expected, name);
      }
    }
    assert.equal(completed.filter((urn) => urn === vpn.urn).length, 1);
  });

  it("logs connections, ends sessions after 8 hours and keeps clients to its routes", async () => {
    const { resources } = await make();
    const endpoint = endpointOf(resources);
    assert.deepEqual(endpoint["connectionLogOptions"], {
      enabled: true,
      cloudwatchLogGroup: "ops-connections-1a2b3c4",
      cloudwatchLogStream: "connections",
    });
    assert.equal(endpoint["sessionTimeoutHours"], 8);
    assert.equal(endpoint["disconnectOnSessionTimeout"], true);
    assert.deepEqual(endpoint["clientRouteEnforcementOptions"], { enforced: true });
    assert.deepEqual(endpoint["clientLoginBannerOptions"], {
      enabled: true,
      bannerText: "This access is for authorised operators alone. Connections are logged.",
    });
    assert.equal(endpoint["splitTunnel"], true);
    assert.equal(endpoint["selfServicePortal"], "disabled");
    assert.equal(endpoint["vpcId"], "vpc-1");
    assert.equal(endpoint["clientCidrBlock"], "10.99.0.0/22");
  });

  it("keeps the record of connections as long as that of operations, encrypted and protected", async () => {
    const { resources } = await make();
    const { inputs, protect } = named(resources, "ops-connections");
    assert.equal(inputs["retentionInDays"], 1827);
    assert.equal(inputs["kmsKeyId"], "arn:aws:kms:eu-central-1:111122223333:key/1");
    assert.equal(inputs["deletionProtectionEnabled"], true);
    assert.equal(protect, true);
    const kept = inputs["tags"] as Record<string, string>;
    assert.deepEqual([kept["log-class"], kept["data-class"], kept["retention"]], ["operation", "important", "1827"]);
    assert.deepEqual(named(resources, "ops-connection-stream").inputs, {
      name: "connections",
      logGroupName: "ops-connections-1a2b3c4",
    });
  });

  it("stands behind a firewall of its own that nothing has opened, and is the end of paths of operators", async () => {
    const { made, resources } = await make();
    assert.deepEqual(endpointOf(resources)["securityGroupIds"], ["ops-firewall-group-id"]);
    assert.equal(named(resources, "ops-firewall").inputs["role"], "operations-vpn");
    assert.deepEqual(ofType(resources, aws.vpc.SecurityGroupEgressRule), []);
    assert.deepEqual(ofType(resources, aws.vpc.SecurityGroupIngressRule), []);
    assert.equal(made.end.role, EndRole.OperationsVpn);
    assert.equal(await valueOf(pulumi.output(made.end.securityGroupId)), "ops-firewall-group-id");
  });

  it("is associated with each subnet, and authorises groups once it is", async () => {
    const { resources } = await make({
      access: { servers, databases: { ...servers, groupId: "im-dba", cidrBlock: "10.20.192.0/18" } },
    });
    const associations = ofType(resources, aws.ec2clientvpn.NetworkAssociation);
    assert.deepEqual(
      associations.map(({ name, inputs }) => [name, inputs["subnetId"], inputs["clientVpnEndpointId"]]),
      [
        ["ops-association-1", "subnet-a", "ops-endpoint-id"],
        ["ops-association-2", "subnet-b", "ops-endpoint-id"],
      ],
    );
    const rule = named(resources, "ops-access-databases");
    assert.deepEqual(rule.inputs, {
      clientVpnEndpointId: "ops-endpoint-id",
      targetNetworkCidr: "10.20.192.0/18",
      accessGroupId: "im-dba",
      description: "Chat servers",
    });
    assert.ok(associations.every(({ urn }) => rule.dependsOn.includes(urn)));
    assert.equal(ofType(resources, aws.ec2clientvpn.AuthorizationRule).length, 2);
    assert.deepEqual(ofType(resources, aws.ec2clientvpn.Route), []);
  });

  it("routes what lies outside the network through each subnet, once for all groups", async () => {
    const beyond = { ...servers, cidrBlock: "10.30.0.0/16" };
    const { resources } = await make({ access: { servers, beyond, auditors: { ...beyond, groupId: "im-audit" } } });
    const routes = ofType(resources, aws.ec2clientvpn.Route);
    assert.deepEqual(
      routes.map(({ name, inputs }) => [name, inputs["destinationCidrBlock"], inputs["targetVpcSubnetId"]]),
      [
        ["ops-route-10-30-0-0-16-1", "10.30.0.0/16", "subnet-a"],
        ["ops-route-10-30-0-0-16-2", "10.30.0.0/16", "subnet-b"],
      ],
    );
    const [association] = ofType(resources, aws.ec2clientvpn.NetworkAssociation);
    assert.ok(routes.every(({ dependsOn }) => dependsOn.includes(association?.urn ?? "")));
  });

  it("lets operators sign in with the identity provider whose metadata it is given", async () => {
    const { resources } = await make({ saml: { metadataDocument } });
    assert.equal(named(resources, "ops-saml").inputs["samlMetadataDocument"], metadataDocument);
    assert.deepEqual(endpointOf(resources)["authenticationOptions"], [
      { type: "federated-authentication", samlProviderArn: "arn:aws:mock:::ops-saml" },
    ]);
  });

  it("makes an authority that outlives what it signs, and a certificate that a deployment renews in time", async () => {
    const { resources } = await make();
    const day = 24;
    const authority = named(resources, "ops-authority").inputs;
    assert.equal(authority["isCaCertificate"], true);
    assert.equal(authority["validityPeriodHours"], 3650 * day);
    assert.equal(authority["earlyRenewalHours"], 825 * day);
    assert.deepEqual(authority["allowedUses"], ["cert_signing", "crl_signing"]);
    const signed = named(resources, "ops-server-signed").inputs;
    assert.equal(signed["validityPeriodHours"], 825 * day);
    assert.equal(signed["earlyRenewalHours"], 60 * day);
    assert.deepEqual(signed["allowedUses"], ["digital_signature", "key_encipherment", "server_auth"]);
    const { subject, dnsNames } = named(resources, "ops-server-request").inputs;
    assert.deepEqual([subject, dnsNames], [{ commonName: "vpn.example.com" }, ["vpn.example.com"]]);
  });

  it("makes keys that the VPN takes, as secrets, and protects that of the authority", async () => {
    const { resources } = await make();
    const keys = ofType(resources, tls.PrivateKey);
    assert.deepEqual(
      keys.map(({ name, inputs, protect }) => [name, inputs["algorithm"], inputs["rsaBits"], protect]),
      [
        ["ops-authority-key", "RSA", 2048, true],
        ["ops-server-key", "RSA", 2048, false],
      ],
    );
  });

  it("shows clients the certificate that it imported with its chain", async () => {
    const { resources, made } = await make();
    const { certificateBody, certificateChain, privateKey } = named(resources, "ops-certificate").inputs;
    assert.deepEqual([certificateBody, certificateChain], ["ops-server-signed-pem", "ops-authority-pem"]);
    assert.equal(JSON.stringify(privateKey).includes("ops-server-key-pem"), true);
    assert.equal(endpointOf(resources)["serverCertificateArn"], "arn:aws:mock:::ops-certificate");
    assert.equal(await valueOf(made.certificateArn), "arn:aws:mock:::ops-certificate");
  });

  it("has a private authority of the account issue where the program names one", async () => {
    const { resources } = await make({ serverCertificate: { domainName: "vpn.example.com", authorityArn } });
    const { certificateAuthorityArn, domainName, keyAlgorithm } = named(resources, "ops-certificate").inputs;
    assert.deepEqual(
      [certificateAuthorityArn, domainName, keyAlgorithm],
      [authorityArn, "vpn.example.com", "RSA_2048"],
    );
    assert.deepEqual(ofType(resources, tls.PrivateKey), []);
  });

  it("makes no certificate where the program has one", async () => {
    const { resources, made } = await make({ serverCertificate: { certificateArn } });
    assert.deepEqual(ofType(resources, aws.acm.Certificate), []);
    assert.deepEqual(ofType(resources, tls.PrivateKey), []);
    assert.equal(endpointOf(resources)["serverCertificateArn"], certificateArn);
    assert.equal(await valueOf(made.certificateArn), certificateArn);
  });

  it("signs the requests of operators and demands their certificates beside the sign-in", async () => {
    const { resources, made } = await make({ clientCertificates: { requests: { alice: requests.rsa2048 } } });
    const { certRequestPem, allowedUses, validityPeriodHours } = named(resources, "ops-client-alice").inputs;
    assert.equal(certRequestPem, requests.rsa2048);
    assert.deepEqual(allowedUses, ["digital_signature", "client_auth"]);
    assert.equal(validityPeriodHours, 825 * 24);
    assert.deepEqual(endpointOf(resources)["authenticationOptions"], [
      { type: "federated-authentication", samlProviderArn: providerArn },
      { type: "certificate-authentication", rootCertificateChainArn: "arn:aws:mock:::ops-certificate" },
    ]);
    assert.deepEqual(Object.keys(made.clientCertificatePems), ["alice"]);
    const [pem] = Object.values(made.clientCertificatePems);
    assert.equal(pem && (await valueOf(pem)), "ops-client-alice-pem");
  });

  it("demands certificates of another authority where the program names it", async () => {
    const { resources, made } = await make({
      serverCertificate: { certificateArn },
      clientCertificates: { chainArn: "arn:aws:acm:eu-central-1:111122223333:certificate/devices" },
    });
    assert.deepEqual(endpointOf(resources)["authenticationOptions"], [
      { type: "federated-authentication", samlProviderArn: providerArn },
      {
        type: "certificate-authentication",
        rootCertificateChainArn: "arn:aws:acm:eu-central-1:111122223333:certificate/devices",
      },
    ]);
    assert.deepEqual(made.clientCertificatePems, {});
  });

  it("rings 30 days before the certificate expires, and when nobody counts the days any more", async () => {
    const { resources } = await make({ serverCertificate: { certificateArn } });
    const alarm = named(resources, "ops-expiry-alarm").inputs;
    assert.deepEqual(
      [alarm["namespace"], alarm["metricName"], alarm["dimensions"]],
      ["AWS/CertificateManager", "DaysToExpiry", { CertificateArn: certificateArn }],
    );
    assert.deepEqual(
      [alarm["comparisonOperator"], alarm["threshold"], alarm["statistic"]],
      ["LessThanOrEqualToThreshold", 30, "Minimum"],
    );
    assert.deepEqual([alarm["period"], alarm["evaluationPeriods"]], [86400, 1]);
    assert.deepEqual(alarm["alarmActions"], [minimal.alarmTopicArn]);
    assert.deepEqual(alarm["insufficientDataActions"], [minimal.alarmTopicArn]);
    assert.equal(alarm["treatMissingData"], "missing");
  });

  it("renews as early as an earlier alarm asks for, and for as long as the program says", async () => {
    const { resources } = await make({
      expiryAlarmDays: 45,
      serverCertificate: { domainName: "vpn.example.com", validityDays: 365 },
    });
    assert.equal(named(resources, "ops-expiry-alarm").inputs["threshold"], 45);
    const { validityPeriodHours, earlyRenewalHours } = named(resources, "ops-server-signed").inputs;
    assert.deepEqual([validityPeriodHours, earlyRenewalHours], [365 * 24, 90 * 24]);
    assert.equal(named(resources, "ops-authority").inputs["earlyRenewalHours"], 365 * 24);
  });

  it("says what the program would have it say, and takes all traffic where it is told to", async () => {
    const { resources } = await make({ banner: "Leave now.", splitTunnel: false });
    const { clientLoginBannerOptions, splitTunnel } = endpointOf(resources);
    assert.deepEqual(clientLoginBannerOptions, { enabled: true, bannerText: "Leave now." });
    assert.equal(splitTunnel, false);
  });

  it("lets overrides replace properties of a child, with a warning", async () => {
    const { resources, warnings } = await make({ overrides: { endpoint: { transportProtocol: "tcp" } } });
    assert.equal(endpointOf(resources)["transportProtocol"], "tcp");
    assert.deepEqual(warnings, [
      "ops-endpoint: overrides set transportProtocol; the component does not vouch for this.",
    ]);
  });

  it("refuses the China partition as soon as its provider says that it is there", () => {
    // Under mocks, a resource whose inputs are refused never ends.
    const program = temporaryProject({
      "Pulumi.yaml": 'name: vpn\nruntime: { name: nodejs, options: { typescript: false, nodeargs: "--import tsx" } }\n',
      "Pulumi.dev.yaml": "config: { aws:region: eu-central-1 }\n",
      "index.ts": `
        import * as aws from "@pulumi/aws";
        import { OperationsVpn } from ${JSON.stringify(path.join(__dirname, "../../components"))};
        const provider = new aws.Provider("china", { region: "cn-north-1" });
        new OperationsVpn("ops", ${JSON.stringify(minimal)}, { providers: [provider] });`,
    });
    const { status, stderr } = palisade(["preview", "dev", "--program", program]);
    assert.equal(status, 2);
    assert.ok(stderr.includes(`RefusedArgumentError: ${noVpnInChina}`), stderr);
  }).timeout(60_000);

  refuses("OperationsVpn", (region: string) => inRegion(region, () => new OperationsVpn("ops", minimal)), {
    "the China partition at once where the stack says so": {
      change: "cn-north-1",
      control: "ADM-01",
      message: noVpnInChina,
    },
  });

  const request = (text: string): Partial<OperationsVpnArgs> => ({ clientCertificates: { requests: { alice: text } } });
  const access = (change: object): Partial<OperationsVpnArgs> => ({ access: { servers: { ...servers, ...change } } });

  refuses(
    "OperationsVpn",
    (change: Partial<OperationsVpnArgs>) => new OperationsVpn("ops", { ...minimal, ...change }),
    {
      "a public range as that of the network": {
        change: { vpcCidrBlock: "203.0.113.0/24" },
        message:
          'OperationsVpn "ops": vpcCidrBlock is "203.0.113.0/24"; expected a private IPv4 range from /16 to /28.',
      },
      "a range for clients that the cloud would not take": {
        change: { clientCidrBlock: "10.99.0.0/24" },
        message:
          'OperationsVpn "ops": clientCidrBlock is "10.99.0.0/24"; expected a private IPv4 range from /12 to /22.',
      },
      "a range for clients with bits behind its prefix": {
        change: { clientCidrBlock: "10.99.1.0/22" },
        message:
          'OperationsVpn "ops": clientCidrBlock is "10.99.1.0/22"; expected a private IPv4 range from /12 to /22.',
      },
      "a range for clients within the network": {
        change: { clientCidrBlock: "10.20.8.0/22" },
        message:
          'OperationsVpn "ops": clientCidrBlock is "10.20.8.0/22"; expected a range apart from that of the network, 10.20.0.0/16.',
      },
      "a range for clients around the network": {
        change: { clientCidrBlock: "10.16.0.0/12" },
        message:
          'OperationsVpn "ops": clientCidrBlock is "10.16.0.0/12"; expected a range apart from that of the network, 10.20.0.0/16.',
      },
      "a single subnet": {
        change: { subnetIds: ["subnet-a"] },
        control: "HA-02",
        message:
          'OperationsVpn "ops": subnetIds is ["subnet-a"]; HA-02 requires subnets in at least 2 availability zones.',
      },
      "operators who do not sign in": {
        change: { saml: {} },
        control: "ADM-01",
        message:
          'OperationsVpn "ops": saml is []; ADM-01 requires exactly one of metadataDocument and providerArn: ' +
          "operators sign in as themselves.",
      },
      "two identity providers": {
        change: { saml: { providerArn, metadataDocument } },
        control: "ADM-01",
        message:
          'OperationsVpn "ops": saml is ["providerArn","metadataDocument"]; ADM-01 requires exactly one of ' +
          "metadataDocument and providerArn: operators sign in as themselves.",
      },
      "metadata that is none, without showing it": {
        change: { saml: { metadataDocument: "-----BEGIN PRIVATE KEY-----" } },
        message:
          'OperationsVpn "ops": saml.metadataDocument is "(not shown)"; expected the metadata of a SAML identity provider, ' +
          "without a private key.",
      },
      "metadata with a private key": {
        change: { saml: { metadataDocument: `${metadataDocument}-----BEGIN PRIVATE KEY-----` } },
        message:
          'OperationsVpn "ops": saml.metadataDocument is "(not shown)"; expected the metadata of a SAML identity provider, ' +
          "without a private key.",
      },
      "access for nobody": {
        change: { access: {} },
        control: "ADM-01",
        message: 'OperationsVpn "ops": access is {}; ADM-01 requires one group of operators at least.',
      },
      "access that is no object": {
        change: { access: [servers] as unknown as OperationsVpnArgs["access"] },
        message: 'OperationsVpn "ops": access is "a list"; expected an object.',
      },
      "a name that cannot be part of another": {
        change: { access: { "chat servers": servers } },
        message:
          'OperationsVpn "ops": access is "chat servers"; expected names of at most 63 letters, digits, dots, hyphens and ' +
          "underscores.",
      },
      "access for everybody": {
        change: access({ groupId: "" }),
        control: "ADM-01",
        message:
          'OperationsVpn "ops": access.servers.groupId is ""; ADM-01 requires the id of one group, of at most 255 characters.',
      },
      "a list of groups": {
        change: access({ groupId: "a,b" }),
        message: 'OperationsVpn "ops": access.servers.groupId is "a,b"; expected the id of one group, without a comma.',
      },
      "access to the world": {
        change: access({ cidrBlock: "0.0.0.0/0" }),
        control: "ADM-01",
        message:
          'OperationsVpn "ops": access.servers.cidrBlock is "0.0.0.0/0"; ADM-01 requires a private IPv4 range from /8 to /32.',
      },
      "access to more than private space": {
        change: access({ cidrBlock: "172.0.0.0/8" }),
        control: "ADM-01",
        message:
          'OperationsVpn "ops": access.servers.cidrBlock is "172.0.0.0/8"; ADM-01 requires a private IPv4 range from /8 to /32.',
      },
      "access to where clients are": {
        change: access({ cidrBlock: "10.0.0.0/8" }),
        message:
          'OperationsVpn "ops": access.servers.cidrBlock is "10.0.0.0/8"; expected a range apart from that of the clients, ' +
          "10.99.0.0/22.",
      },
      "access without a description": {
        change: access({ description: "" }),
        control: "ADM-01",
        message:
          'OperationsVpn "ops": access.servers.description is ""; ADM-01 requires a description of what it is for.',
      },
      "the same access twice": {
        change: { access: { servers, again: servers } },
        message:
          'OperationsVpn "ops": access.again is "im-operators 10.20.0.0/17"; expected each group and range once.',
      },
      "a VPN without a certificate": {
        change: { serverCertificate: {} },
        message:
          'OperationsVpn "ops": serverCertificate is []; expected either the ARN of a certificate or a domain name to make one for.',
      },
      "a certificate that is there and is to be made": {
        change: { serverCertificate: { certificateArn, domainName: "vpn.example.com" } },
        message:
          'OperationsVpn "ops": serverCertificate is ["certificateArn","domainName"]; expected either the ARN of a certificate ' +
          "or a domain name to make one for.",
      },
      "an authority for a certificate that is there": {
        change: { serverCertificate: { certificateArn, authorityArn } },
        message:
          'OperationsVpn "ops": serverCertificate is ["certificateArn","authorityArn"]; expected certificateArn alone where a ' +
          "certificate is there.",
      },
      "a domain name that is none": {
        change: { serverCertificate: { domainName: "vpn" } },
        message:
          'OperationsVpn "ops": serverCertificate.domainName is "vpn"; expected a domain name of at most 64 characters: ' +
          "vpn.example.com.",
      },
      "a validity that is another authority's to set": {
        change: { serverCertificate: { domainName: "vpn.example.com", authorityArn, validityDays: 365 } },
        message:
          'OperationsVpn "ops": serverCertificate.validityDays is 365; expected none where the authority is there already.',
      },
      "a certificate that lasts too long": {
        change: { serverCertificate: { domainName: "vpn.example.com", validityDays: 826 } },
        control: "TLS-05",
        message: 'OperationsVpn "ops": serverCertificate.validityDays is 826; TLS-05 requires at most 825 days.',
      },
      "a certificate that would be renewed for ever": {
        change: { serverCertificate: { domainName: "vpn.example.com", validityDays: 60 } },
        message:
          'OperationsVpn "ops": serverCertificate.validityDays is 60; expected whole days, more than the 60 of them in which it ' +
          "is renewed.",
      },
      "an alarm that rings too late": {
        change: { expiryAlarmDays: 29 },
        control: "TLS-05",
        message: 'OperationsVpn "ops": expiryAlarmDays is 29; TLS-05 requires at least 30 days before expiry.',
      },
      "an alarm in parts of a day": {
        change: { expiryAlarmDays: 30.5 },
        message: 'OperationsVpn "ops": expiryAlarmDays is 30.5; expected whole days.',
      },
      "an alarm that nobody hears": {
        change: { alarmTopicArn: undefined as unknown as string },
        control: "TLS-05",
        message:
          'OperationsVpn "ops": alarmTopicArn is missing; TLS-05 requires a value: ARN of the topic that hears when a certificate expires soon.',
      },
      "an identity provider that is none": {
        change: { saml: { providerArn: "operators" } },
        control: "ADM-01",
        message:
          'OperationsVpn "ops": saml.providerArn is "operators"; ADM-01 requires the ARN of a SAML provider of IAM.',
      },
      "a certificate that is an authority": {
        change: { serverCertificate: { certificateArn: authorityArn } },
        message:
          `OperationsVpn "ops": serverCertificate.certificateArn is "${authorityArn}"; ` +
          "expected the ARN of a certificate in ACM.",
      },
      "an authority that is a certificate": {
        change: { serverCertificate: { authorityArn: certificateArn, domainName: "vpn.example.com" } },
        message:
          `OperationsVpn "ops": serverCertificate.authorityArn is "${certificateArn}"; ` +
          "expected the ARN of a certificate authority.",
      },
      "client certificates of an authority that is none": {
        change: { clientCertificates: { chainArn: "devices" } },
        message:
          'OperationsVpn "ops": clientCertificates.chainArn is "devices"; expected the ARN of a certificate in ACM.',
      },
      "client certificates of no authority": {
        change: { clientCertificates: {} },
        message: 'OperationsVpn "ops": clientCertificates is []; expected exactly one of chainArn and requests.',
      },
      "requests of nobody": {
        change: { clientCertificates: { requests: {} } },
        message:
          'OperationsVpn "ops": clientCertificates.requests is {}; expected the request of one operator at least.',
      },
      "requests that no authority of its own could sign": {
        change: { ...request(requests.rsa2048), serverCertificate: { certificateArn } },
        message:
          'OperationsVpn "ops": clientCertificates.requests is ["alice"]; expected chainArn where no authority is made for the VPN.',
      },
      "a request that is none, without showing it": {
        change: request("-----BEGIN PRIVATE KEY-----\nMIIC"),
        message:
          'OperationsVpn "ops": clientCertificates.requests.alice is "(not shown)"; expected one certificate request in PEM, ' +
          "without its private key.",
      },
      "a request for a short key": {
        change: request(requests.rsa1024),
        control: "TLS-04",
        message:
          'OperationsVpn "ops": clientCertificates.requests.alice is "rsa 1024"; TLS-04 requires an RSA key of 2048 bits, as ' +
          "the VPN takes it.",
      },
      "a request for a key that the VPN does not take": {
        change: request(requests.ed25519),
        control: "TLS-04",
        message:
          'OperationsVpn "ops": clientCertificates.requests.alice is "ed25519"; TLS-04 requires an RSA key of 2048 bits, as ' +
          "the VPN takes it.",
      },
      "a request that names nobody": {
        change: request(requests.withoutCommonName),
        message:
          'OperationsVpn "ops": clientCertificates.requests.alice is "a request without a common name"; expected a common name ' +
          "in the subject.",
      },
      "a banner that says nothing": {
        change: { banner: " " },
        message: 'OperationsVpn "ops": banner is " "; expected 1 to 1400 characters that say who may come in.',
      },
      "a record of connections that is kept too short": {
        change: { logs: { ...minimal.logs, retentionDays: 365 } },
        control: "LOG-06",
        message: 'OperationsVpn "ops": logs.retentionDays is 365; LOG-06 requires at least 1827 days.',
      },
      "an owner that is none": {
        change: { tags: { ...tags, owner: "" } },
        control: "SCO-01",
        message: 'OperationsVpn "ops": tags.owner is ""; SCO-01 requires the name of a team.',
      },
      "overrides of a child that it does not have": {
        change: { overrides: { firewall: {} } },
        message:
          'OperationsVpn "ops": overrides.firewall is {}; expected a role among endpoint, association, access, route, ' +
          "samlProvider, authorityKey, authority, serverKey, serverRequest, signedCertificate, certificate, clientCertificate, " +
          "expiryAlarm, connectionLogGroup, connectionLogStream.",
      },
    },
  );
});

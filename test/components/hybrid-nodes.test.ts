import assert from "node:assert/strict";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { Environment, HybridNodes, type HybridNodesArgs, type NodeCertificates, RecoveryTier } from "../../components";
import { china, named, ofType, record, valueOf } from "../support/mocks";
import { refuses } from "../support/refusal";
import { inRegion } from "../support/region";

const tags = { env: Environment.Production, tier: RecoveryTier.Orange, owner: "plant-it" };
const minimal: HybridNodesArgs = {
  description: "Relays of the plant",
  registrations: 4,
  issuedOn: "2026-11-20",
  patchGroup: "relays",
  tags,
};
const authority = `-----BEGIN CERTIFICATE-----
MIIBfTCCASOgAwIBAgIUeHY2cW02bZImiy5Kluyb1MzHkhowCgYIKoZIzj0EAwIw
EzERMA8GA1UEAwwIUGxhbnQgQ0EwIBcNMjYxMTIyMjM0ODAxWhgPMjEyNjEwMjky
MzQ4MDFaMBMxETAPBgNVBAMMCFBsYW50IENBMFkwEwYHKoZIzj0CAQYIKoZIzj0D
AQcDQgAEY07LGUsf+tFdOoypP7BJtdzY+VNZr1yzeUY/ELbL0e2KLf4+ne0EKpj9
XXymI2TVFaG77zsSygAK6W3u0yWKfKNTMFEwHQYDVR0OBBYEFAx0r5k3JZus7+0E
aGIGcPjyD8PVMB8GA1UdIwQYMBaAFAx0r5k3JZus7+0EaGIGcPjyD8PVMA8GA1Ud
EwEB/wQFMAMBAf8wCgYIKoZIzj0EAwIDSAAwRQIgQhy0AvX9DoZ79vqu8EtMkwOC
x2WCbLWrSi4hpfqH18UCIQDEa8bbFyRiNzru1Y0UtnwS7THvcgXlanDYx7q2uSyn
6g==
-----END CERTIFICATE-----
`;
const server = `-----BEGIN CERTIFICATE-----
MIIBczCCARqgAwIBAgIUTx0rD9SZFO3z5GEsBaiJevdIlFQwCgYIKoZIzj0EAwIw
EDEOMAwGA1UEAwwFcmVsYXkwIBcNMjYxMTIyMjM0ODAxWhgPMjEyNjEwMjkyMzQ4
MDFaMBAxDjAMBgNVBAMMBXJlbGF5MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE
2Ro+oW0J6Y47hujNd4+Doxi68NGnDcBFsmQNatvgdepZx8YNx8cfUbuhzrX/k4jx
czHtYbOkXUzWiCNEjwEh+KNQME4wHQYDVR0OBBYEFCX7mC6H7fah4SFG8vwIzwx1
ILCjMB8GA1UdIwQYMBaAFCX7mC6H7fah4SFG8vwIzwx1ILCjMAwGA1UdEwEB/wQC
MAAwCgYIKoZIzj0EAwIDRwAwRAIgXi4WzZrrmhv/UFoF5mGWnAWi6azcfDO88y6m
Q8rZ/6QCIBZaM/tANqOwbeuWDCKHh9kW8LTvOJqUN9Pk4+o1VII7
-----END CERTIFICATE-----
`;
const certificateAuthorityArn =
  "arn:aws:acm-pca:eu-central-1:111122223333:certificate-authority/0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9";
const certificates: NodeCertificates = {
  certificateBundle: authority,
  organizationalUnit: "relays",
  policyArns: { queue: "arn:aws:iam::111122223333:policy/relay-queue" },
};

const make = (change: Partial<HybridNodesArgs> = {}) =>
  record(() => new HybridNodes("plant", { ...minimal, ...change }));
const json = (text: unknown) => JSON.parse(text as string) as Record<string, unknown>;

describe("HybridNodes", () => {
  it("lets so many servers register for a week, counted from the day that is written down", async () => {
    const { resources } = await make();
    const { inputs, dependsOn } = named(resources, "plant-activation");
    assert.deepEqual(inputs, {
      description: "Relays of the plant",
      iamRole: "plant-node-role-1a2b3c4",
      registrationLimit: 4,
      expirationDate: "2026-11-27T00:00:00Z",
      tags: {
        PatchGroup: "relays",
        Name: "plant-activation",
        env: "production",
        tier: "orange",
        owner: "plant-it",
        "asset-class": "server",
      },
    });
    assert.ok(dependsOn.includes(named(resources, "plant-node-role-AmazonSSMManagedInstanceCore").urn));
  });

  it("counts days over the end of a month and a year", async () => {
    const { resources } = await make({ issuedOn: "2027-12-20", validDays: 30 });
    assert.equal(named(resources, "plant-activation").inputs["expirationDate"], "2028-01-19T00:00:00Z");
  });

  it("keeps the code of the registration a secret", async () => {
    const { made } = await make();
    assert.equal(await valueOf(made.activationCode), "plant-activation-code");
    assert.equal(await pulumi.isSecret(made.activationCode), true);
    assert.equal(await valueOf(made.activationId), "plant-activation-id");
  });

  it("trusts Systems Manager of its own account alone", async () => {
    const { resources } = await make();
    assert.deepEqual(json(named(resources, "plant-node-role").inputs["assumeRolePolicy"]), {
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Principal: { Service: "ssm.amazonaws.com" },
          Action: "sts:AssumeRole",
          Condition: {
            StringEquals: { "aws:SourceAccount": "111122223333" },
            ArnLike: { "aws:SourceArn": "arn:aws:ssm:eu-central-1:111122223333:*" },
          },
        },
      ],
    });
  });

  it("gives the agent what it needs and what the program adds", async () => {
    const logs = "arn:aws:iam::111122223333:policy/patch-logs";
    const { resources } = await make({ policyArns: { logs } });
    const attached = ofType(resources, aws.iam.RolePolicyAttachment).map(({ inputs }) => inputs["policyArn"]);
    assert.deepEqual(new Set(attached), new Set(["arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore", logs]));
  });

  it("collects the inventory of the nodes, and copies it where the program says", async () => {
    const bucket = { bucketName: "inventory", region: "eu-central-1", kmsKeyArn: "arn:key" };
    const { resources } = await make({ inventoryBucket: bucket });
    const { inputs } = named(resources, "plant-inventory");
    assert.deepEqual(inputs["targets"], [{ key: "tag:PatchGroup", values: ["relays"] }]);
    assert.deepEqual([inputs["name"], inputs["scheduleExpression"]], ["AWS-GatherSoftwareInventory", "rate(12 hours)"]);
    assert.deepEqual(named(resources, "plant-inventory-sync").inputs["s3Destination"], {
      ...bucket,
      prefix: "inventory",
      syncFormat: "JsonSerDe",
    });
    const { resources: usual } = await make();
    assert.deepEqual(ofType(usual, aws.ssm.ResourceDataSync), []);
    assert.equal(ofType(usual, aws.ssm.Association).length, 1);
  });

  it("gives programs credentials for certificates of one authority and one organizational unit", async () => {
    const { made, resources } = await make({ certificates });
    assert.deepEqual(named(resources, "plant-trust-anchor").inputs["source"], {
      sourceType: "CERTIFICATE_BUNDLE",
      sourceData: { x509CertificateData: authority },
    });
    assert.deepEqual(json(named(resources, "plant-certificate-role").inputs["assumeRolePolicy"]), {
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Principal: { Service: "rolesanywhere.amazonaws.com" },
          Action: ["sts:AssumeRole", "sts:SetSourceIdentity", "sts:TagSession"],
          Condition: {
            ArnEquals: { "aws:SourceArn": "arn:aws:mock:::plant-trust-anchor" },
            StringEquals: { "aws:PrincipalTag/x509Subject/OU": "relays" },
          },
        },
      ],
    });
    const { inputs } = named(resources, "plant-profile");
    assert.deepEqual(inputs["roleArns"], ["arn:aws:mock:::plant-certificate-role"]);
    assert.deepEqual([inputs["enabled"], inputs["durationSeconds"]], [true, 900]);
    assert.equal(
      named(resources, "plant-certificate-role-queue").inputs["policyArn"],
      "arn:aws:iam::111122223333:policy/relay-queue",
    );
    assert.ok(made.trustAnchorArn && made.profileArn && made.certificateRoleArn);
    assert.deepEqual(
      await Promise.all([made.trustAnchorArn, made.profileArn, made.certificateRoleArn].map(valueOf)),
      ["plant-trust-anchor", "plant-profile", "plant-certificate-role"].map((name) => `arn:aws:mock:::${name}`),
    );
    const { made: usual, resources: without } = await make();
    assert.deepEqual(
      [usual.trustAnchorArn, usual.profileArn, usual.certificateRoleArn],
      [undefined, undefined, undefined],
    );
    assert.deepEqual(ofType(without, aws.rolesanywhere.TrustAnchor), []);
  });

  it("takes a certificate authority of the cloud", async () => {
    const { certificateBundle: _, ...others } = certificates;
    const { resources } = await make({ certificates: { ...others, certificateAuthorityArn } });
    assert.deepEqual(named(resources, "plant-trust-anchor").inputs["source"], {
      sourceType: "AWS_ACM_PCA",
      sourceData: { acmPcaArn: certificateAuthorityArn },
    });
  });

  it("takes a certificate in China, under the policies of its partition", async () => {
    const { resources } = await record(() => new HybridNodes("plant", { ...minimal, certificates }), china);
    assert.equal(
      named(resources, "plant-node-role-AmazonSSMManagedInstanceCore").inputs["policyArn"],
      "arn:aws-cn:iam::aws:policy/AmazonSSMManagedInstanceCore",
    );
    assert.match(
      named(resources, "plant-node-role").inputs["assumeRolePolicy"] as string,
      /"arn:aws-cn:ssm:cn-north-1:444455556666:\*"/,
    );
    assert.equal(ofType(resources, aws.rolesanywhere.TrustAnchor).length, 1);
  });

  it("parents and tags what it makes, and completes once", async () => {
    const { resources, completed } = await make({ certificates });
    const { urn } = named(resources, "plant");
    const children = resources.filter((child) => child.urn !== urn);
    assert.ok(children.every(({ parent }) => parent === urn));
    for (const name of ["plant-node-role", "plant-inventory", "plant-trust-anchor", "plant-profile"]) {
      const { Name, PatchGroup } = named(resources, name).inputs["tags"] as Record<string, string>;
      assert.deepEqual([Name, PatchGroup], [name, undefined]);
    }
    assert.deepEqual(completed, [urn]);
  });

  it("lets overrides replace properties of a child, with a warning", async () => {
    const { resources, warnings } = await make({ overrides: { inventory: { maxErrors: "1" } } });
    assert.equal(named(resources, "plant-inventory").inputs["maxErrors"], "1");
    assert.deepEqual(warnings, ["plant-inventory: overrides set maxErrors; the component does not vouch for this."]);
  });

  describe("in China", () => {
    const { certificateBundle: _, ...others } = certificates;
    const change = { certificates: { ...others, certificateAuthorityArn } };
    const construct = (given: Partial<HybridNodesArgs>) =>
      inRegion("cn-northwest-1", () => new HybridNodes("plant", { ...minimal, ...given }));
    refuses("HybridNodes", construct, {
      "a certificate authority of the cloud": {
        change,
        message:
          `HybridNodes "plant": certificates.certificateAuthorityArn is "${certificateAuthorityArn}"; expected ` +
          "certificateBundle in China, with the certificate of the same authority.",
      },
    });
  });

  refuses("HybridNodes", (change: Partial<HybridNodesArgs>) => new HybridNodes("plant", { ...minimal, ...change }), {
    "a blank description": {
      change: { description: "" },
      control: "SCO-03",
      message: 'HybridNodes "plant": description is ""; SCO-03 requires a description of what it is for.',
    },
    "no registration": {
      change: { registrations: 0 },
      control: "SCO-03",
      message: 'HybridNodes "plant": registrations is 0; SCO-03 requires 1 to 1000 whole servers.',
    },
    "a day that is none": {
      change: { issuedOn: "2026-02-30" },
      control: "SCO-03",
      message: 'HybridNodes "plant": issuedOn is "2026-02-30"; SCO-03 requires a day: YYYY-MM-DD.',
    },
    "a registration that does not end within a month": {
      change: { validDays: 31 },
      control: "SCO-03",
      message: 'HybridNodes "plant": validDays is 31; SCO-03 requires 1 to 30 whole days.',
    },
    "nodes that nothing patches": {
      change: { patchGroup: "two words" },
      control: "VUL-07",
      message:
        'HybridNodes "plant": patchGroup is "two words"; VUL-07 requires the name of a patch group: letters, digits and ' +
        "_.:/=+@-.",
    },
    "a policy that allows everything": {
      change: { policyArns: { power: "arn:aws:iam::aws:policy/PowerUserAccess" } },
      control: "IAM-01",
      message:
        'HybridNodes "plant": policyArns.power is "arn:aws:iam::aws:policy/PowerUserAccess"; IAM-01 requires a policy of ' +
        "what the workload needs, and no more.",
    },
    "certificates of two authorities": {
      change: { certificates: { ...certificates, certificateAuthorityArn } },
      message:
        'HybridNodes "plant": certificates is ["certificateBundle","organizationalUnit","policyArns",' +
        '"certificateAuthorityArn"]; expected one of certificateAuthorityArn and certificateBundle.',
    },
    "an authority that is none": {
      change: {
        certificates: {
          organizationalUnit: "relays",
          policyArns: certificates.policyArns,
          certificateAuthorityArn: "ca",
        },
      },
      message:
        'HybridNodes "plant": certificates.certificateAuthorityArn is "ca"; expected the ARN of a certificate authority.',
    },
    "the key of an authority": {
      change: {
        certificates: { ...certificates, certificateBundle: `${authority}-----BEGIN ${"EC"} PRIVATE KEY-----` },
      },
      message:
        'HybridNodes "plant": certificates.certificateBundle is "(text)"; expected certificates of at most 8000 characters, ' +
        "and no key.",
    },
    "the certificate of a server": {
      change: { certificates: { ...certificates, certificateBundle: server } },
      message:
        'HybridNodes "plant": certificates.certificateBundle is "(text)"; expected the certificate of an authority as PEM.',
    },
    "a certificate that is none": {
      change: {
        certificates: {
          ...certificates,
          certificateBundle: "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----",
        },
      },
      message:
        'HybridNodes "plant": certificates.certificateBundle is "(text)"; expected the certificate of an authority as PEM.',
    },
    "certificates of any unit": {
      change: { certificates: { ...certificates, organizationalUnit: "*" } },
      message:
        'HybridNodes "plant": certificates.organizationalUnit is "*"; expected the organizational unit of the nodes.',
    },
    "certificates that lead nowhere": {
      change: { certificates: { ...certificates, policyArns: {} } },
      message:
        'HybridNodes "plant": certificates.policyArns is {}; expected one policy at least: without any, certificates lead ' +
        "nowhere.",
    },
    "a blank owner": {
      change: { tags: { ...tags, owner: "" } },
      control: "SCO-01",
      message: 'HybridNodes "plant": tags.owner is ""; SCO-01 requires the name of a team.',
    },
    "an account that is none": {
      change: { accountId: "1" },
      message: 'HybridNodes "plant": accountId is "1"; expected twelve digits.',
    },
    "overrides of a child that it does not have": {
      change: { overrides: { server: {} } },
      message:
        'HybridNodes "plant": overrides.server is {}; expected a role among nodeRole, activation, inventory, inventorySync, ' +
        "trustAnchor, certificateRole, profile.",
    },
  });

  const long = "a".repeat(39);
  refuses("HybridNodes", (name: string) => new HybridNodes(name, minimal), {
    "a name that is too long for its roles": {
      change: long,
      message: `HybridNodes "${long}": name is "${long}"; expected 1 to 38 letters, digits, hyphens and underscores.`,
    },
  });
});

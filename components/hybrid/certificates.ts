import { X509Certificate } from "node:crypto";
import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { assertArn } from "../argument/arn";
import { assertPolicyArns } from "../argument/policy-arns";
import type { Refuse } from "../argument/refusal";
import type { Account } from "../child/account";
import { makeServiceRole } from "../child/service-role";
import type { HybridChildren } from "./roles";

/** What lets programs on the nodes act in the cloud without an access key: certificates of an authority of yours. */
export interface NodeCertificates {
  /** ARN of a private certificate authority of the cloud. Not in China. Default: that of certificateBundle. */
  certificateAuthorityArn?: pulumi.Input<string>;
  /** Certificate of an authority elsewhere, as PEM: a public one, without its key. Default: that of certificateAuthorityArn. */
  certificateBundle?: string;
  /** Organizational unit that the subject of a certificate must name: others of the authority have no access. */
  organizationalUnit: string;
  /** ARNs of the policies of the programs, by names that never change (IAM-01). */
  policyArns: { [key: string]: pulumi.Input<string> };
}

// What the cloud takes.
const MAX_BUNDLE = 8000;
// The shortest that the cloud offers; programs ask again by themselves.
const SESSION_SECONDS = 900;

/** @throws RefusedArgumentError unless one authority is named, and if what stands for it is none or holds a key. */
export function assertCertificates(refuse: Refuse, argument: string, certificates: NodeCertificates): void {
  const { certificateAuthorityArn, certificateBundle, organizationalUnit, policyArns } = certificates;
  if ((certificateAuthorityArn === undefined) === (certificateBundle === undefined)) {
    throw refuse(argument, Object.keys(certificates), "one of certificateAuthorityArn and certificateBundle");
  }
  assertArn(refuse, `${argument}.certificateAuthorityArn`, certificateAuthorityArn, "authority");
  if (certificateBundle !== undefined) {
    assertBundle(refuse, `${argument}.certificateBundle`, certificateBundle);
  }
  if (typeof organizationalUnit !== "string" || !/^[\w .-]{1,64}$/.test(organizationalUnit)) {
    throw refuse(`${argument}.organizationalUnit`, organizationalUnit, "the organizational unit of the nodes");
  }
  if (Object.keys(policyArns).length === 0) {
    throw refuse(`${argument}.policyArns`, policyArns, "one policy at least: without any, certificates lead nowhere");
  }
  assertPolicyArns(refuse, `${argument}.policyArns`, policyArns);
}

function assertBundle(refuse: Refuse, argument: string, bundle: string): void {
  if (typeof bundle !== "string" || bundle.length > MAX_BUNDLE || bundle.includes("PRIVATE KEY")) {
    throw refuse(argument, "(text)", `certificates of at most ${MAX_BUNDLE} characters, and no key`);
  }
  const certificates = bundle.match(/-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g) ?? [];
  if (certificates.length === 0 || !certificates.every(isAuthority)) {
    throw refuse(argument, "(text)", "the certificate of an authority as PEM");
  }
}

function isAuthority(pem: string): boolean {
  try {
    return new X509Certificate(pem).ca;
  } catch {
    return false;
  }
}

/** How the nodes come to their credentials. */
export interface CertificateAccess {
  readonly trustAnchor: aws.rolesanywhere.TrustAnchor;
  readonly profile: aws.rolesanywhere.Profile;
  readonly role: aws.iam.Role;
}

export function makeCertificateAccess(
  children: HybridChildren,
  account: pulumi.Output<Account>,
  { certificateAuthorityArn, certificateBundle, organizationalUnit, policyArns }: NodeCertificates,
): CertificateAccess {
  const { name, options, tagged } = children;
  const trustAnchor = new aws.rolesanywhere.TrustAnchor(
    name("trust-anchor"),
    tagged("trustAnchor", "trust-anchor", {
      enabled: true,
      source:
        certificateBundle === undefined
          ? { sourceType: "AWS_ACM_PCA", sourceData: { acmPcaArn: certificateAuthorityArn } }
          : { sourceType: "CERTIFICATE_BUNDLE", sourceData: { x509CertificateData: certificateBundle } },
    }),
    options,
  );
  const { role } = makeServiceRole(children, "certificateRole", "certificate-role", account, {
    service: "rolesanywhere.amazonaws.com",
    takenOnBy: ["sts:AssumeRole", "sts:SetSourceIdentity", "sts:TagSession"],
    condition: {
      ArnEquals: { "aws:SourceArn": trustAnchor.arn },
      StringEquals: { "aws:PrincipalTag/x509Subject/OU": organizationalUnit },
    },
    policyArns,
  });
  const profile = new aws.rolesanywhere.Profile(
    name("profile"),
    tagged("profile", "profile", { enabled: true, roleArns: [role.arn], durationSeconds: SESSION_SECONDS }),
    options,
  );
  return { trustAnchor, profile, role };
}

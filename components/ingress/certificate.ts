import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { certificateAuthority, certificateRenewal } from "../../protocol/tls";
import { assertArn } from "../argument/arn";
import { assertMember } from "../argument/choice";
import type { Refuse } from "../argument/refusal";
import type { IngressChildren } from "./roles";

/** Kinds of keys that the cloud issues certificates for (TLS-04). */
export enum CertificateKeyAlgorithm {
  /** Elliptic curve P-256. */
  EcP256 = "EC_prime256v1",
  /** Elliptic curve P-384. */
  EcP384 = "EC_secp384r1",
  /** RSA of 2048 bits, for clients without elliptic curves. */
  Rsa2048 = "RSA_2048",
}

/** Which certificate an entrance shows, and under which names it is found. */
export interface Identity {
  readonly domainNames: string[];
  readonly hostedZoneId?: pulumi.Input<string>;
  readonly certificateArn?: pulumi.Input<string>;
  readonly keyAlgorithm: CertificateKeyAlgorithm;
}

// What the cloud takes in one certificate, and as the first name of it.
const MAX_NAMES = 10;
const MAX_FIRST_NAME = 64;

/** @throws RefusedArgumentError for a certificate that no authority would issue or nobody renews. */
export function assertIdentity(
  refuse: Refuse,
  { domainNames, hostedZoneId, certificateArn, keyAlgorithm }: Identity,
): void {
  assertMember(refuse, "keyAlgorithm", keyAlgorithm, CertificateKeyAlgorithm, certificateAuthority);
  domainNames.forEach((domain, index) => {
    if (!/^(\*\.)?([a-z\d]([-a-z\d]{0,61}[a-z\d])?\.)+[a-z][-a-z\d]{0,61}[a-z\d]$/.test(domain)) {
      throw refuse(`domainNames[${index}]`, domain, "a domain name in lower case");
    }
  });
  if (new Set(domainNames).size < domainNames.length || domainNames.length > MAX_NAMES) {
    throw refuse("domainNames", domainNames, `at most ${MAX_NAMES}, each of them once`);
  }
  if (hostedZoneId === undefined && domainNames.length > 0) {
    throw refuse("hostedZoneId", hostedZoneId, "the zone of the domain names");
  }
  if (hostedZoneId !== undefined && domainNames.length === 0) {
    throw refuse("domainNames", domainNames, "one name at least in the hosted zone");
  }
  if (certificateArn === undefined && hostedZoneId === undefined) {
    const limit = "a certificate, or domain names and a hosted zone to have one issued";
    throw refuse("certificateArn", certificateArn, limit, certificateAuthority);
  }
  const [first] = domainNames;
  if (certificateArn === undefined && first !== undefined && first.length > MAX_FIRST_NAME) {
    throw refuse("domainNames[0]", first, `at most ${MAX_FIRST_NAME} characters`);
  }
  assertArn(refuse, "certificateArn", certificateArn, "certificate", certificateRenewal);
}

/** ARN of the certificate: of the one that is there, or of a new one once its authority has issued it. */
export function makeCertificate(children: IngressChildren, identity: Identity): pulumi.Output<string> {
  const { domainNames, hostedZoneId, certificateArn, keyAlgorithm } = identity;
  const [domainName, ...subjectAlternativeNames] = domainNames;
  if (certificateArn !== undefined) {
    return pulumi.output(certificateArn);
  }
  const { name, options, tagged } = children;
  const certificate = new aws.acm.Certificate(
    name("certificate"),
    tagged("certificate", "certificate", {
      domainName,
      ...(subjectAlternativeNames.length > 0 && { subjectAlternativeNames }),
      validationMethod: "DNS",
      keyAlgorithm,
    }),
    options,
  );
  // A name and its wildcard are proven by the same record.
  const proven = [...new Set(domainNames.map(withoutWildcard))];
  const records =
    hostedZoneId === undefined ? [] : proven.map((domain) => makeProof(children, certificate, hostedZoneId, domain));
  const validation = new aws.acm.CertificateValidation(
    name("validation"),
    { certificateArn: certificate.arn, validationRecordFqdns: records.map(({ fqdn }) => fqdn) },
    options,
  );
  return validation.certificateArn;
}

/** Lets the domain names lead to the load balancer. */
export function makeAliases(
  { name, options, untagged }: IngressChildren,
  loadBalancer: aws.lb.LoadBalancer,
  { domainNames, hostedZoneId }: Identity,
): void {
  if (hostedZoneId === undefined) {
    return;
  }
  for (const domain of domainNames) {
    const suffix = `alias-${domain.replace("*", "_")}`;
    new aws.route53.Record(
      name(suffix),
      untagged("aliasRecord", suffix, {
        zoneId: hostedZoneId,
        name: domain,
        type: "A",
        aliases: [{ name: loadBalancer.dnsName, zoneId: loadBalancer.zoneId, evaluateTargetHealth: true }],
      }),
      options,
    );
  }
}

/** The record by which the authority sees that the name is the zone's. */
function makeProof(
  { name, options, untagged }: IngressChildren,
  certificate: aws.acm.Certificate,
  zoneId: pulumi.Input<string>,
  domain: string,
): aws.route53.Record {
  const proof = certificate.domainValidationOptions.apply((proofs) => proofOf(proofs, domain));
  const suffix = `validation-${domain}`;
  return new aws.route53.Record(
    name(suffix),
    untagged("certificateRecord", suffix, {
      zoneId,
      name: proof.resourceRecordName,
      type: proof.resourceRecordType,
      records: [proof.resourceRecordValue],
      ttl: 300,
      // The same in every certificate of the account for this name.
      allowOverwrite: true,
    }),
    options,
  );
}

function proofOf(proofs: readonly aws.types.output.acm.CertificateDomainValidationOption[], domain: string) {
  const proof = proofs.find(({ domainName }) => withoutWildcard(domainName) === domain);
  if (proof === undefined) {
    throw new Error(`The certificate has no validation record for ${domain}.`);
  }
  return proof;
}

const withoutWildcard = (domain: string): string => domain.replace(/^\*\./, "");

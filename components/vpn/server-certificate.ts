import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import * as tls from "@pulumi/tls";
import { certificateAuthority, certificateRenewal } from "../../protocol/tls";
import { assertArn } from "../argument/arn";
import { assertWithin } from "../argument/limit";
import type { Refuse } from "../argument/refusal";
import { type Authority, makeAuthority, makeKey, signedBy, type Validity } from "./authority";
import type { VpnChildren } from "./roles";

/**
 * How the VPN proves itself to its clients: with a certificate that is there, with one of a private authority of the
 * account, or with one of an authority made for it, whose keys the state of the stack holds as secrets.
 */
export interface VpnServerCertificate {
  /** ARN of a certificate in ACM with an RSA key of 2048 bits. Default: that of the certificate made for the domain name. */
  certificateArn?: pulumi.Input<string>;
  /** ARN of a private authority (ACM PCA), whose certificate the cloud renews by itself. Default: an authority is made. */
  authorityArn?: pulumi.Input<string>;
  /** Name that clients check the certificate for, such as vpn.example.com: at most 64 characters. Default: none. */
  domainName?: string;
  /** Days for which the made authority issues, at most as many as TLS-05 allows. Default: as many as TLS-05 allows. */
  validityDays?: number;
}

const { privateCertMaxValidity } = certificateRenewal.limits;

const DOMAIN_NAME = /^(?=.{4,64}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/i;

/** Whether an authority is made for the VPN, which can sign for its clients too. */
export const makesAuthority = ({ certificateArn, authorityArn }: VpnServerCertificate): boolean =>
  certificateArn === undefined && authorityArn === undefined;

/** @throws RefusedArgumentError unless the certificate is named or can be made, for longer than it takes to renew. */
export function assertServerCertificate(
  refuse: Refuse,
  certificate: VpnServerCertificate,
  expiryAlarmDays: number,
): void {
  const { certificateArn, domainName, ...issued } = certificate;
  const given = Object.keys(certificate);
  if ((certificateArn === undefined) === (domainName === undefined)) {
    throw refuse("serverCertificate", given, "either the ARN of a certificate or a domain name to make one for");
  }
  assertArn(refuse, "serverCertificate.certificateArn", certificateArn, "certificate");
  assertArn(refuse, "serverCertificate.authorityArn", issued.authorityArn, "authority");
  if (certificateArn !== undefined) {
    if (issued.authorityArn !== undefined || issued.validityDays !== undefined) {
      throw refuse("serverCertificate", given, "certificateArn alone where a certificate is there");
    }
    return;
  }
  if (typeof domainName !== "string" || !DOMAIN_NAME.test(domainName)) {
    throw refuse("serverCertificate.domainName", domainName, "a domain name of at most 64 characters: vpn.example.com");
  }
  if (issued.authorityArn !== undefined) {
    if (issued.validityDays !== undefined) {
      throw refuse("serverCertificate.validityDays", issued.validityDays, "none where the authority is there already");
    }
    return;
  }
  const { days, renewalDays } = validityOf(issued, expiryAlarmDays);
  assertWithin(refuse, "serverCertificate.validityDays", days, certificateRenewal, privateCertMaxValidity);
  if (!Number.isInteger(days) || days <= renewalDays) {
    const expected = `whole days, more than the ${renewalDays} of them in which it is renewed`;
    throw refuse("serverCertificate.validityDays", days, expected);
  }
}

/** What the VPN shows its clients. */
export interface ServerCertificate {
  readonly certificateArn: pulumi.Input<string>;
  /** Absent where none is made. */
  readonly authority?: Authority;
}

export function makeServerCertificate(
  children: VpnChildren,
  serverCertificate: VpnServerCertificate,
  expiryAlarmDays: number,
): ServerCertificate {
  const { certificateArn, authorityArn, domainName = "" } = serverCertificate;
  if (certificateArn !== undefined) {
    return { certificateArn };
  }
  if (authorityArn !== undefined) {
    const { rsaKeyLength } = certificateAuthority.limits;
    return importable(children, {
      certificateAuthorityArn: authorityArn,
      domainName,
      keyAlgorithm: `RSA_${rsaKeyLength.value}`,
    });
  }
  const authority = makeAuthority(children, validityOf(serverCertificate, expiryAlarmDays));
  const { key, signed } = signServer(children, authority, domainName);
  // Imported again in its place when it is renewed: the VPN keeps its ARN, and its clients stay.
  return {
    ...importable(children, {
      privateKey: key.privateKeyPem,
      certificateBody: signed.certPem,
      certificateChain: authority.certificate.certPem,
    }),
    authority,
  };
}

function signServer(children: VpnChildren, authority: Authority, domainName: string) {
  const { name, options, untagged } = children;
  const key = makeKey(children, "serverKey", "server-key", { protect: false });
  const request = new tls.CertRequest(
    name("server-request"),
    untagged("serverRequest", "server-request", {
      privateKeyPem: key.privateKeyPem,
      subject: { commonName: domainName },
      // The VPN takes no certificate without a name here.
      dnsNames: [domainName],
    }),
    options,
  );
  const signed = new tls.LocallySignedCert(
    name("server-signed"),
    untagged("signedCertificate", "server-signed", {
      ...signedBy(authority),
      certRequestPem: request.certRequestPem,
      allowedUses: ["digital_signature", "key_encipherment", "server_auth"],
    }),
    options,
  );
  return { key, signed };
}

const importable = (
  { name, options, tagged }: VpnChildren,
  properties: aws.acm.CertificateArgs,
): ServerCertificate => ({
  certificateArn: new aws.acm.Certificate(
    name("certificate"),
    tagged("certificate", "certificate", properties),
    options,
  ).arn,
});

/** Deployments renew from twice as early as the alarm rings, so that it stays silent where stacks are deployed. */
const validityOf = (
  { validityDays = privateCertMaxValidity.value }: Pick<VpnServerCertificate, "validityDays">,
  expiryAlarmDays: number,
): Validity => ({ days: validityDays, renewalDays: 2 * expiryAlarmDays });

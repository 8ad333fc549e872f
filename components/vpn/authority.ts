import * as tls from "@pulumi/tls";
import { certificateAuthority, certificateRenewal } from "../../protocol/tls";
import type { VpnChildren } from "./roles";

/** An authority that is made for one VPN, and how long what it signs is valid. */
export interface Authority {
  readonly key: tls.PrivateKey;
  readonly certificate: tls.SelfSignedCert;
  readonly validity: Validity;
}

/** How long a certificate is valid, and how long before its end a deployment renews it. */
export interface Validity {
  readonly days: number;
  readonly renewalDays: number;
}

const HOURS = 24;

/** The certificate of an authority is public; its key is a secret of the stack's state. */
export function makeAuthority(children: VpnChildren, validity: Validity): Authority {
  const { name, options, untagged } = children;
  // With it all client certificates are lost: it is protected.
  const key = makeKey(children, "authorityKey", "authority-key", { protect: true });
  const certificate = new tls.SelfSignedCert(
    name("authority"),
    untagged("authority", "authority", {
      privateKeyPem: key.privateKeyPem,
      subject: { commonName: "Operations VPN authority" },
      isCaCertificate: true,
      setSubjectKeyId: true,
      allowedUses: ["cert_signing", "crl_signing"],
      validityPeriodHours: certificateRenewal.limits.privateAuthorityMaxValidity.value * HOURS,
      // What it signs must not outlive it.
      earlyRenewalHours: validity.days * HOURS,
    }),
    options,
  );
  return { key, certificate, validity };
}

/** The VPN takes RSA keys of 1024 and 2048 bits and no others. */
export const makeKey = (
  { name, options, untagged }: VpnChildren,
  role: "authorityKey" | "serverKey",
  suffix: string,
  { protect }: { readonly protect: boolean },
): tls.PrivateKey =>
  new tls.PrivateKey(
    name(suffix),
    untagged(role, suffix, { algorithm: "RSA", rsaBits: certificateAuthority.limits.rsaKeyLength.value }),
    { ...options, protect },
  );

/** What every certificate of the authority has in common. */
export const signedBy = ({ key, certificate, validity }: Authority) => ({
  caCertPem: certificate.certPem,
  caPrivateKeyPem: key.privateKeyPem,
  validityPeriodHours: validity.days * HOURS,
  earlyRenewalHours: validity.renewalDays * HOURS,
});

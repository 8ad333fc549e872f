import type * as pulumi from "@pulumi/pulumi";
import * as tls from "@pulumi/tls";
import { certificateAuthority } from "../../protocol/tls";
import { assertArn } from "../argument/arn";
import { assertNames } from "../argument/names";
import type { Refuse } from "../argument/refusal";
import { type Authority, signedBy } from "./authority";
import { parseCertificateRequest } from "./certificate-request";
import type { VpnChildren } from "./roles";

/** Certificates that clients show beside the sign-in of their operators: exactly one of the two. */
export interface ClientCertificates {
  /** ARN of a certificate in ACM under the authority whose certificates clients show. Default: that of the VPN itself. */
  chainArn?: pulumi.Input<string>;
  /**
   * Requests (PKCS #10, in PEM, for RSA keys of 2048 bits) by operator, which the made authority signs: the keys stay with
   * the operators. What is signed stays valid; who leaves is shut out by the identity provider. Default: none.
   */
  requests?: { [operator: string]: string };
}

const { rsaKeyLength } = certificateAuthority.limits;

/** @throws RefusedArgumentError for requests that nobody could sign, or that the VPN would not accept once signed. */
export function assertClientCertificates(
  refuse: Refuse,
  certificates: ClientCertificates | undefined,
  makesAuthority: boolean,
): void {
  if (certificates === undefined) {
    return;
  }
  const { chainArn, requests } = certificates;
  if ((chainArn === undefined) === (requests === undefined)) {
    throw refuse("clientCertificates", Object.keys(certificates), "exactly one of chainArn and requests");
  }
  assertArn(refuse, "clientCertificates.chainArn", chainArn, "certificate");
  if (requests === undefined) {
    return;
  }
  const argument = "clientCertificates.requests";
  assertNames(refuse, argument, requests);
  if (Object.keys(requests).length === 0) {
    throw refuse(argument, requests, "the request of one operator at least");
  }
  if (!makesAuthority) {
    throw refuse(argument, Object.keys(requests), "chainArn where no authority is made for the VPN");
  }
  for (const [operator, text] of Object.entries(requests)) {
    assertRequest(refuse, `${argument}.${operator}`, text);
  }
}

function assertRequest(refuse: Refuse, argument: string, text: string): void {
  const request = parseCertificateRequest(text);
  if (request === undefined) {
    // What is here in place of a request may be the key itself.
    throw refuse(argument, "(not shown)", "one certificate request in PEM, without its private key");
  }
  const { asymmetricKeyType = "unknown", asymmetricKeyDetails } = request.key;
  const bits = asymmetricKeyDetails?.modulusLength;
  if (asymmetricKeyType !== "rsa" || bits !== rsaKeyLength.value) {
    const key = bits === undefined ? asymmetricKeyType : `${asymmetricKeyType} ${bits}`;
    throw refuse(argument, key, `an RSA key of ${rsaKeyLength.value} bits, as the VPN takes it`, certificateAuthority);
  }
  if (!request.hasCommonName) {
    throw refuse(argument, "a request without a common name", "a common name in the subject");
  }
}

/** The certificates of operators, in PEM, by operator. */
export const signRequests = (
  { name, options, untagged }: VpnChildren,
  authority: Authority,
  requests: Readonly<Record<string, string>>,
): { [operator: string]: pulumi.Output<string> } =>
  Object.fromEntries(
    Object.entries(requests).map(([operator, certRequestPem]) => {
      const suffix = `client-${operator}`;
      const { certPem } = new tls.LocallySignedCert(
        name(suffix),
        untagged("clientCertificate", suffix, {
          ...signedBy(authority),
          certRequestPem,
          allowedUses: ["digital_signature", "client_auth"],
        }),
        options,
      );
      return [operator, certPem];
    }),
  );

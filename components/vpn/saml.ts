import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { vpnAccess } from "../../protocol/admin-access";
import { assertArn } from "../argument/arn";
import type { Refuse } from "../argument/refusal";
import type { VpnChildren } from "./roles";

/** The identity provider of the operators: exactly one of its metadata and the ARN of a provider that the account has. */
export interface SamlIdentity {
  /** Metadata document of the identity provider, in XML, of 1,000 characters at least. Default: none. */
  metadataDocument?: string;
  /** ARN of a SAML provider of IAM in the same account. Default: that of one made from the metadata. */
  providerArn?: pulumi.Input<string>;
}

// What IAM accepts of a metadata document.
const MIN_METADATA = 1000;
const MAX_METADATA = 10_000_000;

/** @throws RefusedArgumentError unless operators sign in with one identity provider. */
export function assertSaml(refuse: Refuse, saml: SamlIdentity): void {
  const { metadataDocument, providerArn } = saml;
  if ((metadataDocument === undefined) === (providerArn === undefined)) {
    throw refuse(
      "saml",
      Object.keys(saml),
      "exactly one of metadataDocument and providerArn: operators sign in as themselves",
      vpnAccess,
    );
  }
  assertArn(refuse, "saml.providerArn", providerArn, "samlProvider", vpnAccess);
  if (metadataDocument !== undefined && !isMetadata(metadataDocument)) {
    // What somebody takes for metadata may hold a key.
    throw refuse(
      "saml.metadataDocument",
      "(not shown)",
      "the metadata of a SAML identity provider, without a private key",
    );
  }
}

export function samlProviderArn(
  { name, options, tagged }: VpnChildren,
  { metadataDocument, providerArn }: SamlIdentity,
): pulumi.Input<string> | undefined {
  return metadataDocument === undefined
    ? providerArn
    : new aws.iam.SamlProvider(
        name("saml"),
        tagged("samlProvider", "saml", { samlMetadataDocument: metadataDocument }),
        options,
      ).arn;
}

const isMetadata = (text: unknown) =>
  typeof text === "string" &&
  text.length >= MIN_METADATA &&
  text.length <= MAX_METADATA &&
  text.includes("EntityDescriptor") &&
  !text.includes("PRIVATE KEY");

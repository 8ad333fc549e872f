import * as pulumi from "@pulumi/pulumi";
import type { Statement } from "./document";

type Condition = NonNullable<Statement["Condition"]>;

/** Whoever does not come by TLS. */
export const insecure: Condition = { Bool: { "aws:SecureTransport": "false" } };

/** Everybody but these principals, where any are named, and but services that act for themselves. */
export const others = (principals?: pulumi.Input<readonly pulumi.Input<string>[]>): Condition => ({
  ...(principals !== undefined && { ArnNotEquals: { "aws:PrincipalArn": principals } }),
  Bool: { "aws:PrincipalIsAWSService": "false" },
});

/** Use of a key by way of a service of that region alone. */
export const through = (service: string, region: pulumi.Input<string>, dnsSuffix: pulumi.Input<string>): Condition => ({
  StringEquals: { "kms:ViaService": pulumi.interpolate`${service}.${region}.${dnsSuffix}` },
});

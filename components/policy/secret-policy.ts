import * as pulumi from "@pulumi/pulumi";
import type { Account } from "../child/account";
import { insecure, others, through } from "./condition";
import type { Principal, Statement } from "./document";

/** Who may do what with a secret, by the ARNs of roles and users. */
export interface SecretAccess {
  readonly administrators: readonly string[];
  readonly readers: pulumi.Input<readonly string[]>;
  /** Role of the function that rotates the secret. */
  readonly rotator: pulumi.Input<string>;
}

const read = ["secretsmanager:GetSecretValue"];
const write = ["secretsmanager:PutSecretValue", "secretsmanager:UpdateSecretVersionStage"];
const manage = [
  "secretsmanager:CancelRotateSecret",
  "secretsmanager:DeleteResourcePolicy",
  "secretsmanager:DeleteSecret",
  "secretsmanager:PutResourcePolicy",
  "secretsmanager:RemoveRegionsFromReplication",
  "secretsmanager:ReplicateSecretToRegions",
  "secretsmanager:RestoreSecret",
  "secretsmanager:RotateSecret",
  "secretsmanager:StopReplicationToReplica",
  "secretsmanager:TagResource",
  "secretsmanager:UntagResource",
  "secretsmanager:UpdateSecret",
];

const everybody: Principal = "*";

/**
 * The resource policy of a secret. It only denies: who is named still needs the permission in policies of their own. The root
 * user of the account keeps the right to manage, without which a mistake would lock everybody out.
 */
export function secretPolicy(
  { administrators, readers, rotator }: SecretAccess,
  { partition, accountId }: pulumi.Output<Account>,
): readonly Statement[] {
  const root = pulumi.interpolate`arn:${partition}:iam::${accountId}:root`;
  const readable = pulumi.all([readers, rotator]).apply(([arns, arn]) => [...arns, arn]);
  return [
    {
      Sid: "DenyInsecureTransport",
      Effect: "Deny",
      Principal: everybody,
      Action: "secretsmanager:*",
      Resource: "*",
      Condition: insecure,
    },
    denyOthers("DenyOtherReaders", read, readable),
    denyOthers("DenyOtherWriters", write, [...administrators, root, rotator]),
    denyOthers("DenyOtherAdministrators", manage, [...administrators, root]),
  ];
}

/** In a resource policy: this secret. A service that acts for itself is let in by no statement, so none keeps it out. */
const denyOthers = (
  Sid: string,
  Action: readonly string[],
  principals: pulumi.Input<readonly pulumi.Input<string>[]>,
): Statement => ({
  Sid,
  Effect: "Deny",
  Principal: everybody,
  Action,
  Resource: "*",
  Condition: others(principals),
});

/** What a reader needs in a policy of its own. */
export const readerStatements = (
  secretArn: pulumi.Output<string>,
  kmsKeyArn: pulumi.Input<string>,
  { region, dnsSuffix }: pulumi.Output<Account>,
): readonly Statement[] => [
  { Effect: "Allow", Action: ["secretsmanager:DescribeSecret", ...read], Resource: secretArn },
  {
    Effect: "Allow",
    Action: "kms:Decrypt",
    Resource: kmsKeyArn,
    Condition: through("secretsmanager", region, dnsSuffix),
  },
];

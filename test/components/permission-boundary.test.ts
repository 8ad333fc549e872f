import assert from "node:assert/strict";
import { Environment, PermissionBoundary, type PermissionBoundaryArgs, RecoveryTier } from "../../components";
import { overlap } from "../../components/permission/action-pattern";
import { china, named, type Place, record, valueOf } from "../support/mocks";
import { refuses } from "../support/refusal";

const minimal: PermissionBoundaryArgs = {
  actions: ["dynamodb:Get*", "s3:PutObject"],
  regions: ["eu-central-1", "eu-west-1"],
  tags: { env: Environment.Production, tier: RecoveryTier.None, owner: "platform" },
};

const make = (change: Partial<PermissionBoundaryArgs> = {}, place?: Place) =>
  record(() => new PermissionBoundary("chat", { ...minimal, ...change }), place);

interface Statement {
  readonly Sid: string;
  readonly Effect: string;
  readonly Action?: readonly string[];
  readonly NotAction?: readonly string[];
  readonly Resource: string;
  readonly Condition?: unknown;
}

async function statementsOf(change: Partial<PermissionBoundaryArgs> = {}, place?: Place) {
  const { resources } = await make(change, place);
  const text = named(resources, "chat-policy").inputs["policy"] as string;
  return { text, statements: (JSON.parse(text) as { Statement: Statement[] }).Statement };
}

/** The statements that deny an action whatever the request. */
const deniers = (statements: readonly Statement[], action: string) =>
  statements.filter(
    ({ Effect, Action, Resource, Condition }) =>
      Effect === "Deny" &&
      Resource === "*" &&
      Condition === undefined &&
      Action?.some((pattern) => overlap(pattern, action)),
  );

describe("PermissionBoundary", () => {
  it("makes one policy, protected, tagged and parented, and completes once", async () => {
    const { resources, completed } = await make();
    const { urn } = named(resources, "chat");
    const { type, parent, protect, inputs } = named(resources, "chat-policy");
    assert.deepEqual([type, parent, protect], ["aws:iam/policy:Policy", urn, true]);
    assert.deepEqual(inputs["tags"], {
      Name: "chat-policy",
      env: "production",
      tier: "none",
      owner: "platform",
      "asset-class": "account",
    });
    assert.equal(resources.length, 2);
    assert.deepEqual(completed, [urn]);
  });

  it("hands out the policy", async () => {
    const { made } = await make();
    assert.equal(await valueOf(made.policyArn), "arn:aws:mock:::chat-policy");
  });

  it("allows the actions given and no other", async () => {
    const { statements } = await statementsOf();
    assert.deepEqual(
      statements.filter(({ Effect }) => Effect !== "Deny"),
      [{ Sid: "Cap", Effect: "Allow", Action: ["dynamodb:Get*", "s3:PutObject"], Resource: "*" }],
    );
  });

  it("denies what is outside the regions, but for services that have none", async () => {
    const { statements } = await statementsOf();
    const regions = statements.find(({ Sid }) => Sid === "Regions");
    assert.deepEqual(regions?.Condition, {
      StringNotEquals: { "aws:RequestedRegion": ["eu-central-1", "eu-west-1"] },
    });
    const spared = (service: string) => regions.NotAction?.includes(`${service}:*`);
    assert.deepEqual(["iam", "sts", "dynamodb", "ec2", "kms", "s3", "sqs", "rds"].filter(spared), ["iam", "sts"]);
  });

  for (const action of [
    "iam:PutRolePermissionsBoundary",
    "iam:DeleteRolePermissionsBoundary",
    "iam:PutUserPermissionsBoundary",
    "iam:DeleteUserPermissionsBoundary",
    "iam:CreateUser",
    "iam:CreateAccessKey",
    "iam:CreateLoginProfile",
    "iam:UpdateAssumeRolePolicy",
    "cloudtrail:StopLogging",
    "cloudtrail:DeleteTrail",
    "guardduty:DeleteDetector",
    "guardduty:DisassociateFromAdministratorAccount",
    "config:StopConfigurationRecorder",
    "config:DeleteConfigurationRecorder",
    "access-analyzer:DeleteAnalyzer",
    "securityhub:DisableSecurityHub",
    "logs:DeleteLogGroup",
    "backup:DeleteBackupVault",
    "backup:DeleteBackupVaultLockConfiguration",
    "backup:DeleteRecoveryPoint",
    "kms:ScheduleKeyDeletion",
    "kms:DisableKey",
    "kms:DisableKeyRotation",
    "ec2:DisableSnapshotBlockPublicAccess",
    "ec2:DisableImageBlockPublicAccess",
  ]) {
    it(`always denies ${action}`, async () => {
      const { statements } = await statementsOf({ actions: [action] });
      assert.equal(deniers(statements, action).length, 1);
    });
  }

  it("denies nothing that applications work with", async () => {
    const { statements } = await statementsOf();
    for (const action of [
      "dynamodb:DeleteItem",
      "kms:Decrypt",
      "kms:GenerateDataKey",
      "logs:CreateLogStream",
      "logs:PutLogEvents",
      "s3:DeleteObject",
      "secretsmanager:GetSecretValue",
      "sts:AssumeRole",
      "iam:PassRole",
    ]) {
      assert.deepEqual(deniers(statements, action), [], action);
    }
  });

  it("denies changes of itself, whatever the provider adds to its name", async () => {
    const { statements } = await statementsOf();
    const itself = statements.find(({ Sid }) => Sid === "ThisBoundary");
    assert.equal(itself?.Resource, "arn:aws:iam::111122223333:policy/chat-policy-*");
    assert.deepEqual(itself.Action, [
      "iam:CreatePolicyVersion",
      "iam:DeletePolicy",
      "iam:DeletePolicyVersion",
      "iam:SetDefaultPolicyVersion",
    ]);
  });

  it("denies rights to roles that are not under it", async () => {
    const { statements } = await statementsOf();
    const roles = statements.find(({ Sid }) => Sid === "RolesWithoutThisBoundary");
    assert.deepEqual(roles?.Action, ["iam:AttachRolePolicy", "iam:CreateRole", "iam:PutRolePolicy"]);
    assert.deepEqual(roles.Condition, {
      StringNotLike: { "iam:PermissionsBoundary": "arn:aws:iam::111122223333:policy/chat-policy-*" },
    });
  });

  it("names the account of its arguments, and the partition of its provider", async () => {
    const { text } = await statementsOf({ accountId: "999988887777", regions: ["cn-north-1"] }, china);
    assert.match(text, /"arn:aws-cn:iam::999988887777:policy\/chat-policy-\*"/);
  });

  it("lets overrides replace properties of the policy, with a warning", async () => {
    const { resources, warnings } = await make({ overrides: { policy: { path: "/applications/" } } });
    assert.equal(named(resources, "chat-policy").inputs["path"], "/applications/");
    assert.deepEqual(warnings, ["chat-policy: overrides set path; the component does not vouch for this."]);
  });

  it("has room for a hundred actions of usual length, in as many characters as the cloud takes", async () => {
    const actions = Array.from({ length: 100 }, (_, index) => `dynamodb:PartiQLSelect${index}`);
    const { text } = await statementsOf({ actions });
    assert.ok(text.length <= 6144 && !/\s/.test(text));
  });

  const construct = (change: Partial<PermissionBoundaryArgs>) =>
    new PermissionBoundary("chat", { ...minimal, ...change });
  refuses("PermissionBoundary", construct, {
    "no action": {
      change: { actions: [] },
      control: "IAM-01",
      message: 'PermissionBoundary "chat": actions is []; IAM-01 requires one action at least.',
    },
    "every action": {
      change: { actions: ["s3:GetObject", "*"] },
      control: "IAM-01",
      message:
        'PermissionBoundary "chat": actions[1] is "*"; IAM-01 requires one action, such as s3:GetObject, or those that ' +
        "begin alike, such as dynamodb:Get*.",
    },
    "every action of a service": {
      change: { actions: ["s3:*"] },
      control: "IAM-01",
      message:
        'PermissionBoundary "chat": actions[0] is "s3:*"; IAM-01 requires one action, such as s3:GetObject, or those that ' +
        "begin alike, such as dynamodb:Get*.",
    },
    "an action twice": {
      change: { actions: ["s3:GetObject", "s3:getObject"] },
      message: 'PermissionBoundary "chat": actions is ["s3:GetObject","s3:getObject"]; expected each of them once.',
    },
    "more actions than a policy has room for": {
      change: { actions: Array.from({ length: 1000 }, (_, index) => `s3:Get${index}`) },
      message:
        'PermissionBoundary "chat": actions is "14598 characters"; expected at most 6144 of the policy with them.',
    },
    "no region": {
      change: { regions: [] },
      control: "DAT-04",
      message: 'PermissionBoundary "chat": regions is []; DAT-04 requires one region at least.',
    },
    "what is no region": {
      change: { regions: ["*"] },
      message: 'PermissionBoundary "chat": regions[0] is "*"; expected a region such as eu-central-1.',
    },
    "regions of two jurisdictions": {
      change: { regions: ["eu-central-1", "us-east-1"] },
      control: "DAT-04",
      message:
        'PermissionBoundary "chat": regions is ["eu-central-1","us-east-1"]; DAT-04 requires regions of one jurisdiction.',
    },
    "an account that is none": {
      change: { accountId: "me" },
      message: 'PermissionBoundary "chat": accountId is "me"; expected twelve digits.',
    },
    "overrides of a child that it does not have": {
      change: { overrides: { role: {} } },
      message: 'PermissionBoundary "chat": overrides.role is {}; expected a role among policy.',
    },
  });

  refuses("PermissionBoundary", (name: string) => new PermissionBoundary(name, minimal), {
    "a name with a wildcard, which would protect more than itself": {
      change: "chat*",
      message:
        'PermissionBoundary "chat*": name is "chat*"; expected 1 to 113 letters, digits, hyphens and underscores.',
    },
    "a name that is too long for a policy": {
      change: "x".repeat(114),
      message: `PermissionBoundary "${"x".repeat(114)}": name is "${"x".repeat(114)}"; expected 1 to 113 letters, digits, hyphens and underscores.`,
    },
  });
});

import assert from "node:assert/strict";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import fc from "fast-check";
import {
  Environment,
  type PermissionUnit,
  PermissionUnits,
  type PermissionUnitsArgs,
  RecoveryTier,
  RefusedArgumentError,
  TrustedService,
} from "../../components";
import { overlap } from "../../components/permission/action-pattern";
import { resourcesOf } from "../../components/permission/unit";
import { china, named, ofType, type Place, record, type Registered, valueOf } from "../support/mocks";
import { refuses } from "../support/refusal";
import { statementsOf } from "../support/resource-policy";

const table = "arn:aws:dynamodb:eu-central-1:111122223333:table/messages";
const boundary = "arn:aws:iam::111122223333:policy/applications-policy-1a2b3c4";

const unit = (name: string, ...actions: string[]): PermissionUnit => ({
  name,
  description: `To ${name} messages`,
  actions,
  resources: [table],
});

const units = [
  unit("read", "dynamodb:Get*", "dynamodb:Query"),
  unit("create", "dynamodb:PutItem"),
  unit("update", "dynamodb:UpdateItem"),
  unit("delete", "dynamodb:DeleteItem"),
  unit("execute", "dynamodb:PartiQL*"),
  { ...unit("administer", "dynamodb:DescribeTable"), unscopedActions: ["dynamodb:ListTables"] },
];

const tags = { env: Environment.Production, tier: RecoveryTier.None, owner: "im-platform" };

const minimal: PermissionUnitsArgs = {
  units,
  roles: [
    { name: "gateway", units: ["create", "read"], trusted: TrustedService.Ec2 },
    { name: "retention", units: ["delete"], trusted: TrustedService.Lambda },
  ],
  separatedDuties: [{ units: ["create", "delete"], reason: "Nobody withdraws what he stored" }],
  permissionsBoundaryArn: boundary,
  tags,
};

const make = (change: Partial<PermissionUnitsArgs> = {}, place?: Place) =>
  record(() => new PermissionUnits("chat", { ...minimal, ...change }), place);

/** The units with one of them changed. */
const changed = (index: number, change: Partial<PermissionUnit>): PermissionUnit[] =>
  units.map((original, position) => (position === index ? { ...original, ...change } : original));

/** Principal of each service, and whether it says for which account it acts. */
const principals: Readonly<Record<TrustedService, readonly [string, boolean]>> = {
  [TrustedService.Ec2]: ["ec2.amazonaws.com", false],
  [TrustedService.EcsTasks]: ["ecs-tasks.amazonaws.com", true],
  [TrustedService.EksPods]: ["pods.eks.amazonaws.com", true],
  [TrustedService.Lambda]: ["lambda.amazonaws.com", false],
  [TrustedService.Scheduler]: ["scheduler.amazonaws.com", true],
  [TrustedService.StepFunctions]: ["states.amazonaws.com", true],
};

const json = (resource: Registered, property: string) => JSON.parse(resource.inputs[property] as string) as unknown;

describe("PermissionUnits", () => {
  it("makes a policy of each unit, and of each role what holds it", async () => {
    const { resources } = await make();
    assert.deepEqual(
      resources.map(({ type, name }) => `${type.replace(/.*:/, "")} ${name}`).toSorted(),
      [
        "PermissionUnits chat",
        "Policy chat-unit-read",
        "Policy chat-unit-create",
        "Policy chat-unit-update",
        "Policy chat-unit-delete",
        "Policy chat-unit-execute",
        "Policy chat-unit-administer",
        "Role chat-role-gateway",
        "Role chat-role-retention",
        "RolePolicyAttachment chat-role-gateway-read",
        "RolePolicyAttachment chat-role-gateway-create",
        "RolePolicyAttachment chat-role-retention-delete",
        "RolePoliciesExclusive chat-role-gateway-inline",
        "RolePoliciesExclusive chat-role-retention-inline",
        "RolePolicyAttachmentsExclusive chat-role-gateway-attached",
        "RolePolicyAttachmentsExclusive chat-role-retention-attached",
        "InstanceProfile chat-role-gateway-profile",
      ].toSorted(),
    );
  });

  it("parents its children and completes once", async () => {
    const { resources, completed } = await make();
    const { urn } = named(resources, "chat");
    assert.ok(resources.slice(1).every(({ parent }) => parent === urn));
    assert.deepEqual(completed, [urn]);
  });

  it("writes of each unit its actions on its resources", async () => {
    const { resources } = await make();
    const read = named(resources, "chat-unit-read");
    assert.equal(read.inputs["description"], "To read messages");
    assert.deepEqual(json(read, "policy"), {
      Version: "2012-10-17",
      Statement: [{ Sid: "Scoped", Effect: "Allow", Action: ["dynamodb:Get*", "dynamodb:Query"], Resource: [table] }],
    });
  });

  it("writes actions that work on no single resource into a statement of their own", async () => {
    const { resources } = await make();
    assert.deepEqual(json(named(resources, "chat-unit-administer"), "policy"), {
      Version: "2012-10-17",
      Statement: [
        { Sid: "Scoped", Effect: "Allow", Action: ["dynamodb:DescribeTable"], Resource: [table] },
        { Sid: "Unscoped", Effect: "Allow", Action: ["dynamodb:ListTables"], Resource: "*" },
      ],
    });
  });

  it("can have a unit of nothing but those", async () => {
    const alone = changed(5, { actions: [], resources: [], unscopedActions: ["dynamodb:ListTables"] });
    const { resources } = await make({ units: alone });
    assert.deepEqual(json(named(resources, "chat-unit-administer"), "policy"), {
      Version: "2012-10-17",
      Statement: [{ Sid: "Unscoped", Effect: "Allow", Action: ["dynamodb:ListTables"], Resource: "*" }],
    });
  });

  it("takes resources that the stack itself makes", async () => {
    const later = changed(0, {
      resources: [pulumi.output(Promise.resolve(table)), Promise.resolve(`${table}/index/*`)],
    });
    const { resources } = await make({ units: later });
    const [scoped] = statementsOf(named(resources, "chat-unit-read").inputs["policy"]);
    assert.deepEqual(scoped?.Resource, [table, `${table}/index/*`]);
  });

  it("caps each role, for an hour a session", async () => {
    const { resources } = await make();
    for (const { inputs } of ofType(resources, aws.iam.Role)) {
      assert.deepEqual([inputs["permissionsBoundary"], inputs["maxSessionDuration"]], [boundary, 3600]);
    }
    assert.deepEqual(named(resources, "chat-role-gateway").inputs["tags"], {
      Name: "chat-role-gateway",
      env: "production",
      tier: "none",
      owner: "im-platform",
      "asset-class": "account",
    });
  });

  it("gives each role its units, and takes everything else from it", async () => {
    const { resources } = await make();
    const arn = (name: string) => `arn:aws:mock:::chat-unit-${name}`;
    assert.equal(named(resources, "chat-role-gateway-read").inputs["policyArn"], arn("read"));
    assert.deepEqual(named(resources, "chat-role-gateway-attached").inputs["policyArns"], [arn("read"), arn("create")]);
    assert.deepEqual(named(resources, "chat-role-gateway-inline").inputs["policyNames"], []);
    assert.deepEqual(named(resources, "chat-role-retention-attached").inputs["policyArns"], [arn("delete")]);
  });

  it("does all that to the role that it makes", async () => {
    const { resources } = await make({
      roles: minimal.roles.slice(0, 1),
      overrides: { role: { name: "gateway-of-chat" } },
    });
    const roleOf = (suffix: string) => {
      const { inputs } = named(resources, `chat-role-gateway-${suffix}`);
      return inputs["role"] ?? inputs["roleName"];
    };
    for (const suffix of ["read", "create", "attached", "inline", "profile"]) {
      assert.equal(roleOf(suffix), "gateway-of-chat", suffix);
    }
  });

  it("takes away what is attached besides only after what belongs there is attached", async () => {
    const { resources } = await make();
    const { dependsOn } = named(resources, "chat-role-gateway-attached");
    for (const attachment of ["chat-role-gateway-read", "chat-role-gateway-create"]) {
      assert.ok(dependsOn.includes(named(resources, attachment).urn), attachment);
    }
  });

  for (const [trusted, [principal, ofAccount]] of Object.entries(principals)) {
    it(`lets ${principal} take on a role for ${trusted}`, async () => {
      const { resources } = await make({
        roles: [{ name: "worker", units: ["read"], trusted: trusted as TrustedService }],
      });
      assert.deepEqual(json(named(resources, "chat-role-worker"), "assumeRolePolicy"), {
        Version: "2012-10-17",
        Statement: [
          {
            Effect: "Allow",
            Action: principal === "pods.eks.amazonaws.com" ? ["sts:AssumeRole", "sts:TagSession"] : "sts:AssumeRole",
            Principal: { Service: principal },
            ...(ofAccount && { Condition: { StringEquals: { "aws:SourceAccount": "111122223333" } } }),
          },
        ],
      });
    });
  }

  it("lets EC2 of China take on a role there, and the other services by the name that they have everywhere", async () => {
    const principalOf = async (trusted: TrustedService) => {
      const { resources } = await make({ roles: [{ name: "worker", units: ["read"], trusted }] }, china);
      return statementsOf(named(resources, "chat-role-worker").inputs["assumeRolePolicy"])[0]?.Principal;
    };
    assert.deepEqual(await principalOf(TrustedService.Ec2), { Service: "ec2.amazonaws.com.cn" });
    assert.deepEqual(await principalOf(TrustedService.EcsTasks), { Service: "ecs-tasks.amazonaws.com" });
    assert.deepEqual(await principalOf(TrustedService.Lambda), { Service: "lambda.amazonaws.com" });
  });

  it("hands out policies and roles by their names, and an instance profile for EC2 alone", async () => {
    const { made } = await make();
    assert.deepEqual(Object.keys(made.policyArns), ["read", "create", "update", "delete", "execute", "administer"]);
    assert.deepEqual(Object.keys(made.roleArns), ["gateway", "retention"]);
    assert.deepEqual(Object.keys(made.instanceProfileNames), ["gateway"]);
    assert.equal(await valueOf(made.policyArns["read"] as pulumi.Output<string>), "arn:aws:mock:::chat-unit-read");
    assert.equal(
      await valueOf(made.roleArns["retention"] as pulumi.Output<string>),
      "arn:aws:mock:::chat-role-retention",
    );
  });

  it("lets overrides replace properties of every role", async () => {
    const { resources } = await make({ overrides: { role: { maxSessionDuration: 7200 } } });
    assert.equal(named(resources, "chat-role-gateway").inputs["maxSessionDuration"], 7200);
  });

  it("accepts units where no action is in two of them, and refuses others, whatever their patterns", () => {
    const action = fc
      .string({ unit: fc.constantFrom(..."abcdefgh", "*", "?"), minLength: 1, maxLength: 3 })
      .filter((text) => /^[a-h]/.test(text))
      .map((text) => `s3:${text}`);
    const lists = fc.array(fc.array(action, { minLength: 1, maxLength: 2 }), { minLength: 6, maxLength: 6 });
    fc.assert(
      fc.property(lists, (actions) => {
        const drawn = units.map((original, index) => ({
          ...original,
          actions: actions[index] ?? [],
          unscopedActions: [],
        }));
        const shared = actions.some((list, index) =>
          actions.slice(index + 1).some((other) => list.some((a) => other.some((b) => overlap(a, b)))),
        );
        let refused = false;
        try {
          new PermissionUnits("chat", { ...minimal, units: drawn, tags: { ...tags, owner: "" } });
        } catch (error) {
          assert.ok(error instanceof RefusedArgumentError);
          // The blank owner is looked at last: whoever comes that far has been accepted.
          refused = error.argument !== "tags.owner";
        }
        assert.equal(refused, shared);
      }),
    );
  });

  it("refuses a resource that turns out to be everything, once it is known", async () => {
    const [known, everything] = resourcesOf("chat", { ...unit("read"), resources: [table, pulumi.output("*")] });
    assert.equal(await valueOf(known as pulumi.Output<string>), table);
    await assert.rejects(valueOf(everything as pulumi.Output<string>), {
      name: "RefusedArgumentError",
      message:
        'PermissionUnits "chat": resources[1] of the unit read is "*"; IAM-01 requires the ARN of what the actions work on, ' +
        "and not of everything.",
    });
  });

  const construct = (change: Partial<PermissionUnitsArgs>) => new PermissionUnits("chat", { ...minimal, ...change });
  const roles = minimal.roles;
  refuses("PermissionUnits", construct, {
    "five units": {
      change: { units: units.slice(1) },
      control: "IAM-01",
      message: 'PermissionUnits "chat": units is 5; IAM-01 requires exactly 6 units.',
    },
    "seven units": {
      change: { units: [...units, unit("audit", "dynamodb:ListTagsOfResource")] },
      control: "IAM-01",
      message: 'PermissionUnits "chat": units is 7; IAM-01 requires exactly 6 units.',
    },
    "two units of one name": {
      change: { units: changed(1, { name: "read" }) },
      message:
        'PermissionUnits "chat": units is ["read","read","update","delete","execute","administer"]; expected names that differ.',
    },
    "a unit whose name cannot be that of a resource": {
      change: { units: changed(0, { name: "read it" }) },
      message:
        'PermissionUnits "chat": units[0].name is "read it"; expected a letter, and at most 23 letters, digits and hyphens ' +
        "after it.",
    },
    "a unit that says nothing of what it is for": {
      change: { units: changed(0, { description: " " }) },
      control: "IAM-01",
      message: 'PermissionUnits "chat": units[0].description is " "; IAM-01 requires a description of what it is for.',
    },
    "an action in two units": {
      change: { units: changed(3, { actions: ["dynamodb:DeleteItem", "dynamodb:GetItem"] }) },
      control: "IAM-01",
      message:
        'PermissionUnits "chat": units[3].actions is "dynamodb:GetItem"; IAM-01 requires actions that read does not hold by ' +
        "dynamodb:Get*.",
    },
    "an action of a unit on everything too": {
      change: { units: changed(0, { unscopedActions: ["dynamodb:GetItem"] }) },
      control: "IAM-01",
      message:
        'PermissionUnits "chat": units[0].unscopedActions is "dynamodb:GetItem"; IAM-01 requires actions that read does not ' +
        "hold by dynamodb:Get*.",
    },
    "every action": {
      change: { units: changed(0, { actions: ["*"] }) },
      control: "IAM-01",
      message:
        'PermissionUnits "chat": units[0].actions[0] is "*"; IAM-01 requires one action, such as s3:GetObject, or those that ' +
        "begin alike, such as dynamodb:Get*.",
    },
    "every action of a service on everything": {
      change: { units: changed(0, { unscopedActions: ["s3:*"] }) },
      control: "IAM-01",
      message:
        'PermissionUnits "chat": units[0].unscopedActions[0] is "s3:*"; IAM-01 requires one action, such as s3:GetObject, or ' +
        "those that begin alike, such as dynamodb:Get*.",
    },
    "a unit without an action": {
      change: { units: changed(0, { actions: [], resources: [] }) },
      control: "IAM-01",
      message: 'PermissionUnits "chat": units[0].actions is []; IAM-01 requires one action at least.',
    },
    "actions without a resource": {
      change: { units: changed(0, { resources: [] }) },
      control: "IAM-01",
      message:
        'PermissionUnits "chat": units[0].resources is []; IAM-01 requires resources where there are actions, and only there.',
    },
    "resources without an action": {
      change: { units: changed(5, { actions: [] }) },
      control: "IAM-01",
      message: `PermissionUnits "chat": units[5].resources is ["${table}"]; IAM-01 requires resources where there are actions, and only there.`,
    },
    "every resource": {
      change: { units: changed(0, { resources: [table, "*"] }) },
      control: "IAM-01",
      message:
        'PermissionUnits "chat": units[0].resources[1] is "*"; IAM-01 requires the ARN of what the actions work on, and not of ' +
        "everything.",
    },
    "every resource of a service": {
      change: { units: changed(0, { resources: ["arn:aws:s3:::*"] }) },
      control: "IAM-01",
      message:
        'PermissionUnits "chat": units[0].resources[0] is "arn:aws:s3:::*"; IAM-01 requires the ARN of what the actions work ' +
        "on, and not of everything.",
    },
    "more of a unit than a policy has room for": {
      change: {
        units: changed(0, { resources: Array.from({ length: 100 }, (_, index) => `${table}-${100 + index}`) }),
      },
      message: 'PermissionUnits "chat": units[0] is "6529 characters"; expected at most 6144 of its policy.',
    },
    "no role": {
      change: { roles: [] },
      control: "IAM-01",
      message: 'PermissionUnits "chat": roles is []; IAM-01 requires one role at least.',
    },
    "two roles of one name": {
      change: { roles: [...roles, ...roles.slice(1)] },
      message: 'PermissionUnits "chat": roles is ["gateway","retention","retention"]; expected names that differ.',
    },
    "a role whose name is too long": {
      change: { roles: [{ name: "x".repeat(25), units: ["read"], trusted: TrustedService.Ec2 }] },
      message: `PermissionUnits "chat": roles[0].name is "${"x".repeat(25)}"; expected a letter, and at most 23 letters, digits and hyphens after it.`,
    },
    "a role without a unit": {
      change: { roles: [{ name: "idle", units: [], trusted: TrustedService.Ec2 }] },
      control: "IAM-01",
      message: 'PermissionUnits "chat": roles[0].units is []; IAM-01 requires one unit at least.',
    },
    "a role of a unit that there is not": {
      change: { roles: [{ name: "auditor", units: ["audit"], trusted: TrustedService.Ec2 }] },
      message:
        'PermissionUnits "chat": roles[0].units[0] is "audit"; expected one of the units read, create, update, delete, ' +
        "execute, administer.",
    },
    "a role of one unit twice": {
      change: { roles: [{ name: "reader", units: ["read", "read"], trusted: TrustedService.Ec2 }] },
      message: 'PermissionUnits "chat": roles[0].units is ["read","read"]; expected each of them once.',
    },
    "a role for anybody": {
      change: { roles: [{ name: "reader", units: ["read"], trusted: "*" as TrustedService }] },
      message:
        'PermissionUnits "chat": roles[0].trusted is "*"; expected one of ec2, ecs-tasks, eks-pods, lambda, scheduler, ' +
        "step-functions.",
    },
    "duties of which none are kept apart": {
      change: { separatedDuties: [] },
      control: "IAM-03",
      message: 'PermissionUnits "chat": separatedDuties is []; IAM-03 requires units that no role holds together.',
    },
    "a duty that is kept apart from none": {
      change: { separatedDuties: [{ units: ["delete"], reason: "Alone" }] },
      control: "IAM-03",
      message: 'PermissionUnits "chat": separatedDuties[0].units is ["delete"]; IAM-03 requires two units at least.',
    },
    "duties that are kept apart for no reason": {
      change: { separatedDuties: [{ units: ["create", "delete"], reason: "" }] },
      control: "IAM-03",
      message:
        'PermissionUnits "chat": separatedDuties[0].reason is ""; IAM-03 requires a reason to keep the units apart.',
    },
    "duties of units that there are not": {
      change: { separatedDuties: [{ units: ["create", "audit"], reason: "Auditors only read" }] },
      message:
        'PermissionUnits "chat": separatedDuties[0].units[1] is "audit"; expected one of the units read, create, update, ' +
        "delete, execute, administer.",
    },
    "a role that joins what is kept apart": {
      change: { roles: [{ name: "all", units: ["create", "delete"], trusted: TrustedService.Lambda }] },
      control: "IAM-03",
      message:
        'PermissionUnits "chat": roles[0].units is ["create","delete"]; IAM-03 requires at most one of create, delete.',
    },
    "a role that joins two of three": {
      change: {
        separatedDuties: [{ units: ["delete", "administer", "read"], reason: "Three duties" }],
        roles: [...roles, { name: "two", units: ["read", "administer"], trusted: TrustedService.Lambda }],
      },
      control: "IAM-03",
      message:
        'PermissionUnits "chat": roles[2].units is ["read","administer"]; IAM-03 requires at most one of delete, administer, ' +
        "read.",
    },
    "no boundary": {
      change: { permissionsBoundaryArn: "" },
      control: "IAM-01",
      message:
        'PermissionUnits "chat": permissionsBoundaryArn is ""; IAM-01 requires the ARN of a policy of the account.',
    },
    "a boundary of the cloud's own, which caps nothing": {
      change: { permissionsBoundaryArn: "arn:aws:iam::aws:policy/AdministratorAccess" },
      control: "IAM-01",
      message:
        'PermissionUnits "chat": permissionsBoundaryArn is "arn:aws:iam::aws:policy/AdministratorAccess"; IAM-01 requires the ' +
        "ARN of a policy of the account.",
    },
    "a blank owner": {
      change: { tags: { ...tags, owner: " " } },
      control: "SCO-01",
      message: 'PermissionUnits "chat": tags.owner is " "; SCO-01 requires the name of a team.',
    },
    "overrides of a child that it does not have": {
      change: { overrides: { attachment: {} } },
      message:
        'PermissionUnits "chat": overrides.attachment is {}; expected a role among policy, role, instanceProfile.',
    },
  });

  refuses("PermissionUnits", (name: string) => new PermissionUnits(name, minimal), {
    "a name that is too long for its roles": {
      change: "x".repeat(27),
      message: `PermissionUnits "${"x".repeat(27)}": name is "${"x".repeat(27)}"; expected 1 to 26 letters, digits, hyphens and underscores.`,
    },
  });
});

import assert from "node:assert/strict";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { Environment, RecoveryTier, RefusedArgumentError, Secret, type SecretArgs } from "../../components";
import { refusals } from "../../components/argument/refusal";
import { assertReaders, kept } from "../../components/secret";
import { china, named, ofType, record, valueOf } from "../support/mocks";
import { refuses } from "../support/refusal";
import { inRegion } from "../support/region";
import { denials, statementsOf } from "../support/resource-policy";

const role = (name: string) => `arn:aws:iam::111122223333:role/${name}`;
const key = (region: string) => `arn:aws:kms:${region}:111122223333:key/1`;
const by = {
  functionArn: "arn:aws:lambda:eu-central-1:111122223333:function:rotate",
  functionRoleArn: role("rotate"),
};
const minimal: SecretArgs = {
  description: "Signs in to the push service",
  kmsKeyArn: key("eu-central-1"),
  administrators: [role("deployer")],
  readers: [role("push-gateway")],
  rotation: by,
  tags: { env: Environment.Production, tier: RecoveryTier.Red, owner: "im-platform" },
};

const make = (change: Partial<SecretArgs> = {}) => record(() => new Secret("push", { ...minimal, ...change }));

/** How secrets travel to the engine. */
const hidden = (value: string) => ({ "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", value });

describe("Secret", () => {
  it("is encrypted with the key, can be had back for 30 days, and is protected", async () => {
    const { resources } = await make();
    const { inputs, protect } = named(resources, "push-secret");
    assert.equal(inputs["description"], "Signs in to the push service");
    assert.equal(inputs["kmsKeyId"], key("eu-central-1"));
    assert.equal(inputs["recoveryWindowInDays"], 30);
    assert.equal(inputs["replicas"], undefined);
    assert.equal(protect, true);
    assert.deepEqual(inputs["tags"], {
      Name: "push-secret",
      env: "production",
      tier: "red",
      owner: "im-platform",
      "asset-class": "secret",
    });
  });

  it("parents its children and completes once", async () => {
    const { resources, completed } = await make({ value: pulumi.secret("first") });
    const { urn, type } = named(resources, "push");
    assert.equal(type, "palisade:index:Secret");
    const children = resources.filter(({ parent }) => parent === urn).map(({ name }) => name);
    assert.deepEqual(children.toSorted(), ["push-policy", "push-rotation", "push-secret", "push-version"]);
    assert.equal(resources.length, 5);
    assert.deepEqual(completed, [urn]);
  });

  it("has no value of the program's where the program gives none", async () => {
    const { resources } = await make();
    assert.deepEqual(ofType(resources, aws.secretsmanager.SecretVersion), []);
    assert.equal(named(resources, "push-rotation").inputs["rotateImmediately"], false);
  });

  it("writes the first value as a secret, once it is guarded, and rotates it at once", async () => {
    const { resources } = await make({ value: pulumi.secret("first"), valueVersion: 2 });
    const version = named(resources, "push-version");
    assert.deepEqual(version.inputs, {
      secretId: "push-secret-id",
      secretStringWo: hidden("first"),
      secretStringWoVersion: 2,
    });
    assert.ok(version.dependsOn.includes(named(resources, "push-policy").urn));
    const rotation = named(resources, "push-rotation");
    assert.equal(rotation.inputs["rotateImmediately"], true);
    assert.ok(rotation.dependsOn.includes(version.urn));
  });

  it("keeps the value out of what the component itself is given", async () => {
    const { resources } = await make({ value: pulumi.secret("first") });
    assert.ok(!JSON.stringify(named(resources, "push").inputs).includes("first"));
  });

  it("is rotated by the function every 90 days", async () => {
    const { resources } = await make();
    const { inputs, dependsOn } = named(resources, "push-rotation");
    assert.deepEqual(inputs, {
      secretId: "push-secret-id",
      rotationLambdaArn: by.functionArn,
      rotationRules: { automaticallyAfterDays: 90 },
      rotateImmediately: false,
    });
    assert.ok(dependsOn.includes(named(resources, "push-policy").urn));
  });

  it("is rotated more often, by a schedule, within hours, and at once where the program says so", async () => {
    for (const [rotation, rules] of [
      [
        { everyDays: 30, windowHours: 3 },
        { automaticallyAfterDays: 30, duration: "3h" },
      ],
      [
        { schedule: "cron(0 1 1,15 * ? *)", windowHours: 23 },
        { scheduleExpression: "cron(0 1 1,15 * ? *)", duration: "23h" },
      ],
      [{ schedule: "rate(12 hours)" }, { scheduleExpression: "rate(12 hours)" }],
    ] as const) {
      const { resources } = await make({ rotation: { ...by, ...rotation, immediately: true } });
      const { inputs } = named(resources, "push-rotation");
      assert.deepEqual(inputs["rotationRules"], rules);
      assert.equal(inputs["rotateImmediately"], true);
    }
  });

  it("is copied to other regions, each under a key of its own", async () => {
    const replicas = [
      { region: "eu-west-1", kmsKeyArn: key("eu-west-1") },
      { region: "eu-north-1", kmsKeyArn: pulumi.output(key("eu-north-1")) },
    ];
    const { resources } = await make({ replicas });
    assert.deepEqual(named(resources, "push-secret").inputs["replicas"], [
      { region: "eu-west-1", kmsKeyId: key("eu-west-1") },
      { region: "eu-north-1", kmsKeyId: key("eu-north-1") },
    ]);
  });

  it("tells readers what they need to read it", async () => {
    const { made } = await make();
    assert.deepEqual(statementsOf(await valueOf(made.readerPolicy)), [
      {
        Effect: "Allow",
        Action: ["secretsmanager:DescribeSecret", "secretsmanager:GetSecretValue"],
        Resource: "arn:aws:secretsmanager:eu-central-1:111122223333:secret:push-secret-1a2b3c4-??????",
      },
      {
        Effect: "Allow",
        Action: "kms:Decrypt",
        Resource: key("eu-central-1"),
        Condition: { StringEquals: { "kms:ViaService": "secretsmanager.eu-central-1.amazonaws.com" } },
      },
    ]);
  });

  it("speaks of the partition of its provider", async () => {
    const { resources, made } = await record(() => new Secret("push", minimal), china);
    assert.match(await valueOf(made.readerPolicy), /"arn:aws-cn:secretsmanager:cn-north-1:444455556666:secret:push/);
    assert.match(await valueOf(made.readerPolicy), /"secretsmanager\.cn-north-1\.amazonaws\.com\.cn"/);
    assert.match(String(named(resources, "push-policy").inputs["policy"]), /"arn:aws-cn:iam::444455556666:root"/);
  });

  it("takes the account from its arguments where they say it", async () => {
    const { made } = await make({ accountId: "999988887777" });
    assert.match(await valueOf(made.readerPolicy), /:999988887777:secret:/);
  });

  it("lets overrides replace properties of a child, with a warning", async () => {
    const { resources, warnings } = await make({ overrides: { secret: { recoveryWindowInDays: 7 } } });
    assert.equal(named(resources, "push-secret").inputs["recoveryWindowInDays"], 7);
    assert.deepEqual(warnings, [
      "push-secret: overrides set recoveryWindowInDays; the component does not vouch for this.",
    ]);
  });

  it("refuses a value that turns out to be no secret of Pulumi's, without showing it", async () => {
    await assert.rejects(valueOf(kept(refusals("Secret", "push"), pulumi.output("hunter2"))), (error: unknown) => {
      assert.ok(error instanceof RefusedArgumentError);
      assert.equal(error.message, plainText);
      assert.equal(error.control, "SEC-01");
      return true;
    });
    assert.equal(await valueOf(kept(refusals("Secret", "push"), pulumi.secret("hunter2"))), "hunter2");
  });

  it("refuses a reader that turns out to manage the secret", () => {
    const refuse = refusals("Secret", "push");
    assert.throws(() => assertReaders(refuse, [role("deployer")], [role("deployer")]), {
      message: `Secret "push": readers is "${role("deployer")}"; SEC-02 requires readers that do not manage the secret.`,
    });
  });

  const plainText =
    'Secret "push": value is "(plain text, not shown)"; SEC-01 requires a Pulumi secret, such as of pulumi.secret.';

  refuses("Secret", (change: Partial<SecretArgs>) => new Secret("push", { ...minimal, ...change }), {
    "a value in plain text, without showing it": {
      change: { value: "hunter2" },
      control: "SEC-01",
      message: plainText,
    },
    "a value that is promised in plain text": {
      change: { value: Promise.resolve("hunter2") },
      control: "SEC-01",
      message: plainText,
    },
    "a rotation less often than every 90 days": {
      change: { rotation: { ...by, everyDays: 91 } },
      control: "SEC-03",
      message: 'Secret "push": rotation.everyDays is 91; SEC-03 requires at most 90 days.',
    },
    "a rotation that is no number": {
      change: { rotation: { ...by, everyDays: NaN } },
      control: "SEC-03",
      message: 'Secret "push": rotation.everyDays is NaN; SEC-03 requires at most 90 days.',
    },
    "a rotation that never comes": {
      change: { rotation: { ...by, everyDays: 0 } },
      message: 'Secret "push": rotation.everyDays is 0; expected 1 to 90 whole days.',
    },
    "a schedule that rotates once a quarter": {
      change: { rotation: { ...by, schedule: "cron(0 1 1 */3 ? *)" } },
      control: "SEC-03",
      message:
        'Secret "push": rotation.schedule is "cron(0 1 1 */3 ? *)"; SEC-03 requires at most 90 days between rotations.',
    },
    "a schedule that is none": {
      change: { rotation: { ...by, schedule: "0 1 * * *" } },
      message:
        'Secret "push": rotation.schedule is "0 1 * * *"; expected rate() of 4 hours or more or of days, or ' +
        "cron(0 hours day-of-month month day-of-week *).",
    },
    "a schedule that rotates more often than the cloud does": {
      change: { rotation: { ...by, schedule: "rate(3 hours)" } },
      message:
        'Secret "push": rotation.schedule is "rate(3 hours)"; expected rate() of 4 hours or more or of days, or ' +
        "cron(0 hours day-of-month month day-of-week *).",
    },
    "two schedules": {
      change: { rotation: { ...by, everyDays: 30, schedule: "rate(30 days)" } },
      message: 'Secret "push": rotation.schedule is "rate(30 days)"; expected no schedule beside everyDays.',
    },
    "a window that runs into the next day": {
      change: { rotation: { ...by, schedule: "cron(0 20 * * ? *)", windowHours: 5 } },
      message: 'Secret "push": rotation.windowHours is 5; expected 1 to 4 whole hours.',
    },
    "a rotation without a function": {
      change: { rotation: { ...by, functionArn: "" } },
      control: "SEC-03",
      message:
        `Secret "push": rotation is {"functionArn":"","functionRoleArn":"${role("rotate")}"}; ` +
        "SEC-03 requires the function that rotates the secret, and its role.",
    },
    "a function whose role is none": {
      change: { rotation: { ...by, functionRoleArn: "rotate" } },
      control: "SEC-03",
      message: 'Secret "push": rotation.functionRoleArn is "rotate"; SEC-03 requires the ARN of one IAM role or user.',
    },
    "no administrator": {
      change: { administrators: [] },
      control: "SEC-02",
      message: 'Secret "push": administrators is []; SEC-02 requires one administrator at least.',
    },
    "everybody as a reader": {
      change: { readers: ["*"] },
      control: "SEC-02",
      message: 'Secret "push": readers is "*"; SEC-02 requires the ARN of one IAM role or user.',
    },
    "an administrator among the readers": {
      change: { readers: [role("deployer")] },
      control: "SEC-02",
      message: `Secret "push": readers is "${role("deployer")}"; SEC-02 requires readers that do not manage the secret.`,
    },
    "no key": {
      change: { kmsKeyArn: "" },
      control: "SEC-02",
      message: 'Secret "push": kmsKeyArn is ""; SEC-02 requires the ARN of a key.',
    },
    "a key of the cloud's own": {
      change: { kmsKeyArn: "alias/aws/secretsmanager" },
      control: "SEC-02",
      message: 'Secret "push": kmsKeyArn is "alias/aws/secretsmanager"; SEC-02 requires the ARN of a key.',
    },
    "a copy in two places of one region": {
      change: {
        replicas: [
          { region: "eu-west-1", kmsKeyArn: key("eu-west-1") },
          { region: "eu-west-1", kmsKeyArn: key("eu-west-1") },
        ],
      },
      message: 'Secret "push": replicas is ["eu-west-1","eu-west-1"]; expected each region once.',
    },
    "a copy in no region": {
      change: { replicas: [{ region: "Ireland", kmsKeyArn: key("eu-west-1") }] },
      message: 'Secret "push": replicas[0].region is "Ireland"; expected a region such as eu-central-1.',
    },
    "a copy under a key of another region": {
      change: { replicas: [{ region: "eu-west-1", kmsKeyArn: key("eu-north-1") }] },
      control: "SEC-02",
      message: `Secret "push": replicas[0].kmsKeyArn is "${key("eu-north-1")}"; SEC-02 requires the ARN of a key of eu-west-1.`,
    },
    "a copy under the key of the secret itself": {
      change: {
        kmsKeyArn: key("eu-west-1"),
        replicas: [{ region: "eu-west-1", kmsKeyArn: key("eu-west-1") }],
      },
      control: "SEC-02",
      message:
        `Secret "push": replicas[0].kmsKeyArn is "${key("eu-west-1")}"; ` +
        "SEC-02 requires a key of eu-west-1, and not that of the secret itself.",
    },
    "a value without a number": {
      change: { valueVersion: 0 },
      message: 'Secret "push": valueVersion is 0; expected a whole number from 1.',
    },
    "a blank description": {
      change: { description: " " },
      message: 'Secret "push": description is " "; expected a description of what it is for.',
    },
    "an account that is none": {
      change: { accountId: "1111" },
      message: 'Secret "push": accountId is "1111"; expected twelve digits.',
    },
    "overrides of a child that it does not have": {
      change: { overrides: { key: {} } },
      message: 'Secret "push": overrides.key is {}; expected a role among secret, policy, version, rotation.',
    },
  });
});

describe("Secret, where the stack's configuration names the region,", () => {
  const replica = (region: string) => ({ replicas: [{ region, kmsKeyArn: pulumi.output(key(region)) }] });

  const construct = (change: Partial<SecretArgs>) =>
    inRegion("eu-central-1", () => new Secret("push", { ...minimal, ...change }));
  refuses("Secret", construct, {
    "a copy in its own region": {
      change: replica("eu-central-1"),
      message: 'Secret "push": replicas[0].region is "eu-central-1"; ' + "expected another region than eu-central-1.",
    },
    "a copy across the border of China": {
      change: replica("cn-north-1"),
      message:
        'Secret "push": replicas[0].region is "cn-north-1"; expected a region that eu-central-1 can copy to, of the same ' +
        "partition.",
    },
  });
});

describe("the policy of a Secret", () => {
  let policy: unknown;
  before(async () => {
    const { resources } = await make();
    const { inputs } = named(resources, "push-policy");
    assert.equal(inputs["blockPublicPolicy"], true);
    policy = inputs["policy"];
  });

  const ask = (action: string, principal: string, transport = "true") =>
    denials(policy, {
      action: `secretsmanager:${action}`,
      resource: "arn:aws:secretsmanager:eu-central-1:111122223333:secret:push",
      context: {
        "aws:PrincipalArn": principal,
        "aws:PrincipalIsAWSService": "false",
        "aws:SecureTransport": transport,
      },
    });
  const root = "arn:aws:iam::111122223333:root";

  it("allows nothing: it only denies", () =>
    assert.deepEqual([...new Set(statementsOf(policy).map(({ Effect }) => Effect))], ["Deny"]));

  it("lets readers and the rotation read, and nobody else, not even administrators", () => {
    assert.deepEqual(ask("GetSecretValue", role("push-gateway")), []);
    assert.deepEqual(ask("GetSecretValue", role("rotate")), []);
    for (const other of [role("deployer"), role("somebody"), root]) {
      assert.deepEqual(ask("GetSecretValue", other), ["DenyOtherReaders"]);
    }
  });

  it("lets administrators, the rotation and the root user write values, and nobody else", () => {
    for (const writer of [role("deployer"), role("rotate"), root]) {
      assert.deepEqual(ask("PutSecretValue", writer), []);
    }
    assert.deepEqual(ask("PutSecretValue", role("push-gateway")), ["DenyOtherWriters"]);
  });

  it("lets administrators and the root user manage, and nobody else", () => {
    for (const action of ["DeleteSecret", "PutResourcePolicy", "UpdateSecret", "RotateSecret"]) {
      assert.deepEqual(ask(action, role("deployer")), []);
      assert.deepEqual(ask(action, root), []);
      assert.deepEqual(ask(action, role("rotate")), ["DenyOtherAdministrators"]);
    }
  });

  it("lets everybody with the permission look at what is no secret", () =>
    assert.deepEqual(ask("DescribeSecret", role("somebody")), []));

  it("lets nobody come without TLS", () =>
    assert.deepEqual(ask("GetSecretValue", role("push-gateway"), "false"), ["DenyInsecureTransport"]));
});

import assert from "node:assert/strict";
import { Environment, RecoveryTier, SessionManager, type SessionManagerArgs } from "../../components";
import { china, named, record, type Registered, valueOf } from "../support/mocks";
import { refuses } from "../support/refusal";
import { statementsOf } from "../support/resource-policy";

const tags = { env: Environment.Production, tier: RecoveryTier.Red, owner: "im-platform" };
const kmsKeyArn = "arn:aws:kms:eu-central-1:111122223333:key/1";

const minimal: SessionManagerArgs = {
  kmsKeyArn,
  logs: { kmsKeyArn: "arn:aws:kms:eu-central-1:111122223333:key/2" },
  hostTags: { "asset-class": "server" },
  tags,
};

const make = (change: Partial<SessionManagerArgs> = {}) =>
  record(() => new SessionManager("shell", { ...minimal, ...change }));

const preferencesOf = (resources: readonly Registered[]) =>
  JSON.parse(named(resources, "shell-document").inputs["content"] as string) as {
    readonly sessionType: string;
    readonly schemaVersion: string;
    readonly inputs: Readonly<Record<string, unknown>>;
  };

const bySid = (resources: readonly Registered[], name: string) =>
  new Map(statementsOf(named(resources, name).inputs["policy"]).map((statement) => [statement.Sid, statement]));

describe("SessionManager", () => {
  it("parents, names and tags everything that it makes, and completes once", async () => {
    const { resources, completed } = await make();
    const { urn, type } = named(resources, "shell");
    assert.equal(type, "palisade:index:SessionManager");
    const children = resources.filter((resource) => resource.urn !== urn);
    assert.deepEqual(children.map(({ name }) => name).toSorted(), [
      "shell-document",
      "shell-host",
      "shell-logs",
      "shell-operator",
    ]);
    for (const { name, parent, inputs } of children) {
      const { Name, env, tier, owner, "asset-class": asset } = inputs["tags"] as Record<string, string>;
      assert.equal(parent, urn, name);
      assert.deepEqual([Name, env, tier, owner, asset], [name, "production", "red", "im-platform", "server"]);
    }
    assert.deepEqual(completed, [urn]);
  });

  it("encrypts sessions, records them line by line, and ends them in time", async () => {
    const { resources } = await make();
    const { documentType, documentFormat, name } = named(resources, "shell-document").inputs;
    assert.deepEqual([documentType, documentFormat, name], ["Session", "JSON", "SSM-SessionManagerRunShell"]);
    const { schemaVersion, sessionType, inputs } = preferencesOf(resources);
    assert.deepEqual([schemaVersion, sessionType], ["1.0", "Standard_Stream"]);
    assert.deepEqual(inputs, {
      s3BucketName: "",
      s3KeyPrefix: "",
      s3EncryptionEnabled: true,
      cloudWatchLogGroupName: "shell-logs-1a2b3c4",
      cloudWatchEncryptionEnabled: true,
      cloudWatchStreamingEnabled: true,
      kmsKeyId: kmsKeyArn,
      idleSessionTimeout: "30",
      maxSessionDuration: "480",
      runAsEnabled: false,
      runAsDefaultUser: "",
      shellProfile: { linux: "", windows: "" },
    });
  });

  it("keeps the record as long as that of operations, encrypted and protected", async () => {
    const { resources } = await make();
    const { inputs, protect } = named(resources, "shell-logs");
    assert.equal(inputs["retentionInDays"], 1827);
    assert.equal(inputs["kmsKeyId"], "arn:aws:kms:eu-central-1:111122223333:key/2");
    assert.equal(inputs["deletionProtectionEnabled"], true);
    assert.equal(protect, true);
    const kept = inputs["tags"] as Record<string, string>;
    assert.deepEqual([kept["log-class"], kept["data-class"], kept["retention"]], ["operation", "important", "1827"]);
  });

  it("takes stricter times, a user and commands from the program", async () => {
    const { resources } = await make({
      documentName: "operators",
      idleMinutes: 10,
      sessionHours: 1,
      runAsUser: "operator",
      shellProfile: { linux: "exec bash -l" },
    });
    assert.equal(named(resources, "shell-document").inputs["name"], "operators");
    const { inputs } = preferencesOf(resources);
    assert.deepEqual([inputs["idleSessionTimeout"], inputs["maxSessionDuration"]], ["10", "60"]);
    assert.deepEqual([inputs["runAsEnabled"], inputs["runAsDefaultUser"]], [true, "operator"]);
    assert.deepEqual(inputs["shellProfile"], { linux: "exec bash -l", windows: "" });
  });

  it("lets hosts do what a session takes and nothing else", async () => {
    const { resources } = await make();
    const statements = bySid(resources, "shell-host");
    const group = "arn:aws:logs:eu-central-1:111122223333:log-group:shell-logs-1a2b3c4";
    assert.deepEqual(
      [...statements.values()].map(({ Effect, Action, Resource }) => [Effect, Action, Resource]),
      [
        [
          "Allow",
          [
            "ssm:UpdateInstanceInformation",
            "ssmmessages:CreateControlChannel",
            "ssmmessages:CreateDataChannel",
            "ssmmessages:OpenControlChannel",
            "ssmmessages:OpenDataChannel",
          ],
          "*",
        ],
        ["Allow", ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"], [group, `${group}:*`]],
        ["Allow", ["logs:DescribeLogGroups"], "arn:aws:logs:eu-central-1:111122223333:log-group:*"],
        ["Allow", ["kms:Decrypt"], kmsKeyArn],
      ],
    );
  });

  it("lets operators start a session only with its document and only on hosts with the tags", async () => {
    const { resources } = await make({ documentName: "operators", hostTags: { "asset-class": "server", env: "test" } });
    const statements = bySid(resources, "shell-operator");
    const starting = [...statements.values()].filter(({ Action }) => Action.includes("ssm:StartSession"));
    assert.deepEqual(starting, [statements.get("Document"), statements.get("Hosts")]);
    assert.deepEqual(statements.get("Document"), {
      Sid: "Document",
      Effect: "Allow",
      Action: ["ssm:StartSession"],
      Resource: "arn:aws:ssm:eu-central-1:111122223333:document/operators",
    });
    assert.deepEqual(statements.get("Hosts"), {
      Sid: "Hosts",
      Effect: "Allow",
      Action: ["ssm:StartSession"],
      Resource: [
        "arn:aws:ec2:eu-central-1:111122223333:instance/*",
        "arn:aws:ssm:eu-central-1:111122223333:managed-instance/*",
      ],
      Condition: {
        StringEquals: { "ssm:resourceTag/asset-class": "server", "ssm:resourceTag/env": "test" },
        BoolIfExists: { "ssm:SessionDocumentAccessCheck": "true" },
      },
    });
  });

  it("lets operators end their own sessions and no others, and encrypt", async () => {
    const { resources } = await make();
    const statements = bySid(resources, "shell-operator");
    assert.deepEqual(statements.get("OwnSessions"), {
      Sid: "OwnSessions",
      Effect: "Allow",
      Action: ["ssm:ResumeSession", "ssm:TerminateSession"],
      Resource: "arn:aws:ssm:eu-central-1:111122223333:session/*",
      Condition: { StringEquals: { "ssm:resourceTag/aws:ssmmessages:session-id": "${aws:userid}" } },
    });
    assert.deepEqual(statements.get("Encrypt")?.Action, ["kms:GenerateDataKey"]);
    assert.equal(statements.get("Encrypt")?.Resource, kmsKeyArn);
    const anywhere = [...statements.values()].filter(({ Resource }) => Resource === "*");
    assert.deepEqual(
      anywhere.map(({ Action }) => Action),
      [
        [
          "ec2:DescribeInstances",
          "ssm:DescribeInstanceInformation",
          "ssm:DescribeSessions",
          "ssm:GetConnectionStatus",
          "ssmmessages:OpenDataChannel",
        ],
      ],
    );
  });

  it("writes its policies for the account, region and partition of its provider", async () => {
    const { resources } = await record(() => new SessionManager("shell", minimal), china);
    const document = bySid(resources, "shell-operator").get("Document");
    assert.equal(document?.Resource, "arn:aws-cn:ssm:cn-north-1:444455556666:document/SSM-SessionManagerRunShell");
    assert.equal(
      bySid(resources, "shell-host").get("FindRecord")?.Resource,
      "arn:aws-cn:logs:cn-north-1:444455556666:log-group:*",
    );
  });

  it("takes the account from its arguments where they say it, and hands its policies on", async () => {
    const { resources, made } = await make({ accountId: "999988887777" });
    assert.match(named(resources, "shell-operator").inputs["policy"] as string, /:999988887777:instance/);
    assert.equal(await valueOf(made.hostPolicyArn), "arn:aws:mock:::shell-host");
    assert.equal(await valueOf(made.operatorPolicyArn), "arn:aws:mock:::shell-operator");
    assert.equal(await valueOf(made.documentName), "SSM-SessionManagerRunShell");
    assert.equal(await valueOf(made.logGroupName), "shell-logs-1a2b3c4");
  });

  it("lets overrides replace properties of a child, with a warning", async () => {
    const { resources, warnings } = await make({ overrides: { document: { documentFormat: "YAML" } } });
    assert.equal(named(resources, "shell-document").inputs["documentFormat"], "YAML");
    assert.deepEqual(warnings, [
      "shell-document: overrides set documentFormat; the component does not vouch for this.",
    ]);
  });

  const refused = (change: Partial<SessionManagerArgs>) => new SessionManager("shell", { ...minimal, ...change });
  refuses("SessionManager", refused, {
    "sessions that idle too long": {
      change: { idleMinutes: 31 },
      control: "APP-13",
      message: 'SessionManager "shell": idleMinutes is 31; APP-13 requires 1 to 30 whole minutes.',
    },
    "an idle time that is no number": {
      change: { idleMinutes: NaN },
      control: "APP-13",
      message: 'SessionManager "shell": idleMinutes is NaN; APP-13 requires 1 to 30 whole minutes.',
    },
    "sessions that last too long": {
      change: { sessionHours: 9 },
      control: "APP-13",
      message: 'SessionManager "shell": sessionHours is 9; APP-13 requires 1 to 8 whole hours.',
    },
    "sessions that end before they start": {
      change: { sessionHours: 0 },
      control: "APP-13",
      message: 'SessionManager "shell": sessionHours is 0; APP-13 requires 1 to 8 whole hours.',
    },
    "a record that is kept too short": {
      change: { logs: { ...minimal.logs, retentionDays: 400 } },
      control: "LOG-06",
      message: 'SessionManager "shell": logs.retentionDays is 400; LOG-06 requires at least 1827 days.',
    },
    "sessions on every host": {
      change: { hostTags: {} },
      control: "ADM-01",
      message: 'SessionManager "shell": hostTags is {}; ADM-01 requires 1 to 5 tags that the hosts carry.',
    },
    "no host tags": {
      change: { hostTags: {} },
      control: "ADM-01",
      message: 'SessionManager "shell": hostTags is {}; ADM-01 requires 1 to 5 tags that the hosts carry.',
    },
    "a tag that would be read as a variable": {
      change: { hostTags: { owner: "${aws:username}" } },
      message:
        'SessionManager "shell": hostTags.owner is "${aws:username}"; expected a tag of letters, digits, spaces and _.:/=+-@.',
    },
    "a tag without a value": {
      change: { hostTags: { owner: " " } },
      message: 'SessionManager "shell": hostTags.owner is " "; expected a tag of letters, digits, spaces and _.:/=+-@.',
    },
    "sessions as root": {
      change: { runAsUser: "root" },
      control: "IAM-08",
      message: 'SessionManager "shell": runAsUser is "root"; IAM-08 requires a user that is not the superuser.',
    },
    "a user that is none": {
      change: { runAsUser: "Alice Smith" },
      message:
        'SessionManager "shell": runAsUser is "Alice Smith"; expected the name of a user: at most 32 small letters, digits, ' +
        "hyphens and underscores.",
    },
    "commands that are too long": {
      change: { shellProfile: { linux: "x".repeat(513) } },
      message: `SessionManager "shell": shellProfile.linux is "${"x".repeat(513)}"; expected commands of at most 512 characters.`,
    },
    "a document that would be the cloud's": {
      change: { documentName: "AWS-StartSSHSession" },
      message:
        'SessionManager "shell": documentName is "AWS-StartSSHSession"; expected 3 to 128 letters, digits, dots, hyphens and ' +
        "underscores, not those of the cloud's own documents.",
    },
    "an account that is none": {
      change: { accountId: "1" },
      message: 'SessionManager "shell": accountId is "1"; expected twelve digits.',
    },
    "a blank owner": {
      change: { tags: { ...tags, owner: "" } },
      control: "SCO-01",
      message: 'SessionManager "shell": tags.owner is ""; SCO-01 requires the name of a team.',
    },
    "overrides of a child that it does not have": {
      change: { overrides: { key: {} } },
      message:
        'SessionManager "shell": overrides.key is {}; expected a role among logGroup, document, hostPolicy, operatorPolicy.',
    },
  });
});

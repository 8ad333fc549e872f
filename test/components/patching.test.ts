import assert from "node:assert/strict";
import * as aws from "@pulumi/aws";
import fc from "fast-check";
import {
  Environment,
  OperatingSystem,
  Patching,
  type PatchingArgs,
  RecoveryTier,
  RefusedArgumentError,
  Weekday,
} from "../../components";
import { resolvePatching } from "../../components/patching";
import { approvalRules } from "../../components/patching/baseline";
import { longestGap, readSchedule } from "../../policy-pack/schedule";
import { china, named, ofType, record, type Registered } from "../support/mocks";
import { refuses } from "../support/refusal";
import { statementsOf } from "../support/resource-policy";

const tags = { env: Environment.Production, tier: RecoveryTier.Red, owner: "im-platform" };
const staging = { ...tags, env: Environment.Staging };
const kmsKeyArn = "arn:aws:kms:eu-central-1:111122223333:key/1";
const minimal: PatchingArgs = {
  patchGroup: "chat",
  operatingSystems: [OperatingSystem.AmazonLinux2023],
  logs: { kmsKeyArn },
  tags,
};
const { Monday, Tuesday, Wednesday, Thursday, Friday, Saturday, Sunday } = Weekday;

const make = (change: Partial<PatchingArgs> = {}) => record(() => new Patching("patch", { ...minimal, ...change }));

/** What a task runs, by the names of its parameters. */
const parametersOf = ({ inputs }: Registered) => {
  const { runCommandParameters } = inputs["taskInvocationParameters"] as {
    runCommandParameters: { parameters: { name: string; values: string[] }[] };
  };
  return Object.fromEntries(runCommandParameters.parameters.map(({ name, values }) => [name, values]));
};

describe("Patching", () => {
  it("approves critical patches at once, important ones a day later in production, the others after a week", async () => {
    const { resources } = await make();
    const { inputs } = named(resources, "patch-baseline-amazon-linux-2023");
    assert.equal(inputs["operatingSystem"], "AMAZON_LINUX_2023");
    const security = { key: "CLASSIFICATION", values: ["Security"] };
    const rule = (complianceLevel: string, approveAfterDays: number, values: string[]) => ({
      complianceLevel,
      approveAfterDays,
      enableNonSecurity: false,
      patchFilters: [security, { key: "SEVERITY", values }],
    });
    assert.deepEqual(inputs["approvalRules"], [
      rule("CRITICAL", 0, ["Critical"]),
      rule("HIGH", 1, ["Important"]),
      rule("MEDIUM", 7, ["Medium", "Low"]),
    ]);
  });

  it("approves important patches at once in staging, before production", async () => {
    const { resources } = await make({ tags: staging });
    const rules = named(resources, "patch-baseline-amazon-linux-2023").inputs["approvalRules"] as {
      approveAfterDays: number;
    }[];
    assert.deepEqual(
      rules.map(({ approveAfterDays }) => approveAfterDays),
      [0, 0, 7],
    );
    assert.equal(named(resources, "patch-install").inputs["schedule"], "cron(0 1 ? * * *)");
  });

  it("grades patches as the publisher of each operating system does", () => {
    const filters = (system: OperatingSystem) =>
      approvalRules(system, { importantDays: 1, routineDays: 7 }).map(({ patchFilters }) =>
        patchFilters.map(({ key, values }) => `${key} ${values.join("|")}`).join(", "),
      );
    assert.deepEqual(filters(OperatingSystem.RedHatEnterpriseLinux), [
      "CLASSIFICATION Security, SEVERITY Critical",
      "CLASSIFICATION Security, SEVERITY Important",
      "CLASSIFICATION Security, SEVERITY Moderate|Low",
    ]);
    assert.deepEqual(filters(OperatingSystem.Windows), [
      "CLASSIFICATION CriticalUpdates|SecurityUpdates, MSRC_SEVERITY Critical",
      "CLASSIFICATION CriticalUpdates|SecurityUpdates, MSRC_SEVERITY Important",
      "CLASSIFICATION CriticalUpdates|SecurityUpdates, MSRC_SEVERITY Moderate|Low|Unspecified",
    ]);
    assert.deepEqual(filters(OperatingSystem.Ubuntu), ["PRIORITY Required|Important|Standard|Optional|Extra"]);
    assert.deepEqual(filters(OperatingSystem.Debian), filters(OperatingSystem.Ubuntu));
  });

  it("holds each patch group to the baseline of each operating system", async () => {
    const { resources } = await make({
      firstGroup: "chat-first",
      operatingSystems: [OperatingSystem.Ubuntu, OperatingSystem.Windows],
    });
    assert.deepEqual(
      new Set(
        ofType(resources, aws.ssm.PatchGroup).map(({ inputs }) => `${inputs["patchGroup"]} ${inputs["baselineId"]}`),
      ),
      new Set([
        "chat-first patch-baseline-ubuntu-id",
        "chat patch-baseline-ubuntu-id",
        "chat-first patch-baseline-windows-id",
        "chat patch-baseline-windows-id",
      ]),
    );
  });

  it("scans on working days from seven to nine, and installs in off-peak hours, in the zone of the stack", async () => {
    const { resources } = await make();
    const windows = ofType(resources, aws.ssm.MaintenanceWindow).map(({ name, inputs }) => [
      name,
      inputs["schedule"],
      inputs["scheduleTimezone"],
      inputs["duration"],
      inputs["cutoff"],
      (inputs["tags"] as Record<string, string>)["purpose"],
    ]);
    assert.deepEqual(windows, [
      ["patch-scan", "cron(0 7 ? * MON,TUE,WED,THU,FRI *)", "Asia/Shanghai", 2, 1, "vuln-scan"],
      ["patch-install", "cron(0 3 ? * * *)", "Asia/Shanghai", 2, 1, "patch"],
    ]);
  });

  it("installs when the program says, in a window of one hour until its end", async () => {
    const { resources } = await make({
      approveAfterDays: 0,
      installDays: [Sunday, Friday, Thursday, Tuesday],
      installStart: "01:30",
      installHours: 1,
      timezone: "Europe/Berlin",
    });
    const { inputs } = named(resources, "patch-install");
    assert.deepEqual(
      [inputs["schedule"], inputs["scheduleTimezone"], inputs["duration"], inputs["cutoff"]],
      ["cron(30 1 ? * TUE,THU,FRI,SUN *)", "Europe/Berlin", 1, 0],
    );
  });

  it("patches the first group before the others, from one list of patches", async () => {
    const { resources } = await make({ firstGroup: "chat-first", concurrencyPercent: 50, errorPercent: 0 });
    const [first, second] = [named(resources, "patch-install-1-task"), named(resources, "patch-install-2-task")];
    const targets = ["patch-install-1-target", "patch-install-2-target"].map((name) => named(resources, name).inputs);
    assert.deepEqual(
      targets.map((target) => target["targets"]),
      [[{ key: "tag:PatchGroup", values: ["chat-first"] }], [{ key: "tag:PatchGroup", values: ["chat"] }]],
    );
    assert.deepEqual(
      [first, second].map(({ inputs }) => [inputs["priority"], inputs["maxConcurrency"], inputs["maxErrors"]]),
      [
        [1, "50%", "0%"],
        [2, "50%", "0%"],
      ],
    );
    for (const task of [first, second]) {
      assert.deepEqual(parametersOf(task), {
        Operation: ["Install"],
        RebootOption: ["RebootIfNeeded"],
        SnapshotId: ["{{WINDOW_EXECUTION_ID}}"],
      });
      assert.equal(task.inputs["cutoffBehavior"], "CONTINUE_TASK");
    }
    assert.deepEqual(second.inputs["targets"], [{ key: "WindowTargetIds", values: ["patch-install-2-target-id"] }]);
  });

  it("changes nothing when it scans", async () => {
    const { resources } = await make();
    const task = named(resources, "patch-scan-1-task");
    assert.deepEqual(parametersOf(task), { Operation: ["Scan"] });
    assert.deepEqual([task.inputs["taskArn"], task.inputs["cutoffBehavior"]], ["AWS-RunPatchBaseline", "CANCEL_TASK"]);
  });

  it("keeps the output for five years, and lets servers write it", async () => {
    const { resources } = await make();
    const { inputs, protect } = named(resources, "patch-logs");
    assert.deepEqual([inputs["retentionInDays"], inputs["kmsKeyId"], protect], [1827, kmsKeyArn, true]);
    const { runCommandParameters } = named(resources, "patch-install-1-task").inputs["taskInvocationParameters"] as {
      runCommandParameters: { cloudwatchConfig: object };
    };
    assert.deepEqual(runCommandParameters.cloudwatchConfig, {
      cloudwatchOutputEnabled: true,
      cloudwatchLogGroupName: "patch-logs-1a2b3c4",
    });
    const group = "arn:aws:logs:eu-central-1:111122223333:log-group:patch-logs-1a2b3c4";
    const [write, describeGroups] = statementsOf(named(resources, "patch-log-policy").inputs["policy"]);
    assert.deepEqual(write?.Resource, [group, `${group}:*`]);
    assert.deepEqual(describeGroups?.Action, "logs:DescribeLogGroups");
  });

  it("acts in a role that sends the patch document to servers of its groups, and nothing else", async () => {
    const { resources } = await make({ firstGroup: "chat-first" });
    const [document, servers] = statementsOf(named(resources, "patch-role-policy").inputs["policy"]);
    assert.deepEqual(
      [document?.Action, document?.Resource],
      ["ssm:SendCommand", "arn:aws:ssm:eu-central-1::document/AWS-RunPatchBaseline"],
    );
    assert.deepEqual(servers?.Resource, [
      "arn:aws:ec2:eu-central-1:111122223333:instance/*",
      "arn:aws:ssm:eu-central-1:111122223333:managed-instance/*",
    ]);
    assert.deepEqual(servers?.Condition, {
      StringEquals: { "ssm:resourceTag/PatchGroup": ["chat-first", "chat"] },
    });
    for (const task of ofType(resources, aws.ssm.MaintenanceWindowTask)) {
      assert.equal(task.inputs["serviceRoleArn"], "arn:aws:mock:::patch-role");
      assert.ok(task.dependsOn.includes(named(resources, "patch-role-policy").urn));
    }
  });

  it("tells the topic of runs that fail", async () => {
    const topic = "arn:aws:sns:eu-central-1:111122223333:alarms";
    const { resources } = await make({ alarmTopicArn: topic });
    assert.deepEqual(JSON.parse(named(resources, "patch-failures").inputs["eventPattern"] as string), {
      source: ["aws.ssm"],
      "detail-type": ["Maintenance Window Execution State-change Notification"],
      detail: {
        "window-id": ["patch-scan-id", "patch-install-id"],
        status: ["CANCELLED", "FAILED", "SKIPPED_OVERLAPPING", "TIMED_OUT"],
      },
    });
    assert.deepEqual(named(resources, "patch-failures-target").inputs, { rule: "patch-failures-1a2b3c4", arn: topic });
    const { resources: usual } = await make();
    assert.deepEqual(ofType(usual, aws.cloudwatch.EventRule), []);
  });

  it("writes its names for the partition, account and region of its provider", async () => {
    const { resources } = await record(() => new Patching("patch", minimal), china);
    const [document] = statementsOf(named(resources, "patch-role-policy").inputs["policy"]);
    assert.equal(document?.Resource, "arn:aws-cn:ssm:cn-north-1::document/AWS-RunPatchBaseline");
  });

  it("parents what it makes, and completes once", async () => {
    const { made, resources, completed } = await make();
    const { urn } = named(resources, "patch");
    assert.ok(resources.every((child) => child.urn === urn || child.parent === urn));
    assert.equal(made.patchGroup, "chat");
    assert.deepEqual(completed, [urn]);
  });

  it("lets overrides replace properties of a child, with a warning", async () => {
    const { resources, warnings } = await make({ overrides: { scanWindow: { enabled: false } } });
    assert.equal(named(resources, "patch-scan").inputs["enabled"], false);
    assert.deepEqual(warnings, ["patch-scan: overrides set enabled; the component does not vouch for this."]);
  });

  it("accepts windows by which every important patch is in within 72 hours, whatever clocks do, and no others", function () {
    this.timeout(60_000);
    const zone = fc.constantFrom("Asia/Shanghai", "Europe/Berlin", "Europe/Athens", "America/New_York");
    const start = fc.constantFrom("01:00", "01:30", "02:00", "02:30", "03:00", "04:00");
    const days = fc.subarray(Object.values(Weekday), { minLength: 1 });
    fc.assert(
      fc.property(days, start, zone, fc.integer({ min: 0, max: 3 }), (installDays, installStart, timezone, approve) => {
        const [hour, minute] = installStart.split(":").map(Number);
        const schedule = readSchedule(`cron(${minute} ${hour} ? * ${installDays.join(",").toUpperCase()} *)`, timezone);
        assert.ok(schedule);
        const hours = 24 * approve + longestGap([schedule], "2026-01-01") / 60 + 1;
        const accepted = accepts({ installDays, installStart, installHours: 1, timezone, approveAfterDays: approve });
        if (accepted) {
          assert.ok(hours <= 72, `${hours} hours`);
        } else {
          // Refused too: a start that clocks skip, however often the window opens.
          const skipped = ["02:00", "02:30"].includes(installStart) || timezone === "Europe/Athens";
          assert.ok(hours > 72 || skipped, `${hours} hours`);
        }
      }),
      { numRuns: 60 },
    );
  });

  refuses("Patching", (change: Partial<PatchingArgs>) => new Patching("patch", { ...minimal, ...change }), {
    "a group without a name": {
      change: { patchGroup: "" },
      control: "VUL-07",
      message:
        'Patching "patch": patchGroup is ""; VUL-07 requires the name of a patch group: letters, digits and _.:/=+@-.',
    },
    "a group that is to prove patches to itself": {
      change: { firstGroup: "chat" },
      control: "VUL-08",
      message: 'Patching "patch": firstGroup is "chat"; VUL-08 requires another group than that of the servers.',
    },
    "no operating system": {
      change: { operatingSystems: [] },
      control: "VUL-07",
      message: 'Patching "patch": operatingSystems is []; VUL-07 requires one operating system at least.',
    },
    "an operating system that it cannot patch": {
      change: { operatingSystems: ["KYLIN" as OperatingSystem] },
      message:
        'Patching "patch": operatingSystems[0] is "KYLIN"; expected one of ALMA_LINUX, AMAZON_LINUX_2, AMAZON_LINUX_2023, ' +
        "DEBIAN, ORACLE_LINUX, REDHAT_ENTERPRISE_LINUX, ROCKY_LINUX, SUSE, UBUNTU, WINDOWS.",
    },
    "logs that are kept for a year": {
      change: { logs: { kmsKeyArn, retentionDays: 365 } },
      control: "LOG-06",
      message: 'Patching "patch": logs.retentionDays is 365; LOG-06 requires at least 1827 days.',
    },
    "a window before off-peak hours": {
      change: { installStart: "00:30" },
      control: "VUL-09",
      message: 'Patching "patch": installStart is "00:30"; VUL-09 requires no earlier than 01:00 local time.',
    },
    "a window that opens at no time of day": {
      change: { installStart: "3 am" },
      control: "VUL-09",
      message: 'Patching "patch": installStart is "3 am"; VUL-09 requires no earlier than 01:00 local time.',
    },
    "a window after off-peak hours": {
      change: { installStart: "04:00" },
      control: "VUL-09",
      message:
        'Patching "patch": installHours is 2; VUL-09 requires an end no later than 05:00 local time of what begins at 04:00.',
    },
    "a window of no hour": {
      change: { installHours: 0 },
      message: 'Patching "patch": installHours is 0; expected whole hours, 1 at least.',
    },
    "a window at an hour that clocks skip": {
      change: { installStart: "02:00", timezone: "Europe/Berlin" },
      message:
        'Patching "patch": installStart is "02:00"; expected a time that the clocks of Europe/Berlin never skip.',
    },
    "a zone that is none": {
      change: { timezone: "+08:00" },
      message: 'Patching "patch": timezone is "+08:00"; expected an IANA time zone such as Asia/Shanghai.',
    },
    "a day that is none": {
      change: { installDays: ["Monday" as Weekday] },
      message: 'Patching "patch": installDays[0] is "Monday"; expected one of mon, tue, wed, thu, fri, sat, sun.',
    },
    "no day": {
      change: { installDays: [] },
      control: "VUL-01",
      message: 'Patching "patch": installDays is []; VUL-01 requires one day at least.',
    },
    "working days alone, over whose end patches wait too long": {
      change: { installDays: [Monday, Tuesday, Wednesday, Thursday, Friday], approveAfterDays: 0 },
      control: "VUL-01",
      message:
        'Patching "patch": installDays is ["mon","tue","wed","thu","fri"]; VUL-01 requires at most 72 hours for an important ' +
        "patch, and not 74 until a window is over.",
    },
    "an approval after which no window is in time": {
      change: { approveAfterDays: 2 },
      control: "VUL-01",
      message:
        'Patching "patch": approveAfterDays is 2; VUL-01 requires at most 72 hours for an important patch, of which 26 may ' +
        "pass until a window is over.",
    },
    "a day of proof that windows every other day leave no time for": {
      change: { installDays: [Monday, Wednesday, Friday, Saturday] },
      control: "VUL-01",
      message:
        'Patching "patch": approveAfterDays is 1; VUL-01 requires at most 72 hours for an important patch, of which 50 may ' +
        "pass until a window is over.",
    },
    "an approval before the release": {
      change: { approveAfterDays: -1 },
      message: 'Patching "patch": approveAfterDays is -1; expected 0 to 360 whole days.',
    },
    "routine patches before important ones": {
      change: { routineApproveAfterDays: 0 },
      control: "VUL-06",
      message:
        'Patching "patch": routineApproveAfterDays is 0; VUL-06 requires 1 to 360 whole days: no fewer than for important ' +
        "patches.",
    },
    "more than half of the servers at once": {
      change: { concurrencyPercent: 51 },
      control: "HA-02",
      message: 'Patching "patch": concurrencyPercent is 51; HA-02 requires at most 50%.',
    },
    "none of the servers at once": {
      change: { concurrencyPercent: 0 },
      message: 'Patching "patch": concurrencyPercent is 0; expected 1 to 50 whole percent.',
    },
    "failures on most servers": {
      change: { errorPercent: 51 },
      message: 'Patching "patch": errorPercent is 51; expected 0 to 50 whole percent.',
    },
    "a blank owner": {
      change: { tags: { ...tags, owner: "" } },
      control: "SCO-01",
      message: 'Patching "patch": tags.owner is ""; SCO-01 requires the name of a team.',
    },
    "an account that is none": {
      change: { accountId: "1" },
      message: 'Patching "patch": accountId is "1"; expected twelve digits.',
    },
    "overrides of a child that it does not have": {
      change: { overrides: { window: {} } },
      message:
        'Patching "patch": overrides.window is {}; expected a role among baseline, patchGroup, logGroup, logPolicy, ' +
        "windowRole, scanWindow, installWindow, target, task, failureRule, failureTarget.",
    },
  });

  const long = "a".repeat(41);
  refuses("Patching", (name: string) => new Patching(name, minimal), {
    "a name that is too long for its role": {
      change: long,
      message: `Patching "${long}": name is "${long}"; expected 1 to 40 letters, digits, hyphens and underscores.`,
    },
  });

  function accepts(change: Partial<PatchingArgs>): boolean {
    try {
      resolvePatching("patch", { ...minimal, ...change });
      return true;
    } catch (error) {
      assert.ok(error instanceof RefusedArgumentError);
      return false;
    }
  }
});

import assert from "node:assert/strict";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { EndRole, Environment, RecoveryTier, RefusedArgumentError, Servers, type ServersArgs } from "../../components";
import { checkedImage } from "../../components/servers/image";
import { china, named, ofType, record, type Registered, typeOf, valueOf } from "../support/mocks";
import { refuses } from "../support/refusal";

const tags = { env: Environment.Production, tier: RecoveryTier.Red, owner: "im-platform" };
const minimal: ServersArgs = {
  vpcId: "vpc-1",
  subnetIds: ["subnet-1", "subnet-2"],
  description: "Chat servers",
  imageId: "ami-0123456789abcdef0",
  instanceTypes: ["m7g.large"],
  minSize: 2,
  maxSize: 6,
  patchGroup: "chat",
  kmsKeyArn: "arn:aws:kms:eu-central-1:111122223333:key/1",
  tags,
};
const development = { ...tags, env: Environment.Development };

const make = (change: Partial<ServersArgs> = {}) => record(() => new Servers("chat", { ...minimal, ...change }));
const template = (resources: readonly Registered[]) => named(resources, "chat-template").inputs;
const group = (resources: readonly Registered[]) => named(resources, "chat-group").inputs;

describe("Servers", () => {
  it("makes a fleet with its role, its template and its scaling, and completes once", async () => {
    const { resources, completed } = await make();
    const { urn } = named(resources, "chat");
    assert.deepEqual(
      new Map(resources.filter(({ parent }) => parent === urn).map(({ name, type }) => [name, type])),
      new Map([
        ["chat-firewall", "palisade:index:Firewall"],
        ["chat-role", typeOf(aws.iam.Role)],
        ["chat-role-AmazonSSMManagedInstanceCore", typeOf(aws.iam.RolePolicyAttachment)],
        ["chat-profile", typeOf(aws.iam.InstanceProfile)],
        ["chat-template", typeOf(aws.ec2.LaunchTemplate)],
        ["chat-group", typeOf(aws.autoscaling.Group)],
        ["chat-cpu-scaling", typeOf(aws.autoscaling.Policy)],
      ]),
    );
    assert.equal(completed.filter((done) => done === urn).length, 1);
  });

  it("answers metadata requests with a token over one hop, and knows no key pair", async () => {
    const { resources } = await make();
    assert.deepEqual(template(resources)["metadataOptions"], {
      httpEndpoint: "enabled",
      httpTokens: "required",
      httpPutResponseHopLimit: 1,
      instanceMetadataTags: "disabled",
    });
    assert.equal(template(resources)["keyName"], undefined);
  });

  it("starts servers without a public address, behind its own firewall", async () => {
    const { made, resources } = await make();
    assert.deepEqual(template(resources)["networkInterfaces"], [
      {
        deviceIndex: 0,
        associatePublicIpAddress: "false",
        deleteOnTermination: "true",
        securityGroups: ["chat-firewall-group-id"],
      },
    ]);
    assert.equal(named(resources, "chat-firewall-group").inputs["description"], "Chat servers");
    assert.equal(await valueOf(made.securityGroupId), "chat-firewall-group-id");
    assert.deepEqual([made.end.role, made.end.securityGroupId], [EndRole.Workload, made.securityGroupId]);
  });

  it("encrypts the root volume with the key of the program", async () => {
    const { resources } = await make({ rootDeviceName: "/dev/sda1", rootVolumeGiB: 40 });
    const ebs = { encrypted: "true", kmsKeyId: minimal.kmsKeyArn, volumeType: "gp3", deleteOnTermination: "true" };
    assert.deepEqual(template(resources)["blockDeviceMappings"], [
      { deviceName: "/dev/sda1", ebs: { ...ebs, volumeSize: 40 } },
    ]);
    const { resources: usual } = await make();
    assert.deepEqual(template(usual)["blockDeviceMappings"], [{ deviceName: "/dev/xvda", ebs }]);
  });

  it("tags what it starts, where the tags of a provider do not reach, with the patch group", async () => {
    const { resources } = await make({ tags: { ...tags, additional: { cost: "7" } } });
    const expected = {
      cost: "7",
      PatchGroup: "chat",
      Name: "chat",
      env: "production",
      tier: "red",
      owner: "im-platform",
      "asset-class": "server",
    };
    assert.deepEqual(
      template(resources)["tagSpecifications"],
      ["instance", "volume", "network-interface"].map((resourceType) => ({ resourceType, tags: expected })),
    );
  });

  it("tags the fleet itself and its other resources", async () => {
    const { resources } = await make();
    assert.deepEqual(group(resources)["tags"], [
      { key: "Name", value: "chat-group", propagateAtLaunch: false },
      { key: "env", value: "production", propagateAtLaunch: false },
      { key: "tier", value: "red", propagateAtLaunch: false },
      { key: "owner", value: "im-platform", propagateAtLaunch: false },
      { key: "asset-class", value: "server", propagateAtLaunch: false },
    ]);
    for (const name of ["chat-role", "chat-profile", "chat-template"]) {
      const { Name, "asset-class": assetClass } = named(resources, name).inputs["tags"] as Record<string, string>;
      assert.deepEqual([Name, assetClass], [name, "server"]);
    }
  });

  it("spreads over the subnets, and replaces a server only once its successor is in service", async () => {
    const { resources } = await make({ rollbackAlarmNames: ["errors"] });
    const fleet = group(resources);
    assert.deepEqual(fleet["vpcZoneIdentifiers"], ["subnet-1", "subnet-2"]);
    assert.deepEqual([fleet["minSize"], fleet["maxSize"], fleet["desiredCapacity"]], [2, 6, undefined]);
    assert.deepEqual(fleet["launchTemplate"], { id: "chat-template-id", version: "7" });
    assert.deepEqual(fleet["instanceMaintenancePolicy"], { minHealthyPercentage: 100, maxHealthyPercentage: 110 });
    assert.deepEqual(fleet["instanceRefresh"], {
      strategy: "Rolling",
      preferences: {
        minHealthyPercentage: 100,
        maxHealthyPercentage: 110,
        autoRollback: true,
        alarmSpecification: { alarms: ["errors"] },
      },
    });
    assert.equal(fleet["suspendedProcesses"], undefined);
    assert.ok((fleet["enabledMetrics"] as string[]).includes("GroupInServiceInstances"));
  });

  it("takes several types of instances on demand, in their order", async () => {
    const { resources } = await make({ instanceTypes: ["m7i.large", "m6i.large"] });
    assert.equal(group(resources)["launchTemplate"], undefined);
    assert.deepEqual(group(resources)["mixedInstancesPolicy"], {
      instancesDistribution: { onDemandPercentageAboveBaseCapacity: 100, onDemandAllocationStrategy: "prioritized" },
      launchTemplate: {
        launchTemplateSpecification: { launchTemplateId: "chat-template-id", version: "7" },
        overrides: [{ instanceType: "m7i.large" }, { instanceType: "m6i.large" }],
      },
    });
  });

  it("believes the load balancer of its targets, else the host", async () => {
    const { resources } = await make({ targetGroupArns: ["arn:aws:elasticloadbalancing:::targetgroup/chat/1"] });
    assert.equal(group(resources)["healthCheckType"], "ELB");
    const { resources: without } = await make();
    assert.equal(group(without)["healthCheckType"], "EC2");
    assert.equal(group(without)["healthCheckGracePeriod"], 300);
  });

  it("claims to be a gateway where it is one, on the fleet and what it starts", async () => {
    const { made, resources } = await make({ role: EndRole.Gateway, targetGroupArns: ["arn:tg"] });
    assert.equal(made.end.role, EndRole.Gateway);
    const listed = group(resources)["tags"] as { key: string; value: string }[];
    assert.equal(listed.find(({ key }) => key === "role")?.value, "gateway");
    const [instance] = template(resources)["tagSpecifications"] as { tags: Record<string, string> }[];
    assert.equal(instance?.tags["role"], "gateway");
    assert.equal((named(resources, "chat-role").inputs["tags"] as Record<string, string>)["role"], undefined);
  });

  it("scales by processors, and by requests where the program says which", async () => {
    const resourceLabel = "app/web/1/targetgroup/web/2";
    const { resources } = await make({
      cpuPercent: 70,
      targetGroupArns: ["arn:tg"],
      requestScaling: { requestsPerMinute: 900, resourceLabel },
    });
    const policies = ofType(resources, aws.autoscaling.Policy).map(
      ({ inputs }) => inputs["targetTrackingConfiguration"],
    );
    assert.deepEqual(policies, [
      { predefinedMetricSpecification: { predefinedMetricType: "ASGAverageCPUUtilization" }, targetValue: 70 },
      {
        predefinedMetricSpecification: { predefinedMetricType: "ALBRequestCountPerTarget", resourceLabel },
        targetValue: 900,
      },
    ]);
    const { resources: usual } = await make();
    assert.equal(ofType(usual, aws.autoscaling.Policy).length, 1);
  });

  it("replaces servers of an age, and lets them drain, where the program says so", async () => {
    const { resources } = await make({ maxInstanceLifetimeDays: 30, drainSeconds: 600 });
    assert.equal(group(resources)["maxInstanceLifetime"], 2_592_000);
    assert.deepEqual(named(resources, "chat-drain-hook").inputs, {
      autoscalingGroupName: "chat-group-1a2b3c4",
      lifecycleTransition: "autoscaling:EC2_INSTANCE_TERMINATING",
      heartbeatTimeout: 600,
      defaultResult: "CONTINUE",
    });
    const { resources: usual } = await make();
    assert.equal(group(usual)["maxInstanceLifetime"], undefined);
    assert.deepEqual(ofType(usual, aws.autoscaling.LifecycleHook), []);
  });

  it("tells the topic of too few servers and of unhealthy ones", async () => {
    const { resources } = await make({ alarmTopicArn: "arn:aws:sns:eu-central-1:111122223333:alarms", minSize: 3 });
    const capacity = named(resources, "chat-capacity-alarm").inputs;
    assert.deepEqual(
      [capacity["metricName"], capacity["threshold"], capacity["comparisonOperator"]],
      ["GroupInServiceInstances", 3, "LessThanThreshold"],
    );
    const health = named(resources, "chat-health-alarm").inputs;
    assert.deepEqual([health["namespace"], health["metricName"]], ["AWS/EC2", "StatusCheckFailed"]);
    for (const alarm of [capacity, health]) {
      assert.deepEqual(alarm["dimensions"], { AutoScalingGroupName: "chat-group-1a2b3c4" });
      assert.deepEqual(alarm["alarmActions"], ["arn:aws:sns:eu-central-1:111122223333:alarms"]);
    }
    const { resources: usual } = await make();
    assert.deepEqual(ofType(usual, aws.cloudwatch.MetricAlarm), []);
  });

  it("is managed by Session Manager and whatever the program adds", async () => {
    const logs = "arn:aws:iam::111122223333:policy/patch-logs";
    const { resources } = await make({ policyArns: { logs } });
    assert.deepEqual(
      new Map(ofType(resources, aws.iam.RolePolicyAttachment).map(({ name, inputs }) => [name, inputs["policyArn"]])),
      new Map([
        ["chat-role-AmazonSSMManagedInstanceCore", "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore"],
        ["chat-role-logs", logs],
      ]),
    );
    assert.equal(
      named(resources, "chat-role").inputs["assumeRolePolicy"],
      JSON.stringify({
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" }],
      }),
    );
    const profile = named(resources, "chat-profile");
    for (const attachment of ofType(resources, aws.iam.RolePolicyAttachment)) {
      assert.ok(profile.dependsOn.includes(attachment.urn));
    }
  });

  it("is trusted as China names the service, under the policies of its partition", async () => {
    const { resources } = await record(() => new Servers("chat", minimal), china);
    assert.match(named(resources, "chat-role").inputs["assumeRolePolicy"] as string, /"ec2.amazonaws.com.cn"/);
    assert.equal(
      named(resources, "chat-role-AmazonSSMManagedInstanceCore").inputs["policyArn"],
      "arn:aws-cn:iam::aws:policy/AmazonSSMManagedInstanceCore",
    );
  });

  it("encodes the user data", async () => {
    const { resources } = await make({ userData: "#!/bin/sh\necho 你好\n" });
    assert.equal(Buffer.from(template(resources)["userData"] as string, "base64").toString(), "#!/bin/sh\necho 你好\n");
    const { resources: usual } = await make();
    assert.equal(template(usual)["userData"], undefined);
  });

  it("takes its own hosts where the program says so", async () => {
    const { resources } = await make({ dedicatedTenancy: true });
    assert.deepEqual(template(resources)["placement"], { tenancy: "dedicated" });
  });

  it("takes an image by a parameter outside production, and then cannot roll back", async () => {
    const { resources } = await make({ imageId: "resolve:ssm:/images/chat:3", minSize: 1, tags: development });
    assert.equal(template(resources)["imageId"], "resolve:ssm:/images/chat:3");
    const { preferences } = group(resources)["instanceRefresh"] as { preferences: Record<string, unknown> };
    assert.equal(preferences["autoRollback"], false);
  });

  it("refuses a parameter that turns out to name the image in production, once it is known", async () => {
    const image = pulumi.output(Promise.resolve("resolve:ssm:/images/chat"));
    await assert.rejects(valueOf(checkedImage("chat", image, Environment.Production)), (error: unknown) => {
      assert.ok(error instanceof RefusedArgumentError);
      assert.equal(error.control, "VUL-10");
      return true;
    });
  });

  it("lets overrides replace properties of a child, with a warning", async () => {
    const { resources, warnings } = await make({ overrides: { group: { defaultCooldown: 60 } } });
    assert.equal(group(resources)["defaultCooldown"], 60);
    assert.deepEqual(warnings, ["chat-group: overrides set defaultCooldown; the component does not vouch for this."]);
  });

  const key = `-----BEGIN ${"OPENSSH"} PRIVATE KEY-----`;

  refuses("Servers", (change: Partial<ServersArgs>) => new Servers("chat", { ...minimal, ...change }), {
    "one subnet": {
      change: { subnetIds: ["subnet-1"] },
      control: "HA-02",
      message: 'Servers "chat": subnetIds is ["subnet-1"]; HA-02 requires subnets in at least 2 availability zones.',
    },
    "a blank description": {
      change: { description: " " },
      control: "NET-01",
      message: 'Servers "chat": description is " "; NET-01 requires a description of what it is for.',
    },
    "an image that is none": {
      change: { imageId: "al2023" },
      message:
        'Servers "chat": imageId is "al2023"; expected the id of an image, or resolve:ssm: and the name of a parameter that ' +
        "holds one.",
    },
    "a parameter for the image in production": {
      change: { imageId: "resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64" },
      control: "VUL-10",
      message:
        'Servers "chat": imageId is "resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64"; ' +
        "VUL-10 requires the id of an image, which a failed replacement can return to.",
    },
    "no type of instance": {
      change: { instanceTypes: [] },
      message: 'Servers "chat": instanceTypes is []; expected one type of instance at least.',
    },
    "a type that is none": {
      change: { instanceTypes: ["large"] },
      message: 'Servers "chat": instanceTypes[0] is "large"; expected a type of instance such as m7g.large.',
    },
    "a type without the Nitro system": {
      change: { instanceTypes: ["t2.micro"] },
      control: "CTR-01",
      message:
        'Servers "chat": instanceTypes[0] is "t2.micro"; CTR-01 requires an instance of the Nitro system, such as m7g.large.',
    },
    "a type twice": {
      change: { instanceTypes: ["m7g.large", "m7g.large"] },
      message: 'Servers "chat": instanceTypes is ["m7g.large","m7g.large"]; expected each of them once.',
    },
    "types of two architectures": {
      change: { instanceTypes: ["m7g.large", "m7i.large"] },
      message:
        'Servers "chat": instanceTypes is ["m7g.large","m7i.large"]; expected types of one processor architecture: they ' +
        "start from one image.",
    },
    "a single server in production": {
      change: { minSize: 1 },
      control: "HA-02",
      message: 'Servers "chat": minSize is 1; HA-02 requires at least 2 replicas.',
    },
    "a number of servers that is none": {
      change: { minSize: 2.5 },
      message: 'Servers "chat": minSize is 2.5; expected a whole number of servers, 1 at least.',
    },
    "no server anywhere": {
      change: { minSize: 0, tags: development },
      message: 'Servers "chat": minSize is 0; expected a whole number of servers, 1 at least.',
    },
    "a most below the least": {
      change: { minSize: 4, maxSize: 3 },
      message: 'Servers "chat": maxSize is 3; expected a whole number of servers, 4 at least as minSize is.',
    },
    "servers that nothing patches": {
      change: { patchGroup: "" },
      control: "VUL-07",
      message:
        'Servers "chat": patchGroup is ""; VUL-07 requires the name of a patch group: letters, digits and _.:/=+@-.',
    },
    "a role that servers cannot have": {
      change: { role: EndRole.OperationsVpn },
      message: 'Servers "chat": role is "operations-vpn"; expected one of workload, gateway.',
    },
    "a gateway that no client reaches": {
      change: { role: EndRole.Gateway },
      control: "HA-03",
      message:
        'Servers "chat": targetGroupArns is []; HA-03 requires a target group, through which clients reach a gateway.',
    },
    "a root volume that is none": {
      change: { rootDeviceName: "xvda" },
      message:
        'Servers "chat": rootDeviceName is "xvda"; expected the name of a root volume, such as /dev/xvda or /dev/sda1.',
    },
    "a root volume that is too large": {
      change: { rootVolumeGiB: 16_385 },
      message: 'Servers "chat": rootVolumeGiB is 16385; expected 1 to 16384 whole GiB.',
    },
    "user data that is too long": {
      change: { userData: "语".repeat(5462) },
      message: 'Servers "chat": userData is "16386 bytes"; expected at most 16384 bytes.',
    },
    "user data that is no text": {
      change: { userData: 7 as unknown as string },
      message: 'Servers "chat": userData is 7; expected plain text, which the component encodes.',
    },
    "a private key in the user data": {
      change: { userData: `#!/bin/sh\ncat > key <<EOF\n${key}\nEOF\n` },
      control: "SEC-01",
      message:
        'Servers "chat": userData is "a secret in plain text"; SEC-01 requires a script that fetches its secrets when it runs.',
    },
    "an access key in the user data": {
      change: { userData: `export AWS_ACCESS_KEY_ID=AKIA${"IOSFODNN7EXAMPLE"}` },
      control: "SEC-01",
      message:
        'Servers "chat": userData is "a secret in plain text"; SEC-01 requires a script that fetches its secrets when it runs.',
    },
    "a policy that is none": {
      change: { policyArns: { logs: "CloudWatchAgentServerPolicy" } },
      message: 'Servers "chat": policyArns.logs is "CloudWatchAgentServerPolicy"; expected the ARN of an IAM policy.',
    },
    "a policy that allows everything": {
      change: { policyArns: { all: "arn:aws:iam::aws:policy/AdministratorAccess" } },
      control: "IAM-01",
      message:
        'Servers "chat": policyArns.all is "arn:aws:iam::aws:policy/AdministratorAccess"; IAM-01 requires a policy of what ' +
        "the workload needs, and no more.",
    },
    "a policy without a name": {
      change: { policyArns: { "": "arn:aws:iam::aws:policy/ReadOnlyAccess" } },
      message:
        'Servers "chat": policyArns is ""; expected names of at most 63 letters, digits, dots, hyphens and underscores.',
    },
    "a start that takes hours": {
      change: { healthCheckGraceSeconds: 3601 },
      message: 'Servers "chat": healthCheckGraceSeconds is 3601; expected 0 to 3600 whole seconds.',
    },
    "a load that leaves no room": {
      change: { cpuPercent: 95 },
      message: 'Servers "chat": cpuPercent is 95; expected 10 to 90 whole percent.',
    },
    "scaling by no requests": {
      change: { requestScaling: { requestsPerMinute: 0, resourceLabel: "app/a/1/targetgroup/a/2" } },
      message:
        'Servers "chat": requestScaling.requestsPerMinute is 0; expected a whole number of requests, 1 at least.',
    },
    "scaling by a label that is none": {
      change: { requestScaling: { requestsPerMinute: 1, resourceLabel: "web" } },
      message: 'Servers "chat": requestScaling.resourceLabel is "web"; expected app/…/…/targetgroup/…/….',
    },
    "scaling by the requests of others": {
      change: { requestScaling: { requestsPerMinute: 1, resourceLabel: "app/a/1/targetgroup/a/2" } },
      message: 'Servers "chat": targetGroupArns is []; expected the target group whose requests the servers scale by.',
    },
    "an age beyond a year": {
      change: { maxInstanceLifetimeDays: 366 },
      message: 'Servers "chat": maxInstanceLifetimeDays is 366; expected 1 to 365 whole days.',
    },
    "a time to drain that the cloud does not give": {
      change: { drainSeconds: 29 },
      message: 'Servers "chat": drainSeconds is 29; expected 30 to 7200 whole seconds.',
    },
    "an account that is none": {
      change: { accountId: "1" },
      message: 'Servers "chat": accountId is "1"; expected twelve digits.',
    },
    "a blank owner": {
      change: { tags: { ...tags, owner: "" } },
      control: "SCO-01",
      message: 'Servers "chat": tags.owner is ""; SCO-01 requires the name of a team.',
    },
    "overrides of a child that it does not have": {
      change: { overrides: { instance: {} } },
      message:
        'Servers "chat": overrides.instance is {}; expected a role among instanceRole, instanceProfile, launchTemplate, ' +
        "group, cpuScaling, requestScaling, drainHook, capacityAlarm, healthAlarm.",
    },
  });

  const long = "a".repeat(41);
  refuses("Servers", (name: string) => new Servers(name, minimal), {
    "a name that is too long for its role": {
      change: long,
      message: `Servers "${long}": name is "${long}"; expected 1 to 40 letters, digits, hyphens and underscores.`,
    },
  });
});

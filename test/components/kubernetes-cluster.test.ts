import assert from "node:assert/strict";
import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import {
  ClusterPolicy,
  EndRole,
  Environment,
  KubernetesCluster,
  type KubernetesClusterArgs,
  NetworkPolicyMode,
  NodeImage,
  RecoveryTier,
} from "../../components";
import { china, named, ofType, record, type Registered, typeOf, valueOf } from "../support/mocks";
import { refuses } from "../support/refusal";
import { inRegion } from "../support/region";
import { statementsOf } from "../support/resource-policy";

const tags = { env: Environment.Production, tier: RecoveryTier.Red, owner: "im-platform" };
const kmsKeyArn = "arn:aws:kms:eu-central-1:111122223333:key/1";
const operators = {
  principalArn: "arn:aws:iam::111122223333:role/operators",
  policy: ClusterPolicy.ClusterAdmin,
};
const deployment = { principalArn: "arn:aws:iam::111122223333:role/deployment", policy: ClusterPolicy.Edit };
const uploads = {
  namespace: "chat",
  serviceAccount: "uploads",
  policyArns: { bucket: "arn:aws:iam::111122223333:policy/b" },
};
const minimal: KubernetesClusterArgs = {
  vpcId: "vpc-1",
  subnetIds: ["subnet-1", "subnet-2"],
  kubernetesVersion: "1.33",
  kmsKeyArn,
  logs: { kmsKeyArn },
  access: { operators },
  nodes: { instanceTypes: ["m7g.large"] },
  tags,
};

const make = (change: Partial<KubernetesClusterArgs> = {}) =>
  record(() => new KubernetesCluster("chat", { ...minimal, ...change }));
const withNodes = (nodes: Partial<KubernetesClusterArgs["nodes"]>) => ({ nodes: { ...minimal.nodes, ...nodes } });
const cluster = (resources: readonly Registered[]) => named(resources, "chat-cluster");
const template = (resources: readonly Registered[]) => named(resources, "chat-node-template").inputs;
const json = (text: unknown) => JSON.parse(text as string) as Record<string, unknown>;

/** Classes that have no tags. */
const untagged = [aws.eks.AccessPolicyAssociation, aws.iam.RolePolicy, aws.iam.RolePolicyAttachment].map(typeOf);

describe("KubernetesCluster", () => {
  it("keeps its API within the network, behind a firewall of its own", async () => {
    const { made, resources } = await make();
    assert.deepEqual(cluster(resources).inputs["vpcConfig"], {
      subnetIds: ["subnet-1", "subnet-2"],
      securityGroupIds: ["chat-api-group-id"],
      endpointPrivateAccess: true,
      endpointPublicAccess: false,
    });
    assert.equal(await valueOf(made.apiSecurityGroupId), "chat-api-group-id");
    assert.deepEqual([made.apiEnd.role, made.apiEnd.securityGroupId], [EndRole.Workload, made.apiSecurityGroupId]);
  });

  it("gives nobody access by having made it", async () => {
    const { resources } = await make();
    const { inputs, ignoreChanges } = cluster(resources);
    assert.deepEqual(inputs["accessConfig"], {
      authenticationMode: "API",
      bootstrapClusterCreatorAdminPermissions: false,
    });
    assert.equal(inputs["bootstrapSelfManagedAddons"], false);
    assert.deepEqual(ignoreChanges, [
      "accessConfig.bootstrapClusterCreatorAdminPermissions",
      "bootstrapSelfManagedAddons",
    ]);
  });

  it("encrypts secrets with the key of the program, and is protected against deletion", async () => {
    const { resources } = await make();
    const { inputs, protect } = cluster(resources);
    assert.deepEqual(inputs["encryptionConfig"], { provider: { keyArn: kmsKeyArn }, resources: ["secrets"] });
    assert.deepEqual([inputs["deletionProtection"], protect], [true, true]);
    assert.deepEqual(inputs["zonalShiftConfig"], { enabled: true });
    assert.deepEqual(inputs["upgradePolicy"], { supportType: "STANDARD" });
    assert.equal(inputs["version"], "1.33");
  });

  it("logs everything to a group that exists before it, for five years", async () => {
    const { resources } = await make();
    const { inputs, dependsOn } = cluster(resources);
    const group = named(resources, "chat-logs");
    assert.deepEqual(inputs["enabledClusterLogTypes"], [
      "api",
      "audit",
      "authenticator",
      "controllerManager",
      "scheduler",
    ]);
    assert.equal(inputs["name"], "im-test-chat");
    assert.equal(group.inputs["name"], "/aws/eks/im-test-chat/cluster");
    assert.deepEqual([group.inputs["retentionInDays"], group.inputs["kmsKeyId"]], [1827, kmsKeyArn]);
    assert.deepEqual([group.inputs["deletionProtectionEnabled"], group.protect], [true, true]);
    assert.equal((group.inputs["tags"] as Record<string, string>)["log-class"], "operation");
    assert.ok(dependsOn.includes(group.urn));
    assert.ok(dependsOn.includes(named(resources, "chat-role-AmazonEKSClusterPolicy").urn));
  });

  it("keeps a group of nodes in each zone", async () => {
    const { resources } = await make();
    const groups = ofType(resources, aws.eks.NodeGroup);
    assert.deepEqual(
      groups.map(({ name, inputs }) => [name, inputs["subnetIds"]]),
      [
        ["chat-nodes-1", ["subnet-1"]],
        ["chat-nodes-2", ["subnet-2"]],
      ],
    );
    for (const { inputs, ignoreChanges } of groups) {
      assert.deepEqual(inputs["scalingConfig"], { minSize: 1, maxSize: 2, desiredSize: 1 });
      assert.deepEqual(inputs["updateConfig"], { maxUnavailable: 1 });
      assert.deepEqual(inputs["nodeRepairConfig"], { enabled: true });
      assert.deepEqual(inputs["launchTemplate"], { id: "chat-node-template-id", version: "7" });
      assert.deepEqual([inputs["amiType"], inputs["capacityType"]], ["BOTTLEROCKET_ARM_64", "ON_DEMAND"]);
      assert.equal(inputs["remoteAccess"], undefined);
      assert.equal(inputs["releaseVersion"], undefined);
      assert.deepEqual(ignoreChanges, ["scalingConfig.desiredSize"]);
    }
  });

  it("starts nodes that ask for metadata with a token over one hop, on encrypted volumes, without a public address", async () => {
    const { resources } = await make();
    const started = template(resources);
    assert.deepEqual(started["metadataOptions"], {
      httpEndpoint: "enabled",
      httpTokens: "required",
      httpPutResponseHopLimit: 1,
      instanceMetadataTags: "disabled",
    });
    const ebs = { encrypted: "true", kmsKeyId: kmsKeyArn, volumeType: "gp3", deleteOnTermination: "true" };
    assert.deepEqual(started["blockDeviceMappings"], [
      { deviceName: "/dev/xvda", ebs },
      { deviceName: "/dev/xvdb", ebs: { ...ebs, volumeSize: 50 } },
    ]);
    assert.deepEqual(started["networkInterfaces"], [
      {
        deviceIndex: 0,
        associatePublicIpAddress: "false",
        deleteOnTermination: "true",
        securityGroups: ["chat-cluster-own-group", "chat-nodes-group-id"],
      },
    ]);
    for (const absent of ["keyName", "iamInstanceProfile", "imageId", "instanceType"]) {
      assert.equal(started[absent], undefined, absent);
    }
  });

  it("tags nodes, their volumes and interfaces, and says what they are", async () => {
    const { resources } = await make();
    const specifications = template(resources)["tagSpecifications"] as { resourceType: string; tags: object }[];
    assert.deepEqual(
      specifications.map(({ resourceType }) => resourceType),
      ["instance", "volume", "network-interface"],
    );
    for (const { tags: given } of specifications) {
      assert.deepEqual(given, {
        role: "k8s-node",
        Name: "chat-node",
        env: "production",
        tier: "red",
        owner: "im-platform",
        "asset-class": "kubernetes",
      });
    }
  });

  it("takes nodes as the program says", async () => {
    const { resources } = await make(
      withNodes({
        instanceTypes: ["m7i.large", "m6i.large"],
        image: NodeImage.AmazonLinuxX86,
        releaseVersion: "1.33.5-20251120",
        minPerZone: 2,
        maxPerZone: 5,
        volumeGiB: 100,
        metadataHopLimit: 2,
      }),
    );
    const { inputs } = named(resources, "chat-nodes-1");
    assert.deepEqual(inputs["scalingConfig"], { minSize: 2, maxSize: 5, desiredSize: 2 });
    assert.deepEqual(inputs["instanceTypes"], ["m7i.large", "m6i.large"]);
    assert.deepEqual([inputs["amiType"], inputs["releaseVersion"]], ["AL2023_x86_64_STANDARD", "1.33.5-20251120"]);
    const mappings = template(resources)["blockDeviceMappings"] as {
      deviceName: string;
      ebs: { volumeSize: number };
    }[];
    assert.deepEqual(
      mappings.map(({ deviceName, ebs }) => [deviceName, ebs.volumeSize]),
      [["/dev/xvda", 100]],
    );
    const metadata = template(resources)["metadataOptions"] as Record<string, unknown>;
    assert.equal(metadata["httpPutResponseHopLimit"], 2);
  });

  it("lets nodes join, fetch images and be managed, and no more", async () => {
    const { made, resources } = await make();
    const attached = ofType(resources, aws.iam.RolePolicyAttachment)
      .filter(({ name }) => name.startsWith("chat-node-role-"))
      .map(({ inputs }) => inputs["policyArn"]);
    assert.deepEqual(attached.toSorted(), [
      "arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryPullOnly",
      "arn:aws:iam::aws:policy/AmazonEKSWorkerNodePolicy",
      "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore",
    ]);
    assert.equal(await valueOf(made.nodeRoleArn), "arn:aws:mock:::chat-node-role");
  });

  it("installs the network before the nodes, and what needs nodes after them", async () => {
    const { resources } = await make();
    const nodes = named(resources, "chat-nodes-1");
    for (const addon of ["eks-pod-identity-agent", "vpc-cni", "kube-proxy"]) {
      assert.ok(nodes.dependsOn.includes(named(resources, `chat-${addon}`).urn), addon);
    }
    for (const addon of ["coredns", "aws-ebs-csi-driver"]) {
      assert.ok(named(resources, `chat-${addon}`).dependsOn.includes(nodes.urn), addon);
    }
    const network = named(resources, "chat-vpc-cni");
    assert.ok(network.dependsOn.includes(named(resources, "chat-eks-pod-identity-agent").urn));
    assert.ok(network.dependsOn.includes(named(resources, "chat-cni-role-AmazonEKS_CNI_Policy").urn));
    assert.equal(ofType(resources, aws.eks.Addon).length, 5);
  });

  it("enforces network policies, strictly where the program says so", async () => {
    const { resources } = await make();
    assert.deepEqual(json(named(resources, "chat-vpc-cni").inputs["configurationValues"]), {
      enableNetworkPolicy: "true",
    });
    const { resources: strict } = await make({ networkPolicyMode: NetworkPolicyMode.Strict });
    assert.deepEqual(json(named(strict, "chat-vpc-cni").inputs["configurationValues"]), {
      enableNetworkPolicy: "true",
      env: { NETWORK_POLICY_ENFORCING_MODE: "strict" },
    });
  });

  it("gives the network and the volumes identities of their own", async () => {
    const { resources } = await make();
    assert.deepEqual(named(resources, "chat-vpc-cni").inputs["podIdentityAssociations"], [
      { serviceAccount: "aws-node", roleArn: "arn:aws:mock:::chat-cni-role" },
    ]);
    assert.deepEqual(named(resources, "chat-aws-ebs-csi-driver").inputs["podIdentityAssociations"], [
      { serviceAccount: "ebs-csi-controller-sa", roleArn: "arn:aws:mock:::chat-ebs-csi-role" },
    ]);
    const statements = statementsOf(named(resources, "chat-ebs-csi-role-policy").inputs["policy"]);
    assert.deepEqual(new Set(statements.map(({ Resource }) => Resource)), new Set([kmsKeyArn]));
  });

  it("installs add-ons in the version that the program names", async () => {
    const { resources } = await make({ addonVersions: { coredns: "v1.12.4-eksbuild.1" } });
    assert.equal(named(resources, "chat-coredns").inputs["addonVersion"], "v1.12.4-eksbuild.1");
    assert.equal(named(resources, "chat-kube-proxy").inputs["addonVersion"], undefined);
    assert.equal(named(resources, "chat-kube-proxy").inputs["resolveConflictsOnUpdate"], "OVERWRITE");
  });

  it("writes down who may do what", async () => {
    const { resources } = await make({ access: { operators, deployment: { ...deployment, namespaces: ["chat"] } } });
    assert.deepEqual(named(resources, "chat-access-operators-policy").inputs, {
      clusterName: "im-test-chat",
      principalArn: operators.principalArn,
      policyArn: "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy",
      accessScope: { type: "cluster" },
    });
    const association = named(resources, "chat-access-deployment-policy");
    assert.equal(association.inputs["policyArn"], "arn:aws:eks::aws:cluster-access-policy/AmazonEKSEditPolicy");
    assert.deepEqual(association.inputs["accessScope"], { type: "namespace", namespaces: ["chat"] });
    const entry = named(resources, "chat-access-deployment");
    assert.deepEqual([entry.inputs["type"], entry.inputs["principalArn"]], ["STANDARD", deployment.principalArn]);
    assert.ok(association.dependsOn.includes(entry.urn));
  });

  it("gives pods a role that no other service account takes on", async () => {
    const { made, resources } = await make({ podIdentities: { uploads } });
    assert.deepEqual(json(named(resources, "chat-pod-uploads").inputs["assumeRolePolicy"]), {
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Principal: { Service: "pods.eks.amazonaws.com" },
          Action: ["sts:AssumeRole", "sts:TagSession"],
          Condition: {
            StringEquals: {
              "aws:RequestTag/eks-cluster-arn": "arn:aws:eks:eu-central-1:111122223333:cluster/im-test-chat",
              "aws:RequestTag/kubernetes-namespace": "chat",
              "aws:RequestTag/kubernetes-service-account": "uploads",
            },
          },
        },
      ],
    });
    assert.equal(named(resources, "chat-pod-uploads-bucket").inputs["policyArn"], uploads.policyArns.bucket);
    const { tags: _, ...association } = named(resources, "chat-pod-uploads-identity").inputs;
    assert.deepEqual(association, {
      clusterName: "im-test-chat",
      namespace: "chat",
      serviceAccount: "uploads",
      roleArn: "arn:aws:mock:::chat-pod-uploads",
    });
    assert.equal(
      await valueOf(made.podRoleArns["uploads"] as pulumi.Output<string>),
      "arn:aws:mock:::chat-pod-uploads",
    );
  });

  it("has a kubeconfig without a secret", async () => {
    const { made } = await make();
    assert.deepEqual(json(await valueOf(made.kubeconfig)), {
      apiVersion: "v1",
      kind: "Config",
      clusters: [
        {
          name: "im-test-chat",
          cluster: { server: "https://chat-cluster.example", "certificate-authority-data": "Y2VydGlmaWNhdGU=" },
        },
      ],
      users: [
        {
          name: "im-test-chat",
          user: {
            exec: {
              apiVersion: "client.authentication.k8s.io/v1beta1",
              command: "aws",
              args: [
                "--region",
                "eu-central-1",
                "eks",
                "get-token",
                "--cluster-name",
                "im-test-chat",
                "--output",
                "json",
              ],
            },
          },
        },
      ],
      contexts: [{ name: "im-test-chat", context: { cluster: "im-test-chat", user: "im-test-chat" } }],
      "current-context": "im-test-chat",
    });
    assert.equal(await valueOf(made.oidcIssuer), "https://oidc.example/chat-cluster");
  });

  it("parents, names and tags everything that it makes, and completes once", async () => {
    const { resources, completed } = await make({ podIdentities: { uploads }, runtimeMonitoring: true });
    const own = named(resources, "chat");
    for (const child of resources.filter(({ urn }) => urn !== own.urn)) {
      assert.match(child.name, /^chat-[\w-]+$/);
      const group = /^(chat-(?:api|nodes))-group$/.exec(child.name)?.[1];
      assert.equal(child.parent, group === undefined ? own.urn : named(resources, group).urn, child.name);
      if (!untagged.includes(child.type) && !child.type.startsWith("palisade:")) {
        const { Name, env, owner } = child.inputs["tags"] as Record<string, string>;
        assert.deepEqual([Name, env, owner], [child.name, "production", "im-platform"]);
      }
    }
    assert.equal(completed.filter((urn) => urn === own.urn).length, 1);
  });

  it("writes its names for the partition, account and region of its provider", async () => {
    const { resources } = await record(
      () => new KubernetesCluster("chat", { ...minimal, podIdentities: { uploads } }),
      china,
    );
    assert.equal(
      named(resources, "chat-access-operators-policy").inputs["policyArn"],
      "arn:aws-cn:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy",
    );
    assert.match(named(resources, "chat-node-role").inputs["assumeRolePolicy"] as string, /"ec2.amazonaws.com.cn"/);
    assert.match(
      named(resources, "chat-pod-uploads").inputs["assumeRolePolicy"] as string,
      /"arn:aws-cn:eks:cn-north-1:444455556666:cluster\/im-test-chat"/,
    );
  });

  it("installs the agent of GuardDuty where the program says so", async () => {
    const { resources } = await make({ runtimeMonitoring: true });
    assert.equal(named(resources, "chat-aws-guardduty-agent").inputs["addonName"], "aws-guardduty-agent");
  });

  describe("in China", () => {
    const construct = () =>
      inRegion("cn-north-1", () => new KubernetesCluster("chat", { ...minimal, runtimeMonitoring: true }));
    refuses("KubernetesCluster", construct, {
      "the agent of GuardDuty": {
        change: undefined,
        message:
          'KubernetesCluster "chat": runtimeMonitoring is true; expected false in China, where GuardDuty has no agent: an ' +
          "open-source sensor such as Falco does its work.",
      },
    });
  });

  it("lets overrides replace properties of a child, with a warning", async () => {
    const { resources, warnings } = await make({ overrides: { logGroup: { skipDestroy: true } } });
    assert.equal(named(resources, "chat-logs").inputs["skipDestroy"], true);
    assert.deepEqual(warnings, ["chat-logs: overrides set skipDestroy; the component does not vouch for this."]);
  });

  const of = (change: Partial<KubernetesClusterArgs>) => new KubernetesCluster("chat", { ...minimal, ...change });

  refuses("KubernetesCluster", of, {
    "one subnet": {
      change: { subnetIds: ["subnet-1"] },
      control: "HA-02",
      message:
        'KubernetesCluster "chat": subnetIds is ["subnet-1"]; HA-02 requires subnets in at least 2 availability zones.',
    },
    "a version that is none": {
      change: { kubernetesVersion: "latest" },
      control: "VUL-07",
      message:
        'KubernetesCluster "chat": kubernetesVersion is "latest"; VUL-07 requires a version of Kubernetes, such as 1.33.',
    },
    "logs that are kept for a year": {
      change: { logs: { kmsKeyArn, retentionDays: 365 } },
      control: "LOG-06",
      message: 'KubernetesCluster "chat": logs.retentionDays is 365; LOG-06 requires at least 1827 days.',
    },
    "a cluster that nobody administers": {
      change: { access: { deployment } },
      message:
        'KubernetesCluster "chat": access is ["deployment"]; expected one AmazonEKSClusterAdminPolicy at least: whoever makes ' +
        "the cluster is none.",
    },
    "three administrators": {
      change: {
        access: Object.fromEntries(
          ["a", "b", "c"].map((name) => [
            name,
            { principalArn: `arn:aws:iam::111122223333:role/${name}`, policy: ClusterPolicy.ClusterAdmin },
          ]),
        ),
      },
      control: "IAM-08",
      message:
        'KubernetesCluster "chat": access is ["a","b","c"]; IAM-08 requires at most 2 principals that may do everything.',
    },
    "a role twice": {
      change: { access: { operators, again: { ...operators, policy: ClusterPolicy.View } } },
      message:
        'KubernetesCluster "chat": access is "arn:aws:iam::111122223333:role/operators"; expected each role once.',
    },
    "access of a user": {
      change: { access: { operators, somebody: { ...deployment, principalArn: "arn:aws:iam::111122223333:user/me" } } },
      control: "IAM-03",
      message:
        'KubernetesCluster "chat": access.somebody.principalArn is "arn:aws:iam::111122223333:user/me"; IAM-03 requires the ' +
        "ARN of one IAM role.",
    },
    "a policy that is none": {
      change: { access: { operators, deployment: { ...deployment, policy: "edit" as ClusterPolicy } } },
      message:
        'KubernetesCluster "chat": access.deployment.policy is "edit"; expected one of AmazonEKSClusterAdminPolicy, ' +
        "AmazonEKSAdminPolicy, AmazonEKSEditPolicy, AmazonEKSViewPolicy, AmazonEKSAdminViewPolicy.",
    },
    "an administrator of namespaces": {
      change: { access: { operators: { ...operators, namespaces: ["chat"] } } },
      message:
        'KubernetesCluster "chat": access.operators.namespaces is ["chat"]; expected namespaces for a policy below that of ' +
        "the cluster's administrator.",
    },
    "access within no namespace": {
      change: { access: { operators, deployment: { ...deployment, namespaces: [] } } },
      message:
        'KubernetesCluster "chat": access.deployment.namespaces is []; expected namespaces for a policy below that of the ' +
        "cluster's administrator.",
    },
    "access by a name that cannot name a resource": {
      change: { access: { "the operators": operators } },
      message:
        'KubernetesCluster "chat": access.the operators is "the operators"; expected at most 20 lowercase letters, digits and ' +
        "hyphens, a letter first.",
    },
    "nodes of no type": {
      change: withNodes({ instanceTypes: [] }),
      message: 'KubernetesCluster "chat": nodes.instanceTypes is []; expected one type of instance at least.',
    },
    "an image for other processors": {
      change: withNodes({ image: NodeImage.BottlerocketX86 }),
      message:
        'KubernetesCluster "chat": nodes.image is "BOTTLEROCKET_x86_64"; expected an image for the processors of m7g.large.',
    },
    "an image that is none": {
      change: withNodes({ image: "AL2_x86_64" as NodeImage }),
      message:
        'KubernetesCluster "chat": nodes.image is "AL2_x86_64"; expected one of AL2023_x86_64_STANDARD, ' +
        "AL2023_ARM_64_STANDARD, BOTTLEROCKET_x86_64, BOTTLEROCKET_ARM_64.",
    },
    "a zone without a node": {
      change: withNodes({ minPerZone: 0 }),
      control: "HA-02",
      message: 'KubernetesCluster "chat": nodes.minPerZone is 0; HA-02 requires one node at least in each zone.',
    },
    "a most below the least": {
      change: withNodes({ minPerZone: 3, maxPerZone: 2 }),
      message:
        'KubernetesCluster "chat": nodes.maxPerZone is 2; expected a whole number of nodes, 3 at least as minPerZone is.',
    },
    "a volume that is too small": {
      change: withNodes({ volumeGiB: 8 }),
      message: 'KubernetesCluster "chat": nodes.volumeGiB is 8; expected 20 to 16384 whole GiB.',
    },
    "metadata three hops away": {
      change: withNodes({ metadataHopLimit: 3 }),
      control: "CTR-01",
      message: 'KubernetesCluster "chat": nodes.metadataHopLimit is 3; CTR-01 requires at most 2 hops.',
    },
    "metadata no hop away": {
      change: withNodes({ metadataHopLimit: 0 }),
      message: 'KubernetesCluster "chat": nodes.metadataHopLimit is 0; expected 1 to 2 whole hops.',
    },
    "a release that is none": {
      change: withNodes({ releaseVersion: "newest" }),
      message:
        'KubernetesCluster "chat": nodes.releaseVersion is "newest"; expected a release of the image, such as 1.33.4-20251120.',
    },
    "a mode of network policies that is none": {
      change: { networkPolicyMode: "off" as NetworkPolicyMode },
      message: 'KubernetesCluster "chat": networkPolicyMode is "off"; expected one of standard, strict.',
    },
    "a namespace that is none": {
      change: { podIdentities: { uploads: { ...uploads, namespace: "Chat" } } },
      message:
        'KubernetesCluster "chat": podIdentities.uploads.namespace is "Chat"; expected at most 63 lowercase letters, digits and ' +
        "hyphens, no hyphen first or last.",
    },
    "a service account twice": {
      change: { podIdentities: { uploads, again: uploads } },
      message: 'KubernetesCluster "chat": podIdentities.again is "chat/uploads"; expected each service account once.',
    },
    "pods that may do everything": {
      change: {
        podIdentities: { uploads: { ...uploads, policyArns: { all: "arn:aws:iam::aws:policy/AdministratorAccess" } } },
      },
      control: "IAM-01",
      message:
        'KubernetesCluster "chat": podIdentities.uploads.policyArns.all is "arn:aws:iam::aws:policy/AdministratorAccess"; ' +
        "IAM-01 requires a policy of what the workload needs, and no more.",
    },
    "the version of an add-on that it does not install": {
      change: { addonVersions: { istio: "v1.0.0-eksbuild.1" } },
      message:
        'KubernetesCluster "chat": addonVersions.istio is "v1.0.0-eksbuild.1"; expected an add-on among ' +
        "eks-pod-identity-agent, vpc-cni, kube-proxy, coredns, aws-ebs-csi-driver, aws-guardduty-agent.",
    },
    "a version of an add-on that is none": {
      change: { addonVersions: { coredns: "latest" } },
      message:
        'KubernetesCluster "chat": addonVersions.coredns is "latest"; expected a version such as v1.20.4-eksbuild.2.',
    },
    "a blank owner": {
      change: { tags: { ...tags, owner: "" } },
      control: "SCO-01",
      message: 'KubernetesCluster "chat": tags.owner is ""; SCO-01 requires the name of a team.',
    },
    "an account that is none": {
      change: { accountId: "1" },
      message: 'KubernetesCluster "chat": accountId is "1"; expected twelve digits.',
    },
    "overrides of a child that it does not have": {
      change: { overrides: { nodes: {} } },
      message:
        'KubernetesCluster "chat": overrides.nodes is {}; expected a role among logGroup, clusterRole, cluster, nodeRole, ' +
        "launchTemplate, nodeGroup, addonRole, addon, accessEntry, accessPolicy, podRole, podIdentity.",
    },
  });

  const long = "a".repeat(31);
  refuses("KubernetesCluster", (name: string) => new KubernetesCluster(name, minimal), {
    "a name that is too long for the roles of its pods": {
      change: long,
      message: `KubernetesCluster "${long}": name is "${long}"; expected 1 to 30 letters, digits, hyphens and underscores.`,
    },
  });
});

import { createRequire } from "node:module";
import { mock } from "node:test";
import * as pulumi from "@pulumi/pulumi";
import type { RegisterResourceOutputsRequest, RegisterResourceRequest } from "@pulumi/pulumi/proto/resource_pb";

/** A resource as the program registered it. */
export interface Registered {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  /** URN; empty where there is none. */
  readonly parent: string;
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly protect: boolean;
  readonly retainOnDelete: boolean;
  readonly ignoreChanges: readonly string[];
  /** URNs. */
  readonly dependsOn: readonly string[];
}

export interface Recording<T> {
  /** What the program returned. */
  readonly made: T;
  readonly resources: readonly Registered[];
  /** URNs in the order in which their outputs were registered. */
  readonly completed: readonly string[];
  readonly warnings: readonly string[];
}

/** Where the mocked provider deploys to. */
export interface Place {
  readonly accountId: string;
  readonly region: string;
  readonly partition: string;
  readonly dnsSuffix: string;
}

export const frankfurt: Place = {
  accountId: "111122223333",
  region: "eu-central-1",
  partition: "aws",
  dnsSuffix: "amazonaws.com",
};

/** A place in the China partition. */
export const china: Place = {
  accountId: "444455556666",
  region: "cn-north-1",
  partition: "aws-cn",
  dnsSuffix: "amazonaws.com.cn",
};

type Monitor = {
  registerResource(
    request: RegisterResourceRequest,
    callback: (error: Error | null, response?: Response) => void,
  ): void;
  registerResourceOutputs(request: RegisterResourceOutputsRequest, callback: unknown): void;
};

interface Response {
  getUrn(): string;
}

/**
 * Runs a program against mocks, waits until everything that it makes is registered, and returns what that was. Mocks are
 * global, so recordings run one after the other.
 */
export async function record<T>(program: () => T, place: Place = frankfurt): Promise<Recording<T>> {
  await pulumi.runtime.setMocks(
    {
      newResource: ({ type, name, inputs }) => ({
        id: `${name}-id`,
        state: {
          ...computed(type, name, inputs as Inputs),
          ...inputs,
          ...autonamed(type, name, inputs as Inputs),
          ...computedWithin(type, name, inputs as Inputs),
        },
      }),
      call: ({ token }) => answer(token, place),
    },
    "im",
    "test",
  );
  const resources: Registered[] = [];
  const completed: string[] = [];
  watch(pulumi.runtime.getMonitor() as unknown as Monitor, resources, completed);
  const warn = mock.method(pulumi.log, "warn", () => Promise.resolve());
  try {
    const made = program();
    await pulumi.runtime.disconnect();
    return { made, resources, completed, warnings: warn.mock.calls.map(({ arguments: [message] }) => String(message)) };
  } finally {
    warn.mock.restore();
  }
}

/** The value of an output, or the error that it ends in. */
export const valueOf = <T>(output: pulumi.Output<T>): Promise<T> =>
  (output as unknown as { promise(): Promise<T> }).promise();

type ResourceClass = abstract new (...args: never[]) => pulumi.Resource;

/** Token of a resource class, which its type leaves out. */
export const typeOf = (resourceClass: ResourceClass): string =>
  (resourceClass as unknown as { __pulumiType: string }).__pulumiType;

/** The resources of one class. */
export const ofType = (resources: readonly Registered[], resourceClass: ResourceClass): readonly Registered[] =>
  resources.filter(({ type }) => type === typeOf(resourceClass));

/** The one resource of that name. */
export function named(resources: readonly Registered[], name: string): Registered {
  const [resource, ...others] = resources.filter((candidate) => candidate.name === name);
  if (resource === undefined || others.length > 0) {
    throw new Error(`${others.length + (resource ? 1 : 0)} resources are named ${name}`);
  }
  return resource;
}

function watch(monitor: Monitor, resources: Registered[], completed: string[]): void {
  const register = monitor.registerResource.bind(monitor);
  monitor.registerResource = (request, callback) =>
    register(request, (error, response) => {
      resources.push({
        urn: response?.getUrn() ?? "",
        type: request.getType(),
        name: request.getName(),
        parent: request.getParent(),
        inputs: request.getObject()?.toJavaScript() ?? {},
        protect: request.getProtect() ?? false,
        retainOnDelete: request.getRetainondelete() ?? false,
        ignoreChanges: request.getIgnorechangesList(),
        dependsOn: request.getDependenciesList(),
      });
      callback(error, response);
    });
  const complete = monitor.registerResourceOutputs.bind(monitor);
  monitor.registerResourceOutputs = (request, callback) => {
    completed.push(request.getUrn());
    complete(request, callback);
  };
}

// Pulumi writes down the stack of every promise that it makes, in case it never ends. In TypeScript that takes longer than
// all else in a recording, so no stack is written down.
const debuggable = createRequire(__filename)("@pulumi/pulumi/runtime/debuggable") as {
  debuggablePromise: (promise: Promise<unknown>, context?: unknown) => unknown;
};
const { debuggablePromise } = debuggable;
debuggable.debuggablePromise = (promise, context) => {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = 0;
  try {
    return debuggablePromise(promise, context);
  } finally {
    Error.stackTraceLimit = limit;
  }
};

type Inputs = Readonly<Record<string, unknown>>;

/** What a provider adds to the inputs, as far as components read it. */
function computed(type: string, name: string, inputs: Inputs): Record<string, unknown> {
  const common = { arn: `arn:aws:mock:::${name}` };
  switch (type) {
    case "aws:ec2/vpc:Vpc":
      return { ...common, defaultNetworkAclId: `${name}-default-acl`, defaultRouteTableId: `${name}-default-table` };
    case "aws:ec2/eip:Eip":
      return { ...common, allocationId: `${name}-allocation` };
    case "aws:autoscaling/group:Group":
    case "aws:backup/vault:Vault":
    case "aws:cloudwatch/eventRule:EventRule":
    case "aws:cloudwatch/logGroup:LogGroup":
    case "aws:docdb/clusterParameterGroup:ClusterParameterGroup":
    case "aws:docdb/subnetGroup:SubnetGroup":
    case "aws:elasticache/parameterGroup:ParameterGroup":
    case "aws:elasticache/subnetGroup:SubnetGroup":
    case "aws:iam/role:Role":
    case "aws:rds/clusterParameterGroup:ClusterParameterGroup":
    case "aws:rds/optionGroup:OptionGroup":
    case "aws:rds/parameterGroup:ParameterGroup":
    case "aws:rds/subnetGroup:SubnetGroup":
    case "aws:secretsmanager/secret:Secret":
    case "aws:sns/topic:Topic":
    case "aws:sqs/queue:Queue":
    case "aws:ssm/document:Document":
      return { ...common, name: `${name}-1a2b3c4` };
    case "aws:acm/certificate:Certificate":
      return { ...common, domainValidationOptions: validationOptions(inputs) };
    case "aws:route53/record:Record":
      return { fqdn: inputs["name"] };
    case "aws:lb/loadBalancer:LoadBalancer":
      return { ...common, dnsName: `${name}.elb.example`, zoneId: `${name}-zone` };
    case "aws:kms/key:Key":
      return { ...common, keyId: `${name}-key-id` };
    case "aws:ssm/association:Association":
      return { ...common, associationId: `${name}-association-id` };
    case "aws:ec2/keyPair:KeyPair":
      return { ...common, keyName: `${name}-1a2b3c4` };
    case "tls:index/privateKey:PrivateKey":
      return { privateKeyPem: `${name}-pem` };
    case "tls:index/certRequest:CertRequest":
      return { certRequestPem: `${name}-pem` };
    case "tls:index/locallySignedCert:LocallySignedCert":
    case "tls:index/selfSignedCert:SelfSignedCert":
      return { certPem: `${name}-pem` };
    case "aws:rds/cluster:Cluster":
    case "aws:docdb/cluster:Cluster":
      return { ...common, clusterResourceId: `${name}-resource`, masterUserSecrets: [{ secretArn: `${name}-secret` }] };
    case "aws:rds/instance:Instance":
      return { ...common, resourceId: `${name}-resource`, masterUserSecrets: [{ secretArn: `${name}-secret` }] };
    case "aws:ec2/launchTemplate:LaunchTemplate":
      return { ...common, latestVersion: 7 };
    case "aws:eks/cluster:Cluster":
      return {
        ...common,
        endpoint: `https://${name}.example`,
        certificateAuthority: { data: "Y2VydGlmaWNhdGU=" },
        identities: [{ oidcs: [{ issuer: `https://oidc.example/${name}` }] }],
      };
    case "aws:ssm/activation:Activation":
      return { ...common, activationCode: `${name}-code` };
    case "aws:s3/bucket:Bucket":
      return { ...common, bucket: `${name}-1a2b3c4` };
    default:
      return common;
  }
}

/** A record for each name of a certificate, the same for a name and its wildcard. */
function validationOptions({ domainName, subjectAlternativeNames = [] }: Inputs): readonly object[] {
  return [domainName, ...(subjectAlternativeNames as readonly unknown[])].map((domain) => ({
    domainName: domain,
    resourceRecordName: `_proof.${String(domain).replace("*.", "")}`,
    resourceRecordType: "CNAME",
    resourceRecordValue: "_proof.acm-validations.example",
  }));
}

/** The name that an object of Kubernetes gets where the program gives it none. */
function autonamed(type: string, name: string, { metadata }: Inputs): Record<string, unknown> {
  return type.startsWith("kubernetes:") ? { metadata: { name: `${name}-1a2b3c4d`, ...(metadata as object) } } : {};
}

/** What a provider adds within the inputs. */
function computedWithin(type: string, name: string, inputs: Inputs): object {
  return type === "aws:eks/cluster:Cluster"
    ? { vpcConfig: { ...(inputs["vpcConfig"] as object), clusterSecurityGroupId: `${name}-own-group` } }
    : {};
}

function answer(token: string, place: Place): Record<string, unknown> {
  switch (token) {
    case "aws:index/getCallerIdentity:getCallerIdentity":
      return { accountId: place.accountId };
    case "aws:index/getRegion:getRegion":
      return { region: place.region };
    case "aws:index/getPartition:getPartition":
      return { partition: place.partition, dnsSuffix: place.dnsSuffix };
    default:
      throw new Error(`no mock answers ${token}`);
  }
}

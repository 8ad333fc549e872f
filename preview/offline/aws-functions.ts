import { computed } from "./echo";
import { policyDocument } from "./policy-document";
import type { OfflineProvider } from "./provider";
import { knownText } from "./values";
import { UNKNOWN, type Properties } from "../wire";

type Answer = ReturnType<OfflineProvider["invoke"]>;

interface Partition {
  readonly name: string;
  readonly dnsSuffix: string;
  readonly regions: RegExp;
}

const standard: Partition = {
  name: "aws",
  dnsSuffix: "amazonaws.com",
  regions: /^(us|eu|ap|sa|ca|me|af|il|mx)-\w+-\d+$/,
};
const partitions: readonly Partition[] = [
  { name: "aws-cn", dnsSuffix: "amazonaws.com.cn", regions: /^cn-/ },
  { name: "aws-us-gov", dnsSuffix: "amazonaws.com", regions: /^us-gov-/ },
  { name: "aws-iso", dnsSuffix: "c2s.ic.gov", regions: /^us-iso-/ },
  { name: "aws-iso-b", dnsSuffix: "sc2s.sgov.gov", regions: /^us-isob-/ },
  { name: "aws-iso-e", dnsSuffix: "cloud.adc-e.uk", regions: /^eu-isoe-/ },
  { name: "aws-iso-f", dnsSuffix: "csp.hci.ic.gov", regions: /^us-isof-/ },
  { name: "aws-eusc", dnsSuffix: "amazonaws.eu", regions: /^eusc-/ },
  standard,
];

// Services whose principal ends in the partition's own suffix.
const ownPrincipals: Readonly<Record<string, readonly string[]>> = {
  "aws-cn": ["codedeploy", "elasticmapreduce", "logs"],
  "aws-iso": ["cloudhsm", "config", "logs", "workspaces"],
  "aws-iso-b": ["dms", "logs"],
};

const regionNames: Readonly<Record<string, string>> = {
  "af-south-1": "Africa (Cape Town)",
  "ap-east-1": "Asia Pacific (Hong Kong)",
  "ap-northeast-1": "Asia Pacific (Tokyo)",
  "ap-northeast-2": "Asia Pacific (Seoul)",
  "ap-northeast-3": "Asia Pacific (Osaka)",
  "ap-south-1": "Asia Pacific (Mumbai)",
  "ap-south-2": "Asia Pacific (Hyderabad)",
  "ap-southeast-1": "Asia Pacific (Singapore)",
  "ap-southeast-2": "Asia Pacific (Sydney)",
  "ap-southeast-3": "Asia Pacific (Jakarta)",
  "ap-southeast-4": "Asia Pacific (Melbourne)",
  "ap-southeast-5": "Asia Pacific (Malaysia)",
  "ap-southeast-7": "Asia Pacific (Thailand)",
  "ca-central-1": "Canada (Central)",
  "ca-west-1": "Canada West (Calgary)",
  "cn-north-1": "China (Beijing)",
  "cn-northwest-1": "China (Ningxia)",
  "eu-central-1": "Europe (Frankfurt)",
  "eu-central-2": "Europe (Zurich)",
  "eu-north-1": "Europe (Stockholm)",
  "eu-south-1": "Europe (Milan)",
  "eu-south-2": "Europe (Spain)",
  "eu-west-1": "Europe (Ireland)",
  "eu-west-2": "Europe (London)",
  "eu-west-3": "Europe (Paris)",
  "il-central-1": "Israel (Tel Aviv)",
  "me-central-1": "Middle East (UAE)",
  "me-south-1": "Middle East (Bahrain)",
  "mx-central-1": "Mexico (Central)",
  "sa-east-1": "South America (Sao Paulo)",
  "us-east-1": "US East (N. Virginia)",
  "us-east-2": "US East (Ohio)",
  "us-gov-east-1": "AWS GovCloud (US-East)",
  "us-gov-west-1": "AWS GovCloud (US-West)",
  "us-west-1": "US West (N. California)",
  "us-west-2": "US West (Oregon)",
};

/** A function of the AWS provider that needs nothing but its arguments and the provider's region; undefined for others. */
export function awsFunction(token: string, args: Properties, configuration: Properties): Answer | undefined {
  switch (token) {
    case "aws:iam/getPolicyDocument:getPolicyDocument":
      return policyDocument(args);
    case "aws:index/getArn:getArn":
      return arn(args);
    default:
      return regional(token, args, knownText(args.region) ?? knownText(configuration.region));
  }
}

function regional(token: string, args: Properties, region: string | undefined): Answer | undefined {
  if (region === undefined) {
    return undefined;
  }
  switch (token) {
    case "aws:index/getPartition:getPartition":
      return partition(region);
    case "aws:index/getRegion:getRegion":
      return regionOf(args, region);
    case "aws:index/getService:getService":
      return service(args, region);
    case "aws:index/getServicePrincipal:getServicePrincipal":
      return servicePrincipal(args, region);
    default:
      return undefined;
  }
}

function partition(region: string): Answer {
  const { name, dnsSuffix } = partitionOf(region);
  return computed({ id: name, partition: name, dnsSuffix, reverseDnsPrefix: reversed(dnsSuffix) });
}

function regionOf(args: Properties, configured: string): Answer | undefined {
  const region = knownText(args.name) ?? configured;
  if (args.endpoint !== undefined) {
    return undefined;
  }
  const description = regionNames[region] ?? UNKNOWN;
  const endpoint = `ec2.${region}.${partitionOf(region).dnsSuffix}`;
  return computed({ id: region, name: region, region, endpoint, description });
}

function service(args: Properties, configured: string): Answer | undefined {
  const serviceId = knownText(args.serviceId);
  if (serviceId === undefined || ["dnsName", "reverseDnsName", "reverseDnsPrefix"].some((key) => key in args)) {
    return undefined;
  }
  const { name, dnsSuffix } = partitionOf(configured);
  const dnsName = `${serviceId}.${configured}.${dnsSuffix}`;
  const reverseDnsPrefix = reversed(dnsSuffix);
  const reverseDnsName = `${reverseDnsPrefix}.${configured}.${serviceId}`;
  return computed({
    id: reverseDnsName,
    dnsName,
    partition: name,
    region: configured,
    reverseDnsName,
    reverseDnsPrefix,
    serviceId,
    supported: UNKNOWN,
  });
}

function servicePrincipal(args: Properties, region: string): Answer | undefined {
  const serviceName = knownText(args.serviceName);
  if (serviceName === undefined) {
    return undefined;
  }
  const { name: partitionName, dnsSuffix } = partitionOf(region);
  const suffix = (ownPrincipals[partitionName] ?? []).includes(serviceName) ? dnsSuffix : standard.dnsSuffix;
  const id = `${serviceName}.${region}.${suffix}`;
  return computed({ id, name: `${serviceName}.${suffix}`, region, serviceName, suffix });
}

function arn(args: Properties): Answer {
  const text = knownText(args.arn) ?? "";
  const [scheme, partitionName, serviceName, region, account, ...resource] = text.split(":");
  if (scheme !== "arn" || resource.length === 0) {
    const reason = scheme === "arn" ? "arn: not enough sections" : "arn: invalid prefix";
    return {
      result: {},
      failures: [{ property: "arn", reason: `"arn" (${text}) is invalid: ${reason}` }],
      placeholder: false,
    };
  }
  return computed({
    id: text,
    arn: text,
    partition: partitionName ?? "",
    service: serviceName ?? "",
    region: region ?? "",
    account: account ?? "",
    resource: resource.join(":"),
  });
}

function partitionOf(region: string): Partition {
  return partitions.find((candidate) => candidate.regions.test(region)) ?? standard;
}

function reversed(dnsSuffix: string): string {
  return dnsSuffix.split(".").reverse().join(".");
}

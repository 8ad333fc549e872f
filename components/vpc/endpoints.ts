import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { Account } from "../child/account";
import type { Tags } from "../child/tags";
import { Firewall } from "../firewall";
import type { NetworkChildren } from "./roles";

/** Services that are reached through the route tables of the private tier, without leaving the cloud. */
export enum GatewayEndpoint {
  S3 = "s3",
  DynamoDb = "dynamodb",
}

/** Services that get an address in the private tier. */
export enum InterfaceEndpoint {
  AutoScaling = "autoscaling",
  Ec2 = "ec2",
  Ec2Messages = "ec2messages",
  EcrApi = "ecr.api",
  EcrDocker = "ecr.dkr",
  Eks = "eks",
  ElasticLoadBalancing = "elasticloadbalancing",
  Kms = "kms",
  Logs = "logs",
  Monitoring = "monitoring",
  SecretsManager = "secretsmanager",
  Sns = "sns",
  Sqs = "sqs",
  Ssm = "ssm",
  SsmMessages = "ssmmessages",
  Sts = "sts",
}

// In China some services are named as everywhere and some as China's own.
const ownNameInChina: readonly string[] = [
  InterfaceEndpoint.AutoScaling,
  InterfaceEndpoint.Ec2,
  InterfaceEndpoint.EcrApi,
  InterfaceEndpoint.EcrDocker,
  InterfaceEndpoint.Eks,
  InterfaceEndpoint.Monitoring,
  InterfaceEndpoint.Sqs,
  InterfaceEndpoint.Sts,
];

/** Name by which a network asks for an endpoint of the service. */
export function endpointServiceName(
  service: GatewayEndpoint | InterfaceEndpoint,
  { partition, region }: Pick<Account, "partition" | "region">,
): string {
  const domain = partition === "aws-cn" && ownNameInChina.includes(service) ? "cn.com.amazonaws" : "com.amazonaws";
  return `${domain}.${region}.${service}`;
}

export function makeGatewayEndpoints(
  { name, options, tagged }: NetworkChildren,
  vpc: aws.ec2.Vpc,
  routeTables: readonly aws.ec2.RouteTable[],
  account: pulumi.Output<Account>,
  services: readonly GatewayEndpoint[],
): void {
  for (const service of services) {
    const suffix = `endpoint-${service}`;
    new aws.ec2.VpcEndpoint(
      name(suffix),
      tagged("gatewayEndpoint", suffix, {
        vpcId: vpc.id,
        vpcEndpointType: "Gateway",
        serviceName: account.apply((where) => endpointServiceName(service, where)),
        routeTableIds: routeTables.map(({ id }) => id),
      }),
      options,
    );
  }
}

/** The endpoints, and the one firewall before them, which paths open; none where no service is named. */
export function makeInterfaceEndpoints(
  { name, options, tagged }: NetworkChildren,
  vpc: aws.ec2.Vpc,
  subnets: readonly aws.ec2.Subnet[],
  account: pulumi.Output<Account>,
  { interfaceEndpoints, tags }: { readonly interfaceEndpoints: readonly InterfaceEndpoint[]; readonly tags: Tags },
): Firewall | undefined {
  if (interfaceEndpoints.length === 0) {
    return undefined;
  }
  const firewall = new Firewall(
    name("endpoints"),
    { vpcId: vpc.id, description: "Interface endpoints of the network", tags },
    options,
  );
  for (const service of interfaceEndpoints) {
    const suffix = `endpoint-${service.replace(".", "-")}`;
    new aws.ec2.VpcEndpoint(
      name(suffix),
      tagged("interfaceEndpoint", suffix, {
        vpcId: vpc.id,
        vpcEndpointType: "Interface",
        serviceName: account.apply((where) => endpointServiceName(service, where)),
        subnetIds: subnets.map(({ id }) => id),
        securityGroupIds: [firewall.securityGroupId],
        privateDnsEnabled: true,
      }),
      options,
    );
  }
  return firewall;
}

import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { sessionTimeout } from "../../protocol/application";
import type { LogClass } from "../../protocol/log";
import { type Logs, makeLogGroup } from "../child/log-group";
import type { VpnChildren } from "./roles";

/** The class of the record of connections. */
export const vpnLogClass: LogClass = "operation";

/** What a VPN endpoint is made of. */
export interface EndpointParts {
  readonly vpcId: pulumi.Input<string>;
  readonly securityGroupId: pulumi.Input<string>;
  readonly clientCidrBlock: string;
  readonly serverCertificateArn: pulumi.Input<string>;
  readonly samlProviderArn: pulumi.Input<string> | undefined;
  /** Absent where clients show no certificate. */
  readonly clientChainArn: pulumi.Input<string> | undefined;
  readonly logGroup: aws.cloudwatch.LogGroup;
  readonly banner: string;
  readonly splitTunnel: boolean;
}

export const makeConnectionLog = (children: VpnChildren, logs: Required<Logs>): aws.cloudwatch.LogGroup =>
  makeLogGroup(children, "connectionLogGroup", "connections", { ...logs, logClass: vpnLogClass });

/** An endpoint that logs who connects, ends sessions in time, and keeps clients to the routes that it gives them. */
export function makeEndpoint({ name, options, tagged, untagged }: VpnChildren, parts: EndpointParts) {
  const logStream = new aws.cloudwatch.LogStream(
    name("connection-stream"),
    untagged("connectionLogStream", "connection-stream", { name: "connections", logGroupName: parts.logGroup.name }),
    options,
  );
  const { samlProviderArn, clientChainArn } = parts;
  const authenticationOptions = [
    { type: "federated-authentication", samlProviderArn },
    ...(clientChainArn === undefined
      ? []
      : [{ type: "certificate-authentication", rootCertificateChainArn: clientChainArn }]),
  ];
  return new aws.ec2clientvpn.Endpoint(
    name("endpoint"),
    tagged("endpoint", "endpoint", {
      description: "Operations VPN",
      vpcId: parts.vpcId,
      securityGroupIds: [parts.securityGroupId],
      clientCidrBlock: parts.clientCidrBlock,
      serverCertificateArn: parts.serverCertificateArn,
      authenticationOptions,
      connectionLogOptions: {
        enabled: true,
        cloudwatchLogGroup: parts.logGroup.name,
        cloudwatchLogStream: logStream.name,
      },
      sessionTimeoutHours: sessionTimeout.limits.sessionAbsoluteTimeout.value,
      disconnectOnSessionTimeout: true,
      clientLoginBannerOptions: { enabled: true, bannerText: parts.banner },
      splitTunnel: parts.splitTunnel,
      clientRouteEnforcementOptions: { enforced: true },
      selfServicePortal: "disabled",
    }),
    options,
  );
}

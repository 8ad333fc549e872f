import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { managementSources, vpnAccess } from "../protocol/admin-access";
import { sessionTimeout } from "../protocol/application";
import { clusteredDeployment } from "../protocol/availability";
import type { Control } from "../protocol/control";
import { operationLogRetention } from "../protocol/log";
import { defaultDeny } from "../protocol/network";
import { certificateRenewal } from "../protocol/tls";
import { assertArn } from "./argument/arn";
import { overlap } from "./argument/cidr";
import { given } from "./argument/given";
import { assertWithin } from "./argument/limit";
import { EndRole, type PathEnd } from "./argument/path-end";
import { assertPrivateRange } from "./argument/private-range";
import { refusals } from "./argument/refusal";
import { assertShape } from "./argument/shape";
import { assertSubnets } from "./argument/zones";
import { childrenOf } from "./child/children";
import { makeExpiryAlarm } from "./child/expiry-alarm";
import { type Logs, resolveLogs } from "./child/log-group";
import { assertRoles } from "./child/overrides";
import { assertNotChinaRegion, outsideChina } from "./child/partition";
import { assertTags, type Tags } from "./child/tags";
import { Firewall } from "./firewall";
import { assertAccess, makeAccess, makeAssociations, type VpnAccess } from "./vpn/access";
import { assertClientCertificates, type ClientCertificates, signRequests } from "./vpn/client-certificates";
import { makeConnectionLog, makeEndpoint, vpnLogClass } from "./vpn/endpoint";
import { operationsVpnRoles, type VpnChildren } from "./vpn/roles";
import { assertSaml, type SamlIdentity, samlProviderArn } from "./vpn/saml";
import {
  assertServerCertificate,
  makesAuthority,
  makeServerCertificate,
  type VpnServerCertificate,
} from "./vpn/server-certificate";

/** Arguments of an operations VPN. */
export interface OperationsVpnArgs {
  /** Id of the network that operators come into. */
  vpcId: pulumi.Input<string>;
  /** IPv4 range of the network, a private one from /16 to /28. */
  vpcCidrBlock: string;
  /** Subnets that operators come in through, of /27 at least, each in a zone of its own (HA-02). */
  subnetIds: pulumi.Input<string>[];
  /** Private IPv4 range for the clients, from /12 to /22, which the network does not share. It cannot be changed later. */
  clientCidrBlock: string;
  /** Identity provider that operators sign in with (ADM-01): it is what asks for a second factor and shuts out who leaves. */
  saml: SamlIdentity;
  /** What each group of operators reaches, by a name of your choice; nobody else reaches anything (ADM-01). */
  access: { [name: string]: VpnAccess };
  /** Certificate that the VPN shows its clients. */
  serverCertificate: VpnServerCertificate;
  /** Certificates that clients show beside the sign-in. Default: none, the sign-in is enough. */
  clientCertificates?: ClientCertificates;
  /** ARN of the topic that hears when a certificate expires soon (TLS-05). */
  alarmTopicArn: pulumi.Input<string>;
  /** Days before expiry at which the alarm rings, at least as many as TLS-05 demands. Default: as many as TLS-05 demands. */
  expiryAlarmDays?: number;
  /** What operators read when they connect: at most 1,400 characters. Default: that access is theirs alone, and logged. */
  banner?: string;
  /**
   * Leaves what is not for the network on the operator's own connection. The VPN leads nowhere else: without it an operator
   * who is connected reaches no other place, the identity provider included. Default: true.
   */
  splitTunnel?: boolean;
  /** How the record of connections is kept: for as long as LOG-06 demands, at least and by default. */
  logs: Logs;
  /** Tags of every resource. */
  tags: Tags;
  /**
   * Properties that replace those of children: endpoint, association, access, route, samlProvider, authorityKey, authority,
   * serverKey, serverRequest, signedCertificate, certificate, clientCertificate, expiryAlarm, connectionLogGroup,
   * connectionLogStream. The policies still judge them.
   */
  overrides?: Record<string, any>;
}

type Defaulted = "expiryAlarmDays" | "banner" | "splitTunnel" | "overrides";
type Resolved = OperationsVpnArgs & Required<Pick<OperationsVpnArgs, Defaulted>> & { logs: Required<Logs> };

/** What the cloud accepts as the range of the clients, and of a network. */
const CLIENT_PREFIX_LENGTHS = { min: 12, max: 22 };
const VPC_PREFIX_LENGTHS = { min: 16, max: 28 };

// What the cloud shows of a banner.
const MAX_BANNER = 1400;

/**
 * The way by which operators come in: a VPN that they sign in to with their own identity, in which each group reaches the
 * private ranges stated for it and no others. Sessions end after as many hours as APP-13 allows, connections are logged as
 * operations, and an alarm tells before the certificate expires.
 *
 * Servers see operators come from its security group, in the subnets that it is associated with. It reaches no port of
 * theirs before a Path opens one. The keys of an authority that is made for it are secrets in the state of the stack: with a
 * certificate of your own there are none. Not for the China partition: sessions of Systems Manager take its place there.
 *
 * @cost Billed by the hour for each subnet that it is associated with, and by the hour for each connected operator; the
 * record of connections by volume. Every zone added adds its hours.
 *
 * @example
 * ```ts
 * import { Environment, Key, KeyService, Network, OperationsVpn, RecoveryTier } from "@palisade-iac/palisade";
 *
 * const tags = { env: Environment.Production, tier: RecoveryTier.Red, owner: "im-platform" };
 * const key = new Key("operations", {
 *   description: "Logs of operations",
 *   administrators: ["arn:aws:iam::123456789012:role/key-administrator"],
 *   services: [KeyService.Logs],
 *   tags,
 * });
 * const logs = { kmsKeyArn: key.keyArn };
 * const network = new Network("im", {
 *   cidrBlock: "10.20.0.0/16",
 *   zones: ["eu-central-1a", "eu-central-1b"],
 *   logs,
 *   tags,
 * });
 *
 * export const vpn = new OperationsVpn("operators", {
 *   vpcId: network.vpcId,
 *   vpcCidrBlock: network.cidrBlock,
 *   subnetIds: network.privateSubnetIds,
 *   clientCidrBlock: "10.99.0.0/22",
 *   saml: { providerArn: "arn:aws:iam::123456789012:saml-provider/operators" },
 *   access: {
 *     servers: { groupId: "im-operators", cidrBlock: "10.20.0.0/17", description: "Operation of the chat servers" },
 *   },
 *   serverCertificate: { domainName: "vpn.example.com" },
 *   alarmTopicArn: "arn:aws:sns:eu-central-1:123456789012:alarms",
 *   logs,
 *   tags,
 * });
 * ```
 */
export class OperationsVpn extends pulumi.ComponentResource {
  /** Controls that what it makes serves. */
  static readonly controls: readonly Control[] = [
    vpnAccess,
    managementSources,
    defaultDeny,
    sessionTimeout,
    certificateRenewal,
    operationLogRetention,
    clusteredDeployment,
  ];
  /** Roles of the children, as keys of `overrides`. */
  static readonly roles: readonly string[] = operationsVpnRoles;

  /** Id of the VPN endpoint. */
  readonly endpointId: pulumi.Output<string>;
  /** Id of the security group from which servers see operators come. */
  readonly securityGroupId: pulumi.Output<string>;
  /** What comes in here, for the paths that start here. */
  readonly role: EndRole;
  /** ARN of the certificate that the VPN shows its clients. */
  readonly certificateArn: pulumi.Output<string>;
  /** Signed certificates by operator, in PEM. Empty where no requests are given. */
  readonly clientCertificatePems: { [operator: string]: pulumi.Output<string> };
  /** Name of the log group of the connections. */
  readonly logGroupName: pulumi.Output<string>;
  /** The VPN endpoint. */
  readonly endpoint: aws.ec2clientvpn.Endpoint;
  /** Log group of the connections. */
  readonly logGroup: aws.cloudwatch.LogGroup;
  /** Alarm before the certificate expires. */
  readonly expiryAlarm: aws.cloudwatch.MetricAlarm;

  constructor(name: string, args: OperationsVpnArgs, opts?: pulumi.ComponentResourceOptions) {
    const resolved = resolveOperationsVpn(name, args);
    assertNotChinaRegion(opts, () => noVpnInChina(name));
    super("palisade:index:OperationsVpn", name, resolved, opts);
    const { vpcId, subnetIds, access, serverCertificate, clientCertificates, expiryAlarmDays, alarmTopicArn } =
      resolved;
    const children: VpnChildren = childrenOf(this, name, "vpn", resolved);
    const place = outsideChina(aws.getPartitionOutput({}, { parent: this }), () => noVpnInChina(name));

    const firewall = new Firewall(
      children.name("firewall"),
      { vpcId, description: "Operations VPN", role: EndRole.OperationsVpn, tags: resolved.tags },
      children.options,
    );
    const { certificateArn, authority } = makeServerCertificate(children, serverCertificate, expiryAlarmDays);
    const logGroup = makeConnectionLog(children, resolved.logs);
    const endpoint = makeEndpoint(children, {
      vpcId: pulumi.all([vpcId, place]).apply(([id]) => id),
      securityGroupId: firewall.securityGroupId,
      clientCidrBlock: resolved.clientCidrBlock,
      serverCertificateArn: certificateArn,
      samlProviderArn: samlProviderArn(children, resolved.saml),
      clientChainArn: clientCertificates && (clientCertificates.chainArn ?? certificateArn),
      logGroup,
      banner: resolved.banner,
      splitTunnel: resolved.splitTunnel,
    });
    const associations = makeAssociations(children, endpoint, subnetIds);
    makeAccess(children, endpoint, associations, access, resolved.vpcCidrBlock);
    const expiryAlarm = makeExpiryAlarm(children, "expiryAlarm", "expiry-alarm", certificateArn, {
      days: expiryAlarmDays,
      remedy: "deploy the stack to renew it",
      alarmTopicArn,
    });

    this.endpointId = endpoint.id;
    this.securityGroupId = firewall.securityGroupId;
    this.role = EndRole.OperationsVpn;
    this.certificateArn = pulumi.output(certificateArn);
    this.clientCertificatePems =
      authority === undefined ? {} : signRequests(children, authority, clientCertificates?.requests ?? {});
    this.logGroupName = logGroup.name;
    this.endpoint = endpoint;
    this.logGroup = logGroup;
    this.expiryAlarm = expiryAlarm;
    this.registerOutputs({
      endpointId: this.endpointId,
      securityGroupId: this.securityGroupId,
      role: this.role,
      certificateArn: this.certificateArn,
      clientCertificatePems: this.clientCertificatePems,
      logGroupName: this.logGroupName,
    });
  }

  /** The VPN as the end from which a path starts. */
  get end(): PathEnd {
    return { securityGroupId: this.securityGroupId, role: this.role };
  }
}

/**
 * The arguments with their defaults.
 * @throws RefusedArgumentError for an argument below the protocol.
 */
export function resolveOperationsVpn(name: string, args: OperationsVpnArgs): Resolved {
  const refuse = refusals("OperationsVpn", name);
  assertShape(refuse, "OperationsVpn", args);
  const { certExpiryAlarm } = certificateRenewal.limits;
  const resolved: Resolved = {
    expiryAlarmDays: certExpiryAlarm.value,
    banner: "This access is for authorised operators alone. Connections are logged.",
    splitTunnel: true,
    overrides: {},
    ...given(args),
    logs: resolveLogs(refuse, "logs", args.logs, vpnLogClass),
  };
  const { vpcCidrBlock, clientCidrBlock, expiryAlarmDays, banner, serverCertificate } = resolved;
  assertArn(refuse, "alarmTopicArn", args.alarmTopicArn, "topic", certificateRenewal);
  assertPrivateRange(refuse, "vpcCidrBlock", vpcCidrBlock, VPC_PREFIX_LENGTHS);
  assertPrivateRange(refuse, "clientCidrBlock", clientCidrBlock, CLIENT_PREFIX_LENGTHS);
  if (overlap(clientCidrBlock, vpcCidrBlock)) {
    throw refuse("clientCidrBlock", clientCidrBlock, `a range apart from that of the network, ${vpcCidrBlock}`);
  }
  assertSubnets(refuse, "subnetIds", resolved.subnetIds);
  assertSaml(refuse, resolved.saml);
  assertAccess(refuse, resolved.access, clientCidrBlock);
  assertWithin(refuse, "expiryAlarmDays", expiryAlarmDays, certificateRenewal, certExpiryAlarm);
  if (!Number.isInteger(expiryAlarmDays)) {
    throw refuse("expiryAlarmDays", expiryAlarmDays, "whole days");
  }
  assertServerCertificate(refuse, serverCertificate, expiryAlarmDays);
  assertClientCertificates(refuse, resolved.clientCertificates, makesAuthority(serverCertificate));
  if (typeof banner !== "string" || banner.trim() === "" || banner.length > MAX_BANNER) {
    throw refuse("banner", banner, `1 to ${MAX_BANNER} characters that say who may come in`);
  }
  assertTags(refuse, resolved.tags);
  assertRoles(refuse, resolved.overrides, operationsVpnRoles);
  return resolved;
}

const noVpnInChina = (name: string) =>
  refusals("OperationsVpn", name)(
    "region",
    "China",
    "a SessionManager there, or a VPN server of your own whose range the stack declares in palisade:adminRanges: " +
      "the cloud is not known to offer its VPN for clients in China",
    vpnAccess,
  );

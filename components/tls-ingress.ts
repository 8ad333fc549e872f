import type * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import {
  apiAuthentication,
  outputEscaping,
  owaspTopTen,
  sessionTimeout,
  tokenAuthentication,
  uploadLimits,
} from "../protocol/application";
import { loadBalancing } from "../protocol/availability";
import type { Control } from "../protocol/control";
import { botTraffic, edgeProtection, requestRate } from "../protocol/ddos";
import { logSources } from "../protocol/log";
import { businessPorts } from "../protocol/network";
import { certificateAuthority, certificateRenewal, clientTraffic, internalTraffic, tlsVersions } from "../protocol/tls";
import { assertArn } from "./argument/arn";
import type { AccessLogDestination } from "./argument/access-log-destination";
import { given } from "./argument/given";
import type { EndRole, PathEnd } from "./argument/path-end";
import { refusals } from "./argument/refusal";
import { assertShape } from "./argument/shape";
import { assertSubnets } from "./argument/zones";
import { accountOf, assertAccountId } from "./child/account";
import { childrenOf } from "./child/children";
import { makeExpiryAlarm } from "./child/expiry-alarm";
import { type Logs, resolveLogs } from "./child/log-group";
import { assertRoles } from "./child/overrides";
import { assertNotChinaRegion, outsideChina } from "./child/partition";
import { assertTags, type Tags } from "./child/tags";
import { assertJwt, type JwtAuthentication, type OidcAuthentication, resolveOidc } from "./ingress/authentication";
import { assertIdentity, CertificateKeyAlgorithm, makeAliases, makeCertificate } from "./ingress/certificate";
import { makeFirewall } from "./ingress/firewall";
import { assertConversation, makeHttps, makeRules, strictContent } from "./ingress/listener";
import {
  assertLoadBalancing,
  makeLoadBalancer,
  makeRedirect,
  makeTargetGroups,
  usualIdleSeconds,
} from "./ingress/load-balancer";
import { assertName } from "./ingress/name";
import { type IngressChildren, ingressRoles } from "./ingress/roles";
import { type IngressRoute, type ResolvedRoute, resolveRoutes } from "./ingress/route";
import { makeShield, noShieldInChina } from "./ingress/shield";
import { TlsPolicy } from "./ingress/tls-policy";
import { assertTraffic, assertWebLogs } from "./ingress/traffic";
import { makeWebAcl, webLogClass } from "./ingress/web-acl";
import type { IngressUpload } from "./ingress/web-acl-rules";

/** Arguments of an entrance by TLS. */
export interface TlsIngressArgs {
  /** Id of the network. */
  vpcId: pulumi.Input<string>;
  /** Ids of subnets in at least as many availability zones as HA-02 demands: public ones, or private ones with internal. */
  subnetIds: pulumi.Input<string>[];
  /** Requests by path and host, and where they go. */
  routes: IngressRoute[];
  /** Bucket for the logs of requests and connections (LOG-01). */
  accessLogs: AccessLogDestination;
  /** ARN of the topic that hears of a certificate which nobody renewed (TLS-05). */
  alarmTopicArn: pulumi.Input<string>;
  /** Tags of every resource. */
  tags: Tags;
  /** Reachable within the network alone, where paths open it. Default: false, which opens port 443 to the internet. */
  internal?: boolean;
  /** Answers plain HTTP with a redirect to HTTPS (NET-02). Default: false. */
  redirectHttp?: boolean;
  /**
   * Names under which clients find the entrance, such as chat.example.com or *.example.com, at most 10. In China they need an
   * ICP filing. Default: none.
   */
  domainNames?: string[];
  /** Id of the public zone of the names: for a new certificate, and for records that lead here. Default: none. */
  hostedZoneId?: pulumi.Input<string>;
  /** ARN of a certificate in ACM that is there already (TLS-04). Default: a new one for the domain names. */
  certificateArn?: pulumi.Input<string>;
  /** Kind of the key of a new certificate (TLS-04). Default: EC_prime256v1. */
  keyAlgorithm?: CertificateKeyAlgorithm;
  /** Versions and ciphers of TLS (TLS-03). Default: restricted. */
  tlsPolicy?: TlsPolicy;
  /** Seconds for which browsers remember to use HTTPS alone, at least as many as TLS-01 demands. Default: as many. */
  hstsMaxAgeSeconds?: number;
  /** What pages may load, without unsafe-inline and unsafe-eval (APP-08). Default: what comes from their own host, in no frame. */
  contentSecurityPolicy?: string;
  /** Issuer of the tokens that clients present. Needs a path from the entrance to its keys, port 443. Default: none. */
  jwt?: JwtAuthentication;
  /** Provider at which users sign in. Needs a path from the entrance to it, port 443. Prefer jwt. Default: none. */
  oidc?: OidcAuthentication;
  /** Seconds without data after which a connection ends: 1 to 60, or to 4000 where a route has webSocket. Default: 60. */
  idleTimeoutSeconds?: number;
  /** Seconds after which a client connects anew, 60 to 604800. Default: 3600. */
  clientKeepAliveSeconds?: number;
  /** Requests of one address in a window, at least 10 and at most as many as DDOS-02 allows. Default: as many. */
  requestLimit?: number;
  /** Length of the window in seconds: 60, 120, 300 or 600 (DDOS-02). Default: 300. */
  requestWindowSeconds?: number;
  /**
   * Beginnings of the paths where browsers sign in or register: they solve a CAPTCHA first (DDOS-03). Native clients cannot,
   * and use paths of their own. At most 5. Default: none.
   */
  captchaPaths?: string[];
  /**
   * Beginnings of paths from which bots that say what they are stay away (DDOS-03). Native clients count as bots, so that
   * their paths do not belong here. At most 5. Default: none.
   */
  botControlPaths?: string[];
  /** Paths with bodies of more than 8 KiB, which are refused elsewhere (APP-09). At most 5. Default: none. */
  uploads?: IngressUpload[];
  /** How the log of the web firewall is kept (LOG-01). Default: none, where wafLogDestinationArn says where it goes. */
  logs?: Logs;
  /**
   * ARN of a log group, bucket or delivery stream for the log of the web firewall, whose name begins with aws-waf-logs-
   * (LOG-01). Default: a log group of its own, as logs says.
   */
  wafLogDestinationArn?: pulumi.Input<string>;
  /**
   * Protects the load balancer with Shield Advanced, to which the account must be subscribed; not in China (DDOS-01).
   * Default: false, which leaves Shield's standard protection.
   */
  shieldAdvanced?: boolean;
  /** Account of the deployment, twelve digits: known before the provider is asked. Default: that of the provider. */
  accountId?: string;
  /**
   * Properties that replace those of children: loadBalancer, httpsListener, redirectListener, targetGroup, listenerRule,
   * certificate, certificateRecord, certificateAlarm, aliasRecord, webAcl, webAclLogGroup, webAclLogging, shieldProtection.
   * The policies still judge them.
   */
  overrides?: Record<string, any>;
}

type Optional = "hostedZoneId" | "certificateArn" | "jwt" | "wafLogDestinationArn" | "accountId";
type Resolved = Required<Omit<TlsIngressArgs, Optional | "routes" | "oidc" | "logs">> &
  Pick<TlsIngressArgs, Optional> & {
    routes: ResolvedRoute[];
    oidc?: Required<OidcAuthentication>;
    logs?: Required<Logs>;
  };

/**
 * The way in from the internet, or from within the network: a load balancer that answers by TLS 1.2 and newer alone, behind
 * a web firewall, and hands on only requests that some route takes and whose client has authenticated, by TLS again.
 *
 * The rest is not found, redirected or refused: plain HTTP, old versions of TLS, malformed requests, known attacks, too many
 * requests of one address, large bodies where no upload is declared. Requests and connections are logged, tokens and cookies
 * are not. What leads on, to the targets and to the provider of tokens, is opened by paths from the entrance's end.
 *
 * The name of the component has at most 21 letters, digits and hyphens, because that of a load balancer is short.
 *
 * @cost A load balancer by the hour and by the traffic it handles; a web firewall by the month, by the rule and by the
 * request. Bot control, CAPTCHAs and Shield Advanced cost extra, the last by the year.
 *
 * @example
 * ```ts
 * import { Environment, Key, KeyService, Network, Path, RecoveryTier, TlsIngress } from "@palisade-iac/palisade";
 *
 * const tags = { env: Environment.Production, tier: RecoveryTier.Red, owner: "im-platform" };
 * const key = new Key("logs", {
 *   description: "Logs",
 *   administrators: ["arn:aws:iam::123456789012:role/key-administrator"],
 *   services: [KeyService.Logs],
 *   tags,
 * });
 * const logs = { kmsKeyArn: key.keyArn };
 * const network = new Network("chat", {
 *   cidrBlock: "10.20.0.0/16",
 *   zones: ["eu-central-1a", "eu-central-1b"],
 *   logs,
 *   tags,
 * });
 * const entrance = new TlsIngress("chat", {
 *   vpcId: network.vpcId,
 *   subnetIds: network.publicSubnetIds,
 *   domainNames: ["chat.example.com"],
 *   hostedZoneId: "Z0123456789EXAMPLE",
 *   jwt: {
 *     issuer: "https://login.example.com",
 *     jwksEndpoint: "https://login.example.com/.well-known/jwks.json",
 *     claims: [{ name: "client_id", values: ["chat"] }],
 *   },
 *   routes: [{ name: "api", priority: 1, paths: ["/api/*"], port: 8443, healthCheckPath: "/healthz" }],
 *   accessLogs: { bucketName: "example-access-logs" },
 *   alarmTopicArn: "arn:aws:sns:eu-central-1:123456789012:alarms",
 *   logs,
 *   tags,
 * });
 * new Path("keys-of-the-issuer", {
 *   from: entrance.end,
 *   to: { internet: true },
 *   port: 443,
 *   description: "Keys of the issuer of tokens",
 *   tags,
 * });
 * ```
 */
export class TlsIngress extends pulumi.ComponentResource {
  /** Controls that what it makes serves. */
  static readonly controls: readonly Control[] = [
    clientTraffic,
    internalTraffic,
    tlsVersions,
    certificateAuthority,
    certificateRenewal,
    edgeProtection,
    requestRate,
    botTraffic,
    loadBalancing,
    apiAuthentication,
    tokenAuthentication,
    outputEscaping,
    uploadLimits,
    sessionTimeout,
    owaspTopTen,
    logSources,
    businessPorts,
  ];
  /** Roles of the children, as keys of `overrides`. */
  static readonly roles: readonly string[] = ingressRoles;

  /** ARN of the load balancer. */
  readonly loadBalancerArn: pulumi.Output<string>;
  /** Name that the cloud gives the load balancer, for records in other zones. */
  readonly dnsName: pulumi.Output<string>;
  /** Id of the zone of that name, for alias records. */
  readonly zoneId: pulumi.Output<string>;
  /** ARNs of the target groups by the names of the routes, for servers and clusters that register there. */
  readonly targetGroupArns: { [key: string]: pulumi.Output<string> };
  /** Id of the security group of the load balancer. */
  readonly securityGroupId: pulumi.Output<string>;
  /** What the entrance is, as an end of paths. */
  readonly role: EndRole;
  /** ARN of the web firewall. */
  readonly webAclArn: pulumi.Output<string>;
  /** ARN of the certificate, once it is issued. */
  readonly certificateArn: pulumi.Output<string>;
  /** Name of the log group of the web firewall. Absent where its log goes elsewhere. */
  readonly webAclLogGroupName?: pulumi.Output<string>;
  /** The load balancer. */
  readonly loadBalancer: aws.lb.LoadBalancer;
  /** Its listener for HTTPS. */
  readonly httpsListener: aws.lb.Listener;
  /** The target groups, by the names of the routes. */
  readonly targetGroups: { [key: string]: aws.lb.TargetGroup };
  /** The web firewall. */
  readonly webAcl: aws.wafv2.WebAcl;

  constructor(name: string, args: TlsIngressArgs, opts?: pulumi.ComponentResourceOptions) {
    const refuse = refusals("TlsIngress", name);
    const resolved = resolveTlsIngress(name, args);
    if (resolved.shieldAdvanced) {
      assertNotChinaRegion(opts, noShieldInChina(refuse));
    }
    super("palisade:index:TlsIngress", name, resolved, opts);
    const children: IngressChildren = childrenOf(this, name, "load-balancer", resolved);
    const anywhere = accountOf(this, resolved.accountId);
    const account = resolved.shieldAdvanced ? outsideChina(anywhere, noShieldInChina(refuse)) : anywhere;

    const firewall = makeFirewall(children, name, resolved);
    const loadBalancer = makeLoadBalancer(children, firewall, account, resolved);
    const web = makeWebAcl(children, name, loadBalancer, account, resolved);
    if (resolved.shieldAdvanced) {
      makeShield(children, loadBalancer, web);
    }
    const certificateArn = makeCertificate(children, resolved);
    makeExpiryAlarm(children, "certificateAlarm", "certificate-expiry", certificateArn, {
      days: certificateRenewal.limits.certExpiryAlarm.value,
      remedy: "see why it was not renewed",
      alarmTopicArn: resolved.alarmTopicArn,
    });
    const targetGroups = makeTargetGroups(children, resolved);
    const httpsListener = makeHttps(children, loadBalancer, certificateArn, resolved, web.association);
    makeRules(children, httpsListener, targetGroups, resolved.routes, resolved);
    if (resolved.redirectHttp) {
      makeRedirect(children, loadBalancer);
    }
    makeAliases(children, loadBalancer, resolved);

    this.loadBalancerArn = loadBalancer.arn;
    this.dnsName = loadBalancer.dnsName;
    this.zoneId = loadBalancer.zoneId;
    this.targetGroupArns = Object.fromEntries(Object.entries(targetGroups).map(([route, { arn }]) => [route, arn]));
    this.securityGroupId = firewall.securityGroupId;
    this.role = firewall.role;
    this.webAclArn = web.webAcl.arn;
    this.certificateArn = certificateArn;
    this.webAclLogGroupName = web.logGroup?.name;
    this.loadBalancer = loadBalancer;
    this.httpsListener = httpsListener;
    this.targetGroups = targetGroups;
    this.webAcl = web.webAcl;
    this.registerOutputs({
      loadBalancerArn: this.loadBalancerArn,
      dnsName: this.dnsName,
      zoneId: this.zoneId,
      targetGroupArns: this.targetGroupArns,
      securityGroupId: this.securityGroupId,
      role: this.role,
      webAclArn: this.webAclArn,
      certificateArn: this.certificateArn,
      webAclLogGroupName: this.webAclLogGroupName,
    });
  }

  /** This entrance as an end of a path: to the targets and to the provider of tokens, or from clients where it is internal. */
  get end(): PathEnd {
    return { securityGroupId: this.securityGroupId, role: this.role };
  }
}

/**
 * The arguments with their defaults.
 * @throws RefusedArgumentError for an argument below the protocol.
 */
export function resolveTlsIngress(name: string, args: TlsIngressArgs): Resolved {
  const refuse = refusals("TlsIngress", name);
  assertShape(refuse, "TlsIngress", args);
  assertName(refuse, name);
  assertArn(refuse, "alarmTopicArn", args.alarmTopicArn, "topic", certificateRenewal);
  const { jwt, oidc, logs, routes, ...others } = args;
  if (jwt !== undefined) {
    assertJwt(refuse, jwt);
  }
  const providers = { ...(jwt && { jwt }), ...(oidc && { oidc: resolveOidc(refuse, oidc) }) };
  const resolved: Resolved = {
    internal: false,
    redirectHttp: false,
    domainNames: [],
    keyAlgorithm: CertificateKeyAlgorithm.EcP256,
    tlsPolicy: TlsPolicy.Restricted,
    hstsMaxAgeSeconds: clientTraffic.limits.hstsMaxAge.value,
    contentSecurityPolicy: strictContent,
    idleTimeoutSeconds: usualIdleSeconds,
    clientKeepAliveSeconds: 3600,
    requestLimit: requestRate.limits.perIpRequestLimit.value,
    requestWindowSeconds: 300,
    captchaPaths: [],
    botControlPaths: [],
    uploads: [],
    shieldAdvanced: false,
    overrides: {},
    ...given(others),
    ...providers,
    routes: resolveRoutes(refuse, name, routes, providers),
    ...(logs && { logs: resolveLogs(refuse, "logs", logs, webLogClass) }),
  };
  assertSubnets(refuse, "subnetIds", resolved.subnetIds);
  assertLoadBalancing(refuse, resolved);
  assertIdentity(refuse, resolved);
  assertConversation(refuse, resolved);
  assertTraffic(refuse, resolved);
  assertWebLogs(refuse, resolved);
  assertAccountId(refuse, resolved.accountId);
  assertTags(refuse, resolved.tags);
  assertRoles(refuse, resolved.overrides, ingressRoles);
  return resolved;
}

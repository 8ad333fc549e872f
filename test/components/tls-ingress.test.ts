import assert from "node:assert/strict";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import {
  CertificateKeyAlgorithm,
  ClaimFormat,
  EndRole,
  Environment,
  type IngressRoute,
  type JwtAuthentication,
  type OidcAuthentication,
  RecoveryTier,
  RouteAuthentication,
  TargetType,
  TlsIngress,
  type TlsIngressArgs,
  TlsPolicy,
} from "../../components";
import { tlsVersions } from "../../protocol/tls";
import { securityPolicies } from "../../components/ingress/tls-policy";
import { china, named, ofType, record, type Registered, typeOf, valueOf } from "../support/mocks";
import { refuses } from "../support/refusal";
import { inRegion } from "../support/region";

const tags = { env: Environment.Production, tier: RecoveryTier.Red, owner: "im-platform" };
const kmsKeyArn = "arn:aws:kms:eu-central-1:111122223333:key/1";
const certificateArn = "arn:aws:acm:eu-central-1:111122223333:certificate/7f3a91c2-e04b-4c55-8a4f-3b6d6f1e2a90";
const govCloud = { accountId: "1", region: "us-gov-west-1", partition: "aws-us-gov", dnsSuffix: "amazonaws.com" };

const api: IngressRoute = { name: "api", priority: 10, paths: ["/api/*"], port: 8443, healthCheckPath: "/healthz" };
const reason = "Pages that everybody may see";
const pages: IngressRoute = {
  ...api,
  name: "pages",
  priority: 20,
  paths: ["/", "/assets/*"],
  authentication: RouteAuthentication.Public,
  publicReason: reason,
};
const socket: IngressRoute = { ...api, name: "socket", priority: 30, paths: ["/socket"], webSocket: true };

const jwt: JwtAuthentication = {
  issuer: "https://login.example.com",
  jwksEndpoint: "https://login.example.com/keys",
  claims: [
    { name: "client_id", values: ["chat"] },
    { name: "scope", values: ["read", "write"], format: ClaimFormat.SpaceSeparated },
  ],
};
const oidc: OidcAuthentication = {
  issuer: "https://login.example.com",
  authorizationEndpoint: "https://login.example.com/authorize",
  tokenEndpoint: "https://login.example.com/token",
  userInfoEndpoint: "https://login.example.com/userinfo",
  clientId: "console",
  clientSecret: pulumi.secret("hidden"),
};

const minimal: TlsIngressArgs = {
  vpcId: "vpc-1",
  subnetIds: ["subnet-1", "subnet-2"],
  domainNames: ["chat.example.com"],
  hostedZoneId: "Z1",
  jwt,
  routes: [api],
  accessLogs: { bucketName: "access-logs" },
  alarmTopicArn: "arn:aws:sns:eu-central-1:111122223333:alarms",
  logs: { kmsKeyArn },
  tags,
};

const ingress = (change: Partial<TlsIngressArgs> = {}) => new TlsIngress("edge", { ...minimal, ...change });
const make = (change: Partial<TlsIngressArgs> = {}) => record(() => ingress(change));

/** Classes that have no tags. */
const untagged = [
  aws.acm.CertificateValidation,
  aws.cloudwatch.LogResourcePolicy,
  aws.route53.Record,
  aws.shield.ApplicationLayerAutomaticResponse,
  aws.wafv2.WebAclAssociation,
  aws.wafv2.WebAclLoggingConfiguration,
].map(typeOf);

/** Tags of what keeps data. */
interface Data {
  readonly "data-class"?: string;
  readonly retention?: string;
  readonly "log-class"?: string;
}

/** Those of the component itself, without the components among them and what these make. */
const childrenOf = (resources: readonly Registered[]) => {
  const { urn } = named(resources, "edge");
  return resources.filter(({ parent, type }) => parent === urn && !type.startsWith("palisade:"));
};

describe("TlsIngress", () => {
  it("parents, names and tags everything that it makes, and completes once", async () => {
    const { resources, completed } = await make({
      redirectHttp: true,
      shieldAdvanced: true,
      routes: [{ ...api, cors: true, healthPaths: ["/status"] }],
    });
    const { urn, type } = named(resources, "edge");
    assert.equal(type, "palisade:index:TlsIngress");
    assert.equal(resources.length, 26);
    for (const { name, parent } of resources.filter((resource) => resource.urn !== urn)) {
      assert.notEqual(parent, "", name);
      assert.ok(name.startsWith("edge-"), name);
    }
    for (const child of childrenOf(resources).filter((resource) => !untagged.includes(resource.type))) {
      const { "data-class": _, retention: __, "log-class": ___, ...others } = child.inputs["tags"] as object & Data;
      assert.deepEqual(others, { Name: child.name, ...tags, "asset-class": "load-balancer" }, child.name);
    }
    assert.equal(completed.filter((completedUrn) => completedUrn === urn).length, 1);
  });

  it("makes one load balancer over the subnets, which logs and drops what is malformed", async () => {
    const { resources } = await make({ accessLogs: { bucketName: "access-logs", prefix: "chat/edge" } });
    const { tags: _, ...inputs } = named(resources, "edge-lb").inputs;
    assert.deepEqual(inputs, {
      loadBalancerType: "application",
      internal: false,
      subnets: ["subnet-1", "subnet-2"],
      securityGroups: ["edge-firewall-group-id"],
      ipAddressType: "ipv4",
      dropInvalidHeaderFields: true,
      desyncMitigationMode: "strictest",
      xffHeaderProcessingMode: "append",
      enableTlsVersionAndCipherSuiteHeaders: true,
      enableWafFailOpen: false,
      enableDeletionProtection: true,
      enableCrossZoneLoadBalancing: true,
      enableZonalShift: true,
      idleTimeout: 60,
      clientKeepAlive: 3600,
      accessLogs: { bucket: "access-logs", enabled: true, prefix: "chat/edge" },
      connectionLogs: { bucket: "access-logs", enabled: true, prefix: "chat/edge" },
    });
  });

  it("asks for no zonal shift where there is none", async () => {
    const { resources } = await record(() => ingress(), govCloud);
    assert.equal(named(resources, "edge-lb").inputs["enableZonalShift"], false);
  });

  it("lets the internet in by HTTPS alone", async () => {
    const { resources } = await make();
    const rules = ofType(resources, aws.vpc.SecurityGroupIngressRule).map(({ inputs }) => inputs);
    assert.deepEqual(
      rules.map(({ securityGroupId, cidrIpv4, fromPort, toPort, ipProtocol }) => [
        securityGroupId,
        cidrIpv4,
        fromPort,
        toPort,
        ipProtocol,
      ]),
      [["edge-firewall-group-id", "0.0.0.0/0", 443, 443, "tcp"]],
    );
    assert.deepEqual(ofType(resources, aws.vpc.SecurityGroupEgressRule), []);
  });

  it("answers plain HTTP with a redirect and nothing else, where the program says so", async () => {
    const { resources } = await make({ redirectHttp: true });
    const ports = ofType(resources, aws.vpc.SecurityGroupIngressRule).map(({ inputs }) => inputs["fromPort"]);
    assert.deepEqual(ports.toSorted(), [443, 80]);
    const { inputs } = named(resources, "edge-redirect");
    assert.deepEqual([inputs["port"], inputs["protocol"]], [80, "HTTP"]);
    assert.deepEqual(inputs["defaultActions"], [
      { type: "redirect", redirect: { protocol: "HTTPS", port: "443", statusCode: "HTTP_301" } },
    ]);
    const listeners = ofType(resources, aws.lb.ListenerRule).map(({ inputs: { listenerArn } }) => listenerArn);
    assert.deepEqual(listeners, ["arn:aws:mock:::edge-https"]);
  });

  it("opens nothing where it is internal", async () => {
    const { resources, made } = await make({ internal: true, redirectHttp: true });
    assert.equal(named(resources, "edge-lb").inputs["internal"], true);
    assert.deepEqual(ofType(resources, aws.vpc.SecurityGroupIngressRule), []);
    assert.equal(made.end.role, EndRole.LoadBalancer);
    assert.equal(await valueOf(made.securityGroupId), "edge-firewall-group-id");
    assert.equal(made.end.securityGroupId, made.securityGroupId);
  });

  it("speaks TLS 1.3 and restricted 1.2, and tells browsers to do so and to load nothing foreign", async () => {
    const { resources } = await make();
    const { inputs, dependsOn } = named(resources, "edge-https");
    const { tags: _, ...rest } = inputs;
    assert.deepEqual(rest, {
      loadBalancerArn: "arn:aws:mock:::edge-lb",
      port: 443,
      protocol: "HTTPS",
      sslPolicy: "ELBSecurityPolicy-TLS13-1-2-Res-2021-06",
      certificateArn: "arn:aws:mock:::edge-certificate",
      routingHttpResponseServerEnabled: false,
      routingHttpResponseStrictTransportSecurityHeaderValue: "max-age=31536000; includeSubDomains",
      routingHttpResponseXContentTypeOptionsHeaderValue: "nosniff",
      routingHttpResponseXFrameOptionsHeaderValue: "DENY",
      routingHttpResponseContentSecurityPolicyHeaderValue:
        "default-src 'self'; base-uri 'self'; frame-ancestors 'none'; object-src 'none'",
      defaultActions: [
        {
          type: "fixed-response",
          fixedResponse: { statusCode: "404", contentType: "text/plain", messageBody: "Not found" },
        },
      ],
    });
    assert.ok(dependsOn.includes(named(resources, "edge-waf-association").urn));
    assert.ok(dependsOn.includes(named(resources, "edge-validation").urn));
  });

  it("takes stricter TLS and other headers from the program", async () => {
    const { resources } = await make({
      tlsPolicy: TlsPolicy.Tls13,
      hstsMaxAgeSeconds: 63_072_000,
      contentSecurityPolicy: "default-src 'none'",
    });
    const { inputs } = named(resources, "edge-https");
    assert.equal(inputs["sslPolicy"], "ELBSecurityPolicy-TLS13-1-3-2021-06");
    assert.equal(
      inputs["routingHttpResponseStrictTransportSecurityHeaderValue"],
      "max-age=63072000; includeSubDomains",
    );
    assert.equal(inputs["routingHttpResponseContentSecurityPolicyHeaderValue"], "default-src 'none'");
  });

  it("offers no policy that accepts an old version of TLS", () => {
    const oldest = tlsVersions.limits.minTlsVersion.value.replace(".", "-");
    const offered = Object.values(TlsPolicy).map((policy) => securityPolicies[policy]);
    assert.equal(new Set(offered).size, offered.length);
    for (const policy of offered) {
      const [, version = "", extension = ""] = /-TLS13-(1-\d)-(?:(Ext\d)-)?/.exec(policy) ?? [];
      assert.ok(version >= oldest, policy);
      // Those are for old ciphers.
      assert.equal(extension, "", policy);
    }
  });

  it("has a certificate issued for its names, whose records lead to the load balancer", async () => {
    const domainNames = ["chat.example.com", "*.chat.example.com", "im.example.com"];
    const { resources, made } = await make({ domainNames });
    const { tags: _, ...certificate } = named(resources, "edge-certificate").inputs;
    assert.deepEqual(certificate, {
      domainName: "chat.example.com",
      subjectAlternativeNames: ["*.chat.example.com", "im.example.com"],
      validationMethod: "DNS",
      keyAlgorithm: "EC_prime256v1",
    });
    const records = ofType(resources, aws.route53.Record);
    assert.deepEqual(records.map(({ name }) => name).toSorted(), [
      "edge-alias-_.chat.example.com",
      "edge-alias-chat.example.com",
      "edge-alias-im.example.com",
      "edge-validation-chat.example.com",
      "edge-validation-im.example.com",
    ]);
    assert.deepEqual(named(resources, "edge-validation-im.example.com").inputs, {
      zoneId: "Z1",
      name: "_proof.im.example.com",
      type: "CNAME",
      records: ["_proof.acm-validations.example"],
      ttl: 300,
      allowOverwrite: true,
    });
    assert.deepEqual(named(resources, "edge-validation").inputs, {
      certificateArn: "arn:aws:mock:::edge-certificate",
      validationRecordFqdns: ["_proof.chat.example.com", "_proof.im.example.com"],
    });
    assert.deepEqual(named(resources, "edge-alias-_.chat.example.com").inputs, {
      zoneId: "Z1",
      name: "*.chat.example.com",
      type: "A",
      aliases: [{ name: "edge-lb.elb.example", zoneId: "edge-lb-zone", evaluateTargetHealth: true }],
    });
    assert.equal(await valueOf(made.certificateArn), "arn:aws:mock:::edge-certificate");
  });

  it("shows the certificate that the program names", async () => {
    const { resources } = await make({ certificateArn, keyAlgorithm: CertificateKeyAlgorithm.Rsa2048 });
    assert.deepEqual(ofType(resources, aws.acm.Certificate), []);
    assert.equal(named(resources, "edge-https").inputs["certificateArn"], certificateArn);
    assert.deepEqual(
      ofType(resources, aws.route53.Record).map(({ name }) => name),
      ["edge-alias-chat.example.com"],
    );
    const elsewhere = await make({ certificateArn, domainNames: undefined, hostedZoneId: undefined });
    assert.deepEqual(ofType(elsewhere.resources, aws.route53.Record), []);
  });

  it("alarms a month before the certificate expires", async () => {
    const { resources } = await make({ certificateArn });
    const { tags: _, ...alarm } = named(resources, "edge-certificate-expiry").inputs;
    assert.deepEqual(alarm, {
      alarmDescription: "The certificate expires in 30 days or less: see why it was not renewed.",
      namespace: "AWS/CertificateManager",
      metricName: "DaysToExpiry",
      dimensions: { CertificateArn: certificateArn },
      statistic: "Minimum",
      period: 86_400,
      evaluationPeriods: 1,
      comparisonOperator: "LessThanOrEqualToThreshold",
      threshold: 30,
      treatMissingData: "missing",
      alarmActions: ["arn:aws:sns:eu-central-1:111122223333:alarms"],
      insufficientDataActions: ["arn:aws:sns:eu-central-1:111122223333:alarms"],
    });
  });

  it("forwards only what carries a token of the issuer, but for public routes, health checks and preflights", async () => {
    const { resources } = await make({
      routes: [{ ...api, cors: true, healthPaths: ["/status"], hosts: ["api.example.com"] }, pages],
    });
    const forward = (route: string) => ({ type: "forward", targetGroupArn: `arn:aws:mock:::edge-${route}` });
    const rules = ofType(resources, aws.lb.ListenerRule).map(({ name, inputs }) => [name, inputs["actions"]]);
    assert.deepEqual(Object.fromEntries(rules), {
      "edge-health-api": [forward("api")],
      "edge-preflight-api": [forward("api")],
      "edge-route-pages": [forward("pages")],
      "edge-route-api": [
        {
          type: "jwt-validation",
          jwtValidation: {
            issuer: "https://login.example.com",
            jwksEndpoint: "https://login.example.com/keys",
            additionalClaims: [
              { name: "client_id", values: ["chat"], format: "single-string" },
              { name: "scope", values: ["read", "write"], format: "space-separated-values" },
            ],
          },
        },
        forward("api"),
      ],
    });
    const { inputs } = named(resources, "edge-route-api");
    assert.deepEqual([inputs["listenerArn"], inputs["priority"]], ["arn:aws:mock:::edge-https", 20_010]);
    assert.deepEqual(inputs["conditions"], [
      { pathPattern: { values: ["/api/*"] } },
      { hostHeader: { values: ["api.example.com"] } },
    ]);
  });

  it("has users sign in where there is a provider and no issuer of tokens, and keeps its secret one", async () => {
    const { resources } = await make({ jwt: undefined, oidc });
    const [authenticate, forward] = named(resources, "edge-route-api").inputs["actions"] as readonly {
      readonly authenticateOidc?: Readonly<Record<string, unknown>>;
      readonly type: string;
    }[];
    const { clientSecret, ...settings } = authenticate?.authenticateOidc ?? {};
    assert.equal(authenticate?.type, "authenticate-oidc");
    assert.deepEqual(settings, {
      issuer: "https://login.example.com",
      authorizationEndpoint: "https://login.example.com/authorize",
      tokenEndpoint: "https://login.example.com/token",
      userInfoEndpoint: "https://login.example.com/userinfo",
      clientId: "console",
      scope: "openid",
      sessionTimeout: 28_800,
      onUnauthenticatedRequest: "authenticate",
    });
    assert.deepEqual(clientSecret, {
      "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
      value: "hidden",
    });
    assert.equal(forward?.type, "forward");
  });

  it("marks the provider's secret as one where the program did not", async () => {
    const { resources } = await make({ oidc: { ...oidc, clientSecret: pulumi.output("hidden") } });
    const shown = named(resources, "edge").inputs["oidc"] as { readonly clientSecret: unknown };
    assert.deepEqual(shown.clientSecret, {
      "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
      value: "hidden",
    });
  });

  it("lets each route say how its clients authenticate", async () => {
    const console: IngressRoute = { ...pages, authentication: RouteAuthentication.Oidc, publicReason: undefined };
    const { resources } = await make({ oidc: { ...oidc, sessionHours: 0.5 }, routes: [api, console] });
    const actionsOf = (rule: string) =>
      named(resources, rule).inputs["actions"] as readonly {
        readonly type: string;
        readonly authenticateOidc?: { readonly sessionTimeout: number };
      }[];
    assert.equal(actionsOf("edge-route-api")[0]?.type, "jwt-validation");
    assert.equal(actionsOf("edge-route-pages")[0]?.authenticateOidc?.sessionTimeout, 1800);
  });

  it("needs no issuer where every route is public with its reason", async () => {
    const { resources } = await make({ jwt: undefined, routes: [pages] });
    assert.equal((named(resources, "edge-route-pages").inputs["actions"] as readonly unknown[]).length, 1);
  });

  it("reaches targets by TLS", async () => {
    const { resources, made } = await make({ routes: [api, { ...pages, targetType: TargetType.Ip }] });
    const { tags: _, ...group } = named(resources, "edge-api").inputs;
    assert.deepEqual(group, {
      vpcId: "vpc-1",
      protocol: "HTTPS",
      port: 8443,
      targetType: "instance",
      loadBalancingAlgorithmType: "round_robin",
      deregistrationDelay: 60,
      healthCheck: { protocol: "HTTPS", path: "/healthz", matcher: "200", interval: 15, timeout: 5 },
      stickiness: { enabled: false, type: "lb_cookie" },
    });
    assert.equal(named(resources, "edge-pages").inputs["targetType"], "ip");
    assert.deepEqual(await valueOf(pulumi.output(made.targetGroupArns)), {
      api: "arn:aws:mock:::edge-api",
      pages: "arn:aws:mock:::edge-pages",
    });
    assert.deepEqual(Object.keys(made.targetGroups), ["api", "pages"]);
  });

  it("keeps the connections of WebSockets, and its clients at their target where the program says so", async () => {
    const { resources } = await make({
      routes: [api, { ...socket, stickinessSeconds: 3600 }],
      idleTimeoutSeconds: 4000,
      clientKeepAliveSeconds: 7200,
    });
    const { inputs } = named(resources, "edge-socket");
    assert.equal(inputs["loadBalancingAlgorithmType"], "least_outstanding_requests");
    assert.equal(inputs["deregistrationDelay"], 300);
    assert.deepEqual(inputs["stickiness"], { enabled: true, type: "lb_cookie", cookieDuration: 3600 });
    const balancer = named(resources, "edge-lb").inputs;
    assert.deepEqual([balancer["idleTimeout"], balancer["clientKeepAlive"]], [4000, 7200]);
  });

  it("stands behind a web firewall whose log shows no tokens and no cookies", async () => {
    const { resources, made } = await make();
    const { inputs } = named(resources, "edge-waf");
    assert.deepEqual(
      [inputs["scope"], inputs["defaultAction"], inputs["description"]],
      ["REGIONAL", { allow: {} }, "Requests to edge"],
    );
    assert.deepEqual(
      (inputs["rules"] as readonly { readonly name: string }[]).map(({ name }) => name),
      ["request-rate", "ambiguous-path", "ip-reputation", "known-bad-inputs", "common", "sql-injection"],
    );
    assert.deepEqual(named(resources, "edge-waf-association").inputs, {
      resourceArn: "arn:aws:mock:::edge-lb",
      webAclArn: "arn:aws:mock:::edge-waf",
    });
    const logging = named(resources, "edge-waf-logging");
    assert.deepEqual(logging.inputs, {
      resourceArn: "arn:aws:mock:::edge-waf",
      logDestinationConfigs: ["arn:aws:logs:eu-central-1:111122223333:log-group:aws-waf-logs-im-test-edge"],
      redactedFields: [{ singleHeader: { name: "authorization" } }, { singleHeader: { name: "cookie" } }],
    });
    assert.ok(logging.dependsOn.includes(named(resources, "edge-waf-logs-policy").urn));
    assert.equal(await valueOf(made.webAclArn), "arn:aws:mock:::edge-waf");
  });

  it("keeps the log of the web firewall for a year, where only the log delivery of the account writes", async () => {
    const { resources, made } = await record(() => ingress(), china);
    const { inputs, protect } = named(resources, "edge-waf-logs");
    const { "data-class": dataClass, retention, "log-class": logClass } = inputs["tags"] as Record<string, string>;
    assert.deepEqual(
      [inputs["name"], inputs["kmsKeyId"], inputs["retentionInDays"], inputs["deletionProtectionEnabled"]],
      ["aws-waf-logs-im-test-edge", kmsKeyArn, 365, true],
    );
    assert.deepEqual([dataClass, retention, logClass, protect], ["important", "365", "security", true]);
    const policy = named(resources, "edge-waf-logs-policy").inputs;
    assert.equal(policy["policyName"], "im-test-edge-waf-logs");
    assert.deepEqual(JSON.parse(policy["policyDocument"] as string), {
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Principal: { Service: "delivery.logs.amazonaws.com" },
          Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
          Resource: "arn:aws-cn:logs:cn-north-1:444455556666:log-group:aws-waf-logs-im-test-edge:*",
          Condition: {
            StringEquals: { "aws:SourceAccount": "444455556666" },
            ArnLike: { "aws:SourceArn": "arn:aws-cn:logs:cn-north-1:444455556666:*" },
          },
        },
      ],
    });
    assert.ok(made.webAclLogGroupName);
    assert.equal(await valueOf(made.webAclLogGroupName), "aws-waf-logs-im-test-edge");
  });

  it("writes the log of the web firewall to where the program says", async () => {
    const wafLogDestinationArn = "arn:aws:firehose:eu-central-1:111122223333:deliverystream/aws-waf-logs-edge";
    const { resources, made } = await make({ logs: undefined, wafLogDestinationArn });
    assert.deepEqual(named(resources, "edge-waf-logging").inputs["logDestinationConfigs"], [wafLogDestinationArn]);
    assert.deepEqual(ofType(resources, aws.cloudwatch.LogGroup), []);
    assert.equal(made.webAclLogGroupName, undefined);
  });

  it("lets Shield Advanced protect it and block attacks, where the program says so", async () => {
    const { resources } = await make({ shieldAdvanced: true });
    assert.equal(named(resources, "edge-shield").inputs["resourceArn"], "arn:aws:mock:::edge-lb");
    const response = named(resources, "edge-shield-response");
    assert.deepEqual(response.inputs, { resourceArn: "arn:aws:mock:::edge-lb", action: "BLOCK" });
    assert.ok(response.dependsOn.includes(named(resources, "edge-shield").urn));
    assert.ok(response.dependsOn.includes(named(resources, "edge-waf-association").urn));
    const without = await make();
    assert.deepEqual(ofType(without.resources, aws.shield.Protection), []);
  });

  refuses("TlsIngress", (region: string) => inRegion(region, () => ingress({ shieldAdvanced: true })), {
    "Shield Advanced where the configuration names a region of China": {
      change: "cn-northwest-1",
      control: "DDOS-01",
      message:
        'TlsIngress "edge": shieldAdvanced is true; DDOS-01 requires another scrubbing service in China, where there is ' +
        "no Shield Advanced.",
    },
  });

  it("lets overrides replace properties of a child, with a warning", async () => {
    const { resources, warnings } = await make({ overrides: { loadBalancer: { preserveHostHeader: true } } });
    assert.equal(named(resources, "edge-lb").inputs["preserveHostHeader"], true);
    assert.equal(named(resources, "edge-lb").inputs["dropInvalidHeaderFields"], true);
    assert.deepEqual(warnings, ["edge-lb: overrides set preserveHostHeader; the component does not vouch for this."]);
  });

  const name = (component: string) => (change: Partial<TlsIngressArgs>) =>
    new TlsIngress(component, { ...minimal, ...change });

  refuses("TlsIngress", name("a-name-that-is-too-long"), {
    "a name that is too long for a load balancer": {
      change: {},
      message:
        'TlsIngress "a-name-that-is-too-long": name is "a-name-that-is-too-long"; expected at most 21 letters, digits and ' +
        "hyphens, not beginning with internal-.",
    },
  });

  refuses("TlsIngress", name("internal-edge"), {
    "a name that the cloud keeps for itself": {
      change: {},
      message:
        'TlsIngress "internal-edge": name is "internal-edge"; expected at most 21 letters, digits and hyphens, not ' +
        "beginning with internal-.",
    },
  });

  const route = (change: Partial<IngressRoute>, ...others: readonly IngressRoute[]): Partial<TlsIngressArgs> => ({
    routes: [{ ...api, ...change }, ...others],
  });
  const claims = (...claims: JwtAuthentication["claims"]): Partial<TlsIngressArgs> => ({ jwt: { ...jwt, claims } });
  const provider = (change: Partial<OidcAuthentication>): Partial<TlsIngressArgs> => ({ oidc: { ...oidc, ...change } });

  refuses("TlsIngress", ingress, {
    "subnets in one zone": {
      change: { subnetIds: ["subnet-1"] },
      control: "HA-02",
      message: 'TlsIngress "edge": subnetIds is ["subnet-1"]; HA-02 requires subnets in at least 2 availability zones.',
    },
    "no route": {
      change: { routes: [] },
      message: 'TlsIngress "edge": routes is []; expected one route at least.',
    },
    "a route whose name is too long for a target group": {
      change: route({ name: "a-name-that-is-too-long" }),
      message:
        'TlsIngress "edge": routes[0].name is "a-name-that-is-too-long"; expected at most 19 lower-case letters, digits ' +
        "and hyphens.",
    },
    "a route without a place": {
      change: route({ priority: 10_000 }),
      message: 'TlsIngress "edge": routes[0].priority is 10000; expected 1 to 9999 whole numbers.',
    },
    "two routes in one place": {
      change: route({}, { ...pages, priority: 10 }),
      message: 'TlsIngress "edge": routes is [10,10]; expected a priority of its own for each.',
    },
    "two routes of one name": {
      change: route({}, { ...pages, name: "api" }),
      message: 'TlsIngress "edge": routes is ["api","api"]; expected a name of its own for each.',
    },
    "a route without paths": {
      change: route({ paths: [] }),
      message: 'TlsIngress "edge": routes[0].paths is []; expected one path at least.',
    },
    "a path that is none": {
      change: route({ paths: ["api"] }),
      message:
        'TlsIngress "edge": routes[0].paths[0] is "api"; expected a path of at most 128 letters, digits and -_.~$/@:+, ' +
        "with * and ?.",
    },
    "a host that is none": {
      change: route({ hosts: ["Chat"] }),
      message: 'TlsIngress "edge": routes[0].hosts[0] is "Chat"; expected a host name in lower case, with * and ?.',
    },
    "more conditions than a rule takes": {
      change: route({ paths: ["/a", "/b", "/c", "/d"], hosts: ["a.b"], cors: true }),
      message:
        'TlsIngress "edge": routes[0].paths is ["/a","/b","/c","/d"]; expected at most 4 together with the hosts.',
    },
    "more health checks than a rule takes": {
      change: route({ healthPaths: ["/a", "/b", "/c", "/d"] }),
      message:
        'TlsIngress "edge": routes[0].healthPaths is ["/a","/b","/c","/d"]; expected at most 3 together with the hosts.',
    },
    "more wildcards than a rule takes": {
      change: route({ paths: ["/*/*/*", "/a/*/*/*"] }),
      message:
        'TlsIngress "edge": routes[0].paths is ["/*/*/*","/a/*/*/*"]; expected at most 5 wildcards together with the hosts.',
    },
    "health checks on every path, which would let everybody in": {
      change: route({ healthPaths: ["/*"] }),
      control: "APP-01",
      message:
        'TlsIngress "edge": routes[0].healthPaths[0] is "/*"; APP-01 requires a path of at most 128 letters, digits and ' +
        "-_.~$/@:+ without wildcards.",
    },
    "a health check of targets on no path": {
      change: route({ healthCheckPath: "healthz" }),
      message:
        'TlsIngress "edge": routes[0].healthCheckPath is "healthz"; expected a path of at most 128 letters, digits and ' +
        "-_.~$/@:+.",
    },
    "a port that is none": {
      change: route({ port: 0 }),
      control: "NET-01",
      message: 'TlsIngress "edge": routes[0].port is 0; NET-01 requires one port from 1 to 65535.',
    },
    "a kind of target that is none": {
      change: route({ targetType: "lambda" as TargetType }),
      message: 'TlsIngress "edge": routes[0].targetType is "lambda"; expected one of instance, ip.',
    },
    "a way to authenticate that is none": {
      change: route({ authentication: "basic" as RouteAuthentication }),
      control: "APP-01",
      message: 'TlsIngress "edge": routes[0].authentication is "basic"; APP-01 requires one of jwt, oidc, public.',
    },
    "routes that authenticate nobody": {
      change: { jwt: undefined },
      control: "APP-01",
      message:
        'TlsIngress "edge": routes[0].authentication is "jwt"; APP-01 requires the argument jwt, or a public route with ' +
        "its reason.",
    },
    "users who sign in nowhere": {
      change: route({ authentication: RouteAuthentication.Oidc }),
      control: "APP-01",
      message:
        'TlsIngress "edge": routes[0].authentication is "oidc"; APP-01 requires the argument oidc, or a public route with ' +
        "its reason.",
    },
    "a public route without a reason": {
      change: route({ authentication: RouteAuthentication.Public, publicReason: " " }),
      control: "APP-01",
      message: 'TlsIngress "edge": routes[0].publicReason is " "; APP-01 requires a reason why nobody authenticates.',
    },
    "a reason for a route that is not public": {
      change: route({ publicReason: reason }),
      message: `TlsIngress "edge": routes[0].publicReason is "${reason}"; expected none where clients authenticate.`,
    },
    "a public route over one that authenticates": {
      change: route({}, { ...pages, paths: ["/*"] }),
      control: "APP-01",
      message:
        'TlsIngress "edge": routes[0].paths is "/api/*"; APP-01 requires paths that no public route matches on the same ' +
        "host, as pages does.",
    },
    "a public route over one that authenticates, on some host": {
      change: route({ hosts: ["*.example.com"] }, { ...pages, paths: ["/*"], hosts: ["chat.example.com"] }),
      control: "APP-01",
      message:
        'TlsIngress "edge": routes[0].paths is "/api/*"; APP-01 requires paths that no public route matches on the same ' +
        "host, as pages does.",
    },
    "a route that never answers": {
      change: route({}, { ...socket, paths: ["/api/socket"] }),
      message:
        'TlsIngress "edge": routes[1].paths is "/api/socket"; expected paths that the route api does not take before it.',
    },
    "clients that stay at a target without a WebSocket": {
      change: route({ stickinessSeconds: 3600 }),
      control: "APP-12",
      message:
        'TlsIngress "edge": routes[0].stickinessSeconds is 3600; APP-12 requires none where webSocket is not set.',
    },
    "clients that stay for longer than the cloud offers": {
      change: route({ webSocket: true, stickinessSeconds: 604_801 }),
      message: 'TlsIngress "edge": routes[0].stickinessSeconds is 604801; expected 1 to 604800 whole seconds.',
    },
    "a target that never leaves": {
      change: route({ deregistrationDelaySeconds: 3601 }),
      message: 'TlsIngress "edge": routes[0].deregistrationDelaySeconds is 3601; expected 0 to 3600 whole seconds.',
    },
    "more routes than a load balancer takes": {
      change: {
        routes: Array.from({ length: 101 }, (_, index) => ({
          ...api,
          name: `r${index}`,
          priority: index + 1,
          paths: [`/r${index}`],
        })),
      },
      message: 'TlsIngress "edge": routes is 101; expected routes of at most 100 rules.',
    },
    "tokens of no issuer": {
      change: { jwt: { ...jwt, issuer: "" } },
      control: "APP-02",
      message: 'TlsIngress "edge": jwt.issuer is ""; APP-02 requires an issuer of 1 to 256 characters.',
    },
    "keys of tokens in the clear": {
      change: { jwt: { ...jwt, jwksEndpoint: "http://login.example.com/keys" } },
      control: "APP-02",
      message: 'TlsIngress "edge": jwt.jwksEndpoint is "http://login.example.com/keys"; APP-02 requires an https URL.',
    },
    "tokens for anybody": {
      change: claims(),
      control: "APP-02",
      message:
        'TlsIngress "edge": jwt.claims is []; APP-02 requires 1 to 10 claims, one of which says for whom a token is.',
    },
    "a claim that is looked at anyway": {
      change: claims({ name: "exp", values: ["1"] }),
      message:
        'TlsIngress "edge": jwt.claims[0].name is "exp"; expected the name of a claim other than exp, iss, nbf, iat.',
    },
    "a claim without values": {
      change: claims({ name: "aud", values: [] }),
      message: 'TlsIngress "edge": jwt.claims[0].values is []; expected 1 to 10 values.',
    },
    "a claim in a format that is none": {
      change: claims({ name: "aud", values: ["chat"], format: "json" as ClaimFormat }),
      message:
        'TlsIngress "edge": jwt.claims[0].format is "json"; expected one of single-string, string-array, ' +
        "space-separated-values.",
    },
    "a claim twice": {
      change: claims({ name: "aud", values: ["chat"] }, { name: "aud", values: ["im"] }),
      message: 'TlsIngress "edge": jwt.claims is ["aud","aud"]; expected each of them once.',
    },
    "a provider's secret in plain text": {
      change: provider({ clientSecret: "hidden" }),
      control: "SEC-01",
      message: 'TlsIngress "edge": oidc.clientSecret is "(plain text)"; SEC-01 requires a secret output.',
    },
    "a provider in the clear": {
      change: provider({ tokenEndpoint: "http://login.example.com/token" }),
      control: "APP-02",
      message:
        'TlsIngress "edge": oidc.tokenEndpoint is "http://login.example.com/token"; APP-02 requires an https URL.',
    },
    "a provider that does not know the entrance": {
      change: provider({ clientId: "" }),
      message: 'TlsIngress "edge": oidc.clientId is ""; expected the id under which the provider knows the entrance.',
    },
    "a provider that is not asked who the user is": {
      change: provider({ scope: "email" }),
      control: "APP-02",
      message: 'TlsIngress "edge": oidc.scope is "email"; APP-02 requires openid among what the provider is asked for.',
    },
    "a session of more than a day's work": {
      change: provider({ sessionHours: 9 }),
      control: "APP-13",
      message: 'TlsIngress "edge": oidc.sessionHours is 9; APP-13 requires at most 8 hours.',
    },
    "a session of no time": {
      change: provider({ sessionHours: 0 }),
      message: 'TlsIngress "edge": oidc.sessionHours is 0; expected a second at least.',
    },
    "logs without a bucket": {
      change: { accessLogs: { bucketName: "" } },
      control: "LOG-01",
      message: 'TlsIngress "edge": accessLogs.bucketName is ""; LOG-01 requires the name of a bucket.',
    },
    "a prefix of logs that the cloud does not take": {
      change: { accessLogs: { bucketName: "access-logs", prefix: "/chat/" } },
      message:
        'TlsIngress "edge": accessLogs.prefix is "/chat/"; expected letters, digits and _.-, with single slashes between, ' +
        "without AWSLogs.",
    },
    "a kind of key that is none": {
      change: { keyAlgorithm: "RSA_1024" as CertificateKeyAlgorithm },
      control: "TLS-04",
      message:
        'TlsIngress "edge": keyAlgorithm is "RSA_1024"; TLS-04 requires one of EC_prime256v1, EC_secp384r1, RSA_2048.',
    },
    "a name that is none": {
      change: { domainNames: ["chat"] },
      message: 'TlsIngress "edge": domainNames[0] is "chat"; expected a domain name in lower case.',
    },
    "a name twice": {
      change: { domainNames: ["a.example.com", "a.example.com"] },
      message:
        'TlsIngress "edge": domainNames is ["a.example.com","a.example.com"]; expected at most 10, each of them once.',
    },
    "a first name that is too long for a certificate": {
      change: { domainNames: [`${"a".repeat(60)}.example.com`] },
      message: `TlsIngress "edge": domainNames[0] is "${"a".repeat(60)}.example.com"; expected at most 64 characters.`,
    },
    "names without their zone": {
      change: { hostedZoneId: undefined, certificateArn },
      message: 'TlsIngress "edge": hostedZoneId is missing; expected the zone of the domain names.',
    },
    "a zone without names": {
      change: { domainNames: [] },
      message: 'TlsIngress "edge": domainNames is []; expected one name at least in the hosted zone.',
    },
    "no certificate": {
      change: { domainNames: undefined, hostedZoneId: undefined },
      control: "TLS-04",
      message:
        'TlsIngress "edge": certificateArn is missing; TLS-04 requires a certificate, or domain names and a hosted zone to ' +
        "have one issued.",
    },
    "a certificate that nobody renews": {
      change: { certificateArn: "arn:aws:iam::111122223333:server-certificate/edge" },
      control: "TLS-05",
      message:
        'TlsIngress "edge": certificateArn is "arn:aws:iam::111122223333:server-certificate/edge"; TLS-05 requires the ARN ' +
        "of a certificate in ACM.",
    },
    "old versions of TLS": {
      change: { tlsPolicy: "ELBSecurityPolicy-2016-08" as TlsPolicy },
      control: "TLS-03",
      message:
        'TlsIngress "edge": tlsPolicy is "ELBSecurityPolicy-2016-08"; TLS-03 requires one of restricted, ' +
        "restricted-post-quantum, tls-1.3, tls-1.3-post-quantum.",
    },
    "browsers that forget HTTPS": {
      change: { hstsMaxAgeSeconds: 31_535_999 },
      control: "TLS-01",
      message: 'TlsIngress "edge": hstsMaxAgeSeconds is 31535999; TLS-01 requires at least 31536000 seconds.',
    },
    "a fraction of a second": {
      change: { hstsMaxAgeSeconds: 31_536_000.5 },
      message: 'TlsIngress "edge": hstsMaxAgeSeconds is 31536000.5; expected whole seconds.',
    },
    "pages that load anything": {
      change: { contentSecurityPolicy: "" },
      message: 'TlsIngress "edge": contentSecurityPolicy is ""; expected 1 to 1024 ASCII characters.',
    },
    "pages with scripts of whoever can write into them": {
      change: { contentSecurityPolicy: "script-src 'self' 'unsafe-inline'" },
      control: "APP-08",
      message:
        "TlsIngress \"edge\": contentSecurityPolicy is \"script-src 'self' 'unsafe-inline'\"; APP-08 requires no " +
        "unsafe-inline or unsafe-eval.",
    },
    "idle connections without a WebSocket": {
      change: { idleTimeoutSeconds: 61 },
      message: 'TlsIngress "edge": idleTimeoutSeconds is 61; expected 1 to 60 whole seconds.',
    },
    "connections that are idle for longer than the cloud offers": {
      change: { routes: [socket], idleTimeoutSeconds: 4001 },
      message: 'TlsIngress "edge": idleTimeoutSeconds is 4001; expected 1 to 4000 whole seconds.',
    },
    "clients that connect anew all the time": {
      change: { clientKeepAliveSeconds: 59 },
      message: 'TlsIngress "edge": clientKeepAliveSeconds is 59; expected 60 to 604800 whole seconds.',
    },
    "more requests of one address than the protocol allows": {
      change: { requestLimit: 2001 },
      control: "DDOS-02",
      message: 'TlsIngress "edge": requestLimit is 2001; DDOS-02 requires at most 2000 requests a window.',
    },
    "requests that are no number": {
      change: { requestLimit: NaN },
      control: "DDOS-02",
      message: 'TlsIngress "edge": requestLimit is NaN; DDOS-02 requires at most 2000 requests a window.',
    },
    "fewer requests than the cloud counts": {
      change: { requestLimit: 9 },
      message: 'TlsIngress "edge": requestLimit is 9; expected 10 to 2000 whole requests.',
    },
    "a window that is not offered": {
      change: { requestWindowSeconds: 90 },
      control: "DDOS-02",
      message: 'TlsIngress "edge": requestWindowSeconds is 90; DDOS-02 requires one of 60, 120, 300 or 600 seconds.',
    },
    "a CAPTCHA on a path that is none": {
      change: { captchaPaths: ["sign-in"] },
      message:
        'TlsIngress "edge": captchaPaths[0] is "sign-in"; expected the beginning of a path: at most 128 letters, digits ' +
        "and -_.~$@:+/.",
    },
    "more paths than a web firewall weighs": {
      change: { botControlPaths: ["/a", "/b", "/c", "/d", "/e", "/f"] },
      message:
        'TlsIngress "edge": botControlPaths is ["/a","/b","/c","/d","/e","/f"]; expected at most 5, each of them once.',
    },
    "uploads larger than the protocol allows": {
      change: { uploads: [{ path: "/media/", maxMebibytes: 101 }] },
      control: "APP-09",
      message: 'TlsIngress "edge": uploads[0].maxMebibytes is 101; APP-09 requires at most 100 MiB.',
    },
    "uploads of nothing": {
      change: { uploads: [{ path: "/media/", maxMebibytes: 0 }] },
      message: 'TlsIngress "edge": uploads[0].maxMebibytes is 0; expected 1 to 100 whole MiB.',
    },
    "uploads on a path that is none": {
      change: { uploads: [{ path: "media", maxMebibytes: 1 }] },
      message:
        'TlsIngress "edge": uploads[0].path is "media"; expected the beginning of a path: at most 128 letters, digits and ' +
        "-_.~$@:+/.",
    },
    "a web firewall without a log": {
      change: { logs: undefined },
      control: "LOG-01",
      message: 'TlsIngress "edge": wafLogDestinationArn is missing; LOG-01 requires either it or logs.',
    },
    "a log that web firewalls do not write to": {
      change: { logs: undefined, wafLogDestinationArn: "arn:aws:s3:::logs" },
      message:
        'TlsIngress "edge": wafLogDestinationArn is "arn:aws:s3:::logs"; expected the ARN of a log group, bucket or ' +
        "delivery stream whose name begins with aws-waf-logs-.",
    },
    "logs that are kept for too short": {
      change: { logs: { kmsKeyArn, retentionDays: 150 } },
      control: "LOG-02",
      message: 'TlsIngress "edge": logs.retentionDays is 150; LOG-02 requires at least 180 days.',
    },
    "an account that is none": {
      change: { accountId: "1" },
      message: 'TlsIngress "edge": accountId is "1"; expected twelve digits.',
    },
    "a blank owner": {
      change: { tags: { ...tags, owner: "" } },
      control: "SCO-01",
      message: 'TlsIngress "edge": tags.owner is ""; SCO-01 requires the name of a team.',
    },
    "overrides of a child that it does not have": {
      change: { overrides: { listener: {} } },
      message:
        'TlsIngress "edge": overrides.listener is {}; expected a role among loadBalancer, httpsListener, redirectListener, ' +
        "targetGroup, listenerRule, certificate, certificateRecord, certificateAlarm, aliasRecord, webAcl, webAclLogGroup, " +
        "webAclLogging, shieldProtection.",
    },
  });
});

import type * as aws from "@pulumi/aws";
import { upTo } from "./whole-number";

/** A path that takes more than what the firewall reads of a body. */
export interface IngressUpload {
  /** Beginning of the paths, such as /media/. */
  path: string;
  /** Size of a body in MiB, whole and at most as much as APP-09 allows. Clients must state it: Content-Length. */
  maxMebibytes: number;
}

/** What the web firewall of an entrance is told. Paths are the beginnings of paths. */
export interface WebTraffic {
  /** Requests of one address in a window. */
  readonly requestLimit: number;
  readonly requestWindowSeconds: number;
  readonly captchaPaths: readonly string[];
  readonly botControlPaths: readonly string[];
  readonly uploads: readonly IngressUpload[];
}

type Statement = aws.types.input.wafv2.WebAclRuleStatement;

/** A rule of the web firewall. */
export interface WebAclRule extends aws.types.input.wafv2.WebAclRule {
  readonly name: string;
  readonly priority: number;
  readonly statement: Statement;
}

type Action = Pick<aws.types.input.wafv2.WebAclRule, "action" | "overrideAction">;

/** What the common rules say of a body larger than what a firewall reads of it before a load balancer: 8 KiB. */
const OVERSIZE = "awswaf:managed:aws:core-rule-set:SizeRestrictions_Body";

const MEBIBYTE = 1024 * 1024;

// As a path segment they lead elsewhere than the load balancer, which routes by what is written, believes: past the route
// that authenticates. Decoded once already; what is left of the encoding was there twice.
const SLASH = "(/|\\\\|%2f|%5c)";
const DOTS = `(\\.|%2e){1,2}(;|$|${SLASH})`;
const AMBIGUOUS_PATH = `${SLASH}(${DOTS}|${SLASH})`;

const block: Action = { action: { block: {} } };

/** The rules in the order in which they are tried. What none of them stops, passes. */
export function webAclRules(component: string, traffic: WebTraffic): readonly WebAclRule[] {
  const { captchaPaths, botControlPaths, uploads } = traffic;
  const rules: readonly (readonly [name: string, action: Action, statement: Statement])[] = [
    ["request-rate", { action: { block: { customResponse: { responseCode: 429 } } } }, requestRate(traffic)],
    ["ambiguous-path", block, pathFits(AMBIGUOUS_PATH)],
    managed("ip-reputation", "AWSManagedRulesAmazonIpReputationList"),
    managed("known-bad-inputs", "AWSManagedRulesKnownBadInputsRuleSet"),
    managed("common", "AWSManagedRulesCommonRuleSet", uploads.length > 0 ? countOversize : {}),
    managed("sql-injection", "AWSManagedRulesSQLiRuleSet"),
    ...(uploads.length > 0 ? [["oversize-body", block, oversizeElsewhere(uploads)] as const] : []),
    ...uploads.map((upload, index) => [`upload-${index + 1}`, block, largerThanAllowed(upload)] as const),
    ...(botControlPaths.length > 0 ? [managed("bots", "AWSManagedRulesBotControlRuleSet", bots(botControlPaths))] : []),
    ...(captchaPaths.length > 0 ? [["captcha", { action: { captcha: {} } }, signIn(captchaPaths)] as const] : []),
  ];
  return rules.map(([name, action, statement], priority) => ({
    name,
    priority,
    ...action,
    statement,
    visibilityConfig: visibility(`${component}-${name}`),
  }));
}

/** Samples of requests would show the tokens in them: the logs, without tokens, have all of them. */
export const visibility = (metricName: string) => ({
  cloudwatchMetricsEnabled: true,
  metricName,
  sampledRequestsEnabled: false,
});

function managed(
  name: string,
  group: string,
  settings: Partial<aws.types.input.wafv2.WebAclRuleStatementManagedRuleGroupStatement> = {},
): readonly [string, Action, Statement] {
  const managedRuleGroupStatement = { vendorName: "AWS", name: group, ...settings };
  return [name, { overrideAction: { none: {} } }, { managedRuleGroupStatement }];
}

const requestRate = ({ requestLimit, requestWindowSeconds }: WebTraffic): Statement => ({
  rateBasedStatement: { limit: requestLimit, evaluationWindowSec: requestWindowSeconds, aggregateKeyType: "IP" },
});

// The group only marks large bodies: the rules behind it block them, but for those of uploads.
const countOversize = { ruleActionOverrides: [{ name: "SizeRestrictions_BODY", actionToUse: { count: {} } }] };

const isOversize: Statement = { labelMatchStatement: { scope: "LABEL", key: OVERSIZE } };

const oversizeElsewhere = (uploads: readonly IngressUpload[]): Statement =>
  and(isOversize, ...uploads.map(({ path }) => not(pathBegins(path))));

const largerThanAllowed = ({ path, maxMebibytes }: IngressUpload): Statement =>
  and(
    isOversize,
    pathBegins(path),
    not({
      regexMatchStatement: {
        regexString: upTo(maxMebibytes * MEBIBYTE),
        fieldToMatch: { singleHeader: { name: "content-length" } },
        textTransformations: transformed("NONE"),
      },
    }),
  );

const bots = (paths: readonly string[]) => ({
  scopeDownStatement: anyOf(paths.map(pathBegins)),
  managedRuleGroupConfigs: [{ awsManagedRulesBotControlRuleSet: { inspectionLevel: "COMMON" } }],
});

// Browsers ask with OPTIONS on their own, where nobody could solve a puzzle.
const signIn = (paths: readonly string[]): Statement =>
  and(
    anyOf(paths.map(pathBegins)),
    not({
      byteMatchStatement: {
        searchString: "OPTIONS",
        positionalConstraint: "EXACTLY",
        fieldToMatch: { method: {} },
        textTransformations: transformed("NONE"),
      },
    }),
  );

const transformed = (...types: readonly string[]) => types.map((type, priority) => ({ priority, type }));

const pathFits = (regexString: string): Statement => ({
  regexMatchStatement: {
    regexString,
    fieldToMatch: { uriPath: {} },
    textTransformations: transformed("URL_DECODE", "LOWERCASE"),
  },
});

const pathBegins = (path: string): Statement => ({
  byteMatchStatement: {
    searchString: path.toLowerCase(),
    positionalConstraint: "STARTS_WITH",
    fieldToMatch: { uriPath: {} },
    textTransformations: transformed("URL_DECODE", "NORMALIZE_PATH", "LOWERCASE"),
  },
});

const and = (...statements: readonly Statement[]): Statement => ({ andStatement: { statements: [...statements] } });

const not = (statement: Statement): Statement => ({ notStatement: { statement } });

/** The one statement, or any of several: fewer than two would be refused. */
function anyOf(statements: readonly Statement[]): Statement {
  const [first, ...others] = statements;
  return first !== undefined && others.length === 0 ? first : { orStatement: { statements: [...statements] } };
}

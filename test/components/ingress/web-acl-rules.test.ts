import assert from "node:assert/strict";
import fc from "fast-check";
import { type WebAclRule, webAclRules, type WebTraffic } from "../../../components/ingress/web-acl-rules";

const usual: WebTraffic = {
  requestLimit: 2000,
  requestWindowSeconds: 300,
  captchaPaths: [],
  botControlPaths: [],
  uploads: [],
};

const rulesOf = (change: Partial<WebTraffic> = {}) => webAclRules("edge", { ...usual, ...change });

function ruleOf(name: string, change: Partial<WebTraffic> = {}): WebAclRule {
  const rule = rulesOf(change).find((candidate) => candidate.name === name);
  assert.ok(rule, name);
  return rule;
}

/** Whether the rule against ambiguous paths stops a path as the client writes it. */
function isStopped(path: string): boolean {
  const { statement } = ruleOf("ambiguous-path");
  const { regexString } = statement.regexMatchStatement as { readonly regexString: string };
  return new RegExp(regexString).test(decodeURIComponent(path).toLowerCase());
}

const begins = (path: string) => ({
  byteMatchStatement: {
    searchString: path,
    positionalConstraint: "STARTS_WITH",
    fieldToMatch: { uriPath: {} },
    textTransformations: [
      { priority: 0, type: "URL_DECODE" },
      { priority: 1, type: "NORMALIZE_PATH" },
      { priority: 2, type: "LOWERCASE" },
    ],
  },
});

const isOversize = {
  labelMatchStatement: { scope: "LABEL", key: "awswaf:managed:aws:core-rule-set:SizeRestrictions_Body" },
};

const traffic: fc.Arbitrary<WebTraffic> = fc.record({
  requestLimit: fc.integer({ min: 10, max: 2000 }),
  requestWindowSeconds: fc.constantFrom(60, 120, 300, 600),
  captchaPaths: fc.subarray(["/sign-in", "/register", "/reset"]),
  botControlPaths: fc.subarray(["/sign-in", "/register"]),
  uploads: fc.subarray([
    { path: "/media/", maxMebibytes: 100 },
    { path: "/avatars/", maxMebibytes: 1 },
  ]),
});

describe("the rules of the web firewall", () => {
  it("limit the requests of one address, first of all", () => {
    assert.deepEqual(ruleOf("request-rate", { requestLimit: 600, requestWindowSeconds: 60 }), {
      name: "request-rate",
      priority: 0,
      action: { block: { customResponse: { responseCode: 429 } } },
      statement: { rateBasedStatement: { limit: 600, evaluationWindowSec: 60, aggregateKeyType: "IP" } },
      visibilityConfig: {
        cloudwatchMetricsEnabled: true,
        metricName: "edge-request-rate",
        sampledRequestsEnabled: false,
      },
    });
  });

  it("have the managed groups against known addresses, inputs and injections, as they are", () => {
    const groups = rulesOf().flatMap(({ statement, overrideAction }) =>
      statement.managedRuleGroupStatement === undefined ? [] : [[statement.managedRuleGroupStatement, overrideAction]],
    );
    assert.deepEqual(
      groups,
      ["AmazonIpReputationList", "KnownBadInputsRuleSet", "CommonRuleSet", "SQLiRuleSet"].map((group) => [
        { vendorName: "AWS", name: `AWSManagedRules${group}` },
        { none: {} },
      ]),
    );
  });

  it("let larger bodies pass where uploads are, up to their size, and nowhere else", () => {
    const change = {
      uploads: [
        { path: "/media/", maxMebibytes: 1 },
        { path: "/Avatars/", maxMebibytes: 2 },
      ],
    };
    assert.deepEqual(ruleOf("common", change).statement, {
      managedRuleGroupStatement: {
        vendorName: "AWS",
        name: "AWSManagedRulesCommonRuleSet",
        ruleActionOverrides: [{ name: "SizeRestrictions_BODY", actionToUse: { count: {} } }],
      },
    });
    const elsewhere = ruleOf("oversize-body", change);
    assert.deepEqual(elsewhere.action, { block: {} });
    assert.deepEqual(elsewhere.statement, {
      andStatement: {
        statements: [
          isOversize,
          { notStatement: { statement: begins("/media/") } },
          { notStatement: { statement: begins("/avatars/") } },
        ],
      },
    });
    const upload = ruleOf("upload-2", change);
    assert.deepEqual(upload.action, { block: {} });
    assert.deepEqual(upload.statement, {
      andStatement: {
        statements: [
          isOversize,
          begins("/avatars/"),
          {
            notStatement: {
              statement: {
                regexMatchStatement: {
                  regexString:
                    "^(\\d|[1-9]\\d{1,5}|1\\d{6}|20[0-8]\\d{4}|209[0-6]\\d{3}|20970\\d{2}|20971[0-4]\\d|209715[0-1]|2097152)$",
                  fieldToMatch: { singleHeader: { name: "content-length" } },
                  textTransformations: [{ priority: 0, type: "NONE" }],
                },
              },
            },
          },
        ],
      },
    });
  });

  it("ask for a CAPTCHA where users sign in, but not in a preflight", () => {
    const notPreflight = {
      notStatement: {
        statement: {
          byteMatchStatement: {
            searchString: "OPTIONS",
            positionalConstraint: "EXACTLY",
            fieldToMatch: { method: {} },
            textTransformations: [{ priority: 0, type: "NONE" }],
          },
        },
      },
    };
    const one = ruleOf("captcha", { captchaPaths: ["/sign-in"] });
    assert.deepEqual(one.action, { captcha: {} });
    assert.deepEqual(one.statement, { andStatement: { statements: [begins("/sign-in"), notPreflight] } });
    assert.deepEqual(ruleOf("captcha", { captchaPaths: ["/sign-in", "/register"] }).statement, {
      andStatement: {
        statements: [{ orStatement: { statements: [begins("/sign-in"), begins("/register")] } }, notPreflight],
      },
    });
  });

  it("keep bots from the paths that are named, at the level that every partition has", () => {
    assert.deepEqual(ruleOf("bots", { botControlPaths: ["/sign-in"] }).statement, {
      managedRuleGroupStatement: {
        vendorName: "AWS",
        name: "AWSManagedRulesBotControlRuleSet",
        scopeDownStatement: begins("/sign-in"),
        managedRuleGroupConfigs: [{ awsManagedRulesBotControlRuleSet: { inspectionLevel: "COMMON" } }],
      },
    });
  });

  for (const path of [
    "/assets/../api/users",
    "/assets/%2e%2e/api",
    "/assets%2f..%2fapi",
    "/assets/..%5capi",
    "/assets/%252e%252e/api",
    "/assets/..;/api",
    "/./api",
    "//api/users",
    "/assets/%2F/api",
    "/assets/..",
  ]) {
    it(`stop ${path}, which targets could take for another path`, () => assert.ok(isStopped(path)));
  }

  for (const path of ["/", "/api/users", "/.well-known/jwks.json", "/media/a..b.png", "/a/...", "/caf%C3%A9/"]) {
    it(`let ${path} pass`, () => assert.ok(!isStopped(path)));
  }

  it("have priorities, names and metrics of their own, and limit every address in a window that is offered", () => {
    fc.assert(
      fc.property(traffic, (some) => {
        const rules = webAclRules("edge", some);
        assert.deepEqual(
          rules.map(({ priority }) => priority),
          rules.map((_, index) => index),
        );
        assert.equal(new Set(rules.map(({ name }) => name)).size, rules.length);
        for (const { name, visibilityConfig, action, overrideAction } of rules) {
          const { metricName } = visibilityConfig as { readonly metricName: string };
          assert.equal(metricName, `edge-${name}`);
          assert.match(metricName, /^[\w-]{1,128}$/);
          assert.ok((action === undefined) !== (overrideAction === undefined), name);
        }
        const [rate] = rules;
        assert.deepEqual(rate?.statement, {
          rateBasedStatement: {
            limit: some.requestLimit,
            evaluationWindowSec: some.requestWindowSeconds,
            aggregateKeyType: "IP",
          },
        });
      }),
    );
  });

  it("combine two statements at least, no deeper than the provider takes", () => {
    fc.assert(
      fc.property(traffic, (some) => {
        for (const { name, statement } of webAclRules("edge", some)) {
          assert.ok(depthOf(statement) <= 3, name);
        }
      }),
    );
  });
});

/** Levels of statements, each of whose combinations is looked at. */
function depthOf(statement: unknown): number {
  const { andStatement, orStatement, notStatement, managedRuleGroupStatement } = statement as Record<
    string,
    { readonly statements?: readonly unknown[]; readonly statement?: unknown; readonly scopeDownStatement?: unknown }
  >;
  const parts = andStatement?.statements ?? orStatement?.statements;
  assert.ok(parts === undefined || parts.length >= 2);
  const inner = parts ?? [notStatement?.statement, managedRuleGroupStatement?.scopeDownStatement];
  return 1 + Math.max(0, ...inner.filter((part) => part !== undefined).map(depthOf));
}

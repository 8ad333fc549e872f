import assert from "node:assert/strict";
import fc from "fast-check";
import { RouteAuthentication } from "../../../components";
import { conditionsOf, listenerRules, type RoutePatterns } from "../../../components/ingress/listener-rules";

const { Jwt, Public } = RouteAuthentication;

const api: RoutePatterns = {
  name: "api",
  priority: 10,
  paths: ["/api/*"],
  hosts: [],
  authentication: Jwt,
  healthPaths: ["/status"],
  cors: true,
};
const pages: RoutePatterns = {
  name: "pages",
  priority: 5,
  paths: ["/", "/assets/*"],
  hosts: ["chat.example.com"],
  authentication: Public,
  healthPaths: [],
  cors: true,
};

const routes: fc.Arbitrary<readonly RoutePatterns[]> = fc
  .uniqueArray(fc.integer({ min: 1, max: 9999 }), { minLength: 1, maxLength: 20 })
  .chain((priorities) =>
    fc.tuple(
      ...priorities.map((priority) =>
        fc.record({
          name: fc.constant(`route-${priority}`),
          priority: fc.constant(priority),
          paths: fc.constant(["/api/*"]),
          hosts: fc.subarray(["chat.example.com"]),
          authentication: fc.constantFrom(...Object.values(RouteAuthentication)),
          healthPaths: fc.subarray(["/status", "/ready"]),
          cors: fc.boolean(),
        }),
      ),
    ),
  );

describe("the rules of a listener", () => {
  it("try health checks, then preflights, then the routes", () => {
    assert.deepEqual(
      listenerRules([api, pages]).map(({ suffix, priority, paths, methods, authentication }) => [
        suffix,
        priority,
        paths,
        methods,
        authentication,
      ]),
      [
        ["health-api", 10, ["/status"], ["GET", "HEAD"], Public],
        ["preflight-api", 10_010, ["/api/*"], ["OPTIONS"], Public],
        ["route-pages", 20_005, ["/", "/assets/*"], [], Public],
        ["route-api", 20_010, ["/api/*"], [], Jwt],
      ],
    );
  });

  it("hold a request to path, host and method", () => {
    const [rule] = listenerRules([{ ...api, hosts: ["api.example.com"] }]);
    assert.ok(rule);
    assert.deepEqual(conditionsOf(rule), [
      { pathPattern: { values: ["/status"] } },
      { hostHeader: { values: ["api.example.com"] } },
      { httpRequestMethod: { values: ["GET", "HEAD"] } },
    ]);
    const [open] = listenerRules([{ ...pages, hosts: [] }]);
    assert.ok(open);
    assert.deepEqual(conditionsOf(open), [{ pathPattern: { values: ["/", "/assets/*"] } }]);
  });

  it("have priorities and names of their own, which the cloud takes", () => {
    fc.assert(
      fc.property(routes, (some) => {
        const rules = listenerRules(some);
        const priorities = rules.map(({ priority }) => priority);
        assert.equal(new Set(priorities).size, rules.length);
        assert.equal(new Set(rules.map(({ suffix }) => suffix)).size, rules.length);
        assert.ok(priorities.every((priority) => priority >= 1 && priority <= 50_000));
        assert.deepEqual(
          priorities,
          priorities.toSorted((a, b) => a - b),
        );
      }),
    );
  });

  it("keep their priorities when other routes come and go", () => {
    fc.assert(
      fc.property(routes, fc.nat(), (some, nth) => {
        const gone = some[nth % some.length]?.name;
        const rest = listenerRules(some.filter(({ name }) => name !== gone));
        assert.deepEqual(
          rest,
          listenerRules(some).filter(({ route }) => route !== gone),
        );
      }),
    );
  });

  it("let nobody in without authenticating but to what is public, health checks and preflights", () => {
    fc.assert(
      fc.property(routes, (some) => {
        for (const { route, methods, authentication, paths } of listenerRules(some)) {
          const of = some.find(({ name }) => name === route);
          const isExempt = methods.includes("OPTIONS") || paths === of?.healthPaths;
          assert.equal(authentication, isExempt ? Public : of?.authentication);
        }
      }),
    );
  });
});

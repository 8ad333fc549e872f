import assert from "node:assert/strict";
import Ajv from "ajv";
import fc from "fast-check";
import {
  type Declaration,
  declarationKeys,
  type DeclarationName,
  declare,
  type Problem,
  stricterEnvironment,
} from "../../protocol/declaration";

/** Already the 15th in Shanghai, still the 14th in New York. */
const now = new Date("2026-03-14T20:30:00Z");

const inStack = (values: Readonly<Record<string, unknown>>) => declare([{ from: "stack configuration", values }], now);

const read = <K extends DeclarationName>(key: K, value: unknown): Declaration[K]["value"] => {
  const { declaration, problems } = inStack({ [key]: value });
  assert.deepEqual(problems, []);
  assert.equal(declaration[key].from, "stack configuration");
  return declaration[key].value;
};

const problemWith = (key: string, value: unknown): Problem => {
  const { declaration, problems } = inStack({ [key]: value });
  const [problem, second] = problems;
  assert.ok(problem, `${key} accepts the value`);
  assert.equal(second, undefined);
  if (key in declaration) {
    assert.deepEqual(declaration[key as DeclarationName], declare([], now).declaration[key as DeclarationName]);
  }
  return problem;
};

describe("declare", () => {
  it("takes the default where nothing is declared", () => {
    const { declaration, problems } = declare([], now);
    const values = Object.fromEntries(Object.entries(declaration).map(([key, { value }]) => [key, value]));
    assert.deepEqual(problems, []);
    assert.deepEqual(values, {
      env: "production",
      tier: undefined,
      jurisdiction: undefined,
      cii: false,
      "mlps-level": undefined,
      timezone: "Asia/Shanghai",
      adminRanges: [],
      accountId: undefined,
      asOf: "2026-03-15",
      "change-id": undefined,
      protocolVersion: "2023",
      strict: false,
      waivers: undefined,
      roles: {},
    });
    assert.deepEqual([...new Set(Object.values(declaration).map(({ from }) => from))], ["default"]);
  });

  it("reads text as Pulumi's configuration holds it", () => {
    assert.equal(read("env", "staging"), "staging");
    assert.equal(read("tier", "red"), "red");
    assert.equal(read("jurisdiction", "eu"), "eu");
    assert.equal(read("cii", "false"), false);
    assert.equal(read("mlps-level", "3"), 3);
    assert.equal(read("timezone", "Europe/Berlin"), "Europe/Berlin");
    assert.deepEqual(read("adminRanges", '["10.8.0.0/16", "pl-0123456789abcdef0"]'), [
      "10.8.0.0/16",
      "pl-0123456789abcdef0",
    ]);
    assert.equal(read("accountId", "012345678901"), "012345678901");
    assert.equal(read("asOf", "2028-02-29"), "2028-02-29");
    assert.equal(read("change-id", "CHG-1042"), "CHG-1042");
    assert.equal(read("protocolVersion", "YQ-AQ-2026-11"), "YQ-AQ-2026-11");
    assert.equal(read("strict", "true"), true);
    assert.equal(read("waivers", "waivers.yaml"), "waivers.yaml");
    assert.deepEqual(read("waivers", ' [{"control": "NET-02"}]'), [{ control: "NET-02" }]);
    assert.deepEqual(read("roles", '{"nat": ["urn:a", "urn:b"]}'), { nat: ["urn:a", "urn:b"] });
  });

  it("reads typed values as a policy's configuration holds them", () => {
    assert.equal(read("cii", true), true);
    assert.equal(read("strict", false), false);
    assert.equal(read("mlps-level", 4), 4);
    assert.deepEqual(read("adminRanges", ["10.8.0.0/16"]), ["10.8.0.0/16"]);
    assert.equal(read("accountId", 123456789012), "123456789012");
    assert.equal(read("change-id", 1042), "1042");
    assert.deepEqual(read("waivers", [{ control: "NET-02" }]), [{ control: "NET-02" }]);
    assert.deepEqual(read("roles", { "k8s-node": ["urn:a"] }), { "k8s-node": ["urn:a"] });
  });

  it("reads the short names of environments", () => {
    assert.equal(read("env", "prod"), "production");
    assert.equal(read("env", "dev"), "development");
  });

  it("takes each value from the first source that has it", () => {
    const { declaration } = declare(
      [
        { from: "policy configuration", values: { env: "staging", tier: undefined } },
        { from: "stack configuration", values: { env: "development", tier: "orange" } },
        { from: "stack tags", values: { tier: "none", jurisdiction: "jp" } },
      ],
      now,
    );
    assert.deepEqual(declaration.env, { value: "staging", from: "policy configuration" });
    assert.deepEqual(declaration.tier, { value: "orange", from: "stack configuration" });
    assert.deepEqual(declaration.jurisdiction, { value: "jp", from: "stack tags" });
    assert.deepEqual(declaration.strict, { value: false, from: "default" });
  });

  it("asks no other source once a value is wrong, lest it be laxer", () => {
    const { declaration, problems } = declare([
      { from: "policy configuration", values: { env: "prd" } },
      { from: "stack configuration", values: { env: "development" } },
    ]);
    assert.deepEqual(declaration.env, { value: "production", from: "default" });
    assert.deepEqual(
      problems.map(({ key, from }) => [key, from]),
      [["env", "policy configuration"]],
    );
  });

  it("counts a missing date in the declared time zone", () => {
    assert.equal(inStack({ timezone: "America/New_York" }).declaration.asOf.value, "2026-03-14");
    assert.equal(inStack({ timezone: "Asia/Tokyo" }).declaration.asOf.value, "2026-03-15");
  });

  it("reports an unknown key with those that there are, and not its value", () => {
    assert.deepEqual(problemWith("teir", "hunter2"), {
      key: "teir",
      expected: "a key that a stack may declare",
      from: "stack configuration",
      allowed: [
        "env",
        "tier",
        "jurisdiction",
        "cii",
        "mlps-level",
        "timezone",
        "adminRanges",
        "accountId",
        "asOf",
        "change-id",
        "protocolVersion",
        "strict",
        "waivers",
        "roles",
      ],
    });
    assert.equal(problemWith("toString", "x").key, "toString");
  });

  it("reports an unknown word with those that there are", () => {
    assert.deepEqual(problemWith("env", "prd"), {
      key: "env",
      value: "prd",
      expected: "one of production, staging, development, prod, dev",
      from: "stack configuration",
      allowed: ["production", "staging", "development", "prod", "dev"],
    });
    assert.deepEqual(problemWith("tier", "Red").allowed, ["red", "orange", "yellow", "none"]);
    assert.deepEqual(problemWith("mlps-level", "1").allowed, ["2", "3", "4"]);
    assert.deepEqual(problemWith("strict", "yes").allowed, ["true", "false"]);
    assert.ok(problemWith("jurisdiction", "china").allowed.includes("cn"));
    assert.equal(problemWith("env", "constructor").value, "constructor");
  });

  it("reports an unknown role with those that there are", () => {
    assert.deepEqual(problemWith("roles", { gatway: ["urn:a"] }), {
      key: "roles",
      value: "gatway",
      expected: "one of the roles router, nat, vpn, k8s-node, gateway",
      from: "stack configuration",
      allowed: ["router", "nat", "vpn", "k8s-node", "gateway"],
    });
  });

  const wrong: readonly (readonly [key: string, value: unknown, expected: string])[] = [
    ["env", true, "one of production, staging, development, prod, dev"],
    ["env", ["production"], "one of production, staging, development, prod, dev"],
    ["cii", 1, "true or false"],
    ["cii", null, "true or false"],
    ["mlps-level", 5, "one of 2, 3, 4"],
    ["timezone", "Asia/Atlantis", "an IANA time zone such as Asia/Shanghai"],
    ["timezone", "+08:00", "an IANA time zone such as Asia/Shanghai"],
    ["timezone", "", "an IANA time zone such as Asia/Shanghai"],
    ["timezone", 8, "an IANA time zone such as Asia/Shanghai"],
    ["adminRanges", "10.8.0.0/16", 'a list of CIDR blocks and prefix lists such as ["10.8.0.0/16"]'],
    ["adminRanges", "[10.8.0.0/16", 'a list of CIDR blocks and prefix lists such as ["10.8.0.0/16"]'],
    ["adminRanges", [8], 'a list of CIDR blocks and prefix lists such as ["10.8.0.0/16"]'],
    ["adminRanges", [""], 'a list of CIDR blocks and prefix lists such as ["10.8.0.0/16"]'],
    ["accountId", "12345678901", "12 digits"],
    ["accountId", 12345678901, "12 digits"],
    ["accountId", "1234-5678-901", "12 digits"],
    ["asOf", "2026-02-29", "a date of the calendar as YYYY-MM-DD"],
    ["asOf", "2026-02-30", "a date of the calendar as YYYY-MM-DD"],
    ["asOf", "2026-13-01", "a date of the calendar as YYYY-MM-DD"],
    ["asOf", "26-03-01", "a date of the calendar as YYYY-MM-DD"],
    ["asOf", "2026-03-01T00:00:00Z", "a date of the calendar as YYYY-MM-DD"],
    ["change-id", " ", "a text that is not empty"],
    ["change-id", {}, "a text that is not empty"],
    ["protocolVersion", "", "a text that is not empty"],
    ["waivers", "", "the path of a file, or a list of waivers"],
    ["waivers", "[{", "the path of a file, or a list of waivers"],
    ["waivers", { control: "NET-02" }, "the path of a file, or a list of waivers"],
    ["roles", "nat", "an object that gives the URNs of each role as a list"],
    ["roles", ["nat"], "an object that gives the URNs of each role as a list"],
    ["roles", [["nat"]], "an object that gives the URNs of each role as a list"],
    ["roles", { nat: "urn:a" }, "an object that gives the URNs of each role as a list"],
  ];
  for (const [key, value, expected] of wrong) {
    it(`reports ${JSON.stringify(value)} as ${key}`, () => {
      assert.equal(problemWith(key, value).expected, expected);
    });
  }

  it("puts critical information infrastructure under cn", () => {
    const { declaration, problems } = inStack({ cii: "true" });
    assert.deepEqual(declaration.jurisdiction, { value: "cn", from: "stack configuration" });
    assert.deepEqual(problems, []);
    assert.deepEqual(inStack({ cii: true, jurisdiction: "cn" }).problems, []);
  });

  it("reports a jurisdiction that contradicts it", () => {
    const { declaration, problems } = declare([
      { from: "policy configuration", values: { jurisdiction: "eu" } },
      { from: "stack tags", values: { cii: "true" } },
    ]);
    assert.deepEqual(declaration.jurisdiction, { value: "cn", from: "stack tags" });
    assert.deepEqual(problems, [
      {
        key: "jurisdiction",
        value: "eu",
        expected: "cn, because cii is true",
        from: "policy configuration",
        allowed: ["cn"],
      },
    ]);
  });

  it("reads any value, or reports it once", () => {
    const keys = Object.keys(declarationKeys);
    fc.assert(
      fc.property(fc.constantFrom(...keys), fc.anything(), (key, value) => {
        const { declaration, problems } = inStack({ [key]: value });
        const { from } = declaration[key as DeclarationName];
        assert.equal(problems.length, value !== undefined && from === "default" ? 1 : 0);
      }),
    );
  });

  it("takes any date of the calendar and no other", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 31 }), (month, day) => {
        const days = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0;
        const asOf = `2027-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
        assert.equal(inStack({ asOf }).problems.length, day <= days ? 0 : 1);
      }),
    );
  });
});

describe("the keys of a declaration", () => {
  const accepts = (key: DeclarationName, value: unknown): boolean =>
    new Ajv({ allowUnionTypes: true }).validate(declarationKeys[key].schema, value);

  it("have a schema that knows the typed values", () => {
    assert.equal(accepts("env", "prod"), true);
    assert.equal(accepts("env", "prd"), false);
    assert.equal(accepts("mlps-level", 3), true);
    assert.equal(accepts("mlps-level", "3"), false);
    assert.equal(accepts("strict", "true"), false);
    assert.equal(accepts("adminRanges", ["10.8.0.0/16"]), true);
    assert.equal(accepts("adminRanges", "10.8.0.0/16"), false);
    assert.equal(accepts("accountId", "012345678901"), true);
    assert.equal(accepts("asOf", "2026-3-1"), false);
    assert.equal(accepts("waivers", "waivers.yaml"), true);
    assert.equal(accepts("waivers", [{ control: "NET-02" }]), true);
    assert.equal(accepts("roles", { nat: ["urn:a"] }), true);
    assert.equal(accepts("roles", { gatway: ["urn:a"] }), false);
  });

  it("have a default that their own schema allows", () => {
    const keys = Object.keys(declarationKeys) as DeclarationName[];
    assert.deepEqual(
      keys.filter((key) => {
        const value = declarationKeys[key].default;
        return value !== undefined && !accepts(key, value);
      }),
      [],
    );
  });

  it("say what they mean and what holds without them", () => {
    const faulty = Object.entries(declarationKeys).filter(
      ([, { description, undeclared }]) => !/^[A-Z].*\.$/.test(description) || !/^\S.*[^.\s]$/.test(undeclared),
    );
    assert.deepEqual(faulty, []);
  });
});

describe("stricterEnvironment", () => {
  it("prefers production to staging and staging to development", () => {
    assert.equal(stricterEnvironment("staging", "production"), "production");
    assert.equal(stricterEnvironment("staging", "development"), "staging");
    assert.equal(stricterEnvironment("development", "development"), "development");
  });
});

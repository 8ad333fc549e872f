import assert from "node:assert/strict";
import { textReport } from "../../report/text";
import type { Finding, Result } from "../../result/result";

const urn = (type: string, name: string) => `urn:pulumi:dev::shop::${type}::${name}`;
const stack = urn("pulumi:pulumi:Stack", "shop-dev");
const group = urn("aws:ec2/securityGroup:SecurityGroup", "edge");

const resource = (type: string, name: string, parent?: string) => ({
  urn: urn(type, name),
  type,
  name,
  ...(parent && { parent }),
  dependencies: [],
  held: [],
  notApplicable: [],
});

const finding: Finding = {
  id: "open-ports-1f0c22a9b1de",
  status: "violated",
  policy: "open-ports",
  pack: "palisade",
  control: "NET-02",
  severity: "critical",
  level: "mandatory",
  urn: group,
  type: "aws:ec2/securityGroup:SecurityGroup",
  name: "edge",
  path: "ingress[0].cidrBlocks[0]",
  message: "Port 22/tcp is open to the whole IPv4 internet (0.0.0.0/0). Only 443/tcp may be.",
  remediation: "Open port 443 alone, on the security group of a load balancer.",
  location: { file: "index.ts", line: 7, column: 3 },
};

const result: Result = {
  schemaVersion: "1.0.0",
  project: "shop",
  stack: "dev",
  engine: "embedded",
  asOf: "2026-01-15",
  declaration: {},
  policies: [],
  controls: [{ id: "NET-02", title: "Only business ports are open", severity: "critical" }],
  resources: [
    resource("pulumi:pulumi:Stack", "shop-dev"),
    resource("pulumi:providers:aws", "default_7_48_0"),
    resource("shop:index:Edge", "im", stack),
    resource("aws:ec2/securityGroup:SecurityGroup", "edge", urn("shop:index:Edge", "im")),
    resource("kubernetes:apps/v1:Deployment", "推送", stack),
  ],
  findings: [],
  remediations: [],
  gaps: [],
  summary: {
    violated: 0,
    deferred: 0,
    waived: 0,
    error: 0,
    mandatory: 0,
    advisory: 0,
    policies: 7,
    resources: 5,
    unjudged: 0,
    seconds: 1.234,
  },
};

const plain = (changes: Partial<Result>, columns?: number) =>
  textReport({ ...result, ...changes }, { color: false, ...(columns && { columns }) });

describe("the text report", () => {
  it("draws the resources as Pulumi does, wide characters too, and no default provider", () => {
    assert.equal(
      plain({}),
      [
        "     Type                           Name      Plan    Info",
        " +   pulumi:pulumi:Stack            shop-dev  create",
        " +   ├─ shop:index:Edge             im        create",
        " +   │  └─ aws:ec2:SecurityGroup    edge      create",
        " +   └─ kubernetes:apps:Deployment  推送      create",
        "",
        "Compliant: dev. 0 violated, 0 deferred; 5 resources, 7 policies, 1.2 s.",
        "",
      ].join("\n"),
    );
  });

  it("cuts names, then types, where the terminal is narrow", () => {
    const long = resource("kubernetes:apps/v1:Deployment", "a-name-that-is-longer-than-the-terminal-is-wide", stack);
    const lines =
      plain({ resources: [...result.resources, long] }, 60)
        .split("\n\n")[0]
        ?.split("\n") ?? [];
    assert.equal(lines.at(-1), " +   └─ kubernetes:apps:Deploym…  a-name-that…  create");
    assert.ok(lines.every((line) => line.length <= 60));
  });

  it("says of a finding what, where, why and how to mend it", () => {
    const summary = { ...result.summary, violated: 1, mandatory: 1 };
    const text = plain({ findings: [finding], summary });
    assert.ok(
      text.includes(
        [
          "Blocking (1)",
          "",
          "CRITICAL edge (aws:ec2/securityGroup:SecurityGroup)",
          "  Where   index.ts:7:3  ingress[0].cidrBlocks[0]",
          "  What    Port 22/tcp is open to the whole IPv4 internet (0.0.0.0/0). Only 443/tcp may be.",
          "  Why     NET-02 Only business ports are open.",
          "  Fix     Open port 443 alone, on the security group of a load balancer.",
          "  Policy  open-ports, critical",
          "  Id      open-ports-1f0c22a9b1de",
        ].join("\n"),
      ),
      text,
    );
    assert.match(text, /SecurityGroup +edge +create {2}1 violated$/m);
    assert.match(text, /^Blocked: dev\. 1 violated, 0 deferred;/m);
  });

  it("puts errors first, then the most severe", () => {
    const findings: Finding[] = [
      { ...finding, name: "low", severity: "low" },
      { ...finding, name: "high", severity: "high" },
      { ...finding, name: "broken", status: "error", severity: "low" },
      { ...finding, name: "critical" },
    ];
    const order = [...plain({ findings }).matchAll(/^(?:ERROR|[A-Z]+) (\w+) \(aws/gm)].map(([, name]) => name);
    assert.deepEqual(order, ["broken", "critical", "high", "low"]);
  });

  it("keeps violated, advised, waived and deferred apart", () => {
    const advisory = { ...finding, level: "advisory" } as const;
    const text = plain({
      findings: [
        advisory,
        { ...advisory, status: "waived", waiver: { reason: "ticket 7", approver: "Ann", expires: "2027-01-31" } },
        { ...advisory, status: "deferred", waitsFor: "cidrIpv4" },
      ],
    });
    assert.deepEqual(
      text.split("\n").filter((line) => /\(\d+\)$/.test(line)),
      ["Advisory (1)", "Waived (1)", "Deferred until a value is known (1)"],
    );
    assert.match(text, /^ {2}Waived {2}until 2027-01-31 by Ann: ticket 7$/m);
    assert.match(text, /^ {2}Waits {3}for cidrIpv4$/m);
  });

  it("shows a deferred finding that blocks, as in strict mode, among the blocking", () => {
    const text = plain({ findings: [{ ...finding, status: "deferred", waitsFor: "cidrIpv4" }] });
    assert.match(text, /^Blocking \(1\)\n\nDEFERRED edge /m);
  });

  it("shows what was mended and what could not be known", () => {
    const text = plain({
      remediations: [{ policy: "open-ports", pack: "palisade", urn: group, changed: ["ingress", "tags"] }],
      gaps: [{ kind: "function", message: "What aws:index/getX:getX answers is not known here." }],
    });
    assert.match(text, /^Remediated \(1\)\n {2}Mended {2}edge \(aws:ec2\/.+\): open-ports changed ingress, tags\.$/m);
    assert.match(text, /^Not known \(1\)\n {2}Gap {5}What aws:index\/getX:getX answers is not known here\.$/m);
  });

  it("says once what could not be known alike of several resources, and of which", () => {
    const others = Array.from({ length: 11 }, (_, index) => `urn:pulumi:prod::im::aws:s3/bucket:Bucket::b${index}`);
    const text = plain({
      gaps: [group, ...others].map((urn) => ({ kind: "unread resource", urn, message: "It is not known here." })),
    });
    const named = ["edge", ...others.slice(0, 9)].join(", ");
    assert.ok(text.includes(`Not known (12)\n  Gap     It is not known here.\n  Of      ${named} and 2 more`), text);
    assert.equal(text.split("It is not known here.").length, 2);
  });

  for (const columns of [40, 80, 200]) {
    it(`keeps findings within ${String(columns)} columns`, () => {
      const text = plain({ findings: [{ ...finding, message: "word ".repeat(80).trim() }] }, columns);
      const [, blocking = ""] = text.split("Blocking (1)");
      assert.deepEqual(
        blocking.split("\n").filter((line) => line.length > columns && line.startsWith("  ")),
        [],
      );
      assert.equal((blocking.match(/word/g) ?? []).length, 80);
    });
  }

  it("has colours where they are wanted, and only there", () => {
    assert.ok(textReport({ ...result, findings: [finding] }, { color: true }).includes("\u001b["));
    assert.ok(!plain({ findings: [finding] }).includes("\u001b["));
  });
});

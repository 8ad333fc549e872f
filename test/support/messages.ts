import fc from "fast-check";
import type { Message } from "../../result/message";

/** Text as adversarial as a resource name or a property key can be, and text that looks like the grammar itself. */
const text = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.string({ unit: "grapheme" }),
  fc
    .array(
      fc.constantFrom("\n", "Fix: ", "(NET-01 violated)", "\\", "\\u{a}", "<{%red%}>", " ", "\t", "端口", '"', "x"),
      { maxLength: 12 },
    )
    .map((parts) => parts.join("")),
  fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 5 }).map((units) => String.fromCharCode(...units)),
);

export const messages: fc.Arbitrary<Message> = fc.record(
  {
    text,
    remediation: text,
    control: fc.oneof(fc.constantFrom("NET-01", "DDOS-03"), text),
    status: fc.constantFrom("violated" as const, "deferred" as const, "waived" as const, "error" as const),
    path: text,
    waitsFor: text,
    waiver: fc.record(
      { reason: text, approver: text, expires: fc.oneof(fc.constant("2027-01-31"), text) },
      { noNullPrototype: true },
    ),
  },
  { requiredKeys: ["text", "control", "status"], noNullPrototype: true },
);

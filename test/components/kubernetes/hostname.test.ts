import assert from "node:assert/strict";
import fc from "fast-check";
import { refusals } from "../../../components/argument/refusal";
import { assertHostname, coversHostname } from "../../../components/kubernetes/hostname";

const refuse = refusals("TlsGateway", "public");
const label = fc.stringMatching(/^[a-z]([a-z0-9-]{0,10}[a-z0-9])?$/);
const hostname = fc.array(label, { minLength: 1, maxLength: 4 }).map((labels) => `${labels.join(".")}.example`);

describe("a host name", () => {
  it("is one of some labels, or every one below them", () => {
    fc.assert(
      fc.property(hostname, (name) => {
        assertHostname(refuse, "hostname", name);
        assertHostname(refuse, "hostname", `*.${name}`);
      }),
    );
  });

  for (const text of [
    "*",
    "*.com",
    "com",
    "",
    "Chat.example.com",
    "chat..example.com",
    "*.*.example.com",
    "a.*.com",
    "10.0.0.1",
    "-a.example.com",
  ]) {
    it(`is none where it is "${text}"`, () => {
      assert.throws(() => assertHostname(refuse, "hostname", text), {
        message:
          `TlsGateway "public": hostname is "${text}"; TLS-04 requires a host name in lower case, such as ` +
          '"chat.example.com", or every name of one domain: "*.example.com".',
      });
    });
  }

  it("is covered by itself and by the wildcard of what it is below", () => {
    fc.assert(
      fc.property(label, hostname, (first, name) => {
        assert.ok(coversHostname(name, name));
        assert.ok(coversHostname(`*.${name}`, `${first}.${name}`));
        assert.ok(coversHostname(`*.${name}`, `*.${first}.${name}`));
        assert.ok(!coversHostname(`*.${name}`, name));
        assert.ok(!coversHostname(name, `${first}.${name}`));
        assert.ok(!coversHostname(`*.${name}`, `${first}x${name}`));
      }),
    );
  });
});

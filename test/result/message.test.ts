import assert from "node:assert/strict";
import fc from "fast-check";
import { type Message, readMessage, writeMessage } from "../../result/message";
import { messages } from "../support/messages";

describe("a message", () => {
  it("reads well", () => {
    const written = writeMessage({
      text: "Port 22/tcp is open to 0.0.0.0/0.",
      remediation: "Open the port to the group of the VPN endpoint.",
      control: "ADM-02",
      status: "violated",
      path: "ingress[0].cidrBlocks[0]",
    });
    assert.equal(
      written,
      [
        "Port 22/tcp is open to 0.0.0.0/0.",
        "Fix: Open the port to the group of the VPN endpoint.",
        "(ADM-02 violated at ingress[0].cidrBlocks[0])",
      ].join("\n"),
    );
  });

  it("says what a deferred finding waits for, and until when a waived one is", () => {
    const deferred: Message = {
      text: "The source is not known.",
      control: "NET-02",
      status: "deferred",
      path: "cidrIpv4",
      waitsFor: "cidrIpv4",
    };
    assert.equal(writeMessage(deferred), "The source is not known.\n(NET-02 deferred at cidrIpv4 waits for cidrIpv4)");
    const waived: Message = {
      text: "Rotation is off.",
      control: "KEY-02",
      status: "waived",
      waiver: { reason: "ticket 7 (see mail)", approver: "Ann", expires: "2027-01-31" },
    };
    assert.equal(
      writeMessage(waived),
      'Rotation is off.\n(KEY-02 waived until 2027-01-31 by Ann because "ticket 7 (see mail)")',
    );
  });

  it("is read back as it was written, whatever it says", () => {
    fc.assert(
      fc.property(messages, (message) => assert.deepEqual(readMessage(writeMessage(message)), message)),
      { numRuns: 2000 },
    );
  });

  it("holds nothing that a terminal or Pulumi's markup would change", () => {
    fc.assert(
      fc.property(messages, (message) => {
        const written = writeMessage(message);
        assert.doesNotMatch(written, /<\{%|(?!\n)[\p{Cc}\p{Cf}\p{Cs}]|[^\S\n]$/mu);
        assert.equal(written, written.trim());
      }),
      { numRuns: 2000 },
    );
  });

  it("is nothing where a foreign policy wrote it", () => {
    for (const foreign of ["", "Buckets must be private.", "(not ours)", "text\n(NET-01 broken at x)"]) {
      assert.equal(readMessage(foreign), undefined);
    }
  });
});

import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import fc from "fast-check";
import { previewWithPulumi } from "../../preview/pulumi-engine";
import { readMessage, writeMessage } from "../../result/message";
import { messages } from "../support/messages";
import { needsPulumi } from "../support/pulumi";

const support = path.join(__dirname, "..", "support");

describe("a message through Pulumi's engine", function () {
  this.timeout(60_000);
  before(needsPulumi);

  it("is read back as it was written, whatever it says", async () => {
    const seed = Date.now();
    const sent = fc.sample(messages, { numRuns: 300, seed });
    const folder = await mkdtemp(path.join(tmpdir(), "palisade-messages-"));
    const file = path.join(folder, "messages.json");
    await writeFile(file, JSON.stringify(sent.map(writeMessage)));
    try {
      const run = await previewWithPulumi({
        program: path.join(support, "empty-program"),
        stack: "dev",
        policyPacks: [path.join(support, "message-pack")],
        policyConfig: { messages: { file } },
        config: [],
        timeoutSeconds: 50,
      });
      assert.equal(run.diagnostics.length, 300);
      const received = run.diagnostics.map((diagnostic) => readMessage(diagnostic.message));
      received.forEach((message, index) => assert.deepEqual(message, sent[index], `message ${index} of seed ${seed}`));
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});

import assert from "node:assert/strict";
import path from "node:path";
import { observeEmbedded } from "../support/engines";
import { ownSchema } from "../support/generated";
import type { Outputs } from "./remote/remote";

describe("a remote call of each component", function () {
  this.timeout(300_000);

  it("makes the same resources as the call in TypeScript", async () => {
    const [local, remote] = await Promise.all(["composition", "remote"].map(madeBy));
    assert.ok(local !== undefined && Object.keys(local).length > 100);
    assert.deepEqual(remote, local);
  });
});

/** Properties by URN, as policies see them, without those of providers: calls to a package have one more. */
async function madeBy(folder: string): Promise<Readonly<Record<string, unknown>>> {
  const program = path.join(__dirname, folder);
  const { run, views } = await observeEmbedded({
    program,
    stack: "all",
    packs: ["dump-pack"],
    config: [`remote:outputs=${JSON.stringify(outputs())}`],
  });
  assert.deepEqual(run.log, []);
  assert.equal(run.outcome, "completed");
  return Object.fromEntries(
    views.flatMap(({ resource, type, props }) =>
      typeof resource === "string" && !String(type).startsWith("pulumi:providers:") ? [[resource, props]] : [],
    ),
  );
}

const outputs = (): Outputs =>
  Object.fromEntries(
    Object.values(ownSchema().components).map(({ name, outputs }) => [
      name,
      Object.fromEntries(Object.entries(outputs).map(([output, definition]) => [output, "items" in definition])),
    ]),
  );

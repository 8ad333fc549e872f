import assert from "node:assert/strict";
import { DataClass, Environment, RecoveryTier } from "../../../components";
import { tagsOf } from "../../../components/child/tags";
import { dataClasses } from "../../../protocol/data";
import { environments } from "../../../protocol/declaration";
import { tiers } from "../../../protocol/recovery";

const tags = { env: Environment.Staging, tier: RecoveryTier.None, owner: "im-platform" };

describe("tags", () => {
  it("know the environments, tiers and data classes of the protocol, and no others", () => {
    assert.deepEqual(Object.values(Environment).toSorted(), environments.toSorted());
    assert.deepEqual(Object.values(RecoveryTier).toSorted(), tiers.toSorted());
    assert.deepEqual(Object.values(DataClass).toSorted(), dataClasses.toSorted());
  });

  it("say what a resource keeps only where it keeps data", () => {
    assert.deepEqual(tagsOf(tags, "chat-vpc", "network"), {
      Name: "chat-vpc",
      env: "staging",
      tier: "none",
      owner: "im-platform",
      "asset-class": "network",
    });
    const logs = { dataClass: DataClass.Core, retentionDays: 1827, logClass: "operation" } as const;
    assert.deepEqual(tagsOf(tags, "chat-logs", "network", logs), {
      Name: "chat-logs",
      env: "staging",
      tier: "none",
      owner: "im-platform",
      "asset-class": "network",
      "data-class": "core",
      retention: "1827",
      "log-class": "operation",
    });
  });
});

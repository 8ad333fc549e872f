import assert from "node:assert/strict";
import type { Output } from "@pulumi/pulumi";
import * as debuggable from "@pulumi/pulumi/runtime/debuggable";
import * as rpc from "@pulumi/pulumi/runtime/rpc";
import { afterAllAreMade, whenLookedAt, type TransferProperties } from "../../../preview/process/lazy-outputs";

const eager = rpc.transferProperties as unknown as TransferProperties;

/** A resource of the given properties, which is given another one by its own class. */
function resourceOf(transfer: TransferProperties, properties: readonly string[]) {
  const resource: Record<string, unknown> = { __name: "bucket" };
  const settle = transfer(resource, "bucket", Object.fromEntries(properties.map((name) => [name, undefined])));
  resource.own = 1;
  return { resource, settle };
}

const isMade = (resource: object, name: string): boolean =>
  Object.getOwnPropertyDescriptor(resource, name)?.get === undefined;

const valueOf = (output: unknown): Promise<unknown> =>
  (output as Output<unknown> & { promise(): Promise<unknown> }).promise();

describe("outputs that are made when they are looked at", () => {
  const lazy = whenLookedAt(eager);

  // The SDK fails a process that leaves outputs unsettled, as these tests do on purpose.
  after(() => (debuggable as unknown as { leakedPromises(): void }).leakedPromises());

  it("are listed as the SDK lists them, before and after", () => {
    const names = Object.keys(resourceOf(eager, ["arn", "region", "tags"]).resource);
    const { resource } = resourceOf(lazy, ["arn", "region", "tags"]);
    assert.deepEqual(Object.keys(resource), names);
    assert.ok(resource.region);
    assert.deepEqual(Object.keys(resource), names);
  });

  it("are made one by one, and once", () => {
    const { resource } = resourceOf(lazy, ["arn", "region"]);
    const arn = resource.arn;
    assert.equal(resource.arn, arn);
    assert.deepEqual([isMade(resource, "arn"), isMade(resource, "region")], [true, false]);
  });

  it("have the value that the engine gives, whichever comes first", async () => {
    const { resource, settle } = resourceOf(lazy, ["arn", "region"]);
    const before = resource.arn;
    settle.arn?.("arn:1", true, false, []);
    settle.region?.("eu-west-1", true, false, []);
    assert.equal(await valueOf(before), "arn:1");
    assert.equal(await valueOf(resource.region), "eu-west-1");
  });

  it("fail with the error of the registration", async () => {
    const { resource, settle } = resourceOf(lazy, ["arn"]);
    settle.arn?.(undefined, true, false, [], new Error("refused"));
    await assert.rejects(valueOf(resource.arn), /refused/);
  });

  it("give way to what the program puts there", () => {
    const { resource } = resourceOf(lazy, ["arn"]);
    resource.arn = "mine";
    assert.equal(resource.arn, "mine");
  });

  it("are refused where the SDK refuses a property that is there already", () => {
    assert.throws(() => lazy({ arn: 1 }, "bucket", { arn: undefined }), /'arn' is already initialized/);
  });

  // The last one: from then on every output is made as it comes.
  it("are all made before a function is serialised with them", () => {
    const { resource } = resourceOf(lazy, ["arn", "region"]);
    const serialise = afterAllAreMade(() => Object.keys(resource).map((name) => isMade(resource, name)));
    assert.deepEqual(serialise(), [true, true, true, true]);
    assert.equal(isMade(resourceOf(lazy, ["arn"]).resource, "arn"), true);
  });
});

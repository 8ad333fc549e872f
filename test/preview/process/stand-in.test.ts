import assert from "node:assert/strict";
import { inspect } from "node:util";
import { isUnknown } from "@pulumi/pulumi";
import { isStandIn, standIn, standInList, withMarkers, withoutStandIns } from "../../../preview/process/stand-in";
import { UNKNOWN, signatureKey, signatures } from "../../../preview/wire";
import type { Wire } from "../../../preview/wire";

/** As a program that knows its type would use it. */
const text = standIn() as unknown as string;
const anything = standIn() as unknown as Record<string, Record<string, string>>;
const list = standInList();

const sent = (value: unknown): Wire => withoutStandIns(value as Wire);

describe("A stand-in", () => {
  it("is an unknown to Pulumi, whatever is made of it", () => {
    const made = [text, text.trim(), text.split("/")[0], text.replace(/[^a-z]/g, ""), anything.a?.b, anything.link];
    assert.deepEqual(
      [...made, list, list[0]].map((value) => isUnknown(value)),
      [true, true, true, true, true, true, true, true],
    );
    assert.equal(isStandIn("0unknown0"), false);
  });

  it("is no promise, and a program may wait for it once more", async () => {
    assert.ok(isStandIn(await Promise.resolve(text)));
  });

  it("can be walked through like a list, and a list has three elements", () => {
    assert.deepEqual(
      [[...text].length, list.length, (anything.list as unknown as string[]).map(String)],
      [3, 3, ["0unknown0", "0unknown0", "0unknown0"]],
    );
  });

  it("gives a list of its own for what is made of a list", () => {
    const cut = list.slice(0, 2);
    assert.deepEqual([cut.length, isUnknown(cut), cut.every((element) => isUnknown(element))], [2, false, true]);
  });

  it("answers questions, and is no number", () => {
    assert.deepEqual([text.startsWith("a"), text.length, text.indexOf("a"), Number(text)], [false, NaN, NaN, NaN]);
  });

  it("is shown as what it is", () => {
    assert.equal(inspect(text), "0unknown0");
    assert.equal(JSON.stringify({ text, list }), '{"text":"0unknown0","list":["0unknown0","0unknown0","0unknown0"]}');
  });
});

describe("What leaves a program", () => {
  const unknown: Readonly<Record<string, unknown>> = {
    "a text": `arn:aws:iam::${text}:root`,
    "capital letters": `X-${text}`.toUpperCase(),
    "the end of a cut text": `logs-${text}`.slice(0, 10),
    "the start of a cut text": `${text}-logs`.slice(-10),
    JSON: JSON.stringify({ account: text }),
    "Base64 of it alone": Buffer.from(String(text)).toString("base64"),
    "Base64 after one byte": Buffer.from(`.${text}.`).toString("base64"),
    "Base64 after two bytes": Buffer.from(`..${text}..`).toString("base64"),
    arithmetic: Number(text) * 2,
    "a text of arithmetic": `10.0.0.0/${Number(text) + 4}`,
    "a copy": { ...(standIn() as object), known: 1 },
    "a copy of a method's name": { ...(anything.values as object) },
    "a key": { [`by-${text}`]: 1 },
    "an asset": { [signatureKey]: signatures.asset, text: `echo ${text}` },
    "an archive": {
      [signatureKey]: signatures.archive,
      assets: { a: { [signatureKey]: signatures.asset, text: `echo ${text}` } },
    },
  };
  for (const [what, value] of Object.entries(unknown)) {
    it(`is unknown where it is ${what} made of a stand-in`, () => {
      assert.equal(sent(value), UNKNOWN);
    });
  }

  it("keeps what is known beside it", () => {
    const urn = `urn:pulumi:dev::app::aws:s3/bucket:Bucket::logs-${text}`;
    const value = { known: ["unknown", "own0", 0, null, true], list: [`${text}`, "a"], resource: { urn } };
    assert.deepEqual(sent(value), { ...value, list: [UNKNOWN, "a"] });
  });

  it("keeps a secret secret, and makes an output value one without value", () => {
    assert.deepEqual(
      sent({
        secret: { [signatureKey]: signatures.secret, value: `${text}` },
        output: { [signatureKey]: signatures.output, value: `${text}`, dependencies: ["urn:pulumi:a"] },
      }),
      {
        secret: { [signatureKey]: signatures.secret, value: UNKNOWN },
        output: { [signatureKey]: signatures.output, dependencies: ["urn:pulumi:a"] },
      },
    );
  });

  it("asks functions with the marker in the place of what is unknown", () => {
    assert.deepEqual(withMarkers({ values: [UNKNOWN, "a"] }), { values: ["0unknown0", "a"] });
  });
});

import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import path from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { RefusedArgumentError } from "../../../components";
import { isKnown } from "../../../components/argument/known";
import { refusals } from "../../../components/argument/refusal";
import { assertShape, type Properties, type ValueShape } from "../../../components/argument/shape";
import shapes from "../../../components/argument/shapes.json";
import { fileOf } from "../../../catalogue/components";
import { controls } from "../../../protocol";
import { recordDrawn } from "../accepted/drawn";

const samples = path.resolve(__dirname, "..", "accepted", "samples");

type Args = Readonly<Record<string, unknown>>;

const messageOf = (component: string, args: unknown): string => {
  try {
    assertShape(refusals(component, "x"), component, args as object);
  } catch (error) {
    assert.ok(error instanceof RefusedArgumentError);
    return error.message;
  }
  return "accepted";
};

const tags = { env: "production", tier: "red", owner: "chat" };
const opened = { from: {}, to: {}, port: 443, description: "Calls", tags };

describe("the shape of arguments", () => {
  for (const [title, component, args, message] of [
    [
      "nothing at all",
      "Path",
      undefined,
      'Path "x": from is missing; expected a value: End that opens the connections.',
    ],
    [
      "an argument that is missing, with its clause",
      "Path",
      { ...opened, description: undefined },
      'Path "x": description is missing; NET-01 requires a value: What the path is for: at most 255 characters.',
    ],
    [
      "one that is null",
      "Path",
      { ...opened, port: null },
      'Path "x": port is missing; expected a value: Port that answers, or the first of a range: 1 to 65535.',
    ],
    [
      "one that is misspelt, without its value",
      "Path",
      { ...opened, toprot: "hunter2" },
      'Path "x": toprot is "not an argument"; expected the name toPort.',
    ],
    [
      "one within another",
      "Path",
      { ...opened, from: { internet: true, rol: "gateway" } },
      'Path "x": from.rol is "not an argument"; expected the name role.',
    ],
    [
      "one within a list",
      "Network",
      { cidrBlock: "10.0.0.0/16", zones: [], logs: { kmsKeyArn: "a" }, tags, flows: [{ from: "private" }] },
      'Network "x": flows[0].to is missing; expected a value: Tier, or the internet, that answers them.',
    ],
    [
      "one within a map",
      "KubernetesCluster",
      {
        vpcId: "v",
        subnetIds: [],
        kubernetesVersion: "1",
        kmsKeyArn: "k",
        logs: { kmsKeyArn: "k" },
        access: { ops: {} },
      },
      'KubernetesCluster "x": access.ops.principalArn is missing; expected a value: ARN of a role.',
    ],
    ["text for a list", "Network", { cidrBlock: "a", zones: "b" }, 'Network "x": zones is "string"; expected a list.'],
    ["a list for an object", "Path", { from: [] }, 'Path "x": from is "a list"; expected an object.'],
    ["text for a map", "Path", { ...opened, overrides: "x" }, 'Path "x": overrides is "string"; expected an object.'],
  ] as const) {
    it(`refuses ${title}`, () => assert.equal(messageOf(component, args), message));
  }

  for (const [title, args] of [
    ["outputs, whatever they will be", { ...opened, from: pulumi.output("later"), to: Promise.resolve(1), tags }],
    ["names beyond those it has, as a shared object has them", { ...opened, vpcId: "vpc-1" }],
    ["a name near one that is there too", { ...opened, ports: [1] }],
  ] as const) {
    it(`accepts ${title}`, () => assert.equal(messageOf("Path", args), "accepted"));
  }

  it("names controls that there are", () => {
    const known = new Set(controls.map(({ id }) => id));
    const named = [...Object.values(shapes.components), ...Object.values(shapes.types)]
      .flatMap((properties: Properties) => Object.values(properties))
      .flatMap(({ required }) => required?.control ?? []);
    assert.ok(named.length > 0);
    assert.deepEqual(
      named.filter((control) => !known.has(control)),
      [],
    );
  });
});

describe("arguments without one that they need", function () {
  this.timeout(120_000);

  for (const [component, properties] of Object.entries<Properties>(shapes.components)) {
    it(`are refused by a ${component}`, async () => {
      const refused: string[] = [];
      await recordDrawn(component, ({ args, make }) => {
        for (const [argument, changed] of without(properties, args)) {
          assert.throws(
            () => make(changed),
            (error) =>
              error instanceof RefusedArgumentError && error.argument === argument && error.value === undefined,
            argument,
          );
          refused.push(argument);
        }
      });
      assert.ok(refused.includes("tags.env"));
    });
  }

  it("are those of every component", () => {
    assert.deepEqual(
      readdirSync(samples),
      Object.keys(shapes.components)
        .map((component) => `${fileOf(component)}.ts`)
        .toSorted(),
    );
  });
});

type Lacking<T> = Generator<readonly [argument: string, changed: T]>;

const types: Readonly<Record<string, Properties>> = shapes.types;

/** The arguments without each of those that must be there, in what they hold too. */
function* without(properties: Properties, values: Args): Lacking<Args> {
  for (const [name, { required, ...shape }] of Object.entries(properties)) {
    const { [name]: value, ...rest } = values;
    if (required !== undefined) {
      yield [name, rest];
    }
    for (const [within, changed] of lacking(shape, value)) {
      yield [`${name}${within}`, { ...values, [name]: changed }];
    }
  }
}

/** A value without each of what must be in it: of a list or a map, in the first. */
function* lacking({ object, list, map }: ValueShape, value: unknown): Lacking<unknown> {
  if (typeof value !== "object" || value === null || !isKnown(value)) {
    return;
  }
  if (object !== undefined) {
    for (const [argument, changed] of without(types[object] ?? {}, value as Args)) {
      yield [`.${argument}`, changed];
    }
  } else if (list !== undefined) {
    const [first, ...others] = value as unknown[];
    for (const [within, changed] of lacking(list, first)) {
      yield [`[0]${within}`, [changed, ...others]];
    }
  } else if (map !== undefined) {
    const [[key, first] = ["", undefined]] = Object.entries(value);
    for (const [within, changed] of lacking(map, first)) {
      yield [`.${key}${within}`, { ...value, [key]: changed }];
    }
  }
}

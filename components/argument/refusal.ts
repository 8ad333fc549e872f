import path from "node:path";
import { inspect } from "node:util";
import * as pulumi from "@pulumi/pulumi";
import type { Control } from "../../protocol/control";

type Clause = Pick<Control, "id">;

/**
 * An argument that a component does not accept. Thrown before anything registers, so that a refused component leaves
 * nothing behind.
 */
export class RefusedArgumentError extends Error {
  /** Class of the component: `Network`. */
  readonly component: string;
  /** Name that the program gave the component. */
  readonly resource: string;
  /** Path of the argument: `zones`, `from.cidrBlock`. */
  readonly argument: string;
  readonly value: unknown;
  /** What would have been accepted. */
  readonly limit: string;
  /** Id of the control that the value breaks; absent where the value has no meaning at all. */
  readonly control?: string;

  constructor(component: string, resource: string, argument: string, value: unknown, limit: string, control?: Clause) {
    const expectation = control === undefined ? `expected ${limit}` : `${control.id} requires ${limit}`;
    super(`${component} "${resource}": ${argument} is ${shown(value)}; ${expectation}.`);
    this.name = "RefusedArgumentError";
    this.component = component;
    this.resource = resource;
    this.argument = argument;
    this.value = value;
    this.limit = limit;
    this.control = control?.id;
  }

  /** As a failed program shows it: what is wrong, and where the program asks for it. */
  [inspect.custom](): string {
    return (this.stack ?? this.message)
      .split("\n")
      .filter((line) => !/^\s+at /.test(line) || ![...ownFolders, "node:"].some((folder) => line.includes(folder)))
      .join("\n");
  }
}

// Source maps lead from what is built to what it is built from; from either, the folder of the library is two above this one.
const ownFolders = ["components", path.join("dist", "components")].map(
  (folder) => path.resolve(__dirname, "..", "..", folder) + path.sep,
);

/** Makes the error for an argument of one component; the limit is worded to follow "requires". */
export type Refuse = (argument: string, value: unknown, limit: string, control?: Clause) => RefusedArgumentError;

export const refusals =
  (component: string, resource: string): Refuse =>
  (argument, value, limit, control) =>
    new RefusedArgumentError(component, resource, argument, value, limit, control);

/** A value as a message shows it. An output has no value yet, and may be a secret. */
function shown(value: unknown): string {
  if (value === undefined) {
    return "missing";
  }
  if (typeof value === "number") {
    return String(value);
  }
  // As it stands in its holder: what the replacer is handed as the part has gone through the output's toJSON already.
  return JSON.stringify(value, function (this: Readonly<Record<string, unknown>>, key: string, part: unknown) {
    return pulumi.Output.isInstance(this[key]) ? "(output)" : part;
  });
}

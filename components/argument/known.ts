import * as pulumi from "@pulumi/pulumi";

/** Whether a value is there now, and not only once the program has run. */
export const isKnown = <T>(value: pulumi.Input<T>): value is T =>
  !pulumi.Output.isInstance(value) && !(value instanceof Promise);

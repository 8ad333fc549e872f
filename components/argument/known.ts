import * as pulumi from "@pulumi/pulumi";

/** Whether a value is there now, and not only once the program has run. */
export const isKnown = (value: pulumi.Input<string>): value is string =>
  !pulumi.Output.isInstance(value) && !(value instanceof Promise);

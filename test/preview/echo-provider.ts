import type { OfflineProvider } from "../../preview/offline/provider";
import { UNKNOWN } from "../../preview/wire";

/** Takes everything as it is, refuses what has a `refuse` input, and computes an unknown `out`. */
export const echoProvider = (): OfflineProvider => ({
  check: ({ inputs }) => ({
    inputs,
    failures: inputs.refuse === undefined ? [] : [{ property: "refuse", reason: String(inputs.refuse) }],
  }),
  checkConfiguration: ({ inputs }) => ({ inputs, failures: [] }),
  create: ({ inputs }) => ({ ...inputs, out: UNKNOWN }),
  read: ({ id, inputs }) => ({ ...inputs, out: `read-${id}` }),
  invoke: ({ args }) => ({ result: { ...args, answered: true }, failures: [], placeholder: false }),
});

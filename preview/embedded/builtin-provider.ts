import type { Gap } from "../../result/result";
import type { Fixtures } from "../fixtures";
import { stackReferenceGap } from "../gaps";
import type { OfflineProvider } from "../offline/provider";
import { stackReference, stackState } from "../stack-reference";
import type { Properties } from "../wire";

export interface BuiltinContext {
  readonly fixtures: Fixtures;
  find(urn: string): { readonly id: string; readonly provider: string; readonly outputs: Properties } | undefined;
  onGap(gap: Gap): void;
}

/** The package `pulumi`, which the engine itself answers for: references to other stacks, and to resources of this one. */
export function builtinProvider({ find, fixtures, onGap }: BuiltinContext): OfflineProvider {
  const referenced = (urn: string | undefined, name: string): Properties => {
    const outputs = fixtures.state(stackReference, name);
    if (outputs === undefined) {
      onGap(stackReferenceGap(name, urn));
    }
    return stackState(name, outputs);
  };
  return {
    check: ({ inputs }) => ({ inputs, failures: [] }),
    checkConfiguration: ({ inputs }) => ({ inputs, failures: [] }),
    create: ({ type, inputs }) =>
      type === "pulumi:index:Stash" ? { input: inputs.input ?? null, output: inputs.input ?? null } : inputs,
    read: ({ urn, type, inputs }) => (type === stackReference ? referenced(urn, String(inputs.name)) : inputs),
    invoke: ({ token, args }) => {
      if (token === "pulumi:pulumi:getResource") {
        const urn = String(args.urn);
        const found = find(urn);
        if (found === undefined) {
          return {
            result: {},
            failures: [{ property: "urn", reason: `there is no resource ${urn}` }],
            placeholder: false,
          };
        }
        const { id, provider, outputs } = found;
        return { result: { urn, id, provider, state: outputs }, failures: [], placeholder: false };
      }
      if (token === "pulumi:pulumi:readStackOutputs") {
        return { result: referenced(undefined, String(args.name)), failures: [], placeholder: false };
      }
      return { result: {}, failures: [{ property: "", reason: `there is no function ${token}` }], placeholder: false };
    },
  };
}

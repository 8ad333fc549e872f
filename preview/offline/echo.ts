import { convertInputs, type Conversion } from "./conversion";
import type { Checked, OfflineProvider } from "./provider";
import type { Sdk } from "./sdk";
import { normalize } from "./values";
import { UNKNOWN, type Properties } from "../wire";

type Answer = ReturnType<OfflineProvider["invoke"]>;

/** What can be said of a provider that nothing is known of: inputs as they are; what an SDK declares beside them, unknown. */
export function echoProvider(sdk: Sdk | undefined): OfflineProvider {
  const outputsOf = (type: string) => sdk?.resource(type)?.outputs ?? [];
  return {
    check: ({ type, inputs }) => ({
      inputs: normalize(inputs),
      failures: [],
      ...wrongTypes(type, inputs, sdk, { readsText: true, writesText: true }),
    }),
    checkConfiguration: ({ inputs }) => ({ inputs, failures: [] }),
    create: ({ type, inputs }) => {
      const computed = outputsOf(type).filter((output) => !output.optional);
      return { ...allUnknown(computed.map((output) => output.name)), ...inputs };
    },
    read: ({ type, inputs }) => ({ ...allUnknown(outputsOf(type).map((output) => output.name)), ...inputs }),
    invoke: ({ token }) => placeholder(token, sdk),
  };
}

/** What is wrong in inputs by the SDK's types, where the provider is left to convert them. */
export function wrongTypes(
  type: string,
  inputs: Properties,
  sdk: Sdk | undefined,
  allowed: Pick<Conversion, "readsText" | "writesText">,
): Pick<Checked, "warnings"> {
  const shape = sdk?.resource(type);
  const warnings: string[] = [];
  if (sdk !== undefined && shape !== undefined) {
    const warn = (message: string) => warnings.push(message);
    convertInputs(inputs, shape.inputsByName, {
      ...allowed,
      isClosed: false,
      writesDocuments: false,
      nested: sdk.nested,
      warn,
    });
  }
  return warnings.length > 0 ? { warnings } : {};
}

/** Answer of a function that needs the world outside: each field of its result unknown. */
export function placeholder(token: string, sdk: Sdk | undefined): Answer {
  const fields = sdk?.functionResult(token) ?? [];
  return { result: allUnknown(fields.map((field) => field.name)), failures: [], placeholder: true };
}

/** Answer of a function that could be computed. */
export function computed(result: Properties): Answer {
  return { result, failures: [], placeholder: false };
}

export function allUnknown(names: readonly string[]): Properties {
  return Object.fromEntries(names.map((name) => [name, UNKNOWN]));
}

import type { Callback } from "@pulumi/pulumi/proto/callback_pb";
import { ResourceHookRequest } from "@pulumi/pulumi/proto/resource_pb";
import type { RegisterResourceHookRequest } from "@pulumi/pulumi/proto/resource_pb";
import { toStruct } from "../values";
import type { Properties } from "../wire";
import type { Callbacks } from "./transforms";

/** Functions of the program that are to run before or after a resource is made. */
export interface Hooks {
  register(request: RegisterResourceHookRequest): void;
  /**
   * Runs those of the named hooks that want to run in a preview, one after the other.
   * @throws Error where one fails, unless its errors are to be passed over.
   */
  run(when: "BeforeCreate" | "AfterCreate", names: readonly string[], resource: HookedResource): Promise<void>;
}

export interface HookedResource {
  readonly urn: string;
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly inputs: Properties;
  /** Once it is made. */
  readonly outputs?: Properties;
}

interface Hook {
  readonly callback: Callback | undefined;
  readonly runsInPreview: boolean;
  readonly ignoresErrors: boolean;
}

export function createHooks(
  callbacks: Pick<Callbacks, "runHook">,
  onWarning: (warning: { readonly urn: string; readonly message: string }) => void,
): Hooks {
  const hooks = new Map<string, Hook>();
  return {
    register: (request) => {
      const name = request.getName();
      if (hooks.has(name)) {
        throw new Error(`There are two hooks "${name}". Each needs a name of its own.`);
      }
      hooks.set(name, {
        callback: request.getCallback(),
        runsInPreview: request.getOnDryRun(),
        ignoresErrors: request.getIgnoreErrors(),
      });
    },
    run: async (when, names, resource) => {
      for (const name of names) {
        const hook = hooks.get(name);
        if (hook?.callback === undefined) {
          throw new Error(`hook "${name}" was not registered`);
        }
        const problem = hook.runsInPreview ? await callbacks.runHook(hook.callback, requestFor(resource)) : "";
        if (problem !== "" && !hook.ignoresErrors) {
          throw new Error(`${when === "BeforeCreate" ? "before" : "after"} hook "${name}" failed: ${problem}`);
        }
        if (problem !== "") {
          onWarning({ urn: resource.urn, message: `${when} hook "${name}" failed: ${problem}` });
        }
      }
    },
  };
}

function requestFor({ urn, id, name, type, inputs, outputs }: HookedResource): ResourceHookRequest {
  const request = new ResourceHookRequest()
    .setUrn(urn)
    .setId(id)
    .setName(name)
    .setType(type)
    .setNewInputs(toStruct(inputs));
  return outputs === undefined ? request : request.setNewOutputs(toStruct(outputs));
}

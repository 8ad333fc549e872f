import type { AutoName } from "./autoname";
import { checkBridged, encodeConfiguration, plainOverlay, planBridged, readBridged } from "./bridge";
import type { OfflineProvider } from "./provider";
import type { ResourceShape, Sdk } from "./sdk";
import { normalize } from "./values";
import type { Properties } from "../wire";
import { UNKNOWN } from "../wire";

/** Packages whose provider makes up no names. All others do, as Pulumi's bridge to Terraform suggests. */
const withoutNames: ReadonlySet<string> = new Set(["cloudflare", "datadog"]);

/** Where a made-up name is not `<logical name>-<7 digits>`. How long it may be differs by type, and is not asked. */
const names: Readonly<Record<string, AutoName>> = {
  azure: { separator: "", suffixLength: 8, lowerCase: true, maxLength: Infinity },
};

/**
 * What a provider that is made from one of Terraform's answers, as far as the SDK's types tell. Terraform's defaults are not
 * among them. Other types of its package are left to `otherTypes`.
 */
export function bridgedProvider(packageName: string, sdk: Sdk, otherTypes: OfflineProvider): OfflineProvider {
  const shapeOf = (type: string) => (isBridged(type) ? sdk.resource(type) : undefined);
  return {
    ...otherTypes,

    check(request) {
      const shape = shapeOf(request.type);
      if (shape === undefined) {
        return otherTypes.check(request);
      }
      const given = normalize(request.inputs);
      const inputs = packageName === "azure" ? withLocation(given, shape) : given;
      const overlay = { ...plainOverlay, names: nameRules(packageName, shape) };
      return checkBridged({ urn: request.urn, inputs }, shape, overlay, sdk);
    },

    checkConfiguration({ inputs }) {
      return { inputs: encodeConfiguration(inputs, sdk.provider()), failures: [] };
    },

    create(request) {
      const shape = shapeOf(request.type);
      return shape === undefined ? otherTypes.create(request) : planBridged(request.inputs, shape);
    },

    read(request) {
      const shape = shapeOf(request.type);
      return shape === undefined ? otherTypes.read(request) : readBridged(request.id, request.inputs, shape);
    },
  };
}

/** In Terraform's packages alone the token repeats the class in the module: `random:index/randomId:RandomId`. */
function isBridged(type: string): boolean {
  const [, module = "", name = ""] = type.split(":");
  return module.includes("/") && module.slice(module.lastIndexOf("/") + 1).toLowerCase() === name.toLowerCase();
}

/** A name that may be left out and is always there afterwards is one that is made up. */
function nameRules(packageName: string, shape: ResourceShape): readonly AutoName[] {
  const name = shape.inputsByName.get("name");
  const isAlwaysThere = shape.outputs.some((output) => output.name === "name" && !output.optional);
  const isMadeUp = name?.optional === true && name.shape.kind === "string" && isAlwaysThere;
  return isMadeUp && !withoutNames.has(packageName) ? [names[packageName] ?? {}] : [];
}

/** Where a resource of Azure's is put when the program does not say: with its group, which only Azure can tell. */
export function withLocation(inputs: Properties, shape: ResourceShape): Properties {
  const isAsked = shape.inputsByName.get("location")?.optional === true && inputs.location === undefined;
  return isAsked && inputs.resourceGroupName !== undefined ? { ...inputs, location: UNKNOWN } : inputs;
}

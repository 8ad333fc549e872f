import { autoName, suffix } from "./autoname";
import { withLocation } from "./bridged";
import { wrongTypes } from "./echo";
import type { OfflineProvider } from "./provider";
import type { ResourceShape, Sdk } from "./sdk";
import { knownText, normalize } from "./values";
import { nameOf } from "../urn";

/** What Azure's own provider answers, of the types that the SDK has; others are left to `unknownTypes`. */
export function azureNativeProvider(sdk: Sdk, unknownTypes: OfflineProvider): OfflineProvider {
  return {
    ...unknownTypes,
    check(request) {
      const shape = sdk.resource(request.type);
      if (shape === undefined) {
        return unknownTypes.check(request);
      }
      const given = normalize(request.inputs);
      const location = knownText(request.configuration.location);
      const located =
        location !== undefined && shape.inputsByName.has("location") && given.location === undefined
          ? { ...given, location }
          : withLocation(given, shape);
      const property = nameProperty(shape);
      const named =
        property !== undefined && given[property] === undefined
          ? { ...located, [property]: madeUpName(request.urn, property, shape) }
          : located;
      const wrong = wrongTypes(request.type, given, sdk, { readsText: false, writesText: false });
      return { inputs: named, failures: [], ...wrong };
    },
  };
}

/** The last part of the resource's path, which is made up where it is left out. Parts of the path are no outputs. */
function nameProperty(shape: ResourceShape): string | undefined {
  const parts = pathParts(shape).filter(({ optional }) => optional);
  const [last, ...others] = parts.filter(({ name }) => /name$/i.test(name));
  if (last !== undefined) {
    return others.length === 0 ? last.name : undefined;
  }
  if (parts.some(({ name }) => name === "roleDefinitionId")) {
    return "roleDefinitionId";
  }
  return shape.inputsByName.get("name")?.optional === true ? "name" : undefined;
}

function pathParts(shape: ResourceShape) {
  const outputs = new Set(shape.outputs.map(({ name }) => name));
  return shape.inputs.filter((input) => input.shape.kind === "string" && !outputs.has(input.name));
}

const randomAnyway: ReadonlySet<string> = new Set(["endpointName", "customDomainName"]);
const uuids: ReadonlySet<string> = new Set(["roleAssignmentName", "roleDefinitionId"]);

/** Random where the resource stands in a resource group, or higher; inside another resource the logical name as it is. */
function madeUpName(urn: string, property: string, shape: ResourceShape): string {
  if (uuids.has(property)) {
    return suffix(urn, 32).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  }
  const isInside = pathParts(shape).some(({ name, optional }) => !optional && name !== "resourceGroupName");
  const named = autoName(urn, { separator: "", suffixLength: 8, maxLength: Infinity }, false);
  return "name" in named && (!isInside || randomAnyway.has(property)) ? named.name : nameOf(urn);
}

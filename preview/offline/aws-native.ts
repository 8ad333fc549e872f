import { autoName } from "./autoname";
import type { OfflineProvider } from "./provider";
import type { ResourceShape, Sdk } from "./sdk";

/** What AWS's Cloud Control provider answers: what the program says, and a name where it says none. */
export function awsNativeProvider(sdk: Sdk, unknownTypes: OfflineProvider): OfflineProvider {
  return {
    ...unknownTypes,
    check(request) {
      const { inputs, ...answer } = unknownTypes.check(request);
      const shape = sdk.resource(request.type);
      const property = shape && nameProperty(shape, request.type.slice(request.type.lastIndexOf(":") + 1));
      // How long the name may be differs by type, and is not asked.
      const named = autoName(request.urn, { maxLength: Infinity }, false);
      return property === undefined || inputs[property] !== undefined || !("name" in named)
        ? { ...answer, inputs }
        : { ...answer, inputs: { ...inputs, [property]: named.name } };
    },
  };
}

/** `name`, else `<type>Name`, else the only one that ends the type's name and `Name`, as `policyName` of a scaling policy. */
function nameProperty({ inputs }: ResourceShape, typeName: string): string | undefined {
  const kind = typeName.toLowerCase();
  const texts = inputs.filter(({ shape, optional }) => shape.kind === "string" && optional).map(({ name }) => name);
  const find = (wanted: string) => texts.find((name) => name.toLowerCase() === wanted);
  const endings = texts.filter((name) => /name$/i.test(name) && kind.endsWith(name.slice(0, -4).toLowerCase()));
  return find("name") ?? find(`${kind}name`) ?? (endings.length === 1 ? endings[0] : undefined);
}

import { awsDefaults, awsNestedDefaults, awsConflicts, frameworkTypes } from "./aws-defaults";
import { awsFunction } from "./aws-functions";
import { awsNames, sqlServerName } from "./aws-names";
import { allTags } from "./aws-tags";
import {
  checkBridged,
  decodeConfiguration,
  encodeConfiguration,
  planBridged,
  readBridged,
  type Overlay,
} from "./bridge";
import { placeholder } from "./echo";
import type { OfflineProvider } from "./provider";
import type { ResourceShape, Sdk } from "./sdk";
import { normalize, reveal } from "./values";
import type { Properties } from "../wire";

/** What the AWS provider answers, for the SDK that is installed; types that it lacks are left to `unknownTypes`. */
export function awsProvider(sdk: Sdk, unknownTypes: OfflineProvider): OfflineProvider {
  const decoded = new WeakMap<Properties, Properties>();
  /** One configuration serves many resources. */
  const decode = (encoded: Properties): Properties => {
    const configuration = decoded.get(encoded) ?? decodeConfiguration(encoded, sdk.provider());
    decoded.set(encoded, configuration);
    return configuration;
  };
  return {
    check(request) {
      const shape = sdk.resource(request.type);
      if (shape === undefined) {
        return unknownTypes.check(request);
      }
      const configuration = decode(request.configuration);
      const inputs = withProviderSettings(normalize(request.inputs), shape, configuration);
      return checkBridged({ urn: request.urn, inputs }, shape, overlayOf(request.type, inputs), sdk);
    },

    checkConfiguration({ inputs }) {
      return { inputs: encodeConfiguration(inputs, sdk.provider()), failures: [] };
    },

    create(request) {
      const shape = sdk.resource(request.type);
      return shape === undefined ? unknownTypes.create(request) : planBridged(request.inputs, shape);
    },

    read(request) {
      const shape = sdk.resource(request.type);
      return shape === undefined ? unknownTypes.read(request) : readBridged(request.id, request.inputs, shape);
    },

    invoke(request) {
      const configuration = decode(request.configuration);
      return awsFunction(request.token, normalize(request.args), configuration) ?? placeholder(request.token, sdk);
    },
  };
}

function overlayOf(type: string, inputs: Properties): Overlay {
  return {
    names: [nameRule(type, inputs)],
    defaults: awsDefaults[type] ?? {},
    conflicts: awsConflicts,
    nestedDefaults: awsNestedDefaults,
    framework: frameworkTypes.has(type),
    documents: true,
  };
}

function nameRule(type: string, inputs: Properties) {
  const engine = reveal(inputs.engine);
  const isSqlServer = typeof engine === "string" && engine.toLowerCase().includes("sqlserver");
  return type === "aws:rds/instance:Instance" && isSqlServer ? sqlServerName : (awsNames[type] ?? {});
}

/**
 * Region and tags. A region comes from the resource, else from the provider's own configuration; one that only the
 * environment or a profile names is filled in later by the provider, so that Check leaves it out and the plan does not know it.
 */
function withProviderSettings(inputs: Properties, shape: ResourceShape, configuration: Properties): Properties {
  const region = shape.inputsByName.get("region");
  const takesRegion = region !== undefined && !region.deprecated && !("region" in inputs);
  const hasTags = shape.inputsByName.has("tags") && shape.outputs.some((output) => output.name === "tagsAll");
  return {
    ...inputs,
    ...(takesRegion && configuration.region !== undefined ? { region: configuration.region } : {}),
    ...(hasTags ? { tagsAll: allTags(inputs.tags ?? {}, configuration) } : {}),
  };
}

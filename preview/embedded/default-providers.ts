import type { Deployment, Goal } from "./deployment";
import { Refusal } from "./deployment";
import { installedPackage } from "../installed-packages";
import type { PackageRef } from "../offline/provider";
import type { StackConfiguration } from "../stack-configuration";
import { providerType } from "../urn";
import { secret } from "../values";
import type { Properties, Wire } from "../wire";

export interface PackageRequest extends PackageRef {
  readonly pluginUrl: string;
  /** The plugin of a package that is made from another by a parameter, as `netlify` from `terraform-provider`. */
  readonly base?: PackageBase;
}

export interface PackageBase extends PackageRef {
  /** The parameter, in base 64. */
  readonly parameter: string;
}

/** Gives the provider of a package for what names none: registered when first asked for, configured by the stack. */
export type DefaultProviders = (request: PackageRequest, asker: Asker) => Promise<string>;

export interface Asker {
  readonly token: string;
  /** Its place among the requests of the program. */
  readonly order: number;
}

export function createDefaultProviders(
  deployment: Pick<Deployment, "register">,
  configuration: StackConfiguration,
  programFolder: string,
): DefaultProviders {
  const references = new Map<string, Promise<string>>();
  return (request, { token, order }) => {
    const version = request.version || installedVersion(request.name, programFolder);
    const wanted = { ...request, version, pluginUrl: request.pluginUrl.replace(/\/$/, "") };
    if (isDenied(configuration, wanted.name)) {
      throw new Refusal(
        `The stack's configuration disables the default provider of "${wanted.name}". Give ${token} a provider of its own.`,
      );
    }
    const key = JSON.stringify([wanted.name, wanted.version, wanted.pluginUrl, wanted.base]);
    const reference = references.get(key) ?? registered(deployment, configuration, wanted, order);
    references.set(key, reference);
    return reference;
  };
}

async function registered(
  deployment: Pick<Deployment, "register">,
  configuration: StackConfiguration,
  { name, version, pluginUrl, base }: PackageRequest,
  order: number,
): Promise<string> {
  const { urn, id } = await deployment.register({
    ...bareGoal,
    order,
    type: providerType(name),
    name: ["default", ...versionParts(version), ...(pluginUrl === "" ? [] : [asName(pluginUrl)])].join("_"),
    properties: {
      ...packageConfiguration(configuration, name),
      ...pluginProperties(version, pluginUrl, base),
    },
  });
  return `${urn}::${id}`;
}

const bareGoal: Goal = {
  type: "",
  name: "",
  custom: true,
  parent: "",
  properties: {},
  provider: "",
  protect: undefined,
  retainOnDelete: undefined,
  deletedWith: "",
  dependencies: [],
  propertyDependencies: new Map(),
  deleteBeforeReplace: undefined,
  ignoreChanges: [],
  additionalSecretOutputs: [],
  customTimeouts: { create: 0, update: 0, delete: 0 },
  hooks: { beforeCreate: [], afterCreate: [] },
  importId: "",
  order: 0,
  location: undefined,
};

/** What the engine notes among the inputs of a provider of the plugin that serves it. */
export function pluginProperties(version: string, pluginUrl: string, base?: PackageBase): Properties {
  if (version === "" && pluginUrl === "") {
    return {};
  }
  return {
    ...(version !== "" && { version }),
    __internal: {
      ...(pluginUrl !== "" && { pluginDownloadURL: pluginUrl }),
      ...(base !== undefined && { name: base.name, version: base.version, parameterization: base.parameter }),
    },
  };
}

/** `7`, `48`, `0` and what follows a dash or plus, each a part. */
const versionParts = (version: string): string[] => (version === "" ? [] : version.split(/[.+-]/));

/** A name may hold no character of a URL but letters, digits and a few more. */
const asName = (url: string): string =>
  url
    .split("/")
    .filter((part) => part !== "")
    .map((part) => part.replace(/^[^A-Za-z0-9_.]/, "_").replace(/[^A-Za-z0-9_.-]/g, "_"))
    .join("/");

/** Providers written in the program itself get the whole configuration, others what is in their namespace. */
function packageConfiguration({ values, secretKeys }: StackConfiguration, name: string): Properties {
  const isDynamic = name === "pulumi-nodejs" || name === "pulumi-python";
  const own = [...values].filter(([key]) => isDynamic || key.startsWith(`${name}:`));
  return Object.fromEntries(
    own.map(([key, value]): [string, Wire] => [
      isDynamic ? key : key.slice(name.length + 1),
      secretKeys.has(key) ? secret(value) : value,
    ]),
  );
}

function isDenied({ values }: StackConfiguration, name: string): boolean {
  const text = values.get("pulumi:disable-default-providers");
  if (text === undefined || text === "" || name === "pulumi") {
    return false;
  }
  const denied = JSON.parse(text) as string[];
  return denied.some((entry) => entry.trim() === "*" || entry.trim() === name);
}

/** Version of the SDK that the program has installed; empty where there is none. */
export function installedVersion(name: string, programFolder: string): string {
  return installedPackage(name, "", programFolder)?.version ?? "";
}

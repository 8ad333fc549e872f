// Writes down all that policies are shown, one JSON object a line, to the file that each policy's configuration names.
const { appendFileSync } = require("node:fs");
const { PolicyPack, Secret } = require("@pulumi/policy");

/** Without the proxy that throws at unknown values, so that their sentinels are seen. */
const raw = (properties) => properties?.__getSpecialProxyTarget ?? properties;

/** With what assets and archives hold, which is promised. */
async function settled(value) {
  const known = await raw(value);
  if (known instanceof Secret) {
    return new Secret(await settled(known.value));
  }
  if (Array.isArray(known)) {
    return Promise.all(known.map(settled));
  }
  return typeof known === "object" && known !== null
    ? Object.fromEntries(await Promise.all(Object.keys(known).map(async (key) => [key, await settled(known[key])])))
    : known;
}

const marked = (_key, value) =>
  value instanceof Secret
    ? { secret: value.value }
    : value === undefined
      ? "(undefined)"
      : Number.isNaN(value)
        ? "(not a number)"
        : value;

const write = ({ file }, entry) => appendFileSync(file, `${JSON.stringify(entry, marked)}\n`);

const providerOf = ({ provider }) => provider && { ...provider, props: raw(provider.props) };

const configSchema = { properties: { file: { type: "string" } }, required: ["file"] };

new PolicyPack("dump-pack", {
  enforcementLevel: "advisory",
  policies: [
    {
      name: "dump-secrets",
      description: "Writes down what a remediation is shown, where secrets are marked.",
      enforcementLevel: "disabled",
      configSchema: { properties: { file: { type: "string" } } },
      remediateResource: async (args) => {
        const props = await settled(args.props);
        write(args.getConfig(), { remediate: args.urn, props, provider: providerOf(args) });
      },
    },
    {
      name: "dump-resource",
      description: "Writes down what a resource policy is shown.",
      configSchema,
      validateResource: async (args) => {
        const { type, name, urn, opts } = args;
        write(args.getConfig(), {
          resource: urn,
          type,
          name,
          opts,
          props: await settled(args.props),
          provider: providerOf(args),
        });
      },
    },
    {
      name: "dump-stack",
      description: "Writes down what a stack policy is shown.",
      configSchema,
      validateStack: async (args) => {
        for (const resource of args.resources) {
          const { type, name, urn, opts, parent, dependencies, propertyDependencies } = resource;
          const named = Object.entries(propertyDependencies).map(([key, on]) => [key, on.map((other) => other.urn)]);
          write(args.getConfig(), {
            ...{ stack: urn, type, name, opts, parent: parent?.urn, props: await settled(resource.props) },
            ...{ provider: providerOf(resource), dependencies: dependencies.map((other) => other.urn) },
            propertyDependencies: Object.fromEntries(named),
          });
        }
      },
    },
  ],
});

// Writes down all that policies are shown, one JSON object a line, to the file that each policy's configuration names.
const { appendFileSync } = require("node:fs");
const { PolicyPack, Secret } = require("@pulumi/policy");

/** Without the proxy that throws at unknown values, so that their sentinels are seen. */
const raw = (properties) => properties.__getSpecialProxyTarget ?? properties;

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
      remediateResource: (args) => {
        write(args.getConfig(), { remediate: args.urn, props: raw(args.props), provider: providerOf(args) });
      },
    },
    {
      name: "dump-resource",
      description: "Writes down what a resource policy is shown.",
      configSchema,
      validateResource: (args) => {
        const { type, name, urn, opts } = args;
        write(args.getConfig(), {
          resource: urn,
          type,
          name,
          opts,
          props: raw(args.props),
          provider: providerOf(args),
        });
      },
    },
    {
      name: "dump-stack",
      description: "Writes down what a stack policy is shown.",
      configSchema,
      validateStack: (args) => {
        for (const resource of args.resources) {
          const { type, name, urn, opts, parent, dependencies, propertyDependencies } = resource;
          const named = Object.entries(propertyDependencies).map(([key, on]) => [key, on.map((other) => other.urn)]);
          write(args.getConfig(), {
            ...{ stack: urn, type, name, opts, parent: parent?.urn, props: raw(resource.props) },
            ...{ provider: providerOf(resource), dependencies: dependencies.map((other) => other.urn) },
            propertyDependencies: Object.fromEntries(named),
          });
        }
      },
    },
  ],
});

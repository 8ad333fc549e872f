const { PolicyPack } = require("@pulumi/policy");

const shown = (r) => ({
  type: r.type,
  name: r.name,
  urn: r.urn,
  props: known(r.props),
  opts: r.opts,
  provider: r.provider && { ...r.provider, props: known(r.provider.props) },
});
// The proxy throws at what is unknown; it is shown as such.
function known(value) {
  if (Array.isArray(value)) return value.map((_, i) => attempt(() => value[i]));
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map((key) => [key, attempt(() => value[key])]),
  );
}
function attempt(read) {
  try {
    return known(read());
  } catch {
    return "<unknown>";
  }
}
new PolicyPack("dump", {
  policies: [
    {
      name: "resource",
      description: "r",
      enforcementLevel: "advisory",
      validateResource: (r, report) => report(JSON.stringify(shown(r))),
    },
    {
      name: "stack",
      description: "s",
      enforcementLevel: "advisory",
      validateStack: (s, report) =>
        s.resources.forEach((r) =>
          report(
            JSON.stringify({
              ...shown(r),
              parent: r.parent?.urn,
              dependencies: r.dependencies.map((d) => d.urn),
              propertyDependencies: Object.fromEntries(
                Object.entries(r.propertyDependencies).map(([k, d]) => [k, d.map((x) => x.urn)]),
              ),
            }),
            r.urn,
          ),
        ),
    },
  ],
});

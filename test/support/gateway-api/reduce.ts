import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { parse } from "yaml";

/**
 * Writes what the definitions of a release of the Gateway API demand of objects, and not what they explain.
 * `tsx test/support/gateway-api/reduce.ts FOLDER`, where FOLDER is `config/crd/standard` of the release.
 */
const [folder = ""] = process.argv.slice(2);

interface Definition {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly annotations: Readonly<Record<string, string>> };
  readonly spec: { readonly versions: readonly Version[] };
}

interface Version {
  readonly name: string;
  readonly storage: boolean;
  readonly schema: unknown;
}

for (const kind of ["gateways", "httproutes", "backendtlspolicies"]) {
  const text = readFileSync(path.join(folder, `gateway.networking.k8s.io_${kind}.yaml`), "utf8");
  const { apiVersion, kind: type, metadata, spec } = parse(text) as Definition;
  const versions = spec.versions
    .filter(({ name }) => name === "v1")
    .map(({ name, schema }) => ({ name, served: true, storage: true, schema: withoutDescriptions(schema) }));
  const { name, annotations } = metadata;
  const reduced = { apiVersion, kind: type, metadata: { name, annotations }, spec: { ...spec, versions } };
  writeFileSync(path.join(__dirname, `${kind}.json`), `${JSON.stringify(reduced)}\n`);
}

/** In a schema `description` is text; a property of that name would be an object. */
function withoutDescriptions(schema: unknown): unknown {
  if (Array.isArray(schema)) {
    return schema.map(withoutDescriptions);
  }
  return typeof schema === "object" && schema !== null
    ? Object.fromEntries(
        Object.entries(schema)
          .filter(([key, value]) => !(key === "description" && typeof value === "string"))
          .map(([key, value]) => [key, withoutDescriptions(value)]),
      )
    : schema;
}

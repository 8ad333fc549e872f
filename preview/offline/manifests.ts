import { parseAllDocuments } from "yaml";
import { isPlainObject } from "../values";
import type { Properties, Wire } from "../wire";

/** The objects of a text as Kubernetes reads it: YAML 1.1 without timestamps. */
export function readManifests(
  text: string,
): { readonly objects: readonly Properties[] } | { readonly problem: string } {
  const documents = parseAllDocuments(text, {
    version: "1.1",
    customTags: (tags) => tags.filter((tag) => typeof tag === "string" || tag.tag !== "tag:yaml.org,2002:timestamp"),
  });
  const parsed = Array.isArray(documents) ? documents : [];
  const [problem] = parsed.flatMap((document) => document.errors);
  return problem === undefined
    ? { objects: parsed.map((document) => document.toJS() as Wire).filter(isPlainObject) }
    : { problem: problem.message };
}

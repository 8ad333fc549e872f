import { isSpecial } from "../values";
import type { Wire } from "../wire";

/** Paths of the properties that differ, `ingress[0].cidrBlocks`; a list of another length differs as a whole. */
export function changedPaths(before: Wire | undefined, after: Wire | undefined, path = ""): string[] {
  if (isList(before) && isList(after) && before.length === after.length) {
    return before.flatMap((item, index) => changedPaths(item, after[index], `${path}[${index}]`));
  }
  if (isMapping(before) && isMapping(after)) {
    return isAsset(before)
      ? changedFields(contentOf(before), contentOf(after), path)
      : changedFields(before, after, path);
  }
  return JSON.stringify(before) === JSON.stringify(after) ? [] : [path];
}

type Fields = { readonly [key: string]: Wire };

function changedFields(before: Fields, after: Fields, path: string): string[] {
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return keys.flatMap((key) => changedPaths(before[key], after[key], path === "" ? key : `${path}.${key}`));
}

const isAsset = (value: Wire): boolean => isSpecial(value, "asset") || isSpecial(value, "archive");

/** Without what engines and SDKs note beside it, each in its own way. */
const contentOf = ({ hash: _hash, __pulumiAsset, __pulumiArchive, assets = {}, ...content }: Fields): Fields => ({
  ...content,
  assets,
});

const isList = (value: Wire | undefined): value is readonly Wire[] => Array.isArray(value);

const isMapping = (value: Wire | undefined): value is { readonly [key: string]: Wire } =>
  typeof value === "object" && value !== null && !Array.isArray(value);

import { createHash } from "node:crypto";
import type { Finding } from "./result";

/** Characters of the hash that an id shows: 48 bits, far more than one stack has findings. */
const hashLength = 12;

/**
 * An id that names a fault for as long as it stands: made of the policy, the resource and the property path, so that neither a
 * moved line, nor another order of resources, nor a changed wording gives a new one. `network-ingress-1f0c22a9b1de`.
 */
export function findingId({ policy, urn, path }: Pick<Finding, "policy" | "urn" | "path">): string {
  const hash = createHash("sha256")
    .update(JSON.stringify([policy, urn, path ?? ""]))
    .digest("hex");
  return `${policy}-${hash.slice(0, hashLength)}`;
}

/** Gives each finding its id. Findings of one policy on one path are told apart by a number, in the order of their messages. */
export function withIds(findings: readonly Omit<Finding, "id">[]): Finding[] {
  const seen = new Map<string, number>();
  const ids = new Map<Omit<Finding, "id">, string>();
  for (const finding of [...findings].sort((a, b) => compare(a.message, b.message))) {
    const id = findingId(finding);
    const count = (seen.get(id) ?? 0) + 1;
    seen.set(id, count);
    ids.set(finding, count === 1 ? id : `${id}-${count}`);
  }
  return findings.map((finding) => ({ id: ids.get(finding) ?? findingId(finding), ...finding }));
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

import { leastPrivilege } from "../../protocol/iam";
import type { Refuse } from "../argument/refusal";

/** An action, or several that begin alike: `s3:GetObject`, `dynamodb:Get*`. */
const PATTERN = /^[a-z0-9-]+:[A-Za-z][A-Za-z0-9*?]*$/;

/** @throws RefusedArgumentError for all actions, all those of a service, and for what names no action. */
export function assertActions(refuse: Refuse, argument: string, actions: readonly string[]): void {
  actions.forEach((action, index) => {
    if (typeof action !== "string" || !PATTERN.test(action)) {
      throw refuse(
        `${argument}[${index}]`,
        action,
        "one action, such as s3:GetObject, or those that begin alike, such as dynamodb:Get*",
        leastPrivilege,
      );
    }
  });
}

/** Whether some action is meant by both patterns. Case does not count, as in the cloud. */
export function overlap(a: string, b: string): boolean {
  const [first, second] = [a.toLowerCase(), b.toLowerCase()];
  const failed = new Set<string>();
  /** Whether what stands behind these places in the patterns can be the same text. */
  const meet = (i: number, j: number): boolean => {
    const place = `${i} ${j}`;
    if (failed.has(place)) {
      return false;
    }
    failed.add(place);
    const [x, y] = [first[i], second[j]];
    if (x === undefined && y === undefined) {
      return true;
    }
    if (x === "*") {
      return meet(i + 1, j) || (y !== undefined && meet(i, j + 1));
    }
    if (y === "*") {
      return meet(i, j + 1) || (x !== undefined && meet(i + 1, j));
    }
    return x !== undefined && y !== undefined && (x === y || x === "?" || y === "?") && meet(i + 1, j + 1);
  };
  return meet(0, 0);
}

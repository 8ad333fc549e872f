import type { Control } from "../../protocol/control";
import { parseRange } from "./cidr";
import type { Refuse } from "./refusal";

/** Prefix lengths that a range may have: `min` is that of the widest. */
export interface PrefixLengths {
  readonly min: number;
  readonly max: number;
}

/** @throws RefusedArgumentError unless `cidrBlock` is a private IPv4 range, no wider and no narrower than that. */
export function assertPrivateRange(
  refuse: Refuse,
  argument: string,
  cidrBlock: string,
  { min, max }: PrefixLengths,
  control?: Control,
): void {
  const range = parseRange(cidrBlock);
  if (
    range === undefined ||
    range.family !== "ipv4" ||
    !range.canonical ||
    !range.internal ||
    range.prefixLength < min ||
    range.prefixLength > max
  ) {
    throw refuse(argument, cidrBlock, `a private IPv4 range from /${min} to /${max}`, control);
  }
}

import type { Control } from "../../protocol/control";
import type { Refuse } from "./refusal";

/** As many conditions as an association of Systems Manager takes. */
const MAX_TAGS = 5;

/** What the cloud takes in a tag: nothing that a policy would read as a wildcard or a variable. */
const TEXT = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]+$/u;
const MAX_KEY = 128;
const MAX_VALUE = 256;

/** @throws RefusedArgumentError unless the tags tell some hosts from others: hosts must carry all of them. */
export function assertHostTags(
  refuse: Refuse,
  argument: string,
  tags: Readonly<Record<string, string>>,
  control: Control,
): void {
  const entries = Object.entries(tags);
  if (entries.length === 0 || entries.length > MAX_TAGS) {
    throw refuse(argument, tags, `1 to ${MAX_TAGS} tags that the hosts carry`, control);
  }
  for (const [key, value] of entries) {
    if (!isText(key, MAX_KEY) || !isText(value, MAX_VALUE)) {
      throw refuse(`${argument}.${key}`, value, "a tag of letters, digits, spaces and _.:/=+-@");
    }
  }
}

const isText = (text: unknown, max: number) =>
  typeof text === "string" && text.trim() !== "" && text.length <= max && TEXT.test(text);

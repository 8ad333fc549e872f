import fc from "fast-check";
import { Key, type KeyArgs, KeyService } from "../../../../components";
import { tags } from "../../composition/foundation";
import type { Sample } from "../sample";

const principal = fc
  .constantFrom("role/a", "role/b", "user/c", "root")
  .map((name) => `arn:aws:iam::123456789012:${name}`);

export const sample: Sample<KeyArgs> = {
  args: fc.record(
    {
      description: fc.constantFrom("Chat records", " "),
      administrators: fc.uniqueArray(principal, { maxLength: 2 }),
      users: fc.uniqueArray(principal, { maxLength: 2 }),
      services: fc.uniqueArray(fc.constantFrom(...Object.values(KeyService))),
      rotationDays: fc.constantFrom(89, 90, 365, 366),
      multiRegion: fc.boolean(),
      tags: fc.constant(tags),
    },
    { requiredKeys: ["description", "administrators", "tags"] },
  ),
  make: (name, args) => new Key(name, args),
};

import fc from "fast-check";
import { SshKeys, type SshKeysArgs } from "../../../../components";
import { publicKeys } from "../../../support/ssh-keys";
import { tags } from "../../composition/foundation";
import type { Sample } from "../sample";

export const sample: Sample<SshKeysArgs> = {
  args: fc.record(
    {
      hostTags: fc.constantFrom<Record<string, string>>(
        { "asset-class": "server" },
        { "asset-class": "server", env: "production" },
        {},
      ),
      maxAuthTries: fc.constantFrom(0, 1, 5, 6),
      everyHours: fc.constantFrom(0, 1, 24, 25),
      publicKeys: fc.dictionary(
        fc.constantFrom("operations", "deployment", "a b"),
        fc.constantFrom(...Object.values(publicKeys)),
        { noNullPrototype: true },
      ),
      tags: fc.constant(tags),
    },
    { requiredKeys: ["hostTags", "tags"] },
  ),
  make: (name, args) => new SshKeys(name, args),
};

import fc from "fast-check";
import { AccountBaseline, type AccountBaselineArgs } from "../../../../components";
import { key, tags } from "../../composition/foundation";
import type { Sample } from "../sample";

const region = fc.constantFrom("eu-central-1", "eu-central-1", "us-east-1", "us-east-1", "nowhere");

export const sample: Sample<AccountBaselineArgs> = {
  args: fc.record(
    {
      regions: fc.dictionary(region, fc.record({ volumeKmsKeyArn: fc.constant(key.keyArn) }), {
        minKeys: 1,
        maxKeys: 2,
      }),
      homeRegion: region,
      minPasswordLength: fc.constantFrom(8, 14, 15, 128, 129),
      maxPasswordAgeDays: fc.constantFrom(0, 1, 90, 91),
      unusedAccessDays: fc.constantFrom(1, 30, 31),
      makesConfigRole: fc.boolean(),
      tags: fc.constant(tags),
    },
    { requiredKeys: ["regions", "homeRegion", "tags"] },
  ),
  make: (name, args) => new AccountBaseline(name, args),
};

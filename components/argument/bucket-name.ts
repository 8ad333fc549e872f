import type { Refuse } from "./refusal";

// The cloud takes 63 characters, and the bucket's name is that of the component with "-bucket", a hyphen and seven digits.
const MAX_LENGTH = 48;
const NAME = /^[a-z0-9][a-z0-9-]*$/;
// Beginnings that the cloud keeps for itself.
const RESERVED = ["xn--", "sthree-", "amzn-s3-demo-"];

/** @throws RefusedArgumentError for a name of a component from which no name of a bucket can be made. */
export function assertBucketName(refuse: Refuse, name: string): void {
  if (!NAME.test(name) || name.length > MAX_LENGTH) {
    throw refuse(
      "name",
      name,
      `at most ${MAX_LENGTH} lower-case letters, digits and hyphens, which the bucket's name takes`,
    );
  }
  if (RESERVED.some((beginning) => name.startsWith(beginning))) {
    throw refuse("name", name, `a name that does not begin with ${RESERVED.join(", ")}`);
  }
}

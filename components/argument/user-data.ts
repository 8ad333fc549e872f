import type * as pulumi from "@pulumi/pulumi";
import { plaintextSecrets } from "../../protocol/secret";
import { isKnown } from "./known";
import { isPlainSecret } from "./plain-secret";
import type { Refuse } from "./refusal";

// What the cloud takes, before it is encoded.
const MAX_BYTES = 16_384;

/** @throws RefusedArgumentError for more than the cloud takes, and for a secret in plain text. */
export function assertUserData(refuse: Refuse, argument: string, userData: pulumi.Input<string>): void {
  if (!isKnown(userData)) {
    return;
  }
  if (typeof userData !== "string") {
    throw refuse(argument, userData, "plain text, which the component encodes");
  }
  const bytes = Buffer.byteLength(userData);
  if (bytes > MAX_BYTES) {
    throw refuse(argument, `${bytes} bytes`, `at most ${MAX_BYTES} bytes`);
  }
  if (isPlainSecret("", userData)) {
    throw refuse(
      argument,
      "a secret in plain text",
      "a script that fetches its secrets when it runs",
      plaintextSecrets,
    );
  }
}

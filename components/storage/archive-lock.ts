import * as aws from "@pulumi/aws";
import { logIntegrity } from "../../protocol/log";
import { assertMember } from "../argument/choice";
import { LockMode } from "../argument/lock-mode";
import type { Refuse } from "../argument/refusal";
import type { Children } from "../child/children";

/** The lock of the logs, which keeps them from being deleted before their time (LOG-07). */
export interface LogLock {
  /** Who can take the lock away. Default: governance. */
  mode?: LockMode;
  /**
   * Says that nobody will ever remove the lock: every log is then kept, and paid for, to the end of its retention. Required, as
   * true, for compliance. Default: false.
   */
  irreversible?: boolean;
}

const modes: Readonly<Record<LockMode, string>> = {
  [LockMode.Governance]: "GOVERNANCE",
  [LockMode.Compliance]: "COMPLIANCE",
};

/** @throws RefusedArgumentError for a lock that can never be taken away where nobody says that this is meant. */
export function assertLock(refuse: Refuse, lock: LogLock): void {
  const { mode = LockMode.Governance, irreversible = false } = lock;
  assertMember(refuse, "lock.mode", mode, LockMode);
  if (mode === LockMode.Compliance && irreversible !== true) {
    throw refuse("lock.irreversible", irreversible, "true where the lock can never be taken back", logIntegrity);
  }
  if (mode !== LockMode.Compliance && irreversible) {
    throw refuse("lock", lock, "mode compliance where the lock is to become irreversible", logIntegrity);
  }
}

/** Locks every log for as long as it is kept. */
export const makeLock = (
  { name, options, untagged }: Children<"lock">,
  { bucket }: aws.s3.Bucket,
  versioning: aws.s3.BucketVersioning,
  { lock: { mode = LockMode.Governance }, retentionDays }: { readonly lock: LogLock; readonly retentionDays: number },
): aws.s3.BucketObjectLockConfiguration =>
  new aws.s3.BucketObjectLockConfiguration(
    name("lock"),
    untagged("lock", "lock", { bucket, rule: { defaultRetention: { mode: modes[mode], days: retentionDays } } }),
    { ...options, dependsOn: [versioning], protect: true },
  );

import type * as aws from "@pulumi/aws";
import { assertMember } from "../argument/choice";
import type { Refuse } from "../argument/refusal";
import { assertWhole } from "../argument/whole";

/** Storage that is cheaper to keep data in and dearer to read it from. All of it is spread over several zones. */
export enum StorageClass {
  /** Read at once; at least 30 days after the upload. */
  StandardInfrequentAccess = "STANDARD_IA",
  /** Moves objects by how often they are read. */
  IntelligentTiering = "INTELLIGENT_TIERING",
  /** Read at once, billed for at least 90 days. */
  GlacierInstantRetrieval = "GLACIER_IR",
  /** Read after minutes or hours, billed for at least 90 days. */
  GlacierFlexibleRetrieval = "GLACIER",
  /** Read after hours or days, billed for at least 180 days. */
  GlacierDeepArchive = "DEEP_ARCHIVE",
}

/** A move of objects to cheaper storage. */
export interface StorageTransition {
  /** Days after the upload. */
  afterDays: number;
  /** Where to. */
  storageClass: StorageClass;
}

/** How long a bucket keeps what is in it. */
export interface Lifecycle {
  readonly transitions: readonly StorageTransition[];
  /** Days after which current objects expire; never where absent. */
  readonly expireAfterDays?: number;
  /** Days for which versions that were deleted or overwritten are kept. */
  readonly keepVersionsDays: number;
}

type Rule = aws.types.input.s3.BucketLifecycleConfigurationRule;

// Longer than any period that the cloud takes.
export const MAX_DAYS = 36_500;
// Time enough for the longest upload.
const ABORT_UPLOADS_AFTER_DAYS = 7;
// The cloud wants objects in this storage neither before nor for less.
const INFREQUENT_ACCESS_DAYS = 30;

const coldness = Object.values(StorageClass);

/** @throws RefusedArgumentError for moves that the cloud does not make: too early, to warmer storage, or after the end. */
export function assertTransitions(
  refuse: Refuse,
  argument: string,
  transitions: readonly StorageTransition[],
  expireAfterDays = Infinity,
): void {
  transitions.forEach(({ afterDays, storageClass }, index) => {
    const move = `${argument}[${index}]`;
    const before = transitions[index - 1];
    assertMember(refuse, `${move}.storageClass`, storageClass, StorageClass);
    if (before !== undefined && coldness.indexOf(storageClass) <= coldness.indexOf(before.storageClass)) {
      throw refuse(`${move}.storageClass`, storageClass, `storage colder than ${before.storageClass} before it`);
    }
    assertWhole(refuse, `${move}.afterDays`, afterDays, {
      min: earliest(storageClass, before),
      max: Math.min(expireAfterDays, MAX_DAYS) - 1,
      unit: "days",
    });
  });
}

function earliest(storageClass: StorageClass, before: StorageTransition | undefined): number {
  const stay = before?.storageClass === StorageClass.StandardInfrequentAccess ? INFREQUENT_ACCESS_DAYS : 1;
  const first = storageClass === StorageClass.StandardInfrequentAccess ? INFREQUENT_ACCESS_DAYS : 1;
  return Math.max(first, before === undefined ? 0 : before.afterDays + stay);
}

/** The lifecycle as rules for the whole bucket, which must say so by an empty prefix. */
export function lifecycleRules({ transitions, expireAfterDays, keepVersionsDays }: Lifecycle): Rule[] {
  const whole = { status: "Enabled", filter: { prefix: "" } };
  return [
    {
      id: "keep",
      ...whole,
      transitions: transitions.map(({ afterDays, storageClass }) => ({ days: afterDays, storageClass })),
      ...(expireAfterDays !== undefined && { expiration: { days: expireAfterDays } }),
      noncurrentVersionExpiration: { noncurrentDays: keepVersionsDays },
    },
    {
      id: "clean-up",
      ...whole,
      abortIncompleteMultipartUpload: { daysAfterInitiation: ABORT_UPLOADS_AFTER_DAYS },
      expiration: { expiredObjectDeleteMarker: true },
    },
  ];
}

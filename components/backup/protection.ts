import type * as pulumi from "@pulumi/pulumi";
import { backupFrequency } from "../../protocol/backup";
import type { Refuse } from "../argument/refusal";
import type { DataClass, RecoveryTier } from "../child/tags";
import { assertRecoverable, BackupResource, matchesKind, resourceFacts } from "./resources";

/** Resources by a tag, of the kinds named. */
export interface TaggedResources {
  /** Key of the tag. */
  key: string;
  /** Value of the tag. */
  value: string;
  /** Kinds of resources that are backed up where they have the tag. */
  kinds: BackupResource[];
}

/** One resource by its ARN. */
export interface NamedResource {
  /** Kind of the resource. */
  kind: BackupResource;
  /** ARN of the resource. */
  arn: pulumi.Input<string>;
}

/** What is backed up. */
export interface Protection {
  readonly tagged?: TaggedResources | undefined;
  readonly resources: readonly NamedResource[];
}

/** @throws RefusedArgumentError where nothing is backed up, and for what cannot be recovered as the tier and class demand. */
export function assertProtected(
  refuse: Refuse,
  { tagged, resources }: Protection,
  tier: RecoveryTier,
  dataClass: DataClass,
): void {
  if (tagged === undefined && resources.length === 0) {
    throw refuse("tagged", tagged, "a tag, or resources, of what is backed up", backupFrequency);
  }
  if (tagged !== undefined) {
    for (const part of ["key", "value"] as const) {
      if (typeof tagged[part] !== "string" || tagged[part].trim() === "") {
        throw refuse(`tagged.${part}`, tagged[part], `the ${part} of a tag`);
      }
    }
    if (tagged.kinds.length === 0 || new Set(tagged.kinds).size < tagged.kinds.length) {
      throw refuse("tagged.kinds", tagged.kinds, "one kind at least, each of them once");
    }
    tagged.kinds.forEach((kind, index) => assertRecoverable(refuse, `tagged.kinds[${index}]`, kind, tier, dataClass));
  }
  resources.forEach(({ kind, arn }, index) => {
    assertRecoverable(refuse, `resources[${index}].kind`, kind, tier, dataClass);
    if (typeof arn === "string" && !matchesKind(arn, kind)) {
      throw refuse(`resources[${index}].arn`, arn, `the ARN of one resource of kind ${kind}`);
    }
  });
}

/** ARNs of all resources of these kinds. */
export const arnPatterns = (kinds: readonly BackupResource[], partition: string): string[] => [
  ...new Set(kinds.map((kind) => `arn:${partition}:${resourceFacts[kind].arns}`)),
];

/** The part of what is backed up that is of these kinds. */
export const ofKinds = ({ tagged, resources }: Protection, kinds: readonly BackupResource[]): Protection => ({
  tagged: tagged && { ...tagged, kinds: tagged.kinds.filter((kind) => kinds.includes(kind)) },
  resources: resources.filter(({ kind }) => kinds.includes(kind)),
});

/** Every kind of what is backed up, once. */
export const kindsOf = ({ tagged, resources }: Protection): readonly BackupResource[] => {
  const met = new Set([...(tagged?.kinds ?? []), ...resources.map(({ kind }) => kind)]);
  return Object.values(BackupResource).filter((kind) => met.has(kind));
};

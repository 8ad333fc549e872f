import { at, isPresent, items, type Node, text, unknown } from "../node";
import { regionOf, tagOf } from "../resource-tags";
import type { StackResource } from "../view";

/** Yes, no, or what it waits for. */
export type Decision = boolean | Node;

export const anyOf = (decisions: readonly Decision[]): Decision =>
  decisions.includes(true) || (decisions.find((decision) => decision !== false) ?? false);

export const allOf = (decisions: readonly Decision[]): Decision =>
  !decisions.includes(false) && (decisions.find((decision) => decision !== true) ?? true);

const not = (decision: Decision): Decision => (typeof decision === "boolean" ? !decision : decision);

/**
 * Whether an `aws.backup.Selection` assigns a resource to its plan. AWS Backup joins `resources` and `selectionTags` by "or",
 * takes `notResources` away, and filters by every one of `conditions`; with none of them it takes everything in its Region.
 * @param account 12 digits, where declared
 */
export function selects(selection: StackResource, resource: StackResource, account: string | undefined): Decision {
  const { inputs } = selection;
  const [resources, tags, conditions] = [
    at(inputs, "resources"),
    at(inputs, "selectionTags"),
    at(inputs, "conditions"),
  ];
  const named = [listed(selection, resources, resource, account), anyTag(tags, resource)].filter(isStated);
  return allOf([
    sameRegion(selection, resource),
    named.length === 0 || anyOf(named),
    not(listed(selection, at(inputs, "notResources"), resource, account) ?? false),
    allConditions(conditions, resource),
  ]);
}

const isStated = (decision: Decision | undefined): decision is Decision => decision !== undefined;

/** A plan backs up what is in its own Region. */
function sameRegion(selection: StackResource, resource: StackResource): boolean {
  const [here, there] = [regionOf(selection), regionOf(resource)];
  return here === undefined || there === undefined || here === there;
}

function listed(
  selection: StackResource,
  place: Node,
  resource: StackResource,
  account: string | undefined,
): Decision | undefined {
  const arns = items(place);
  if (arns === unknown) {
    return fromProperty(selection, place, resource);
  }
  return arns.length === 0
    ? undefined
    : anyOf(
        arns.map((arn) => {
          const pattern = text(arn);
          return pattern === unknown
            ? fromProperty(selection, arn, resource)
            : matches(pattern ?? "", resource, account);
        }),
      );
}

/** Whether an ARN that is not known yet is that of the resource: the property says from which resources its values come. */
function fromProperty(selection: StackResource, place: Node, resource: StackResource): Decision {
  const property = /^\w*/.exec(place.path)?.[0] ?? "";
  const sources = selection.propertyDependencies[property];
  return sources === undefined ? place : sources.includes(resource.urn);
}

/** ARNs by type token: service, resource part up to its name, and the property that is its name where that is known. */
const arnForms: Readonly<Record<string, readonly [service: string, prefix: string, nameKey?: string]>> = {
  "aws:rds/instance:Instance": ["rds", "db:", "identifier"],
  "aws:rds/cluster:Cluster": ["rds", "cluster:", "clusterIdentifier"],
  "aws:docdb/cluster:Cluster": ["rds", "cluster:", "clusterIdentifier"],
  "aws:neptune/cluster:Cluster": ["rds", "cluster:", "clusterIdentifier"],
  "aws:dynamodb/table:Table": ["dynamodb", "table/", "name"],
  "aws:efs/fileSystem:FileSystem": ["elasticfilesystem", "file-system/"],
  "aws:ebs/volume:Volume": ["ec2", "volume/"],
  "aws:ec2/instance:Instance": ["ec2", "instance/"],
  "aws:s3/bucket:Bucket": ["s3", "", "bucket"],
  "aws:s3/bucketV2:BucketV2": ["s3", "", "bucket"],
  "aws:redshift/cluster:Cluster": ["redshift", "cluster:", "clusterIdentifier"],
  "aws:fsx/windowsFileSystem:WindowsFileSystem": ["fsx", "file-system/"],
  "aws:fsx/ontapFileSystem:OntapFileSystem": ["fsx", "file-system/"],
  "aws:fsx/openZfsFileSystem:OpenZfsFileSystem": ["fsx", "file-system/"],
};

/** Whether AWS Backup can back up resources of this type at all. */
export const isSupported = ({ type }: StackResource): boolean => Object.hasOwn(arnForms, type);

/** What is not known of an ARN; no ARN has such characters. */
const gap = "\u0000";
/** The same, taken for any text that may stand in one part of an ARN. */
const anyPart = "\u0001";

function matches(pattern: string, resource: StackResource, account: string | undefined): Decision {
  const arn = arnOf(resource, account);
  return overlaps(pattern, arn) || (overlaps(pattern, arn.replaceAll(gap, anyPart)) && at(resource.outputs, "arn"));
}

function arnOf(resource: StackResource, account = gap): string {
  const known = text(at(resource.outputs, "arn"));
  const form = arnForms[resource.type];
  if (typeof known === "string" || form === undefined) {
    return typeof known === "string" ? known : gap;
  }
  const [service, prefix, nameKey] = form;
  const region = regionOf(resource);
  const name = nameKey === undefined ? unknown : text(at(resource.inputs, nameKey));
  const where = service === "s3" ? ":" : `${region ?? gap}:${account}`;
  return `arn:${partition(region)}:${service}:${where}:${prefix}${typeof name === "string" ? name : gap}`;
}

function partition(region: string | undefined): string {
  if (region === undefined) {
    return gap;
  }
  return region.startsWith("cn-") ? "aws-cn" : region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
}

/** Whether there is a text that both describe; `*` stands for any text. */
export function overlaps(a: string, b: string): boolean {
  // Column j of row i: whether the rest of a from i on and the rest of b from j on have a text in common.
  let below: boolean[] = [];
  for (let i = a.length; i >= 0; i--) {
    const row: boolean[] = [];
    for (let j = b.length; j >= 0; j--) {
      const [skipA, skipB, skipBoth] = [below[j] ?? false, row[j + 1] ?? false, below[j + 1] ?? false];
      const [inA, inB] = [a[i] ?? "", b[j] ?? ""];
      if (inA === "*" || inB === "*") {
        row[j] = skipA || skipB;
      } else if (inB === anyPart) {
        row[j] = skipB || (skipA && inA !== ":" && inA !== "/");
      } else {
        row[j] = inA === inB && (inA === "" || skipBoth);
      }
    }
    below = row;
  }
  return below[0] ?? false;
}

/** `selectionTags`: one that matches is enough, and only equality is known there. */
function anyTag(place: Node, resource: StackResource): Decision | undefined {
  const tags = items(place);
  if (tags === unknown) {
    return place;
  }
  return tags.length === 0
    ? undefined
    : anyOf(tags.map((tag) => tagMatches(tag, resource, (actual, wanted) => actual === wanted)));
}

type Comparison = (actual: string | undefined, wanted: string) => boolean;

const comparisons: Readonly<Record<string, Comparison>> = {
  stringEquals: (actual, wanted) => actual === wanted,
  stringNotEquals: (actual, wanted) => actual !== wanted,
  stringLikes: (actual, wanted) => actual !== undefined && overlaps(wanted, literal(actual)),
  stringNotLikes: (actual, wanted) => actual === undefined || !overlaps(wanted, literal(actual)),
};

/** A tag's value has no wildcards. */
const literal = (value: string): string => value.replaceAll("*", gap);

function allConditions(place: Node, resource: StackResource): Decision {
  const conditions = items(place);
  if (conditions === unknown) {
    return place;
  }
  return allOf(
    conditions.flatMap((condition) =>
      Object.entries(comparisons).flatMap(([operator, comparison]) => {
        const wanted = items(at(condition, operator));
        return wanted === unknown
          ? [at(condition, operator)]
          : wanted.map((each) => tagMatches(each, resource, comparison));
      }),
    ),
  );
}

function tagMatches(wanted: Node, resource: StackResource, comparison: Comparison): Decision {
  const key = text(at(wanted, "key"));
  const value = text(at(wanted, "value"));
  if (key === unknown || value === unknown) {
    return at(wanted, key === unknown ? "key" : "value");
  }
  const tag = tagOf(resource, (key ?? "").replace(/^aws:ResourceTag\//, ""));
  const actual = text(tag);
  return actual === unknown ? tag : isPresent(at(wanted, "key")) && comparison(actual, value ?? "");
}

import type * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Refuse } from "../argument/refusal";

/** Reads and writes of data that a trail records, beside what manages the account. */
export interface DataEvents {
  /** ARNs of the buckets whose objects are watched; not of the bucket that the trail writes to. Default: none. */
  bucketArns?: pulumi.Input<string>[];
  /** ARNs of the DynamoDB tables whose items are watched. Default: none. */
  tableArns?: pulumi.Input<string>[];
  /** ARNs of the functions whose calls are watched. Default: none. */
  functionArns?: pulumi.Input<string>[];
}

type Selector = aws.types.input.cloudtrail.TrailAdvancedEventSelector;

// As many conditions as a trail takes, in all of its selectors; each kind has two beside its ARNs, and management one.
const MAX_ARNS = 500 - 1 - 3 * 2;

/** @throws RefusedArgumentError for more than a trail can watch, and for what is known and is no ARN. */
export function assertDataEvents(refuse: Refuse, events: DataEvents): void {
  const kinds = [
    ["bucketArns", /^arn:[a-z-]+:s3:::[a-z0-9.-]{3,63}$/],
    ["tableArns", /^arn:[a-z-]+:dynamodb:[a-z0-9-]+:\d{12}:table\/[\w.-]+$/],
    ["functionArns", /^arn:[a-z-]+:lambda:[a-z0-9-]+:\d{12}:function:[\w-]+$/],
  ] as const;
  for (const [kind, form] of kinds) {
    (events[kind] ?? []).forEach((arn, index) => {
      if (!arn || (typeof arn === "string" && !form.test(arn))) {
        throw refuse(`dataEvents.${kind}[${index}]`, arn, `the ARN of a ${kind.replace("Arns", "")}`);
      }
    });
  }
  const count = kinds.reduce((sum, [kind]) => sum + (events[kind]?.length ?? 0), 0);
  if (count > MAX_ARNS) {
    throw refuse("dataEvents", count, `at most ${MAX_ARNS} buckets, tables and functions`);
  }
}

/** Everything that manages the account, which advanced selectors leave out unless they say so, and these data. */
export const eventSelectors = ({ bucketArns = [], tableArns = [], functionArns = [] }: DataEvents): Selector[] => [
  { name: "Management", fieldSelectors: [{ field: "eventCategory", equals: ["Management"] }] },
  ...dataSelector("Objects", "AWS::S3::Object", {
    startsWiths: bucketArns.map((arn) => pulumi.interpolate`${arn}/`),
  }),
  ...dataSelector("Items", "AWS::DynamoDB::Table", { equals: tableArns }),
  ...dataSelector("Calls", "AWS::Lambda::Function", { equals: functionArns }),
];

function dataSelector(
  name: string,
  type: string,
  arns: { readonly equals?: pulumi.Input<string>[]; readonly startsWiths?: pulumi.Input<string>[] },
): Selector[] {
  return Object.values(arns).flat().length === 0
    ? []
    : [
        {
          name,
          fieldSelectors: [
            { field: "eventCategory", equals: ["Data"] },
            { field: "resources.type", equals: [type] },
            { field: "resources.ARN", ...arns },
          ],
        },
      ];
}

import fc from "fast-check";
import { PermissionBoundary, type PermissionBoundaryArgs } from "../../../../components";
import { tags } from "../../composition/foundation";
import type { Sample } from "../sample";

export const sample: Sample<PermissionBoundaryArgs> = {
  args: fc.record({
    actions: fc.array(fc.constantFrom("s3:GetObject", "s3:Put*", "dynamodb:Query", "iam:CreateUser", "sqs:*", "*"), {
      maxLength: 3,
    }),
    regions: fc.array(fc.constantFrom("eu-central-1", "eu-west-1", "us-east-1", "frankfurt"), { maxLength: 2 }),
    tags: fc.constant(tags),
  }),
  make: (name, args) => new PermissionBoundary(name, args),
};

import { PermissionBoundary } from "../../../components";
import { tags } from "./foundation";

export const boundary = new PermissionBoundary("boundary", {
  actions: ["dynamodb:*", "s3:*"].flatMap((service) =>
    ["Get*", "List*", "Put*", "Update*", "Delete*"].map((verb) => service.replace("*", verb)),
  ),
  regions: ["eu-central-1", "eu-west-1"],
  accountId: "123456789012",
  tags,
});

new PermissionBoundary("boundary-least", { actions: ["s3:GetObject"], regions: ["eu-central-1"], tags });

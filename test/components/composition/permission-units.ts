import { PermissionUnits, TrustedService } from "../../../components";
import { tags } from "./foundation";
import { boundary } from "./permission-boundary";

const table = "arn:aws:dynamodb:eu-central-1:123456789012:table/messages";

const actions = {
  read: ["dynamodb:GetItem", "dynamodb:BatchGetItem", "dynamodb:Query"],
  create: ["dynamodb:PutItem"],
  update: ["dynamodb:UpdateItem"],
  delete: ["dynamodb:DeleteItem"],
  execute: ["dynamodb:PartiQLSelect"],
  administer: ["dynamodb:DescribeTable"],
};

export const units = Object.entries(actions).map(([name, unit]) => ({
  name,
  description: `To ${name} messages`,
  actions: unit,
  resources: [table, `${table}/index/*`],
  unscopedActions: name === "administer" ? ["dynamodb:ListTables"] : [],
}));

new PermissionUnits("units", {
  units,
  roles: Object.values(TrustedService).map((trusted) => ({
    name: trusted,
    units: ["read", "create", "update", "execute", "administer"],
    trusted,
  })),
  separatedDuties: [
    { units: ["create", "delete"], reason: "Nobody withdraws what he stored" },
    { units: ["administer", "delete"], reason: "Who follows the table does not change it" },
  ],
  permissionsBoundaryArn: boundary.policyArn,
  accountId: "123456789012",
  tags,
});

import { atLeast, atMost, exactly, family, hardeningGuide, maintenanceProtocol, ours } from "./control";

const iam = family({
  code: "IAM",
  name: "Accounts, privileges, passwords",
  frameworks: {
    cisControls: ["5.1", "5.2", "5.3", "5.4", "6.1", "6.2", "6.8"],
    iso27001: ["5.3", "5.15", "5.16", "5.17", "5.18", "8.2", "8.3"],
    nist: ["AC-2", "AC-3", "AC-5", "AC-6", "AC-7", "IA-5(1)"],
    mlps: ["8.1.4.1", "8.1.4.2", "8.1.5.1", "8.1.5.2", "8.1.5.3", "8.1.8.2"],
  },
});

export const leastPrivilege = iam({
  id: "IAM-01",
  title: "An application's rights are split into 6 minimal units, and it holds only those it needs",
  quotations: maintenanceProtocol("最小权限原则:应用账户权限分解为6个最小单元"),
  class: "provision",
  also: "enforce",
  severity: "high",
  limits: {
    // The source never says which six: their names and actions are configuration.
    permissionUnits: exactly(6, "unit"),
  },
});

export const permissionMatrix = iam({
  id: "IAM-02",
  title: "The permission matrix is renewed every month",
  quotations: maintenanceProtocol("定期审查:每月权限矩阵更新"),
  class: "evidence",
  also: "enforce",
  severity: "medium",
  limits: {
    permissionMatrixPerYear: atLeast(12, "times/year"),
    permissionMatrixMaxAge: ours(atMost(31, "day")),
    unusedAccessAge: ours(atMost(30, "day")),
  },
  evidence: "The month's matrix of who may do what on which resource, and the list of rights that nobody used.",
});

export const roleModel = iam({
  id: "IAM-03",
  title: "Rights come from roles with separated duties, never from a user directly",
  quotations: maintenanceProtocol("参照RBAC 2.0模型"),
  class: "enforce",
  also: "provision",
  severity: "high",
  limits: {
    // There is no "RBAC 2.0"; RBAC2 is the model that adds separation of duties to roles.
    rbacModel: exactly("RBAC2", "model"),
  },
});

export const passwordStrength = iam({
  id: "IAM-04",
  title: "No password is weak: length and complexity are enforced",
  quotations: hardeningGuide("服务器上不应该存在弱密码", "密码策略要设置到位,包括密码复杂度要求"),
  class: "enforce",
  also: "provision",
  severity: "high",
  limits: {
    passwordMinLength: ours(atLeast(14, "character")),
    passwordCharacterClasses: ours(atLeast(4, "character class")),
    passwordHistory: ours(atLeast(24, "password")),
  },
});

// NIST advises against routine change and MLPS demands it: it binds wherever a password is still in use.
export const passwordChange = iam({
  id: "IAM-05",
  title: "Passwords must be changed periodically",
  quotations: hardeningGuide("定期更换强制"),
  class: "enforce",
  also: "provision",
  severity: "medium",
  limits: {
    passwordMaxAge: ours(atMost(90, "day")),
  },
});

export const accountLockout = iam({
  id: "IAM-06",
  title: "Accounts lock after repeated failed logins",
  quotations: hardeningGuide("登录失败锁定"),
  class: "provision",
  also: "enforce",
  severity: "high",
  limits: {
    maxFailedLogins: ours(atMost(5, "attempt")),
    lockoutDuration: ours(atLeast(15, "minute")),
  },
});

export const staleAccounts = iam({
  id: "IAM-07",
  title: "No unused or expired account exists: leavers and finished projects are removed",
  quotations: hardeningGuide(
    "更不应该存在无用或过期的账户",
    "定期审查账户列表,清理那些已经离职人员或者项目结束后的账户",
  ),
  class: "evidence",
  also: "enforce",
  severity: "high",
  limits: {
    accountReviewMaxAge: ours(atMost(92, "day")),
  },
  evidence: "The latest account review: every account with its owner and expiry, and those that were removed.",
});

export const administratorTiers = iam({
  id: "IAM-08",
  title: "Administrators are tiered by duty, and few hold full rights",
  quotations: hardeningGuide("管理员账户应该实行严格的分级管理", "避免所有人都拥有最高权限"),
  class: "provision",
  also: "enforce",
  severity: "critical",
  limits: {
    adminTiers: ours(atLeast(3, "tier")),
    fullAdminPrincipals: ours(atMost(2, "principal")),
  },
});

export const iamControls = [
  leastPrivilege,
  permissionMatrix,
  roleModel,
  passwordStrength,
  passwordChange,
  accountLockout,
  staleAccounts,
  administratorTiers,
] as const;

import { family, includes, maintenanceProtocol, moreThan, ours } from "./control";

const scope = family({
  code: "SCO",
  name: "Scope",
  frameworks: {
    cisControls: ["1.1"],
    iso27001: ["5.9", "5.23"],
    nist: ["CM-8"],
    mlps: ["8.1.10.2"],
  },
});

/**
 * What a resource may claim to be by its tag `role`, and the control that the claim exempts it from once the stack
 * shows it to be true.
 */
export const roles = {
  router: { exemptFrom: "OS-02" },
  nat: { exemptFrom: "OS-02" },
  vpn: { exemptFrom: "OS-02" },
  "k8s-node": { exemptFrom: "OS-02" },
  gateway: { exemptFrom: "HA-03" },
} as const;

export type Role = keyof typeof roles;

export const productionServers = scope({
  id: "SCO-01",
  title: "Production servers, physical and virtual, are in scope and carry the tags that say so",
  quotations: maintenanceProtocol("生产环境服务器(物理/虚拟)"),
  class: "enforce",
  severity: "medium",
  limits: {
    requiredTags: ours(includes(["env", "tier", "owner", "asset-class"], "tag")),
  },
});

export const databaseClusters = scope({
  id: "SCO-02",
  title: "Database clusters are in scope whatever their engine",
  quotations: maintenanceProtocol("数据库集群(Oracle、MySQL、MongoDB等)"),
  class: "provision",
  also: "enforce",
  severity: "medium",
  limits: {
    dbEngines: includes(["oracle", "mysql", "mongodb"], "engine"),
  },
});

export const hybridNodes = scope({
  id: "SCO-03",
  title: "Key nodes of a hybrid cloud are registered and held to the same duties",
  quotations: maintenanceProtocol("混合云架构中的关键节点"),
  class: "provision",
  also: "enforce",
  severity: "high",
});

export const edgeDevices = scope({
  id: "SCO-04",
  title: "Edge devices, from IoT gateways to industrial controllers, are in scope, each with an identity of its own",
  quotations: maintenanceProtocol("边缘计算设备(IoT网关、工业控制器)"),
  class: "provision",
  also: "enforce",
  severity: "high",
});

export const testEnvironments = scope({
  id: "SCO-05",
  title: "Personal test environments are exempt only while they are isolated from production",
  quotations: maintenanceProtocol("个人测试环境(开发/预发布服务器)"),
  class: "enforce",
  severity: "high",
  limits: {
    // Patches must be proven in a test environment first, so the ring that proves them cannot be out of scope.
    familiesKeptInStaging: ours(includes(["OS", "VUL"], "control family")),
  },
});

export const retiredDevices = scope({
  id: "SCO-06",
  title: "A device leaves the scope only when it has been inactive for more than 180 days",
  quotations: maintenanceProtocol("已下线设备(超过180天未激活)"),
  class: "evidence",
  also: "enforce",
  severity: "medium",
  limits: {
    inactiveDaysBeforeExclusion: moreThan(180, "day"),
  },
  evidence:
    "The monthly list of inactive assets: the day each was last active, and that none keeps an address or a role.",
});

// Third parties must be audited elsewhere in the protocol, so only the provider's own side can be out of scope.
export const managedServices = scope({
  id: "SCO-07",
  title: "Managed third-party services are exempt from the provider's own duties and from nothing else",
  quotations: maintenanceProtocol("第三方托管服务(云服务商SLA覆盖范围)"),
  class: "evidence",
  also: "enforce",
  severity: "medium",
  evidence: "A responsibility record for each managed service: the provider's duties, ours, and the SLA behind them.",
});

export const scopeControls = [
  productionServers,
  databaseClusters,
  hybridNodes,
  edgeDevices,
  testEnvironments,
  retiredDevices,
  managedServices,
] as const;

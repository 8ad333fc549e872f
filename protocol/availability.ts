import { atLeast, atMost, family, hardeningGuide, maintenanceProtocol, ours } from "./control";

const availability = family({
  code: "HA",
  name: "High availability and disaster recovery",
  frameworks: {
    cisControls: [],
    iso27001: ["5.29", "5.30", "8.14"],
    nist: ["CP-2", "CP-7", "CP-10"],
    mlps: ["8.1.2.1", "8.1.4.9"],
  },
});

export const coreAvailability = availability({
  id: "HA-01",
  title: "Core systems are available for at least 99.95% of the year",
  quotations: maintenanceProtocol("确保核心业务系统可用性≥99.95%"),
  class: "evidence",
  also: "enforce",
  severity: "medium",
  limits: {
    // Counted by the month, one recovery of a red system within its hour would already break it: the year counts.
    availability: atLeast(99.95, "%"),
    downtimeBudget: atMost(4.38, "hour/year"),
  },
  evidence: "The measured availability of each core system, and the modelled figure with the component that limits it.",
});

export const clusteredDeployment = availability({
  id: "HA-02",
  title: "The loss of one server does not affect the service",
  quotations: hardeningGuide("即时通讯系统应该采用集群部署,单台服务器故障不影响整体服务"),
  class: "provision",
  also: "enforce",
  severity: "high",
  limits: {
    minReplicas: ours(atLeast(2, "replica")),
    minAzs: ours(atLeast(2, "availability zone")),
    // Maintenance takes servers out of service as a failure does.
    maxUnavailable: ours(atMost(50, "%")),
  },
});

export const loadBalancing = availability({
  id: "HA-03",
  title: "Public traffic enters through a load balancer, never at a server's own address",
  quotations: hardeningGuide("可以利用负载均衡将流量分发到多台服务器"),
  class: "provision",
  also: "enforce",
  severity: "high",
});

export const failover = availability({
  id: "HA-04",
  title: "A standby takes over when the primary fails",
  quotations: hardeningGuide("主备切换机制要配置完善"),
  class: "provision",
  also: "enforce",
  severity: "high",
});

export const disasterRecovery = availability({
  id: "HA-05",
  title: "Core services can be recovered in another region",
  quotations: hardeningGuide("对于核心服务,可以考虑跨地域部署,实现异地灾备"),
  class: "provision",
  also: "enforce",
  severity: "medium",
  limits: {
    drRegions: ours(atLeast(2, "region")),
  },
});

export const availabilityControls = [
  coreAvailability,
  clusteredDeployment,
  loadBalancing,
  failover,
  disasterRecovery,
] as const;

import { atLeast, atMost, family, hardeningGuide, oneOf, ours } from "./control";

const container = family({
  code: "CTR",
  name: "Virtualisation and containers",
  frameworks: {
    cisControls: ["4.1"],
    iso27001: ["8.9"],
    nist: ["AC-6", "CM-7", "SC-39", "SI-2"],
    mlps: ["8.2.4.4"],
  },
});

export const vmIsolation = container({
  id: "CTR-01",
  title: "Virtual machines are isolated from each other and from the metadata of their host",
  quotations: hardeningGuide("虚拟机的隔离要配置正确,避免侧信道攻击"),
  class: "provision",
  also: "enforce",
  severity: "high",
  limits: {
    metadataHopLimit: ours(atMost(1, "hop")),
    // Pods reach the metadata service through one hop more than their node.
    nodeMetadataHopLimit: ours(atMost(2, "hop")),
  },
});

export const imageAge = container({
  id: "CTR-02",
  title: "Container images are rebuilt regularly and pinned by digest",
  quotations: hardeningGuide("容器的镜像要定期更新"),
  class: "provision",
  also: "enforce",
  severity: "medium",
  limits: {
    imageMaxAge: ours(atMost(30, "day")),
  },
});

export const minimalBaseImage = container({
  id: "CTR-03",
  title: "Container images start from a minimal base image",
  quotations: hardeningGuide("使用最小的基础镜像减少攻击面"),
  class: "enforce",
  also: "evidence",
  severity: "medium",
  evidence: "The promotion record of each image: its base image and its software bill of materials.",
});

export const containerPrivileges = container({
  id: "CTR-04",
  title: "Containers run without privileges that they do not need",
  quotations: hardeningGuide("容器运行时的安全策略要配置到位"),
  class: "enforce",
  also: "provision",
  severity: "high",
  limits: {
    podSecurityLevel: ours(oneOf(["baseline", "restricted"], "Pod Security level")),
    // Below it lie the accounts of nodes and of images, which a process that breaks out would be.
    minUserId: ours(atLeast(10_000, "user id")),
  },
});

export const containerResources = container({
  id: "CTR-05",
  title: "Every container has its share of CPU and memory and cannot take more",
  quotations: hardeningGuide("限制容器的权限和资源使用"),
  class: "enforce",
  also: "provision",
  severity: "medium",
});

export const containerControls = [
  vmIsolation,
  imageAge,
  minimalBaseImage,
  containerPrivileges,
  containerResources,
] as const;

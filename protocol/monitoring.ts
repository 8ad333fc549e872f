import { atMost, family, hardeningGuide, includes, maintenanceProtocol, ours } from "./control";

const monitoring = family({
  code: "MON",
  name: "Monitoring and detection",
  frameworks: {
    cisControls: ["13.1", "13.2", "13.3", "13.6", "13.11"],
    iso27001: ["5.7", "8.16"],
    nist: ["AU-6", "CA-7", "PM-16", "SI-4"],
    mlps: ["8.1.3.3", "8.1.5.4"],
  },
});

export const behaviourMonitoring = monitoring({
  id: "MON-01",
  title: "Logins, traffic anomalies and privilege changes are watched in real time",
  quotations: hardeningGuide("对服务器的登录行为、流量异常、权限变更等进行实时监控和告警"),
  class: "provision",
  also: "enforce",
  severity: "high",
  limits: {
    monitoredBehaviours: includes(["login", "traffic anomaly", "privilege change"], "behaviour"),
  },
});

export const siem = monitoring({
  id: "MON-02",
  title: "A SIEM analyses and correlates all logs",
  quotations: hardeningGuide("使用SIEM系统进行分析和关联,发现可疑行为及时告警"),
  class: "provision",
  also: "enforce",
  severity: "high",
});

export const metricsCluster = monitoring({
  id: "MON-03",
  title: "Zabbix and Prometheus monitor the servers as a cluster",
  quotations: maintenanceProtocol("部署Zabbix+Prometheus监控集群"),
  class: "provision",
  also: "enforce",
  severity: "medium",
});

// The source mandates one algorithm; no managed detector uses it. A model is required, LSTM is whoever's choice.
export const anomalyDetection = monitoring({
  id: "MON-04",
  title: "A model detects anomalies in the metrics of core services",
  quotations: maintenanceProtocol("建立异常检测模型(基于LSTM神经网络)"),
  class: "provision",
  also: "enforce",
  severity: "medium",
});

export const threatDetection = monitoring({
  id: "MON-05",
  title: "Learned threat detection runs in every region in use",
  quotations: maintenanceProtocol("要求部署AI驱动的威胁检测系统"),
  class: "provision",
  also: "enforce",
  severity: "high",
  limits: {
    findingPublishingInterval: ours(atMost(15, "minute")),
  },
});

export const attackMapping = monitoring({
  id: "MON-06",
  title: "Every detection names the MITRE ATT&CK technique it finds",
  quotations: maintenanceProtocol("技术储备:部署MITRE ATT&CK矩阵映射系统"),
  class: "evidence",
  also: "enforce",
  severity: "low",
  evidence: "The ATT&CK matrix with the techniques that the deployed detections cover.",
});

export const threatIntelligence = monitoring({
  id: "MON-07",
  title: "Threat intelligence feeds the detection",
  quotations: maintenanceProtocol("核心职能:威胁情报分析"),
  class: "provision",
  severity: "medium",
});

export const monitoringControls = [
  behaviourMonitoring,
  siem,
  metricsCluster,
  anomalyDetection,
  threatDetection,
  attackMapping,
  threatIntelligence,
] as const;

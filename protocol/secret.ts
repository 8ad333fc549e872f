import { atMost, family, hardeningGuide, ours } from "./control";

const secret = family({
  code: "SEC",
  name: "Secrets",
  frameworks: {
    cisControls: [],
    iso27001: ["5.17", "8.24"],
    nist: ["IA-5(7)", "SC-12", "SC-28"],
    mlps: ["8.1.4.8", "8.1.10.9"],
  },
});

// A reference in an environment variable is no plain text, yet the process still shows the value: prefer a file.
export const plaintextSecrets = secret({
  id: "SEC-01",
  title: "No secret stands in plain text in a configuration file or an environment variable",
  quotations: hardeningGuide("API密钥、数据库密码、加密密钥等敏感凭证不应该明文存储在配置文件或环境变量中"),
  class: "enforce",
  severity: "critical",
});

export const secretVault = secret({
  id: "SEC-02",
  title: "Secrets live in a key management service or a vault",
  quotations: hardeningGuide("应该使用专业的密钥管理服务或密钥保险库来存储和管理这些敏感信息"),
  class: "provision",
  also: "enforce",
  severity: "high",
});

export const secretRotation = secret({
  id: "SEC-03",
  title: "Credentials are rotated regularly",
  quotations: hardeningGuide("定期轮换密钥,避免长期使用同一密钥带来的风险"),
  class: "provision",
  also: "enforce",
  severity: "high",
  limits: {
    secretRotation: ours(atMost(90, "day")),
  },
});

export const secretControls = [plaintextSecrets, secretVault, secretRotation] as const;

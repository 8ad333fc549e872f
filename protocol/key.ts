import { atLeast, atMost, family, hardeningGuide, ours } from "./control";

const key = family({
  code: "KEY",
  name: "Encryption keys",
  frameworks: {
    cisControls: ["3.11"],
    iso27001: ["8.24"],
    nist: ["SC-12", "SC-13"],
    mlps: ["8.1.10.9"],
  },
});

export const keySeparation = key({
  id: "KEY-01",
  title: "Encryption keys are kept apart from the data they encrypt",
  quotations: hardeningGuide("加密密钥的管理要格外注意,密钥和加密数据应该分开存储"),
  class: "provision",
  also: "enforce",
  severity: "high",
  limits: {
    // A key deleted by mistake takes its data with it: this is the time to notice.
    keyDeletionWindow: ours(atLeast(30, "day")),
  },
});

export const keyRotation = key({
  id: "KEY-02",
  title: "Encryption keys are rotated regularly",
  quotations: hardeningGuide("密钥和加密数据应该分开存储,定期轮换密钥"),
  class: "enforce",
  also: "provision",
  severity: "high",
  limits: {
    kmsRotationPeriod: ours(atMost(365, "day")),
  },
});

export const keyControls = [keySeparation, keyRotation] as const;

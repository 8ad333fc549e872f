import { atMost, family, hardeningGuide, oneOf, ours } from "./control";

const ddos = family({
  code: "DDOS",
  name: "DDoS and abuse protection",
  frameworks: {
    cisControls: [],
    iso27001: ["8.20"],
    nist: ["SC-5"],
    mlps: ["8.1.2.1"],
  },
});

export const edgeProtection = ddos({
  id: "DDOS-01",
  title: "Professional DDoS protection stands at the network edge",
  quotations: hardeningGuide("在网络边界部署专业的DDoS防护设备"),
  class: "provision",
  also: "enforce",
  severity: "high",
});

export const requestRate = ddos({
  id: "DDOS-02",
  title: "The request rate of a single address is limited",
  quotations: hardeningGuide("限制单IP的连接频率"),
  class: "provision",
  also: "enforce",
  severity: "high",
  limits: {
    perIpRequestLimit: ours(atMost(2000, "request/window")),
    rateWindow: ours(oneOf([60, 120, 300, 600], "second")),
  },
});

export const botTraffic = ddos({
  id: "DDOS-03",
  title: "A CAPTCHA keeps bots away from sign-in and registration",
  quotations: hardeningGuide("使用验证码过滤机器人流量"),
  class: "provision",
  also: "enforce",
  severity: "medium",
});

export const ddosControls = [edgeProtection, requestRate, botTraffic] as const;

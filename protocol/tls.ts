import { atLeast, atMost, exactly, family, hardeningGuide, includes, maintenanceProtocol, ours } from "./control";

const tls = family({
  code: "TLS",
  name: "Transport encryption and certificates",
  frameworks: {
    cisControls: ["3.10", "12.6"],
    iso27001: ["5.14", "8.20", "8.24"],
    nist: ["SC-8", "SC-8(1)", "SC-12", "SC-13", "SC-17"],
    mlps: ["8.1.2.2", "8.1.4.7", "8.1.4.8", "8.1.10.9"],
  },
});

/** The longest validity that public certificate authorities may issue, by the day it comes into force. */
export const publicCertificateValidity = [
  { from: "2026-03-15", days: 200 },
  { from: "2027-03-15", days: 100 },
  { from: "2029-03-15", days: 47 },
] as const;

export const clientTraffic = tls({
  id: "TLS-01",
  title: "All traffic between clients and servers is encrypted with TLS",
  quotations: hardeningGuide("所有客户端与服务器之间的通信都应该使用TLS加密"),
  class: "provision",
  also: "enforce",
  severity: "critical",
  limits: {
    hstsMaxAge: ours(atLeast(31_536_000, "second")),
  },
});

export const internalTraffic = tls({
  id: "TLS-02",
  title: "Sensitive data is encrypted on its way between servers",
  quotations: hardeningGuide("服务器之间的内部通信如果涉及敏感数据,同样需要加密保护"),
  class: "provision",
  also: "enforce",
  severity: "high",
});

export const tlsVersions = tls({
  id: "TLS-03",
  title: "TLS 1.2 is the oldest version served, and 1.0 and 1.1 are refused",
  quotations: hardeningGuide("定期更新TLS版本,废弃不安全的旧版本协议比如TLS 1.0和1.1"),
  class: "enforce",
  severity: "high",
  limits: {
    minTlsVersion: atLeast("1.2", "TLS version"),
    bannedTls: includes(["1.0", "1.1"], "TLS version"),
  },
});

// A private root is self-signed by nature: it may stand behind mutual TLS and the VPN, never before the public.
export const certificateAuthority = tls({
  id: "TLS-04",
  title: "Certificates come from an authoritative CA and are never self-signed",
  quotations: hardeningGuide("不要使用自签名证书,应该从权威CA机构申请证书"),
  class: "enforce",
  also: "provision",
  severity: "high",
  limits: {
    rsaKeyLength: ours(atLeast(2048, "bit")),
    ecdsaKeyLength: ours(atLeast(256, "bit")),
  },
});

export const certificateRenewal = tls({
  id: "TLS-05",
  title: "Every certificate is renewed in time, and an alarm says when it is not",
  quotations: hardeningGuide("做好证书的更新管理"),
  class: "provision",
  also: "enforce",
  severity: "medium",
  limits: {
    certExpiryAlarm: ours(atLeast(30, "day before expiry")),
    publicCertMaxValidity: ours(atMost(publicCertificateValidity[0].days, "day")),
    // The longest that widespread clients accept of an authority which they were told to trust.
    privateCertMaxValidity: ours(atMost(825, "day")),
    privateAuthorityMaxValidity: ours(atMost(3650, "day")),
  },
});

// SM4 is a cipher and not a transport: a gateway with SM suites stands beside standard TLS, which stays.
export const sm4Transport = tls({
  id: "TLS-06",
  title: "Where national cryptography is required, transport is encrypted with SM4",
  quotations: maintenanceProtocol("数据安全方面强制采用国密SM4算法加密传输"),
  class: "provision",
  also: "enforce",
  severity: "high",
  limits: {
    sm4KeyLength: ours(exactly(128, "bit")),
  },
});

export const tlsControls = [
  clientTraffic,
  internalTraffic,
  tlsVersions,
  certificateAuthority,
  certificateRenewal,
  sm4Transport,
] as const;

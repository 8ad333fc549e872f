import { atLeast, atMost, exactly, family, hardeningGuide, maintenanceProtocol, oneOf, ours } from "./control";

const application = family({
  code: "APP",
  name: "Application and API security",
  frameworks: {
    cisControls: ["13.10", "16.1", "16.10", "16.11", "16.12"],
    iso27001: ["8.5", "8.26", "8.28", "8.29"],
    nist: ["AC-3", "AC-12", "IA-2", "IA-8", "SC-23", "SI-10"],
    mlps: ["8.1.4.1", "8.1.4.2", "8.1.4.4", "8.1.9.4"],
  },
});

export const apiAuthentication = application({
  id: "APP-01",
  title: "Every API endpoint authenticates its caller",
  quotations: hardeningGuide("每个API接口都应该有完善的身份验证机制,确保只有合法的客户端和用户才能访问"),
  class: "enforce",
  also: "provision",
  severity: "high",
});

// OAuth authorises and JWT is a token format, so "both" means one issuer and one validation, not two logins.
export const tokenAuthentication = application({
  id: "APP-02",
  title: "APIs use OAuth 2.0 with JWT and no authentication of their own making",
  quotations: [
    ...maintenanceProtocol("API接口:实施OAuth 2.0+JWT双认证机制"),
    ...hardeningGuide("推荐使用OAuth 2.0或JWT等成熟的认证协议,避免自己造轮子实现认证系统"),
  ],
  class: "provision",
  also: "enforce",
  severity: "high",
  limits: {
    oauthVersion: exactly("2.0", "OAuth version"),
    accessTokenTtl: ours(atMost(60, "minute")),
  },
});

export const roleAuthorisation = application({
  id: "APP-03",
  title: "What a user sees and does depends on the user's role",
  quotations: hardeningGuide("不同角色的用户能看到和操作的功能应该不同,避免越权访问"),
  class: "provision",
  also: "enforce",
  severity: "high",
});

export const sensitiveOperations = application({
  id: "APP-04",
  title: "Deleting data or changing configuration takes a second confirmation or an approval",
  quotations: hardeningGuide("敏感操作比如删除数据、修改配置等需要二次确认或审批流程"),
  class: "provision",
  also: "enforce",
  severity: "high",
  limits: {
    confirmations: atLeast(2, "step"),
  },
});

export const passwordHashing = application({
  id: "APP-05",
  title: "User passwords are stored only as bcrypt or Argon2 hashes",
  quotations: hardeningGuide("用户密码必须使用bcrypt、Argon2等专业的密码哈希算法存储,绝对不能明文保存"),
  class: "evidence",
  severity: "critical",
  evidence: "The identity service in use and its hash setting, or a dated attestation that names the code.",
});

export const inputValidation = application({
  id: "APP-06",
  title: "The server validates all input against what it allows",
  quotations: hardeningGuide("服务端必须对所有用户输入进行严格验证,白名单校验比黑名单过滤更安全"),
  class: "provision",
  also: "enforce",
  severity: "high",
});

export const parameterisedQueries = application({
  id: "APP-07",
  title: "SQL is sent as parameterised queries, never concatenated",
  quotations: hardeningGuide("SQL查询必须使用参数化查询,禁止拼接SQL字符串"),
  class: "evidence",
  also: "provision",
  severity: "high",
  limits: {
    codeScanMaxAge: ours(atMost(30, "day")),
  },
  evidence: "The latest static analysis of the code, and the injection rules in blocking mode before it.",
});

export const outputEscaping = application({
  id: "APP-08",
  title: "Output to pages is escaped, and browsers are told to refuse foreign scripts",
  quotations: hardeningGuide("输出到页面的数据要进行适当的转义或过滤,防止XSS攻击"),
  class: "evidence",
  also: "enforce",
  severity: "medium",
  evidence: "The latest static analysis of the code, and the security headers that the public listeners send.",
});

export const uploadLimits = application({
  id: "APP-09",
  title: "Uploads are limited by type and size",
  quotations: hardeningGuide("对于文件上传功能,要严格限制上传文件的类型和大小"),
  class: "provision",
  also: "enforce",
  severity: "medium",
  limits: {
    maxUploadSize: ours(atMost(100, "MiB")),
  },
});

export const uploadStorage = application({
  id: "APP-10",
  title: "Uploads are stored outside the web root and served only through the application",
  quotations: hardeningGuide("把上传文件存储在Web根目录之外,通过程序间接访问"),
  class: "provision",
  also: "enforce",
  severity: "high",
});

export const sessionIdentifiers = application({
  id: "APP-11",
  title: "Session identifiers are random, long, and new after every login",
  quotations: hardeningGuide(
    "Session ID应该使用安全的随机数生成器产生,长度要足够",
    "登录成功后应该生成新的Session ID,防止Session fixation攻击",
  ),
  class: "out",
  severity: "high",
  reason:
    "Session identifiers are made inside the application; penetration tests and dynamic scans look at them there.",
});

// Short-lived access tokens may travel with the client; refresh tokens and session state may not.
export const serverSessions = application({
  id: "APP-12",
  title: "Session data stays on the server, out of the client's reach",
  quotations: hardeningGuide("Session数据应该存储在服务器端,而不是客户端可被篡改的Cookie中"),
  class: "provision",
  also: "enforce",
  severity: "medium",
});

export const sessionTimeout = application({
  id: "APP-13",
  title: "Sessions end after a set time, and idle ones sooner",
  quotations: hardeningGuide("应该设置合理的Session超时时间,长时间不活跃的Session应该自动销毁"),
  class: "enforce",
  also: "provision",
  severity: "medium",
  limits: {
    sessionIdleTimeout: ours(atMost(30, "minute")),
    sessionAbsoluteTimeout: ours(atMost(8, "hour")),
  },
});

export const owaspTopTen = application({
  id: "APP-14",
  title: "Web applications and APIs are protected against the OWASP Top 10",
  quotations: maintenanceProtocol("Web应用:OWASP Top 10防护(2023版)"),
  class: "provision",
  also: "enforce",
  severity: "high",
  limits: {
    owaspCategories: exactly(10, "category"),
    // 2023 is an edition of the API list; the web list has none of that year.
    apiEdition: exactly("2023", "edition"),
    webEdition: ours(oneOf(["2021", "2025"], "edition")),
  },
});

export const applicationControls = [
  apiAuthentication,
  tokenAuthentication,
  roleAuthorisation,
  sensitiveOperations,
  passwordHashing,
  inputValidation,
  parameterisedQueries,
  outputEscaping,
  uploadLimits,
  uploadStorage,
  sessionIdentifiers,
  serverSessions,
  sessionTimeout,
  owaspTopTen,
] as const;

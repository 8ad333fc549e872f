/** Versions of TLS and ciphers that the entrance accepts. All refuse TLS 1.0 and 1.1 and keep forward secrecy. */
export enum TlsPolicy {
  /** TLS 1.3 and 1.2, the latter with authenticated encryption alone. */
  Restricted = "restricted",
  /** As restricted, with a key exchange that a quantum computer does not break where the client has one. */
  RestrictedPostQuantum = "restricted-post-quantum",
  /** TLS 1.3 alone. */
  Tls13 = "tls-1.3",
  /** TLS 1.3 alone, with a key exchange that a quantum computer does not break where the client has one. */
  Tls13PostQuantum = "tls-1.3-post-quantum",
}

/** The names by which load balancers know them. */
export const securityPolicies: Readonly<Record<TlsPolicy, string>> = {
  [TlsPolicy.Restricted]: "ELBSecurityPolicy-TLS13-1-2-Res-2021-06",
  [TlsPolicy.RestrictedPostQuantum]: "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09",
  [TlsPolicy.Tls13]: "ELBSecurityPolicy-TLS13-1-3-2021-06",
  [TlsPolicy.Tls13PostQuantum]: "ELBSecurityPolicy-TLS13-1-3-PQ-2025-09",
};

import type * as pulumi from "@pulumi/pulumi";
import { businessPorts } from "../../protocol/network";
import { describeLimit } from "../../protocol/limit";
import { certificateAuthority, certificateRenewal, clientTraffic, tlsVersions } from "../../protocol/tls";
import { assertMember } from "../argument/choice";
import type { Refuse } from "../argument/refusal";
import { assertHostname } from "./hostname";
import { assertObject, assertOwnName } from "./name";

/** Host names that a gateway answers for, by HTTPS. */
export interface GatewayListener {
  /** Host name (TLS-04): "chat.example.com", or every name of one domain: "*.example.com". */
  hostname: string;
  /**
   * Name of the secret with the certificate and its key, in the namespace of the gateway. Default: with an issuer, one that it
   * makes; else it must be given.
   */
  certificateSecretName?: pulumi.Input<string>;
}

/** Where in the cluster an issuer of cert-manager stands. */
export enum IssuerKind {
  /** Serves the whole cluster. */
  ClusterIssuer = "cluster-issuer",
  /** Serves the namespace that it stands in, which is that of the gateway. */
  Issuer = "issuer",
}

/** Issuer of cert-manager that makes the certificates and renews them. */
export interface CertificateIssuer {
  /** Name of the issuer: one of an authoritative CA (TLS-04). */
  name: string;
  /** Where it stands. Default: cluster-issuer. */
  kind?: IssuerKind;
}

/** A listener with the secret of its certificate. */
export interface ResolvedListener {
  readonly name: string;
  readonly hostname: string;
  readonly certificateSecretName: pulumi.Input<string>;
}

/** What tells the implementation of a gateway how to do TLS, by its own keys. */
type TlsOptions = Readonly<Record<string, string>>;

const { httpsPort, httpRedirectPort } = businessPorts.limits;
const { minTlsVersion, bannedTls } = tlsVersions.limits;
const { ecdsaKeyLength } = certificateAuthority.limits;
const { certExpiryAlarm } = certificateRenewal.limits;

/** Name of the listener that redirects. */
export const REDIRECT_LISTENER = "http";

// A route names each of its listeners and can name 32 of them.
const MAX_LISTENERS = 31;

/** API group of the gateway, and of all that belongs to it. */
export const GATEWAY_GROUP = "gateway.networking.k8s.io";

const routeKinds = [{ group: GATEWAY_GROUP, kind: "HTTPRoute" }];

/** @throws RefusedArgumentError for no listener, two of one host name, and one whose certificate comes from nowhere. */
export function resolveListeners(
  refuse: Refuse,
  gateway: string,
  listeners: Readonly<Record<string, GatewayListener>>,
  issuer: CertificateIssuer | undefined,
): readonly ResolvedListener[] {
  const stated = Object.entries(listeners);
  if (stated.length === 0 || stated.length > MAX_LISTENERS) {
    throw refuse("listeners", listeners, `1 to ${MAX_LISTENERS} listeners`, clientTraffic);
  }
  return stated.map(([name, { hostname, certificateSecretName }], index) => {
    const at = (argument: string) => `listeners.${name}.${argument}`;
    assertOwnName(refuse, `listeners.${name}`, name);
    if (name === REDIRECT_LISTENER) {
      throw refuse(`listeners.${name}`, name, `another name than that of the redirect, ${REDIRECT_LISTENER}`);
    }
    assertHostname(refuse, at("hostname"), hostname);
    if (stated.slice(0, index).some(([, other]) => other.hostname === hostname)) {
      throw refuse(at("hostname"), hostname, "a host name that no other listener has");
    }
    if (certificateSecretName === undefined && issuer === undefined) {
      throw refuse(at("certificateSecretName"), undefined, "a certificate, or an issuer that makes it", clientTraffic);
    }
    if (certificateSecretName !== undefined) {
      assertObject(refuse, at("certificateSecretName"), certificateSecretName);
    }
    return { name, hostname, certificateSecretName: certificateSecretName ?? `${gateway}-${name}-tls` };
  });
}

/** @throws RefusedArgumentError for an issuer that is none, and for one that says it signs for itself. */
export function assertIssuer(refuse: Refuse, { name, kind = IssuerKind.ClusterIssuer }: CertificateIssuer): void {
  assertMember(refuse, "issuer.kind", kind, IssuerKind);
  assertObject(refuse, "issuer.name", name);
  if (/self-?signed/.test(name)) {
    throw refuse("issuer.name", name, "the issuer of an authoritative CA", certificateAuthority);
  }
}

/** @throws RefusedArgumentError for an option without a domain before its name, and for one that lets an old version of TLS in. */
export function assertTlsOptions(refuse: Refuse, options: TlsOptions): void {
  const banned: readonly string[] = bannedTls.value;
  for (const [key, value] of Object.entries(options)) {
    if (!/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?\/[A-Za-z0-9]([\w.-]{0,61}[A-Za-z0-9])?$/.test(key)) {
      throw refuse(`tlsOptions.${key}`, value, "the domain of the implementation, a slash and a name as the key");
    }
    if (typeof value !== "string" || versionsIn(value).some((version) => banned.includes(version))) {
      throw refuse(`tlsOptions.${key}`, value, describeLimit(minTlsVersion), tlsVersions);
    }
  }
}

/** Versions of TLS that a text names, in any of their spellings: `1.1`, `TLSv1`, `TLS1_2`. Every SSL counts as 1.0. */
function versionsIn(text: string): readonly string[] {
  return text.split(/[^A-Za-z0-9._-]+/).flatMap((word) => {
    if (/^ssl/i.test(word)) {
      return ["1.0"];
    }
    const [, major, minor = "0"] = /^tls[_-]?v?(\d)(?:[._-]?(\d))?$/i.exec(word) ?? /^v?(\d)\.(\d)$/i.exec(word) ?? [];
    return major === undefined ? [] : [`${major}.${minor}`];
  });
}

/** What a gateway listens on: HTTPS for each host name and, to redirect, HTTP. */
export function listenerSpecs(
  listeners: readonly ResolvedListener[],
  { tlsOptions, routeNamespaces, redirectHttp }: ListenerSettings,
): object[] {
  const https = listeners.map(({ name, hostname, certificateSecretName }) => ({
    name,
    hostname,
    port: httpsPort.value,
    protocol: "HTTPS",
    tls: {
      mode: "Terminate",
      certificateRefs: [{ group: "", kind: "Secret", name: certificateSecretName }],
      ...(Object.keys(tlsOptions).length > 0 && { options: tlsOptions }),
    },
    allowedRoutes: { namespaces: admitted(routeNamespaces), kinds: routeKinds },
  }));
  const http = {
    name: REDIRECT_LISTENER,
    port: httpRedirectPort.value,
    protocol: "HTTP",
    allowedRoutes: { namespaces: { from: "Same" }, kinds: routeKinds },
  };
  return redirectHttp ? [...https, http] : https;
}

/** What the listeners of a gateway have in common. */
export interface ListenerSettings {
  readonly tlsOptions: TlsOptions;
  /** Names of the namespaces whose routes are admitted beside those of the gateway's own. */
  readonly routeNamespaces: readonly pulumi.Input<string>[];
  readonly redirectHttp: boolean;
}

const admitted = (namespaces: readonly pulumi.Input<string>[]) =>
  namespaces.length === 0
    ? { from: "Same" }
    : {
        from: "Selector",
        selector: {
          matchExpressions: [{ key: "kubernetes.io/metadata.name", operator: "In", values: namespaces }],
        },
      };

/** What tells cert-manager to make the certificates of a gateway, with a new key each time and before an alarm rings. */
export const issuerAnnotations = ({ name, kind = IssuerKind.ClusterIssuer }: CertificateIssuer) => ({
  [`cert-manager.io/${kind}`]: name,
  "cert-manager.io/private-key-algorithm": "ECDSA",
  "cert-manager.io/private-key-size": String(ecdsaKeyLength.value),
  "cert-manager.io/private-key-rotation-policy": "Always",
  "cert-manager.io/renew-before": `${24 * certExpiryAlarm.value}h`,
});

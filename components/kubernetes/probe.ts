import type * as k8s from "@pulumi/kubernetes";
import { internalTraffic } from "../../protocol/tls";
import { assertMember } from "../argument/choice";
import { given } from "../argument/given";
import { assertPort } from "../argument/port";
import type { Refuse } from "../argument/refusal";
import { assertWhole } from "../argument/whole";

/** How a node asks a container whether it works. There is no member for plain HTTP. */
export enum ProbeKind {
  /** A request by HTTPS, whose certificate is not looked at. */
  Https = "https",
  /** A connection that is accepted. */
  Tcp = "tcp",
  /** The health service of gRPC. */
  Grpc = "grpc",
}

/** One question to a container. */
export interface Probe {
  /** How it is asked. */
  kind: ProbeKind;
  /** Port that answers. */
  port: number;
  /** Path that is asked for, by HTTPS alone. Default: /healthz. */
  path?: string;
  /** Service that is asked after, by gRPC alone. Default: the server as a whole. */
  service?: string;
  /** Seconds from one question to the next. Default: 10. */
  periodSeconds?: number;
  /** Seconds in which the answer must be there. Default: 3. */
  timeoutSeconds?: number;
  /** Number of answers in a row that must be missing or bad. Default: 3. */
  failureThreshold?: number;
}

/** What a container is asked. */
export interface Probes {
  /** Whether it gets connections now. */
  readiness: Probe;
  /** Whether it must be started anew. Default: as readiness, after six bad answers. */
  liveness?: Probe;
  /** Whether it has started, before which nothing else is asked. Default: as readiness, every five seconds for five minutes. */
  startup?: Probe;
}

type Timed = Probe & Required<Pick<Probe, "periodSeconds" | "timeoutSeconds" | "failureThreshold">>;

/** The questions with their defaults. */
export type ResolvedProbes = Readonly<Record<keyof Probes, Timed>>;

/** @throws RefusedArgumentError for a question that is no question, and for one in plain HTTP. */
export function resolveProbes(refuse: Refuse, { readiness, liveness, startup }: Probes): ResolvedProbes {
  const usual = { periodSeconds: 10, timeoutSeconds: 3, failureThreshold: 3 };
  const resolved = {
    readiness: { ...usual, ...given(readiness) },
    liveness: { ...usual, ...given(liveness ?? { ...readiness, failureThreshold: 6 }) },
    startup: { ...usual, ...given(startup ?? { ...readiness, periodSeconds: 5, failureThreshold: 60 }) },
  };
  for (const [name, probe] of Object.entries(resolved)) {
    assertProbe(refuse, `probes.${name}`, probe);
  }
  return resolved;
}

function assertProbe(refuse: Refuse, argument: string, probe: Timed): void {
  const { kind, port, path, service } = probe;
  const at = (property: string) => `${argument}.${property}`;
  if (String(kind) === "http") {
    throw refuse(at("kind"), kind, "https, tcp or grpc", internalTraffic);
  }
  assertMember(refuse, at("kind"), kind, ProbeKind);
  assertPort(refuse, at("port"), port);
  if (path !== undefined && (kind !== ProbeKind.Https || !/^\/\S*$/.test(path))) {
    throw refuse(at("path"), path, "a path that begins with a slash, by https alone");
  }
  if (service !== undefined && (kind !== ProbeKind.Grpc || service.trim() === "")) {
    throw refuse(at("service"), service, "the name of a service, by grpc alone");
  }
  assertWhole(refuse, at("periodSeconds"), probe.periodSeconds, { min: 1, max: 300, unit: "seconds" });
  assertWhole(refuse, at("timeoutSeconds"), probe.timeoutSeconds, { min: 1, max: 60, unit: "seconds" });
  assertWhole(refuse, at("failureThreshold"), probe.failureThreshold, { min: 1, max: 360, unit: "answers" });
}

/** A question as the API has it. It names no host: that would be asked instead of the container. */
export function probeSpec({ kind, port, path = "/healthz", service, ...timing }: Timed): k8s.types.input.core.v1.Probe {
  switch (kind) {
    case ProbeKind.Https:
      return { httpGet: { scheme: "HTTPS", port, path }, ...timing };
    case ProbeKind.Tcp:
      return { tcpSocket: { port }, ...timing };
    case ProbeKind.Grpc:
      return { grpc: { port, ...(service !== undefined && { service }) }, ...timing };
  }
}

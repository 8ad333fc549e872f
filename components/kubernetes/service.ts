import type * as k8s from "@pulumi/kubernetes";
import { containerPrivileges } from "../../protocol/container";
import { given } from "../argument/given";
import { assertPort, assertPorts, Protocol } from "../argument/port";
import type { Refuse } from "../argument/refusal";

/** A port on which a workload answers. */
export interface WorkloadPort {
  /** Name of the port, at most 15 lowercase letters, digits and hyphens: "https". */
  name: string;
  /** Port of the container, 1024 to 65535: a lower one would take a privilege (CTR-04). */
  port: number;
  /** Port of the service before it. Default: that of the container. */
  servicePort?: number;
  /** Transport protocol. Default: tcp. */
  protocol?: Protocol;
  /** What is spoken on the port, for the gateways before it: "https", "kubernetes.io/wss". Default: not said. */
  appProtocol?: string;
}

/** A port with its defaults. */
export type ResolvedPort = WorkloadPort & Required<Pick<WorkloadPort, "servicePort" | "protocol">>;

// Ports below are for root alone.
const FIRST_FREE_PORT = 1024;

/** @throws RefusedArgumentError for a port that takes a privilege, and for a name or a port of a service that is there twice. */
export function resolveWorkloadPorts(refuse: Refuse, ports: readonly WorkloadPort[]): readonly ResolvedPort[] {
  const resolved = ports.map((port) => ({ servicePort: port.port, protocol: Protocol.Tcp, ...given(port) }));
  resolved.forEach((stated, index) => {
    const at = (argument: string) => `ports[${index}].${argument}`;
    const { name, port, servicePort, protocol, appProtocol } = stated;
    if (typeof name !== "string" || !/^(?=.*[a-z])(?!.*--)[a-z0-9]([a-z0-9-]{0,13}[a-z0-9])?$/.test(name)) {
      throw refuse(at("name"), name, "at most 15 lowercase letters, digits and single hyphens, one letter at least");
    }
    const container = { from: port, to: port, protocol };
    assertPorts(refuse, { from: at("port"), to: at("port"), protocol: at("protocol") }, container);
    assertPort(refuse, at("servicePort"), servicePort);
    if (port < FIRST_FREE_PORT) {
      throw refuse(at("port"), port, `a port from ${FIRST_FREE_PORT}, which takes no privilege`, containerPrivileges);
    }
    if (appProtocol !== undefined && !/^([a-z0-9.-]+\/)?[A-Za-z0-9][\w.+-]{0,62}$/.test(appProtocol)) {
      throw refuse(at("appProtocol"), appProtocol, 'the name of a protocol, such as "https"');
    }
    const earlier = resolved.slice(0, index);
    if (earlier.some((other) => other.name === name)) {
      throw refuse(at("name"), name, "a name that no other port has");
    }
    if (
      earlier.some((other) => other.protocol === protocol && (other.port === port || other.servicePort === servicePort))
    ) {
      throw refuse(at("port"), port, "a port that is there once, of the container and of the service");
    }
  });
  return resolved;
}

/** A service with an address in the cluster alone. */
export const serviceSpec = (
  ports: readonly ResolvedPort[],
  podLabels: Readonly<Record<string, string>>,
): k8s.types.input.core.v1.ServiceSpec => ({
  type: "ClusterIP",
  selector: podLabels,
  ports: ports.map(({ name, servicePort, protocol, appProtocol }) => ({
    name,
    port: servicePort,
    targetPort: name,
    protocol: protocol.toUpperCase(),
    ...(appProtocol !== undefined && { appProtocol }),
  })),
});

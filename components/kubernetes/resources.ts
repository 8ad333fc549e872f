import { containerResources } from "../../protocol/container";
import type { Refuse } from "../argument/refusal";

/** What a container is promised of its node, and what it cannot go beyond (CTR-05). */
export interface ContainerResources {
  /** CPU that the container is promised (CTR-05): "250m", which is a quarter, or "1.5". */
  cpuRequest: string;
  /** Memory that the container is promised (CTR-05): "256Mi" or "1Gi". */
  memoryRequest: string;
  /** Memory beyond which the container is stopped (CTR-05): "512Mi" or "1Gi". */
  memoryLimit: string;
  /** CPU beyond which the container is slowed down. Default: as much as its node has to spare. */
  cpuLimit?: string;
}

const binary: Readonly<Record<string, number>> = { Mi: 2 ** 20, Gi: 2 ** 30, Ti: 2 ** 40 };

/** CPUs that a text stands for; undefined where it stands for none. */
export function cpusOf(text: string): number | undefined {
  const [, amount, milli] = /^(\d{1,9}(?:\.\d{1,3})?|\d{1,9}(m))$/.exec(text) ?? [];
  const cpus = amount === undefined ? 0 : milli === undefined ? Number(amount) : Number.parseInt(amount) / 1000;
  return cpus > 0 ? cpus : undefined;
}

/** Bytes that a text stands for; undefined where it stands for none. `m` is no unit here: `128m` is an eighth of a byte. */
export function bytesOf(text: string): number | undefined {
  const [, amount, unit] = /^(\d{1,9})(Mi|Gi|Ti)$/.exec(text) ?? [];
  const bytes = Number(amount ?? 0) * (binary[unit ?? ""] ?? 0);
  return bytes > 0 ? bytes : undefined;
}

/** @throws RefusedArgumentError unless `text` is an amount of CPU. */
export function assertCpus(refuse: Refuse, argument: string, text: string): number {
  const cpus = cpusOf(text);
  if (cpus === undefined) {
    throw refuse(argument, text, 'an amount of CPU such as "500m" or "2"', containerResources);
  }
  return cpus;
}

/** @throws RefusedArgumentError unless `text` is an amount of memory. */
export function assertBytes(refuse: Refuse, argument: string, text: string): number {
  const bytes = bytesOf(text);
  if (bytes === undefined) {
    throw refuse(argument, text, 'an amount of memory such as "512Mi" or "2Gi"', containerResources);
  }
  return bytes;
}

/** @throws RefusedArgumentError for amounts that are none, and for a promise beyond its limit. */
export function assertResources(refuse: Refuse, argument: string, resources: ContainerResources): void {
  const { cpuRequest, memoryRequest, memoryLimit, cpuLimit } = resources;
  const cpu = assertCpus(refuse, `${argument}.cpuRequest`, cpuRequest);
  const memory = assertBytes(refuse, `${argument}.memoryRequest`, memoryRequest);
  if (memory > assertBytes(refuse, `${argument}.memoryLimit`, memoryLimit)) {
    throw refuse(`${argument}.memoryLimit`, memoryLimit, `${memoryRequest}, what is promised, or more`);
  }
  if (cpuLimit !== undefined && cpu > assertCpus(refuse, `${argument}.cpuLimit`, cpuLimit)) {
    throw refuse(`${argument}.cpuLimit`, cpuLimit, `${cpuRequest}, what is promised, or more`);
  }
}

/** What is promised, as the API has it. */
export const requestsOf = ({ cpuRequest, memoryRequest }: ContainerResources) => ({
  cpu: cpuRequest,
  memory: memoryRequest,
});

/** What cannot be gone beyond, as the API has it. */
export const limitsOf = ({ cpuLimit, memoryLimit }: ContainerResources): Record<string, string> => ({
  ...(cpuLimit !== undefined && { cpu: cpuLimit }),
  memory: memoryLimit,
});

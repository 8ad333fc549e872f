import { type ChildProcess, spawn } from "node:child_process";
import { generateKeyPairSync, randomUUID } from "node:crypto";
import { once } from "node:events";
import { accessSync, closeSync, constants, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { request } from "node:https";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { skipWithout } from "./needed";

/** An object of Kubernetes, as far as it says where it belongs. */
export interface KubernetesObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name?: string; readonly namespace?: string; readonly [property: string]: unknown };
  readonly [property: string]: unknown;
}

/** A real API server with a real etcd behind it. No controller runs beside it, and no node. */
export interface ApiServer {
  /**
   * Asks for an object as Pulumi's provider does, by server-side apply, with every field looked at.
   * @returns the object as the server completed it
   * @throws ApiError where the server refuses it
   */
  apply(object: KubernetesObject, options?: { readonly dryRun: boolean }): Promise<KubernetesObject>;
  stop(): Promise<void>;
}

/** What the server answers where it does not do as it is asked. */
export class ApiError extends Error {
  /** Of HTTP. */
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

const folder = process.env["KUBEBUILDER_ASSETS"];

/** To be called first in a test, or in a `before` for all of a suite: skips it, with the reason, where there is no server. */
export function needsApiServer(this: Mocha.Context): void {
  const missing =
    folder === undefined ? [] : ["etcd", "kube-apiserver"].filter((program) => !isProgram(path.join(folder, program)));
  if (folder === undefined || missing.length > 0) {
    const reason = folder === undefined ? "KUBEBUILDER_ASSETS is not set." : `There is no ${missing[0]} in ${folder}.`;
    skipWithout(this, "kubernetes", reason);
  }
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Starts a server of its own: ports, data and credentials are this one's alone. */
export async function startApiServer(): Promise<ApiServer> {
  const data = mkdtempSync(path.join(tmpdir(), "palisade-kubernetes-"));
  const token = randomUUID();
  const [etcdPort, peerPort, port] = await freePorts(3);
  const etcdUrl = `http://127.0.0.1:${etcdPort}`;
  const file = (name: string) => path.join(data, name);
  const { publicKey, privateKey } = generateKeyPairSync("rsa", {
    modulusLength: 2048,
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "pkcs1", format: "pem" },
  });
  writeFileSync(file("accounts.pub"), publicKey);
  writeFileSync(file("accounts.key"), privateKey, { mode: 0o600 });
  writeFileSync(file("tokens.csv"), `${token},tester,1,"system:masters"\n`, { mode: 0o600 });

  const etcd = start("etcd", data, [
    `--data-dir=${file("etcd")}`,
    `--listen-client-urls=${etcdUrl}`,
    `--advertise-client-urls=${etcdUrl}`,
    `--listen-peer-urls=http://127.0.0.1:${peerPort}`,
  ]);
  const server = start("kube-apiserver", data, [
    `--etcd-servers=${etcdUrl}`,
    "--bind-address=127.0.0.1",
    `--secure-port=${port}`,
    `--cert-dir=${data}`,
    "--service-account-issuer=https://kubernetes.default.svc",
    `--service-account-key-file=${file("accounts.pub")}`,
    `--service-account-signing-key-file=${file("accounts.key")}`,
    `--token-auth-file=${file("tokens.csv")}`,
    "--authorization-mode=RBAC",
    "--service-cluster-ip-range=10.96.0.0/16",
    "--allow-privileged=true",
  ]);
  // A run that breaks off leaves neither processes nor files.
  const abandon = () => {
    server.kill("SIGKILL");
    etcd.kill("SIGKILL");
    rmSync(data, { recursive: true, force: true });
  };
  process.once("exit", abandon);
  const stop = async () => {
    await Promise.all([end(server), end(etcd)]);
    process.off("exit", abandon);
    rmSync(data, { recursive: true, force: true });
  };
  try {
    const client = { port: port ?? 0, token, certificate: file("apiserver.crt") };
    await ready(client, { server, etcd }, data);
    const resources = new Map<string, Promise<readonly ApiResource[]>>();
    return {
      stop,
      apply: async (object, options) => {
        const target = await pathOf(client, resources, object);
        const query = `fieldManager=palisade&fieldValidation=Strict&force=true${options?.dryRun ? "&dryRun=All" : ""}`;
        return (await call(client, "PATCH", `${target}?${query}`, object)) as KubernetesObject;
      },
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

interface Client {
  readonly port: number;
  readonly token: string;
  /** File that the server writes its own certificate to. */
  readonly certificate: string;
}

interface ApiResource {
  readonly name: string;
  readonly kind: string;
  readonly namespaced: boolean;
}

/** Ports that nothing listens on, all of them at once so that they differ. */
async function freePorts(count: number): Promise<readonly number[]> {
  const servers = Array.from({ length: count }, () => createServer().listen(0, "127.0.0.1"));
  await Promise.all(servers.map((server) => once(server, "listening")));
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(servers.map((server) => once(server.close(), "close")));
  return ports;
}

/** What it prints goes to a file, which is shown where it does not start. */
function start(program: string, data: string, args: readonly string[]): ChildProcess {
  const log = openSync(path.join(data, `${program}.log`), "w");
  const child = spawn(path.join(folder ?? "", program), args, { cwd: data, stdio: ["ignore", log, log] });
  closeSync(log);
  return child;
}

const isRunning = ({ exitCode, signalCode }: ChildProcess) => exitCode === null && signalCode === null;

async function end(child: ChildProcess): Promise<void> {
  if (isRunning(child)) {
    const exited = once(child, "exit");
    child.kill("SIGKILL");
    await exited;
  }
}

async function ready(
  client: Client,
  programs: Readonly<Record<"server" | "etcd", ChildProcess>>,
  data: string,
): Promise<void> {
  const patience = 60_000;
  for (const from = Date.now(); Date.now() - from < patience; await sleep(200)) {
    if (!isRunning(programs.etcd) || !isRunning(programs.server)) {
      break;
    }
    try {
      await call(client, "GET", "/readyz");
      return;
    } catch {
      // Not yet.
    }
  }
  const logs = ["etcd", "kube-apiserver"].map((program) => readFileSync(path.join(data, `${program}.log`), "utf8"));
  throw new Error(`The API server does not start.\n${logs.map((log) => log.slice(-4000)).join("\n")}`);
}

/** Which resource of the server a kind is. A definition that was made just now is served a moment later. */
async function pathOf(
  client: Client,
  known: Map<string, Promise<readonly ApiResource[]>>,
  { apiVersion, kind, metadata }: KubernetesObject,
): Promise<string> {
  const base = apiVersion.includes("/") ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
  for (let tries = 0; tries < 50; tries += 1) {
    const list = known.get(apiVersion) ?? resourcesOf(client, base);
    known.set(apiVersion, list);
    const resource = (await list).find((each) => each.kind === kind && !each.name.includes("/"));
    if (resource !== undefined) {
      const place = resource.namespaced ? `/namespaces/${metadata.namespace ?? "default"}` : "";
      return `${base}${place}/${resource.name}/${metadata.name ?? ""}`;
    }
    known.delete(apiVersion);
    await sleep(200);
  }
  throw new Error(`The server has no ${kind} of ${apiVersion}.`);
}

async function resourcesOf(client: Client, base: string): Promise<readonly ApiResource[]> {
  try {
    return ((await call(client, "GET", base)) as { readonly resources: readonly ApiResource[] }).resources;
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) {
      return [];
    }
    throw error;
  }
}

function call({ port, token, certificate }: Client, method: string, target: string, body?: object): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const sent = request(
      {
        host: "127.0.0.1",
        port,
        method,
        path: target,
        ca: readFileSync(certificate),
        headers: {
          authorization: `Bearer ${token}`,
          accept: "application/json",
          ...(body !== undefined && { "content-type": "application/apply-patch+yaml" }),
        },
      },
      (response) => {
        const parts: Buffer[] = [];
        response.on("data", (part: Buffer) => parts.push(part));
        response.on("error", reject);
        response.on("end", () => {
          const text = Buffer.concat(parts).toString();
          const { statusCode = 0 } = response;
          if (statusCode >= 300) {
            reject(new ApiError(statusCode, messageIn(text)));
          } else {
            resolve(text.startsWith("{") ? JSON.parse(text) : text);
          }
        });
      },
    );
    sent.on("error", reject);
    sent.end(body === undefined ? undefined : JSON.stringify(body));
  });
}

const messageIn = (text: string): string =>
  text.startsWith("{") ? (JSON.parse(text) as { readonly message: string }).message : text;

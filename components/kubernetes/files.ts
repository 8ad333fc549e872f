import type * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import { containerPrivileges } from "../../protocol/container";
import type { Refuse } from "../argument/refusal";
import { assertObject } from "./name";
import { assertBytes } from "./resources";

/** Files that a container finds in a folder, as everybody may read them. */
export interface ConfigFiles {
  /** Folder in the container. */
  mountPath: string;
  /** What is in the files, by their names: nothing secret (SEC-01). */
  files: { [fileName: string]: pulumi.Input<string> };
}

/** Files that a container finds in a folder, out of a secret that something else keeps in the cluster. */
export interface SecretFiles {
  /** Name of the secret in the namespace of the workload. */
  secretName: pulumi.Input<string>;
  /** Folder in the container. */
  mountPath: string;
}

/** A folder that a container may write to, and that is gone with it. */
export interface WritablePath {
  /** Folder in the container. */
  mountPath: string;
  /** How much fits into it (CTR-05): "64Mi" or "1Gi". */
  sizeLimit: string;
}

/** What is mounted into a container whose own files cannot be changed. */
export interface Files {
  readonly config?: ConfigFiles | undefined;
  readonly secrets: readonly SecretFiles[];
  readonly writablePaths: readonly WritablePath[];
}

interface Mounts {
  readonly volumes: k8s.types.input.core.v1.Volume[];
  readonly volumeMounts: k8s.types.input.core.v1.VolumeMount[];
}

// The user's group reads; nobody writes.
const READABLE = 0o440;

/** Folders of the kernel, which a container must not find anything else in. */
const ofKernel = /^\/(proc|sys|dev)(\/|$)/;

/** @throws RefusedArgumentError for a folder that is none, or in another one, and for one without a bound. */
export function assertFiles(refuse: Refuse, { config, secrets, writablePaths }: Files): void {
  const folders = [
    ...(config === undefined ? [] : [{ argument: "config.mountPath", mountPath: config.mountPath }]),
    ...secrets.map(({ mountPath }, index) => ({ argument: `secrets[${index}].mountPath`, mountPath })),
    ...writablePaths.map(({ mountPath }, index) => ({ argument: `writablePaths[${index}].mountPath`, mountPath })),
  ];
  folders.forEach(({ argument, mountPath }, index) => {
    assertFolder(refuse, argument, mountPath);
    const other = folders.find(
      (folder, otherIndex) => otherIndex !== index && `${mountPath}/`.startsWith(`${folder.mountPath}/`),
    );
    if (other !== undefined) {
      throw refuse(argument, mountPath, `a folder outside of ${other.mountPath}, which is mounted too`);
    }
  });
  for (const file of Object.keys(config?.files ?? {})) {
    if (!/^(?!\.\.?$)[\w.-]{1,253}$/.test(file)) {
      throw refuse(`config.files.${file}`, file, "a file name of letters, digits and the signs . _ -");
    }
  }
  secrets.forEach(({ secretName }, index) => assertObject(refuse, `secrets[${index}].secretName`, secretName));
  writablePaths.forEach(({ sizeLimit }, index) => assertBytes(refuse, `writablePaths[${index}].sizeLimit`, sizeLimit));
}

function assertFolder(refuse: Refuse, argument: string, mountPath: string): void {
  const isFolder =
    typeof mountPath === "string" &&
    /^(\/[\w.-]+)+$/.test(mountPath) &&
    !mountPath.split("/").some((part) => /^\.+$/.test(part));
  if (!isFolder || ofKernel.test(mountPath)) {
    throw refuse(
      argument,
      mountPath,
      "an absolute path without dots or a slash at its end, none of the kernel's",
      containerPrivileges,
    );
  }
}

/** Volumes of a pod and where its container finds them. @param configName name of the object with the configuration */
export function mountsOf(
  { config, secrets, writablePaths }: Files,
  configName: pulumi.Input<string> | undefined,
): Mounts {
  const mounts = [
    ...(config === undefined || configName === undefined
      ? []
      : [
          {
            mountPath: config.mountPath,
            readOnly: true,
            volume: { name: "config", configMap: { name: configName, defaultMode: READABLE } },
          },
        ]),
    ...secrets.map(({ secretName, mountPath }, index) => ({
      mountPath,
      readOnly: true,
      volume: { name: `secret-${index}`, secret: { secretName, defaultMode: READABLE } },
    })),
    ...writablePaths.map(({ mountPath, sizeLimit }, index) => ({
      mountPath,
      readOnly: false,
      volume: { name: `writable-${index}`, emptyDir: { sizeLimit } },
    })),
  ];
  return {
    volumes: mounts.map(({ volume }) => volume),
    volumeMounts: mounts.map(({ mountPath, readOnly, volume }) => ({ name: volume.name, mountPath, readOnly })),
  };
}

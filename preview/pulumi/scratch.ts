import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { isMap, isScalar, parseDocument, visit } from "yaml";
import type { Project } from "../project";
import { stackFile } from "../project";
import { qualifiedStackName } from "../stack-reference";

/** All that one preview writes, in one folder that is thrown away: Pulumi never writes to the user's own files. */
export interface Scratch {
  readonly folder: string;
  readonly home: string;
  readonly backend: string;
  /** The stack's configuration, for `--config-file`. */
  readonly stackFile: string;
  /** What goes over gRPC. */
  readonly calls: string;
  /** A file of its own for this content. */
  write(name: string, content: string): string;
  remove(): void;
}

export const passphrase = "palisade";

/** What `pulumi stack init` would write for this passphrase. */
const salt = "v1:0E57QSTHclc=:v1:CykyN4CpJotIsMXd:aCZQSsFuo0w5AxukB7P2Iet7eewn8Q==";

/** `encryptedPlaceholder` of the stack's configuration, encrypted with this passphrase and salt. */
const encryptedPlaceholder = "v1:9PrBcxlokMAghNyY:FQfk3Y8Ed/KtHD4dODjYTlV3gbOTeoVelA==";

/** @param plugins folder of installed plugins, which outlasts this preview */
export function createScratch(project: Project, stack: string, plugins: string): Scratch {
  const folder = mkdtempSync(path.join(tmpdir(), "palisade-pulumi-"));
  const inside = (name: string): string => path.join(folder, name);
  const write = (name: string, content: string): string => {
    const file = inside(name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, content);
    return file;
  };
  const home = inside("home");
  mkdirSync(home);
  mkdirSync(plugins, { recursive: true });
  symlinkSync(plugins, path.join(home, "plugins"), "junction");
  // An empty stack as Pulumi's file backend keeps it. "pulumi stack init" would write to the project.
  write("backend/.pulumi/meta.yaml", "version: 1\n");
  const state = { version: 3, checkpoint: { stack: qualifiedStackName(project.name, stack) } };
  write(`backend/.pulumi/stacks/${project.name}/${stack}.json`, JSON.stringify(state));
  return {
    folder,
    home,
    backend: `file://${inside("backend")}`,
    stackFile: write("stack.yaml", withoutSecrets(stackFile(project, stack))),
    calls: inside("calls.json"),
    write,
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** The stack's configuration with a placeholder for each encrypted value, which only the stack's own key can decrypt. */
function withoutSecrets(file: string): string {
  // As plain text: a number, a date or `yes` must reach Pulumi as the user wrote it.
  const document = parseDocument(existsSync(file) ? readFileSync(file, "utf8") : "", { schema: "failsafe" });
  if (!isMap(document.contents)) {
    document.contents = document.createNode({}) as unknown as typeof document.contents;
  }
  for (const key of ["secretsprovider", "encryptedkey", "environment"]) {
    document.delete(key);
  }
  document.set("encryptionsalt", salt);
  visit(document, {
    Map: (_, { items: [only, ...others] }) => {
      if (only !== undefined && others.length === 0 && isScalar(only.key) && only.key.value === "secure") {
        only.value = document.createNode(encryptedPlaceholder);
      }
    },
  });
  return document.toString({ lineWidth: 0 });
}

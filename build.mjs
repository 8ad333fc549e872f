// Builds what runs outside the test runner: one JavaScript file an entry.
import { mkdir, rename, writeFile } from "node:fs/promises";
import path from "node:path";
import { build } from "esbuild";

/** What is left to node_modules: every package, or Pulumi's alone where the file must travel without them. */
const everyPackage = { packages: "external" };
const pulumiOnly = { external: ["@pulumi/*"] };

const entries = [
  { from: "cli/main.ts", to: "dist/cli.js", ...everyPackage },
  { from: "components/index.ts", to: "dist/components/index.js", ...everyPackage },
  { from: "preview/process/preload.ts", to: "dist/preload.js", ...everyPackage },
  { from: "preview/process/module-hooks.ts", to: "dist/module-hooks.js", ...everyPackage },
  { from: "preview/process/typecheck.ts", to: "dist/typecheck.js", ...everyPackage },
  { from: "preview/pulumi/warden.ts", to: "dist/warden.js", ...everyPackage },
  { from: "preview/offline/serve.ts", to: "dist/offline-provider.js", ...everyPackage },
  { from: "preview/offline/program-preload.ts", to: "dist/offline-program-preload.js", ...everyPackage },
  { from: "policy-pack/index.ts", to: "policy-pack/index.js", ...pulumiOnly },
];

await Promise.all(
  entries.map(async ({ from, to, ...options }) => {
    const { outputFiles } = await build({
      entryPoints: [from],
      outfile: to,
      bundle: true,
      platform: "node",
      target: "node20",
      format: "cjs",
      sourcemap: true,
      logLevel: "warning",
      write: false,
      ...options,
    });
    await Promise.all(outputFiles.map(replace));
  }),
);

/** Puts a file in its place as a whole: what runs while this builds reads the old one or the new one. */
async function replace({ path: file, contents }) {
  const temporary = `${file}.${process.pid}`;
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(temporary, contents);
  await rename(temporary, file);
}

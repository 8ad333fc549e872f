// Builds what runs outside the test runner: one JavaScript file an entry.
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
  entries.map(({ from, to, ...options }) =>
    build({
      entryPoints: [from],
      outfile: to,
      bundle: true,
      platform: "node",
      target: "node20",
      format: "cjs",
      sourcemap: true,
      logLevel: "warning",
      ...options,
    }),
  ),
);

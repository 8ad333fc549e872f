import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { installedPackage, installedPackages } from "../../preview/installed-packages";

interface Tree {
  /** Manifests by the folder of their package. */
  readonly packages: Readonly<Record<string, object>>;
  /** Targets of links by their path. */
  readonly links?: Readonly<Record<string, string>>;
}

function within({ packages, links = {} }: Tree, use: (root: string) => void): () => void {
  return () => {
    const root = mkdtempSync(path.join(tmpdir(), "palisade-packages-"));
    try {
      for (const [folder, manifest] of Object.entries(packages)) {
        mkdirSync(path.join(root, folder), { recursive: true });
        writeFileSync(path.join(root, folder, "package.json"), JSON.stringify(manifest));
      }
      for (const [link, target] of Object.entries(links)) {
        mkdirSync(path.join(root, path.dirname(link)), { recursive: true });
        symlinkSync(path.join(root, target), path.join(root, link));
      }
      mkdirSync(path.join(root, "app"), { recursive: true });
      use(root);
    } finally {
      rmSync(root, { recursive: true });
    }
  };
}

const sdk = (name: string, version: string) => ({ name: `@pulumi/${name}`, version, pulumi: { resource: true, name } });

const versionOf = (root: string, name: string, version = "") =>
  installedPackage(name, version, path.join(root, "app"))?.version;

describe("the SDK of a package", () => {
  it(
    "is the nearest one, unless another version is asked for",
    within(
      {
        packages: {
          "node_modules/@pulumi/aws": sdk("aws", "7.1.0"),
          "node_modules/@pulumi/awsx/node_modules/@pulumi/aws": sdk("aws", "6.0.0"),
          "app/node_modules/@pulumi/tls": sdk("tls", "v5.0.0"),
        },
      },
      (root) => {
        assert.equal(versionOf(root, "aws"), "7.1.0");
        assert.equal(versionOf(root, "aws", "6.0.0"), "6.0.0");
        assert.equal(versionOf(root, "aws", "5.0.0"), "7.1.0");
        assert.equal(versionOf(root, "tls"), "5.0.0");
        assert.equal(versionOf(root, "gcp"), undefined);
      },
    ),
  );

  it(
    "is found under any name that its maker gave it",
    within(
      {
        packages: {
          "node_modules/@acme/pulumi-cloud": {
            name: "@acme/pulumi-cloud",
            version: "1.0.0",
            main: "bin/index.js",
            pulumi: { resource: true, name: "cloud" },
          },
          "node_modules/@pulumiverse/scaleway": {
            name: "@pulumiverse/scaleway",
            version: "1.2.3",
            pulumi: { resource: true },
          },
          "sdks/made": {
            name: "@pulumi/made",
            version: "0.3.0",
            pulumi: {
              resource: true,
              name: "terraform-provider",
              version: "0.8.0",
              parameterization: { name: "made", version: "0.3.0", value: "e30=" },
            },
          },
        },
        links: { "app/node_modules/@pulumi/made": "sdks/made" },
      },
      (root) => {
        const found = installedPackage("cloud", "", path.join(root, "app"));
        assert.equal(path.relative(root, found?.code ?? ""), path.join("node_modules", "@acme", "pulumi-cloud", "bin"));
        assert.equal(versionOf(root, "scaleway"), "1.2.3");
        const made = installedPackage("made", "0.3.0", path.join(root, "app"));
        assert.deepEqual([made?.version, made?.plugin], ["0.3.0", { name: "terraform-provider", version: "0.8.0" }]);
      },
    ),
  );

  it(
    "is found beside a linked package that needs it, and links in circles end",
    within(
      {
        packages: {
          "node_modules/.store/awsx/node_modules/@pulumi/awsx": sdk("awsx", "3.0.0"),
          "node_modules/.store/aws/node_modules/@pulumi/aws": sdk("aws", "7.0.0"),
          "packages/shared": { name: "shared", version: "1.0.0" },
        },
        links: {
          "app/node_modules/@pulumi/awsx": "node_modules/.store/awsx/node_modules/@pulumi/awsx",
          "node_modules/.store/awsx/node_modules/@pulumi/aws": "node_modules/.store/aws/node_modules/@pulumi/aws",
          "app/node_modules/shared": "packages/shared",
          "packages/shared/node_modules/app": "app",
        },
      },
      (root) => {
        assert.equal(versionOf(root, "aws"), "7.0.0");
        assert.deepEqual(
          installedPackages(path.join(root, "app")).map(({ name }) => name),
          ["awsx", "aws"],
        );
      },
    ),
  );
});

import tseslint from "typescript-eslint";

/** Which of the project's folders a folder may import. */
const imports = {
  protocol: [],
  result: ["protocol"],
  waivers: ["protocol"],
  components: ["protocol"],
  stacks: ["components"],
  "policy-pack": ["protocol", "result", "waivers"],
  preview: ["protocol", "result", "waivers"],
  report: ["protocol", "result"],
  catalogue: ["protocol", "policy-pack", "components"],
  cli: ["preview", "report", "catalogue", "result", "waivers", "protocol"],
};
const folders = [...Object.keys(imports), "test"];

/** Files under `folder` may import only the sibling folders named in `allowed`. */
const layer = ([folder, allowed]) => {
  const forbidden = folders.filter((other) => other !== folder && !allowed.includes(other));
  return {
    files: [`${folder}/**/*.ts`],
    rules: {
      "no-restricted-imports": [
        "error",
        {
          patterns: [
            {
              regex: `^(\\.\\./)+(${forbidden.join("|")})(/|$)`,
              message: `${folder}/ may import only: ${allowed.join(", ") || "itself"}.`,
            },
          ],
        },
      ],
    },
  };
};

const forbidImports = (files, patterns, ignores = []) => ({
  files,
  ignores,
  rules: { "@typescript-eslint/no-restricted-imports": ["error", { patterns }] },
});

export default tseslint.config(
  { ignores: ["node_modules/", "dist/", "policy-pack/index.js", "**/*.js"] },
  ...tseslint.configs.strict,
  {
    rules: {
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/no-unused-vars": ["error", { ignoreRestSiblings: true, varsIgnorePattern: "^_+$" }],
    },
  },
  ...Object.entries(imports).map(layer),
  forbidImports(["protocol/**/*.ts"], [{ regex: "^[^.]", message: "protocol/ imports nothing but its own files." }]),
  forbidImports(
    ["policy-pack/**/*.ts"],
    [
      {
        regex: "^@pulumi/(?!policy$|pulumi$)",
        allowTypeImports: true,
        message: "policy-pack/ knows provider packages by their types only.",
      },
    ],
  ),
  forbidImports(
    ["policy-pack/policies/*.ts"],
    [
      { regex: "^\\./", message: "A policy never knows another policy; what they share has a file of its own above." },
      { regex: "^@pulumi/", allowTypeImports: true, message: "A policy runs without Pulumi's SDK." },
    ],
    ["policy-pack/policies/index.ts"],
  ),
  {
    files: ["components/*.ts"],
    // `overrides?: Record<string, any>`: the schema analyzer accepts no other form of an open record.
    rules: {
      "@typescript-eslint/no-explicit-any": "off",
      "no-restricted-syntax": [
        "error",
        {
          selector: "TSAnyKeyword:not(TSPropertySignature[key.name='overrides'] TSAnyKeyword)",
          message: "`any` is for `overrides` alone.",
        },
      ],
    },
  },
);

import assert from "node:assert/strict";
import { createDefaultProviders } from "../../../preview/embedded/default-providers";
import type { Goal } from "../../../preview/embedded/deployment";

describe("the default provider of a package", () => {
  it("is named and configured as that of a package which a parameter makes of another", async () => {
    const goals: Goal[] = [];
    const providers = createDefaultProviders(
      {
        register: (goal) => {
          goals.push(goal);
          return Promise.resolve({ urn: "urn:provider", goal, id: "", inputs: {}, outputs: {} });
        },
      },
      { values: new Map([["netlify:token", "abc"]]), secretKeys: new Set(), replacedSecrets: [], gaps: [] },
      process.cwd(),
    );
    const base = { name: "terraform-provider", version: "0.1.0", parameter: "eyJhIjoxfQ==" };
    const request = { name: "netlify", version: "2.1.0", pluginUrl: "", base };
    const asker = { token: "netlify:index/site:Site", order: 1 };
    assert.equal(await providers(request, asker), await providers({ ...request }, asker));
    assert.deepEqual(
      goals.map(({ type, name, properties }) => ({ type, name, properties })),
      [
        {
          type: "pulumi:providers:netlify",
          name: "default_2_1_0",
          properties: {
            token: "abc",
            version: "2.1.0",
            __internal: { name: "terraform-provider", version: "0.1.0", parameterization: "eyJhIjoxfQ==" },
          },
        },
      ],
    );
  });
});

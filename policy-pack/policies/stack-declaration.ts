import { declarationKeys, type Problem } from "../../protocol/declaration";
import { productionServers } from "../../protocol/scope";
import { suggestion } from "../../result/suggestion";
import { violated } from "../judgement";
import { type Parameters, resourcePolicy } from "../policy";

/**
 * What the stack declares must be readable: a misspelt tier would leave a laxer one in force. Stands first, because the other
 * policies judge by what its parameters say.
 */
export const stackDeclaration = resourcePolicy({
  name: "stack-declaration",
  controls: [productionServers],
  remediation:
    "Correct the value where it stands: `palisade:<key>` in the stack's configuration, or the parameters of this policy.",
  parameters: Object.fromEntries(
    Object.entries(declarationKeys).map(([key, { schema, description }]) => [key, { ...schema, description }]),
  ) as Parameters<never>,
  mandatoryIn: ["production", "staging", "development"],
  types: ["pulumi:pulumi:Stack"],
  judge: ({ inputs }, { declaration, problems, levelsFor }) => {
    const { env, waivers } = declaration;
    return [
      ...problems.map((problem) => violated(inputs, describe(problem))),
      ...(env.value === levelsFor
        ? []
        : [
            violated(
              inputs,
              `The ${env.from} declares env ${env.value}, but the stack's configuration says ${levelsFor}, and by that the ` +
                "policies took their levels when the pack started.",
            ),
          ]),
      ...(waivers.value === undefined
        ? []
        : [
            violated(
              inputs,
              "The stack declares waivers, which this version of the pack does not read: they waive nothing.",
            ),
          ]),
    ];
  },
});

function describe({ key, value, expected, from, allowed }: Problem): string {
  const said =
    value === undefined ? `The ${from} declares ${key}` : `The ${from} declares ${key} ${JSON.stringify(value)}`;
  return `${said}; ${expected} is expected.${suggestion(value ?? key, allowed)}`;
}

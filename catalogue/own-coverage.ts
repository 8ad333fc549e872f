import { existsSync } from "node:fs";
import path from "node:path";
import { policies } from "../policy-pack/policies";
import { stackDeclaration } from "../policy-pack/policies/stack-declaration";
import { controls } from "../protocol";
import { components, fileOf } from "./components";
import { type ControlCoverage, coverageDocument, coverageOf } from "./coverage";

const all = [stackDeclaration, ...policies];

/** The coverage of the protocol by this library, in a checkout of it. @param root folder of the checkout */
export function ownCoverage(root: string): readonly ControlCoverage[] {
  const hasTest = (...file: readonly string[]) => existsSync(path.join(root, "test", ...file));
  const tested = [
    ...all.map(({ name }) => name).filter((name) => hasTest("policy-pack", "policies", `${name}.test.ts`)),
    ...components.map(({ name }) => name).filter((name) => hasTest("components", `${fileOf(name)}.test.ts`)),
  ];
  return coverageOf({ controls, policies: all, components, tested: new Set(tested) });
}

export const ownCoverageDocument = (root: string): string => coverageDocument(ownCoverage(root));

import type { Remediation } from "../../result/result";
import type { Judgement, PackPolicy, Violation } from "../pack/analyzer-messages";
import { changedPaths } from "./changed-paths";
import type { PolicyPack } from "../pack/policy-pack";
import type { ResourceView, StackResourceView } from "../pack/resource-view";
import type { Diagnostic } from "../run";
import { rootStackUrn } from "../urn";
import type { Properties } from "../wire";

/** What the packs said of one resource. */
export interface Verdict {
  readonly diagnostics: readonly Diagnostic[];
  readonly held: readonly string[];
  readonly notApplicable: readonly string[];
}

export const nothingSaid: Verdict = { diagnostics: [], held: [], notApplicable: [] };

/** Shows resources to all packs, to each in the order of registration and one at a time, as Pulumi does. */
export interface Judge {
  /**
   * Inputs after the remediations of all packs; at once where no policy remediates.
   * @throws PackFailure
   */
  remediate(view: ResourceView): Promise<Remediated>;
  /** Rejects with PackFailure. */
  judge(view: ResourceView): Promise<Verdict>;
  judgeStack(views: readonly StackResourceView[]): Promise<Verdict>;
}

export interface Remediated {
  readonly inputs: Properties;
  readonly remediations: readonly Remediation[];
  readonly diagnostics: readonly Diagnostic[];
}

export function createJudge(
  packs: readonly PolicyPack[],
  place: { readonly project: string; readonly stack: string },
): Judge {
  const queues = new Map<PolicyPack, Promise<unknown>>();

  /** The packs go on with earlier resources while the program goes on with later ones. */
  const inTurn = <T>(pack: PolicyPack, work: () => Promise<T>): Promise<T> => {
    const next = (queues.get(pack) ?? Promise.resolve()).then(work);
    queues.set(pack, next);
    return next;
  };

  return {
    remediate: async (view) => {
      let inputs = view.properties;
      const remediations: Remediation[] = [];
      const diagnostics: Diagnostic[] = [];
      for (const pack of packs.filter((candidate) => candidate.policies.some(remediates))) {
        const before = inputs;
        const remedies = await inTurn(pack, () => pack.remediate({ ...view, properties: before }));
        for (const remedy of remedies) {
          const identity = { policy: remedy.policy, pack: pack.name, urn: view.urn };
          if ("diagnostic" in remedy) {
            diagnostics.push({ ...identity, message: remedy.diagnostic, level: "advisory" });
          } else {
            remediations.push({ ...identity, changed: changedPaths(inputs, remedy.properties) });
            inputs = remedy.properties;
          }
        }
      }
      return { inputs, remediations, diagnostics };
    },
    judge: async (view) => {
      const said = packs.map(async (pack) =>
        verdictOf(pack, "resource", await inTurn(pack, () => pack.analyze(view)), () => view.urn),
      );
      return together(await Promise.all(said));
    },
    judgeStack: async (views) => {
      const urns = new Set(views.map((view) => view.urn));
      const urnOf = (violation: Violation) => (urns.has(violation.urn) ? violation.urn : rootStackUrn(place));
      const said = packs.map(async (pack) =>
        verdictOf(pack, "stack", await inTurn(pack, () => pack.analyzeStack(views)), urnOf),
      );
      return together(await Promise.all(said));
    },
  };
}

const remediates = (policy: PackPolicy): boolean =>
  policy.configured.level === "remediate" && policy.kind === "resource";

function verdictOf(
  pack: PolicyPack,
  kind: PackPolicy["kind"],
  judgement: Judgement,
  urnOf: (violation: Violation) => string,
): Verdict {
  const failed = new Set(judgement.violations.map((violation) => violation.policy));
  const notApplicable = new Set(judgement.notApplicable);
  return {
    diagnostics: judgement.violations.map((violation) => ({
      policy: violation.policy,
      pack: pack.name,
      urn: urnOf(violation),
      message: violation.message,
      level: violation.level,
      ...(violation.severity && { severity: violation.severity }),
    })),
    held: pack.policies
      .filter((policy) => policy.kind === kind && policy.configured.level !== "disabled")
      .map((policy) => policy.name)
      .filter((name) => !failed.has(name) && !notApplicable.has(name)),
    notApplicable: [...notApplicable],
  };
}

const together = (verdicts: readonly Verdict[]): Verdict => ({
  diagnostics: verdicts.flatMap((verdict) => verdict.diagnostics),
  held: verdicts.flatMap((verdict) => verdict.held),
  notApplicable: verdicts.flatMap((verdict) => verdict.notApplicable),
});

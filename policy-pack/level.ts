import type { EnforcementLevel } from "@pulumi/policy";
import type { Declaration } from "../protocol/declaration";
import type { Policy } from "./policy";

/**
 * The level at which a policy runs unless `--policy-pack-config` says otherwise: mandatory in production, advisory elsewhere
 * except where the policy itself names further environments; a low-severity duty never blocks.
 */
export function defaultLevel(policy: Policy, env: Declaration["env"]["value"]): EnforcementLevel {
  const { mandatoryIn = ["production"], controls } = policy;
  return controls[0].severity !== "low" && mandatoryIn.includes(env) ? "mandatory" : "advisory";
}

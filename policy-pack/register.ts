import type {
  Policies,
  PolicyConfigSchema,
  ReportViolation,
  ResourceValidation,
  ResourceValidationArgs,
  ResourceValidationPolicy,
  StackValidationArgs,
  StackValidationPolicy,
} from "@pulumi/policy";
import { writeMessage } from "../result/message";
import type { Answer, Judgement } from "./judgement";
import { defaultLevel } from "./level";
import { Memory } from "./memory";
import { stackDeclaration } from "./policies/stack-declaration";
import type { Context, Policy, ResourcePolicy, StackPolicy } from "./policy";
import { rawProperties, resourceView, stackView, withoutSecrecy } from "./pulumi-view";

/**
 * Hands the policies to Pulumi, each as a policy of its own. `stack-declaration` comes first: what it is configured with, the
 * others know of the stack.
 * @param configuration of the stack, by full key
 */
export function register(policies: readonly Policy[], configuration: Readonly<Record<string, string>>): Policies {
  const memory = new Memory(configuration);
  const all: readonly Policy[] = [stackDeclaration, ...policies];
  return all.map((policy) => ({
    ...metadata(policy, memory),
    ...(policy.kind === "resource" ? resourceFunctions(policy, memory) : stackFunctions(policy, memory)),
  }));
}

function metadata(policy: Policy, memory: Memory) {
  const [control] = policy.controls;
  return {
    name: policy.name,
    description: `${control.title}.`,
    enforcementLevel: defaultLevel(policy, memory.levelsFor),
    severity: control.severity,
    framework: {
      name: "palisade",
      version: memory.declaration.protocolVersion.value,
      reference: control.id,
      specification: control.quotations.map(({ text }) => text).join(" / "),
    },
    remediationSteps: policy.remediation,
    ...(policy.parameters && {
      configSchema: { properties: { ...(policy.parameters as PolicyConfigSchema["properties"]) } },
    }),
  };
}

type ResourceFunctions = Pick<ResourceValidationPolicy, "validateResource" | "remediateResource">;

function resourceFunctions(policy: ResourcePolicy<never>, memory: Memory): ResourceFunctions {
  const { types, remediate } = policy;
  const validateResource: ResourceValidation = (args, report) => {
    if (policy === stackDeclaration) {
      memory.learn(args);
    }
    if (types !== undefined && !types.includes(args.type)) {
      args.notApplicable(`Only ${types.join(", ")} is judged.`);
    }
    const judgement = guarded(args.urn, () => policy.judge(resourceView(args), context(args, memory)));
    reportAll(policy, judgement, args, report, memory);
  };
  return {
    validateResource: policy === stackDeclaration ? validateResource : forType(validateResource, types),
    ...(remediate && {
      remediateResource: forType((args: ResourceValidationArgs) => {
        const properties = rawProperties(args.props);
        // A remediation that fails leaves the fault in place, and the judgement of it reports the fault.
        const changed = quietly(() =>
          remediate(resourceView({ ...args, props: withoutSecrecy(properties) }), context(args, memory)),
        );
        return changed && { ...properties, ...changed };
      }, types),
    }),
  };
}

function stackFunctions(policy: StackPolicy<never>, memory: Memory): Pick<StackValidationPolicy, "validateStack"> {
  return {
    validateStack: (args, report) => {
      const stack = stackView(args.resources, memory.inputs);
      const judgement = guarded(stack.root.urn, () => policy.judge(stack, context(args, memory)));
      reportAll(policy, judgement, args, report, memory);
    },
  };
}

type ValidationArgs = ResourceValidationArgs | StackValidationArgs;

const context = ({ getConfig }: ValidationArgs, { declaration, problems, levelsFor }: Memory): Context<never> => ({
  declaration,
  problems,
  levelsFor,
  parameters: getConfig() as never,
});

/** Lets Pulumi pass over resources of other types without a call. */
function forType<F extends object>(validate: F, types: readonly string[] | undefined): F {
  return types?.length === 1 ? Object.assign(validate, { __pulumiType: types[0] }) : validate;
}

/** A policy that failed: it must neither end the preview nor pass unseen. */
interface Failure {
  readonly urn: string;
  readonly failure: string;
}

function guarded(urn: string, judge: () => Judgement): Judgement | Failure {
  try {
    return judge();
  } catch (error) {
    return { urn, failure: place(error) };
  }
}

function quietly<T>(attempt: () => T): T | undefined {
  try {
    return attempt();
  } catch {
    return undefined;
  }
}

/** What kind of error, and where. Its text is left out: it may quote a value, and a value may be a secret. */
function place(error: unknown): string {
  if (!(error instanceof Error)) {
    return "It threw something that is no error.";
  }
  const frame = /^\s+at (.+)$/m.exec(error.stack ?? "")?.[1];
  return frame === undefined ? error.name : `${error.name} at ${frame}`;
}

function reportAll(
  policy: Policy,
  judgement: Judgement | Failure,
  args: ValidationArgs,
  report: ReportViolation,
  memory: Memory,
): void {
  if ("failure" in judgement) {
    reportFailure(policy, judgement, report);
    return;
  }
  if ("notApplicable" in judgement) {
    args.notApplicable(judgement.notApplicable);
    return;
  }
  for (const answer of judgement) {
    reportAnswer(policy, answer, report, memory);
  }
}

/** The object form, which Pulumi's own packs use and its types do not show: it alone can lower the level of one finding. */
type Report = (finding: { message: string; urn?: string; enforcementLevel?: "advisory" | "mandatory" }) => void;

function reportAnswer(policy: Policy, answer: Answer, report: ReportViolation, { declaration }: Memory): void {
  const { status, urn, path, waitsFor, message, advisory } = answer;
  const { control = policy.controls[0], remediation = policy.remediation } = answer;
  const level = status === "deferred" ? (declaration.strict.value ? "mandatory" : "advisory") : advisory && "advisory";
  (report as unknown as Report)({
    urn,
    message: writeMessage({
      text: message,
      ...(status === "violated" && { remediation }),
      control: control.id,
      status,
      ...(path !== "" && { path }),
      ...(waitsFor !== undefined && { waitsFor }),
    }),
    ...(level && { enforcementLevel: level }),
  });
}

function reportFailure(policy: Policy, { urn, failure }: Failure, report: ReportViolation): void {
  (report as unknown as Report)({
    urn,
    message: writeMessage({
      text: `The policy itself failed, so that nothing can be said of this resource: ${failure}.`,
      control: policy.controls[0].id,
      status: "error",
    }),
    enforcementLevel: "mandatory",
  });
}

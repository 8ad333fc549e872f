import type { Policy } from "../policy-pack/policy";
import { type Control, type Family, families } from "../protocol";
import type { ComponentEntry } from "./components";
import { table } from "./markdown";

/** What the coverage of the protocol is computed from. */
export interface Coverage {
  readonly controls: readonly Control[];
  readonly policies: readonly Policy[];
  readonly components: readonly ComponentEntry[];
  /** Names of the policies and components that have a test. */
  readonly tested: ReadonlySet<string>;
}

/** `served` by a tested policy or component, `out` of reach of infrastructure, or `open`. Not what the control is worth. */
export type CoverageStatus = "served" | "open" | "out";

export interface ControlCoverage {
  readonly control: Control;
  readonly status: CoverageStatus;
  readonly policies: readonly string[];
  readonly components: readonly string[];
}

export function coverageOf({ controls, policies, components, tested }: Coverage): readonly ControlCoverage[] {
  return controls.map((control) => {
    const serving = (entries: readonly Pick<ComponentEntry, "name" | "controls">[]) =>
      entries.filter((entry) => entry.controls.includes(control) && tested.has(entry.name)).map(({ name }) => name);
    const byPolicies = serving(policies);
    const byComponents = serving(components);
    const isServed = byPolicies.length + byComponents.length > 0;
    return {
      control,
      status: control.class === "out" ? "out" : isServed ? "served" : "open",
      policies: byPolicies,
      components: byComponents,
    };
  });
}

/** The coverage as a page. */
export function coverageDocument(rows: readonly ControlCoverage[]): string {
  const count = (status: CoverageStatus) => rows.filter((row) => row.status === status).length;
  return [
    "# Coverage of the protocol",
    "",
    "Computed by `npm run coverage` from the policies, the components and their tests. *Served* says that something judges or",
    "makes part of what the control asks for, not that the control is met; *open* that nothing does yet; *out* that",
    "infrastructure cannot hold it.",
    "",
    `Of ${String(rows.length)} controls ${String(count("served"))} are served, ${String(count("open"))} open and ${String(count("out"))} out.`,
    "",
    ...families.flatMap((family) =>
      familySection(
        family,
        rows.filter(({ control }) => control.family === family),
      ),
    ),
  ].join("\n");
}

function familySection({ code, name }: Family, rows: readonly ControlCoverage[]): readonly string[] {
  return [
    `## ${code}: ${name}`,
    "",
    ...table(
      ["Control", "Duty", "Class", "Status", "Judged by", "Made by"],
      rows.map(({ control, status, policies, components }) => [
        control.id,
        control.title,
        control.class,
        status === "out" ? `out: ${control.reason ?? ""}` : status,
        policies.map((policy) => `\`${policy}\``).join(", "),
        components.map((component) => `\`${component}\``).join(", "),
      ]),
    ),
    "",
  ];
}

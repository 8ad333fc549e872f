import stringWidth from "string-width";
import type { Finding, ResourceResult, Result } from "../result/result";
import type { Page } from "./page";

interface Row {
  /** The branches that lead to it, and its type. */
  readonly type: string;
  readonly name: string;
  readonly info: string;
}

/** The resources below their parents in the columns of Pulumi's own display, with what was found on each. */
export function drawTree({ resources, findings }: Result, { colors }: Page): string {
  const shown = resources.filter((resource) => !isDefaultProvider(resource));
  const urns = new Set(shown.map(({ urn }) => urn));
  const roots = shown.filter(({ parent }) => parent === undefined || !urns.has(parent));
  const rows = roots.flatMap((root) => rowsFrom(root, shown, findings, { own: "", below: "" }));
  const typeWidth = Math.max(...rows.map(({ type }) => stringWidth(type)), 4);
  const nameWidth = Math.max(...rows.map(({ name }) => stringWidth(name)), 4);
  const line = (mark: string, { type, name, info }: Row, plan: string) =>
    ` ${mark}   ${padded(type, typeWidth)}  ${padded(name, nameWidth)}  ${plan}  ${info}`.trimEnd();
  return [
    colors.bold(line(" ", { type: "Type", name: "Name", info: "Info" }, "Plan  ")),
    ...rows.map((row) => line(colors.green("+"), { ...row, info: colors.yellow(row.info) }, colors.green("create"))),
  ].join("\n");
}

/** Pulumi does not show them either. */
const isDefaultProvider = ({ type, name, parent }: ResourceResult): boolean =>
  type.startsWith("pulumi:providers:") && parent === undefined && /^default(_\d|$)/.test(name);

function rowsFrom(
  resource: ResourceResult,
  all: readonly ResourceResult[],
  findings: readonly Finding[],
  branches: { readonly own: string; readonly below: string },
): readonly Row[] {
  const children = all.filter(({ parent }) => parent === resource.urn);
  return [
    { type: branches.own + shortType(resource.type), name: resource.name, info: infoOf(resource, findings) },
    ...children.flatMap((child, index) => {
      const isLast = index === children.length - 1;
      return rowsFrom(child, all, findings, {
        own: `${branches.below}${isLast ? "└─ " : "├─ "}`,
        below: `${branches.below}${isLast ? "   " : "│  "}`,
      });
    }),
  ];
}

/** `aws:ec2/vpc:Vpc` as `aws:ec2:Vpc`: the file of the SDK says nothing to a reader. */
const shortType = (type: string): string => type.replace(/^([^:]+):([^/:]+)\/[^:]+:(.+)$/, "$1:$2:$3");

function infoOf({ urn }: ResourceResult, findings: readonly Finding[]): string {
  const own = findings.filter((finding) => finding.urn === urn);
  return (["error", "violated", "waived", "deferred"] as const)
    .map((status) => [own.filter((finding) => finding.status === status).length, status] as const)
    .filter(([count]) => count > 0)
    .map(([count, status]) => `${String(count)} ${status}`)
    .join(", ");
}

const padded = (value: string, width: number): string => value + " ".repeat(Math.max(0, width - stringWidth(value)));

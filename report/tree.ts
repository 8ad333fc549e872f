import stringWidth from "string-width";
import type { Finding, ResourceResult, Result } from "../result/result";
import type { Page } from "./page";

interface Row {
  /** The branches that lead to it, and its type. */
  readonly type: string;
  readonly name: string;
  readonly info: string;
}

const header: Row = { type: "Type", name: "Name", info: "Info" };
const plan = { header: "Plan  ", row: "create" };

/** What stands around the columns of types and names: the mark, the plan, and the blanks between columns. */
const frameWidth = " +   ".length + "  ".length + "  create  ".length;

/** The resources below their parents in the columns of Pulumi's own display, with what was found on each. */
export function drawTree({ resources, findings }: Result, { colors, columns }: Page): string {
  const shown = resources.filter((resource) => !isDefaultProvider(resource));
  const urns = new Set(shown.map(({ urn }) => urn));
  const roots = shown.filter(({ parent }) => parent === undefined || !urns.has(parent));
  const rows = roots.flatMap((root) => rowsFrom(root, shown, findings, { own: "", below: "" }));
  const widest = (column: keyof Row) => Math.max(...[header, ...rows].map((row) => stringWidth(row[column])));
  const [typeWidth, nameWidth] = fitting(widest("type"), widest("name"), columns - frameWidth - widest("info"));
  const line = (mark: string, { type, name, info }: Row, planned: string) =>
    ` ${mark}   ${fitted(type, typeWidth)}  ${fitted(name, nameWidth)}  ${planned}  ${info}`.trimEnd();
  return [
    colors.bold(line(" ", header, plan.header)),
    ...rows.map((row) =>
      line(colors.green("+"), { ...row, info: row.info && colors.yellow(row.info) }, colors.green(plan.row)),
    ),
  ].join("\n");
}

/** Narrower than this a column says nothing any more. */
const leastWidth = 12;

/** The widths of the two columns within the room there is; names are cut before types. */
function fitting(type: number, name: number, room: number): readonly [type: number, name: number] {
  const cutName = Math.max(Math.min(name, room - type), Math.min(name, leastWidth));
  return [Math.max(Math.min(type, room - cutName), Math.min(type, leastWidth)), cutName];
}

/** The text at this width: padded, or cut with an ellipsis. */
function fitted(text: string, width: number): string {
  if (stringWidth(text) <= width) {
    return text + " ".repeat(width - stringWidth(text));
  }
  const characters = [...text];
  while (stringWidth(characters.join("")) >= width) {
    characters.pop();
  }
  return fitted(`${characters.join("")}…`, width);
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

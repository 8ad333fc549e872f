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

/** What becomes of the resources. A state has no plan: it is. */
const plan = { header: "Plan    ", row: "create  ", mark: "+" };
const noPlan: typeof plan = { header: "", row: "", mark: " " };

/** The resources below their parents in the columns of Pulumi's own display, with what was found on each. */
export function drawTree({ resources, findings, engine }: Result, { colors, columns }: Page): string {
  const { header: planHeader, row: planned, mark } = engine === "state" ? noPlan : plan;
  const shown = resources.filter((resource) => !isDefaultProvider(resource));
  const urns = new Set(shown.map(({ urn }) => urn));
  const roots = shown.filter(({ parent }) => parent === undefined || !urns.has(parent));
  const all: Drawn = {
    children: groupedBy(shown, ({ parent }) => parent),
    findings: groupedBy(findings, ({ urn }) => urn),
  };
  const rows = roots.flatMap((root) => rowsFrom(root, all, { own: "", below: "" }));
  const widest = (column: keyof Row) => Math.max(...[header, ...rows].map((row) => stringWidth(row[column])));
  const frame = ` ${mark}   `.length + "  ".length + "  ".length + planned.length;
  const [typeWidth, nameWidth] = fitting(widest("type"), widest("name"), columns - frame - widest("info"));
  const line = (before: string, { type, name, info }: Row, after: string) =>
    ` ${before}   ${fitted(type, typeWidth)}  ${fitted(name, nameWidth)}  ${after}${info}`.trimEnd();
  return [
    colors.bold(line(" ", header, planHeader)),
    ...rows.map((row) =>
      line(colors.green(mark), { ...row, info: row.info && colors.yellow(row.info) }, colors.green(planned)),
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

interface Drawn {
  /** By the URN of their parent. */
  readonly children: ReadonlyMap<string | undefined, readonly ResourceResult[]>;
  /** By the URN of their resource. */
  readonly findings: ReadonlyMap<string, readonly Finding[]>;
}

function groupedBy<K, T>(items: readonly T[], keyOf: (item: T) => K): ReadonlyMap<K, readonly T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) {
      groups.set(key, [item]);
    } else {
      group.push(item);
    }
  }
  return groups;
}

function rowsFrom(
  resource: ResourceResult,
  all: Drawn,
  branches: { readonly own: string; readonly below: string },
): readonly Row[] {
  const children = all.children.get(resource.urn) ?? [];
  return [
    {
      type: branches.own + shortType(resource.type),
      name: resource.name,
      info: infoOf(all.findings.get(resource.urn)),
    },
    ...children.flatMap((child, index) => {
      const isLast = index === children.length - 1;
      return rowsFrom(child, all, {
        own: `${branches.below}${isLast ? "└─ " : "├─ "}`,
        below: `${branches.below}${isLast ? "   " : "│  "}`,
      });
    }),
  ];
}

/** `aws:ec2/vpc:Vpc` as `aws:ec2:Vpc`: the file of the SDK says nothing to a reader. */
const shortType = (type: string): string => type.replace(/^([^:]+):([^/:]+)\/[^:]+:(.+)$/, "$1:$2:$3");

function infoOf(own: readonly Finding[] = []): string {
  return (["error", "violated", "waived", "deferred"] as const)
    .map((status) => [own.filter((finding) => finding.status === status).length, status] as const)
    .filter(([count]) => count > 0)
    .map(([count, status]) => `${String(count)} ${status}`)
    .join(", ");
}

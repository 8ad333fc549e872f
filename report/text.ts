import { createColors } from "picocolors";
import wrap from "wrap-ansi";
import type { Finding, Result } from "../result/result";
import type { Page } from "./page";
import { drawTree } from "./tree";

export interface TextOptions {
  /** Columns to wrap at. @default no wrapping, for output that is no terminal */
  readonly columns?: number;
  readonly color: boolean;
}

/** The result for a terminal: the resources as Pulumi draws them, the findings, worst first, what is open, and the totals. */
export function textReport(result: Result, { columns = Infinity, color }: TextOptions): string {
  const page: Page = { columns, colors: createColors(color) };
  const blocking = result.findings.filter((finding) => finding.level === "mandatory");
  const advisory = result.findings.filter((finding) => finding.level !== "mandatory");
  const withStatus = (...statuses: readonly string[]) => advisory.filter(({ status }) => statuses.includes(status));
  const sections = [
    drawTree(result, page),
    findingSection("Blocking", blocking, result, page),
    findingSection("Advisory", withStatus("violated", "error"), result, page),
    findingSection("Waived", withStatus("waived"), result, page),
    findingSection("Deferred until a value is known", withStatus("deferred"), result, page),
    remediationSection(result, page),
    gapSection(result, page),
    lastLine(result, page),
  ];
  return `${sections.filter((section) => section !== "").join("\n\n")}\n`;
}

function findingSection(title: string, findings: readonly Finding[], result: Result, page: Page): string {
  const worstFirst = [...findings].sort((a, b) => rank(b) - rank(a));
  const blocks = worstFirst.map((finding) => describe(finding, result, page));
  return blocks.length === 0 ? "" : [page.colors.bold(`${title} (${String(blocks.length)})`), ...blocks].join("\n\n");
}

const severities = ["low", "medium", "high", "critical"] as const;

/** Errors first: where one stands, nothing else can be trusted. */
const rank = ({ status, severity }: Finding): number =>
  (status === "error" ? severities.length : 0) + (severity === undefined ? -1 : severities.indexOf(severity));

function describe(finding: Finding, result: Result, page: Page): string {
  const { colors } = page;
  const { status, severity, type, name, policy, location, path, waitsFor, message, remediation, waiver } = finding;
  const control = result.controls.find(({ id }) => id === finding.control);
  const place = location && `${location.file}:${String(location.line)}:${String(location.column)}`;
  const heading = `${emphasis(finding, page)} ${colors.bold(name)} ${colors.dim(`(${type})`)}`;
  const fields: readonly (readonly [string, string | undefined])[] = [
    ["Where", [place, path].filter(Boolean).join("  ")],
    ["What", message],
    ["Why", control && `${control.id} ${control.title}.`],
    ["Waits", waitsFor && `for ${waitsFor}`],
    ["Waived", waiver && `until ${waiver.expires} by ${waiver.approver}: ${waiver.reason}`],
    ["Fix", status === "violated" ? remediation : undefined],
    ["Policy", `${policy}${severity === undefined ? "" : `, ${severity}`}`],
    ["Id", finding.id],
  ];
  return [heading, ...fields.flatMap(([label, value]) => (value ? field(label, value, page) : []))].join("\n");
}

function emphasis({ status, severity, level }: Finding, { colors }: Page): string {
  if (status === "error") {
    return colors.red("ERROR");
  }
  const word = status === "violated" ? (severity ?? "violated").toUpperCase() : status.toUpperCase();
  return level === "mandatory" ? colors.red(word) : colors.yellow(word);
}

const labelWidth = 8;

/** A label, and its value wrapped beside it. */
function field(label: string, value: string, { colors, columns }: Page): string {
  const indent = 2 + labelWidth;
  const lines = wrap(value, Math.max(columns - indent, 20), { hard: true }).split("\n");
  return lines
    .map((line, index) => `  ${index === 0 ? colors.dim(label.padEnd(labelWidth)) : " ".repeat(labelWidth)}${line}`)
    .join("\n");
}

/** A preview shows what an update would be with the remediations; to what runs already they have not been applied. */
function remediationSection({ remediations, resources, engine }: Result, page: Page): string {
  const [title, label, verb] =
    engine === "state" ? ["Can be remediated", "Mends", "would change"] : ["Remediated", "Mended", "changed"];
  const byUrn = new Map(resources.map((resource) => [resource.urn, resource]));
  const lines = remediations.map(({ policy, urn, changed }) => {
    const { name, type } = byUrn.get(urn) ?? { name: urn, type: "" };
    return field(label, `${name} (${type}): ${policy} ${verb} ${changed.join(", ")}.`, page);
  });
  return lines.length === 0 ? "" : [page.colors.bold(`${title} (${String(lines.length)})`), ...lines].join("\n");
}

function gapSection({ gaps, resources }: Result, page: Page): string {
  const named = new Map(resources.map(({ urn, name }) => [urn, name]));
  const affected = new Map<string, string[]>(gaps.map(({ message }) => [message, []]));
  for (const { message, urn } of gaps) {
    if (urn !== undefined) {
      affected.get(message)?.push(named.get(urn) ?? urn);
    }
  }
  const blocks = [...affected].map(([message, names]) =>
    [field("Gap", message, page), ...(names.length === 0 ? [] : [field("Of", listed(names), page)])].join("\n"),
  );
  return blocks.length === 0 ? "" : [page.colors.bold(`Not known (${String(gaps.length)})`), ...blocks].join("\n");
}

const maxListed = 10;

const listed = (names: readonly string[]): string =>
  names.length > maxListed
    ? `${names.slice(0, maxListed).join(", ")} and ${String(names.length - maxListed)} more`
    : names.join(", ");

function lastLine({ stack, summary }: Result, { colors }: Page): string {
  const { mandatory, violated, deferred, waived, error, resources, policies, seconds } = summary;
  const verdict =
    mandatory > 0
      ? colors.red(`Blocked: ${stack}`)
      : violated > 0
        ? colors.yellow(`Not blocked: ${stack}`)
        : colors.green(`Compliant: ${stack}`);
  const counts = [
    `${String(violated)} violated`,
    ...(error > 0 ? [`${String(error)} in error`] : []),
    ...(waived > 0 ? [`${String(waived)} waived`] : []),
    `${String(deferred)} deferred`,
  ];
  return `${verdict}. ${counts.join(", ")}; ${String(resources)} resources, ${String(policies)} policies, ${seconds.toFixed(1)} s.`;
}

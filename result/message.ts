import type { Status, Waiver } from "./result";

/** All that a finding carries through Pulumi, whose events have room for a message and nothing else of ours. */
export interface Message {
  /** What is wrong, in sentences; may have several lines. */
  readonly text: string;
  readonly remediation?: string;
  /** Id of the control. */
  readonly control: string;
  readonly status: Status;
  readonly path?: string;
  readonly waitsFor?: string;
  readonly waiver?: Waiver;
}

const fix = "Fix: ";

/**
 * Writes a message for people, with a last line that `readMessage` reads back:
 *
 *     Port 22/tcp of the group is open to 0.0.0.0/0.
 *     Fix: Open the port to the group of the VPN endpoint.
 *     (ADM-02 violated at ingress[0].cidrBlocks[0])
 */
export function writeMessage(message: Message): string {
  const lines = [escaped(message.text, "lines")];
  if (message.remediation !== undefined) {
    lines.push(fix + escaped(message.remediation, "line"));
  }
  lines.push(`(${trailer(message)})`);
  return lines.join("\n");
}

function trailer({ control, status, path, waitsFor, waiver }: Message): string {
  const parts = [`${quoted(control)} ${status}`];
  if (path !== undefined) {
    parts.push(`at ${quoted(path)}`);
  }
  if (waitsFor !== undefined) {
    parts.push(`waits for ${quoted(waitsFor)}`);
  }
  if (waiver !== undefined) {
    parts.push(`until ${quoted(waiver.expires)} by ${quoted(waiver.approver)} because ${quoted(waiver.reason)}`);
  }
  return parts.join(" ");
}

const word = String.raw`("(?:[^"\\]|\\.)*"|[^\s"]+)`;
const trailerPattern = new RegExp(
  String.raw`^\(${word} (violated|deferred|waived|error)(?: at ${word})?(?: waits for ${word})?` +
    String.raw`(?: until ${word} by ${word} because ${word})?\)$`,
);

/** Reads back what `writeMessage` wrote; nothing where the message is not of that grammar, as of a foreign policy. */
export function readMessage(written: string): Message | undefined {
  const lines = written.split("\n");
  const found = trailerPattern.exec(lines.pop() ?? "");
  if (found === null) {
    return undefined;
  }
  const [, control, status, path, waitsFor, expires, approver, reason] = found;
  const last = lines.at(-1);
  const remediation = lines.length > 1 && last?.startsWith(fix) ? lines.pop()?.slice(fix.length) : undefined;
  return {
    text: unescaped(lines.join("\n")),
    ...(remediation !== undefined && { remediation: unescaped(remediation) }),
    control: unquoted(control ?? ""),
    status: status as Status,
    ...(path !== undefined && { path: unquoted(path) }),
    ...(waitsFor !== undefined && { waitsFor: unquoted(waitsFor) }),
    ...(expires !== undefined &&
      approver !== undefined &&
      reason !== undefined && {
        waiver: { expires: unquoted(expires), approver: unquoted(approver), reason: unquoted(reason) },
      }),
  };
}

/** Words of plain printable ASCII stand as they are; all else is a JSON string in ASCII. */
function quoted(value: string): string {
  return /^[!#-'*-~]+$/.test(value) && !colour.test(value) ? value : asAscii(JSON.stringify(value));
}

const unquoted = (value: string): string => (value.startsWith('"') ? (JSON.parse(value) as string) : value);

const asAscii = (json: string): string =>
  json.replace(/[\u007f-\uffff]|<(?=\{%)/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`);

// Pulumi takes `<{%red%}>` out of what it prints.
const colour = /<\{%/;

/**
 * What would not come through a terminal, a UTF-8 wire or Pulumi's own markup unchanged, or would not be seen: control, format
 * and lone surrogate characters, colour marks, blanks at the ends of a line, a text line that looks like ours; and the escape
 * character itself.
 */
const unsafe =
  /\\|<(?=\{%)|(?!\n)[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]|[^\S\n](?=\n|$)|^(?=\n|$)|(?<=^|\n)(?:F(?=ix: )|[^\S\n]|\()/gu;

function escaped(value: string, shape: "line" | "lines"): string {
  const safe = value.replace(unsafe, (found) => (found === "\\" ? "\\\\" : codePoint(found)));
  return shape === "line" ? safe.replaceAll("\n", codePoint("\n")) : safe;
}

const codePoint = (character: string): string => `\\u{${character.codePointAt(0)?.toString(16) ?? ""}}`;

const unescaped = (value: string): string =>
  value.replace(/\\(?:\\|u\{([0-9a-f]*)\})/g, (_, code: string | undefined) =>
    code === undefined ? "\\" : code === "" ? "" : String.fromCodePoint(parseInt(code, 16)),
  );

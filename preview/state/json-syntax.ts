/** Where a text stops being JSON, and what would go on there. */
export interface SyntaxFault {
  /** From 0; the length of the text where it ends too early. */
  readonly offset: number;
  readonly expected: string;
}

type Step = "value" | "first item" | "first key" | "key" | "colon" | "separator";

const blank = /[\t\n\r ]*/y;
const scalar = /(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?|true|false|null)(?![\w.+-])/y;
const escape = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;

/** Finds the first fault. `JSON.parse` tells, or keeps to itself, where it is, by its version, and quotes what stands there. */
export function syntaxFault(text: string): SyntaxFault | undefined {
  const open: ("{" | "[")[] = [];
  let step: Step = "value";
  let offset = endOf(blank, text, 0) ?? 0;

  const close = (): void => {
    open.pop();
    step = "separator";
    offset++;
  };
  while (!(step === "separator" && open.length === 0)) {
    const character = text[offset];
    const inside = open.at(-1);
    if (step === "separator" && character === ",") {
      step = inside === "{" ? "key" : "value";
      offset++;
    } else if (step === "colon" && character === ":") {
      step = "value";
      offset++;
    } else if ((step === "separator" || step === "first key") && inside === "{" && character === "}") {
      close();
    } else if ((step === "separator" || step === "first item") && inside === "[" && character === "]") {
      close();
    } else if ((step === "value" || step === "first item") && (character === "{" || character === "[")) {
      open.push(character);
      step = character === "{" ? "first key" : "first item";
      offset++;
    } else if (step === "colon" || step === "separator") {
      return { offset, expected: expectations(inside)[step] };
    } else {
      const isKey: boolean = step === "key" || step === "first key";
      const end = character === '"' ? endOfString(text, offset) : isKey ? undefined : endOf(scalar, text, offset);
      if (end === undefined) {
        return { offset, expected: expectations(inside)[step] };
      }
      if (typeof end === "object") {
        return end;
      }
      step = isKey ? "colon" : "separator";
      offset = end;
    }
    offset = endOf(blank, text, offset) ?? offset;
  }
  return offset === text.length ? undefined : { offset, expected: "nothing more" };
}

const expectations = (inside: "{" | "[" | undefined): Readonly<Record<Step, string>> => ({
  value: "a value",
  "first item": 'a value or "]"',
  "first key": 'a key in quotes or "}"',
  key: "a key in quotes",
  colon: '":"',
  separator: inside === "{" ? '"," or "}"' : '"," or "]"',
});

function endOf(pattern: RegExp, text: string, offset: number): number | undefined {
  pattern.lastIndex = offset;
  return pattern.test(text) ? pattern.lastIndex : undefined;
}

/** One character at a time: a file inside a state may be too long for a pattern. */
function endOfString(text: string, start: number): number | SyntaxFault {
  let offset = start + 1;
  while (offset < text.length) {
    const character = text[offset];
    if (character === '"') {
      return offset + 1;
    }
    const next = character === "\\" ? endOf(escape, text, offset) : offset + 1;
    if (next === undefined || (character !== undefined && character < " ")) {
      return { offset, expected: "the rest of a text, in which line ends and control characters are escaped," };
    }
    offset = next;
  }
  return { offset: text.length, expected: "the rest of a text" };
}

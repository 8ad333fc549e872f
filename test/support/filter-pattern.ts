/** An event as a trail writes it. */
export interface TrailEvent {
  readonly [key: string]: string | TrailEvent;
}

type Test = (event: TrailEvent) => boolean;

/**
 * Reads a filter pattern of CloudWatch Logs for JSON events, as far as ours use them.
 * @throws Error for what is no pattern.
 */
export function filterPattern(text: string): Test {
  const tokens = text.match(/&&|\|\||!=|[(){}=]|"[^"]*"|[^\s(){}=!&|"]+/g) ?? [];
  const next = (expected?: string): string => {
    const token = tokens.shift() ?? "";
    if (token === "" || (expected !== undefined && token !== expected)) {
      throw new Error(`"${token}" stands where "${expected ?? "a word"}" is expected: ${text}`);
    }
    return token;
  };
  const joined = (operator: string, part: () => Test, join: (tests: readonly Test[]) => Test): Test => {
    const tests = [part()];
    while (tokens[0] === operator) {
      next();
      tests.push(part());
    }
    return join(tests);
  };
  const any = (): Test => joined("||", all, (tests) => (event) => tests.some((test) => test(event)));
  const all = (): Test => joined("&&", one, (tests) => (event) => tests.every((test) => test(event)));
  const one = (): Test => {
    if (tokens[0] === "(") {
      next("(");
      const inner = any();
      next(")");
      return inner;
    }
    return condition(next(), next(), next());
  };
  next("{");
  const whole = any();
  next("}");
  if (tokens.length > 0) {
    throw new Error(`"${tokens.join(" ")}" stands behind the pattern: ${text}`);
  }
  return whole;
}

function condition(selector: string, operator: string, operand: string): Test {
  if (!/^\$(\.\w+)+$/.test(selector)) {
    throw new Error(`${selector} is no selector`);
  }
  const value = (event: TrailEvent) =>
    selector
      .split(".")
      .slice(1)
      .reduce<string | TrailEvent | undefined>((at, key) => (typeof at === "object" ? at[key] : undefined), event);
  const wanted = operand.replace(/^"|"$/g, "");
  const parts = wanted.split("*").map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&"));
  const form = new RegExp(`^${parts.join(".*")}$`);
  const matches: Test = (event) => {
    const found = value(event);
    return typeof found === "string" && form.test(found);
  };
  switch (operator) {
    case "=":
      return matches;
    case "!=":
      return (event) => !matches(event);
    case "NOT":
      return (event) => value(event) === undefined;
    default:
      throw new Error(`${operator} is no operator`);
  }
}

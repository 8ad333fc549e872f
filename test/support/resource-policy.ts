import picomatch from "picomatch";

/** A statement as JSON has it. */
export interface JsonStatement {
  readonly Sid: string;
  readonly Effect: "Allow" | "Deny";
  readonly Principal?: unknown;
  readonly Action: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

/** The statements of a policy that is a property of a resource. */
export const statementsOf = (policy: unknown): readonly JsonStatement[] =>
  (JSON.parse(policy as string) as { readonly Statement: readonly JsonStatement[] }).Statement;

/** The one statement with that Sid. */
export function statement(policy: unknown, sid: string): JsonStatement {
  const [found, ...others] = statementsOf(policy).filter(({ Sid }) => Sid === sid);
  if (found === undefined || others.length > 0) {
    throw new Error(`${others.length + (found ? 1 : 0)} statements are named ${sid}`);
  }
  return found;
}

/** What a policy is asked about: an action, and the condition keys of the request. */
export interface Request {
  readonly action: string;
  readonly resource: string;
  readonly context: Readonly<Record<string, string | readonly string[]>>;
}

/** Sids of the statements that deny a request, as the cloud evaluates them. */
export const denials = (policy: unknown, request: Request): readonly string[] =>
  statementsOf(policy)
    .filter(({ Effect }) => Effect === "Deny")
    .filter((each) => concerns(each, request))
    .map(({ Sid }) => Sid);

function concerns({ Action, Resource = "*", Condition = {} }: JsonStatement, request: Request): boolean {
  return (
    list(Action).some((action) => like(request.action, action)) &&
    list(Resource).some((resource) => like(request.resource, resource)) &&
    Object.entries(Condition).every(([operator, keys]) =>
      Object.entries(keys).every(([key, wanted]) => holds(operator, request.context[key], filled(wanted, request))),
    )
  );
}

/** Policy variables have the values of the request's keys. */
const filled = (wanted: string | readonly string[], { context }: Request): readonly string[] =>
  list(wanted).map((text) => text.replace(/\$\{([^}]+)\}/g, (_, key: string) => String(context[key])));

/** A missing key: negated operators hold, the others do not. */
function holds(operator: string, given: string | readonly string[] | undefined, wanted: readonly string[]): boolean {
  const values = given === undefined ? [] : list(given);
  const some = (matches: (value: string, text: string) => boolean) =>
    values.some((value) => wanted.some((text) => matches(value, text)));
  switch (operator) {
    case "Null":
      return wanted.includes(String(given === undefined));
    case "Bool":
    case "StringEquals":
    case "ForAnyValue:StringEquals":
      return some((value, text) => value === text);
    case "StringNotEquals":
      return !some((value, text) => value === text);
    case "ArnLike":
      return some(like);
    case "ArnNotEquals":
    case "ArnNotLike":
      return !some(like);
    case "NumericLessThan":
      return some((value, text) => Number(value) < Number(text));
    default:
      throw new Error(`${operator} is not known here`);
  }
}

const like = (value: string, pattern: string): boolean =>
  picomatch.makeRe(pattern.replace(/\*+/g, "**"), { bash: true, dot: true }).test(value);

const list = (value: string | readonly string[]): readonly string[] => (typeof value === "string" ? [value] : value);

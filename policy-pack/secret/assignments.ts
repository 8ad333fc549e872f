/** A name that is given a value in a text. */
export interface Assignment {
  readonly name: string;
  readonly value: string;
}

const form = /((?<!\w)[A-Za-z_][\w.-]{0,79})["']?[ \t]*[=:][ \t]*(?:"([^"\n]*)"|'([^'\n]*)'|([^\s"'`,;&|)\]}]+))/g;

/** `name: …` and `value: …` one after the other, as lists of variables are written. */
const pair =
  /\bname["']?[ \t]*[:=][ \t]*["']?([\w.-]{1,80})["']?,?\s+["']?value["']?[ \t]*[:=][ \t]*(?:"([^"\n]*)"|'([^'\n]*)'|([^\s"'`,;&|)\]}]+))/gi;

const element = /<([A-Za-z][\w.:-]{0,79})>([^<>\n]{1,200})<\/\1>/g;

/** Unquoted, and an expression of a language rather than a value: `process.env.X`, `get_token(…`, a mapping, a tag of YAML. */
const expression = /^(?:[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)+|\w+\(.*|[\[{(<>|*!&].*)$/;

/**
 * The assignments of a script or a configuration file: `NAME=value`, `name: value`, `"name": "value"`,
 * `--name=value`, `<name>value</name>`, and `name: NAME` before `value: value`.
 */
export function assignmentsIn(text: string): readonly Assignment[] {
  return [form, pair, element].flatMap((pattern) =>
    [...text.matchAll(pattern)].flatMap(([, name = "", double, single, plain]) => {
      const value = double ?? single ?? plain ?? "";
      return plain !== undefined && expression.test(plain) ? [] : [{ name, value }];
    }),
  );
}

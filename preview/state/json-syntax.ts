import { type ParseError, ParseErrorCode, visit } from "jsonc-parser";

/** Where a text stops being JSON, and what would go on there. */
export interface SyntaxFault {
  /** From 0; the length of the text where it ends too early. */
  readonly offset: number;
  readonly expected: string;
}

const expectations: Readonly<Partial<Record<ParseErrorCode, string>>> = {
  [ParseErrorCode.PropertyNameExpected]: "a key in quotes",
  [ParseErrorCode.ValueExpected]: "a value",
  [ParseErrorCode.ColonExpected]: '":"',
  [ParseErrorCode.CommaExpected]: '","',
  [ParseErrorCode.CloseBraceExpected]: '"," or "}"',
  [ParseErrorCode.CloseBracketExpected]: '"," or "]"',
  [ParseErrorCode.EndOfFileExpected]: "nothing more",
  [ParseErrorCode.UnexpectedEndOfString]: "the rest of a text",
};

/** Finds the first fault. `JSON.parse` tells, or keeps to itself, where it is, by its version, and quotes what stands there. */
export function syntaxFault(text: string): SyntaxFault | undefined {
  let first: ParseError | undefined;
  const onError = (error: ParseErrorCode, offset: number, length: number): void => {
    first ??= { error, offset, length };
  };
  visit(text, { onError }, { disallowComments: true });
  if (first === undefined) {
    return undefined;
  }
  const { error, offset, length } = first;
  return {
    offset: error === ParseErrorCode.UnexpectedEndOfString ? offset + length : offset,
    expected: expectations[error] ?? "something else",
  };
}

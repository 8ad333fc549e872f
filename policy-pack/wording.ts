const list = new Intl.ListFormat("en-GB");

/** `a`, `a and b`, `a, b and c`; past `most`, `a, b and 7 more`. */
export const enumerate = (words: readonly string[], most = 5): string =>
  list.format(words.length > most ? [...words.slice(0, most - 1), `${words.length - most + 1} more`] : words);

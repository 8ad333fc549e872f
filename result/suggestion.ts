import { closest, distance } from "fastest-levenshtein";

/** ` Did you mean "im-prod"?` where a candidate is near enough to be meant, else nothing. */
export function suggestion(word: string, candidates: readonly string[]): string {
  const nearest = candidates.length > 0 ? closest(word, [...candidates]) : undefined;
  const isNear = nearest !== undefined && distance(word, nearest) <= Math.max(2, Math.floor(word.length / 3));
  return isNear ? ` Did you mean "${nearest}"?` : "";
}

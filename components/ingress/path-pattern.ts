/**
 * Whether all that fits the pattern `narrow` fits `wide` too, where * stands for any characters and ? for one. What it says
 * is so; it may miss that a pattern is covered.
 */
export function covers(wide: string, narrow: string): boolean {
  const parts = [...wide].map((character) => {
    switch (character) {
      case "*":
        return "[^]*";
      case "?":
        // What stands for several characters in the narrow pattern is no single one for the wide one.
        return "[^*]";
      default:
        return character.replace(/[^\w]/, "\\$&");
    }
  });
  return new RegExp(`^${parts.join("")}$`).test(narrow);
}

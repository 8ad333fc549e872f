import type { Readable } from "node:stream";

/**
 * Reads a stream line by line, in bounded memory.
 * @param longest Characters of a line; what is longer is cut, and says so.
 * @returns settles when the stream has ended
 */
export function forEachLine(stream: Readable, longest: number, onLine: (line: string) => void): Promise<void> {
  let line = "";
  let left = 0;
  const extend = (part: string): void => {
    const taken = part.slice(0, longest - line.length);
    line += taken;
    left += part.length - taken.length;
  };
  const finish = (): void => {
    onLine(left > 0 ? line + cutNote(left) : line.replace(/\r$/, ""));
    line = "";
    left = 0;
  };
  return new Promise((resolve) => {
    stream
      .setEncoding("utf8")
      .on("data", (text: string) => {
        const [first = "", ...others] = text.split("\n");
        extend(first);
        for (const part of others) {
          finish();
          extend(part);
        }
      })
      .once("close", () => {
        if (line !== "") {
          finish();
        }
        resolve();
      });
  });
}

const cutNote = (left: number): string => ` … (${left} more characters)`;

export const shortened = (text: string, longest: number): string =>
  text.length > longest ? text.slice(0, longest) + cutNote(text.length - longest) : text;

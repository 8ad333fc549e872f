/** A regular expression that fits the whole numbers from 0 to `max` in decimal digits, without leading zeros. */
export function upTo(max: number): string {
  const digits = String(max);
  const { length } = digits;
  const shorter = length === 1 ? [] : ["\\d", ...(length === 2 ? [] : [`[1-9]\\d{1,${length - 2}}`])];
  const asLong = [...digits].flatMap((digit, index) => {
    const least = index === 0 && length > 1 ? 1 : 0;
    const most = Number(digit) - 1;
    // Alike up to here, then smaller.
    return most < least ? [] : [`${digits.slice(0, index)}${digitFrom(least, most)}${anyDigits(length - index - 1)}`];
  });
  return `^(${[...shorter, ...asLong, digits].join("|")})$`;
}

const digitFrom = (least: number, most: number): string => (least === most ? String(least) : `[${least}-${most}]`);

const anyDigits = (count: number): string => (count < 2 ? "\\d".repeat(count) : `\\d{${count}}`);

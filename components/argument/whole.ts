import type { Control } from "../../protocol/control";
import type { Refuse } from "./refusal";

/** @throws RefusedArgumentError unless `value` is a whole number from `min` to `max`. */
export function assertWhole(
  refuse: Refuse,
  argument: string,
  value: number,
  {
    min,
    max,
    unit,
    control,
  }: { readonly min: number; readonly max: number; readonly unit: string; readonly control?: Control },
): void {
  if (!Number.isInteger(value) || value < min || value > max) {
    throw refuse(argument, value, `${min} to ${max} whole ${unit}`, control);
  }
}

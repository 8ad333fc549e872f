import type { createColors } from "picocolors";

/** Where and how a report is drawn. */
export interface Page {
  /** Columns to wrap at; infinite where the output is no terminal. */
  readonly columns: number;
  readonly colors: ReturnType<typeof createColors>;
}

import type { Gap } from "../result/result";

/** What a preview leaves open, each thing once. */
export interface GapList {
  all(): readonly Gap[];
  add(gap: Gap | undefined): void;
}

export function createGapList(): GapList {
  const gaps = new Map<string, Gap>();
  return {
    all: () => [...gaps.values()],
    add: (gap) => {
      if (gap !== undefined) {
        gaps.set(JSON.stringify(gap), gap);
      }
    },
  };
}

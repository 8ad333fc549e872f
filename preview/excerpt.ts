/** The first and the last of what may be endless, and what is important of the rest. */
export interface Excerpt<T> {
  add(item: T): void;
  /** What is kept, in order, with a note where some are left out. */
  items(): T[];
}

/** How many are kept of the first, of the last, and of what is important. */
const most = 1000;

interface Numbered<T> {
  readonly item: T;
  readonly order: number;
}

/** @param note stands for a number of items that are left out */
export function createExcerpt<T>(isImportant: (item: T) => boolean, note: (leftOut: number) => T): Excerpt<T> {
  const kept: Numbered<T>[] = [];
  let last: Numbered<T>[] = [];
  let added = 0;
  let important = 0;
  return {
    add: (item) => {
      const numbered = { item, order: added++ };
      if (numbered.order < most || (isImportant(item) && important++ < most)) {
        kept.push(numbered);
        return;
      }
      last.push(numbered);
      if (last.length > 2 * most) {
        last = last.slice(-most);
      }
    },
    items: () => {
      const end = last.slice(-most);
      const leftOut = added - kept.length - end.length;
      const said = leftOut > 0 ? [{ item: note(leftOut), order: most - 0.5 }] : [];
      return [...kept, ...said, ...end].sort((a, b) => a.order - b.order).map(({ item }) => item);
    },
  };
}

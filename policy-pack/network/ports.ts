/** Ports of one protocol, both ends included. */
export interface Ports {
  readonly from: number;
  readonly to: number;
}

const last = 65535;

export const everyPort: Ports = { from: 0, to: last };

/** Port 0 carries no traffic: a range without it still opens every port. */
export const isEveryPort = ({ from, to }: Ports): boolean => from <= 1 && to >= last;

export const isPort = (value: number | undefined): value is number =>
  value !== undefined && Number.isInteger(value) && value >= 0 && value <= last;

export const shareAPort = (a: Ports, b: Ports): boolean => a.from <= b.to && b.from <= a.to;

/** The ports that both have. */
export const shared = (a: Ports, b: Ports): readonly Ports[] =>
  shareAPort(a, b) ? [{ from: Math.max(a.from, b.from), to: Math.min(a.to, b.to) }] : [];

/** What is left of `ports` outside of the holes, in order. */
export function without(ports: Ports, holes: readonly Ports[]): readonly Ports[] {
  return holes.reduce<readonly Ports[]>(
    (left, hole) =>
      left.flatMap(({ from, to }) =>
        [
          { from, to: Math.min(to, hole.from - 1) },
          { from: Math.max(from, hole.to + 1), to },
        ].filter((rest) => rest.from <= rest.to),
      ),
    [ports],
  );
}

/** Whether these ranges leave no port closed. */
export const openEveryPort = (ranges: readonly Ports[]): boolean => without({ from: 1, to: last }, ranges).length === 0;

/** `22`, `5900-5999`. */
export const portText = ({ from, to }: Ports): string => (from === to ? String(from) : `${from}-${to}`);

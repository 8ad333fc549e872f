import { defaultDeny } from "../../protocol/network";
import { type AddressFamily, type AddressRange, publicSize, publicTotal, sizeOfPrefix } from "./address-range";
import { addressText, hasPorts, type IngressRule, type RangeSource } from "./ingress";
import { unknown } from "../node";
import { openEveryPort, type Ports, portText, shareAPort } from "./ports";
import { enumerate } from "../wording";

/** Ports that one rule opens to one range. */
export interface Piece {
  readonly rule: IngressRule;
  readonly source: RangeSource;
  readonly protocol: string;
  readonly ports: Ports;
}

/** Ports of one group that the world may reach. */
export interface Opening {
  readonly protocol: string;
  readonly ports: Ports;
  readonly family: AddressFamily;
  /** What lets it in, in the order of the places; each a part of the public internet. */
  readonly pieces: Pieces;
}

export type Pieces = readonly [Piece, ...Piece[]];

const worldSize: Readonly<Record<AddressFamily, bigint>> = {
  IPv4: sizeOfPrefix("IPv4", defaultDeny.limits.worldIpv4PrefixLength.value),
  IPv6: sizeOfPrefix("IPv6", defaultDeny.limits.worldIpv6PrefixLength.value),
};

/** Whether ranges of one family together amount to the world. */
export function isWorld(ranges: readonly AddressRange[]): boolean {
  const [range] = ranges;
  return range !== undefined && publicSize(ranges) >= worldSize[range.family];
}

/** How much of the internet ranges of one family let in, in words. */
export function reach(family: AddressFamily, ranges: readonly AddressRange[]): string {
  const size = publicSize(ranges);
  return size === publicTotal(family) ? `the whole ${family} internet` : `${size} public ${family} addresses`;
}

export const rangesOf = (pieces: readonly Piece[]): readonly AddressRange[] => pieces.map(({ source }) => source.range);

/** The ranges that rules let in, by their places; none of rules whose protocol or ports are not known. */
const piecesOf = (rules: readonly IngressRule[]): readonly Piece[] =>
  rules
    .flatMap((rule) => {
      const { protocol, ports, sources } = rule;
      return protocol === unknown || ports === unknown
        ? []
        : sources.flatMap((source) => (source.kind === "range" ? [{ rule, source, protocol, ports }] : []));
    })
    // The order of resources in a program says nothing: a finding keeps its place.
    .toSorted((a, b) => compare(placeOf(a), placeOf(b)));

/** What the rules of one group open to the world: at each port, the union of their ranges decides. */
export function worldOpenings(rules: readonly IngressRule[]): readonly Opening[] {
  const pieces = piecesOf(rules).filter(({ source }) => publicSize([source.range]) > 0n);
  const alike = grouped(pieces, ({ protocol, ports, source }) => [protocol, ports.from, ports.to, source.range.family]);
  const closed = alike.filter((group) => !isWorld(rangesOf(group))).flat();
  return [
    ...alike.filter((group) => isWorld(rangesOf(group))).map((group) => opening(group[0].ports, group)),
    ...grouped(closed, ({ protocol, source }) => [protocol, source.range.family]).flatMap(meetings),
  ];
}

function opening(ports: Ports, pieces: Pieces): Opening {
  const [{ protocol, source }] = pieces;
  return { protocol, ports, family: source.range.family, pieces };
}

/** Openings at ports where ranges meet that rules for different ports let in. All are of one protocol and family. */
function meetings(pieces: Pieces): readonly Opening[] {
  if (!isWorld(rangesOf(pieces))) {
    return [];
  }
  const boundaries = [...new Set(pieces.flatMap(({ ports }) => [ports.from, ports.to + 1]))].toSorted((a, b) => a - b);
  const openings: Opening[] = [];
  for (const [index, from] of boundaries.entries()) {
    const ports = { from, to: (boundaries[index + 1] ?? from) - 1 };
    const [first, ...others] = pieces.filter((piece) => shareAPort(piece.ports, ports));
    if (first === undefined || !isWorld(rangesOf([first, ...others]))) {
      continue;
    }
    const met: Pieces = [first, ...others];
    const previous = openings.at(-1);
    if (previous?.ports.to === from - 1) {
      const more = met.filter((piece) => !previous.pieces.includes(piece));
      openings.splice(-1, 1, opening({ ...ports, from: previous.ports.from }, [...previous.pieces, ...more]));
    } else {
      openings.push(opening(ports, met));
    }
  }
  return openings;
}

/** What opens, rule by rule, every port of a protocol to the same addresses, though no rule does so alone. */
export function everyPortTogether(rules: readonly IngressRule[]): readonly Pieces[] {
  const pieces = piecesOf(rules).filter(({ protocol }) => hasPorts(protocol));
  return grouped(pieces, ({ protocol, source }) => [protocol, source.range.family]).flatMap((alike) => {
    const starts = leaveNoPort(alike) ? alike.map(({ source }) => source.range.first) : [];
    const open = starts
      .map((start) => alike.filter(({ source: { range } }) => range.first <= start && start <= range.last))
      .filter(leaveNoPort);
    const [first, ...others] = alike.filter((piece) => open.some((together) => together.includes(piece)));
    return first === undefined ? [] : [[first, ...others] as const];
  });
}

const leaveNoPort = (pieces: readonly Piece[]): boolean => openEveryPort(pieces.map(({ ports }) => ports));

/** Names ranges and where they are stated: `0.0.0.0/1 and 128.0.0.0/1 of rule-b together`. */
export const rangesText = (pieces: Pieces): string => {
  const [first] = pieces;
  const size = publicSize(rangesOf(pieces));
  const isOneEnough = pieces.some(({ source }) => publicSize([source.range]) === size);
  const texts = pieces.map((piece) => `${addressText(piece.source)}${elsewhere(piece, first)}`);
  return `${enumerate([...new Set(texts)])}${isOneEnough ? "" : " together"}`;
};

/** Names ports and where they are stated: `0-32767 and 32768-65535 of rule-b together`. */
export function portsText(pieces: Pieces): string {
  const texts = pieces.map((piece) => `${portText(piece.ports)}${elsewhere(piece, pieces[0])}`);
  return `${enumerate([...new Set(texts)])} together`;
}

/** Which rule a piece is of, where it is another than that of the finding. */
function elsewhere({ rule }: Piece, { rule: found }: Piece): string {
  if (rule === found) {
    return "";
  }
  return ` of ${rule.resource === found.resource ? rule.place.path : rule.resource.name}`;
}

const placeOf = ({ source: { place, text } }: Piece): string => `${place.urn} ${place.path} ${text}`;

const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

function grouped(pieces: readonly Piece[], keyOf: (piece: Piece) => readonly unknown[]): readonly Pieces[] {
  const groups = new Map<string, [Piece, ...Piece[]]>();
  for (const piece of pieces) {
    const key = keyOf(piece).join(" ");
    const group = groups.get(key);
    if (group === undefined) {
      groups.set(key, [piece]);
    } else {
      group.push(piece);
    }
  }
  return [...groups.values()];
}

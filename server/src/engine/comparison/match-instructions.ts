// Which instructions of two builds are the same one: by content and order, never by line.
import type { MeasuredInstruction } from "../builds";
import { totalOf } from "../sizes/claims";
import { align, pairBest, similarity } from "./align";
import { changeOf } from "./differences";
import type { StagePair } from "./match-stages";
import type { Side, SideStage } from "./sides";
import type { InstructionComparison } from "./types";

/** Less in common than this is another instruction. */
const leastInCommon = 0.5;

/** An instruction of one side that has found no partner yet. */
interface Loose {
  readonly instruction: MeasuredInstruction;
  readonly stage: SideStage;
  readonly pair: StagePair;
}

interface Match {
  readonly kind: "same" | "changed" | "moved";
  readonly before: Loose;
}

/**
 * The instructions of each pair of stages: first those with equal text in the same order, repeated ones in turn; of the
 * rest, equal texts elsewhere have moved, and much alike ones of the same stage have changed.
 */
export function matchInstructions(
  pairs: readonly StagePair[],
  { before, after }: { before: Side; after: Side },
): ReadonlyMap<StagePair, readonly InstructionComparison[]> {
  const older = pairs.flatMap((pair) => looseOf(pair, pair.before));
  const newer = pairs.flatMap((pair) => looseOf(pair, pair.after));
  const matches = new Map<Loose, Match>();
  const join = (kind: Match["kind"], found: readonly (readonly [Loose, Loose])[]) => {
    for (const [one, other] of found) matches.set(other, { kind, before: one });
  };
  const freeOlder = (among = older) => {
    const taken = new Set([...matches.values()].map((match) => match.before));
    return among.filter((loose) => !taken.has(loose));
  };
  const freeNewer = (among = newer) => among.filter((loose) => !matches.has(loose));
  const inPair = (among: readonly Loose[], pair: StagePair) => among.filter((loose) => loose.pair === pair);

  for (const pair of pairs) {
    const [one, other] = [inPair(older, pair), inPair(newer, pair)];
    const found = align(
      one.map(({ instruction }) => keyInStage(instruction, before.keyOf)),
      other.map(({ instruction }) => keyInStage(instruction, after.keyOf)),
    );
    join(
      "same",
      found.map(([left, right]) => [one[left]!, other[right]!]),
    );
  }
  for (const pair of pairs) {
    const froms = (among: readonly Loose[]) => inPair(among, pair).filter(isFrom);
    join(
      "changed",
      pairBest(froms(freeOlder()), froms(freeNewer()), () => 1, 1),
    );
  }
  // First within a stage, then from one to another.
  for (const where of [({ pair }: Loose) => pairs.indexOf(pair), () => 0]) {
    const keyed = (loose: Loose, key: string) => `${where(loose)} ${key}`;
    const waiting = new Map<string, Loose[]>();
    for (const loose of freeOlder().filter((one) => !isFrom(one))) {
      const key = keyed(loose, before.keyOf(loose.instruction));
      waiting.set(key, [...(waiting.get(key) ?? []), loose]);
    }
    for (const loose of freeNewer().filter((one) => !isFrom(one))) {
      const partner = waiting.get(keyed(loose, after.keyOf(loose.instruction)))?.shift();
      if (partner) matches.set(loose, { kind: "moved", before: partner });
    }
  }
  for (const pair of pairs) {
    const alike = (one: Loose, other: Loose) =>
      one.instruction.keyword === other.instruction.keyword
        ? likeness(one.instruction.keyword, before.keyOf(one.instruction), after.keyOf(other.instruction))
        : 0;
    join("changed", pairBest(inPair(freeOlder(), pair), inPair(freeNewer(), pair), alike, leastInCommon));
  }

  const gone = new Set(freeOlder());
  const movedTo = new Map(
    [...matches].flatMap(([loose, match]) =>
      match.before.pair === loose.pair ? [] : [[match.before, loose] as const],
    ),
  );
  return new Map(
    pairs.map((pair) => [pair, inOrder(pair, inPair(older, pair), inPair(newer, pair), { matches, gone, movedTo })]),
  );
}

function looseOf(pair: StagePair, stage: SideStage | undefined): readonly Loose[] {
  return stage?.stage.instructions.map((instruction) => ({ instruction, stage, pair })) ?? [];
}

function isFrom({ instruction }: Loose): boolean {
  return instruction.keyword === "FROM";
}

/** Of a FROM, its stage's own name says nothing: stages are matched already. */
function keyInStage(instruction: MeasuredInstruction, keyOf: (instruction: MeasuredInstruction) => string): string {
  const key = keyOf(instruction);
  return instruction.keyword === "FROM" ? key.replace(/\s+AS\s+\S+$/i, "") : key;
}

interface Found {
  readonly matches: ReadonlyMap<Loose, Match>;
  readonly gone: ReadonlySet<Loose>;
  /** Of those that moved to another stage: what they are there. */
  readonly movedTo: ReadonlyMap<Loose, Loose>;
}

/** In the order of the newer stage; what was removed, or moved to another stage, stands before what followed it. */
function inOrder(
  pair: StagePair,
  older: readonly Loose[],
  newer: readonly Loose[],
  { matches, gone, movedTo }: Found,
): readonly InstructionComparison[] {
  const rows: InstructionComparison[] = [];
  const places = new Map(older.map((loose, index) => [loose, index]));
  const leaving = older.filter((loose) => gone.has(loose) || movedTo.has(loose));
  const leaveUpTo = (position: number) => {
    while (leaving[0] !== undefined && places.get(leaving[0])! < position) {
      const loose = leaving.shift()!;
      const now = movedTo.get(loose);
      rows.push(
        now
          ? { ...comparisonOf("moved", loose, now), movedTo: now.stage.label }
          : comparisonOf("removed", loose, undefined),
      );
    }
  };
  // Where the older side is when each of the newer, or the next that has a partner here, is reached.
  const reached: number[] = [];
  for (const loose of newer.toReversed()) {
    const match = matches.get(loose);
    reached.unshift(staysIn(pair, match) ? places.get(match.before)! : (reached[0] ?? older.length));
  }
  for (const [index, loose] of newer.entries()) {
    const match = matches.get(loose);
    leaveUpTo(reached[index]!);
    const from = match !== undefined && match.before.pair !== pair ? { movedFrom: match.before.stage.label } : {};
    rows.push({ ...comparisonOf(match?.kind ?? "added", match?.before, loose), ...from });
  }
  leaveUpTo(older.length);
  return rows;
}

/** Partners in the same stage, and in the same order but for alike ones. */
function staysIn(pair: StagePair, match: Match | undefined): match is Match {
  return match !== undefined && match.before.pair === pair && match.kind !== "moved";
}

/** A stage has one of each at the most that counts: another one has changed it. */
const settingOfStage = /^(?:CMD|ENTRYPOINT|HEALTHCHECK|STOPSIGNAL)$/;

/** How much alike two instructions of one keyword are, from 0 to 1. */
function likeness(keyword: string, before: string, after: string): number {
  const inCommon = similarity(withoutKeyword(before), withoutKeyword(after));
  const [one, other] = [before, after].map((text) => /^(?:ARG|ENV|LABEL)\s+([\w.-]+)/.exec(text)?.[1]);
  // The same variable with another value is the same instruction, however little of its text is left.
  const isSameSetting = settingOfStage.test(keyword) || (one !== undefined && one === other);
  return isSameSetting ? Math.max(inCommon, leastInCommon) : inCommon;
}

function withoutKeyword(text: string): string {
  return text.replace(/^\S+\s*/, "");
}

function comparisonOf(
  kind: InstructionComparison["kind"],
  older: Loose | undefined,
  newer: Loose | undefined,
): InstructionComparison {
  const before = older?.instruction;
  const after = newer?.instruction;
  const [one, other] = [before?.contextDigest, after?.contextDigest];
  return {
    kind,
    before,
    after,
    movedFrom: undefined,
    movedTo: undefined,
    inherited: [older, newer].every((loose) => loose !== undefined && isFrom(loose) && loose.stage.inherits),
    otherFiles: one !== undefined && other !== undefined && one !== other,
    size: changeOf(before && totalOf(before.size), after && totalOf(after.size)),
  };
}

// Alignment of two lists: what stands in both in the same order, and how alike two texts are.

/** Pairs that are looked at, at most: four bytes each. */
const mostCells = 4_000_000;

/**
 * Pairs of positions with equal keys, in rising order on both sides, as many as there can be (a longest common
 * subsequence). Where several are as long, repeated equal keys are paired in order.
 */
export function align(before: readonly string[], after: readonly string[]): readonly (readonly [number, number])[] {
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) start++;
  let end = 0;
  const most = Math.min(before.length, after.length) - start;
  while (end < most && before[before.length - 1 - end] === after[after.length - 1 - end]) end++;

  const rows = before.length - start - end;
  const columns = after.length - start - end;
  const isSame = (row: number, column: number) => before[start + row] === after[start + column];
  const pairs: [number, number][] = [];
  for (let index = 0; index < start; index++) pairs.push([index, index]);
  if (rows * columns > mostCells) {
    // Nobody writes such files by hand: what comes next in order is good enough.
    const next = new Map<string, number>();
    for (let row = 0, column = 0; row < rows; row++) {
      const key = before[start + row]!;
      const found = after.indexOf(key, Math.max(start + column, next.get(key) ?? 0));
      next.set(key, found === -1 ? after.length : found);
      if (found === -1 || found >= start + columns) continue;
      pairs.push([start + row, found]);
      column = found - start + 1;
    }
    return [...pairs, ...tail(end, before.length, after.length)];
  }
  // lengths[i][j]: the longest common subsequence of what follows row i and column j.
  const lengths = Array.from({ length: rows + 1 }, () => new Uint32Array(columns + 1));
  for (let row = rows - 1; row >= 0; row--) {
    const here = lengths[row]!;
    const below = lengths[row + 1]!;
    for (let column = columns - 1; column >= 0; column--)
      here[column] = isSame(row, column) ? below[column + 1]! + 1 : Math.max(below[column]!, here[column + 1]!);
  }

  for (let row = 0, column = 0; row < rows && column < columns; ) {
    if (isSame(row, column)) pairs.push([start + row++, start + column++]);
    else if (lengths[row + 1]![column]! >= lengths[row]![column + 1]!) row++;
    else column++;
  }
  return [...pairs, ...tail(end, before.length, after.length)];
}

/** The last `count` positions of both sides. */
function tail(count: number, before: number, after: number): [number, number][] {
  return Array.from({ length: count }, (_, index) => [before - count + index, after - count + index]);
}

/** Texts of fewer words may hold each other by chance. */
const fewWords = 4;
const nearlyAll = 0.75;

/**
 * How much of two texts is the same words, from 0 to 1: twice the words in common, divided by all words; much where one
 * holds nearly all words of the other.
 */
export function similarity(one: string, other: string): number {
  const words = wordsOf(one);
  const others = wordsOf(other);
  if (words.length + others.length === 0) return 1;
  const left = new Map<string, number>();
  for (const word of words) left.set(word, (left.get(word) ?? 0) + 1);
  let common = 0;
  for (const word of others) {
    const times = left.get(word) ?? 0;
    if (times === 0) continue;
    left.set(word, times - 1);
    common++;
  }
  const all = (2 * common) / (words.length + others.length);
  const shorter = Math.min(words.length, others.length);
  // What was only added to is still the same.
  return shorter >= fewWords && common / shorter >= nearlyAll ? Math.max(all, nearlyAll) : all;
}

/** Connectives say nothing of what a command does. */
function wordsOf(text: string): readonly string[] {
  return text.split(/[\s;]+/).filter((word) => word !== "" && word !== "&&" && word !== "\\");
}

/** Pairs whose likeness is worth counting words for, at most. */
const mostCandidates = 100_000;

/**
 * Pairs the most alike first, each item once, as long as `score` is at least `least`; equal scores go to the pair that
 * stands earlier. Far too many to compare are left alone.
 */
export function pairBest<T>(
  before: readonly T[],
  after: readonly T[],
  score: (one: T, other: T) => number,
  least: number,
): readonly (readonly [T, T])[] {
  if (before.length * after.length > mostCandidates) return [];
  const candidates = before.flatMap((one) => after.map((other) => ({ one, other, score: score(one, other) })));
  const found: [T, T][] = [];
  const taken = new Set<T>();
  for (const { one, other, score: reached } of candidates.sort((left, right) => right.score - left.score)) {
    if (reached < least || taken.has(one) || taken.has(other)) continue;
    taken.add(one).add(other);
    found.push([one, other]);
  }
  return found;
}

// docs/pairs.md: each pair of real optimisation commits, what the humans did, who says so, and what the fix does beside it.
import type { PairFinding, PairGroup, PairResult } from "./pairs";

const verdicts = {
  same: "the same",
  better: "better",
  less: "less",
  none: "no fix",
} as const;

const introduction = `# What people changed to make images smaller, and what Layer Cost says

Real commits that made an image smaller or its build faster: the Dockerfile before, and the one after. What the humans changed, on which lines, and which rule would speak there for the same reason was written down by reading the changes, before any rule ran on the files (\`test/corpus/pairs.json\`). Then the file before was linted, from the Dockerfile alone: no workspace, no build context, no measurements.

A pair is **flagged** only if a finding lies on an instruction that the humans changed, removed or moved out of the shipped stage, and for their reason. Which pairs count was fixed beforehand, from the techniques that a script saw in the changes. Pairs in which the humans changed the base image alone stand apart, and so do those in which they only joined RUNs or did something that no technique names.

The rules had been developed with these files at hand, so that the figures are not blind. On the day the expectations were written, 29 of the 52 were flagged; what the others showed went into rules where it holds for any file, and nowhere else.

The last column says what the offered fixes of those findings do, beside what the humans did; by reading both.
`;

/** The whole page. */
export function pairsReport(results: readonly PairResult[]): string {
  const group = (name: PairGroup) => results.filter((one) => one.group === name);
  const counted = group("counted");
  return [
    introduction,
    totals(counted),
    "## Flagged\n",
    flaggedTable(counted.filter(isFlagged)),
    "## Missed\n",
    "A rule was expected to speak, and none does.\n",
    reasonTable(
      counted.filter((one) => !isFlagged(one) && isCovered(one)),
      ({ label }) => label.missed ?? "",
    ),
    "## Nothing that a rule is about\n",
    "They count, since a script saw a known technique in the change, but reading it shows another one.\n",
    reasonTable(
      counted.filter((one) => !isCovered(one)),
      ({ label }) => label.notCovered ?? "",
    ),
    "## The base image alone\n",
    apart(group("base-only")),
    "## Not counted\n",
    apart(group("not-counted")),
  ].join("\n");
}

export function isFlagged({ findings }: PairResult): boolean {
  return findings.some(({ asTheHumans }) => asTheHumans);
}

/** Was a rule expected to speak? */
export function isCovered({ label }: PairResult): boolean {
  return label.expected.length > 0;
}

function totals(counted: readonly PairResult[]): string {
  const flagged = counted.filter(isFlagged);
  const covered = counted.filter(isCovered);
  const share = (part: number, whole: number) => `${part} of ${whole} (${Math.round((part / whole) * 100)} %)`;
  const kinds = (Object.keys(verdicts) as (keyof typeof verdicts)[]).map(
    (kind) => `${verdicts[kind]}: ${flagged.filter(({ label }) => label.fix?.verdict === kind).length}`,
  );
  return [
    `- Of the ${counted.length} pairs that count, flagged: ${share(flagged.length, counted.length)}.`,
    `- Of those whose change is about something that a rule covers, flagged: ${share(flagged.length, covered.length)}.`,
    `- What the fixes of the flagged ones do: ${kinds.join(", ")}.`,
    "",
  ].join("\n");
}

function flaggedTable(results: readonly PairResult[]): string {
  return table(
    ["pair", "what the humans changed", "flagged by", "the fix"],
    results.map((one) => [one.id, one.label.changed, flaggedBy(one.findings), fixOf(one)]),
  );
}

function reasonTable(results: readonly PairResult[], reason: (one: PairResult) => string): string {
  return table(
    ["pair", "what the humans changed", "why nothing speaks"],
    results.map((one) => [one.id, one.label.changed, reason(one)]),
  );
}

function apart(results: readonly PairResult[]): string {
  return table(
    ["pair", "what the humans changed", "flagged by", "the fix, or why nothing speaks"],
    results.map((one) => [
      one.id,
      one.label.changed,
      isFlagged(one) ? flaggedBy(one.findings) : "–",
      isFlagged(one) ? fixOf(one) : (one.label.missed ?? one.label.notCovered ?? ""),
    ]),
  );
}

/** `package-cache-left` (lines 5, 6), … */
function flaggedBy(findings: readonly PairFinding[]): string {
  const lines = new Map<string, number[]>();
  for (const { rule, line, asTheHumans } of findings) {
    if (asTheHumans) {
      lines.set(rule, [...(lines.get(rule) ?? []), line]);
    }
  }
  return [...lines]
    .map(([rule, at]) => `[\`${rule}\`](rules/${rule}.md) (line${at.length > 1 ? "s" : ""} ${at.join(", ")})`)
    .join(", ");
}

function fixOf({ label: { fix } }: PairResult): string {
  return fix === undefined ? "" : `**${verdicts[fix.verdict]}**. ${fix.note}`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line), ""].join("\n");
}

// Real optimisation commits: what the humans changed (written down before any rule ran), and what Layer Cost says of the file before.
import { readFileSync } from "node:fs";
import path from "node:path";
import { analyze, type Fix, mergeSettings, noSemanticFacts, positionAt, price } from "../../server/src/engine/index";
import { shippedFacts } from "../engine/shipped-data";

/** An instruction that the humans changed or removed, and the rules that would speak for the same reason. */
interface Expected {
  /** One-based, in the file before. */
  readonly line: number;
  readonly rules: readonly string[];
  /** What the message has to name, where the rule alone doesn't tell the reason. */
  readonly says?: string;
}

export interface PairLabel {
  readonly changed: string;
  readonly expected: readonly Expected[];
  /** Why no rule is expected to speak. */
  readonly notCovered?: string;
  /** What the offered fixes do, beside what the humans did; by reading. */
  readonly fix?: { readonly verdict: "same" | "better" | "less" | "none"; readonly note: string };
  /** Why nothing speaks although a rule was expected to. */
  readonly missed?: string;
}

export type PairGroup = "counted" | "base-only" | "not-counted";

export interface PairFinding {
  readonly line: number;
  readonly rule: string;
  readonly message: string;
  /** It lies on an instruction that the humans changed or removed, for their reason. */
  readonly asTheHumans: boolean;
  readonly fixes: readonly Fix[];
}

export interface PairResult {
  readonly id: string;
  readonly group: PairGroup;
  readonly label: PairLabel;
  readonly before: string;
  readonly findings: readonly PairFinding[];
}

export function readLabels(): Readonly<Record<string, PairLabel>> {
  return JSON.parse(readFileSync(path.join(__dirname, "pairs.json"), "utf8"));
}

/** Lints the file before of each pair, from the Dockerfile alone. */
export function evaluatePairs(corpus: string): PairResult[] {
  const folder = path.join(corpus, "pairs");
  if (corpus === "") {
    return [];
  }
  const groups = readGroups(path.join(folder, "GROUPS.txt"));
  return Object.entries(readLabels())
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([id, label]) => {
      const before = readFileSync(path.join(folder, id, "before.Dockerfile"), "utf8");
      return { id, group: groups.get(id)!, label, before, findings: lint(before, label) };
    });
}

function readGroups(file: string): Map<string, PairGroup> {
  const lines = readFileSync(file, "utf8").split("\n");
  return new Map(
    lines
      .filter((line) => /^\d/.test(line))
      .map((line) => line.split(" "))
      .map(([id, group]) => [id!, group as PairGroup]),
  );
}

function lint(text: string, { expected }: PairLabel): PairFinding[] {
  const { analysis: settings } = mergeSettings(undefined, undefined).settings;
  const analysis = analyze(text, settings, noSemanticFacts);
  const instructionAt = (line: number) =>
    analysis.syntax.instructions.find((one) => one.line <= line && line <= one.endLine)?.index ?? -1;
  return price(analysis, shippedFacts).findings.map(({ finding }) => {
    const { line } = positionAt(analysis.syntax, finding.range.start);
    const asTheHumans = expected.some(
      ({ line: labelled, rules, says }) =>
        rules.includes(finding.rule.id) &&
        instructionAt(labelled - 1) === instructionAt(line) &&
        finding.message.toLowerCase().includes(says ?? ""),
    );
    return { line: line + 1, rule: finding.rule.id, message: finding.message, asTheHumans, fixes: finding.fixes() };
  });
}

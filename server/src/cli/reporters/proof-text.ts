// A proof for people: the fixes, the claim beside what was measured, the checks, the verdict.
import { checkRows, type Judgement, type Proof, proofRows, proofSentence } from "../../engine/index";
import { wrap } from "../layout";
import { printable, type Style } from "../terminal";

export interface ProofTextOptions {
  /** How the Dockerfile is called. */
  readonly name: string;
  readonly style: Style;
  /** Columns of the terminal, if it is one. */
  readonly width: number | undefined;
}

/** The whole report. */
export function proofText(proof: Proof, judgement: Judgement, { name, style, width }: ProofTextOptions): string {
  const lines = [style.bold(`${printable(name)}: ${proof.fixes.length} ${proof.fixes.length === 1 ? "fix" : "fixes"}`)];
  for (const { rule, title, review } of proof.fixes) {
    lines.push(`  ${printable(title)} ${style.dim(`(${rule})`)}`);
    if (review !== undefined) lines.push(`    ${style.yellow("to review:")} ${printable(review)}`);
  }
  lines.push("");
  const rows = [
    ...proofRows(proof, judgement),
    ...checkRows(proof).map(([when, said]) => [`Check ${when.toLowerCase()}`, said] as const),
  ];
  const widest = Math.max(...rows.map(([key]) => key.length));
  for (const [key, value] of rows) lines.push(`${style.dim(key.padStart(widest + 2))}  ${printable(value)}`);
  lines.push(...logOf(proof), "");
  const verdict = printable(proofSentence(proof, judgement));
  lines.push(judgement.proved ? style.green(verdict) : style.red(verdict));
  return `${lines.map((line) => wrap(line, width)).join("\n")}\n`;
}

/** What the failing check or step printed last, marked so that it is not taken for our own words. */
function logOf({ before, after }: Proof): string[] {
  const fixed = after.kind === "measured" ? after.comparison.after.build.check : undefined;
  const failing = [before.build.check, fixed].find((check) => check?.passed === false);
  const log = after.kind === "failed" ? after.logTail : (failing?.logTail ?? "");
  const lines = log.trim() === "" ? [] : log.trimEnd().split(/\r?\n/);
  return lines.length === 0 ? [] : ["", ...lines.map((line) => `  | ${printable(line)}`)];
}

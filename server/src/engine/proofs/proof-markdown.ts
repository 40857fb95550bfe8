// A proof as a Markdown document: verdict, fixes, claim against measurement, checks.
import { checkRows, proofRows, provenFixesText } from "./proof-text";
import type { Judgement, Proof } from "./types";

/** The report of one proof. `name` is how its Dockerfile is called. */
export function proofMarkdown(proof: Proof, judgement: Judgement, name: string): string {
  const lines = [
    `# ${judgement.proved ? "Proved" : "Not proved"}: ${cell(provenFixesText(proof))}`,
    "",
    ...judgement.shortfalls.map((shortfall) => `- ${cell(shortfall)}`),
    ...(judgement.shortfalls.length > 0 ? [""] : []),
    `\`${name.replaceAll("`", "'")}\` was built as it is and with the ${proof.fixes.length === 1 ? "fix" : "fixes"}; the image of \`${proof.before.build.target}\`:`,
    "",
    "| figure | value |",
    "| --- | --- |",
    ...proofRows(proof, judgement).map(([key, value]) => `| ${key} | ${cell(value)} |`),
    "",
    "## Checks",
    "",
  ];
  const checks = checkRows(proof);
  for (const [when, said] of checks) lines.push(`- **${when}**: ${cell(said)}`);
  if (checks.length === 0) lines.push("None was run.");
  lines.push("", "## Fixes", "");
  for (const { rule, title, review, message } of proof.fixes) {
    lines.push(`- **${cell(title)}** (${rule}): ${cell(message)}`);
    if (review !== undefined) lines.push(`  - To review: ${cell(review)}`);
  }
  for (const [title, log] of logsOf(proof)) lines.push("", `## ${title}`, "", fenced(log));
  return `${lines.join("\n")}\n`;
}

/** What explains a failure: the ends of the logs. */
function logsOf({ before, after }: Proof): readonly (readonly [title: string, log: string])[] {
  const logs: (readonly [string, string])[] = [];
  const add = (title: string, log: string | undefined) => log && logs.push([title, log]);
  if (before.build.check?.passed === false) add("What the check before printed last", before.build.check.logTail);
  if (after.kind === "failed") add("What the failing step printed last", after.logTail);
  else if (after.comparison.after.build.check?.passed === false)
    add("What the check after printed last", after.comparison.after.build.check.logTail);
  return logs;
}

/** Text from files and engines, so that it can't break out of a table or a line. */
function cell(text: string): string {
  return text.replace(/\s+/g, " ").replace(/[|<>]/g, "\\$&");
}

/** A code block whose fence is longer than any in the text. */
function fenced(text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}text\n${text}\n${fence}`;
}

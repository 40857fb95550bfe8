// A proof as a Markdown document: verdict, fixes, claim against measurement, checks.
import { code, codeBlock, plain, table } from "../comparison/markdown";
import { checkRows, proofRows, provenFixesText } from "./proof-text";
import type { Judgement, Proof } from "./types";

/** The report of one proof, ending in a newline. `name` is how its Dockerfile is called. */
export function proofMarkdown(proof: Proof, judgement: Judgement, name: string): string {
  const { before, fixes } = proof;
  const checks = checkRows(proof).map(([when, said]) => `- **${when}**: ${plain(said)}`);
  const blocks = [
    `# ${judgement.proved ? "Proved" : "Not proved"}: ${plain(provenFixesText(proof))}`,
    listed(judgement.shortfalls.map((shortfall) => `- ${plain(shortfall)}`)),
    `${code(name)} was built as it is and with the ${fixes.length === 1 ? "fix" : "fixes"}; the image of ${code(before.build.target)}:`,
    table(
      ["figure", "value"],
      "ll",
      proofRows(proof, judgement).map(([key, value]) => [key, plain(value)]),
    ),
    "## Checks",
    listed(checks) ?? "None was run.",
    "## Fixes",
    listed(
      fixes.flatMap(({ rule, title, review, message }) => [
        `- **${plain(title)}** (${rule}): ${plain(message)}`,
        ...(review === undefined ? [] : [`  - To review: ${plain(review)}`]),
      ]),
    ),
    ...logsOf(proof).flatMap(([title, log]) => [`## ${title}`, codeBlock(log, "text")]),
  ];
  return `${blocks.filter((block) => block !== undefined).join("\n\n")}\n`;
}

function listed(lines: readonly string[]): string | undefined {
  return lines.length === 0 ? undefined : lines.join("\n");
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

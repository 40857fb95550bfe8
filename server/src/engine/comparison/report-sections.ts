// The report's sections on checks, build times, the budget, the way back, and how all of it was measured.
import type { MeasuredBuild, RebuildKind, RebuildTime } from "../builds";
import { rebuildKinds, rebuildLabel, rebuildNote } from "../rebuild-times";
import { type BudgetAnalysis, budgetAdvice, type Contributor } from "../sizes/budget-analysis";
import { boundsOf } from "../sizes/claims";
import { formatBytes, formatClaim, formatDuration, formatTotal } from "../sizes/format";
import { code, codeBlock, plain, table } from "./markdown";
import type { Comparison } from "./types";

/** Lines of a Dockerfile that a report repeats. */
const longestFile = 400;
const mostRows = 8;

/** Whether the images were run, and how that went. */
export function checksSection({ before, after, labels }: Comparison): string {
  const rows = [
    [labels.before, before.build.check],
    [labels.after, after.build.check],
  ] as const;
  const checked = rows.flatMap(([label, check]) => (check === undefined ? [] : [{ label, check }]));
  if (checked.length === 0)
    return "## Checks\n\nNeither image was run: nothing is said here of whether the program still works. Proving a fix runs both. To check a build: a choice of “Time Rebuilds” in the editor, `--check` on the command line.";
  const unchecked = rows.filter(([, check]) => check === undefined).map(([label]) => `${plain(label)} was not run.`);
  const shown = table(
    ["Image", "Result", "", "Took"],
    "lllr",
    checked.map(({ label, check }) => [
      plain(label),
      check.passed ? "passed" : "**failed**",
      plain(check.message),
      formatDuration(check.durationMs),
    ]),
  );
  const logs = checked
    .filter(({ check }) => !check.passed && check.logTail !== "")
    .map(({ label, check }) => `What ${plain(label)} printed last:\n\n${codeBlock(check.logTail, "text")}`);
  return ["## Checks", shown, ...unchecked, ...logs].join("\n\n");
}

/** The rebuilds that were timed on either side; left out where none was. */
export function buildTimesSection({ before, after, labels }: Comparison): string | undefined {
  const find = ({ rebuilds = [] }: MeasuredBuild, kind: RebuildKind) => rebuilds.find((one) => one.kind === kind);
  const kinds = rebuildKinds.filter((kind) => find(before.build, kind) ?? find(after.build, kind));
  if (kinds.length === 0) return undefined;
  const text = (time: RebuildTime | undefined) =>
    time?.durationMs === undefined ? "not timed" : formatDuration(time.durationMs);
  const rows = kinds.map((kind) => {
    const [one, other] = [find(before.build, kind), find(after.build, kind)];
    const factor =
      one?.durationMs === undefined || other?.durationMs === undefined ? "" : speed(one.durationMs, other.durationMs);
    return [nameOf(kind), text(one), text(other), factor];
  });
  const notes = kinds.flatMap((kind) => {
    const [one, other] = [before, after].map(({ build }) => {
      const time = find(build, kind);
      return time ? rebuildNote(time) : "";
    });
    if (one === other) return one ? [`- ${nameOf(kind)}: ${plain(one)}`] : [];
    const rows = [
      [labels.before, one],
      [labels.after, other],
    ] as const;
    const told = rows.flatMap(([label, note]) => (note ? [`${plain(note)} (${plain(label)})`] : []));
    return [`- ${nameOf(kind)}: ${told.join(", ")}`];
  });
  return [
    "## Build times",
    table(["", plain(labels.before), plain(labels.after), ""], "lrrr", rows),
    ...(notes.length > 0 ? [notes.join("\n")] : []),
  ].join("\n\n");
}

function nameOf(kind: RebuildKind): string {
  return `Rebuild ${rebuildLabel(kind)}`;
}

/** Milliseconds by which the same build may differ from one time to the next. */
const noise = 1_000;

/** `5 times as fast`, `1.2 times as slow`; `about the same` within a second or a twentieth. */
function speed(before: number, after: number): string {
  if (before === 0 || after === 0 || Math.abs(after - before) <= Math.max(noise, before / 20)) return "about the same";
  const factor = before > after ? before / after : after / before;
  return `${Number(factor.toPrecision(2))} times as ${before > after ? "fast" : "slow"}`;
}

/** How the newer side stands to its budget. */
export function budgetSection(budget: BudgetAnalysis | undefined): string | undefined {
  if (budget === undefined) return undefined;
  const { total, isBroken, reach, largest, findings, required, smallest, gives } = budget;
  const limit = formatBytes(budget.budget);
  const size = formatTotal(total) ?? "an unknown size";
  if (!isBroken) {
    const verdict = reach === "within" ? "within" : "not over, as far as is known,";
    return `## Budget\n\n${plain(budget.stage)} comes to ${size}, ${verdict} its budget of ${limit}.`;
  }
  const whole = boundsOf(total.claim)?.likely ?? 0;
  const matters = ({ size: one }: Contributor) => (boundsOf(one.claim)?.likely ?? 0) >= whole / 1000;
  const rows = largest
    .filter(matters)
    .slice(0, mostRows)
    .map(({ label, size: one }) => [plain(label), formatTotal(one) ?? "unknown"]);
  const open = findings.map(
    ({ rule, message, saving }) => `- **${plain(rule)}** (${formatClaim(saving)}): ${plain(message)}`,
  );
  const needed = required
    .filter(matters)
    .slice(0, mostRows)
    .map(({ label, size: one }) => [plain(label), formatTotal(one) ?? "unknown"]);
  return [
    "## Budget",
    `${plain(budget.stage)} comes to ${size}, **over its budget of ${limit}**. ${plain(budgetAdvice(budget))}`,
    table(["Largest parts", "Size"], "lr", rows),
    ...(open.length > 0 ? [`What the open findings would give:\n\n${open.join("\n")}`] : []),
    gives === undefined
      ? "Nothing smaller is within reach of the findings."
      : `The smallest size within reach of the findings: ${formatClaim(smallest) ?? "unknown"}.`,
    ...(reach === "tooLittle" && needed.length > 0
      ? [
          `What is required as the file stands, since no finding takes it back:\n\n${table(["What", "Size"], "lr", needed)}`,
          `To get below ${limit}, one of these has to go: another base image, fewer or smaller packages, or a part of the service in an image of its own.`,
        ]
      : []),
  ].join("\n\n");
}

/** The way back to what was before. */
export function rollBackSection({ before, after, labels }: Comparison): string | undefined {
  const file = before.dockerfilePath.slice(before.dockerfilePath.search(/[^/\\]*$/));
  const ways: string[] = [];
  if (before.keptTag !== undefined)
    ways.push(`The image from before is kept as ${code(before.keptTag)}: run or tag that one.`);
  if (before.dockerfileText === undefined)
    ways.push(`The image ${code(labels.before)} was only read and is still there.`);
  if (before.revision !== undefined)
    ways.push(`Take the committed version back: ${code(`git checkout ${before.revision.slice(0, 12)} -- ${file}`)}.`);
  const text = before.dockerfileText;
  const isOther = text !== undefined && text !== after.dockerfileText;
  const isShort = (text?.split("\n").length ?? 0) <= longestFile;
  if (isOther && isShort)
    ways.push(
      `The Dockerfile as it was:\n\n<details><summary>${plain(file)} before</summary>\n\n${codeBlock(text, "dockerfile")}\n\n</details>`,
    );
  return ways.length > 0 ? ["## How to roll back", ...ways].join("\n\n") : undefined;
}

/** On what all of it rests. */
export function measuredSection({ before, after, labels, cautions }: Comparison): string {
  const rows = (
    [
      [labels.before, before],
      [labels.after, after],
    ] as const
  ).map(([label, { build, revision }]) => [
    plain(label),
    plain(build.engine),
    build.measuredAt.slice(0, 16).replace("T", " "),
    revision === undefined ? "" : code(revision.slice(0, 12)),
    code(build.image.id.slice(0, 19)),
  ]);
  return [
    "## How this was measured",
    table(["", "Engine", "When (UTC)", "Commit", "Image"], "lllll", rows),
    "Sizes are unpacked: the sum of the files of all layers, 1 MB is 1,000,000 bytes.",
    ...cautions.map((caution) => `> ${plain(caution)}`),
  ].join("\n\n");
}

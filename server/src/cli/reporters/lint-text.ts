// Findings for people: where, how severe, what, what it would save and what to do, then a summary.
import { boundsOf, formatClaim, formatTotal, type Severity } from "../../engine/index";
import { wrap } from "../layout";
import type { FileReport, FindingReport, FixReport, LintReport } from "../lint-report";
import { count, printable, type Style } from "../terminal";

const severities: readonly Severity[] = ["error", "warning", "info", "hint"];

/** The whole report; `style` colours it, and on a terminal of `width` columns lines break between words. */
export function lintText(report: LintReport, style: Style, width: number | undefined): string {
  const blocks = report.files.flatMap((file) => [
    ...fixedText(file, style),
    ...file.findings.map((finding) => findingText(file, finding, style)),
    ...shippedText(file),
  ]);
  const lines = [...blocks, summary(report.files, style)].join("\n\n").split("\n");
  return `${lines.map((line) => wrap(line, width)).join("\n")}\n`;
}

function findingText(file: FileReport, finding: FindingReport, style: Style): string {
  const { line, character } = finding.range.start;
  const paint = { error: style.red, warning: style.yellow, info: style.cyan, hint: style.dim }[finding.severity];
  const place = style.bold(`${printable(file.path)}:${line + 1}:${character + 1}`);
  const saving = formatClaim(finding.saving);
  return [
    `${place} ${paint(finding.severity)} ${printable(finding.message)} ${style.dim(`[${finding.rule}]`)}`,
    ...(saving === undefined ? [] : [`  saves ${saving}`]),
    ...finding.fixes.map((fix) => fixText(fix, style)),
  ].join("\n");
}

function fixText({ title, applicability, review }: FixReport, style: Style): string {
  const name = `  ${style.green("fix:")} ${printable(title)}`;
  return applicability === "safe"
    ? `${name} (safe: --fix applies it)`
    : `${name}\n    ${style.dim(`review: ${printable(review ?? "")}`)}`;
}

function fixedText(file: FileReport, style: Style): string[] {
  const lines = (file.fixed ?? []).map(
    ({ rule, title }) =>
      `${style.bold(printable(file.path))} ${style.green("fixed")} ${printable(title)} ${style.dim(`[${rule}]`)}`,
  );
  return lines.length > 0 ? [lines.join("\n")] : [];
}

/** What the targets of a file ship, and how much of it the findings would take back. */
function shippedText(file: FileReport): string[] {
  if (file.findings.length === 0) return [];
  const lines = file.stages.flatMap((stage) => {
    const total = formatTotal(stage.total);
    if (!stage.target || total === undefined) return [];
    const gives = (boundsOf(stage.savings)?.high ?? 0) > 0;
    const savings = gives ? formatClaim(stage.savings) : undefined;
    const name = printable(stage.name ?? `stage ${stage.index}`);
    return [
      `${printable(file.path)}: ${name} ships ${total}${savings === undefined ? "" : `, the findings give back ${savings}`}`,
    ];
  });
  return lines.length > 0 ? [lines.join("\n")] : [];
}

function summary(files: readonly FileReport[], style: Style): string {
  const findings = files.flatMap((file) => file.findings);
  const fixed = files.reduce((sum, file) => sum + (file.fixed?.length ?? 0), 0);
  const fixedCount = fixed > 0 ? [style.green(`${count(fixed, "finding")} fixed.`)] : [];
  const where = count(files.length, "file");
  if (findings.length === 0)
    return [...fixedCount, style.green(`No findings ${fixed > 0 ? "are left " : ""}in ${where}.`)].join(" ");
  const parts = severities.flatMap((severity) => {
    const number = findings.filter((finding) => finding.severity === severity).length;
    const noun = severity === "info" ? `${number} info` : count(number, severity);
    return number > 0 ? [noun] : [];
  });
  const fixable = findings.filter(({ fixes }) => fixes.some(({ applicability }) => applicability === "safe")).length;
  const hint = fixable > 0 ? [`--fix takes care of ${fixable === findings.length ? "all of them" : fixable}.`] : [];
  const total = `${count(findings.length, "finding")} in ${where}`;
  return [...fixedCount, style.bold(`${total}: ${parts.join(", ")}.`), ...hint].join(" ");
}

// Findings as workflow commands, which GitHub Actions shows as annotations beside the lines.
import { formatClaim, type Severity } from "../../engine/index";
import type { FileReport, FindingReport, LintReport } from "../lint-report";

const levels: Record<Severity, string> = { error: "error", warning: "warning", info: "notice", hint: "notice" };

/** One command per finding; the rest of the log stays as it is. */
export function lintGithub(report: LintReport): string {
  return report.files.flatMap((file) => file.findings.map((finding) => annotation(file, finding))).join("");
}

function annotation(file: FileReport, { rule, severity, message, range, saving }: FindingReport): string {
  const oneLine = range.start.line === range.end.line;
  const properties = {
    file: file.path,
    line: range.start.line + 1,
    endLine: range.end.line + 1,
    // Columns are only understood where the whole range lies on one line.
    ...(oneLine ? { col: range.start.character + 1, endColumn: range.end.character + 1 } : {}),
    title: rule,
  };
  const list = Object.entries(properties).map(([name, value]) => `${name}=${escapeProperty(String(value))}`);
  const size = formatClaim(saving);
  return `::${levels[severity]} ${list.join(",")}::${escapeData(size ? `${message}\nSaves ${size}.` : message)}\n`;
}

function escapeData(text: string): string {
  return text.replace(/%/g, "%25").replace(/\r/g, "%0D").replace(/\n/g, "%0A");
}

function escapeProperty(text: string): string {
  return escapeData(text).replace(/:/g, "%3A").replace(/,/g, "%2C");
}

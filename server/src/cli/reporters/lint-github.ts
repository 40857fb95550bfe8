// Findings as workflow commands, which GitHub Actions shows as annotations beside the lines.
import path from "node:path";
import { formatClaim, type Severity } from "../../engine/index";
import type { FileReport, FindingReport, LintReport } from "../lint-report";
import type { Terminal } from "../terminal";

const levels: Record<Severity, string> = { error: "error", warning: "warning", info: "notice", hint: "notice" };

/** One command per finding; the rest of the log stays as it is. */
export function lintGithub(report: LintReport, terminal: Pick<Terminal, "workingDirectory" | "environment">): string {
  const commands = report.files.flatMap((file) => {
    const place = pathInRepository(file, terminal);
    return file.findings.map((finding) => annotation(place, finding));
  });
  return commands.join("");
}

/** GitHub looks for files from the repository's root, wherever in it the command was started. */
function pathInRepository(
  { path: file }: FileReport,
  { workingDirectory, environment: { GITHUB_WORKSPACE: root } }: Pick<Terminal, "workingDirectory" | "environment">,
): string {
  const relative = root ? path.relative(root, path.resolve(workingDirectory, file)) : file;
  return relative.startsWith("..") || path.isAbsolute(relative) ? file : relative.split(path.sep).join("/");
}

function annotation(file: string, { rule, severity, message, range, saving }: FindingReport): string {
  const oneLine = range.start.line === range.end.line;
  const properties = {
    file,
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

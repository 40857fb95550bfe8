// Findings as SARIF 2.1.0, the format that code scanning services and editors read.
import { createHash } from "node:crypto";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { formatClaim, type Rule, ruleDocumentationUrl, rules, type Severity } from "../../engine/index";
import type { FileReport, FindingReport, FixReport, LintReport, Range } from "../lint-report";

/** What SARIF says beyond the findings. */
export interface SarifContext {
  readonly version: string;
  /** Paths of the report are relative to this folder (absolute). */
  readonly workingDirectory: string;
  /** The text of a reported file, for fingerprints that survive edits elsewhere. */
  readonly textOf: (file: FileReport) => string;
  /** Files that could not be linted: one sentence each. */
  readonly failures: readonly string[];
}

const levels = { error: "error", warning: "warning", info: "note", hint: "note" } as const satisfies Record<
  Severity,
  string
>;

/** The log as an object; print it as JSON. */
export function lintSarif(report: LintReport, context: SarifContext): object {
  const location = (file: FileReport, range: Range) => ({
    physicalLocation: { artifactLocation: artifactLocation(file.path, context), region: region(range) },
  });
  return {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: {
            name: "Layer Cost",
            semanticVersion: context.version,
            informationUri: "https://github.com/layer-cost/layer-cost",
            rules: rules.map(ruleDescriptor),
          },
        },
        columnKind: "utf16CodeUnits",
        originalUriBaseIds: { "%SRCROOT%": { uri: pathToFileURL(path.join(context.workingDirectory, "/")).href } },
        invocations: [
          {
            executionSuccessful: context.failures.length === 0,
            toolExecutionNotifications: [
              ...context.failures.map((text) => ({ level: "error", message: { text } })),
              ...report.files.flatMap((file) =>
                file.problems.map(({ message, range }) => ({
                  level: "warning",
                  message: { text: message },
                  locations: [location(file, range)],
                })),
              ),
            ],
          },
        ],
        results: report.files.flatMap((file) => {
          const fingerprints = fingerprintsOf(file, context.textOf(file));
          return file.findings.map((finding, index) => ({
            ruleId: finding.rule,
            ruleIndex: rules.findIndex(({ id }) => id === finding.rule),
            level: levels[finding.severity],
            message: { text: messageOf(finding) },
            locations: [location(file, finding.range)],
            relatedLocations: finding.related.map(({ message, range }, id) => ({
              id,
              ...location(file, range),
              message: { text: message },
            })),
            partialFingerprints: { "layerCost/v1": fingerprints[index] },
            ...(finding.fixes.length > 0 ? { fixes: finding.fixes.map((fix) => sarifFix(file, fix, context)) } : {}),
            properties: { saving: finding.saving },
          }));
        }),
      },
    ],
  };
}

function messageOf({ message, saving }: FindingReport): string {
  const size = formatClaim(saving);
  return size === undefined ? message : `${message} (saves ${size})`;
}

function ruleDescriptor({ id, group, severity, docs }: Rule): object {
  const level = severity === "by-saving" ? "warning" : levels[severity];
  const help = `${docs.why}\n\n${docs.remedy}\n\n${docs.whenNotToUse}`;
  return {
    id,
    shortDescription: { text: docs.summary },
    fullDescription: { text: docs.why },
    // Rule texts are Markdown; viewers that show it would print the backticks of the plain text.
    help: { text: help, markdown: help },
    helpUri: ruleDocumentationUrl(id),
    defaultConfiguration: { level },
    properties: { tags: [group] },
  };
}

function sarifFix(file: FileReport, { title, review, edits }: FixReport, context: SarifContext): object {
  const changed = new Map<string, object[]>();
  for (const edit of edits) {
    const target = edit.path === undefined ? file.path : path.posix.join(path.posix.dirname(file.path), edit.path);
    const replacements = changed.get(target) ?? [];
    replacements.push({ deletedRegion: region(edit.range), insertedContent: { text: edit.newText } });
    changed.set(target, replacements);
  }
  return {
    description: { text: review === undefined ? title : `${title}. To review: ${review}` },
    artifactChanges: [...changed].map(([target, replacements]) => ({
      artifactLocation: artifactLocation(target, context),
      replacements,
    })),
  };
}

/** Relative to the working directory where the file lies below it, so that the log means the same on another machine. */
function artifactLocation(file: string, { workingDirectory }: SarifContext): object {
  const relative = path.relative(workingDirectory, path.resolve(workingDirectory, file));
  if (relative.startsWith("..") || path.isAbsolute(relative))
    return { uri: pathToFileURL(path.resolve(workingDirectory, file)).href };
  return { uri: relative.split(path.sep).map(encodeURIComponent).join("/"), uriBaseId: "%SRCROOT%" };
}

/** One-based; the end column is the one after the last character, as SARIF has it. */
function region({ start, end }: Range): object {
  return {
    startLine: start.line + 1,
    startColumn: start.character + 1,
    endLine: end.line + 1,
    endColumn: end.character + 1,
  };
}

/** Hashes of rule and flagged words, counted where they repeat: lines inserted above change none of them. */
function fingerprintsOf(file: FileReport, text: string): string[] {
  const lines = text.split("\n");
  const seen = new Map<string, number>();
  return file.findings.map(({ rule, range: { start, end } }) => {
    const flagged = lines.slice(start.line, end.line + 1);
    flagged[flagged.length - 1] = flagged.at(-1)!.slice(0, end.character);
    flagged[0] = flagged[0]!.slice(start.character);
    const key = `${rule}\n${flagged.join(" ").replace(/[\s\\]+/g, " ")}`;
    const occurrence = seen.get(key) ?? 0;
    seen.set(key, occurrence + 1);
    return createHash("sha256").update(`${key}\n${occurrence}`).digest("hex").slice(0, 32);
  });
}

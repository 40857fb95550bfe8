// Diagnostics of one version: findings with their savings, what could not be read, and the failure of the last build.
import {
  type Diagnostic,
  DiagnosticSeverity,
  DiagnosticTag,
  type DocumentDiagnosticReport,
  DocumentDiagnosticReportKind,
} from "vscode-languageserver";
import { formatClaim, type PricedFinding, ruleDocumentationUrl } from "../../engine/index";
import type { Snapshot } from "../../session/types";
import type { ServerContext, View } from "../server-context";
import { firstLineOf, toRange, toSeverity } from "../to-lsp";

const source = "Layer Cost";

/** Everything that the client shows as diagnostics of this version. */
export function diagnosticsOf(context: ServerContext, view: View): Diagnostic[] {
  const { snapshot } = view;
  return [
    ...snapshot.pricing.findings.map((priced) => findingDiagnostic(context, view, priced)),
    ...problemDiagnostics(view),
    ...(snapshot.buildFailure ? [failureDiagnostic(view, snapshot.buildFailure)] : []),
  ];
}

/** One finding, as `codeAction` needs it too: the same finding of the same version gives an equal diagnostic. */
export function findingDiagnostic(
  { abilities }: ServerContext,
  { snapshot, document }: View,
  { finding, saving, severity }: PricedFinding,
): Diagnostic {
  const { rule, range, message, related } = finding;
  const amount = formatClaim(saving);
  return {
    range: toRange(document, range),
    severity: toSeverity(severity),
    source,
    code: rule.id,
    ...(abilities.codeDescriptions ? { codeDescription: { href: ruleDocumentationUrl(rule.id) } } : {}),
    message: amount === undefined ? message : `${message} (gives back ${amount})`,
    // An ignore comment that ignores nothing is the one thing that can go without a second look.
    ...(rule.group === "suppressions" ? { tags: [DiagnosticTag.Unnecessary] } : {}),
    ...(abilities.relatedInformation && related.length > 0
      ? {
          relatedInformation: related.map((location) => ({
            location: { uri: snapshot.uri, range: toRange(document, location.range) },
            message: location.message,
          })),
        }
      : {}),
  };
}

function problemDiagnostics({ snapshot, document }: View): Diagnostic[] {
  const inFile = snapshot.analysis.problems.map(({ message, range }) => ({
    range: toRange(document, range),
    severity: DiagnosticSeverity.Information,
    source,
    message,
  }));
  const firstLine = firstLineOf(document, { start: 0, end: document.getText().length });
  const inSettings = snapshot.settingsProblems.map(({ message }) => ({
    range: firstLine,
    severity: DiagnosticSeverity.Warning,
    source,
    message,
  }));
  return [...inFile, ...inSettings];
}

function failureDiagnostic(
  { snapshot, document }: View,
  { message, instruction, logTail }: NonNullable<Snapshot["buildFailure"]>,
): Diagnostic {
  const { instructions } = snapshot.analysis.syntax;
  const failed = instructions[instruction ?? -1] ?? instructions.find(({ keyword }) => keyword === "FROM");
  const log = logTail.trimEnd();
  return {
    range: firstLineOf(document, failed?.range ?? { start: 0, end: document.getText().length }),
    severity: DiagnosticSeverity.Error,
    source,
    code: "build-failed",
    message: log === "" ? message : `${message}\n\n${log}`,
  };
}

/** Answers `textDocument/diagnostic`; equal diagnostics of the version that the client has are not sent twice. */
export function pullDiagnostics(
  context: ServerContext,
  view: View,
  previousResultId: string | undefined,
): DocumentDiagnosticReport {
  const resultId = resultIdOf(view.snapshot);
  if (resultId === previousResultId) return { kind: DocumentDiagnosticReportKind.Unchanged, resultId };
  return { kind: DocumentDiagnosticReportKind.Full, resultId, items: diagnosticsOf(context, view) };
}

const resultIds = new WeakMap<Snapshot, string>();
let results = 0;

/** The session hands out the same snapshot while nothing changed, so that it stands for its diagnostics. */
function resultIdOf(snapshot: Snapshot): string {
  let id = resultIds.get(snapshot);
  if (id === undefined) {
    id = String(++results);
    resultIds.set(snapshot, id);
  }
  return id;
}

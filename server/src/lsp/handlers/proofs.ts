// Proving fixes from the editor: two builds under one progress, and what a client needs to keep or undo the edit.
import type { CancellationToken, ProgressToken } from "vscode-languageserver";
import {
  type ChangedFile,
  type FixChoice,
  type Judgement,
  type Proof,
  proofMarkdown,
  proofSentence,
} from "../../engine/index";
import type { BuildSummary, ProofSummary } from "../../protocol/index";
import type { BuildOptions, ProofEvent, ProofOutcome } from "../../session/types";
import type { ServerContext } from "../server-context";
import { besides, fixAllEdits, toWorkspaceEdit } from "../to-lsp";
import { type BuildReport, type Builds, nameOf } from "./builds";
import { otherFilesFor } from "./code-actions";

/** Which fixes are meant, where that can be read; undefined otherwise. */
export function fixChoice(value: unknown): FixChoice | undefined {
  const { kind, rules, findingId, title } = (value ?? {}) as Record<string, unknown>;
  if (kind === "safe" || kind === "all") return { kind };
  if (kind === "rules" && Array.isArray(rules)) return { kind, rules: rules.map(String) };
  return kind === "fix" && typeof findingId === "string" && typeof title === "string"
    ? { kind, findingId, title }
    : undefined;
}

interface GivenProof {
  readonly context: ServerContext;
  readonly builds: Builds;
  readonly uri: string;
  readonly choice: FixChoice;
  readonly options: BuildOptions;
}

/** Builds the document as it is and with the fixes. A client that doesn't know of proofs is asked about the edit here. */
export async function prove(
  { context, builds, uri, choice, options }: GivenProof,
  clientToken: ProgressToken | undefined,
  cancellation: CancellationToken,
): Promise<ProofSummary> {
  const refused = builds.refusal(uri, options);
  if (refused) return refused;
  const { summary, outcome } = await builds.track(
    uri,
    `Proving ${choice.kind === "fix" ? `“${choice.title}”` : `fixes of ${nameOf(uri)}`}`,
    clientToken,
    cancellation,
    async (begin, stop) => {
      const reports = new TwoReports(begin);
      const given = { ...options, others: otherFilesFor(context) };
      const ended = await context.session.prove(uri, choice, given, (event) => reports.take(event), stop);
      const told = summaryOf(context, uri, ended);
      reports.end(told);
      return { message: told.message, summary: told, outcome: ended };
    },
  );
  if (outcome.kind === "proof" && !context.abilities.knowsLayerCost && context.abilities.appliesEdits)
    await askForEdit(context, uri, outcome, summary.message);
  return summary;
}

/** The two builds as a client that watches builds sees them, one after the other. */
class TwoReports {
  private current: { readonly side: ProofEvent["side"]; readonly report: BuildReport } | undefined;

  constructor(private readonly begin: () => BuildReport) {}

  take({ side, event }: ProofEvent): void {
    if (this.current?.side !== side) {
      this.current?.report.end({ kind: "measured", message: "Built as it is." });
      this.current = { side, report: this.begin() };
    }
    this.current.report.event(event);
  }

  end({ kind, message }: ProofSummary): void {
    const kinds: Readonly<Record<ProofSummary["kind"], BuildSummary["kind"]>> = {
      proved: "measured",
      "not-proved": "failed",
      nothing: "refused",
      cancelled: "cancelled",
      unavailable: "unavailable",
      refused: "refused",
    };
    this.current?.report.end({ kind: kinds[kind], message });
  }
}

function summaryOf(context: ServerContext, uri: string, outcome: ProofOutcome): ProofSummary {
  switch (outcome.kind) {
    case "cancelled":
      return { kind: "cancelled", message: ["The proof was cancelled.", outcome.note].filter(Boolean).join(" ") };
    case "unavailable":
      return { kind: context.trusted ? "unavailable" : "refused", message: outcome.message };
    case "nothing":
      return outcome;
    case "proof":
      return proofSummary(uri, outcome.proof, outcome.judgement);
  }
}

function proofSummary(uri: string, proof: Proof, judgement: Judgement): ProofSummary {
  const toReview = proof.fixes.filter(({ applicability }) => applicability === "needs-review").length;
  const review = toReview === 0 ? "" : " Please review what the report names: a build can't tell all.";
  const said = proofSentence(proof, judgement);
  return {
    kind: judgement.proved ? "proved" : "not-proved",
    message: judgement.proved ? said + review : said,
    report: proofMarkdown(proof, judgement, nameOf(uri)),
    ...(judgement.proved
      ? {
          files: proof.files.map(({ path, before, after }) => ({
            uri: path === undefined ? uri : besides(uri, path),
            before,
            after,
          })),
        }
      : {}),
  };
}

/** Says what came of it, and applies the edit if that is wanted and the text is still the one that was built. */
async function askForEdit(
  context: ServerContext,
  uri: string,
  { proof, judgement, version }: Extract<ProofOutcome, { kind: "proof" }>,
  message: string,
): Promise<void> {
  const { window, workspace } = context.connection;
  if (!judgement.proved) {
    window.showWarningMessage(message);
    return;
  }
  const apply = { title: "Apply" };
  const answer = await window.showInformationMessage(message, apply, { title: "Leave It" }).catch(() => undefined);
  if (answer?.title !== apply.title) return;
  const view = context.view(uri);
  const ignoreFile = view?.snapshot.analysis.image.context?.ignoreFile;
  const isAsBuilt = ({ path, before }: ChangedFile) =>
    path === undefined || (path === ignoreFile?.path && before === (ignoreFile.exists ? ignoreFile.text : undefined));
  if (view?.snapshot.version !== version || !proof.files.every(isAsBuilt)) {
    window.showWarningMessage("The file, or its ignore file, has changed since it was built: nothing was edited.");
    return;
  }
  const text = proof.files.find(({ path }) => path === undefined)?.after ?? view.snapshot.text;
  const files = new Map(proof.files.flatMap(({ path, after }) => (path === undefined ? [] : [[path, after] as const])));
  const edits = fixAllEdits(view, { text, files });
  const applied = await workspace
    .applyEdit({ label: "Proven fixes", edit: toWorkspaceEdit(context, view, edits) })
    .catch(() => undefined);
  if (!applied?.applied) window.showWarningMessage("The editor did not apply the fixes: nothing was edited.");
}

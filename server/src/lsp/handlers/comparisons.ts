// Comparisons from the editor: two kept measurements, or a document against its committed version, which builds both.
import type { CancellationToken, ProgressToken } from "vscode-languageserver";
import {
  type BuildOutcome,
  type Comparison,
  comparisonReport,
  comparisonTexts,
  headline,
  type SavedMeasurement,
} from "../../engine/index";
import type { ComparisonDocuments, ComparisonSummary } from "../../protocol/index";
import type { BuildOptions } from "../../session/types";
import type { ServerContext } from "../server-context";
import { type Builds, nameOf } from "./builds";

type Measured = Extract<BuildOutcome, { kind: "measured" }>;

interface AskedComparison {
  readonly context: ServerContext;
  readonly builds: Builds;
  readonly uri: string;
  readonly revision: string;
  readonly options: BuildOptions;
}

/** Two kept measurements by their ids. Rejects with a sentence where one of them is not kept any more. */
export async function compareMeasurements(
  { session }: ServerContext,
  before: string,
  after: string,
): Promise<ComparisonDocuments> {
  const kept = await session.measurements();
  const [one, other] = [before, after].map((wanted) => {
    const found = kept.find(({ id }) => id === wanted);
    if (!found) throw new Error("One of these measurements is not kept any more.");
    return found;
  });
  return documentsOf({ session }, one!, other!);
}

/** Builds the committed version, then the document as it is, both with these options, under one progress. */
export async function compareRevision(
  { context, builds, uri, revision, options }: AskedComparison,
  clientToken: ProgressToken | undefined,
  cancellation: CancellationToken,
): Promise<ComparisonSummary> {
  const refused = builds.refusal(uri, options);
  if (refused) return refused;
  // The committed version is built in a folder of its own: it need not wait, as the document's own build does.
  if (options.whenRunning === "replace") builds.cancel(uri);
  const title = `Comparing ${nameOf(uri)} with ${revision}`;
  return builds.track<ComparisonSummary>(uri, title, clientToken, cancellation, async (begin, stop) => {
    const { session } = context;
    const first = begin();
    const { outcome: before, caution } = await session.buildRevision(uri, revision, options, first.event, stop);
    first.end(builds.summaryOf(before));
    const older = measurementOf(before);
    if (!older) return failed(builds, before, `${revision} was not measured`);
    const second = begin();
    const after = await session.build(uri, options, second.event, stop);
    second.end(builds.summaryOf(after));
    const newer = measurementOf(after);
    if (!newer) return failed(builds, after, `${nameOf(uri)} was not measured`);
    const comparison = await documentsOf(context, older, newer);
    const message = [`${comparison.title}.`, ...(caution === undefined ? [] : [caution])].join(" ");
    return { kind: "compared", message, comparison };
  });
}

function measurementOf(outcome: BuildOutcome): SavedMeasurement | undefined {
  return outcome.kind === "measured" ? outcome.measurement : undefined;
}

function failed(builds: Builds, outcome: BuildOutcome, what: string): ComparisonSummary {
  const { kind, message } = builds.summaryOf(outcome);
  if (kind === "measured") return { kind: "unavailable", message: (outcome as Measured).keepingProblem ?? message };
  return { kind, message: kind === "failed" ? `${what}: ${message}` : message };
}

async function documentsOf(
  { session }: Pick<ServerContext, "session">,
  before: SavedMeasurement,
  after: SavedMeasurement,
): Promise<ComparisonDocuments> {
  const comparison: Comparison = await session.compare(before, after);
  const budget = await session.budgetOf(after);
  const texts = comparisonTexts(comparison);
  const { labels } = comparison;
  return {
    title: headline(comparison),
    before: { label: labels.before, text: texts.before },
    after: { label: labels.after, text: texts.after },
    report: comparisonReport(comparison, { budget }),
    dockerfilePath: after.dockerfilePath,
  };
}

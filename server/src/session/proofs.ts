// Proves fixes: builds a document as it is and with them, checks both images, and puts what was claimed beside what was measured.
import {
  type Analysis,
  applyEdits,
  type BuildEvent,
  type BuildOutcome,
  type BuildRequest,
  type ChangedFile,
  compareMeasurements,
  type Finding,
  type Fix,
  type FixChoice,
  judgeProof,
  type PricedMeasurement,
  type Proof,
  positionAt,
  price,
  type SavedMeasurement,
  type SizeClaim,
  type Stage,
  safestFix,
  savingTogether,
  sumClaims,
  unknownClaim,
} from "../engine/index";
import type { OpenDocument } from "./open-document";
import { folderOf, normalizePath, resolvePath } from "./paths";
import type { SessionPorts, StopSignal } from "./ports";
import type { createBuilds } from "./session-builds";
import type { OtherFiles, ProofEvent, ProofOptions, ProofOutcome } from "./types";

type Builds = ReturnType<typeof createBuilds>;
type Measured = Extract<BuildOutcome, { kind: "measured" }>;

/** A document with fixes applied. */
interface FixedDocument {
  readonly fixes: readonly { readonly finding: Finding; readonly fix: Fix }[];
  /** The analysis that each finding is of. */
  readonly analysisOf: (finding: Finding) => Analysis;
  readonly files: readonly ChangedFile[];
}

const nothing = (message: string): ProofOutcome => ({ kind: "nothing", message });

/** Proves fixes of a document; never rejects. Nothing is edited: the outcome says what the files would hold. */
export function createProofs(ports: SessionPorts, builds: Builds) {
  return (
    uri: string,
    choice: FixChoice,
    options: ProofOptions,
    onEvent: (event: ProofEvent) => void,
    signal: StopSignal,
  ): Promise<ProofOutcome> =>
    builds.inTurn<ProofOutcome>(
      uri,
      options,
      () => onEvent({ side: "before", text: "", event: { kind: "waiting" } }),
      signal,
      async (document, stop) => {
        const { version, settings } = document.snapshot();
        const fixed = fixDocument(document, choice, options.others ?? "new");
        if (typeof fixed === "string") return nothing(fixed);
        const target = targetFor(document, fixed, options.target ?? settings.buildTarget);
        if (target === undefined)
          return nothing("The stage that these fixes are about has no name to build it by: give it one with AS.");
        let contextPath: string | undefined;
        const own = fixed.files[0]!;
        const told = (side: ProofEvent["side"]) => (event: BuildEvent) => {
          if (event.kind === "context") contextPath ??= event.path;
          onEvent({ side, text: side === "before" ? own.before! : own.after, event });
        };
        const checked = { ...options, ...target, check: options.check ?? {} };
        const request = builds.requestFor(document, checked, told("before"));
        if ("kind" in request) return request;
        // What is claimed must not rest on the build that is to prove it.
        const claim = claimOf(document, fixed, request.target);
        const before = await builds.run(document, request, told("before"), stop);
        if (before.kind !== "measured") return couldNot(before);
        const after: BuildRequest = {
          ...request,
          // A fix may copy less: the context stays what it was.
          contextPath: contextPath ?? request.contextPath,
          dockerfileText: own.after,
          contextOverlay: overlayOf(document.place.path!, fixed.files),
        };
        const outcome = await builds.run(document, after, told("after"), stop, nameOf(fixed));
        if (outcome.kind === "cancelled" || outcome.kind === "unavailable") return couldNot(outcome);
        const original = saved("before", request, before);
        const proof: Proof = {
          fixes: fixed.fixes.map(({ finding, fix }) => ({
            rule: finding.rule.id,
            title: fix.title,
            applicability: fix.applicability,
            review: fix.applicability === "safe" ? undefined : fix.review,
            message: finding.message,
          })),
          claim,
          before: original,
          after:
            outcome.kind === "measured"
              ? {
                  kind: "measured",
                  comparison: compareMeasurements(original, saved("after", after, outcome), {
                    before: priced(document, request),
                    after: priced(document, after),
                  }),
                }
              : { kind: "failed", message: outcome.message, logTail: outcome.logTail },
          files: fixed.files.filter((file) => file.before !== file.after),
        };
        return { kind: "proof", proof, judgement: judgeProof(proof), version };
      },
    );

  /** A measured build with what was asked for, as the session kept it or would have. */
  function saved(name: string, request: BuildRequest, { build, measurement }: Measured): SavedMeasurement {
    const { dockerfilePath, dockerfileText, buildArguments, platform, contextPath } = request;
    const id = `${name} ${ports.scheduler.now()}`;
    return {
      ...(measurement ?? { id, dockerfilePath, dockerfileText, buildArguments, platform, contextPath, build }),
      name,
    };
  }
}

/** What the list of measurements calls an image with fixes. */
function nameOf({ fixes }: FixedDocument): string {
  return fixes.length === 1 ? `With “${fixes[0]!.fix.title}”` : `With ${fixes.length} fixes`;
}

/** A build without which nothing can be proved. */
function couldNot(outcome: Exclude<BuildOutcome, { kind: "measured" }>): ProofOutcome {
  if (outcome.kind !== "failed") return outcome;
  return { kind: "unavailable", message: `The build fails without the fix already: ${outcome.message}` };
}

/** The text and the ignore file as the chosen fixes make them; a sentence where there is no such fix. */
function fixDocument(document: OpenDocument, choice: FixChoice, others: OtherFiles): FixedDocument | string {
  const { text, analysis } = document.snapshot();
  const ignoreFile = analysis.image.context?.ignoreFile;
  const filesOf = (after: string, changed: ReadonlyMap<string, string>): readonly ChangedFile[] => [
    { path: undefined, before: text, after },
    ...[...changed].map(([path, content]) => ({
      path,
      before: path === ignoreFile?.path && ignoreFile.exists ? ignoreFile.text : undefined,
      after: content,
    })),
  ];
  if (choice.kind === "fix" || choice.kind === "finding") {
    const single = choice.kind === "fix" ? offeredFix(document, choice) : firstFixAt(document, choice);
    if (typeof single === "string") return single;
    const { finding, fix } = single;
    const paths = new Set(fix.edits.flatMap(({ path }) => path ?? []));
    const changed = new Map([...paths].map((path) => [path, applyEdits(ignoreFile?.text ?? "", fix.edits, path)]));
    return {
      fixes: [{ finding, fix }],
      analysisOf: () => analysis,
      files: filesOf(applyEdits(text, fix.edits), changed),
    };
  }
  const { rules } = choice.kind === "rules" ? choice : { rules: undefined };
  const choose =
    choice.kind === "safe"
      ? safestFix
      : (fixes: readonly Fix[], { rule }: Finding) =>
          rules === undefined || rules.includes(rule.id) ? fixes[0] : undefined;
  const applied = document.applyFixes(choose, others);
  if (applied.fixes.length === 0) return nothingFound(choice);
  return {
    fixes: applied.fixes,
    analysisOf: (finding) => applied.analyses.get(finding) ?? analysis,
    files: filesOf(applied.text, applied.files),
  };
}

type SingleFix = FixedDocument["fixes"][number];

function offeredFix(document: OpenDocument, choice: Extract<FixChoice, { kind: "fix" }>): SingleFix | string {
  const { findings } = document.snapshot().pricing;
  const finding = findings.find(({ finding: { id } }) => id === choice.findingId)?.finding;
  const fix = finding?.fixes().find(({ title }) => title === choice.title);
  return finding && fix ? { finding, fix } : "This fix is no longer offered: the file has changed since.";
}

/** The first fix of the finding that a rule has at a place; a sentence where there is none, or more than one. */
function firstFixAt(
  document: OpenDocument,
  { rule, line, character }: Extract<FixChoice, { kind: "finding" }>,
): SingleFix | string {
  const { analysis, pricing } = document.snapshot();
  const found = pricing.findings.flatMap(({ finding }) => {
    const fix = finding.rule.id === rule ? finding.fixes()[0] : undefined;
    return fix ? [{ finding, fix, at: positionAt(analysis.syntax, finding.range.start) }] : [];
  });
  const placesOf = (some: typeof found) =>
    some.map(({ at }) => `${rule}:${at.line + 1}:${at.character + 1}`).join(" or ");
  const here = found.filter(({ at }) => at.line === line && (character ?? at.character) === at.character);
  if (here.length > 1) return `Line ${line + 1} has more than one: say ${placesOf(here)}.`;
  if (here[0]) return here[0];
  return `There is no fix of ${rule} to prove there${found.length === 0 ? "" : `, only at ${placesOf(found)}`}.`;
}

function nothingFound(choice: FixChoice): string {
  if (choice.kind === "safe") return "There is no safe fix to prove in this file.";
  if (choice.kind === "rules") return `There is no fix of ${choice.rules.join(" or ")} to prove in this file.`;
  return "There is no fix to prove in this file.";
}

/**
 * The target whose image the fixes are about: the given one or the last stage where it holds any of their bytes, else the
 * target that pays. Undefined where that has no name.
 */
function targetFor(document: OpenDocument, { fixes }: FixedDocument, given: string | undefined) {
  const { image } = document.snapshot().analysis;
  const built = given === undefined ? image.stages.at(-1) : image.findStage(given);
  const isIn = (stage: Stage | undefined) =>
    fixes.some(({ finding }) => stage?.chain.some(({ index }) => index === finding.stage.index));
  // A target that does not exist is for the build to tell.
  if (given !== undefined || built === undefined || isIn(built)) return { target: given };
  const payer = image.targets.find(isIn) ?? image.stages.find(isIn);
  if (payer === undefined) return { target: given };
  return payer.name === undefined ? undefined : { target: payer.name };
}

/** What the fixes give back together: round by round, each on the image that the ones before have left. */
function claimOf(document: OpenDocument, { fixes, analysisOf }: FixedDocument, target: string | undefined) {
  const rounds = new Map<Analysis, Finding[]>();
  for (const { finding } of fixes) {
    const analysis = analysisOf(finding);
    rounds.set(analysis, [...(rounds.get(analysis) ?? []), finding]);
  }
  const claims = [...rounds].flatMap(([analysis, findings]): SizeClaim[] => {
    const { image } = analysis;
    const stage = target === undefined ? image.stages.at(-1) : image.findStage(target);
    const claim = stage && savingTogether(analysis, document.facts.sizeFacts(), findings, stage);
    return claim ? [claim] : [];
  });
  const total = sumClaims(claims);
  return claims.length > 0 ? total : { claim: unknownClaim("these fixes are not about bytes"), unknownParts: 1 };
}

/** The other files as they would be, by absolute path. */
function overlayOf(dockerfilePath: string, files: readonly ChangedFile[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    files.flatMap(({ path, after }) =>
      path === undefined ? [] : [[normalizePath(resolvePath(folderOf(dockerfilePath), path)), after] as const],
    ),
  );
}

function priced(document: OpenDocument, { dockerfileText, buildArguments, platform }: BuildRequest): PricedMeasurement {
  const analysis = document.analysedFor({ buildArguments, platform }, dockerfileText);
  return { analysis, pricing: price(analysis, document.facts.sizeFacts()) };
}

// The `build` command: builds and measures a Dockerfile on the local engine.
import { type BuildOutcome, boundsOf, budgetOf, budgetText, formatTotal, type MeasuredBuild } from "../engine/index";
import type { BuildOptions, Snapshot } from "../session/types";
import type { Adapters } from "./adapters";
import { type FlagValues, nearest } from "./arguments";
import { buildInputs, existingFolder } from "./build-inputs";
import { BuildProgress } from "./build-progress";
import { rebuildFlags } from "./commands";
import { openDocument } from "./open-document";
import { readDockerfile } from "./read-dockerfile";
import { buildJson } from "./reporters/build-json";
import { buildText } from "./reporters/build-text";
import { saveMeasurement, saveTarget } from "./save-measurement";
import { CommandError, printable, styleFor, type Terminal, warn, widthOf } from "./terminal";

/** Runs `build` and returns its exit code. Throws CommandError where nothing could be measured. */
export async function build(given: string, flags: FlagValues, terminal: Terminal, adapters: Adapters): Promise<number> {
  if (given === "-")
    throw new CommandError("build needs a file on disk, since its folder is where the context is looked for");
  const options = buildOptions(flags, terminal);
  const target = saveTarget(flags, terminal.workingDirectory);
  const source = readDockerfile(given, terminal.workingDirectory);
  const session = adapters.openSession();
  const { uri, snapshot } = await openDocument(session, source, source.text);
  for (const { message } of snapshot.settingsProblems) warn(terminal, `settings of ${source.name}: ${message}`);

  const stop = new AbortController();
  const progress = new BuildProgress(terminal, snapshot.analysis.syntax);
  const stopListening = terminal.onInterrupt(() => {
    progress.cancelling();
    stop.abort();
  });
  let outcome: BuildOutcome;
  try {
    outcome = await session.build(uri, options, (event) => progress.show(event), stop.signal);
  } finally {
    stopListening();
    progress.end();
  }
  if (outcome.kind === "failed") {
    terminal.errors.write(failureText(outcome.logTail));
    throw new CommandError(failureSentence(outcome, source.name, snapshot.analysis.image.instructions));
  }
  if (outcome.kind === "cancelled") throw new CommandError("the build was cancelled");
  if (outcome.kind === "unavailable") throw new CommandError(outcome.message);

  const { build: measured } = outcome;
  terminal.output.write(
    flags.value("format") === "json"
      ? buildJson(measured)
      : buildText(measured, {
          syntax: snapshot.analysis.syntax,
          style: styleFor(terminal.output, terminal.environment),
          width: widthOf(terminal.output),
          keptTag: options.keepTag,
        }),
  );
  if (target && outcome.measurement) saveMeasurement(target, outcome.measurement);
  const broken = brokenBudget(measured, session.snapshot(uri) ?? snapshot);
  if (broken !== undefined) warn(terminal, `${source.name}: ${broken}`);
  return broken === undefined ? 0 : 1;
}

/** Says that what was built is over its budget: as the finding says it, where there is one for these arguments. */
function brokenBudget({ stages }: MeasuredBuild, { analysis, pricing }: Snapshot): string | undefined {
  const rule = "size-budget-exceeded";
  const built = stages.at(-1);
  const stage = built && analysis.image.stages[built.index];
  if (!stage || analysis.settings.rules[rule] === "off") return undefined;
  const budget = budgetOf(analysis.image, analysis.settings, stage);
  const least = boundsOf(built.total.claim)?.low;
  if (!budget || least === undefined || least <= budget.bytes) return undefined;
  const found = pricing.findings.find(({ finding }) => finding.rule.id === rule && finding.stage === stage);
  return found?.finding.message ?? budgetText(printable(stage.label), formatTotal(built.total), budget.bytes);
}

/** What the flags say of a build. Throws CommandError for what can't be. */
export function buildOptions(flags: FlagValues, terminal: Terminal): BuildOptions {
  const context = flags.value("context");
  return {
    target: flags.value("target"),
    noCache: flags.has("no-cache"),
    keepTag: imageName(flags.value("keep")),
    contextPath: context === undefined ? undefined : existingFolder(context, terminal.workingDirectory),
    buildArguments: buildArguments(flags.values("build-arg"), terminal.environment),
    platform: flags.value("platform"),
    measure: flags.value("measure") as BuildOptions["measure"],
    rebuilds: rebuildKindsOf(flags.value("time-rebuilds")),
    inputs: buildInputs(flags, terminal),
  };
}

/** `cold,code` as kinds of rebuilds, each once; all of them for the flag alone. */
function rebuildKindsOf(given: string | undefined): BuildOptions["rebuilds"] {
  if (given === undefined || given === "") return given === undefined ? undefined : Object.values(rebuildFlags);
  const names = [...new Set(given.split(",").map((name) => name.trim()))];
  return names.map((name) => {
    if (Object.hasOwn(rebuildFlags, name)) return rebuildFlags[name as keyof typeof rebuildFlags];
    const valid = Object.keys(rebuildFlags);
    const similar = nearest(name, valid);
    const hint = similar === undefined ? `valid are ${valid.join(", ")}` : `did you mean "${similar}"?`;
    throw new CommandError(`--time-rebuilds knows no "${name}": ${hint}`);
  });
}

/** Checked here, since an engine finds a mistake in it only after the context was sent. */
function imageName(given: string | undefined): string | undefined {
  const part = "[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*";
  const name = new RegExp(`^(?:[\\w.-]+(?::\\d+)?/)?${part}(?:/${part})*(?::\\w[\\w.-]{0,127})?$`);
  if (given === undefined || name.test(given)) return given;
  throw new CommandError(`"${given}" cannot be an image's name: --keep takes one such as api or api:measured`);
}

/** `KEY=VALUE` as it is; `KEY` from the environment, and left out where it is not set there, as docker does. */
function buildArguments(given: readonly string[], environment: Terminal["environment"]): Record<string, string> {
  const entries = given.map((argument): [string, string | undefined] => {
    const equals = argument.indexOf("=");
    const key = equals === -1 ? argument : argument.slice(0, equals);
    if (!/^[A-Za-z_]\w*$/.test(key))
      throw new CommandError(`"${argument}" is not a build argument: --build-arg KEY=VALUE`);
    return [key, equals === -1 ? environment[key] : argument.slice(equals + 1)];
  });
  return Object.fromEntries(entries.filter((entry): entry is [string, string] => entry[1] !== undefined));
}

/** The end of the failing step's log, marked so that it is not taken for our own words. */
function failureText(logTail: string): string {
  const lines = logTail.trim() === "" ? [] : logTail.trimEnd().split(/\r?\n/);
  return lines.map((line) => `  | ${printable(line)}\n`).join("");
}

function failureSentence(
  { message, instruction }: Extract<BuildOutcome, { kind: "failed" }>,
  name: string,
  instructions: readonly { readonly index: number; readonly syntax: { readonly line: number } }[],
): string {
  const line = instructions.find(({ index }) => index === instruction)?.syntax.line;
  return line === undefined ? message : `${name}:${line + 1}: ${message}`;
}

// The `build` command: builds and measures a Dockerfile on the local engine.
import type { BudgetAnalysis, MeasuredBuild } from "../engine/index";
import type { BuildOptions } from "../session/types";
import type { Adapters } from "./adapters";
import { type FlagValues, nearest } from "./arguments";
import { budgetFlag } from "./budget-flag";
import { buildInputs, existingFolder } from "./build-inputs";
import { rebuildFlags } from "./commands";
import { measuredBuild } from "./measured-build";
import { openSource } from "./open-document";
import { readDockerfile } from "./read-dockerfile";
import { budgetText } from "./reporters/budget-text";
import { buildJson } from "./reporters/build-json";
import { buildText } from "./reporters/build-text";
import { saveMeasurement, saveTarget } from "./save-measurement";
import { CommandError, printable, styleFor, type Terminal, warn, widthOf } from "./terminal";

/** Runs `build` and returns its exit code: 1 where the image breaks its budget or its check. Throws CommandError where nothing could be measured. */
export async function build(given: string, flags: FlagValues, terminal: Terminal, adapters: Adapters): Promise<number> {
  if (given === "-")
    throw new CommandError("build needs a file on disk, since its folder is where the context is looked for");
  const options = buildOptions(flags, terminal);
  const budgetBytes = budgetFlag(flags);
  const target = saveTarget(flags, terminal.workingDirectory);
  const source = readDockerfile(given, terminal.workingDirectory);
  const session = adapters.openSession();
  const { uri, snapshot } = await openSource(session, source, terminal);

  const outcome = await measuredBuild(
    terminal,
    { name: source.name, syntax: snapshot.analysis.syntax },
    (onEvent, signal) => session.build(uri, options, onEvent, signal),
  );
  const { build: measured, measurement } = outcome;
  const budget = measurement && (await session.budgetOf(measurement, budgetBytes));
  const style = styleFor(terminal.output, terminal.environment);
  terminal.output.write(
    flags.value("format") === "json"
      ? buildJson(measured, budget)
      : buildText(measured, {
          syntax: snapshot.analysis.syntax,
          style,
          width: widthOf(terminal.output),
          keptTag: options.keepTag,
          budget,
        }),
  );
  if (target && measurement) saveMeasurement(target, measurement);
  return verdict(source.name, measured, budget, terminal);
}

/** The exit code of what was built: 1 where it fails its check or breaks its budget, which is then said. */
export function verdict(
  name: string,
  { check }: MeasuredBuild,
  budget: BudgetAnalysis | undefined,
  terminal: Terminal,
): 0 | 1 {
  const fails = check?.passed === false;
  if (fails) warn(terminal, `${printable(name)} does not pass its check: ${printable(check.message)}`);
  if (budget?.isBroken) warn(terminal, `${printable(name)}: ${budgetText(budget)}`);
  return fails || budget?.isBroken ? 1 : 0;
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
    check: checkOf(flags),
  };
}

/** `--command` and `--timeout` are about a check, and so ask for one. */
function checkOf(flags: FlagValues): BuildOptions["check"] {
  const [command, timeout] = [flags.value("command"), flags.value("timeout")];
  if (!flags.has("check") && command === undefined && timeout === undefined) return undefined;
  return { command, timeoutMs: timeout === undefined ? undefined : milliseconds(timeout) };
}

function milliseconds(given: string): number {
  const seconds = Number(given);
  if (!(seconds >= 1 && seconds <= 86_400))
    throw new CommandError(`--timeout cannot be "${given}": it takes seconds, such as 60`);
  return seconds * 1000;
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

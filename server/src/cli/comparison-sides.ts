// What the arguments of `compare` stand for, and how each becomes a measurement.
import { statSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { readSavedMeasurement, type SavedMeasurement } from "../engine/index";
import type { BuildOptions, Session } from "../session/types";
import type { Adapters } from "./adapters";
import { measuredBuild } from "./measured-build";
import { openSource } from "./open-document";
import { type DockerfileSource, readDockerfile, reasonOf } from "./read-dockerfile";
import { CommandError, type Terminal, warn } from "./terminal";

/** A Dockerfile is built, a revision as well, a measurement is read from its file, and an image from the engine. */
export type ComparisonSide =
  | { readonly kind: "dockerfile"; readonly source: DockerfileSource }
  | { readonly kind: "revision"; readonly path: string; readonly name: string; readonly revision: string }
  | { readonly kind: "measurement"; readonly measurement: SavedMeasurement }
  | { readonly kind: "image"; readonly reference: string };

/** Finds out what an argument is. Throws CommandError where it is nothing that can be compared. */
export async function sideOf(given: string, workingDirectory: string, adapters: Adapters): Promise<ComparisonSide> {
  const isThere = isFile(given, workingDirectory);
  if (isThere) {
    const source = readDockerfile(given, workingDirectory);
    if (!source.text.trimStart().startsWith("{")) return { kind: "dockerfile", source };
    const measurement = readSavedMeasurement(source.text);
    if ("problem" in measurement) throw new CommandError(`${source.name}: ${measurement.problem}`);
    return { kind: "measurement", measurement };
  }
  const committed = /^([^:]+):(.+)$/.exec(given);
  if (committed) {
    const [, revision = "", file = ""] = committed;
    const found = await adapters.findCommitted(workingDirectory, revision, file);
    if (found !== undefined) return { kind: "revision", path: found, name: given, revision };
  }
  if (/^[\w][\w.\-/:@]*$/.test(given)) return { kind: "image", reference: given };
  throw new CommandError(`${given}: no such file, revision (REV:PATH) or image`);
}

function isFile(given: string, workingDirectory: string): boolean {
  try {
    const stats = statSync(path.resolve(workingDirectory, given));
    if (stats.isDirectory()) throw new CommandError(`${given} is a folder: name the Dockerfile in it`);
    return true;
  } catch (error) {
    if (error instanceof CommandError) throw error;
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT" || code === "ENOTDIR") return false;
    throw new CommandError(`${given} cannot be read: ${reasonOf(error)}`);
  }
}

/** Measures a side: builds what has to be built, with these options. Throws CommandError. */
export async function measureSide(
  side: ComparisonSide,
  session: Session,
  options: BuildOptions,
  terminal: Terminal,
): Promise<SavedMeasurement> {
  switch (side.kind) {
    case "measurement":
      return side.measurement;
    case "image":
      return session.readImage(side.reference, undefined).catch((error: Error) => {
        throw new CommandError(`${side.reference}: no such file or revision, and ${error.message}`);
      });
    case "dockerfile": {
      const { source } = side;
      const { uri, snapshot } = await openSource(session, source, terminal);
      const file = { name: source.name, syntax: snapshot.analysis.syntax };
      terminal.errors.write(`Building ${source.name}\n`);
      const outcome = await measuredBuild(terminal, file, (onEvent, signal) =>
        session.build(uri, options, onEvent, signal),
      );
      return kept(outcome);
    }
    case "revision": {
      const uri = pathToFileURL(side.path).href;
      // Its text as it is now does not matter, and need not be there.
      if (!session.snapshot(uri)) session.open(uri, side.path, 1, "");
      terminal.errors.write(`Building ${side.name}\n`);
      const file = { name: side.name, syntax: undefined };
      let caution: string | undefined;
      const outcome = await measuredBuild(terminal, file, async (onEvent, signal) => {
        const ended = await session.buildRevision(uri, side.revision, options, onEvent, signal);
        caution = ended.caution;
        return ended.outcome;
      });
      if (caution !== undefined) warn(terminal, caution);
      return kept(outcome);
    }
  }
}

function kept(outcome: {
  readonly measurement?: SavedMeasurement;
  readonly keepingProblem?: string;
}): SavedMeasurement {
  if (outcome.measurement) return outcome.measurement;
  throw new CommandError(outcome.keepingProblem ?? "the measurement could not be kept");
}

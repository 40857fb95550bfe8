// What a build takes in beside its context, from flags as buildx has them: --secret, --ssh, --label, --cache-from, --build-context.
import { statSync } from "node:fs";
import path from "node:path";
import {
  type BuildInputs,
  isRemoteContext,
  joinInputs,
  type Read,
  readCacheText,
  readSecretText,
  readSshText,
  resolveInputs,
} from "../engine/index";
import type { FlagValues } from "./arguments";
import { reasonOf } from "./read-dockerfile";
import { CommandError, type Terminal } from "./terminal";

/** Reads the flags; paths are relative to the working directory. Throws CommandError where one cannot be read. */
export function buildInputs(flags: FlagValues, { environment, workingDirectory }: Terminal): BuildInputs {
  const inputs: BuildInputs = {
    labels: Object.fromEntries(flags.values("label").map((text) => pairIn(text, "--label KEY=VALUE"))),
    cacheFrom: flags.values("cache-from").map((text) => itemOf(readCacheText(text))),
    namedContexts: Object.fromEntries(
      flags.values("build-context").map((text) => {
        const [name, place] = pairIn(text, "--build-context NAME=FOLDER");
        return [name, isRemoteContext(place) ? place : existingFolder(place, workingDirectory)];
      }),
    ),
    secrets: flags.values("secret").map((text) => {
      const secret = itemOf(readSecretText(text));
      // As with buildx, an id alone is an environment variable, or else a file.
      const isFile = /^id=[^,]*$/.test(text) && environment[secret.id] === undefined;
      return isFile ? { id: secret.id, source: { kind: "file", path: secret.id } } : secret;
    }),
    ssh: flags.values("ssh").map((text) => itemOf(readSshText(text))),
  };
  return joinInputs(
    {},
    resolveInputs(inputs, (file) => path.resolve(workingDirectory, file)),
  );
}

function pairIn(text: string, usage: string): readonly [string, string] {
  const equals = text.indexOf("=");
  const isLabel = usage.startsWith("--label");
  if (equals === 0 || (equals === -1 && !isLabel)) throw new CommandError(`"${text}" cannot be read: ${usage}`);
  return equals === -1 ? [text, ""] : [text.slice(0, equals), text.slice(equals + 1)];
}

function itemOf<T>(read: Read<T>): T {
  if ("item" in read) return read.item;
  throw new CommandError(read.problem.charAt(0).toLowerCase() + read.problem.slice(1).replace(/\.$/, ""));
}

/** The absolute path of a folder to build from. Throws CommandError where there is none. */
export function existingFolder(given: string, workingDirectory: string): string {
  const absolute = path.resolve(workingDirectory, given);
  try {
    if (statSync(absolute).isDirectory()) return absolute;
  } catch (error) {
    throw new CommandError(`the build context ${given} cannot be read: ${reasonOf(error)}`);
  }
  throw new CommandError(`the build context ${given} is not a folder`);
}

// Reads a requirements file of the build context, with the lists that it includes.
import { posix } from "node:path";
import { type PythonRequest, type PythonTarget, type Requirement, readRequirement } from "../../engine/index";
import type { ReadText, Resolved } from "./resolve-manifests";

/** Deeper than lists of people include each other. */
const mostIncludes = 8;

/**
 * What a list asks for. Lists behind `-c` choose versions only; hashes, comments and options of single packages say nothing of
 * sizes; folders, archives and repositories are unknown.
 */
export async function readRequirementsList(
  file: string,
  read: ReadText,
  target: PythonTarget,
  depth = 0,
): Promise<Resolved> {
  const main: PythonRequest[] = [];
  const options: string[] = [];
  const unknown: string[] = [];
  const text = await read(file);
  let isHashed = false;
  for (const line of text.replace(/\\\r?\n/g, " ").split(/\r?\n/)) {
    const written = line.replace(/(^|\s)#.*$/, "").trim();
    if (written === "") continue;
    const flag = /^(-[a-zA-Z]|--[\w-]+)[\s=]*(.*)$/.exec(written);
    if (flag === null) {
      isHashed ||= /\s--hash[=\s]/.test(written);
      const what = written.replace(/\s+--.*$/, "");
      const requirement = readRequirement(what, target);
      if (requirement !== undefined) main.push(requestOf(requirement));
      else if (isElsewhere(what)) unknown.push(what);
      continue;
    }
    const [, name = "", value = ""] = flag;
    switch (name) {
      case "-r":
      case "--requirement": {
        if (depth >= mostIncludes) throw new Error(`${file} includes lists that include each other`);
        const included = await readRequirementsList(posix.join(posix.dirname(file), value), read, target, depth + 1);
        main.push(...included.main);
        options.push(...included.options);
        unknown.push(...included.unknown);
        break;
      }
      case "-e":
      case "--editable":
        if (isElsewhere(value)) unknown.push(value);
        break;
      case "-c":
      case "--constraint":
        break;
      default:
        if (value !== "") options.push(value);
    }
  }
  // pip takes hashes for all packages or for none: such a list is whole.
  return { main, development: [], isComplete: isHashed && depth === 0 && unknown.length === 0, options, unknown };
}

/** What a requirement asks for: the release that its range brings. */
export function requestOf({ name, release, extras }: Requirement): PythonRequest {
  return { name, version: release, ...(extras === undefined ? {} : { extras }) };
}

/** What comes from elsewhere than an index; a folder of the project itself is copied anyway. */
function isElsewhere(what: string): boolean {
  return /(:\/\/|^git\+|\.(whl|zip|tar\.gz)$)/.test(what);
}

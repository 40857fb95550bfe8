// Reads requirements files as pip and uv do, as far as prices and findings need them.
import { markerHolds, type PythonTarget } from "./python-markers";

/** A requirements file of the workspace. */
export interface RequirementsFile {
  /** Relative to the build context. */
  readonly path: string;
  readonly text: string;
}

/** One package that a list or a manifest asks for. */
export interface Requirement {
  readonly name: string;
  /** The version or range as written, without its first operator: `2.9.0+cu128`, `0.38,<1`. */
  readonly version: string | undefined;
  /** The release that is installed, as far as the range tells: the newest where it has no upper end. */
  readonly release?: string;
  /** `standard` of `uvicorn[standard]`. */
  readonly extras?: readonly string[];
}

export interface Requirements {
  readonly packages: readonly Requirement[];
  /** Index addresses and the like, which decide which build of a package is taken. */
  readonly options: readonly string[];
}

const requirement = /^([A-Za-z0-9][\w.-]*)\s*(?:\[([^\]]*)\])?\s*(.*)$/;
const anyImage: PythonTarget = { python: undefined, machine: "x86_64", libc: "glibc" };

/** The packages and options of a requirements file. Files that it includes, and what is no index's package, are left out. */
export function readRequirements(text: string, target: PythonTarget = anyImage): Requirements {
  const packages: Requirement[] = [];
  const options: string[] = [];
  for (const line of text.replace(/\\\r?\n/g, " ").split(/\r?\n/)) {
    const written = line.replace(/(^|\s)#.*$/, "").trim();
    if (written === "") continue;
    if (written.startsWith("-")) {
      options.push(...written.split(/[\s=]+/).slice(1));
      continue;
    }
    const found = readRequirement(written.replace(/\s+--.*$/, ""), target);
    if (found !== undefined) packages.push(found);
  }
  return { packages, options };
}

/**
 * One requirement as PEP 508 writes it: `name[extra] >=1,<2; marker`. Undefined where it names no package of an index, or
 * where its marker does not hold for the target with these `extras`.
 */
export function readRequirement(
  written: string,
  target: PythonTarget = anyImage,
  extras: readonly string[] = [],
): Requirement | undefined {
  const semicolon = written.indexOf(";");
  const what = (semicolon === -1 ? written : written.slice(0, semicolon)).trim();
  const found = requirement.exec(what);
  if (found === null) return undefined;
  const [, name = "", inBrackets, rest = ""] = found;
  const range = rest.trim().replace(/^\(|\)$/g, "");
  if (/^[@:+/]/.test(range) || /\.(whl|zip|tar\.gz)$/.test(what)) return undefined;
  if (semicolon !== -1 && !markerHolds(written.slice(semicolon + 1), target, extras)) return undefined;
  const release = releaseOf(range);
  const named = (inBrackets ?? "").split(",").flatMap((extra) => extra.trim() || []);
  return {
    name,
    version: range.replace(/^[=<>~!\s]+/, "") || undefined,
    ...(release === undefined ? {} : { release }),
    ...(named.length > 0 ? { extras: named } : {}),
  };
}
/** The release that a range such as `==2.9.0`, `>=1,<2` or `~=1.4` brings; undefined: the newest. */
export function releaseOf(range: string): string | undefined {
  const bounds = [...range.matchAll(/(===?|~=|<=?)\s*v?([\w.+-]+)/g)];
  const exact = bounds.find(([, operator]) => operator?.startsWith("=")) ?? bounds[0];
  return exact?.[2]?.replace(/\.$/, "");
}

/**
 * The requirements of a file of the context, with those of the files that it includes; undefined where one of them is not
 * known, or names something of the project itself.
 */
export function requirementsOf(path: string, files: readonly RequirementsFile[], depth = 0): Requirements | undefined {
  const text = files.find((file) => file.path === path)?.text;
  if (text === undefined || depth > mostIncludes || namesOwnFiles(text)) return undefined;
  const all = [readRequirements(text)];
  const folder = path.slice(0, path.lastIndexOf("/") + 1);
  for (const included of includesOf(text)) {
    const found = requirementsOf(resolved(folder + included), files, depth + 1);
    if (found === undefined) return undefined;
    all.push(found);
  }
  return {
    packages: all.flatMap(({ packages }) => packages),
    options: all.flatMap(({ options }) => options),
  };
}

const mostIncludes = 4;

function includesOf(text: string): readonly string[] {
  return [...text.matchAll(/^\s*(?:-r|--requirement)[\s=]*(\S+)/gm)].map(([, file]) => file as string);
}

/** `-e .`, `./lib`, a wheel, a path behind `@`, a list that narrows versions: more than the lists are needed. */
function namesOwnFiles(text: string): boolean {
  return /^\s*(-e|--editable|-c|--constraint|-f|--find-links)\b|^\s*(\.{1,2}\/|\.$|\/|file:)|@\s*(file:|\.{0,2}\/)|^[^#\n]*\.(whl|tar\.gz|zip)\s*$/m.test(
    text,
  );
}

function resolved(path: string): string {
  const parts: string[] = [];
  for (const part of path.split("/")) {
    if (part === "..") parts.pop();
    else if (part !== "." && part !== "") parts.push(part);
  }
  return parts.join("/");
}

// Reads requirements files as pip and uv do, as far as prices and findings need them.

/** A requirements file of the workspace. */
export interface RequirementsFile {
  /** Relative to the build context. */
  readonly path: string;
  readonly text: string;
}

export interface Requirements {
  readonly packages: readonly { readonly name: string; readonly version: string | undefined }[];
  /** Index addresses and the like, which decide which build of a package is taken. */
  readonly options: readonly string[];
}

const requirement = /^([A-Za-z0-9][\w.-]*)\s*(?:\[[^\]]*\])?\s*(.*)$/;
/** Markers that leave a package out on linux. */
const notOnLinux =
  /(sys_platform|platform_system|os_name)\s*(==\s*['"](win32|windows|darwin|nt)|!=\s*['"](linux|posix))/i;

/** The packages and options of a requirements file. Files that it includes, and what is no index's package, are left out. */
export function readRequirements(text: string): Requirements {
  const packages: { name: string; version: string | undefined }[] = [];
  const options: string[] = [];
  for (const line of text.replace(/\\\r?\n/g, " ").split(/\r?\n/)) {
    const written = line.replace(/(^|\s)#.*$/, "").trim();
    if (written === "") continue;
    if (written.startsWith("-")) {
      options.push(...written.split(/[\s=]+/).slice(1));
      continue;
    }
    const [what = "", marker = ""] = written.replace(/\s+--.*$/, "").split(/\s*;\s*/);
    const found = requirement.exec(what);
    if (found === null || notOnLinux.test(marker) || /^[@:+/]/.test(found[2] ?? "")) continue;
    packages.push({ name: found[1] as string, version: found[2]?.replace(/^[=<>~!\s]+/, "") || undefined });
  }
  return { packages, options };
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

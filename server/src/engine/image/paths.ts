// Absolute POSIX paths of the image as text: joining, covering, and the few wildcards that a path may hold.

/** Resolves `path` against `directory`: no `.`, `..`, double or final slashes. Undefined when the directory is needed and unknown. */
export function resolvePath(directory: string | undefined, path: string): string | undefined {
  if (path.startsWith("/")) return normalizePath(path);
  if (directory === undefined) return undefined;
  return path === "" || path === "." ? directory : normalizePath(`${directory}/${path}`);
}

/** `/a//b/../c/` → `/a/c`; relative paths stay relative. */
export function normalizePath(path: string): string {
  if (!/\/\/|\/\.|^\.|\/$/.test(path)) return path;
  const kept: string[] = [];
  for (const segment of path.split("/")) {
    if (segment === "" || segment === ".") continue;
    if (segment === ".." && kept.length > 0 && kept[kept.length - 1] !== "..") kept.pop();
    else if (segment !== ".." || !path.startsWith("/")) kept.push(segment);
  }
  const joined = kept.join("/");
  return path.startsWith("/") ? `/${joined}` : joined || ".";
}

/** Last segment: `/a/b` → `b`; the root's is "". */
export function baseName(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

/** Folders that every image has: a file that is copied there keeps its name. */
export const commonFolder =
  /^\/(usr(\/local)?\/)?(bin|sbin|lib|libexec|share|include)$|^\/(opt|srv|tmp|etc|root|home|go\/bin|usr\/local|usr\/src|var\/tmp)$/;

export function parentPath(path: string): string {
  const slash = path.lastIndexOf("/");
  return slash <= 0 ? "/" : path.slice(0, slash);
}

const wildcard = /[*?[]/;

/** Two segments that could name the same entry: either may hold `*`, `?` and `[…]`. */
function segmentsMatch(left: string, right: string): boolean {
  if (left === right) return true;
  if (wildcard.test(left) && segmentPattern(left).test(right)) return true;
  return wildcard.test(right) && segmentPattern(right).test(left);
}

const patterns = new Map<string, RegExp>();

function segmentPattern(segment: string): RegExp {
  let pattern = patterns.get(segment);
  if (!pattern) {
    const source = segment
      .replace(/[.+^${}()|\\*?]/g, (character) =>
        character === "*" ? ".*" : character === "?" ? "." : `\\${character}`,
      )
      .replace(/\[!/g, "[^");
    // Many stars would cost a search without end; who writes them means anything.
    const stars = segment.split("*").length - 1;
    pattern = stars > 6 ? /^/ : (compile(source) ?? compile(source.replace(/[[\]]/g, "\\$&"))!);
    // Bounded: segments come from documents, and a server lives long.
    if (patterns.size < 2000) patterns.set(segment, pattern);
  }
  return pattern;
}

function compile(source: string): RegExp | undefined {
  try {
    return new RegExp(`^${source}$`);
  } catch {
    // An open bracket is a plain character to the shell.
    return undefined;
  }
}

/**
 * Is `path` the same as `cover`, or does it lie under it? Both may hold wildcards, which match whatever they could.
 * A cover that ends in `/*` covers its directory: what is left of it is an empty folder.
 */
export function covers(cover: string, path: string): boolean {
  if (cover === "/" || cover === "/*") return true;
  if (cover === path) return true;
  if (!wildcard.test(path)) {
    const star = cover.search(wildcard);
    if (star === -1) return path.length > cover.length && path.startsWith(cover) && path[cover.length] === "/";
    // Most are told apart by what stands before the first wildcard: `/var/lib/apt/lists/`.
    const plain = cover.slice(0, star);
    if (!path.startsWith(plain) && plain !== `${path}/`) return false;
  }
  const coverSegments = cover.replace(/\/\*$/, "").split("/");
  const pathSegments = path.split("/");
  if (coverSegments.length > pathSegments.length) return false;
  return coverSegments.every((segment, index) => segmentsMatch(segment, pathSegments[index]!));
}

/** `path` without the part that `cover` names: "" for the same path, else `rest/of/it`. Only where `covers` holds. */
export function pathUnder(cover: string, path: string): string {
  if (cover === "/") return path.slice(1);
  const depth = cover.replace(/\/\*$/, "").split("/").length;
  return path.split("/").slice(depth).join("/");
}

/** `a{b,c}d` → `abd`, `acd`, as bash expands it; text without braces comes back alone. */
export function expandBraces(text: string): string[] {
  const match = /^(.*?)\{([^{}]*,[^{}]*)\}(.*)$/s.exec(text);
  if (!match) return [text];
  return match[2]!.split(",").flatMap((choice) => expandBraces(`${match[1]}${choice}${match[3]}`));
}

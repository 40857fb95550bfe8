// R: what `Rscript -e` and `R CMD INSTALL` install.
import type { RunCommand } from "../commands";
import { packageManagers } from "../package-managers";
import { resolvePath } from "../paths";
import { flagValue, type Invocation } from "../read-invocation";
import type { PackageRequest } from "../types";
import { addCaches } from "./caches";
import { addOpaque, type RunContext } from "./run-context";

const library = ["/usr/local/lib/R", "/usr/lib/R"];

const installers =
  /\b(install\.packages|install_(github|cran|version|gitlab|bioc|git|url|local|deps)|pkg_install|local_install(_deps)?|(?:BiocManager|renv|pacman)::(install|restore|p_load)|biocLite)\s*\(/;

/** `-l DIR` of `install2.r`, else the libraries of Debian's R and of R's own images. */
export function rPaths(invocation: Invocation): readonly string[] | undefined {
  const written = flagValue(invocation, ["-l", "--libloc"]);
  const path = written === undefined ? undefined : resolvePath(invocation.command.workdir, written);
  return path === undefined ? library : [path];
}

/** Reads `Rscript -e 'install.packages(…)'`, `R -e …`, `r -e …` and `R CMD INSTALL`; false for every other program. */
export function readR(context: RunContext, command: RunCommand): boolean {
  if (!/^(Rscript|R|r)$/.test(command.program)) return false;
  const words = command.arguments;
  const isBuild = words[0]?.value === "CMD" && words[1]?.value === "INSTALL";
  const expressions = words.filter((_, at) => words[at - 1]?.value === "-e");
  const installs = expressions.filter(({ value, word }) => installers.test(value ?? word.raw));
  if (installs.length === 0 && !isBuild) {
    const isHarmless = words.every(({ value }) => value !== undefined && /^-[-\w]*$/.test(value) && value !== "-e");
    if (!isHarmless) addOpaque(context, command, `what ${command.program} writes is not known`);
    return true;
  }
  const text = installs.map(({ value, word }) => value ?? word.raw).join(";");
  const packages = installs.flatMap(({ value, word }) => namesIn(value ?? word.raw, word));
  const sources = isBuild ? words.slice(2).flatMap(({ value }) => (value?.startsWith("-") ? [] : (value ?? []))) : [];
  context.add(command, {
    kind: "install",
    manager: "r",
    packages,
    buildTools: [],
    manifests: sources.flatMap((source) => resolvePath(command.workdir, source) ?? []),
    recommends: false,
    development: undefined,
    options: [],
    // CRAN has no binaries for Linux; which repository is asked, the environment may say.
    fromSource: isBuild,
    paths: library,
  });
  const manager = packageManagers.r;
  const invocation = { manager, verbName: "", flags: [], operands: [], command } as const;
  if (/\b(pkg_install|local_install(_deps)?)\s*\(|\bpak::pak\(/.test(text))
    addCaches(context, { ...invocation, verb: { kind: "install", fills: ["pak"] } });
  // littler keeps what it downloads; Rscript and R clean up behind themselves.
  if (command.program === "r") addCaches(context, { ...invocation, verb: { kind: "install", fills: ["r"] } });
  if (/cache_clean\s*\(/.test(text)) dropPakCache(context, command);
  return true;
}

/** `pak::cache_clean()` behind the install in the same expression. */
function dropPakCache(context: RunContext, command: RunCommand): void {
  for (const draft of context.present())
    if (draft.effect.kind === "cache" && draft.effect.cache === "pak") context.drop(draft, command.maybe);
}

/** Quoted names up to the first argument that has a name of its own (`repos = …`). */
function namesIn(text: string, word: PackageRequest["word"]): PackageRequest[] {
  const names: PackageRequest[] = [];
  for (const call of text.split(installers)) {
    if (call === undefined) continue;
    const [list = ""] = call.split(/,\s*[\w.]+\s*=/);
    for (const [, name] of list.matchAll(/["']([A-Za-z][\w.]*(?:\/[\w.-]+)?)["']/g))
      if (name !== undefined && !names.some((other) => other.name === name))
        names.push({ name, version: undefined, word });
  }
  return names;
}

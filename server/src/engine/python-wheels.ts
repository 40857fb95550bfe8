// Chooses among a package's published wheels the one that an installer takes for an image.
import { compareVersions, type PythonTarget } from "./python-markers";

/**
 * How well a wheel suits the target, by its file's name; 0: not at all. Wheels built for the very Python stand above those
 * for its stable interface, and those above pure Python, as pip orders them.
 */
export function wheelRank(file: string, { python, machine, libc }: PythonTarget): number {
  const tags = file
    .replace(/\.whl$/, "")
    .split("-")
    .slice(-3);
  const [pythons = "", abi = "", platform = ""] = tags;
  if (!file.endsWith(".whl") || !fitsPlatform(platform, machine, libc)) return 0;
  const native = platform === "any" ? 0 : 1;
  if (/(^|\.)py3/.test(pythons)) return 1 + native;
  const builds = [...pythons.matchAll(/cp3(\d+)/g)].map(([, minor]) => `3.${minor}`);
  if (builds.length === 0) return 0;
  const release = python?.split(".").slice(0, 2).join(".");
  if (abi === "abi3") return release === undefined || compareVersions(builds[0]!, release) <= 0 ? 3 : 0;
  // Builds without the global lock are asked for by name.
  if (/t$/.test(abi)) return 0;
  if (release === undefined) return 4 + compareVersions(builds[0]!, "3.0") / 100;
  return builds.includes(release) ? 5 : 0;
}

/** The wheel that is taken; undefined where none suits, and the package is built from its sources. */
export function bestWheel<File extends { readonly name: string }>(
  files: readonly File[],
  target: PythonTarget,
): File | undefined {
  let best: { file: File; rank: number } | undefined;
  for (const file of files) {
    const rank = wheelRank(file.name, target);
    if (rank > (best?.rank ?? 0)) best = { file, rank };
  }
  return best?.file;
}

function fitsPlatform(platform: string, machine: string, libc: PythonTarget["libc"]): boolean {
  if (platform === "any") return true;
  return platform
    .split(".")
    .some(
      (one) =>
        one.endsWith(`_${machine}`) && (libc === "musl" ? one.startsWith("musllinux") : /^(manylinux|linux)/.test(one)),
    );
}

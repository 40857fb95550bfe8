// Which packages an install leaves out because they are made for another system.
import type { NodePlatform } from "../../engine/index";

/** What a lock file says a package is made for; names may be negated with `!`. */
export interface PlatformLimits {
  readonly os?: readonly string[] | undefined;
  readonly cpu?: readonly string[] | undefined;
  readonly libc?: readonly string[] | undefined;
}

/** Whether a package that may be left out (`optional`) is installed on this Linux. */
export function runsOn(name: string, limits: PlatformLimits, optional: boolean, platform: NodePlatform): boolean {
  const { os, cpu, libc } = limits;
  if (os === undefined && cpu === undefined && libc === undefined) return !optional || isForHere(name, platform);
  return allows(os, "linux") && allows(cpu, platform.cpu) && allows(libc, platform.libc);
}

function allows(list: readonly string[] | undefined, value: string): boolean {
  if (list === undefined || list.length === 0 || list.includes("any")) return true;
  if (list.includes(`!${value}`)) return false;
  return list.includes(value) || list.every((entry) => entry.startsWith("!"));
}

const otherSystems = /(^|[-/_.])(darwin|win32|windows|freebsd|openbsd|netbsd|android|sunos|aix|openharmony)([-_.]|$)/;
const processors =
  /(^|[-/_.])(x64|x86_64|amd64|arm64|aarch64|ia32|x86|arm|armv7l|armv7|armhf|ppc64|ppc64le|s390x|riscv64|loong64|mips64el|wasm32|universal)([-_.]|$)/;

/** Older lock files do not say what packages are made for; names of native packages do. */
function isForHere(name: string, { cpu }: NodePlatform): boolean {
  if (name === "fsevents" || otherSystems.test(name)) return false;
  if (!/linux/.test(name)) return true;
  const processor = processors.exec(name.slice(name.indexOf("linux") + "linux".length))?.[2];
  if (processor === undefined) return true;
  return (cpu === "x64" ? ["x64", "x86_64", "amd64"] : ["arm64", "aarch64"]).includes(processor);
}

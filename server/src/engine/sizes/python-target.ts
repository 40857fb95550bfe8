// Which Python an image has and for which machine, as far as its base and the command say; how its installers install.
import type { Instruction, Stage } from "../image/types";
import type { PythonTarget } from "../python-markers";
import type { InstallEffect } from "./packages";
import type { PythonInstalling } from "./python-figures";

/** Python of the distributions' own packages, by what a base image's reference says. */
const systemPythons: readonly (readonly [RegExp, string])[] = [
  [/trixie|^debian:13/, "3.13"],
  [/bookworm|^debian:(12|latest|stable)|^debian$/, "3.11"],
  [/bullseye|^debian:11/, "3.9"],
  [/buster|^debian:10/, "3.7"],
  [/noble|ubuntu:?24\.04|^ubuntu(:latest)?$/, "3.12"],
  [/jammy|ubuntu:?22\.04/, "3.10"],
  [/focal|ubuntu:?20\.04/, "3.8"],
  [/bionic|ubuntu:?18\.04/, "3.6"],
];

/** The Python and the machine that a stage's image is for. */
export function pythonTargetOf({ root, system, architecture }: Stage, instruction: Instruction): PythonTarget {
  const asked = /^3\.\d+/.exec(instruction.variable("UV_PYTHON") ?? instruction.variable("PYTHON_VERSION") ?? "")?.[0];
  return {
    python: asked ?? pythonOf(root),
    machine: architecture === "arm64" ? "aarch64" : "x86_64",
    libc: system === "alpine" ? "musl" : "glibc",
  };
}

function pythonOf(root: Stage["root"]): string | undefined {
  if (root.kind !== "image") return undefined;
  const { name, tag = "latest" } = root.reference;
  if (/(^|\/)python$/.test(name)) return /^(3\.\d+)/.exec(tag)?.[1];
  const inTag = /python-?(3\.\d+)/.exec(`${name}:${tag}`)?.[1];
  return inTag ?? systemPythons.find(([pattern]) => pattern.test(`${name}:${tag}`))?.[1];
}

/** How the effect's manager puts packages there. */
export function pythonInstalling(
  { manager, options, instruction }: InstallEffect,
  target: PythonTarget,
): PythonInstalling {
  return {
    python: target.python,
    compiles: compiles(manager, options, instruction),
    isOtherPlatform: target.libc === "musl" || target.machine !== "x86_64",
  };
}

function compiles(manager: string, options: readonly string[], { variable }: Instruction): boolean {
  const names = (pattern: RegExp) => options.some((option) => pattern.test(option));
  switch (manager) {
    case "pip":
    case "pipx":
    case "pipenv":
      // PYTHONDONTWRITEBYTECODE does not keep pip from it.
      return !names(/^--no-compile/) && variable("PIP_NO_COMPILE") === undefined;
    case "uv":
      return names(/^--compile(-bytecode)?$/) || /^(1|true|yes|on)$/i.test(variable("UV_COMPILE_BYTECODE") ?? "");
    default:
      return names(/^--compile$/);
  }
}

/** CUDA's wheels are published for linux/amd64 with glibc; PyPI's torch for arm64 was for the CPU alone for long. */
export function hasCudaWheels({ machine, libc }: PythonTarget): boolean {
  return machine === "x86_64" && libc === "glibc";
}

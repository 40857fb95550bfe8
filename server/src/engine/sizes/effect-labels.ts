// What an effect is called in hovers and explanations: a few words, no number.
import type { Effect } from "../image/types";
import { enumerated } from "./format";

/** More names than these say less, not more. */
const mostNames = 3;

/** For example `apt packages gcc, g++ and 2 more`, `package lists of apt`, `files of the build context`. */
export function effectLabel(effect: Effect): string {
  const label = labelOf(effect);
  return effect.origin === undefined ? label : `${label}, copied from ${effect.origin.stage.label}`;
}

function labelOf(effect: Effect): string {
  switch (effect.kind) {
    case "base":
      return "base image";
    case "install": {
      const names = effect.packages.map(({ name }) => name);
      if (names.length > 0) return `${effect.manager} packages ${listed(names)}`;
      if (effect.development && effect.manifests.length === 0) return `development dependencies of ${effect.manager}`;
      const files = effect.manifests.map((path) => path.slice(path.lastIndexOf("/") + 1));
      return files.length > 0 ? `${effect.manager} packages of ${listed(files)}` : `${effect.manager} packages`;
    }
    case "cuda":
      return `CUDA libraries of ${listed(effect.packages.map(({ name }) => name))}`;
    case "recommended":
      return `packages recommended by ${effect.of.kind === "install" ? listed(effect.of.packages.map(({ name }) => name)) : effect.manager}`;
    case "upgrade":
      return "newer versions of the base image's packages";
    case "cache":
      return cacheLabels[effect.cache] ?? `cache of ${effect.manager}`;
    case "compile":
      return effect.outputs.length > 0
        ? `what ${effect.tool} builds: ${listed(effect.outputs)}`
        : `what ${effect.tool} builds`;
    case "symbols":
      return "debug symbols";
    case "write":
      return writeLabels[effect.what];
    case "clutter":
      return listed(effect.entries.map(({ path }) => path));
    case "base-files":
      return `files of a base image under ${effect.path}`;
    case "remove":
      return "removes files of earlier layers";
    case "rewrite":
      return `files of earlier layers, stored again for their new ${effect.change}`;
    case "opaque":
      return "a command that cannot be looked into";
  }
}

const cacheLabels: Readonly<Record<string, string>> = {
  "apt-lists": "package lists of apt",
  "apt-archives": "package archives of apt",
  "apk-index": "package index of apk",
  dnf: "repository metadata of dnf",
  yum: "repository metadata of yum",
  microdnf: "repository metadata of microdnf",
  tdnf: "repository metadata of tdnf",
  zypper: "repository metadata of zypper",
  "pacman-packages": "downloaded packages of pacman",
  "pacman-databases": "package databases of pacman",
  "go-modules": "module cache of Go",
  "go-build": "build cache of Go",
};

const writeLabels: Readonly<Record<Extract<Effect, { kind: "write" }>["what"], string>> = {
  context: "files of the build context",
  download: "a download",
  "archive-contents": "an unpacked archive",
  "git-clone": "a git clone",
  heredoc: "text written in the Dockerfile",
  generated: "generated files",
  directory: "folders",
  "image-copy": "files of another image",
};

function listed(names: readonly string[]): string {
  return enumerated(names, mostNames);
}

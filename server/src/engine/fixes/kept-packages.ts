// Tells which system packages of a builder its runtime installs again.

import { isSystemManager } from "../image/package-managers";
import { baseName } from "../image/paths";
import type { Effect, ImageReference, PackageRequest, Stage } from "../image/types";
import { textOfStage } from "./compiled-outputs";
import { compilerLibraries, runtimeLibrariesOf } from "./runtime-libraries";

type SystemInstall = Extract<Effect, { kind: "install" }>;

/** The packages of a runtime, and what its review has to say about them. */
export interface KeptPackages {
  readonly manager: "apt" | "apk";
  /** As written, then the runtime libraries of development packages. */
  readonly names: readonly string[];
  readonly recommends: boolean;
  /** Installed in place of development packages. */
  readonly libraries: readonly string[];
  /** Development packages whose shared libraries nobody here knows by name. */
  readonly unknownLibraries: readonly string[];
  /** Left out because only a build is known to use them. */
  readonly leftOut: readonly string[];
}

/** Fetched or unpacked sources, or were asked by a build what the compiler needs. */
const fetchers =
  /^(git|git-lfs|mercurial|subversion|curl|wget|unzip|zip|tar|gzip|xz|xz-utils|bzip2|gnupg|gnupg2|gpg|openssh-client|openssh|patch|patchelf|file|software-properties-common|lsb-release|apt-transport-https|apt-utils|upx|upx-ucl|python3?|python3-minimal|nodejs|npm|yarn|perl|rsync)$/;
/** What node-gyp runs on, beside a compiler. */
const nodeGyp = /^(python|python2|python3|python3-minimal|py3-setuptools|python3-setuptools)$/;
/** Installs Python packages, which are copied; each brings the interpreter along. */
const pythonInstallers =
  /^(py3?-pip|python3?-pip|python3-(venv|virtualenv|setuptools|wheel|full)|py3-(virtualenv|setuptools|wheel)|pipx)$/;
/** What Composer fetches and unpacks packages with. */
const unpackers = /^(git|unzip|zip|7zip|p7zip(-full)?)$/;
const compilers = /^(build-essential|build-base|alpine-sdk|gcc|g\+\+|make|clang)$/;

/** What stays of these installs. `compiles`: the program is compiled, so that only what it is seen to call is needed beside it. */
export function keptPackages(
  installs: readonly SystemInstall[],
  target: Stage,
  {
    compiles,
    usesComposer,
    mentioned,
    base,
  }: {
    readonly compiles: boolean;
    readonly usesComposer: boolean;
    readonly mentioned: string;
    readonly base: ImageReference | undefined;
  },
): KeptPackages {
  const manager = installs.some((one) => one.manager === "apk") ? "apk" : "apt";
  const kept = new Set<string>();
  const development = new Set<string>();
  const leftOut = new Set<string>();
  const libraries = new Set<string>();
  let recommends = false;
  const tools = toolNames(installs);
  const compilesModules = compilesNodeModules(installs, target);
  for (const install of installs) {
    for (const request of install.packages) {
      const { name } = request;
      const isMentioned = mentionsProgram(mentioned, name);
      if (install.buildTools.includes(request)) {
        const runtime = runtimeOf(name, target);
        if (runtime !== undefined) {
          libraries.add(runtime);
        } else if (/-dev$|^linux-headers/.test(name)) {
          development.add(name);
        }
      } else if (
        !isMentioned &&
        ((compiles && fetchers.test(name)) ||
          (compilesModules && nodeGyp.test(name)) ||
          (usesComposer && unpackers.test(name)))
      ) {
        leftOut.add(name);
      } else if (!isMentioned && pythonInstallers.test(name) && !mentionsProgram(mentioned, "pip")) {
        leftOut.add(name);
        libraries.add("python3");
      } else if (!name.startsWith("$")) {
        kept.add(writtenAs(request));
        recommends ||= install.recommends;
      }
    }
  }
  const found = runtimeLibrariesOf(development, manager, base);
  for (const name of found.names) {
    libraries.add(name);
  }
  const names = new Set([...kept, ...libraries]);
  // Node's images bring what C++ is linked with.
  for (const name of isNode(target) ? [] : compilerLibraries(tools, manager)) {
    names.add(name);
  }
  return {
    manager,
    names: [...names],
    recommends,
    libraries: [...libraries].filter((name) => !kept.has(name)),
    unknownLibraries: found.unknown,
    leftOut: [...leftOut],
  };
}

/** Installs of nothing but what node-gyp runs on, which a runtime with the finished modules does without. */
export function installsForNodeGyp(target: Stage, dropped: readonly Stage[]): readonly Effect[] {
  const installs = dropped
    .flatMap(({ instructions }) => instructions.flatMap(({ effects }) => effects))
    .filter((effect): effect is SystemInstall => effect.kind === "install" && isSystemManager(effect.manager));
  if (!compilesNodeModules(installs, target)) {
    return [];
  }
  const mentioned = textOfStage(target);
  return installs.filter(
    ({ packages, maybe, origin }) =>
      !maybe &&
      origin === undefined &&
      packages.length > 0 &&
      packages.every(({ name }) => nodeGyp.test(name) && !mentionsProgram(mentioned, name)),
  );
}

/** What runs the programs of a language whose development package brings it along. */
function runtimeOf(name: string, { root }: Stage): string | undefined {
  // Java's runtime environments are named after its kits.
  const java = /^(default|openjdk-?\d+)(-jdk)?(-headless)?$/.exec(name);
  if (java !== null) {
    return `${java[1]}-jre${java[3] ?? ""}`;
  }
  const image = root.kind === "image" ? root.reference.name : "";
  return name === "python3-dev" && !/^(python|pypy|node)$/.test(image) ? "python3" : undefined;
}

function compilesNodeModules(installs: readonly SystemInstall[], target: Stage): boolean {
  return isNode(target) && toolNames(installs).some((name) => compilers.test(name));
}

function isNode({ root }: Stage): boolean {
  return root.kind === "image" && root.reference.name === "node";
}

function toolNames(installs: readonly SystemInstall[]): readonly string[] {
  return [...new Set(installs.flatMap(({ buildTools }) => buildTools.map(({ name }) => name)))];
}

/** As it stands in the file; in a shell variable's place what that holds, which the new step does not know. */
function writtenAs({ name, version, word }: PackageRequest): string {
  if (!/[$`{]/.test(word.raw)) {
    return word.raw;
  }
  return version === undefined ? name : `${name}=${version}`;
}

/** Whether the runtime's own steps or what it starts call the program of that package. */
function mentionsProgram(text: string, name: string): boolean {
  const program = baseName(name).replace(/-(utils|client|minimal|lfs)$/, "");
  return new RegExp(`(^|[^\\w-])${program.replace(/[.+*]/g, "\\$&")}([^\\w-]|$)`).test(text);
}

/** The instruction that installs them; none where nothing is left to install. */
export function installInstruction({ manager, names, recommends }: KeptPackages): readonly string[] {
  if (names.length === 0) {
    return [];
  }
  const list = names.length > 3 ? ` \\\n        ${names.join(" \\\n        ")}` : ` ${names.join(" ")}`;
  if (manager === "apk") {
    return [`RUN apk add --no-cache${list}`];
  }
  const flag = recommends ? "" : " --no-install-recommends";
  return [`RUN apt-get update \\\n    && apt-get install -y${flag}${list} \\\n    && rm -rf /var/lib/apt/lists/*`];
}

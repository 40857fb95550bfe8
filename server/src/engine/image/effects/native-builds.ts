// C and C++: what compilers and build systems produce, and whether symbols stay in it.
import type { RunCommand } from "../commands";
import { hasCompiler, isKnownImage } from "../image-references";
import type { NativeBuild } from "../nodes";
import { covers, resolvePath } from "../paths";
import type { CompileTool } from "../types";
import { unknownText } from "../variables";
import { addOpaque, type RunContext } from "./run-context";

const compilers = /^(([\w.]+-){2,3}|musl-|xx-)?(gcc|g\+\+|cc|c\+\+|clang|clang\+\+)(-[\d.]+)?$/;

/** Reads compilers and build systems; false for every other program. */
export function readNativeBuild(context: RunContext, command: RunCommand): boolean {
  const { program } = command;
  if (compilers.test(program)) readCompiler(context, command);
  else if (/^(configure|config|Configure)$/.test(program) && command.programPath.includes("/"))
    configure(context, command);
  else if (program === "cmake") readCmake(context, command);
  else if (program === "meson") readMeson(context, command);
  else if (/^(g?make|ninja(-build)?|samu)$/.test(program)) readMake(context, command);
  else return /^(autoreconf|autoconf|automake|aclocal|libtoolize|autogen\.sh|bootstrap|buildconf)$/.test(program);
  return true;
}

function valuesOf(command: RunCommand): (string | undefined)[] {
  return command.arguments.map(({ value }) => value);
}

function readCompiler(context: RunContext, command: RunCommand): void {
  const values = valuesOf(command);
  if (values.some((value) => /^(-c|-S|-E|-v|-M|-MM|-###|--version|--help|-dump.*|-print-.*)$/.test(value ?? "")))
    return;
  const at = values.indexOf("-o");
  const inline = values.map((value) => /^-o(.+)$/.exec(value ?? "")?.[1]).find(Boolean);
  const output = inline ?? (at === -1 ? (values.length > 0 ? "a.out" : undefined) : values[at + 1]);
  const path = output === undefined || output === "/dev/null" ? undefined : resolvePath(command.workdir, output);
  if (path === undefined) return;
  const extra = { files: true };
  const made = { kind: "compile", tool: "c", outputs: [path], paths: [path] } as const;
  const { effect } = context.add(command, made, { ...extra, overwrites: true });
  const stripped =
    values.some((value) => value === undefined || value === "-s" || /^-Wl,(.*,)?(-s|--strip-all)(,|$)/.test(value)) ||
    hasStrippingFlags(command);
  if (!stripped && !isSmallOrForDebugging(command))
    context.add(command, { kind: "symbols", tool: "c", of: effect, paths: [path] }, extra);
}

/** A few files of C have symbols of some kilobytes; who asks for debug information wants it. */
function isSmallOrForDebugging({ program, arguments: words }: RunCommand): boolean {
  const values = words.map(({ value }) => value ?? "");
  if (values.some((value) => /^-g(gdb)?\d?$/.test(value))) return true;
  const sources = values.filter((value) => /\.c$/.test(value));
  return (
    !program.includes("++") && sources.length > 0 && sources.length <= 3 && !sources.some((one) => /[*?[]/.test(one))
  );
}

/** Sources whose own `make install` strips what it installs unless it is told not to, or installs nothing but scripts. */
const installsNoSymbols = /\/(ffmpeg|libav|luarocks)[^/]*$/i;

function configure(context: RunContext, command: RunCommand): void {
  const values = valuesOf(command);
  noteBuild(context, {
    tool: "make",
    directory: command.workdir,
    prefix: prefixOf(command, /^--prefix=(.*)$/, "--prefix"),
    stripped:
      hasStrippingFlags(command) ||
      values.some((value) => /^LDFLAGS=/.test(value ?? "") && strips(value!)) ||
      (installsNoSymbols.test(command.workdir ?? "") && !values.includes("--disable-stripping")),
  });
}

function noteBuild({ stage }: RunContext, build: NativeBuild): void {
  stage.nativeBuilds = [...stage.nativeBuilds, build];
}

/** The build that was configured last in this directory, above or below it; an unknown directory may be any. */
function buildAt({ stage }: RunContext, directory: string | undefined): NativeBuild | undefined {
  return stage.nativeBuilds.findLast((build) => isNear(build.directory, directory));
}

function isNear(one: string | undefined, other: string | undefined): boolean {
  return one === undefined || other === undefined || covers(one, other) || covers(other, one);
}

/** The directory that `-C DIR` or the command's own operand names, else where it runs; undefined where unknown. */
function directoryOf(command: RunCommand, directory: string | undefined): string | undefined {
  return directory === undefined ? command.workdir : resolvePath(command.workdir, directory);
}

/** The prefix that an option names, as `--prefix=PATH` or `--prefix PATH`; null where it cannot be read. */
function prefixOf(command: RunCommand, inline: RegExp, ...flags: string[]): NativeBuild["prefix"] {
  for (const [index, { value, word }] of command.arguments.entries()) {
    const written =
      inline.exec(value ?? "")?.[1] ?? (flags.includes(value ?? "") ? command.arguments[index + 1]?.value : undefined);
    if (written !== undefined) return resolvePath(command.workdir, written) ?? null;
    if (value === undefined && /prefix/i.test(word.raw)) return null;
    if (flags.includes(value ?? "")) return null;
  }
  return undefined;
}

function readCmake(context: RunContext, command: RunCommand): void {
  const values = valuesOf(command);
  if (values.includes("-E") || values.includes("-P") || values.includes("--version")) return;
  const after = (...flags: string[]) => {
    const at = values.findIndex((value) => value !== undefined && flags.includes(value));
    return at === -1 ? undefined : values[at + 1];
  };
  if (values.includes("--install")) {
    const directory = directoryOf(command, after("--install"));
    const prefix = prefixOf(command, /^--prefix=(.*)$/, "--prefix");
    installed(context, command, { tool: "cmake", directory, stripped: values.includes("--strip"), prefix });
    return;
  }
  if (values.includes("--build")) {
    const target = after("--target", "-t");
    const directory = directoryOf(command, after("--build"));
    if (target === "install" || target === "install/strip")
      installed(context, command, { tool: "cmake", directory, stripped: target !== "install", prefix: undefined });
    else built(context, command, directory);
    return;
  }
  const stripped =
    values.some((value) => /^-DCMAKE_\w*LINKER_FLAGS\w*(:\w+)?=/.test(value ?? "") && strips(value!)) ||
    hasStrippingFlags(command);
  const inline = values.map((value) => /^-B(.+)$/.exec(value ?? "")?.[1]).find(Boolean);
  noteBuild(context, {
    tool: "cmake",
    directory: directoryOf(command, inline ?? after("-B")),
    prefix: prefixOf(command, /^(?:-DCMAKE_INSTALL_PREFIX(?::\w+)?|--install-prefix)=(.*)$/, "--install-prefix"),
    stripped,
  });
}

function readMeson(context: RunContext, command: RunCommand): void {
  const values = valuesOf(command);
  const directory = directoryOf(command, values[values.indexOf("-C") + 1 || values.length]);
  if (values[0] === "install") {
    const stripped = values.includes("--strip");
    installed(context, command, { tool: "meson", directory, stripped, prefix: undefined });
    return;
  }
  if (values[0] === "compile") {
    built(context, command, directory);
    return;
  }
  if (values[0] === "test" || values[0] === undefined || values[0] === "--version") return;
  const stripped =
    values.some((value) => /^(--strip|-Dstrip=true)$/.test(value ?? "") || strips(value ?? "")) ||
    hasStrippingFlags(command);
  const operands = values.slice(values[0] === "setup" ? 1 : 0);
  noteBuild(context, {
    tool: "meson",
    directory: directoryOf(
      command,
      operands.find((value) => value !== undefined && !value.startsWith("-")),
    ),
    prefix: prefixOf(command, /^(?:--prefix|-Dprefix)=(.*)$/, "--prefix"),
    stripped,
  });
}

function readMake(context: RunContext, command: RunCommand): void {
  const values = valuesOf(command);
  const targets: string[] = [];
  let stripped = hasStrippingFlags(command);
  let directory: string | undefined;
  values.forEach((value, index) => {
    if (value === undefined) return;
    if (/^(INSTALL_STRIP_FLAG|STRIP_FLAG)=-s$|^\w*LDFLAGS\+?=/.test(value))
      stripped ||= strips(value) || /=-s$/.test(value);
    else if (values[index - 1] === "-C") directory = value;
    else if (value.startsWith("-") || value.includes("=") || /^-[fI]$/.test(values[index - 1] ?? "")) return;
    // The number of jobs.
    else if (!/^[\d.]+$/.test(value)) targets.push(value);
  });
  const has = (pattern: RegExp) => targets.some((target) => pattern.test(target));
  const at = directoryOf(command, directory);
  stripped ||= has(/^install[-_/]strip(ped)?$/);
  if (has(/^(alt|bin)?install([-_/.](?!(man|docs?|html|info|headers|data)$)[\w-]+|dirs)?$/))
    installed(context, command, { tool: "make", directory: at, stripped, prefix: undefined });
  else if (!has(/^(check|tests?|lint|clean|distclean|mrproper|help|docs?|install-.*)$/)) {
    const build = buildAt(context, at);
    // What is installed later is what was linked here.
    if (stripped && build !== undefined) noteBuild(context, { ...build, stripped });
    built(context, command, at);
  }
}

/** A build tree: programs and libraries between their object files. */
function built(context: RunContext, command: RunCommand, directory: string | undefined): void {
  const build = buildAt(context, directory);
  if (!build) {
    // A Makefile may do anything: build documentation, call `go build` with its own flags, install.
    addOpaque(context, command, `what ${command.program} builds is not known`);
    return;
  }
  if (directory === undefined) return;
  const { tool, stripped } = build;
  const paths = [directory];
  const { effect } = context.add(command, { kind: "compile", tool, outputs: paths, paths });
  if (!stripped) context.add(command, { kind: "symbols", tool, of: effect, paths }, { inBuildTree: true });
}

/** What an installing command says of itself. */
interface Installation {
  readonly tool: CompileTool;
  /** The build's directory; undefined where unknown. */
  readonly directory: string | undefined;
  readonly stripped: boolean;
  /** Absolute; undefined where the build's own counts, null where it cannot be read. */
  readonly prefix: NativeBuild["prefix"];
}

/** `make install` and its like: programs and libraries under the prefix, which is what the build was for. */
function installed(context: RunContext, command: RunCommand, installation: Installation): void {
  const { tool, stripped, prefix } = installation;
  const nativeBuild = buildAt(context, installation.directory);
  // The symbols that count are those of what is installed.
  for (const draft of [...context.files.visible()]) {
    if (!draft.inBuildTree || !draft.effect.paths?.some((path) => isNear(path, installation.directory))) continue;
    if (draft.effect.stage === context.stage) draft.dropped = true;
    else context.files.hide(draft);
  }
  const { arguments: words } = command;
  const assigned = words
    .map(({ value }) => /^(DESTDIR|PREFIX|prefix|INSTALL_ROOT|INSTALL_DIR)=(.*)$/.exec(value ?? "")?.[2])
    .find(Boolean);
  const isHidden = words.some(
    ({ value, word }) => value === undefined && /^(DESTDIR|PREFIX|prefix|INSTALL_)/.test(word.raw),
  );
  const destination = assigned ?? (isHidden ? null : command.environmentState("DESTDIR"));
  const configured = prefix === undefined ? nativeBuild?.prefix : prefix;
  // An empty DESTDIR is none.
  const target =
    destination === null || destination ? destination : configured === undefined ? "/usr/local" : configured;
  const directory = target === null ? undefined : resolvePath(command.workdir, target);
  const paths = directory === undefined ? undefined : [directory];
  if (!isCompiled(context, nativeBuild)) {
    // Nothing says that this is C: it may copy scripts.
    context.add(command, { kind: "write", what: "generated", sources: [], paths });
    return;
  }
  const actual = nativeBuild && tool === "make" ? nativeBuild.tool : tool;
  const { effect } = context.add(command, { kind: "compile", tool: actual, outputs: paths ?? [], paths });
  if (!stripped && !nativeBuild?.stripped) context.add(command, { kind: "symbols", tool: actual, of: effect, paths });
}

/** Images of languages whose Makefiles build with that language. */
const otherLanguages = /^(golang|rust|node|python|maven|gradle)$/;

const otherManagers = /^(dnf|yum|microdnf|tdnf|zypper|pacman|conda|mamba|brew|nix-env)$/;

/** Whether `make install` and its like install what a C compiler made; undefined `build`: nothing was configured. */
function isCompiled(context: RunContext, build: NativeBuild | undefined): boolean {
  const { root } = context.stage;
  let hasInstalledCompiler = false;
  let isOtherLanguage = root.kind === "image" && otherLanguages.test(root.reference.name);
  // What an image that nobody knows brings, and what scripts and other package managers install, may be a compiler.
  let mayHaveCompiler = !isKnownImage(root) || context.stage.instructions.some(({ opaque }) => opaque);
  for (const { effect } of context.files.visible()) {
    if (effect.kind === "opaque") mayHaveCompiler ||= otherManagers.test(effect.command?.program ?? "");
    if (effect.kind !== "install") continue;
    hasInstalledCompiler ||= effect.buildTools.some(({ name }) =>
      /gcc|g\+\+|clang|build-(base|essential|dep)|sdk/.test(name),
    );
    // `make install` of a Python or Node project calls its package manager.
    isOtherLanguage ||= effect.manager === "pip" || effect.manager === "uv" || effect.manager === "npm";
  }
  const hasOne = hasInstalledCompiler || hasCompiler(root);
  if (build === undefined) return hasOne && !isOtherLanguage;
  // A `configure` may be any script; CMake and Meson look for a compiler.
  return hasOne || build.tool !== "make" || mayHaveCompiler;
}

/** Linker flags that leave symbols out, or that cannot be read. */
function strips(flags: string): boolean {
  return flags.includes(unknownText) || /(^|[\s=,'"])(-s|--strip-all|-Wl,-s|-Wl,--strip-all)([\s,'"]|$)/.test(flags);
}

/** Does LDFLAGS (or CFLAGS) in the environment leave symbols out? */
export function hasStrippingFlags(command: RunCommand): boolean {
  return ["LDFLAGS", "CFLAGS", "CXXFLAGS"].some((name) => {
    const flags = command.environmentState(name);
    return flags === null ? name === "LDFLAGS" : flags !== undefined && strips(flags);
  });
}

// C and C++: what compilers and build systems produce, and whether symbols stay in it.
import type { RunCommand } from "../commands";
import { hasCompiler } from "../image-references";
import { resolvePath } from "../paths";
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
  const { effect } = context.add(command, { kind: "compile", tool: "c", outputs: [path], paths: [path] }, extra);
  const stripped =
    values.some((value) => value === undefined || value === "-s" || /^-Wl,(.*,)?(-s|--strip-all)(,|$)/.test(value)) ||
    hasStrippingFlags(command);
  if (!stripped) context.add(command, { kind: "symbols", tool: "c", of: effect, paths: [path] }, extra);
}

function configure(context: RunContext, command: RunCommand): void {
  const values = valuesOf(command);
  const prefix = values.map((value) => /^--prefix=(.+)$/.exec(value ?? "")?.[1]).find(Boolean);
  const at = values.indexOf("--prefix");
  context.stage.nativeBuild = {
    tool: "make",
    prefix: absolute(command, prefix ?? (at === -1 ? undefined : values[at + 1])),
    stripped: hasStrippingFlags(command) || values.some((value) => /^LDFLAGS=/.test(value ?? "") && strips(value!)),
  };
}

function absolute(command: RunCommand, path: string | undefined): string | undefined {
  return path === undefined ? undefined : resolvePath(command.workdir, path);
}

function readCmake(context: RunContext, command: RunCommand): void {
  const values = valuesOf(command);
  if (values.includes("-E") || values.includes("-P") || values.includes("--version")) return;
  const after = (...flags: string[]) => {
    const at = values.findIndex((value) => value !== undefined && flags.includes(value));
    return at === -1 ? undefined : values[at + 1];
  };
  if (values.includes("--install")) {
    installed(context, command, "cmake", values.includes("--strip"), after("--prefix"));
    return;
  }
  if (values.includes("--build")) {
    const target = after("--target", "-t");
    if (target === "install" || target === "install/strip")
      installed(context, command, "cmake", target !== "install", undefined);
    else built(context, command, after("--build"));
    return;
  }
  const prefix = values.map((value) => /^-DCMAKE_INSTALL_PREFIX(?::\w+)?=(.+)$/.exec(value ?? "")?.[1]).find(Boolean);
  const stripped =
    values.some((value) => /^-DCMAKE_\w*LINKER_FLAGS\w*(:\w+)?=/.test(value ?? "") && strips(value!)) ||
    hasStrippingFlags(command);
  context.stage.nativeBuild = {
    tool: "cmake",
    prefix: absolute(command, prefix ?? after("--install-prefix")),
    stripped,
  };
}

function readMeson(context: RunContext, command: RunCommand): void {
  const values = valuesOf(command);
  if (values[0] === "install") {
    installed(context, command, "meson", values.includes("--strip"), undefined);
    return;
  }
  if (values[0] === "compile") {
    built(context, command, undefined);
    return;
  }
  if (values[0] === "test" || values[0] === undefined || values[0] === "--version") return;
  const at = values.indexOf("--prefix");
  const prefix = values.map((value) => /^(?:--prefix|-Dprefix)=(.+)$/.exec(value ?? "")?.[1]).find(Boolean);
  const stripped =
    values.some((value) => /^(--strip|-Dstrip=true)$/.test(value ?? "") || strips(value ?? "")) ||
    hasStrippingFlags(command);
  context.stage.nativeBuild = {
    tool: "meson",
    prefix: absolute(command, prefix ?? (at === -1 ? undefined : values[at + 1])),
    stripped,
  };
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
    else if (!value.startsWith("-") && !value.includes("=") && !/^-[jflkI]$/.test(values[index - 1] ?? ""))
      targets.push(value);
  });
  if (targets.some((target) => /^(check|test|tests|lint|clean|distclean|mrproper|help|docs?)$/.test(target))) return;
  if (targets.some((target) => /^install[-_/]strip(ped)?$/.test(target)))
    installed(context, command, "make", true, undefined);
  else if (targets.some((target) => /^(alt|bin)?install(([-_/.][\w-]+)|dirs)?$/.test(target)))
    installed(context, command, "make", stripped, undefined);
  else built(context, command, directory);
}

/** A build tree: programs and libraries between their object files. */
function built(context: RunContext, command: RunCommand, directory: string | undefined): void {
  const { nativeBuild } = context.stage;
  if (!nativeBuild) {
    // A Makefile may do anything: build documentation, call `go build` with its own flags, install.
    addOpaque(context, command, `what ${command.program} builds is not known`);
    return;
  }
  const path = directory === undefined ? command.workdir : resolvePath(command.workdir, directory);
  if (path === undefined) return;
  const { tool, stripped } = nativeBuild;
  const { effect } = context.add(command, { kind: "compile", tool, outputs: [path], paths: [path] });
  if (!stripped) context.add(command, { kind: "symbols", tool, of: effect, paths: [path] }, { inBuildTree: true });
}

/** `make install` and its like: programs and libraries under the prefix, which is what the build was for. */
function installed(
  context: RunContext,
  command: RunCommand,
  tool: CompileTool,
  stripped: boolean,
  prefix: string | undefined,
): void {
  const { nativeBuild } = context.stage;
  // The symbols that count are those of what is installed.
  for (const draft of context.files.visible()) if (draft.inBuildTree) draft.dropped = true;
  const assigned = command.arguments
    .map(({ value }) => /^(DESTDIR|PREFIX|prefix|INSTALL_ROOT|INSTALL_DIR)=(.*)$/.exec(value ?? "")?.[2])
    .find(Boolean);
  const destination = assigned ?? command.environment("DESTDIR");
  const configured = prefix ?? nativeBuild?.prefix ?? "/usr/local";
  const directory = destination ? resolvePath(command.workdir, destination) : resolvePath(command.workdir, configured);
  const paths = directory === undefined ? undefined : [directory];
  if (!nativeBuild && !compiles(context)) {
    // Nothing says that this is C: it may copy scripts.
    context.add(command, { kind: "write", what: "generated", sources: [], paths });
    return;
  }
  const actual = nativeBuild && tool === "make" ? nativeBuild.tool : tool;
  const { effect } = context.add(command, { kind: "compile", tool: actual, outputs: paths ?? [], paths });
  const { root } = context.stage;
  const isOtherLanguage = root.kind === "image" && /^(golang|rust|node|maven|gradle)$/.test(root.reference.name);
  if (stripped || nativeBuild?.stripped || (!nativeBuild && isOtherLanguage)) return;
  context.add(command, { kind: "symbols", tool: actual, of: effect, paths });
}

/** A C compiler is there: installed by a step, or part of the image. */
function compiles(context: RunContext): boolean {
  if (hasCompiler(context.stage.root)) return true;
  for (const { effect } of context.files.visible())
    if (effect.kind === "install" && effect.buildTools.some(({ name }) => /gcc|g\+\+|clang|build|^make$/.test(name)))
      return true;
  return false;
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

// C and C++: what compilers and build systems produce, whether symbols stay in it, and steps that strip.
import type { RunCommand } from "../commands";
import { covers, resolvePath } from "../paths";
import type { CompileTool } from "../types";
import type { RunContext } from "./run-context";

const compilers = /^((x86_64|aarch64|arm)[\w-]*-)?(gcc|g\+\+|cc|c\+\+|clang|clang\+\+|musl-gcc)(-[\d.]+)?$/;

/** Reads compilers and build systems; false for every other program. */
export function readNativeBuild(context: RunContext, command: RunCommand): boolean {
  const { program } = command;
  const values = command.arguments.map(({ value }) => value);
  if (compilers.test(program)) {
    readCompiler(context, command, values);
    return true;
  }
  if (/(^|\/)(configure|config|Configure)$/.test(command.programPath)) {
    context.configured = {
      tool: "make",
      prefix: values.map((value) => /^--prefix=(.+)$/.exec(value ?? "")?.[1]).find(Boolean),
      stripped:
        hasStrippingFlags(command) ||
        values.some((value) => /^LDFLAGS=.*(^|[\s=,])(-s|--strip-all)([\s,]|$)/.test(value ?? "")),
    };
    return true;
  }
  switch (program) {
    case "cmake":
      readCmake(context, command, values);
      return true;
    case "meson":
      if (values[0] === "install") installed(context, command, "meson", values.includes("--strip"));
      else if (values[0] === "setup" || values[0] === "build")
        context.configured = {
          tool: "meson",
          prefix: undefined,
          stripped: values.includes("--strip") || hasStrippingFlags(command),
        };
      return true;
    case "make":
    case "gmake":
    case "ninja":
    case "ninja-build": {
      const targets = values.filter((value) => value !== undefined && !value.startsWith("-") && !value.includes("="));
      const stripping = values.some((value) =>
        /^(INSTALL_STRIP_FLAG=-s|STRIP=1|LDFLAGS=.*(-s|--strip-all)\b)/.test(value ?? ""),
      );
      if (targets.some((target) => /^install(\/strip|-strip|_strip)$/.test(target!)))
        installed(context, command, "make", true);
      else if (targets.some((target) => /^install([-_]\w+)?$|^altinstall$/.test(target!)))
        installed(context, command, "make", stripping || hasStrippingFlags(command));
      else if (context.configured) built(context, command);
      return true;
    }
    default:
      return false;
  }
}

function readCompiler(context: RunContext, command: RunCommand, values: readonly (string | undefined)[]): void {
  if (values.some((value) => /^(-c|-S|-E|--version|-v|-dumpmachine|-print-.*|-M|-MM)$/.test(value ?? ""))) return;
  const at = values.indexOf("-o");
  const output = at === -1 ? (values.length > 0 ? "a.out" : undefined) : values[at + 1];
  const path = output === undefined ? undefined : resolvePath(command.workdir, output);
  if (path === undefined) return;
  const draft = context.add(command, { kind: "compile", tool: "c", outputs: [path], paths: [path] }, { files: true });
  const stripped =
    values.some((value) => value === undefined || value === "-s" || /^-Wl,.*(-s|--strip-all)\b/.test(value)) ||
    hasStrippingFlags(command);
  if (!stripped) context.add(command, { kind: "symbols", tool: "c", of: draft.effect, paths: [path] }, { files: true });
}

function readCmake(context: RunContext, command: RunCommand, values: readonly (string | undefined)[]): void {
  if (values.includes("--install")) {
    installed(context, command, "cmake", values.includes("--strip"));
    return;
  }
  if (values.includes("--build")) {
    const at = values.findIndex((value) => value === "--target" || value === "-t");
    const target = at === -1 ? undefined : values[at + 1];
    if (target === "install/strip") installed(context, command, "cmake", true);
    else if (target === "install") installed(context, command, "cmake", hasStrippingFlags(command));
    else built(context, command);
    return;
  }
  const prefix = values.map((value) => /^-DCMAKE_INSTALL_PREFIX(?::\w+)?=(.+)$/.exec(value ?? "")?.[1]).find(Boolean);
  const stripped =
    values.some((value) => value === undefined || /LINKER_FLAGS\w*(:\w+)?=.*(-s|--strip-all)\b/.test(value)) ||
    hasStrippingFlags(command);
  context.configured = { tool: "cmake", prefix, stripped };
}

/** A build tree in the working directory: most of it is object files that `make install` leaves behind. */
function built(context: RunContext, command: RunCommand): void {
  if (command.workdir === undefined) return;
  const tool = context.configured?.tool ?? "make";
  context.add(command, { kind: "compile", tool, outputs: [command.workdir], paths: [command.workdir] });
}

/** `make install` and its like: programs and libraries under the prefix. */
function installed(context: RunContext, command: RunCommand, tool: CompileTool, stripped: boolean): void {
  const { configured } = context;
  const prefix = configured?.prefix ? resolvePath(command.workdir, configured.prefix) : "/usr/local";
  const assignment = command.arguments
    .map(({ value }) => /^(?:DESTDIR|PREFIX|prefix)=(.*)$/.exec(value ?? "")?.[1])
    .find(Boolean);
  const directory = assignment ? resolvePath(command.workdir, assignment) : prefix;
  const paths = directory === undefined ? undefined : [directory];
  const actual = configured && tool === "make" ? configured.tool : tool;
  const draft = context.add(command, { kind: "compile", tool: actual, outputs: paths ?? [], paths });
  // Without any sign of a C build, `make install` may copy scripts: silence is the better mistake.
  if (!configured || stripped || configured.stripped) return;
  context.add(command, { kind: "symbols", tool: actual, of: draft.effect, paths });
}

function hasStrippingFlags(command: RunCommand): boolean {
  const flags = command.environmentState("LDFLAGS");
  return flags === null || /(^|[\s=,])(-s|--strip-all|-Wl,-s)([\s,]|$)/.test(flags ?? "");
}

/** `strip`, `install -s`, `upx`: takes symbols back in this RUN, and for earlier steps of the stage they count as handled. */
export function readStrip(context: RunContext, command: RunCommand): boolean {
  const { program } = command;
  const values = command.arguments.map(({ value }) => value);
  const viaFind = program === "find" && values.some((value) => /(^|[\s/-])strip(\s|$)/.test(value ?? ""));
  const installs =
    program === "install" &&
    values.some((value) => value === "-s" || value === "--strip" || /^-[A-Za-z]*s/.test(value ?? ""));
  if (!viaFind && !installs && !/(^|-)strip$|^upx$|^sstrip$|^llvm-strip/.test(program)) return false;
  const named = values
    .filter((value) => value !== undefined && !value.startsWith("-"))
    .map((value) => resolvePath(command.workdir, value!));
  // What is stripped is told by `find`, `xargs` or a variable: then everything may be.
  const anything = viaFind
    ? undefined
    : command.moreArguments ||
      command.pipedFrom ||
      values.includes(undefined) ||
      values.some((value) => value?.includes("{}"));
  const roots = viaFind ? findRoots(command) : named;
  for (const draft of [...context.files.visible()]) {
    if (draft.effect.kind !== "symbols") continue;
    const paths = draft.effect.paths ?? [];
    const touched =
      anything ||
      paths.length === 0 ||
      roots.some((root) => root !== undefined && paths.some((path) => covers(root, path) || covers(path, root)));
    if (touched) draft.dropped = true;
  }
  return program !== "find" && program !== "install";
}

/** The directories that a `find` starts from. */
export function findRoots(command: RunCommand): (string | undefined)[] {
  const roots: (string | undefined)[] = [];
  for (const { value } of command.arguments) {
    if (value === undefined || /^[-(!\\]/.test(value)) break;
    roots.push(resolvePath(command.workdir, value));
  }
  return roots;
}

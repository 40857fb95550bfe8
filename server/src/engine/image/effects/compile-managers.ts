// What `go`, `cargo` and `npm rebuild` compile, and whether debug symbols stay in it.
import type { RunCommand } from "../commands";
import { isKnownImage } from "../image-references";
import { baseName, resolvePath } from "../paths";
import { flagValue, hasFlag, type Invocation } from "../read-invocation";
import type { Base } from "../types";
import { unknownText } from "../variables";
import { hasStrippingFlags } from "./native-builds";
import type { RunContext } from "./run-context";

/** `go build`, `go install`, `go test -c`. */
export function readGo(context: RunContext, invocation: Invocation): void {
  const { command } = invocation;
  const output = flagValue(invocation, ["-o"]);
  const discards = invocation.verbName === "build" && !invocation.flags.some(({ name }) => name === "-o");
  // Several packages without `-o` are compiled to see whether they compile.
  if (output === "/dev/null" || (discards && invocation.operands.some(({ value }) => value?.endsWith("...")))) return;
  if (invocation.operands.length > 0 && invocation.operands.every(({ value }) => libraries.test(value ?? ""))) return;
  const places = goOutputs(invocation, context.stage.root);
  // Of two places it is one, and nobody can say which.
  const outputs = places.length > 1 ? [] : places;
  // Without a name that can be told, it lies where `go build` ran.
  const paths = places.length > 0 ? places : command.workdir === undefined ? undefined : [command.workdir];
  const files = places.length > 0 && !isDirectoryOfOutputs(invocation, output);
  // What `-o` names may be a folder that takes several programs.
  const overwrites = files && /^(install|get)$/.test(invocation.verbName);
  const { effect } = context.add(command, { kind: "compile", tool: "go", outputs, paths }, { files, overwrites });
  // Whoever ships tests wants to see where they fail.
  if (invocation.verbName !== "test" && !leavesSymbolsOut(invocation))
    context.add(command, { kind: "symbols", tool: "go", of: effect, paths }, { files });
}

/** By convention no programs lie there: `go install ./pkg/...` only compiles. */
const libraries = /(^|\/)(pkg|internal|vendor)\/\.{3}$/;

/** The places where the programs may lie: several only where `go install` runs in an image that nobody knows. */
function goOutputs(invocation: Invocation, root: Base): string[] {
  const { command, verbName, operands } = invocation;
  const one = operands.length === 1 ? operands[0]!.value : undefined;
  const packageName = one === undefined ? undefined : baseName(one.replace(/@.*$/, "").replace(/\/v\d+$/, ""));
  const isNamed = packageName !== undefined && /^[\w.-]*\w$/.test(packageName) && !/\.{3}$/.test(one!);
  const listed = (path: string | undefined) => (path === undefined ? [] : [path]);
  if (verbName === "install" || verbName === "get") {
    const own = command.environment("GOBIN");
    const folders = own ? [own] : goPaths(invocation, root);
    return folders.flatMap((folder) =>
      listed(resolvePath(command.workdir, isNamed ? `${folder}/${packageName}` : folder)),
    );
  }
  const directory = flagValue(invocation, ["-C"]);
  const workdir = directory === undefined ? command.workdir : resolvePath(command.workdir, directory);
  if (invocation.flags.some(({ name }) => name === "-o")) {
    const output = flagValue(invocation, ["-o"]);
    return output === undefined ? [] : listed(resolvePath(workdir, output));
  }
  // The name of the package here stands in go.mod.
  const suffix = verbName === "test" ? ".test" : "";
  return isNamed && packageName !== "." ? listed(resolvePath(workdir, packageName!.replace(/\.go$/, "") + suffix)) : [];
}

function goPaths({ command }: Invocation, root: Base): string[] {
  const path = command.environmentState("GOPATH");
  if (path === null) return [];
  if (path) return [`${path.split(":")[0]}/bin`];
  // An image that brings Go along most often stands on Go's own.
  const imageFolders = root.kind === "image" && !isKnownImage(root) ? ["/go/bin"] : [];
  return command.home ? [...imageFolders, `${command.home}/go/bin`] : imageFolders;
}

/** `-o dir/`, several packages, or a whole bin directory. */
function isDirectoryOfOutputs({ operands, verbName }: Invocation, output: string | undefined): boolean {
  if (output?.endsWith("/") || operands.length > 1) return true;
  const one = operands[0]?.value;
  return one?.endsWith("...") === true || (verbName === "install" && (one === undefined || one === "."));
}

/** `-s` among the linker's flags, however they are quoted; `-w` alone leaves the symbol table. Unknown flags may hold it. */
function leavesSymbolsOut(invocation: Invocation): boolean {
  const flags = invocation.flags.filter(({ name }) => name === "-ldflags" || name === unknownText);
  // Not the value of `-X name=$VALUE`.
  const hides = new RegExp(`(^|[\\s'"])${unknownText}([\\s'"]|$)|extldflags.*${unknownText}`);
  return (
    flags.some(({ text }) => /(^|[\s'"])--?s(=true|=1)?([\s'"]|$)/.test(text) || hides.test(text)) ||
    isForDebugging(invocation) ||
    invocation.operands.some(({ value, word }) => value === undefined && word.parts[0]?.kind !== "text")
  );
}

/** `-gcflags="all=-N -l"`, or a variable there: a build that somebody wants to debug. */
function isForDebugging(invocation: Invocation): boolean {
  return invocation.flags.some(
    ({ name, text }) => name === "-gcflags" && (text.includes(unknownText) || /(^|[\s'"=])-N([\s'"]|$)/.test(text)),
  );
}

/** `cargo build`, `cargo install`, and what only fills the target directory: test, check, chef cook. */
export function readCargo(context: RunContext, invocation: Invocation): void {
  const { command, verbName } = invocation;
  const installs = verbName === "install";
  const directory = installs ? cargoBinaries(invocation) : cargoTarget(invocation);
  const ships = installs || /^(build|b|rustc|auditable build|zigbuild)$/.test(verbName);
  const outputs = ships && directory !== undefined ? [directory] : [];
  const paths = directory === undefined ? undefined : [directory];
  const { effect } = context.add(command, { kind: "compile", tool: "cargo", outputs, paths });
  if (!ships) return;
  const optimised = installs
    ? !hasFlag(invocation, ["--debug"])
    : hasFlag(invocation, ["--release", "-r"]) || flagValue(invocation, ["--profile"]) === "release";
  // What a development build or another profile strips, only Cargo.toml says.
  if (!optimised || (context.facts.cargoStrip && !installs) || isStripped(context, invocation)) return;
  context.add(command, { kind: "symbols", tool: "cargo", of: effect, paths });
}

function cargoBinaries(invocation: Invocation): string | undefined {
  const { command } = invocation;
  const root =
    flagValue(invocation, ["--root"]) ??
    command.environment("CARGO_INSTALL_ROOT") ??
    command.environment("CARGO_HOME") ??
    (command.home && `${command.home}/.cargo`);
  return root ? resolvePath(command.workdir, `${root}/bin`) : undefined;
}

function cargoTarget(invocation: Invocation): string | undefined {
  const { command } = invocation;
  const directory = flagValue(invocation, ["--target-dir"]) ?? command.environmentState("CARGO_TARGET_DIR");
  if (directory === null) return undefined;
  if (directory) return resolvePath(command.workdir, directory);
  const manifest = flagValue(invocation, ["--manifest-path"]);
  return resolvePath(command.workdir, manifest === undefined ? "target" : manifest.replace(/[^/]*$/, "target"));
}

function isStripped(context: RunContext, invocation: Invocation): boolean {
  const { command } = invocation;
  if (context.stage.configuredManagers.has("cargo")) return true;
  const strip = command.environmentState("CARGO_PROFILE_RELEASE_STRIP");
  if (strip === null || (strip && !/^(false|none)$/.test(strip))) return true;
  const variables = ["RUSTFLAGS", "CARGO_BUILD_RUSTFLAGS", "CARGO_ENCODED_RUSTFLAGS"];
  const flags = variables.map((name) => command.environmentState(name));
  if (flags.some((value) => value === null || stripsRust(value ?? ""))) return true;
  return (
    invocation.flags.some(({ name, text }) => name === "--config" && /strip|rustflags/.test(text)) ||
    invocation.operands.some(({ value }) => value === undefined || stripsRust(value))
  );
}

function stripsRust(flags: string): boolean {
  return /strip=["']?(symbols|debuginfo|true)|link-args?=["']?-(Wl,-)?(s\b|-strip-all)/.test(flags);
}

/** `npm rebuild --build-from-source`: native modules compiled in place. */
export function readNpmRebuild(context: RunContext, invocation: Invocation): void {
  const { command } = invocation;
  if (hasFlag(invocation, ["--build-from-source"]))
    compileNodeModule(context, command, resolvePath(command.workdir, "node_modules"));
}

/** `node-gyp rebuild -C DIR`, also by the copy inside of npm: writes `build/` beside the sources. False for other commands. */
export function readNodeGyp(context: RunContext, command: RunCommand): boolean {
  const values = command.arguments.map(({ value }) => value);
  const isScript = command.program === "node" && /(^|\/)node-gyp(\.js)?$/.test(values[0] ?? "");
  if (command.program !== "node-gyp" && !isScript) return false;
  if (!values.some((value) => value === "rebuild" || value === "build")) return true;
  const at = values.findIndex((value) => value === "-C" || value === "--directory");
  const written = values.map((value) => /^--directory=(.+)$/.exec(value ?? "")?.[1]).find(Boolean);
  const directory = written ?? (at === -1 ? "." : values[at + 1]);
  const path = directory === undefined ? undefined : resolvePath(command.workdir, directory);
  compileNodeModule(context, command, path && resolvePath(path, "build"));
  return true;
}

function compileNodeModule(context: RunContext, command: RunCommand, path: string | undefined): void {
  const paths = path === undefined ? undefined : [path];
  const { effect } = context.add(command, { kind: "compile", tool: "npm", outputs: paths ?? [], paths });
  if (!hasStrippingFlags(command)) context.add(command, { kind: "symbols", tool: "npm", of: effect, paths });
}

// What `go` and `cargo` compile, and whether debug symbols stay in it.
import { baseName, resolvePath } from "../paths";
import { flagValue, hasFlag, type Invocation } from "../read-invocation";
import { expandLoosely, unknownText } from "../variables";
import type { RunContext } from "./run-context";

/** `go build`, `go install`. */
export function readGo(context: RunContext, invocation: Invocation): void {
  const { command, verbName, operands } = invocation;
  const outputs: string[] = [];
  const output = flagValue(invocation, ["-o"]);
  const directory = flagValue(invocation, ["-C"]);
  const workdir = directory ? resolvePath(command.workdir, directory) : command.workdir;
  if (verbName === "install" || verbName === "get") {
    const binaries =
      command.environment("GOBIN") ??
      (command.environment("GOPATH") ? `${command.environment("GOPATH")}/bin` : undefined);
    const path = binaries ?? (command.home && `${command.home}/go/bin`);
    if (path) outputs.push(path);
  } else if (output !== undefined) {
    const path = resolvePath(workdir, output);
    if (path) outputs.push(path);
  } else {
    const name = operands.length === 1 && operands[0]!.value ? baseName(operands[0]!.value.replace(/\.go$/, "")) : "";
    const path = name && /^[\w-]+$/.test(name) ? resolvePath(workdir, name) : workdir;
    if (path) outputs.push(path);
  }
  // A plugin or archive is an input of something else; cross-checks like `go build ./...` write nothing.
  if (output === "/dev/null") return;
  const paths = outputs.length > 0 ? outputs : undefined;
  const draft = context.add(command, { kind: "compile", tool: "go", outputs, paths });
  const flags = [...invocation.flags.filter(({ name }) => name === "-ldflags").map(({ value }) => value)];
  const environment = command.environmentState("GOFLAGS");
  const unknown = flags.includes(undefined) && !onlyValuesUnknown(invocation);
  if (environment === null) return;
  const stripped =
    unknown || flags.some((value) => leavesSymbolsOut(value ?? "")) || leavesSymbolsOut(environment ?? "");
  if (!stripped) context.add(command, { kind: "symbols", tool: "go", of: draft.effect, paths });
}

/** Is it only the values of `-X name=$VALUE` that cannot be read? Then the other flags can. */
function onlyValuesUnknown(invocation: Invocation): boolean {
  return invocation.flags
    .filter(({ name, value }) => name === "-ldflags" && value === undefined)
    .every(({ word }) => {
      const text = expandLoosely(word, invocation.command.lookup).replace(/-X[\s=]*['"]?[\w./-]+=\S*/g, "");
      return !text.includes(unknownText) && !leavesSymbolsOut(text);
    });
}

/** `-s` among linker flags, however they are quoted; `-w` alone leaves the symbol table. */
function leavesSymbolsOut(flags: string): boolean {
  return /(^|[\s'"=])-s([\s'"]|$)/.test(flags);
}

/** `cargo build`, `cargo install`. */
export function readCargo(context: RunContext, invocation: Invocation): void {
  const { command, verbName } = invocation;
  const installs = verbName === "install";
  let path: string | undefined;
  if (installs) {
    const root = flagValue(invocation, ["--root"]) ?? command.environment("CARGO_INSTALL_ROOT");
    const home = command.environment("CARGO_HOME") ?? (command.home && `${command.home}/.cargo`);
    path = root ? resolvePath(command.workdir, `${root}/bin`) : home && `${home}/bin`;
  } else {
    const target = flagValue(invocation, ["--target-dir"]) ?? command.environment("CARGO_TARGET_DIR") ?? "target";
    path = resolvePath(command.workdir, target);
  }
  const paths = path === undefined ? undefined : [path];
  const draft = context.add(command, { kind: "compile", tool: "cargo", outputs: paths ?? [], paths });
  const profile = flagValue(invocation, ["--profile"]);
  const optimised = installs
    ? !hasFlag(invocation, ["--debug"])
    : hasFlag(invocation, ["--release", "-r"]) || (profile !== undefined && !/^(dev|debug|test)$/.test(profile));
  if (!optimised) return;
  if (context.cargoStrip || isStripped(invocation)) return;
  context.add(command, { kind: "symbols", tool: "cargo", of: draft.effect, paths });
}

function isStripped(invocation: Invocation): boolean {
  const { command } = invocation;
  const strip = command.environmentState("CARGO_PROFILE_RELEASE_STRIP");
  if (strip === null || (strip && !/^(false|none)$/.test(strip))) return true;
  const flags = [command.environmentState("RUSTFLAGS"), command.environmentState("CARGO_BUILD_RUSTFLAGS")];
  if (flags.includes(null)) return true;
  if (flags.some((value) => /strip=(symbols|debuginfo)|link-arg=-(Wl,-)?s\b|link-args=-s\b/.test(value ?? "")))
    return true;
  return invocation.flags.some(({ name, value }) => name === "--config" && /strip/.test(value ?? "strip"));
}

// Plain file commands: rm, cp, mv, tar, curl, wget, git clone, redirects. What they write, and what they take away again.
import { readUnpacking, stemOf, type Unpacking } from "../archives";
import type { RunCommand } from "../commands";
import { isArchiveName } from "../file-names";
import { baseName, covers, parentPath, resolvePath } from "../paths";
import type { Effect } from "../types";
import { noteWrite } from "./configuration";
import { addressesIn, downloadedFrom } from "./downloads";
import { copyFiles } from "./file-copies";
import type { RunContext } from "./run-context";
import { coverage, coversAll, type Draft } from "./stage-files";
import { findRoots } from "./strip-steps";

const programs = new Set(
  "tar bsdtar unzip gzip xz rm rmdir unlink find cp mv install rsync tee curl wget aria2c git".split(" "),
);

/** Reads a file command; false for every other program. */
export function readFileCommand(context: RunContext, command: RunCommand): boolean {
  const unpacking = readUnpacking(command);
  if (unpacking?.kind === "unpack") {
    unpack(context, command, unpacking);
    return true;
  }
  if (!programs.has(command.program)) return false;
  const operands = operandsOf(command);
  switch (command.program) {
    case "tar":
    case "bsdtar":
    case "unzip":
    case "gzip":
    case "xz":
      return true;
    case "rm":
    case "rmdir":
    case "unlink":
      dropNamedCaches(context, command);
      removePaths(
        context,
        command,
        operands.flatMap((operand) => (operand === undefined ? [] : (resolvePath(command.workdir, operand) ?? []))),
      );
      return true;
    case "find":
      readFind(context, command);
      return true;
    case "cp":
    case "mv":
    case "install":
    case "rsync":
      copyFiles(context, command, operands);
      return true;
    case "tee":
      for (const operand of operands) {
        const path = operand === undefined ? undefined : resolvePath(command.workdir, operand);
        if (path !== undefined) noteWrite(context.stage, path, [], command.pipedFrom && textOf(command.pipedFrom));
      }
      return true;
    case "curl":
    case "wget":
    case "aria2c":
      download(context, command, operands);
      return true;
    case "git":
      clone(context, command);
      return true;
    default:
      return false;
  }
}

function operandsOf(command: RunCommand): (string | undefined)[] {
  return command.arguments.filter(({ value }) => value === undefined || !/^-./.test(value)).map(({ value }) => value);
}

/** What this RUN made is gone; what an earlier layer holds only disappears from view. */
function removePaths(context: RunContext, command: RunCommand, paths: readonly string[]): void {
  for (const path of paths) {
    noteRemoval(context, path);
    for (const draft of context.present()) {
      const whole =
        draft.effect.kind === "cache"
          ? coverage(path, draft) === "whole" || draft.elsewhere?.some((other) => covers(path, other))
          : coversAll(path, draft);
      if (whole || holdsContents(path, draft)) context.drop(draft, command.maybe);
    }
    const removes: Effect[] = [];
    for (const draft of context.earlierNear([path])) {
      if (draft.effect.kind === "remove" || draft.effect.kind === "opaque") continue;
      if (!coversAll(path, draft) && !(holdsContents(path, draft) && isNamedAfter(path, draft))) continue;
      removes.push(draft.effect as Effect);
      if (!command.maybe) context.files.hide(draft);
    }
    if (removes.length > 0) context.add(command, { kind: "remove", targets: [path], removes, paths: [path] });
  }
}

const askers =
  /^["']?(\$\(|`)\s*(\S*\/)?(npm|yarn|pnpm|pip3?|uv|poetry|composer|go|conda|bundle|gem)\b[^)`]*\b(cache|store|cachedir|GOCACHE|GOMODCACHE|data-dir|env)\b/i;

/** `rm -rf "$(yarn cache dir)"`: wherever the manager has its cache. */
function dropNamedCaches(context: RunContext, command: RunCommand): void {
  for (const { value, word } of command.arguments) {
    const manager = value === undefined ? askers.exec(word.raw)?.[3]?.replace(/3$/, "") : undefined;
    for (const draft of manager === undefined ? [] : context.present()) {
      if (draft.effect.kind === "cache" && draft.effect.manager === (manager === "bundle" ? "bundler" : manager))
        context.drop(draft, command.maybe);
    }
  }
}

/** `tar xf a-1.0.tgz` made a folder of its own where it ran, and this is one such. */
function holdsContents(path: string, { effect, inFolder }: Draft): boolean {
  return (
    inFolder === true &&
    effect.kind === "write" &&
    effect.what === "archive-contents" &&
    effect.paths?.[0] === parentPath(path) &&
    !isArchiveName(path)
  );
}

/** The folder has the archive's name, with or without its version. */
function isNamedAfter(path: string, { effect }: Draft): boolean {
  const name = baseName(path).replace(/[*?].*$/, "");
  if (effect.kind !== "write" || name.length < 2) return false;
  return effect.sources.map(stemOf).some((stem) => stem.startsWith(name) || name.startsWith(stem));
}

/** The official Debian and Ubuntu images empty apt's archives after each install, until this file is gone. */
function noteRemoval({ stage }: RunContext, path: string): void {
  if (covers(path, "/etc/apt/apt.conf.d/docker-clean")) stage.keepsArchives = true;
}

function readFind(context: RunContext, command: RunCommand): void {
  const values = command.arguments.map(({ value }) => value);
  const deletes =
    values.includes("-delete") ||
    values.some((value, index) => /^-exec(dir)?$/.test(value ?? "") && values[index + 1] === "rm");
  if (!deletes) return;
  const selective = values.some((value) => /^-(i?name|i?path|i?regex|size|mtime|newer|perm)$/.test(value ?? ""));
  if (selective) {
    removeNamed(context, command, values);
    // Part of a cache goes: whether anything worth a finding stays, nobody can tell.
    for (const root of findRoots(command))
      for (const draft of context.present())
        if (
          root &&
          draft.effect.kind === "cache" &&
          draft.effect.paths?.some((path) => covers(path, root) || (path.endsWith(".gem") && covers(root, path)))
        )
          context.drop(draft, false);
    return;
  }
  removePaths(
    context,
    command,
    findRoots(command).flatMap((root) => (root === undefined ? [] : [root])),
  );
}

/** `find DIR -name '*.zip' -delete`: single files that this RUN made. */
function removeNamed(context: RunContext, command: RunCommand, values: readonly (string | undefined)[]): void {
  const patterns = values.flatMap((value, index) => (/^-i?name$/.test(values[index - 1] ?? "") ? (value ?? "*") : []));
  const roots = findRoots(command);
  for (const draft of context.present()) {
    const path = draft.files && draft.effect.paths?.length === 1 ? draft.effect.paths[0]! : undefined;
    if (path === undefined || !roots.some((root) => root === undefined || covers(root, path))) continue;
    if (patterns.some((pattern) => covers(`/${pattern}`, `/${baseName(path)}`))) context.drop(draft, command.maybe);
  }
}

/** What comes out of an archive, and the archive itself where it is replaced by it. */
function unpack(context: RunContext, command: RunCommand, unpacking: Unpacking): void {
  const { archives, directory, inPlace, stripsFolder, takesPart } = unpacking;
  if (inPlace) {
    for (const archive of archives) decompress(context, command, archive);
    return;
  }
  context.add(
    command,
    {
      kind: "write",
      what: "archive-contents",
      sources: archives,
      paths: directory === undefined ? undefined : [directory],
      // What a part of it takes is another question.
      addresses: takesPart ? [] : downloadedFrom(context, command, archives),
    },
    { inFolder: !stripsFolder },
  );
}

/** `gunzip FILE`: another file lies there afterwards. */
function decompress(context: RunContext, command: RunCommand, archive: string): void {
  const path = archive.replace(/\.\w+$/, "");
  const own = context.findPresent(
    ({ files, effect }) => files && effect.paths?.length === 1 && effect.paths[0] === archive,
  );
  if (own !== undefined) {
    own.effect.paths = [path];
    return;
  }
  removePaths(context, command, [archive]);
  const addresses = downloadedFrom(context, command, [archive]);
  const contents = { kind: "write", what: "archive-contents", sources: [archive], paths: [path], addresses } as const;
  context.add(command, contents, { files: true });
}

function download(context: RunContext, command: RunCommand, operands: readonly (string | undefined)[]): void {
  const values = command.arguments.map(({ value }) => value);
  const address = operands.find((operand) => operand !== undefined && /^\w+:\/\//.test(operand));
  const outputFlag = command.program === "wget" ? /^(-O|--output-document)$/ : /^(-o|--output)$/;
  const folderFlag = command.program === "wget" ? /^(-P|--directory-prefix)$/ : /^--output-dir$/;
  let output: string | undefined;
  let folder: string | undefined = ".";
  values.forEach((value, index) => {
    if (value === undefined) return;
    if (outputFlag.test(value)) output = values[index + 1];
    // `-fsSLo FILE`, `-qO FILE`
    else if (command.program === "curl" && /^-[a-zA-Z]+o$/.test(value)) output = values[index + 1];
    else if (command.program === "wget" && /^-[a-zA-Z]*O$/.test(value)) output = values[index + 1];
    else if (command.program === "wget" && /^-[a-zA-Z]*O./.test(value)) output = value.slice(value.indexOf("O") + 1);
    else if (/^--output(-document)?=/.test(value)) output = value.slice(value.indexOf("=") + 1);
    else if (/^--(directory-prefix|output-dir)=/.test(value)) folder = value.slice(value.indexOf("=") + 1);
    else if (folderFlag.test(value)) folder = values[index + 1];
  });
  const remoteName =
    command.program === "wget"
      ? output === undefined
      : values.some((value) => value === "--remote-name" || /^-[a-zA-Z]*O/.test(value ?? ""));
  if (output === "-" || output === "/dev/null") return;
  if (output === undefined && remoteName) output = address ? baseName(address.replace(/[?#].*$/, "")) : undefined;
  else if (output === undefined) return;
  const directory = folder === undefined ? undefined : resolvePath(command.workdir, folder);
  const path = output === undefined ? undefined : resolvePath(directory, output);
  if (path) context.downloads.push(path);
  context.add(
    command,
    {
      kind: "write",
      what: "download",
      sources: address ? [address] : [],
      paths: path ? [path] : undefined,
      addresses: addressesIn(command),
    },
    { files: true },
  );
}

/** Flags of git and of its `clone` that take the next word. */
const gitFlagsWithArgument =
  /^(-[bcCjou]|--(branch|config|depth|filter|jobs|origin|reference|separate-git-dir|server-option|shallow-since|template|upload-pack|git-dir|work-tree))$/;

function clone(context: RunContext, command: RunCommand): void {
  const values = command.arguments.map(({ value }) => value);
  const verb = values.indexOf("clone");
  if (verb === -1 || values.slice(0, verb).some((value, at) => !value?.startsWith("-") && !isArgument(values, at)))
    return;
  const [address, written] = values.filter(
    (value, at) => at > verb && !value?.startsWith("-") && !isArgument(values, at),
  );
  const inside = values.slice(0, verb).indexOf("-C");
  const workdir = inside === -1 ? command.workdir : resolvePath(command.workdir, values[inside + 1] ?? ".");
  const name = written ?? (address ? baseName(address.replace(/\/$/, "")).replace(/\.git$/, "") : undefined);
  const path = name === undefined ? undefined : resolvePath(workdir, name);
  context.add(command, {
    kind: "write",
    what: "git-clone",
    sources: address ? [address] : [],
    addresses: address ? [address] : addressesIn(command),
    paths: path ? [path] : undefined,
  });
}

function isArgument(values: readonly (string | undefined)[], at: number): boolean {
  return gitFlagsWithArgument.test(values[at - 1] ?? "");
}

/** What `echo` and `printf` say; undefined where it is not known, and for other programs. */
function textOf({ program, arguments: words }: RunCommand): string | undefined {
  if (program !== "echo" && program !== "printf") return undefined;
  return words.some(({ value }) => value === undefined) ? undefined : words.map(({ value }) => value).join(" ");
}

/** `> file`: small as a rule, but a write all the same. */
export function readRedirects(context: RunContext, command: RunCommand): void {
  for (const { operator, target } of command.shell.redirects) {
    if (!/^(&?>{1,2}\|?)$/.test(operator) || target?.literal === undefined) continue;
    const path = resolvePath(command.workdir, target.literal);
    if (!path || path.startsWith("/dev/") || /^\d$/.test(target.literal)) continue;
    noteWrite(context.stage, path, [], textOf(command));
    context.add(command, { kind: "write", what: "generated", sources: [], paths: [path] }, { files: true });
  }
}

// Which files a command unpacks or installs packages from, and where what it unpacks lands.
import type { RunCommand } from "./commands";
import { baseName, resolvePath } from "./paths";

/** A command that takes an archive apart, or installs what lies in one. */
export interface Unpacking {
  readonly kind: "unpack" | "install";
  /** Absolute paths, wildcards kept; what could not be read is left out. */
  readonly archives: readonly string[];
  /** Where the contents land: undefined where unknown, and for installs. */
  readonly directory: string | undefined;
  /** The archive itself is replaced by what was in it (`gunzip FILE`). */
  readonly inPlace: boolean;
  /** The contents lie right in the directory, not in a folder of the archive's own. */
  readonly stripsFolder: boolean;
  /** Everything in the archive is unpacked, by options that ADD's own unpacking matches. */
  readonly isPlain: boolean;
  /** Only what is named comes out. */
  readonly takesPart: boolean;
}

const programs =
  /^(tar|bsdtar|unzip|7z[azr]?|7zz|unrar|gunzip|gzip|bunzip2|bzip2|xz|unxz|zstd|unzstd|dpkg|dpkg-deb|gdebi|rpm|apt|apt-get|yum|dnf|microdnf|tdnf|zypper|apk|pip[\d.]*|jar)$/;

/** Reads a command that unpacks or installs from files; undefined for every other one. */
export function readUnpacking(command: RunCommand): Unpacking | undefined {
  if (!programs.test(command.program)) {
    return undefined;
  }
  switch (command.program) {
    case "tar":
    case "bsdtar":
      return readTar(command);
    case "unzip":
    case "unrar":
    case "7z":
    case "7za":
    case "7zr":
    case "7zz":
    case "jar":
      return readZip(command);
    case "gunzip":
    case "gzip":
    case "bunzip2":
    case "bzip2":
    case "xz":
    case "unxz":
    case "zstd":
    case "unzstd":
      return readDecompression(command);
    case "dpkg-deb":
      return readDpkgDeb(command);
    default:
      return readInstall(command);
  }
}

const unpacked = { kind: "unpack", inPlace: false, stripsFolder: false, isPlain: false, takesPart: false } as const;

function valuesOf(command: RunCommand): (string | undefined)[] {
  return command.arguments.map(({ value }) => value);
}

/** Absolute, without URLs and what is no file. */
function filesOf(command: RunCommand, values: readonly (string | undefined)[]): string[] {
  return values.flatMap((value) =>
    value === undefined || value === "" || value === "-" || value.includes("://")
      ? []
      : (resolvePath(command.workdir, value) ?? []),
  );
}

/** Files that come in through `< FILE`, or from a `cat FILE |` or `curl … |` in front. */
function inputsOf(command: RunCommand): string[] {
  const { pipedFrom } = command;
  const redirected = command.shell.redirects.flatMap(({ operator, target }) =>
    operator === "<" ? filesOf(command, [target?.literal]) : [],
  );
  if (pipedFrom === undefined) {
    return redirected;
  }
  const operands = valuesOf(pipedFrom).filter((value) => value !== undefined && !value.startsWith("-"));
  if (
    /^(cat|zcat|bzcat|xzcat|zstdcat|gunzip|gzip|bzip2|bunzip2|xz|unxz|zstd|lz4|pv|rpm2cpio)$/.test(pipedFrom.program)
  ) {
    const read = filesOf(pipedFrom, operands);
    return read.length > 0 ? [...redirected, ...read] : [...redirected, ...inputsOf(pipedFrom)];
  }
  const address = operands.find((operand) => operand?.includes("://"));
  return address === undefined ? redirected : [...redirected, address];
}

function readTar(command: RunCommand): Unpacking | undefined {
  const values = valuesOf(command);
  const first = values[0] ?? "";
  let extracts = /^-?[a-zA-Z]*x/.test(first) && !first.startsWith("--");
  let archive: string | undefined;
  let directory: string | undefined = ".";
  let isPlain = true;
  let stripsFolder = false;
  const operands: (string | undefined)[] = [];
  for (let at = 0; at < values.length; at++) {
    const value = values[at];
    const isOldStyle = at === 0 && value !== undefined && /^[a-zA-Z]+$/.test(value);
    if (value === undefined) {
      operands.push(value);
    } else if (/^--(extract|get)$/.test(value)) {
      extracts = true;
    } else if (/^--file(=|$)/.test(value)) {
      archive = value.includes("=") ? value.slice(7) : values[++at];
    } else if (/^--directory(=|$)/.test(value)) {
      directory = value.includes("=") ? value.slice(12) : values[++at];
    } else if (/^--strip(-components)?(=|$)|^--transform|^--xform/.test(value)) {
      stripsFolder = true;
      isPlain = false;
      at += value.includes("=") ? 0 : 1;
    } else if (value.startsWith("--")) {
      isPlain &&= /^--(gzip|xz|bzip2|auto-compress|verbose|no-same-owner|warning.*)$/.test(value);
    } else if (isOldStyle || /^-[a-zA-Z]/.test(value)) {
      extracts ||= /^-[a-zA-Z]*x/.test(value);
      // The letters' arguments follow in their order.
      for (const [index, letter] of [...value.replace(/^-/, "")].entries()) {
        const rest = value.replace(/^-/, "").slice(index + 1);
        if (letter !== "f" && letter !== "C") {
          isPlain &&= /[xzjJvapo]/.test(letter);
          continue;
        }
        const written = isOldStyle || rest === "" ? values[++at] : rest;
        if (letter === "f") {
          archive = written;
        } else {
          directory = written;
        }
        if (!isOldStyle) {
          break;
        }
      }
    } else {
      operands.push(value);
    }
  }
  if (!extracts) {
    return undefined;
  }
  return {
    ...unpacked,
    archives: archive === undefined || archive === "-" ? inputsOf(command) : filesOf(command, [archive]),
    directory: directory === undefined ? undefined : resolvePath(command.workdir, directory),
    stripsFolder,
    isPlain: isPlain && operands.length === 0 && archive !== undefined,
    takesPart: operands.length > 0,
  };
}

/** Archives that are programs, or parts of programs, as they are. */
const programArchive = /\.(jar|war|ear|hpi|jpi|xpi|crx|vsix|aar|whl|egg|nupkg|phar)$/i;

/** The archive runs as it is: a Java program, a plug-in. */
export function isProgramArchive(path: string): boolean {
  return programArchive.test(path);
}

function readZip(command: RunCommand): Unpacking | undefined {
  const values = valuesOf(command);
  const is7z = command.program.startsWith("7z");
  const isUnzip = command.program === "unzip";
  if (is7z || command.program === "unrar" || command.program === "jar") {
    const verb = values[0] ?? "";
    if (!(command.program === "jar" ? /^-?x/ : /^[xe]$/).test(verb)) {
      return undefined;
    }
    values.shift();
  } else if (values.some((value) => /^-[a-zA-Z]*[ltvZ]/.test(value ?? "") && !/^-[oqnjd]+$/.test(value ?? ""))) {
    // It lists or tests, and leaves nothing behind.
    return undefined;
  }
  let directory: string | undefined = ".";
  const operands: (string | undefined)[] = [];
  for (let at = 0; at < values.length; at++) {
    const value = values[at];
    const inline = is7z ? /^-o(.+)$/.exec(value ?? "")?.[1] : undefined;
    if (inline !== undefined) {
      directory = inline;
    } else if (isUnzip && /^-[a-zA-Z]*d$/.test(value ?? "")) {
      directory = values[++at];
    } else if (isUnzip && value === "-x") {
      break;
    } else if (value === undefined || !value.startsWith("-")) {
      operands.push(value);
    }
  }
  // What is looked at, or taken out of a program, is no archive to throw away.
  const takesPart = operands.length > 1 || values.some((value) => /^-[a-zA-Z]*p/.test(value ?? ""));
  if (takesPart && programArchive.test(operands[0] ?? "")) {
    return undefined;
  }
  const toOutput = isUnzip && values.some((value) => /^-[a-zA-Z]*p/.test(value ?? ""));
  return {
    ...unpacked,
    archives: filesOf(command, operands.slice(0, 1)),
    directory: directory === undefined || toOutput ? undefined : resolvePath(command.workdir, directory),
    takesPart,
  };
}

function readDecompression(command: RunCommand): Unpacking | undefined {
  const values = valuesOf(command);
  const flags = values.filter((value) => value?.startsWith("-") && value !== "-") as string[];
  const has = (letter: string, long: string) =>
    flags.some((flag) => flag === `--${long}` || (/^-[a-zA-Z0-9]+$/.test(flag) && flag.includes(letter)));
  if (!command.program.startsWith("un") && !/^(gunzip|bunzip2)$/.test(command.program) && !has("d", "decompress")) {
    return undefined;
  }
  const archives = filesOf(
    command,
    values.filter((value) => !value?.startsWith("-")),
  );
  // `gunzip -k`: it is meant to stay.
  if (has("k", "keep")) {
    return undefined;
  }
  const keeps = has("c", "stdout") || /zstd$/.test(command.program);
  return {
    ...unpacked,
    archives: archives.length > 0 ? archives : inputsOf(command),
    directory: undefined,
    inPlace: !keeps && archives.length > 0,
  };
}

function readDpkgDeb(command: RunCommand): Unpacking | undefined {
  const values = valuesOf(command);
  if (!/^(-x|-X|--extract|--vextract|-R|--raw-extract)$/.test(values[0] ?? "")) {
    return undefined;
  }
  const [, archive, directory = "."] = values;
  return { ...unpacked, archives: filesOf(command, [archive]), directory: resolvePath(command.workdir, directory) };
}

const packageFile = /\.(deb|rpm|apk|whl|tar\.(gz|bz2|xz)|tgz|zip)$/i;

/** `dpkg -i FILE`, `rpm -ivh FILE`, `apt-get install ./FILE`, `pip install FILE`. */
function readInstall(command: RunCommand): Unpacking | undefined {
  const { program } = command;
  const values = valuesOf(command);
  const [first = ""] = values.filter((value) => !value?.startsWith("-"));
  const installs =
    program === "dpkg"
      ? values.some((value) => /^(-i[a-zA-Z]*|-[A-Z]*i|--install|--unpack)$/.test(value ?? ""))
      : program === "rpm"
        ? values.some((value) => /^-[a-zA-Z]*[iUF]|^--(install|upgrade|freshen)$/.test(value ?? "")) &&
          !values.some((value) => /^-[a-zA-Z]*[qVe]|^--(query|import|erase|initdb)$/.test(value ?? ""))
        : program === "gdebi" || /^(install|localinstall|add|in)$/.test(first);
  if (!installs) {
    return undefined;
  }
  const files = values.filter((value) => value !== undefined && !value.startsWith("-") && packageFile.test(value));
  if (program.startsWith("pip")) {
    files.push(...wheelFolders(values));
  }
  const archives = filesOf(
    command,
    // `pip install name[extra]` and apt's package names hold no path; apt wants `./` in front of a file.
    files.filter((file) => program === "dpkg" || program === "rpm" || program === "gdebi" || isPath(program, file!)),
  );
  return archives.length === 0 ? undefined : { ...unpacked, kind: "install", archives, directory: undefined };
}

/** `--find-links DIR`, `DIR/*`: whatever lies there. */
function wheelFolders(values: readonly (string | undefined)[]): string[] {
  return values.flatMap((value, at) => {
    if (value === undefined) {
      return [];
    }
    const folder =
      /^--find-links=(.+)$/.exec(value)?.[1] ?? (/^(-f|--find-links)$/.test(values[at - 1] ?? "") ? value : undefined);
    return folder !== undefined ? [`${folder.replace(/\/+$/, "")}/*`] : /^\/.*\/\*$/.test(value) ? [value] : [];
  });
}

function isPath(program: string, file: string): boolean {
  return program.startsWith("apt") ? /^[./~]/.test(file) : true;
}

/** The folder that an archive unpacks to by its name: `/tmp/foo-1.2.tar.gz` → `foo-1.2`. */
export function stemOf(archive: string): string {
  return baseName(archive.replace(/[?#].*$/, "")).replace(
    /\.(tar(\.\w{1,4})?|t[gbx]z2?|tlz|tzst|zip|7z|rar|gz|bz2|xz|lzma|zst|deb|rpm|apk|jar|whl)$/i,
    "",
  );
}

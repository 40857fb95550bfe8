// Tells which programs are POSIX-like shells, and which words of a command hold a script written in place.

const SHELLS = new Set(["sh", "bash", "ash", "dash", "zsh", "ksh", "mksh"]);

/** File name of a program's path: `bash` for `/bin/bash`. */
export function baseName(program: string): string {
  return program.slice(program.lastIndexOf("/") + 1);
}

/** Whether a program reads the POSIX shell's language. */
export function isPosixShell(program: string | undefined): boolean {
  return program !== undefined && SHELLS.has(baseName(program));
}

/** "sh": nothing but the POSIX shell's language for certain, as Debian's `/bin/sh`; "bash": bash and those that follow it. */
export type ShellKind = "sh" | "bash";

/** The kind of the shell among these words of a command; undefined where there is none. */
export function shellAmong(words: readonly (string | undefined)[]): ShellKind | undefined {
  const program = words.find(isPosixShell);
  if (program === undefined) return undefined;
  return /^(sh|dash|ash)$/.test(baseName(program)) ? "sh" : "bash";
}

/** The shell in which a SHELL instruction's array runs RUN's text: `["/bin/bash", "-o", "pipefail", "-c"]`. */
export function shellOfArray(words: readonly (string | undefined)[]): ShellKind | undefined {
  return /^-\w*c\w*$/.test(words.at(-1) ?? "") ? shellAmong(words) : undefined;
}

/** The shell that a heredoc's body is for: the one that its `#!` names, or `unless` where there is no such line. */
export function shellOfScript(body: string, unless: ShellKind | undefined): ShellKind | undefined {
  if (!body.startsWith("#!")) return unless;
  const words = body
    .slice(2, body.search(/[\r\n]|$/))
    .trim()
    .split(/\s+/);
  const program =
    baseName(words[0] ?? "") === "env" ? words.find((word, index) => index > 0 && !word.startsWith("-")) : words[0];
  return shellAmong([program]);
}

interface Wrapper {
  /** Options that take the next word as their value. */
  readonly valued?: RegExp;
  /** Words of its own before the program: a user, a time. */
  readonly own?: number;
}

/** Programs that run the program named in their arguments. */
const WRAPPERS: Readonly<Record<string, Wrapper>> = {
  command: {},
  doas: { valued: /^-[uC]$/ },
  eatmydata: {},
  env: { valued: /^-[uC]$/ },
  exec: { valued: /^-a$/ },
  gosu: { own: 1 },
  nice: { valued: /^-n$/ },
  nohup: {},
  stdbuf: { valued: /^-[ioe]$/ },
  "su-exec": { own: 1 },
  sudo: { valued: /^-[ughpCDrtT]$/ },
  time: { valued: /^-[fo]$/ },
  timeout: { valued: /^-[ks]$/, own: 1 },
};

/**
 * Where in a command (`sudo -E bash -euxc "…"`) the shell program is, and the index of the word that is its script.
 * `script` is undefined for a shell that reads its standard input; the result is, where no shell is run or it runs a file.
 */
export function findShellCall(
  words: readonly (string | undefined)[],
): { readonly script: number | undefined } | undefined {
  let at = 0;
  for (let name = baseName(words[at] ?? ""); Object.hasOwn(WRAPPERS, name); name = baseName(words[at] ?? "")) {
    const { valued, own = 0 } = WRAPPERS[name]!;
    for (at++; at < words.length; at++) {
      const word = words[at];
      if (word === undefined) return undefined;
      if (valued?.test(word)) at++;
      else if (!word.startsWith("-") && !(name === "env" && word.includes("="))) break;
    }
    at += own;
  }
  if (baseName(words[at] ?? "") === "su") return findSuScript(words, at);
  if (baseName(words[at] ?? "") === "busybox") at++;
  if (!isPosixShell(words[at])) return undefined;
  let command = false;
  for (at++; at < words.length; at++) {
    const word = words[at];
    if (word === undefined) return command ? { script: at } : undefined;
    if (word === "-s" || word === "-") continue;
    if (word === "-o" || word === "+o" || word === "-O") at++;
    else if (/^-[a-zA-Z]+$/.test(word)) {
      if (word.includes("c")) command = true;
      if (word.endsWith("o")) at++;
    } else if (!/^--?[a-z]/.test(word)) return command ? { script: at } : undefined;
  }
  return command ? undefined : { script: undefined };
}

/** `su [-] [USER] -c SCRIPT`. */
function findSuScript(words: readonly (string | undefined)[], at: number): { readonly script: number } | undefined {
  const option = words.findIndex((word, index) => index > at && (word === "-c" || word === "-lc"));
  return option !== -1 && option + 1 < words.length ? { script: option + 1 } : undefined;
}

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

/** Whether a SHELL instruction's array runs RUN's text in a POSIX-like shell: `["/bin/bash", "-o", "pipefail", "-c"]`. */
export function isPosixShellArray(words: readonly (string | undefined)[]): boolean {
  return words.some(isPosixShell) && /^-\w*c\w*$/.test(words.at(-1) ?? "");
}

/** The interpreter that a heredoc's first line names, as words; undefined where there is no `#!`. */
export function isScriptForShell(body: string): boolean {
  if (!body.startsWith("#!")) return true;
  const words = body
    .slice(2, body.search(/[\r\n]|$/))
    .trim()
    .split(/\s+/);
  const program =
    baseName(words[0] ?? "") === "env" ? words.find((word, index) => index > 0 && !word.startsWith("-")) : words[0];
  return isPosixShell(program);
}

/** Options of wrappers that take a value as the next word. */
const WRAPPERS: Readonly<Record<string, RegExp>> = {
  sudo: /^-[ughpCDrtT]$/,
  doas: /^-[uC]$/,
  env: /^-[uC]$/,
  exec: /^-a$/,
  nice: /^-n$/,
  time: /^-[fo]$/,
  command: /^$/,
  nohup: /^$/,
  setarch: /^$/,
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
    const takesValue = WRAPPERS[name]!;
    at++;
    while (at < words.length) {
      const word = words[at];
      if (word === undefined) return undefined;
      if (word.startsWith("-")) at += takesValue.test(word) ? 2 : 1;
      else if (name === "env" && word.includes("=")) at++;
      else break;
    }
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

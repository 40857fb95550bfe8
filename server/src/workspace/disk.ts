// What the readers of the workspace ask the disk, and one that asks it each question once.
import { type Dirent, readdirSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { readText, readTextAtOnce } from "./read-text";

export interface Disk {
  /** As `readText`. */
  readText(file: string): Promise<string | undefined>;
  /** What lies in a folder; nothing where it cannot be read. */
  list(folder: string): Promise<readonly Dirent[]>;
  /** What was computed from the disk under this name, where that still holds; else it is computed. */
  derived<Value>(name: string, compute: () => Promise<Value>): Promise<Value>;
  /** What was read no longer counts. */
  forget(): void;
}

/** Looks at the disk each time: files change while a server runs, and not all of them are watched. */
export const freshDisk: Disk = {
  readText,
  list: (folder) => readdir(folder, { withFileTypes: true }).catch(() => []),
  derived: (_, compute) => compute(),
  forget: () => undefined,
};

/** Looks at the disk once, and waits for it: for a command, whose many files lie beside each other. */
export function rememberingDisk(): Disk {
  const answers = new Map<string, Promise<unknown>>();
  const once = <Value>(question: string, ask: () => Promise<Value>): Promise<Value> => {
    const answer = answers.get(question) ?? ask();
    answers.set(question, answer);
    return answer as Promise<Value>;
  };
  return {
    readText: (file) => once(`text ${file}`, async () => readTextAtOnce(file)),
    list: (folder) => once(`list ${folder}`, async () => listAtOnce(folder)),
    derived: (name, compute) => once(`derived ${name}`, compute),
    forget: () => answers.clear(),
  };
}

function listAtOnce(folder: string): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}

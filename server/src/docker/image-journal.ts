// Keeps on disk which images a build has made so far: what a process that was killed had to leave, a later one can remove.
import { randomUUID } from "node:crypto";
import { appendFileSync, mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";

/** One build's images; nothing here throws: on a disk that can't be written nothing is kept. */
export interface ImageJournal {
  /** Whole or shortened, without `sha256:`; on the disk when this returns. */
  note(id: string): void;
  /** The build has removed what it made. */
  close(): void;
}

/** What a process left that has ended without closing its journal; ids in the order in which the images were made. */
export interface LeftJournal {
  readonly ids: readonly string[];
  forget(): void;
}

interface Owner {
  readonly host: string;
  readonly pid: number;
  /** Of the engine's endpoint. */
  readonly address: string;
}

/** Files of this thread's running builds: their process is alive, and so are they. */
const open = new Set<string>();

/** A journal in this folder, for images on the engine at this address. */
export function openJournal(folder: string, address: string): ImageJournal {
  const file = path.join(folder, `${randomUUID()}.txt`);
  const owner: Owner = { host: os.hostname(), pid: process.pid, address };
  let isBegun = false;
  open.add(file);
  return {
    note(id) {
      try {
        if (!isBegun) mkdirSync(folder, { recursive: true, mode: 0o700 });
        appendFileSync(file, isBegun ? `${id}\n` : `${JSON.stringify(owner)}\n${id}\n`, { mode: 0o600 });
        isBegun = true;
      } catch {
        // A full or read-only disk: should this process be killed, its images stay.
      }
    },
    close() {
      open.delete(file);
      forget(file);
    },
  };
}

/** The journals of processes of this machine that have ended, for images on the engine at this address. */
export function leftJournals(folder: string, address: string): readonly LeftJournal[] {
  let names: readonly string[];
  try {
    names = readdirSync(folder);
  } catch {
    return [];
  }
  return names.flatMap((name) => {
    const file = path.join(folder, name);
    try {
      const [head = "", ...ids] = readFileSync(file, "utf8").trimEnd().split("\n");
      const { host, pid, address: noted } = JSON.parse(head) as Owner;
      // Containers that share a home folder have processes of their own, which are not seen from here.
      if (host !== os.hostname() || noted !== address || isAtWork(pid, file)) return [];
      return [{ ids: ids.filter((id) => /^[0-9a-f]{11,64}$/.test(id)), forget: () => forget(file) }];
    } catch {
      // Not ours, or gone meanwhile.
      return [];
    }
  });
}

function isAtWork(pid: number, file: string): boolean {
  if (pid === process.pid) return open.has(file);
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // A process of another user is alive as well.
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

function forget(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch {
    // It is looked at again next time.
  }
}

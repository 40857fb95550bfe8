// What runs on this machine, containers' processes included.
import fs from "node:fs";

export interface RunningProcess {
  readonly pid: number;
  readonly parent: number;
  /** Its arguments, the program first. */
  readonly words: readonly string[];
}

export function processes(): readonly RunningProcess[] {
  return fs.readdirSync("/proc").flatMap((entry) => {
    if (!/^\d+$/.test(entry)) return [];
    try {
      const words = fs.readFileSync(`/proc/${entry}/cmdline`, "latin1").split("\0").slice(0, -1);
      const stat = fs.readFileSync(`/proc/${entry}/stat`, "latin1");
      // Behind the name, which may hold anything: the state, then the parent.
      const parent = Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]);
      return [{ pid: Number(entry), parent, words }];
    } catch {
      // It has just ended.
      return [];
    }
  });
}

/** Ends every process that was given this argument. */
export function endProcess(argument: string): void {
  for (const { pid, words } of processes()) if (words.includes(argument)) process.kill(pid, "SIGKILL");
}

/** True while a process runs that was given this argument. */
export function isRunning(argument: string): boolean {
  return processes().some(({ words }) => words.includes(argument));
}

/** A number of seconds that no other process sleeps. */
export const uniqueSleep = () => `3${process.pid}.${Math.random().toString().slice(2, 8)}`;

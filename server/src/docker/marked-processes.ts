// Ends processes of containers on this machine that carry a mark in their /etc/hosts: Podman itself ends no RUN.
import { closeSync, constants, openSync, readdirSync, readSync } from "node:fs";

/** Bytes of an /etc/hosts that are looked through; engines write a few lines. */
const longestHosts = 16_384;

/**
 * Kills every process whose own /etc/hosts names `mark`; without effect where this process may not, or where the
 * containers run on another machine. Only the processes that this user may trace anyway are looked at.
 */
export function killMarkedProcesses(mark: string): void {
  for (const pid of processes()) {
    try {
      if (hostsOf(pid).includes(mark)) process.kill(Number(pid), "SIGKILL");
    } catch {
      // It has ended, or is another user's.
    }
  }
}

function processes(): readonly string[] {
  try {
    return readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  } catch {
    // A system without /proc.
    return [];
  }
}

/** A container may put anything in the file's place: links are not followed, and nothing is waited for. */
function hostsOf(pid: string): Buffer {
  const file = openSync(
    `/proc/${pid}/root/etc/hosts`,
    constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK,
  );
  try {
    const content = Buffer.alloc(longestHosts);
    return content.subarray(0, readSync(file, content));
  } finally {
    closeSync(file);
  }
}

// Everything that a build could leave behind: on the engine, in this process, and among the temporary files.
import fs from "node:fs";
import os from "node:os";
import type Docker from "dockerode";
import { expect } from "vitest";

/** What an engine holds, as sorted texts. */
export interface EngineState {
  /** Images, containers and volumes. */
  readonly kept: readonly string[];
  /** Build cache that somebody uses. */
  readonly inUse: readonly string[];
}

export async function engineState(docker: Docker): Promise<EngineState> {
  const [images, containers, { Volumes }, usage] = await Promise.all([
    docker.listImages({ all: true }),
    docker.listContainers({ all: true }),
    docker.listVolumes(),
    docker.df().catch(() => ({})),
  ]);
  const { BuildCache } = usage as { readonly BuildCache?: readonly { readonly ID: string; readonly InUse: boolean }[] };
  const kept = [
    ...images.map(({ Id, RepoTags }) => `image ${Id} ${RepoTags?.join(" ") ?? ""}`),
    ...containers.map(({ Id }) => `container ${Id}`),
    ...(Volumes ?? []).map(({ Name }) => `volume ${Name}`),
  ];
  const inUse = (BuildCache ?? []).filter(({ InUse }) => InUse).map(({ ID }) => `build cache in use ${ID}`);
  return { kept: kept.sort(), inUse: inUse.sort() };
}

/**
 * Waits until an engine holds what it held, and nothing more of its cache is in use. Less may be: while an engine tidies its
 * cache up, all of it is in use.
 */
export async function expectAsBefore(docker: Docker, before: EngineState, timeout: number): Promise<void> {
  const settled = async () => {
    const { kept, inUse } = await engineState(docker);
    return { kept, inUse: inUse.filter((one) => !before.inUse.includes(one)) };
  };
  await expect.poll(settled, { timeout }).toEqual({ kept: before.kept, inUse: [] });
}

/** What this process holds, as text: open sockets, child processes, and what lies in the folder for temporary files. */
export function processState(): string {
  const open = fs.readdirSync("/proc/self/fd").filter((number) => {
    try {
      return fs.readlinkSync(`/proc/self/fd/${number}`).startsWith("socket:");
    } catch {
      // Closed since: the one that listed them.
      return false;
    }
  });
  const children = fs
    .readdirSync("/proc/self/task")
    .flatMap((task) => fs.readFileSync(`/proc/self/task/${task}/children`, "utf8").trim().split(" "))
    .filter((child) => child !== "");
  return [
    `${open.length} sockets`,
    `${children.length} children`,
    ...fs
      .readdirSync(os.tmpdir())
      .map((name) => `temporary ${name}`)
      .sort(),
  ].join("\n");
}

// Everything that a build could leave behind: on the engine, in this process, and among the temporary files.
import fs from "node:fs";
import os from "node:os";
import type Docker from "dockerode";

/** What the engine holds, as text: images, containers, volumes, and build cache that somebody uses. */
export async function engineState(docker: Docker): Promise<string> {
  const [images, containers, { Volumes }, usage] = await Promise.all([
    docker.listImages({ all: true }),
    docker.listContainers({ all: true }),
    docker.listVolumes(),
    docker.df().catch(() => ({})),
  ]);
  const { BuildCache } = usage as { readonly BuildCache?: readonly { readonly ID: string; readonly InUse: boolean }[] };
  return [
    ...images.map(({ Id, RepoTags }) => `image ${Id} ${RepoTags?.join(" ") ?? ""}`),
    ...containers.map(({ Id }) => `container ${Id}`),
    ...(Volumes ?? []).map(({ Name }) => `volume ${Name}`),
    ...(BuildCache ?? []).filter(({ InUse }) => InUse).map(({ ID }) => `build cache in use ${ID}`),
  ]
    .sort()
    .join("\n");
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

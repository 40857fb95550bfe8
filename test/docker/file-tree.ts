// What lies in an image: path, kind, mode, owner and size of every file, as a container of it would see them.
import type Docker from "dockerode";
import { extract } from "tar-stream";

/** Files that are never the same twice, and those that tell of the build itself. */
const restless =
  /^(var\/(log|cache)\/|etc\/(ld\.so\.cache|hostname|hosts|resolv\.conf)$|dev\/)|(^|\/)(_logs\/.*|Dockerfile|\.dockerignore|\.dockerenv|\.package-lock\.json)$/;

/** Path → what it is, with modification times left out. */
export async function fileTree(docker: Docker, image: string): Promise<ReadonlyMap<string, string>> {
  const container = await docker.createContainer({ Image: image, Cmd: ["none"] });
  try {
    const tree = new Map<string, string>();
    for await (const entry of (await container.export()).pipe(extract())) {
      const { name, type, mode = 0, uid, gid, size, linkname } = entry.header;
      if (!restless.test(name)) {
        const bytes = type === "file" ? ` ${size} bytes` : "";
        const link = linkname ? ` to ${linkname}` : "";
        tree.set(name, `${type} ${(mode & 0o7777).toString(8)} ${uid}:${gid}${bytes}${link}`);
      }
      entry.resume();
    }
    return tree;
  } finally {
    await container.remove({ force: true });
  }
}

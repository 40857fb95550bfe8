// Sums the files of each layer of a saved image with GNU tar alone: the yardstick for measured sizes.
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import type Docker from "dockerode";

/** Bytes of the regular files in each layer that is stored, oldest first. */
export async function savedLayers(docker: Docker, image: string): Promise<readonly number[]> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "layer-cost-saved-"));
  try {
    const tar = path.join(folder, "image.tar");
    await pipeline(await docker.getImage(image).get(), fs.createWriteStream(tar));
    execFileSync("tar", ["-x", "-f", tar, "-C", folder]);
    const [manifest] = JSON.parse(fs.readFileSync(path.join(folder, "manifest.json"), "utf8")) as {
      Layers: string[];
    }[];
    return (manifest?.Layers ?? []).map((layer) => sumOfFiles(path.join(folder, layer)));
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

function sumOfFiles(layer: string): number {
  const list = execFileSync("tar", ["-t", "-v", "--numeric-owner", "-f", layer], {
    maxBuffer: 1 << 28,
  }).toString();
  let bytes = 0;
  for (const line of list.split("\n")) {
    const size = /^-\S+ +\S+ +(\d+) /.exec(line)?.[1];
    if (size !== undefined) bytes += Number(size);
  }
  return bytes;
}

// Builds a folder's Dockerfile on the engine and keeps what it measured, so that nothing is built twice for the same question.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import os from "node:os";
import path from "node:path";
import type { SizeClaim, Total } from "../../../server/src/engine/index";

/** What `layer-cost build --format json` prints, as far as it is needed here. */
export interface Truth {
  readonly engine: string;
  /** ISO 8601. */
  readonly measuredAt: string;
  readonly image: { readonly size: SizeClaim };
  readonly stages: readonly {
    readonly name: string | null;
    readonly index: number;
    readonly own: Total;
    readonly total: Total;
    readonly instructions: readonly { readonly line: number; readonly keyword: string; readonly size: SizeClaim }[];
  }[];
}

const cacheFolder = path.join(process.env.XDG_CACHE_HOME ?? path.join(os.homedir(), ".cache"), "layer-cost/sizes");
/** No build of a case may take longer: milliseconds. */
const longestBuild = 20 * 60_000;

export interface Measuring {
  /** `unix://…` */
  readonly endpoint: string;
  /** The bundled command line. */
  readonly commandLine: string;
  /** Build although a measurement is there. */
  readonly again: boolean;
  /** Tag under which the image stays, for whoever wants to look into its layers. */
  readonly keep: string | undefined;
}

/**
 * The measured build of `folder/Dockerfile`, from the cache where these very files were built on these very bases before.
 * Rejects with the end of the log where the build fails.
 */
export async function measure(folder: string, options: Measuring): Promise<Truth> {
  const file = path.join(cacheFolder, `${await keyOf(folder, options.endpoint)}.json`);
  if (!options.again && options.keep === undefined && existsSync(file)) return JSON.parse(readFileSync(file, "utf8"));
  const argv = [options.commandLine, "build", "--format", "json", "--context", folder];
  if (options.keep !== undefined) argv.push("--keep", options.keep);
  const { status, stdout, stderr, error } = spawnSync(process.execPath, [...argv, path.join(folder, "Dockerfile")], {
    env: { PATH: process.env.PATH, HOME: folder, DOCKER_HOST: options.endpoint },
    encoding: "utf8",
    maxBuffer: 100_000_000,
    timeout: longestBuild,
  });
  if (error !== undefined || status !== 0) throw new Error(error?.message ?? stderr.slice(-3000));
  mkdirSync(cacheFolder, { recursive: true });
  writeFileSync(file, stdout);
  return JSON.parse(stdout);
}

/** Names the question: every file of the folder, and the content of every image that the Dockerfile stands on. */
async function keyOf(folder: string, endpoint: string): Promise<string> {
  const hash = createHash("sha256");
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((one) => one.isFile())
    .map((one) => path.relative(folder, path.join(one.parentPath, one.name)))
    .sort()) {
    hash.update(`${entry}\0`).update(readFileSync(path.join(folder, entry)));
  }
  const text = readFileSync(path.join(folder, "Dockerfile"), "utf8");
  for (const [, reference] of text.matchAll(/^FROM (\S+)/gm)) hash.update(`\0${await imageId(endpoint, reference!)}`);
  return hash.digest("hex").slice(0, 32);
}

/** Id of an image, "" for what is none: the name of a stage. */
async function imageId(endpoint: string, reference: string): Promise<string> {
  const answer = await ask(endpoint, `/images/${reference}/json`);
  return answer.status === 200 ? JSON.parse(answer.body).Id : "";
}

function ask(endpoint: string, url: string): Promise<{ readonly status: number; readonly body: string }> {
  return new Promise((resolve, reject) => {
    const socketPath = endpoint.replace(/^unix:\/\//, "");
    request({ socketPath, path: url }, (response) => {
      let body = "";
      response.setEncoding("utf8");
      response.on("data", (part) => {
        body += part;
      });
      response.on("end", () => resolve({ status: response.statusCode ?? 0, body }));
    })
      .on("error", reject)
      .end();
  });
}

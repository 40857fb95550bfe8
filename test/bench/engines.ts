// The engines that the benchmarks build on, and builds on them as users start them: by the command, and by tar and curl.
import { execFileSync, spawnSync } from "node:child_process";
import path from "node:path";

/** One way to build: a local engine's socket and one of its builders. */
export interface BenchEngine {
  readonly label: string;
  readonly socket: string;
  readonly builder: "BuildKit" | "classic";
  readonly environment: Readonly<Record<string, string>>;
}

/** What LAYER_COST_TEST_ENGINES, or DOCKER_HOST, names and answers; both builders where the engine has them. */
export function benchEngines(cli: string): readonly BenchEngine[] {
  const named = process.env.LAYER_COST_TEST_ENGINES ?? process.env.DOCKER_HOST ?? "unix:///var/run/docker.sock";
  return named
    .trim()
    .split(/[\s,]+/)
    .flatMap((endpoint): BenchEngine[] => {
      const socket = /^unix:\/\/(.*)$/.exec(endpoint)?.[1];
      const { stdout } = spawnSync(process.execPath, [cli, "engine", "--format", "json"], {
        encoding: "utf8",
        env: { ...process.env, DOCKER_HOST: endpoint },
      });
      const { engine } = JSON.parse(stdout || '{ "engine": { "available": false } }');
      if (!engine.available || socket === undefined || engine.name !== "Docker") {
        console.log(`\nBuilds on ${endpoint}: left out, no Docker answers there over a socket`);
        return [];
      }
      const name = `${engine.name} ${engine.version}, ${engine.storage}`;
      return [
        { label: `${name}, BuildKit`, socket, builder: "BuildKit", environment: environmentOf(endpoint, "1") },
        // With the containerd store the classic builder no longer works well.
        ...(engine.storage === "containerd"
          ? []
          : [
              {
                label: `${name}, classic builder`,
                socket,
                builder: "classic" as const,
                environment: environmentOf(endpoint, "0"),
              },
            ]),
      ];
    });
}

function environmentOf(endpoint: string, buildKit: string): Record<string, string> {
  return { DOCKER_HOST: endpoint, DOCKER_BUILDKIT: buildKit };
}

/** Runs `layer-cost build` and returns what its JSON says of the time, in milliseconds. */
export function buildByCommand(cli: string, engine: BenchEngine, argv: readonly string[]): number {
  const { stdout, stderr, status } = spawnSync(process.execPath, [cli, "build", "--format", "json", ...argv], {
    encoding: "utf8",
    env: { ...process.env, ...engine.environment },
    maxBuffer: 1e8,
  });
  if (status !== 0) throw new Error(`${engine.label}: ${stderr.trim().split("\n").at(-1)}`);
  return JSON.parse(stdout).durationMs;
}

/** Builds a folder's own Dockerfile by `tar` piped to the engine; milliseconds. The image is removed. */
export function buildByTar({ socket, builder }: BenchEngine, folder: string): number {
  const tag = `layer-cost-bench-${process.pid}`;
  const query = `nocache=1&rm=1&t=${tag}${builder === "BuildKit" ? "&version=2" : ""}`;
  const address = `http://engine/build?${query}`;
  const send = `curl -sS --fail --unix-socket "${socket}" -X POST -H "Content-Type: application/x-tar" -T - "${address}"`;
  const start = performance.now();
  const output = execFileSync("sh", ["-c", `tar c . | ${send}`], { cwd: folder, encoding: "utf8", maxBuffer: 1e9 });
  const elapsed = performance.now() - start;
  const failure = /"errorDetail":\{[^}]*\}/.exec(output)?.[0];
  if (failure !== undefined) throw new Error(failure);
  execFileSync("curl", ["-sS", "--unix-socket", socket, "-X", "DELETE", `http://engine/images/${tag}`]);
  return elapsed;
}

/** The command's bundle. */
export function commandOf(root: string): string {
  return path.join(root, "dist/cli.js");
}

// The real engines that tests build on, and the small base image that they build from.
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { isDeepStrictEqual } from "node:util";
import type Docker from "dockerode";
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished } from "vitest";
import { type Builder, createBuilder } from "../../server/src/docker/build-engine";
import { describeEngine } from "../../server/src/docker/describe-engine";
import type { Environment } from "../../server/src/docker/endpoint";
import { connect } from "../../server/src/docker/engine-client";
import type { BuildEvent, BuildOutcome, BuildRequest, MeasuredBuild } from "../../server/src/engine/builds";
import { holdEngine } from "./engine-lock";
import { type EngineState, engineState, expectAsBefore } from "./left-behind";

/** One way to build: an engine and one of its builders. */
export interface TestEngine {
  readonly label: string;
  readonly endpoint: string;
  readonly builder: "BuildKit" | "classic" | "Buildah";
  readonly environment: Environment;
  readonly storage: string;
}

/** A tag of this process's own: a test run beside this one removes its own base at its end. */
const baseTag = String(process.pid);
/** Local, so that builds need no registry; made of this machine's own programs, without links and without Debian. */
export const baseImage = `layer-cost-test-base:${baseTag}`;

async function findEngines(): Promise<readonly TestEngine[]> {
  const named = (
    process.env.LAYER_COST_TEST_ENGINES ??
    process.env.DOCKER_HOST ??
    "unix:///var/run/docker.sock"
  ).trim();
  const found: TestEngine[] = [];
  for (const endpoint of named.split(/[\s,]+/)) {
    const described = await describeEngine(endpoint, {});
    if (!described.available) {
      console.log(`Skipped: builds on ${endpoint}. ${described.reason}`);
      continue;
    }
    const { name, version, builder, storage } = described;
    const label = `${name} ${version}, ${builder}, ${storage}`;
    found.push({ label, endpoint, builder, environment: {}, storage });
  }
  // The classic builder is that of an engine that prefers it; else of one that still has it. With the containerd store it
  // no longer works well.
  const other = found.find(({ builder, storage }) => builder === "BuildKit" && storage !== "containerd");
  if (other && !found.some(({ builder }) => builder === "classic")) {
    const label = other.label.replace("BuildKit", "classic");
    found.splice(found.indexOf(other) + 1, 0, {
      ...other,
      label,
      builder: "classic",
      environment: { DOCKER_BUILDKIT: "0" },
    });
  }
  return found;
}

export const engines = await findEngines();

/** Runs the same tests on every Docker Engine, and checks after each that nothing was left behind. */
export function describeOnEngines(title: string, tests: (engine: TestEngine) => void): void {
  describeOn(
    engines.filter(({ builder }) => builder !== "Buildah"),
    title,
    tests,
  );
}

/** On BuildKit of the newest engine and the classic builder of the oldest: for what is the same on all of them. */
export function describeOnBuilders(title: string, tests: (engine: TestEngine) => void): void {
  const newest = engines.find(({ builder }) => builder === "BuildKit");
  const classic = engines.findLast(({ builder }) => builder === "classic");
  // Asked for, so that it stays with the classic builder also where BuildKit could do what that can't.
  const oldest = classic && { ...classic, environment: { DOCKER_BUILDKIT: "0" } };
  describeOn(
    [newest, oldest].filter((engine) => engine !== undefined),
    title,
    tests,
  );
}

/** As `describeOnEngines`, on Podman too: for what depends on the builder. */
export function describeOnEveryEngine(title: string, tests: (engine: TestEngine) => void): void {
  describeOn(engines, title, tests);
}

function describeOn(engines: readonly TestEngine[], title: string, tests: (engine: TestEngine) => void): void {
  if (engines.length === 0) {
    describe.skip(`${title} (no engine answers)`, () => tests(missingEngine));
    return;
  }
  describe.each(engines)(`${title}: $label`, (engine) => {
    let docker: Docker;
    let before: EngineState;
    holdEngine(engine.endpoint);
    beforeAll(async () => {
      docker = await clientOf(engine);
      await importBase(docker);
      before = await settledState(docker);
    });
    afterAll(() => removeImage(docker, baseImage));
    beforeEach(({ onTestFinished }) => {
      // Registered first, it runs last: after what the test itself cleans up. The container of a build that was broken
      // off goes a moment later.
      onTestFinished(async () => {
        await expectAsBefore(docker, before, 30_000);
      });
    });
    tests(engine);
  });
}

const missingEngine: TestEngine = { label: "", endpoint: "", builder: "BuildKit", environment: {}, storage: "" };

/** The state once it has not changed for half a second: the tests before these may have broken a build off. */
async function settledState(docker: Docker): Promise<EngineState> {
  for (;;) {
    const state = await engineState(docker);
    await new Promise((resolve) => setTimeout(resolve, 500));
    if (isDeepStrictEqual(await engineState(docker), state)) return state;
  }
}

export async function clientOf(engine: TestEngine): Promise<Docker> {
  return (await connect(engine.endpoint, {})).docker;
}

export async function removeImage(docker: Docker, name: string): Promise<void> {
  await docker
    .getImage(name)
    .remove()
    .catch(() => undefined);
}

/** Gives an engine the base image. */
export async function importBase(docker: Docker): Promise<void> {
  const tar = baseTar();
  const stream = await docker.importImage(tar, { repo: baseImage });
  stream.resume();
  await new Promise((resolve, reject) => stream.on("end", resolve).on("error", reject));
}

const programs = ["sh", "dd", "cat", "sleep", "mkdir", "chmod", "chown", "ln", "rm", "seq", "printf", "true"];

/** A tar of a shell, a few programs and the libraries that they need. */
function baseTar(): string {
  const tar = path.join(os.tmpdir(), `layer-cost-test-base-${process.getuid?.() ?? 0}-${programs.length}.tar`);
  if (fs.existsSync(tar)) return tar;
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "layer-cost-test-base-"));
  const add = (from: string, to: string) => {
    fs.mkdirSync(path.dirname(path.join(folder, to)), { recursive: true });
    fs.copyFileSync(fs.realpathSync(from), path.join(folder, to));
    fs.chmodSync(path.join(folder, to), 0o755);
  };
  for (const program of programs) {
    const file = execFileSync("sh", ["-c", `command -v /bin/${program} || command -v /usr/bin/${program}`])
      .toString()
      .trim();
    add(file, `/bin/${program}`);
    const libraries = execFileSync("ldd", [file]).toString();
    for (const [library] of libraries.matchAll(/\/\S+/g)) add(library, library);
  }
  fs.mkdirSync(path.join(folder, "etc"), { recursive: true });
  fs.writeFileSync(path.join(folder, "etc/passwd"), "root:x:0:0:root:/root:/bin/sh\n");
  fs.writeFileSync(path.join(folder, "etc/group"), "root:x:0:\n");
  fs.mkdirSync(path.join(folder, "tmp"));
  const part = `${folder}.part`;
  execFileSync("tar", ["-c", "-f", part, "--owner=0", "--group=0", "-C", folder, "."]);
  fs.renameSync(part, tar);
  fs.rmSync(folder, { recursive: true, force: true });
  return tar;
}

/** A request to build the Dockerfile of a folder. */
export function requestFor(engine: TestEngine, folder: string, more: Partial<BuildRequest> = {}): BuildRequest {
  const dockerfilePath = more.dockerfilePath ?? path.join(folder, "Dockerfile");
  return {
    dockerfilePath,
    dockerfileText: more.dockerfileText ?? fs.readFileSync(dockerfilePath, "utf8"),
    contextPath: undefined,
    target: undefined,
    buildArguments: {},
    platform: undefined,
    noCache: false,
    keepTag: undefined,
    engine: engine.endpoint,
    ...more,
  };
}

export interface Built {
  readonly outcome: BuildOutcome;
  readonly events: readonly BuildEvent[];
}

export async function build(
  engine: TestEngine,
  request: BuildRequest,
  signal: AbortSignal = new AbortController().signal,
  onEvent: (event: BuildEvent) => void = () => undefined,
): Promise<Built> {
  const events: BuildEvent[] = [];
  const builder: Builder = createBuilder(engine.environment);
  const outcome = await builder.build(
    request,
    (event) => {
      events.push(event);
      onEvent(event);
    },
    signal,
  );
  return { outcome, events };
}

/** The measured build, or the test fails with what came instead. */
export function measuredOf({ outcome }: Built): MeasuredBuild {
  if (outcome.kind !== "measured") throw new Error(`not measured: ${JSON.stringify(outcome, undefined, 2)}`);
  return outcome.build;
}

/** Builds and keeps the image under a tag that goes when the test is over. */
export async function buildAndKeep(engine: TestEngine, request: BuildRequest) {
  const tag = `layer-cost-test-kept:${process.pid}`;
  const built = measuredOf(await build(engine, { ...request, keepTag: tag }));
  const docker = await clientOf(engine);
  onTestFinished(() => removeImage(docker, tag));
  return { built, tag, docker };
}

/** `[line, keyword, bytes]` of each instruction, by stage; lines from 1, unknown sizes as their reason. */
export function sizesOf(build: MeasuredBuild): (readonly [number, string, number | string])[][] {
  return build.stages.map(({ instructions }) =>
    instructions.map(({ line, keyword, size }) => [
      line + 1,
      keyword,
      size.kind === "measured" ? size.bytes : size.kind === "unknown" ? size.reason : "estimated",
    ]),
  );
}

/** Runs a command in an image, and fails with what it printed when it does not succeed; `text` tells which image. */
export async function runsIn(docker: Docker, image: string, command: readonly string[], text: string): Promise<void> {
  const container = await docker.createContainer({ Image: image, Entrypoint: [command[0]!], Cmd: command.slice(1) });
  try {
    await container.start();
    const { StatusCode } = await container.wait();
    const log = await container.logs({ stdout: true, stderr: true });
    expect([StatusCode, StatusCode === 0 ? "" : `${text}\n${log.toString("utf8")}`]).toEqual([0, ""]);
  } finally {
    await container.remove({ force: true });
  }
}

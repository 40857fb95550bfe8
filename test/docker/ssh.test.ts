// Engines over ssh: builds, cancelling, everything that can go wrong on the way, and that no process is left behind.
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import fs from "node:fs";
import net from "node:net";
import path from "node:path";
import { Worker } from "node:worker_threads";
import { build as bundle } from "esbuild";
import { afterAll, afterEach, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { describeEngine } from "../../server/src/docker/describe-engine";
import { connect } from "../../server/src/docker/engine-client";
import { sshArguments } from "../../server/src/docker/ssh";
import type { ToWorker } from "../../server/src/main/worker-messages";
import { cli } from "../cli/command-line";
import { temporaryFolder } from "../context/temporary-folder";
import {
  baseImage,
  build,
  describeOnBuilders,
  engines,
  measuredOf,
  requestFor,
  sizesOf,
  type TestEngine,
} from "./engines";
import { endProcess, isRunning } from "./processes";
import { type SshServer, startSshServer, whyNoSshServer } from "./ssh-server";

describe("the arguments for ssh", () => {
  const remote = "docker system dial-stdio";
  const options = "-o BatchMode=yes -o ConnectTimeout=30 -T";
  test.each([
    ["ssh://host", `${options} -- host ${remote}`],
    ["ssh://me@host:2222", `${options} -l me -p 2222 -- host ${remote}`],
    ["ssh://me@[::1]", `${options} -l me -- ::1 ${remote}`],
    ["ssh://host/", `${options} -- host ${remote}`],
    ["ssh://host/run/my.sock", `${options} -- host docker --host=unix:///run/my.sock system dial-stdio`],
    ["ssh://host/run/a;b.sock", `${options} -- host docker '--host=unix:///run/a;b.sock' system dial-stdio`],
    ["ssh://-oProxyCommand=x@host", `${options} -l -oProxyCommand=x -- host ${remote}`],
  ])("%s", (address, expected) => expect(sshArguments(address).join(" ")).toBe(expected));
});

const [firstEngine] = engines;
const problem = whyNoSshServer ?? (firstEngine ? undefined : "no engine answers");
if (problem) console.log(`Skipped: engines over ssh, because ${problem}.`);

describe.skipIf(problem)("over ssh", () => {
  let server: SshServer;
  beforeAll(async () => {
    server = await startSshServer(firstEngine!.endpoint);
  });
  afterAll(() => server.stop());
  afterEach(() => expect.poll(() => server.processes(), { timeout: 10_000 }).toEqual([]));

  const environment = (more: Record<string, string> = {}) => ({ ...server.environment, ...more });
  /** The engine as it is reached over ssh. */
  const far = (engine: TestEngine): TestEngine => ({
    ...engine,
    endpoint: engine.endpoint.replace(/^unix:\/\//, "ssh://far"),
    environment: environment(engine.environment as Record<string, string>),
  });

  describe("an engine", () => {
    test("is found by DOCKER_HOST, with the user's own ssh configuration", async () => {
      const described = await describeEngine(undefined, environment({ DOCKER_HOST: "ssh://far" }));
      const near = await describeEngine(firstEngine!.endpoint, {});
      expect(described).toMatchObject({ available: true, endpoint: "ssh://far", source: "DOCKER_HOST" });
      const { name, version } = near as Extract<typeof near, { available: true }>;
      expect(described).toMatchObject({ name, version });
    });

    test("is found by a docker context", async () => {
      const id = createHash("sha256").update("away").digest("hex");
      const configuration = temporaryFolder({
        "config.json": '{ "currentContext": "away" }',
        [`contexts/meta/${id}/meta.json`]: '{ "Name": "away", "Endpoints": { "docker": { "Host": "ssh://far" } } }',
      });
      expect(await describeEngine(undefined, environment({ DOCKER_CONFIG: configuration }))).toMatchObject({
        available: true,
        endpoint: "ssh://far",
        source: 'the docker context "away"',
      });
    });

    test.each([
      [
        "ssh://refused",
        "ssh to refused (from DOCKER_HOST) says: root@127.0.0.1: Permission denied (publickey); no prompt can be answered here, so the key has to be in your ssh agent or without a passphrase.",
      ],
      [
        "ssh://unknown",
        "ssh to unknown (from DOCKER_HOST) says: Host key verification failed; connect once in a terminal (ssh unknown) to see and accept its key.",
      ],
      [
        "ssh://127.0.0.1:1",
        "ssh to 127.0.0.1 (from DOCKER_HOST) says: connect to host 127.0.0.1 port 1: Connection refused.",
      ],
      [
        "ssh://me@nowhere.invalid",
        /^ssh to me@nowhere\.invalid \(from DOCKER_HOST\) says: Could not resolve hostname nowhere\.invalid: .+\.$/,
      ],
      [
        "ssh://far/nowhere.sock",
        /^docker on far \(from DOCKER_HOST\) ended the connection: .*\/nowhere\.sock.*no such file or directory.*\.$/,
      ],
    ])("%s is refused in one sentence", async (address, reason) => {
      const described = await describeEngine(undefined, environment({ DOCKER_HOST: address }));
      expect(described).toEqual({
        available: false,
        endpoint: address,
        reason: typeof reason === "string" ? reason : expect.stringMatching(reason),
        searched: expect.any(Array),
      });
    });

    test("a search for one that never answers can be given up", async () => {
      const silent = net.createServer(() => undefined).listen(0, "127.0.0.1");
      onTestFinished(() => void silent.close());
      const stop = new AbortController();
      silent.on("connection", (socket) => {
        socket.on("error", () => undefined);
        expect(server.processes()).toHaveLength(1);
        stop.abort();
      });
      await once(silent, "listening");
      const { port } = silent.address() as net.AddressInfo;
      const search = connect(`ssh://127.0.0.1:${port}`, environment(), stop.signal);
      await expect(search).rejects.toMatchObject({ name: "AbortError" });
    });

    test("without docker on the far side", async () => {
      const bare = await startSshServer(firstEngine!.endpoint, { hasDocker: false });
      onTestFinished(() => bare.stop());
      expect(await describeEngine("ssh://far", bare.environment)).toMatchObject({
        reason:
          "There is no docker command on far (from the setting layerCost.engine): install Docker's command line there, on the PATH of commands that ssh runs.",
      });
    });

    test("without ssh on this side", async () => {
      expect(await describeEngine("ssh://far", { PATH: "/nowhere" })).toMatchObject({
        reason: "ssh to far (from the setting layerCost.engine) cannot be started: it is not installed here.",
      });
    });
  });

  describeOnBuilders("a build", (near) => {
    /** Inside the project, so that the worker finds the packages that it requires. */
    const workerFile = path.resolve("out/test-ssh/worker.js");
    beforeAll(async () => {
      const entryPoints = ["server/src/main/worker.ts"];
      const options = { bundle: true, platform: "node", packages: "external", logLevel: "error" } as const;
      await bundle({ entryPoints, outfile: workerFile, ...options });
    });
    afterAll(() => fs.rmSync(path.dirname(workerFile), { recursive: true, force: true }));

    /** A build that lasts, and whose step must have ended when the test is over. */
    const sleeping = () => {
      const seconds = `4${process.pid}.${Math.random().toString().slice(2, 8)}`;
      onTestFinished(() => expect.poll(() => isRunning(seconds), { timeout: 10_000 }).toBe(false));
      return { seconds, folder: temporaryFolder({ Dockerfile: `FROM ${baseImage}\nRUN sleep ${seconds}\n` }) };
    };
    /** Podman goes on with what nobody listens to any more. */
    const endAbandoned = (seconds: string) => near.builder === "Buildah" && endProcess(seconds);
    const runs = (seconds: string) => expect.poll(() => isRunning(seconds), { timeout: 20_000 }).toBe(true);
    const isStep = (event: { kind: string; instruction?: number | undefined }) =>
      event.kind === "step" && event.instruction === 1;

    test("measures what it measures without ssh", async () => {
      const folder = temporaryFolder({
        Dockerfile: `FROM ${baseImage} AS one\nRUN seq ${process.hrtime.bigint()} 3 > /list; seq 20000 > /numbers\nFROM ${baseImage}\nCOPY --from=one /numbers /\nCOPY data /data\n`,
        "data/a": "x".repeat(300_000),
        "data/b": "y".repeat(7),
      });
      const over = measuredOf(await build(far(near), requestFor(far(near), folder)));
      expect(sizesOf(over)[1]?.slice(1)).toEqual([
        [4, "COPY", 108_894],
        [5, "COPY", 300_007],
      ]);
      expect(sizesOf(over)).toEqual(sizesOf(measuredOf(await build(near, requestFor(near, folder)))));
    });

    test("is cancelled, and with it the step that runs there", async () => {
      const { folder } = sleeping();
      const stop = new AbortController();
      const engine = far(near);
      const { outcome } = await build(engine, requestFor(engine, folder), stop.signal, (event) => {
        if (isStep(event)) stop.abort();
      });
      expect(outcome).toEqual({ kind: "cancelled" });
    });

    test("says so when the connection breaks", async () => {
      const { folder, seconds } = sleeping();
      const engine = far(near);
      const building = build(engine, requestFor(engine, folder));
      await runs(seconds);
      server.dropConnections();
      const { outcome } = await building;
      endAbandoned(seconds);
      expect(outcome).toEqual({
        kind: "unavailable",
        message: `The engine at ${engine.endpoint} stopped answering during the build: see whether it is still running, and build again.`,
      });
    });

    test("leaves no process behind when its worker is terminated", async () => {
      const { folder, seconds } = sleeping();
      const engine = far(near);
      const worker = new Worker(workerFile, { env: { ...process.env, ...engine.environment } as NodeJS.ProcessEnv });
      worker.postMessage({ job: 1, kind: "build", request: requestFor(engine, folder) } satisfies ToWorker);
      await runs(seconds);
      expect(server.processes().length).toBeGreaterThan(1);
      await worker.terminate();
      endAbandoned(seconds);
    });

    test("is cancelled by Ctrl-C, which every process of a terminal gets", async () => {
      const { folder } = sleeping();
      const engine = far(near);
      const child = spawn(process.execPath, [cli, "build", "Dockerfile"], {
        cwd: folder,
        env: { ...process.env, ...(engine.environment as Record<string, string>), DOCKER_HOST: engine.endpoint },
        detached: true,
      });
      let errors = "";
      child.stderr.on("data", (chunk) => {
        errors += chunk;
      });
      const ended = new Promise((resolve) => child.on("close", resolve));
      await expect.poll(() => errors, { timeout: 20_000 }).toContain("sleep");
      process.kill(-child.pid!, "SIGINT");
      expect([await ended, errors]).toEqual([2, expect.stringMatching(/\nlayer-cost: the build was cancelled\n$/)]);
    });
  });
});

// How builds end other than well: failures, cancelling, engines that are absent or go away; and what they leave behind.
import fs from "node:fs";
import net from "node:net";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import type { BuildEvent } from "../../server/src/engine/builds";
import { temporaryFolder } from "../context/temporary-folder";
import { baseImage, build, buildAndKeep, describeOnEveryEngine, measuredOf, requestFor, sizesOf } from "./engines";
import { endProcess, isRunning, uniqueSleep } from "./processes";
import { startProxy } from "./proxy";

async function eventually(what: string, condition: () => boolean | Promise<boolean>): Promise<void> {
  for (let attempt = 0; attempt < 200; attempt++) {
    if (await condition()) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`not within ten seconds: ${what}`);
}

describeOnEveryEngine("outcomes", (engine) => {
  test("a failing RUN: its instruction, the end of its log, and nothing left", async () => {
    const folder = temporaryFolder({
      Dockerfile: `FROM ${baseImage}\nRUN true ${process.hrtime.bigint()}\nRUN seq 100 && printf '\\033[31mno such thing\\033[0m\\n' >&2 && cat /nothing\n`,
    });
    const { outcome, events } = await build(engine, requestFor(engine, folder));
    if (outcome.kind !== "failed") throw new Error(JSON.stringify(outcome));
    expect(outcome.instruction).toBe(2);
    expect(outcome.message).toBe("RUN ended with exit code 1.");
    expect(outcome.message).not.toContain("\n");
    const tail = outcome.logTail.split("\n");
    expect(tail).toHaveLength(20);
    // The classic builder does not keep the order of output and errors.
    expect(tail).toContain("100");
    expect(tail).toContain("no such thing");
    expect(outcome.logTail).toContain("/nothing");
    const failed = events.flatMap((event) =>
      event.kind === "step" && event.state === "failed" ? [event.instruction] : [],
    );
    expect(failed).toEqual([2]);
  });

  test.each([
    ["a source that is not there", `FROM ${baseImage}\nCOPY missing /\n`, 1, /missing/],
    ["an unknown instruction", `FROM ${baseImage}\n\nNONSENSE x\n`, 1, /unknown instruction: NONSENSE/i],
    ["an unknown flag", `FROM ${baseImage}\nRUN true\nCOPY --nonsense a b\n`, 2, /nonsense|COPY only supports/],
    [
      "a base that cannot be had",
      `FROM localhost:1/nothing:1\nRUN true\n`,
      0,
      /localhost:1\/nothing|connection refused/,
    ],
    [
      "an image to copy from that cannot be had",
      `FROM ${baseImage}\nCOPY --from=localhost:1/nothing:1 /a /\n`,
      1,
      /localhost:1/,
    ],
    ["a download that cannot be had", `FROM ${baseImage}\nADD http://127.0.0.1:1/x /\n`, 1, /connection refused/],
    ["a stage number that is not there", `FROM ${baseImage}\nRUN true\nCOPY --from=7 /a /\n`, 2, /7/],
    ["a base without a name", `FROM ${baseImage}\nRUN true\nFROM $NOWHERE\n`, 2, /should not be blank/],
    ["a signal that is none", `FROM ${baseImage}\nRUN true\nSTOPSIGNAL none\n`, 2, /Invalid signal: none/],
  ])("%s fails at its instruction", async (_, text, instruction, message) => {
    const folder = temporaryFolder({ Dockerfile: text, a: "" });
    const { outcome } = await build(engine, requestFor(engine, folder));
    expect(outcome).toMatchObject({ kind: "failed", instruction, message: expect.stringMatching(message) });
  });

  test("a step that fails beside a slower one, in the words of a cancelled one", async () => {
    const folder = temporaryFolder({
      Dockerfile: `FROM ${baseImage} AS slow\nRUN sleep 3 && seq ${process.pid} > /list\nFROM ${baseImage} AS failing\nRUN cat /nothing "context canceled"; false Canceled\nFROM scratch\nCOPY --from=slow /list /\nCOPY --from=failing /list /\n`,
    });
    const { outcome, events } = await build(engine, requestFor(engine, folder));
    expect(outcome).toMatchObject({ kind: "failed", instruction: 3, logTail: expect.stringContaining("/nothing") });
    const failed = events.flatMap((event) =>
      event.kind === "step" && event.state === "failed" ? [event.instruction] : [],
    );
    expect(failed).toEqual([3]);
  });

  test("a builder that a syntax directive asks for", async () => {
    const folder = temporaryFolder({
      Dockerfile: `# syntax=localhost:1/dockerfile:1\nFROM ${baseImage}\nRUN true\n`,
    });
    const { outcome } = await build(engine, requestFor(engine, folder));
    // The other builders are the only one that they have.
    if (engine.builder !== "BuildKit") expect(outcome.kind).toBe("measured");
    else
      expect(outcome).toMatchObject({
        kind: "failed",
        message: expect.stringMatching(
          /^The builder that "# syntax=localhost:1\/dockerfile:1" asks for cannot be had: [^\n]+\.$/,
        ),
      });
  });

  test("an edit that leaves the Dockerfile as long as it was is seen", async () => {
    const folder = temporaryFolder({ Dockerfile: "" });
    // Old BuildKits, which advise the classic builder, took it for the one that they had.
    const buildKit = { ...engine, environment: { DOCKER_BUILDKIT: "1" } };
    for (const bytes of ["3", "7"]) {
      const dockerfileText = `FROM ${baseImage}\nRUN dd if=/dev/zero of=/x bs=${bytes} count=1\n`;
      const built = measuredOf(await build(buildKit, requestFor(engine, folder, { dockerfileText })));
      expect(sizesOf(built)[0]?.[1]).toEqual([2, "RUN", Number(bytes)]);
    }
  });

  test("a file without FROM, a context that is not there: one sentence", async () => {
    const folder = temporaryFolder({ Dockerfile: "# nothing\n" });
    expect((await build(engine, requestFor(engine, folder))).outcome).toEqual({
      kind: "unavailable",
      message: "There is nothing to build: the Dockerfile has no FROM that can be read.",
    });
    const request = requestFor(engine, folder, {
      dockerfileText: "FROM scratch\nCOPY . /\n",
      contextPath: `${folder}/no`,
    });
    expect((await build(engine, request)).outcome).toEqual({
      kind: "unavailable",
      message: `The build context ${folder}/no does not exist.`,
    });
  });

  test("cancelling stops the RUN's process", async () => {
    const seconds = uniqueSleep();
    const folder = temporaryFolder({
      Dockerfile: `FROM ${baseImage} AS one\nRUN dd if=/dev/zero of=/x bs=${process.pid} count=1\nRUN sleep ${seconds}\nFROM scratch\nCOPY --from=one /x /\n`,
    });
    const stop = new AbortController();
    const building = build(engine, requestFor(engine, folder), stop.signal);
    await eventually("the RUN sleeps", () => isRunning(seconds));
    stop.abort();
    expect((await building).outcome).toEqual({ kind: "cancelled" });
    await eventually("the RUN's process has ended", () => !isRunning(seconds));
  });

  test("cancelling before and during the first moments", async () => {
    const folder = temporaryFolder({
      Dockerfile: `FROM ${baseImage}\nRUN sleep 0.2\nCOPY . /\n`,
      a: Buffer.alloc(5_000_000),
    });
    expect((await build(engine, requestFor(engine, folder), AbortSignal.abort())).outcome).toEqual({
      kind: "cancelled",
    });
    for (const milliseconds of [1, 20, 60, 120]) {
      const { outcome } = await build(
        engine,
        requestFor(engine, folder, { noCache: true }),
        AbortSignal.timeout(milliseconds),
      );
      expect(outcome.kind).toBe("cancelled");
    }
  });

  test.each([1, 2, 4, 5])(
    "cancelling as instruction %s starts: what the engine still finishes does not stay",
    async (index) => {
      const folder = temporaryFolder({
        Dockerfile: `FROM ${baseImage} AS one\nRUN dd if=/dev/urandom of=/x bs=100 count=1\nCOPY big /\nFROM ${baseImage}\nRUN dd if=/dev/urandom of=/y bs=100 count=1\nCOPY --from=one /x /big /\n`,
        big: Buffer.alloc(30_000_000),
      });
      const stop = new AbortController();
      const events: BuildEvent[] = [];
      const { outcome } = await build(engine, requestFor(engine, folder, { noCache: true }), stop.signal, (event) => {
        if (stop.signal.aborted) events.push(event);
        if (event.kind === "step" && event.instruction === index) stop.abort();
      });
      expect(outcome).toEqual({ kind: "cancelled" });
      expect(events).toEqual([]);
    },
  );

  test("a connection that breaks in mid-build is an engine that stopped answering", async () => {
    const seconds = uniqueSleep();
    const proxy = await startProxy(engine.endpoint.replace("unix://", ""));
    const folder = temporaryFolder({ Dockerfile: `FROM ${baseImage}\nRUN sleep ${seconds}\n` });
    const building = build(engine, requestFor(engine, folder, { engine: proxy.endpoint }));
    await eventually("the RUN sleeps", () => isRunning(seconds));
    proxy.breakDown();
    expect((await building).outcome).toEqual({
      kind: "unavailable",
      message: `The engine at ${proxy.endpoint} stopped answering during the build: see whether it is still running, and build again.`,
    });
    // Podman goes on, and cannot be told otherwise where it cannot be reached.
    if (engine.builder === "Buildah") endProcess(seconds);
    await eventually("the engine has given the build up", () => !isRunning(seconds));
  });

  test("a file of the context that cannot be sent is named", async () => {
    const folder = temporaryFolder({
      Dockerfile: `FROM scratch\nCOPY big /\n`,
      big: Buffer.alloc(4_000_000, process.pid),
    });
    const shrink = (event: BuildEvent) => {
      // Announced with its old size, it is shorter when the engine asks for it.
      if (event.kind === "context") fs.truncateSync(path.join(folder, "big"), 100);
    };
    const { outcome } = await build(engine, requestFor(engine, folder), undefined, shrink);
    expect(outcome).toEqual({
      kind: "unavailable",
      message: `${folder}/big changed its size while the build context was being sent: build again.`,
    });
  });

  test("both kinds of ignore file; an ignored Dockerfile does not arrive in COPY .", async () => {
    const folder = temporaryFolder({
      Dockerfile: `FROM scratch\nCOPY . /\n`,
      ".dockerignore": ".dockerignore\nDockerfile\n*.dockerignore\n*.Dockerfile\nbig/\n!big/kept\n",
      "big/one": "1".repeat(1_000),
      "big/kept": "1".repeat(30),
      "other.Dockerfile": "FROM scratch\nCOPY . /\n",
      "other.Dockerfile.dockerignore": "**\n!big\n",
      small: "12345",
    });
    const copied = async (dockerfile: string) => {
      const request = requestFor(engine, folder, { dockerfilePath: path.join(folder, dockerfile) });
      return sizesOf(measuredOf(await build(engine, request)))[0]?.[1]?.[2];
    };
    expect(await copied("Dockerfile")).toBe(35);
    expect(await copied("other.Dockerfile")).toBe(1_030);
  });

  test("a Dockerfile outside of its context, or not saved yet, does not arrive in COPY . either", async () => {
    const context = temporaryFolder({ a: "123" });
    const elsewhere = temporaryFolder({ Dockerfile: "FROM scratch\nCOPY . /\n" });
    const outside = requestFor(engine, elsewhere, { contextPath: context });
    expect(sizesOf(measuredOf(await build(engine, outside)))[0]?.[1]).toEqual([2, "COPY", 3]);
    const unnamed = `FROM ${baseImage}\nCOPY . /all/\nFROM scratch\nCOPY --from=0 /all /\n`;
    const edited = requestFor(engine, elsewhere, { contextPath: context, dockerfileText: unnamed });
    expect(sizesOf(measuredOf(await build(engine, edited)))[0]?.[1]).toEqual([2, "COPY", 3]);
  });

  test("a context with names of every kind, links in circles and sockets", async () => {
    const folder = temporaryFolder({
      Dockerfile: `FROM ${baseImage}\nCOPY --chown=1:1 . /all/\nCOPY ["with space, comma.txt", "日本/😀", "/some/"]\nCOPY link/inner /l/\nRUN cat "/all/with space, comma.txt" /some/😀 /l/inner > /read\n`,
      ".dockerignore": "Dockerfile\n.dockerignore\n",
      "with space, comma.txt": "12",
      "日本/😀": "345",
      "real/inner": "6789",
      [`${"long-".repeat(40)}/${"name-".repeat(40)}/${"more-".repeat(50)}`]: "0",
    });
    fs.symlinkSync("real", path.join(folder, "link"));
    fs.symlinkSync(".", path.join(folder, "circle"));
    fs.linkSync(path.join(folder, "real/inner"), path.join(folder, "hard"));
    const server = net.createServer().listen(path.join(folder, "socket"));
    onTestFinished(() => void server.close());
    const sizes = sizesOf(measuredOf(await build(engine, requestFor(engine, folder))))[0];
    // Both of overlay2's counts take a link for as long as its target; a hard link is not counted twice everywhere.
    expect(sizes?.[2]).toEqual([3, "COPY", 5]);
    expect(sizes?.[3]).toEqual([4, "COPY", 4]);
    expect(sizes?.[4]).toEqual([5, "RUN", 9]);
  });

  test("an image that was there before stays, and so does one that the user tags meanwhile", async () => {
    const folder = temporaryFolder({
      Dockerfile: `FROM ${baseImage}\nRUN dd if=/dev/zero of=/x bs=${process.pid} count=1\n`,
    });
    const { tag, docker } = await buildAndKeep(engine, requestFor(engine, folder));
    const { Id } = await docker.getImage(tag).inspect();
    const again = measuredOf(await build(engine, requestFor(engine, folder)));
    expect(again.image.id).toBe(Id);
    expect((await docker.getImage(tag).inspect()).Id).toBe(Id);
  });

  test("a platform that the base does not have is refused, or said", async () => {
    const folder = temporaryFolder({ Dockerfile: `FROM ${baseImage}\nRUN true\n` });
    const { outcome } = await build(engine, requestFor(engine, folder, { platform: "nonsense/none/at/all" }));
    expect(outcome.kind).toBe("failed");
  });
});

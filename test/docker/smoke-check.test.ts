// Checks of built images on real engines: commands, what an image starts, health checks, time-outs, and nothing left behind.
import { describe, expect, test } from "vitest";
import { wordsOf } from "../../server/src/docker/smoke-check";
import type { CheckResult, SmokeCheck } from "../../server/src/engine/builds";
import { temporaryFolder } from "../context/temporary-folder";
import { baseImage, build, clientOf, describeOnBuilders, measuredOf, requestFor } from "./engines";

const ownCommand: SmokeCheck = { command: undefined, timeoutMs: 20_000 };

describeOnBuilders("checks", (engine) => {
  const check = async (lines: readonly string[], asked: SmokeCheck): Promise<CheckResult> => {
    const folder = temporaryFolder({ Dockerfile: `FROM ${baseImage}\n${lines.join("\n")}\n` });
    const built = await build(engine, requestFor(engine, folder, { check: asked }));
    const result = measuredOf(built).check!;
    expect(built.events.filter(({ kind }) => kind === "check")).toEqual([
      { kind: "check", state: "started", title: expect.any(String) },
      { kind: "check", state: "ended", result },
    ]);
    return result;
  };
  const command = (text: string, timeoutMs = 20_000): SmokeCheck => ({ command: text, timeoutMs });

  test("a command that succeeds passes, with the image's environment, folder and user", async () => {
    const lines = ["RUN printf 'nobody:x:7:7::/:/bin/sh\\n' >> /etc/passwd", "ENV A=1", "WORKDIR /here", "USER 7"];
    const result = await check(lines, command('printf "$A $PWD" && [ ! -w /etc ] && printf " at the end\\n" >&2'));
    expect(result).toEqual({
      passed: true,
      message: expect.stringMatching(/^`printf .*` succeeded\.$/),
      // No order is told between the two streams.
      logTail: expect.stringMatching(/^(1 \/here\n at the end| at the end\n1 \/here)$/),
      durationMs: expect.any(Number),
    });
  });

  test("a command that fails tells its exit code and its last lines", async () => {
    const result = await check([], command("seq 100; cat /missing"));
    expect(result).toMatchObject({ passed: false, message: "`seq 100; cat /missing` failed with exit code 1." });
    const lines = result.logTail.split("\n");
    expect(lines.length).toBeLessThanOrEqual(20);
    expect(lines).toContain("100");
    expect(result.logTail).toMatch(/missing.*No such file/);
  });

  test("a command that does not end is ended", async () => {
    const result = await check([], command("echo waiting; sleep 600", 1_000));
    expect(result).toMatchObject({
      passed: false,
      message: "`echo waiting; sleep 600` did not end within 1.0 s.",
      logTail: "waiting",
    });
  });

  test("a command that prints without end fills no memory", async () => {
    const { passed, logTail } = await check([], command("while true; do printf 0123456789; done", 1_000));
    expect(passed).toBe(false);
    expect(logTail).toMatch(/^[0-9]+$/);
    expect(logTail.length).toBeLessThanOrEqual(16_384);
  });

  test("what the image starts and stays up passes", async () => {
    const result = await check(['CMD ["sh", "-c", "echo ready; sleep 600"]'], ownCommand);
    expect(result).toMatchObject({
      passed: true,
      message: "`sh -c echo ready; sleep 600` started and still ran after 3.0 s.",
      logTail: "ready",
    });
  });

  test("what the image starts and ends well passes, and what ends badly at once does not", async () => {
    expect(await check(["CMD echo done"], ownCommand)).toMatchObject({ passed: true, logTail: "done" });
    expect(await check(["CMD cat /app/server.js"], ownCommand)).toMatchObject({
      passed: false,
      message: "`/bin/sh -c cat /app/server.js` failed with exit code 1.",
      logTail: expect.stringContaining("No such file"),
    });
  });

  test("a program that is not there is named", async () => {
    const result = await check(['ENTRYPOINT ["/app/server", "--port"]', 'CMD ["80"]'], ownCommand);
    expect(result).toMatchObject({ passed: false, logTail: "" });
    expect(result.message).toMatch(/^`\/app\/server --port 80` could not be started: .*\/app\/server.*\.$/);
  });

  test("an image without a command has nothing to start, and does not pass", async () => {
    expect(await check([], ownCommand)).toMatchObject({
      passed: false,
      message: expect.stringMatching(/^The image starts nothing by itself/),
    });
  });

  test("a health check must pass", async () => {
    const lines = [
      "HEALTHCHECK --interval=1h CMD cat /tmp/ready",
      'CMD ["sh", "-c", "sleep 1; echo yes > /tmp/ready; sleep 600"]',
    ];
    expect(await check(lines, ownCommand)).toMatchObject({
      passed: true,
      message: expect.stringMatching(/started and its health check passed\.$/),
    });
  });

  test("a health check that never passes says what it said", async () => {
    const lines = ['HEALTHCHECK CMD ["cat", "/tmp/ready"]', 'CMD ["sh", "-c", "echo up; sleep 600"]'];
    const result = await check(lines, { command: undefined, timeoutMs: 2_000 });
    expect(result).toMatchObject({
      passed: false,
      message: expect.stringMatching(/its health check did not pass within 2\.0 s\.$/),
    });
    expect(result.logTail).toMatch(/^up\nThe health check said:\n.*\/tmp\/ready/);
  });

  test("a health check that hangs, or whose program is missing, does not pass", async () => {
    const start = 'CMD ["sleep", "600"]';
    for (const probe of ["HEALTHCHECK CMD sleep 600", 'HEALTHCHECK CMD ["curl", "-f", "http://localhost"]'])
      expect(await check([probe, start], { command: undefined, timeoutMs: 1_500 })).toMatchObject({ passed: false });
  });

  test("a program that ends before its health check passed does not pass", async () => {
    const result = await check(["HEALTHCHECK CMD false", "CMD sleep 0.3; exit 4"], ownCommand);
    expect(result).toMatchObject({
      passed: false,
      message: expect.stringMatching(/failed with exit code 4 before its health check passed\.$/),
    });
  });

  test("an image without a shell is asked directly, and says so", async () => {
    const dockerfileText = [
      `FROM ${baseImage} AS base`,
      "FROM scratch",
      "COPY --from=base /lib /lib",
      "COPY --from=base /lib64 /lib64",
      "COPY --from=base /bin/cat /bin/cat",
      "",
    ].join("\n");
    const folder = temporaryFolder({ Dockerfile: dockerfileText });
    const ask = async (text: string) =>
      measuredOf(await build(engine, requestFor(engine, folder, { check: command(text) }))).check;
    expect(await ask("/bin/cat '/bin/cat'")).toMatchObject({
      passed: true,
      message: "`/bin/cat '/bin/cat'` succeeded. The image has no /bin/sh, so it was run without.",
    });
    expect(await ask("cat /bin/cat && cat /etc/passwd")).toMatchObject({
      passed: false,
      message: expect.stringContaining("has no /bin/sh, which the check"),
    });
    expect(await ask("/bin/ls /")).toMatchObject({ passed: false, message: expect.stringContaining("/bin/ls") });
  });

  test("volumes go with the container", async () => {
    const docker = await clientOf(engine);
    const volumes = async () => (await docker.listVolumes()).Volumes.map(({ Name }) => Name).sort();
    const before = await volumes();
    expect(await check(["VOLUME /data"], command("echo kept > /data/file"))).toMatchObject({ passed: true });
    expect(await check(["VOLUME /data"], command("sleep 600", 500))).toMatchObject({ passed: false });
    expect(await volumes()).toEqual(before);
  });

  test.each([
    ["as it starts", 0],
    ["while it runs", 700],
  ])("cancelled %s, it leaves nothing", async (_, delay) => {
    const folder = temporaryFolder({ Dockerfile: `FROM ${baseImage}\nRUN seq 5 > /five\n` });
    const cancel = new AbortController();
    const request = requestFor(engine, folder, { check: command("sleep 600") });
    const { outcome } = await build(engine, request, cancel.signal, (event) => {
      if (event.kind === "check") setTimeout(() => cancel.abort(), delay);
    });
    expect(outcome).toEqual({ kind: "cancelled" });
  });

  test("the time of a build does not count that of its check", async () => {
    const folder = temporaryFolder({ Dockerfile: `FROM ${baseImage}\nRUN seq 6 > /six\n` });
    const { durationMs, check: result } = measuredOf(
      await build(engine, requestFor(engine, folder, { check: command("sleep 3") })),
    );
    expect(result!.durationMs).toBeGreaterThanOrEqual(3_000);
    expect(durationMs).not.toBe(result!.durationMs);
  });
});

describe("a command without a shell", () => {
  test.each([
    ["/app --version", ["/app", "--version"]],
    [`/app "two words" 'it'"s"`, ["/app", "two words", "its"]],
    ["/app | cat", undefined],
    ["/app 'open", undefined],
    ["A=1 /app", undefined],
    ["  ", undefined],
  ])("%s", (text, words) => expect(wordsOf(text)).toEqual(words));
});

// Builds with further contexts, on real engines: folders, images, the refusal of older builders, and how they end.
import fs from "node:fs";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import type { BuildRequest } from "../../server/src/engine/builds";
import { temporaryFolder } from "../context/temporary-folder";
import {
  baseImage,
  build,
  clientOf,
  describeOnBuilders,
  measuredOf,
  removeImage,
  requestFor,
  sizesOf,
} from "./engines";

describeOnBuilders("named contexts", (engine) => {
  const run = (text: string, more: Partial<BuildRequest>, signal?: AbortSignal) =>
    build(engine, requestFor(engine, temporaryFolder({ Dockerfile: text, own: "12" }), more), signal);
  const major = Number(/^Docker (\d+)/.exec(engine.label)?.[1] ?? 0);
  const knowsThem = engine.environment.DOCKER_BUILDKIT !== "0" && major >= 23;
  const unique = () => `RUN true ${process.hrtime.bigint()}`;

  test("what FROM, --from and mounts take of them is measured like everything else", async () => {
    const assets = temporaryFolder({ "a/one": "123", "b two": "4567", ".dockerignore": "ignored\n", ignored: "12345" });
    fs.symlinkSync("a/one", path.join(assets, "link"));
    const text = `FROM ${baseImage} AS first
${unique()}
COPY own /own
COPY --from=assets a /a
RUN --mount=from=assets,target=/assets cat /assets/a/one "/assets/b two" /assets/link > /read && ! cat /assets/ignored
FROM scratch
COPY --from=first /read /read
COPY --from=assets . /all/
FROM other AS last
COPY --from=1 / /
`;
    const namedContexts = { assets, other: `docker-image://${baseImage}`, unused: "/nowhere" };
    const tag = `layer-cost-test-contexts:${process.pid}`;
    const { outcome, events } = await run(text, { namedContexts, labels: { a: "b" }, keepTag: tag });
    if (!knowsThem) {
      expect(outcome).toMatchObject({
        kind: "unavailable",
        message: expect.stringMatching(
          /^This build needs the context (assets|other), and .+ (knows no|can be given) named contexts: .+\.$/,
        ),
      });
      return;
    }
    const docker = await clientOf(engine);
    onTestFinished(() => removeImage(docker, tag));
    const sizes = sizesOf(measuredOf({ outcome, events }));
    expect(sizes[0]?.slice(2).map(([, , bytes]) => bytes)).toEqual([2, 3, 10]);
    expect(sizes[1]?.[1]?.[2]).toBe(10);
    expect((await docker.getImage(tag).inspect()).Config.Labels).toEqual({ a: "b" });
    const steps = events.flatMap((event) =>
      event.kind === "step" && event.state === "completed" ? [event.title] : [],
    );
    expect(steps).toContain("[first] COPY --from=assets a /a");
    // A change in such a folder is seen by the next build.
    fs.writeFileSync(path.join(assets, "a/one"), "12345");
    expect(sizesOf(measuredOf(await run(text, { namedContexts })))[0]?.[3]?.[2]).toBe(5);
  });

  test("failures and refusals", async () => {
    if (!knowsThem) return;
    const assets = temporaryFolder({ a: "1" });
    const failing = await run(`FROM ${baseImage}\nCOPY --from=assets a /\nRUN printf oh-no && false\n`, {
      namedContexts: { assets },
    });
    expect(failing.outcome).toMatchObject({
      kind: "failed",
      instruction: 2,
      message: "RUN ended with exit code 1.",
      logTail: "oh-no",
    });
    const missing = await run(`FROM ${baseImage}\nCOPY --from=assets b /\n`, { namedContexts: { assets } });
    expect(missing.outcome).toMatchObject({ kind: "failed", instruction: 1 });
    const nowhere = await run(`FROM ${baseImage}\nCOPY --from=assets b /\n`, { namedContexts: { assets: "/nowhere" } });
    expect(nowhere.outcome).toEqual({ kind: "unavailable", message: "The build context /nowhere does not exist." });
    const target = await run(`FROM ${baseImage}\nCOPY --from=base b /\n`, { namedContexts: { base: "target:base" } });
    expect(target.outcome).toMatchObject({
      kind: "unavailable",
      message: expect.stringContaining("another build makes"),
    });
    const broken = await run("FROM\n", { namedContexts: { assets } });
    expect(broken.outcome.kind).not.toBe("measured");
    const unused = await run(`FROM ${baseImage}\nRUN false\n`, { namedContexts: { assets: "/nowhere" } });
    expect(unused.outcome).toMatchObject({ kind: "failed", message: "RUN ended with exit code 1." });
    const strange = await run(`FROM ${baseImage}\nNONSENSE\nCOPY --from=assets a /\n`, { namedContexts: { assets } });
    expect(strange.outcome).toMatchObject({
      kind: "failed",
      instruction: 1,
      message: expect.stringContaining("NONSENSE"),
    });
  });

  test("secrets reach their steps here too, and cancelling ends the engine's work", async () => {
    if (!knowsThem) return;
    const assets = temporaryFolder({ a: "1" });
    const file = path.join(temporaryFolder({ token: "the-secret-itself" }), "token");
    const stop = new AbortController();
    const seconds = `5${process.pid}.${Math.random().toString().slice(2, 8)}`;
    const building = run(
      `FROM ${baseImage}\nCOPY --from=assets a /\nRUN --mount=type=secret,id=token cat /run/secrets/token && sleep ${seconds}\n`,
      { namedContexts: { assets }, secrets: [{ id: "token", source: { kind: "file", path: file } }] },
      stop.signal,
    );
    const sleeping = () =>
      fs.readdirSync("/proc").some((pid) => {
        try {
          return /^\d+$/.test(pid) && fs.readFileSync(`/proc/${pid}/cmdline`, "latin1").split("\0").includes(seconds);
        } catch {
          return false;
        }
      });
    await expect.poll(sleeping, { timeout: 20_000 }).toBe(true);
    stop.abort();
    const { outcome, events } = await building;
    expect(outcome).toEqual({ kind: "cancelled" });
    expect(JSON.stringify(events)).toContain("***");
    expect(JSON.stringify(events)).not.toContain("the-secret-itself");
    await expect.poll(sleeping, { timeout: 5_000 }).toBe(false);
  });
});

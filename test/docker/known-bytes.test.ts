// Dockerfiles whose lines write known numbers of bytes: every stage and instruction must come out at exactly those.
import fs from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { temporaryFolder } from "../context/temporary-folder";
import { baseImage, build, buildAndKeep, describeOnEveryEngine, measuredOf, requestFor, sizesOf } from "./engines";
import { savedLayers } from "./saved-layers";

describeOnEveryEngine("known bytes", (engine) => {
  test("three stages, every kind of instruction", async () => {
    const folder = temporaryFolder({
      Dockerfile: `ARG GLOBAL=1000
FROM ${baseImage} AS Base
ENV A=1 B="two words"
WORKDIR /srv/app
ARG COUNT=5
ARG SIZE=\${GLOBAL}
RUN dd if=/dev/zero of=/five bs=1000 count=$COUNT \\
  # a comment inside
  && dd if=/dev/zero of=/one bs=1 count=234
RUN ["dd", "if=/dev/zero", "of=/exec", "bs=777", "count=3"]
SHELL ["/bin/sh", "-e", "-c"]
RUN true
LABEL a=b c="d e"

FROM ${engine.builder === "Buildah" ? "Base" : "base"}
USER root
RUN dd if=/dev/zero of=/unnamed bs=100 count=1

FROM scratch AS final
COPY a.txt sub /data/
COPY --from=Base /five /one /
COPY --from=1 /unnamed /copied
ADD b*.txt /added/
EXPOSE 80/tcp 81
VOLUME /data
STOPSIGNAL SIGTERM
HEALTHCHECK CMD ["/true"]
ENTRYPOINT ["/five"]
CMD ["x"]
ONBUILD RUN true
MAINTAINER nobody
`,
      "a.txt": "a".repeat(1_234),
      "sub/deep/c.bin": Buffer.alloc(50_000),
      "b1.txt": "b".repeat(10),
      "b2.txt": "b".repeat(21),
    });
    const { built, tag, docker } = await buildAndKeep(engine, requestFor(engine, folder));
    const base = built.stages[0]?.base.kind === "measured" ? built.stages[0].base.bytes : -1;
    expect(base).toBeGreaterThan(1_000_000);
    expect(sizesOf(built)).toEqual([
      [
        [2, "FROM", base],
        [3, "ENV", 0],
        [4, "WORKDIR", 0],
        [5, "ARG", 0],
        [6, "ARG", 0],
        [7, "RUN", 5_234],
        [10, "RUN", 2_331],
        [11, "SHELL", 0],
        [12, "RUN", 0],
        [13, "LABEL", 0],
      ],
      [
        [15, "FROM", base + 7_565],
        [16, "USER", 0],
        [17, "RUN", 100],
      ],
      [
        [19, "FROM", 0],
        [20, "COPY", 51_234],
        [21, "COPY", 5_234],
        [22, "COPY", 100],
        [23, "ADD", 31],
        ...["EXPOSE", "VOLUME", "STOPSIGNAL", "HEALTHCHECK", "ENTRYPOINT", "CMD", "ONBUILD", "MAINTAINER"].map(
          (word, index) => [24 + index, word, 0],
        ),
      ],
    ]);
    const totals = built.stages.map(({ own, total }) =>
      [own, total].map(({ claim }) => claim.kind === "measured" && claim.bytes),
    );
    expect(totals).toEqual([
      [7_565, base + 7_565],
      [100, base + 7_665],
      [56_599, 56_599],
    ]);
    expect(built.stages.map(({ own, total }) => own.unknownParts + total.unknownParts)).toEqual([0, 0, 0]);
    expect(built.image.size).toMatchObject({ kind: "measured", bytes: 56_599, metric: "unpacked" });
    expect(built.image.id).toBe((await docker.getImage(tag).inspect()).Id);
    expect(built.target).toBe("final");
    expect(await savedLayers(docker, tag)).toEqual([51_234, 5_234, 100, 31]);
  });

  test("stages that wait for each other are measured in whichever order they are built", async () => {
    // Podman picks the order by chance, and goes on with the last stage between steps of another one.
    for (let round = 0; round < 6; round++) {
      const text = `FROM ${baseImage} AS one
RUN true ${process.hrtime.bigint()}; dd if=/dev/zero of=/a bs=11 count=1
FROM one AS two
RUN dd if=/dev/zero of=/b bs=22 count=1
FROM scratch
COPY --from=one /a /
COPY --from=two /b /
COPY x /
`;
      const folder = temporaryFolder({ Dockerfile: text, x: "123" });
      const sizes = sizesOf(measuredOf(await build(engine, requestFor(engine, folder))));
      expect(sizes.map((stage) => stage.slice(1).map(([line, , bytes]) => [line, bytes]))).toEqual([
        [[2, 11]],
        [[4, 22]],
        [
          [6, 11],
          [7, 22],
          [8, 3],
        ],
      ]);
    }
  });

  test("an image on a base is the sum of its saved layers", async () => {
    const folder = temporaryFolder({
      Dockerfile: `FROM ${baseImage}\nRUN mkdir -p /a/b && seq 1000 > /a/b/list && chmod 600 /a/b/list\nCOPY . /context/\nRUN seq 20000 > /a/b/list\n`,
      ".dockerignore": "Dockerfile\nignored\n",
      "x/ünï çödé.txt": "12345",
      ["n".repeat(200)]: "678",
      ignored: "not sent",
    });
    const { built, tag, docker } = await buildAndKeep(engine, requestFor(engine, folder));
    const layers = (await savedLayers(docker, tag)).filter((bytes) => bytes > 0);
    const base = layers[0] as number;
    expect(sizesOf(built)).toEqual([
      [
        [1, "FROM", base],
        [2, "RUN", 3_893],
        [3, "COPY", 8 + "Dockerfile\nignored\n".length],
        [4, "RUN", 108_894],
      ],
    ]);
    expect(layers.slice(1)).toEqual([3_893, 27, 108_894]);
    const sum = layers.reduce((one, other) => one + other, 0);
    expect(built.image.size).toMatchObject({ kind: "measured", bytes: sum });
  });

  test("a second build finds everything in the cache and measures the same", async () => {
    const folder = temporaryFolder({
      Dockerfile: `FROM ${baseImage} AS first\nARG V=1\nRUN dd if=/dev/zero of=/x bs=1000 count=$V\nCOPY a /a\nFROM first\nRUN dd if=/dev/zero of=/y bs=10 count=1\n`,
      a: String(process.hrtime.bigint()),
    });
    const request = requestFor(engine, folder, { buildArguments: { V: "3" } });
    // Kept, since an image is what the classic builder's cache is made of.
    const { built: cold } = await buildAndKeep(engine, request);
    const warm = measuredOf(await build(engine, request));
    expect(sizesOf(warm)).toEqual(sizesOf(cold));
    expect(sizesOf(warm)[0]?.[2]).toEqual([3, "RUN", 3_000]);
    const cachedOf = (one: typeof warm) =>
      one.stages
        .flatMap(({ instructions }) => instructions)
        .filter(({ keyword }) => keyword === "RUN" || keyword === "COPY")
        .map(({ cached }) => cached);
    expect(cachedOf(cold)[1]).toBe(false);
    expect(cachedOf(warm)).toEqual([true, true, true]);
    expect(warm.image.id).toBe(cold.image.id);
    // An edit of the context is seen, and only from its COPY on.
    fs.writeFileSync(path.join(folder, "a"), `changed ${process.hrtime.bigint()}`);
    const edited = measuredOf(await build(engine, request));
    expect(cachedOf(edited)).toEqual([true, false, false]);
    const digests = [cold, warm, edited].map((one) => one.stages[0]?.instructions[3]?.contextDigest);
    expect(digests[0]).toMatch(/^[0-9a-f]{64}$/);
    expect(digests[1]).toBe(digests[0]);
    expect(digests[2]).not.toBe(digests[0]);
    // --no-cache builds it all again.
    const again = measuredOf(await build(engine, { ...request, noCache: true }));
    expect(cachedOf(again)[0]).toBe(false);
  });

  test("a target by name, by number, and stages that it does not need", async () => {
    const folder = temporaryFolder({
      Dockerfile: `FROM ${baseImage}\nRUN dd if=/dev/zero of=/zero bs=10 count=1\nFROM ${baseImage} as Tools\nRUN dd if=/dev/zero of=/tools bs=20 count=1\nFROM scratch\nCOPY --from=0 /zero /\nFROM ${baseImage} AS broken\nRUN dd if=/nothing\n`,
    });
    const numbered = measuredOf(await build(engine, requestFor(engine, folder, { target: "0" })));
    expect(sizesOf(numbered)[0]?.[1]).toEqual([2, "RUN", 10]);
    const named = measuredOf(await build(engine, requestFor(engine, folder, { target: "tools" })));
    expect(named.stages.map(({ index, name }) => [index, name])).toEqual([[1, "Tools"]]);
    expect(sizesOf(named)[0]?.[1]).toEqual([4, "RUN", 20]);
    const unnamed = measuredOf(await build(engine, requestFor(engine, folder, { target: "2" })));
    expect(unnamed.stages.map(({ index }) => index)).toEqual([0, 2]);
    expect(sizesOf(unnamed)[1]?.[1]).toEqual([6, "COPY", 10]);
    const { outcome } = await build(engine, requestFor(engine, folder, { target: "nope" }));
    expect(outcome).toEqual({ kind: "unavailable", message: 'There is no stage "nope" in this Dockerfile.' });
  });

  test("what a base's ONBUILD writes belongs to the stage, and not to the base", async () => {
    const onbuild = temporaryFolder({
      Dockerfile: `FROM ${baseImage}\nONBUILD RUN dd if=/dev/zero of=/onbuild bs=123 count=1\n`,
    });
    const { tag } = await buildAndKeep(engine, requestFor(engine, onbuild));
    const folder = temporaryFolder({ Dockerfile: `FROM ${tag}\nENV A=b\nRUN dd if=/dev/zero of=/own bs=7 count=1\n` });
    const built = measuredOf(await build(engine, requestFor(engine, folder)));
    const [stage] = built.stages;
    expect(sizesOf(built)[0]?.slice(1)).toEqual([
      [2, "ENV", 0],
      [3, "RUN", 7],
    ]);
    expect(stage?.own.claim).toMatchObject({ kind: "measured", bytes: 130 });
    const base = stage?.base.kind === "measured" ? stage.base.bytes : -1;
    expect(stage?.total.claim).toMatchObject({ kind: "measured", bytes: base + 130 });
  });

  test("events tell the context, each step once, logs, and stages as they are measured", async () => {
    const folder = temporaryFolder({
      Dockerfile: `FROM ${baseImage} AS one\nRUN printf 'h\\303\\251llo\\n' && dd if=/dev/zero of=/x bs=${Date.now() % 1000} count=1\nFROM scratch\nCOPY --from=one /x /\nCOPY a /\n`,
      a: "123",
    });
    const { events, outcome } = await build(engine, requestFor(engine, folder));
    expect(outcome.kind).toBe("measured");
    expect(events[0]).toMatchObject({ kind: "plan" });
    expect(events[1]).toMatchObject({ kind: "context", path: folder, files: 2 });
    const stepsOf = (index: number) =>
      events.flatMap((event) => (event.kind === "step" && event.instruction === index ? [event.state] : []));
    expect(stepsOf(1)).toEqual(["started", "completed"]);
    expect(stepsOf(3)).toEqual(["started", "completed"]);
    const title = events.find((event) => event.kind === "step" && event.instruction === 3);
    expect(title).toMatchObject({ title: "[stage 1] COPY --from=one /x /" });
    const log = events
      .flatMap((event) => (event.kind === "log" && event.instruction === 1 ? [event.text] : []))
      .join("");
    expect(log).toContain("héllo\n");
    const stages = events.flatMap((event) => (event.kind === "stage-measured" ? [event.stage.index] : []));
    expect(stages.toSorted()).toEqual([0, 1]);
  });

  if (engine.builder !== "BuildKit") return;
  test("an image without layers holds nothing", async () => {
    const folder = temporaryFolder({ Dockerfile: "FROM scratch\n" });
    const built = measuredOf(await build(engine, requestFor(engine, folder)));
    expect(sizesOf(built)).toEqual([[[1, "FROM", 0]]]);
    expect(built.image.size).toMatchObject({ kind: "measured", bytes: 0 });
  });

  test("heredocs, mounts, links and archives of BuildKit", async () => {
    const folder = temporaryFolder({ "a.txt": "a".repeat(500), "lib/x": "x".repeat(40) });
    const tar = temporaryFolder({ "in.bin": Buffer.alloc(3_000) });
    const { execFileSync } = await import("node:child_process");
    execFileSync("tar", ["-c", "-z", "-f", path.join(folder, "archive.tgz"), "-C", tar, "in.bin"]);
    fs.writeFileSync(
      path.join(folder, "Dockerfile"),
      `FROM ${baseImage} AS base
RUN <<EOF
dd if=/dev/zero of=/heredoc bs=11 count=1
dd if=/dev/zero of=/heredoc2 bs=22 count=1
EOF
RUN --mount=type=cache,target=/cache --mount=type=bind,target=/context dd if=/dev/zero of=/cache/big bs=1000 count=9 && cat /context/a.txt > /kept
COPY <<one.txt <<"two.txt" /files/
twelve bytes
one.txt
$X five
two.txt
WORKDIR /
WORKDIR /new
ADD archive.tgz /unpacked/
COPY --link --chmod=755 a.txt /linked/
FROM base AS never
RUN dd if=/nothing
FROM base
COPY --link --from=base /kept /link2/
RUN --mount=from=base,target=/from cat /from/heredoc > /mounted
`,
    );
    const built = measuredOf(await build(engine, requestFor(engine, folder)));
    expect(built.stages.map(({ index }) => index)).toEqual([0, 2]);
    expect(sizesOf(built).map((stage) => stage.slice(1))).toEqual([
      [
        [2, "RUN", 33],
        [6, "RUN", 500],
        [7, "COPY", 13 + 8],
        [12, "WORKDIR", 0],
        [13, "WORKDIR", 0],
        [14, "ADD", 3_000],
        [15, "COPY", 500],
      ],
      [
        [19, "COPY", 500],
        [20, "RUN", 11],
      ],
    ]);
    const untimed = built.stages
      .flatMap(({ instructions }) => instructions)
      .filter(({ durationMs }) => durationMs === undefined);
    expect(untimed.map(({ line, keyword }) => [line + 1, keyword])).toEqual([
      [12, "WORKDIR"],
      [18, "FROM"],
    ]);
  });
});

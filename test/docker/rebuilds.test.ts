// Rebuilds timed on real engines: which steps run for which change, what stays cached, and that no file is touched.
import fs from "node:fs";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { readContext } from "../../server/src/context/read-context";
import { planBuild } from "../../server/src/docker/build-plan";
import { Mask } from "../../server/src/docker/mask";
import { changeOfCode, changeOfDependencies } from "../../server/src/docker/rebuild-changes";
import { timeRebuilds } from "../../server/src/docker/rebuilds";
import type { BuildEvent, RebuildKind, RebuildTime } from "../../server/src/engine/builds";
import { temporaryFolder } from "../context/temporary-folder";
import {
  baseImage,
  build,
  buildAndKeep,
  describeOnEngines,
  measuredOf,
  removeImage,
  requestFor,
  type TestEngine,
} from "./engines";

const kinds: readonly RebuildKind[] = ["cold", "warm", "code-change", "dependency-change"];

/** Lines: 1 copies the manifest, 2 "installs", 3 copies the sources, 4 "compiles", 6 takes the result. */
const dockerfile = (mark: string) =>
  [
    `FROM ${baseImage} AS build`,
    "COPY package.json /app/",
    `RUN printf ${mark} > /app/installed && cat /app/package.json >> /app/installed`,
    "COPY src /app/src",
    "RUN cat /app/src/app.js > /app/built",
    `FROM ${baseImage}`,
    "COPY --from=build /app/built /app/",
    "",
  ].join("\n");

const project = (mark: string) =>
  temporaryFolder({
    Dockerfile: dockerfile(mark),
    "package.json": '{ "name": "app" }\n',
    "src/app.js": "console.log(1);\n",
    "src/app.test.js": "",
    "src/image.png": Buffer.from([0, 255, 0, 254]),
  });

const mark = () => process.hrtime.bigint().toString(36);

/** Instructions by the keyword and the number of their line. */
function ran({ ran: indexes }: RebuildTime, text: string): readonly string[] | undefined {
  return indexes?.map((index) => `${text.split("\n")[index]?.split(" ", 1)[0]} ${index}`);
}

function statesIn(folder: string): readonly string[] {
  return (fs.readdirSync(folder, { recursive: true }) as string[]).sort().map((name) => {
    const { mtimeNs, size, ino } = fs.statSync(path.join(folder, name), { bigint: true });
    return `${name} ${size} ${mtimeNs} ${ino}`;
  });
}

async function rebuilds(engine: TestEngine, folder: string, wanted = kinds) {
  const built = await build(engine, requestFor(engine, folder, { rebuilds: wanted }));
  return { ...built, times: measuredOf(built).rebuilds! };
}

describeOnEngines("rebuilds", (engine) => {
  test("each kind runs the steps that depend on what changed, touches no file, and leaves the cache warm", async () => {
    const folder = project(mark());
    const text = fs.readFileSync(path.join(folder, "Dockerfile"), "utf8");
    const before = statesIn(folder);
    // Kept, since the classic builder's cache is its images.
    const { docker } = await buildAndKeep(engine, requestFor(engine, folder));
    const keepTag = `layer-cost-test-kept-stage:${process.pid}`;
    measuredOf(await build(engine, requestFor(engine, folder, { target: "build", keepTag })));
    onTestFinished(() => removeImage(docker, keepTag));
    const { times, events } = await rebuilds(engine, folder);
    expect(times.map(({ kind }) => kind)).toEqual(kinds);
    expect(times.map((time) => ran(time, text))).toEqual([
      ["COPY 1", "RUN 2", "COPY 3", "RUN 4", "COPY 6"],
      [],
      ["COPY 3", "RUN 4", "COPY 6"],
      // BuildKit finds the same compiled result, and takes what was made of it from the cache.
      expect.arrayContaining(["COPY 1", "RUN 2", "COPY 3", "RUN 4"]),
    ]);
    expect(times.map(({ note }) => note)).toEqual([
      "every step ran again; base images were there",
      "nothing changed",
      "src/app.js changed",
      "package.json changed",
    ]);
    for (const { durationMs } of times) expect(durationMs).toBeGreaterThan(0);
    expect(statesIn(folder)).toEqual(before);

    const told = events.filter((event): event is Extract<BuildEvent, { kind: "rebuild" }> => event.kind === "rebuild");
    expect(told.flatMap(({ time }) => time ?? [])).toEqual(times);
    expect(told[0]).toEqual({ kind: "rebuild", rebuild: "cold", step: undefined, time: undefined });
    expect(told.some(({ rebuild, step }) => rebuild === "cold" && step?.includes("RUN cat"))).toBe(true);
    // Steps of rebuilds are none of the build that was measured.
    const own = events.filter((event) => event.kind === "step" && event.instruction === 2 && event.state !== "started");
    expect(own).toHaveLength(1);

    const after = measuredOf(await build(engine, requestFor(engine, folder)));
    const uncached = after.stages.flatMap(({ instructions }) =>
      instructions.filter(({ cached, keyword }) => !cached && keyword !== "FROM").map(({ text }) => text),
    );
    expect(uncached).toEqual([]);
  });

  test("a change is another one each time, so that nothing of an earlier rebuild is its cache", async () => {
    const folder = project(mark());
    const { times } = await rebuilds(engine, folder, ["code-change", "code-change", "dependency-change", "warm"]);
    expect(times.map((time) => time.ran?.includes(4))).toEqual([true, true, true, false]);
  });

  test("where nothing comes from the context, there is nothing to change, and it says so", async () => {
    const folder = temporaryFolder({ Dockerfile: `FROM ${baseImage}\nRUN printf ${mark()} > /made\n` });
    const { times } = await rebuilds(engine, folder, ["code-change", "dependency-change"]);
    expect(times).toEqual([
      {
        kind: "code-change",
        durationMs: undefined,
        note: "not timed: no instruction takes files of the program from the build context",
      },
      {
        kind: "dependency-change",
        durationMs: undefined,
        note: "not timed: no file that names dependencies is taken from the build context",
      },
    ]);
  });

  test("a rebuild that fails says so, and the build stays measured", async () => {
    const folder = project(mark());
    // It fails whenever the source has more than its one line.
    const text = fs
      .readFileSync(path.join(folder, "Dockerfile"), "utf8")
      .replace(
        "RUN cat /app/src/app.js > /app/built",
        "RUN read one < /app/src/app.js; cat /app/src/app.js | { read a; ! read b; } && printf x > /app/built",
      );
    fs.writeFileSync(path.join(folder, "Dockerfile"), text);
    const { times } = await rebuilds(engine, folder, ["code-change", "warm"]);
    expect(times[0]).toEqual({
      kind: "code-change",
      durationMs: undefined,
      note: expect.stringMatching(/^not timed: src\/app\.js changed, and the build failed: .*exit code 1\.$/),
    });
    expect(times[1]?.durationMs).toBeGreaterThan(0);
  });

  test("a cancelled rebuild ends the build", async () => {
    const folder = project(mark());
    const text = fs.readFileSync(path.join(folder, "Dockerfile"), "utf8");
    fs.writeFileSync(path.join(folder, "Dockerfile"), text.replace("RUN cat", "RUN sleep 1 && cat"));
    const stop = new AbortController();
    const { outcome } = await build(
      engine,
      requestFor(engine, folder, { rebuilds: ["cold"] }),
      stop.signal,
      (event) => {
        if (event.kind === "rebuild" && event.step?.includes("RUN sleep")) stop.abort();
      },
    );
    expect(outcome).toEqual({ kind: "cancelled" });
  });
});

test.each([
  {
    of: "npm, and the file that the last COPY brings",
    dockerfile:
      "FROM node:22 AS build\nWORKDIR /app\nCOPY package*.json ./\nRUN npm ci\nCOPY . .\nRUN npm run build\nFROM nginx\nCOPY nginx.conf /etc/nginx/\nCOPY --from=build /app/dist /srv\n",
    files: [
      "package.json",
      "package-lock.json",
      "nginx.conf",
      "src/index.ts",
      "src/index.test.ts",
      "tsconfig.json",
      "a.png",
    ],
    code: "src/index.ts",
    dependencies: "package.json",
  },
  {
    of: "requirements in a folder of their own",
    dockerfile:
      "FROM python:3.12\nWORKDIR /srv\nCOPY deploy/requirements.txt .\nRUN pip install -r requirements.txt\nCOPY app app\n",
    files: ["deploy/requirements.txt", "requirements.txt", "app/__init__.py", "app/main.py", "app/requirements.txt"],
    code: "app/__init__.py",
    dependencies: "deploy/requirements.txt",
  },
  {
    of: "bind mounts, which are copies, too",
    dockerfile:
      "FROM golang:1.26\nWORKDIR /src\nRUN --mount=type=bind,source=go.mod,target=go.mod --mount=type=bind,source=go.sum,target=go.sum go mod download\nRUN --mount=type=bind,target=. go build -o /app ./cmd\n",
    files: ["go.mod", "go.sum", "cmd/main.go", "cmd/main_test.go"],
    code: "cmd/main.go",
    dependencies: "go.mod",
  },
  {
    of: "everything copied before the install",
    dockerfile: "FROM ruby:3\nWORKDIR /app\nCOPY . .\nRUN bundle install\n",
    files: ["Gemfile", "Gemfile.lock", "config/app.rb", "lib/app.rb", "README.md"],
    code: "config/app.rb",
    dependencies: "Gemfile",
  },
  {
    of: "no source, but a text",
    dockerfile: "FROM nginx\nCOPY nginx.conf /etc/nginx/\n",
    files: ["nginx.conf"],
    code: "nginx.conf",
    dependencies: undefined,
  },
  {
    of: "nothing but programs",
    dockerfile: "FROM eclipse-temurin:21\nCOPY target/app.jar /\n",
    files: ["target/app.jar", "pom.xml"],
    code: undefined,
    dependencies: undefined,
  },
])("the changed files of $of", async ({ dockerfile, files, code, dependencies }) => {
  const content = (name: string): string | Buffer =>
    name.endsWith(".json") ? '{ "a": 1 }' : /\.(png|jar)$/.test(name) ? Buffer.from([0, 255]) : "text";
  const root = temporaryFolder({
    Dockerfile: dockerfile,
    ...Object.fromEntries(files.map((name) => [name, content(name)])),
  });
  const dockerfilePath = path.join(root, "Dockerfile");
  const plan = planBuild({
    ...requestFor({ label: "", endpoint: "", builder: "BuildKit", environment: {}, storage: "" }, root),
  });
  const context = await readContext(root, dockerfilePath);
  const changes = [await changeOfCode(plan, context), await changeOfDependencies(plan, context)];
  expect(changes.map(({ file }) => file)).toEqual([code, dependencies]);
  for (const change of changes) {
    if (change.file === undefined) continue;
    const [[file, text] = []] = Object.entries(change.overlay);
    const before = fs.readFileSync(file!, "utf8");
    expect(file).toBe(path.join(root, change.file));
    expect(text!.startsWith(before)).toBe(true);
    expect(text).not.toBe(before);
    if (file!.endsWith(".json")) expect(JSON.parse(text!)).toEqual(JSON.parse(before));
  }
});

test("a file that vanished before it could be changed ends that rebuild, and not the build", async () => {
  const root = temporaryFolder({ Dockerfile: "FROM debian:12\nCOPY app.js /\n", "app.js": "text" });
  const request = requestFor({ label: "", endpoint: "", builder: "BuildKit", environment: {}, storage: "" }, root);
  const context = await readContext(root, path.join(root, "Dockerfile"));
  fs.rmSync(path.join(root, "app.js"));
  const built: RebuildKind[] = [];
  const times = await timeRebuilds({
    request: { ...request, rebuilds: ["code-change", "warm"] },
    plan: planBuild(request),
    context,
    mask: new Mask(),
    signal: new AbortController().signal,
    onEvent: () => undefined,
    async buildAgain() {
      built.push("warm");
    },
  });
  expect(times).toMatchObject([
    { kind: "code-change", durationMs: undefined, note: expect.stringMatching(/^not timed: .*app\.js vanished/) },
    { kind: "warm", durationMs: expect.any(Number) },
  ]);
  expect(built).toEqual(["warm"]);
});

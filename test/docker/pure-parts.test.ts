// The parts of the docker room that need no engine: names of steps, histories, traces, logins.
import fs from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { readContext } from "../../server/src/context/read-context";
import { planBuild } from "../../server/src/docker/build-plan";
import { engineMessage } from "../../server/src/docker/build-run";
import { findInstruction } from "../../server/src/docker/buildkit-steps";
import { decodeTrace } from "../../server/src/docker/buildkit-trace";
import { selectEntries } from "../../server/src/docker/file-sync";
import { LogTail } from "../../server/src/docker/log-tail";
import { type HistoryEntry, keywordOf, mapHistory } from "../../server/src/docker/map-history";
import { writeMessage } from "../../server/src/docker/protobuf";
import { Logins } from "../../server/src/docker/registry-credentials";
import { temporaryFolder } from "../context/temporary-folder";

const plan = (dockerfileText: string, target?: string) =>
  planBuild({
    dockerfilePath: "/x/Dockerfile",
    dockerfileText,
    contextPath: undefined,
    target,
    buildArguments: {},
    platform: undefined,
    noCache: false,
    keepTag: undefined,
    engine: undefined,
  });

describe("what is built", () => {
  test("one build covers the stages that the target stands on; others follow, unreached ones don't", () => {
    const text =
      "FROM a AS base\nFROM base AS deps\nFROM a AS tools\nFROM a AS test\nFROM deps AS final\nCOPY --from=tools /t /\n";
    const { builds, reached } = plan(text);
    expect(builds.map(({ name }) => name)).toEqual(["final", "tools"]);
    expect(reached.map(({ name }) => name)).toEqual(["base", "deps", "tools", "final"]);
  });

  test("unnamed stages get a name where they must be named, and nothing else changes", () => {
    const text =
      "FROM \\\n  # why\n  a\nRUN x\nFROM --platform=linux/amd64 b\r\nFROM c\nCOPY --from=0 /a /\nCOPY --from=1 /b /\n";
    const { dockerfileText, builds, targetName } = plan(text);
    expect(dockerfileText).toBe(
      text
        .replace("  a\n", "  a AS layer-cost-stage-0\n")
        .replace("linux/amd64 b", "linux/amd64 b AS layer-cost-stage-1"),
    );
    expect(builds.map(targetName)).toEqual([undefined, "layer-cost-stage-1", "layer-cost-stage-0"]);
  });
});

describe("BuildKit's step names", () => {
  const { image } = plan(
    "ARG V=1\nFROM debian:$V AS Build\nENV A=b\nWORKDIR /\nWORKDIR /app\nRUN one\nCOPY a b\nFROM build\nRUN two\nFROM scratch\nCOPY --from=1 x y\nADD z /\n",
  );
  test.each([
    ["[build 1/5] FROM docker.io/library/debian:1@sha256:abc", 1],
    ["[build 2/5] WORKDIR /app", 4],
    ["[build 3/5] RUN one", 5],
    ["[build  4/5] COPY a b", 6],
    ["[build 4/5] LINK COPY --link a b", 6],
    ["[linux/arm64 build 3/5] RUN one", 5],
    ["[stage-1 1/1] RUN two", 8],
    ["[stage-2 1/2] COPY --from=1 x y", 10],
    ["[stage-2 2/2] ADD z /", 11],
    ["FROM docker.io/library/debian:1", 1],
    // The same pull in a build beside this one.
    ["[other 1/9] FROM docker.io/library/debian:1@sha256:abc", 1],
    ["[internal] load metadata for docker.io/library/debian:1", 1],
    // Not certain: another keyword, a count that does not fit, a stage that is not there.
    ["[build 3/5] COPY a b", undefined],
    ["[build 3/4] RUN one", undefined],
    ["[other 1/1] RUN two", undefined],
    ["[internal] load build context", undefined],
    ["exporting to image", undefined],
    // One ONBUILD instruction of the base more: it belongs to the FROM, the others move on.
    ["[build 2/6] RUN onbuild", 1],
    ["[build 3/6] WORKDIR /app", 4],
    ["[build 4/6] RUN one", 5],
  ])("%j is instruction %s", (name, index) => {
    expect(findInstruction(image, name)?.index).toBe(index);
  });
});

describe("an image's history", () => {
  test.each([
    ["RUN |1 A=b /bin/sh -c echo # buildkit", "RUN"],
    ["COPY a b # buildkit", "COPY"],
    ['HEALTHCHECK &{["CMD"]}', "HEALTHCHECK"],
    ["/bin/sh -c #(nop)  ENV A=b", "ENV"],
    ["/bin/sh -c #(nop) COPY file:12 in /x ", "COPY"],
    ["|1 A=b /bin/sh -c echo", "RUN"],
    ["dd if=/dev/zero", "RUN"],
    ["", undefined],
  ])("%j was written by %s", (createdBy, keyword) => {
    expect(keywordOf(createdBy)).toBe(keyword);
  });

  const entries = (...texts: [string, number][]): HistoryEntry[] =>
    texts.map(([createdBy, bytes]) => ({ createdBy, bytes }));
  const chain = plan("FROM base AS one\nRUN a\nENV B=c\nFROM one\nCOPY d e\n").target.chain;

  test("is counted from the newest down to the base", () => {
    const mapped = mapHistory(
      entries(["COPY d e", 4], ["ENV B=c", 0], ["RUN a", 2], ["RUN base", 100], ["", 1]),
      chain,
      undefined,
    );
    expect(mapped).toMatchObject({ baseBytes: 101, triggerBytes: 0 });
    expect(typeof mapped !== "string" && [...mapped.instructions]).toEqual([
      [4, 4],
      [2, 0],
      [1, 2],
    ]);
  });

  test("an ONBUILD has an entry of its own, or none", () => {
    const triggers = plan("FROM base\nRUN a\nONBUILD RUN b\nENV C=d\n").target.chain;
    const withOne = entries(["ENV C=d", 0], ["/bin/sh -c #(nop)  ONBUILD RUN b", 0], ["RUN a", 2], ["", 1]);
    const sizes = [
      [3, 0],
      [2, 0],
      [1, 2],
    ];
    for (const history of [withOne, withOne.filter(({ createdBy }) => !createdBy.includes("ONBUILD"))]) {
      const mapped = mapHistory(history, triggers, 1);
      expect(mapped).toMatchObject({ baseBytes: 1, triggerBytes: 0 });
      expect(typeof mapped !== "string" && [...mapped.instructions]).toEqual(sizes);
    }
  });

  test("says where it does not fit, and gives no number then", () => {
    expect(mapHistory(entries(["COPY d e", 4], ["RUN a", 2], ["", 1]), chain, undefined)).toBe(
      `the image's history has "RUN a" where the ENV of line 3 belongs`,
    );
    expect(mapHistory(entries(["COPY d e", 4]), chain, undefined)).toMatch(/has nothing where/);
    const scratch = plan("FROM scratch\nCOPY a b\n").target.chain;
    expect(mapHistory(entries(["COPY a b", 1], ["COPY c d", 1]), scratch, undefined)).toMatch(/more entries/);
  });
});

test("a trace is decoded, and what a newer engine adds is passed over", () => {
  const time = writeMessage([1, 1_795_443_671], [2, 500_000_000]);
  const group = writeMessage([1, "id"], [2, "LINK COPY"]);
  const vertex = writeMessage(
    [1, "sha256:a"],
    [3, "name"],
    [4, 1],
    [5, time],
    [6, time],
    [7, "bad"],
    [8, group],
    [99, "new"],
  );
  const log = writeMessage([1, "sha256:a"], [3, 2], [4, Buffer.from("é")]);
  const status = writeMessage(
    [1, "layer"],
    [2, "sha256:a"],
    [3, "downloading"],
    [4, 5_000_000_000],
    [5, 6_000_000_000],
  );
  const trace = decodeTrace(writeMessage([1, vertex], [2, status], [3, log], [77, 5]));
  const startedMs = 1_795_443_671_500;
  expect(trace.vertexes).toEqual([
    {
      digest: "sha256:a",
      name: "name",
      cached: true,
      startedMs,
      completedMs: startedMs,
      error: "bad",
      group: "LINK COPY",
    },
  ]);
  expect(trace.statuses).toEqual([{ id: "layer", vertex: "sha256:a", current: 5_000_000_000, total: 6_000_000_000 }]);
  expect(trace.logs.map(({ vertex, stream, text }) => [vertex, stream, text.toString()])).toEqual([
    ["sha256:a", "errors", "é"],
  ]);
  expect(decodeTrace(Buffer.alloc(0))).toEqual({ vertexes: [], statuses: [], logs: [] });
  expect(() => decodeTrace(Buffer.from("////////", "base64"))).not.toThrow();
});

describe("the end of a log", () => {
  const numbers = (count: number) => Array.from({ length: count }, (_, index) => String(index + 1));

  test("holds errors that the output has overtaken, in the order in which all came", () => {
    const tail = new LogTail(6, 2);
    tail.add("errors", Buffer.from("old\nwrong\nworse\n"));
    tail.add("output", Buffer.from(`${numbers(100).join("\n")}\n`));
    expect(tail.text.split("\n")).toEqual(["wrong", "worse", "97", "98", "99", "100"]);
    tail.add("errors", Buffer.from(`${numbers(9).join("\n")}`));
    expect(tail.text.split("\n")).toEqual(["99", "100", "6", "7", "8", "9"]);
  });

  test("puts together what came in pieces, shows what a terminal would, and does not grow", () => {
    const tail = new LogTail(3, 1);
    const [first, second] = [Buffer.from("h\u00e9").subarray(0, 2), Buffer.from("h\u00e9").subarray(2)];
    expect([tail.add("output", first), tail.add("errors", Buffer.from("x")), tail.add("output", second)]).toEqual([
      "h",
      "x",
      "é",
    ]);
    tail.add("output", Buffer.from("llo\r\n10 %\r20 %\r\u001b[1m30 %\u001b[0m\n\n\n"));
    expect(tail.text).toBe("héllo\nx\n30 %");
    for (let percent = 0; percent < 1_000; percent++)
      tail.add("output", Buffer.from(`${"#".repeat(100)}${percent} %\r`));
    expect(tail.text.length).toBeLessThan(20_000);
    expect(tail.text).toMatch(/#999 %$/);
  });
});

test("only what COPY sources reach is offered, with its folders, and everything where a link leads on", async () => {
  const root = temporaryFolder({ "package.json": "", "src/a/b.ts": "", "src/c.ts": "", "data/huge": "" });
  const context = await readContext(root, path.join(root, "Dockerfile"));
  const offered = (...wanted: string[]) => selectEntries(context, wanted).map((entry) => entry.path);
  expect(offered("package*.json", "src/a")).toEqual(["package.json", "src", "src/a", "src/a/b.ts"]);
  expect(offered("/src/c.ts")).toEqual(["src", "src/c.ts"]);
  expect(offered()).toHaveLength(7);
  expect(offered("/")).toHaveLength(7);
  fs.symlinkSync("data", path.join(root, "link"));
  const linked = await readContext(root, path.join(root, "Dockerfile"));
  expect(selectEntries(linked, ["link/huge"])).toHaveLength(8);
  expect(selectEntries(linked, ["src"])).toHaveLength(4);
});

test("logins come from config.json and from credential helpers", async () => {
  const helpers = temporaryFolder({
    "docker-credential-test": `#!/bin/sh\nread host\n[ "$host" = helped.example ] && echo '{"Username":"me","Secret":"s3cret"}' || exit 1\n`,
    "docker-credential-broken": "#!/bin/sh\necho the keychain is locked\nexit 1\n",
  });
  for (const name of fs.readdirSync(helpers)) fs.chmodSync(path.join(helpers, name), 0o755);
  const auth = Buffer.from("user:pass:word").toString("base64");
  const config = temporaryFolder({
    "config.json": JSON.stringify({
      auths: {
        "https://index.docker.io/v1/": { auth },
        "plain.example:5000": { auth },
        "token.example": { identitytoken: "t" },
      },
      credHelpers: { "helped.example": "test", "broken.example": "broken", "absent.example": "nowhere" },
    }),
  });
  const environment = { DOCKER_CONFIG: config, PATH: `${helpers}:${process.env.PATH}` };
  const login = { username: "user", password: "pass:word" };
  const logins = new Logins(environment);
  expect(await logins.find("registry-1.docker.io")).toEqual(login);
  expect(await logins.find("plain.example:5000")).toEqual(login);
  expect(await logins.find("helped.example")).toEqual({ username: "me", password: "s3cret" });
  expect(await logins.find("token.example")).toEqual({ username: "", password: "t" });
  expect(await logins.find("other.example")).toBeUndefined();
  expect(logins.problems.size).toBe(0);
  expect(await logins.find("broken.example")).toBeUndefined();
  expect(await logins.find("absent.example")).toBeUndefined();
  expect([...logins.problems]).toEqual([
    ["broken.example", "docker-credential-broken, which should know it, failed"],
    ["absent.example", "docker-credential-nowhere, which should know it, is not installed"],
  ]);
  expect(await new Logins({ DOCKER_CONFIG: "/nowhere" }).find("x")).toBeUndefined();
  // Each builder is told only of the registries that a build needs, in its own way.
  expect(await logins.byRegistry(["docker.io", "token.example", "other.example"])).toEqual({
    "https://index.docker.io/v1/": login,
    "token.example": { identitytoken: "t" },
  });
});

test("engine messages lose the words around them", () => {
  expect(engineMessage(new Error("(HTTP code 400) unexpected - dockerfile parse error on line 3: x "))).toBe(
    "dockerfile parse error on line 3: x",
  );
  expect(engineMessage("failed to solve with frontend dockerfile.v0: failed to create LLB definition: x")).toBe("x");
});

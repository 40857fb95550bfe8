// What builds take in beside their context, on real engines: secrets, labels, and what happens where they are missing.
import { randomBytes } from "node:crypto";
import path from "node:path";
import { expect, test } from "vitest";
import type { BuildRequest, BuildSecret } from "../../server/src/engine/builds";
import { temporaryFolder } from "../context/temporary-folder";
import {
  type Built,
  baseImage,
  build,
  buildAndKeep,
  describeOnEngines,
  describeOnEveryEngine,
  measuredOf,
  requestFor,
  sizesOf,
  type TestEngine,
} from "./engines";

const fromFile = (id: string, file: string): BuildSecret => ({ id, source: { kind: "file", path: file } });
const fromEnvironment = (id: string, name: string): BuildSecret => ({ id, source: { kind: "environment", name } });

/** Never built before, so that every step runs. */
const unique = () => `${process.pid}-${process.hrtime.bigint()}`;

function dockerfile(...lines: string[]): string {
  return [`FROM ${baseImage}`, `RUN true ${unique()}`, ...lines, ""].join("\n");
}

const logOf = ({ events }: Built) => events.flatMap((event) => (event.kind === "log" ? [event.text] : [])).join("");

describeOnEngines("build inputs", (engine) => {
  const run = (text: string, more: Partial<BuildRequest> = {}, environment: TestEngine["environment"] = {}) => {
    const folder = temporaryFolder({ Dockerfile: text });
    const given = { ...engine, environment: { PATH: process.env.PATH, ...engine.environment, ...environment } };
    return build(given, requestFor(engine, folder, more));
  };
  /** The classic builder is refused all of this; an engine that merely prefers it builds such files with BuildKit. */
  const refuses = engine.environment.DOCKER_BUILDKIT === "0" || engine.label.startsWith("Podman");

  test("labels reach the image", async () => {
    const folder = temporaryFolder({ Dockerfile: dockerfile("RUN true") });
    const labels = { "org.example.team": "blue, green=1", empty: "" };
    const { tag, docker, built } = await buildAndKeep(engine, requestFor(engine, folder, { labels }));
    expect((await docker.getImage(tag).inspect()).Config.Labels).toMatchObject(labels);
    expect(sizesOf(built)[0]).toHaveLength(3);
  });

  test("a secret of a file and one of the environment reach the steps that mount them, and no text", async () => {
    const value = `file-${unique()}`;
    const other = `environment-${unique()}`;
    const file = path.join(temporaryFolder({ token: `${value}\n` }), "token");
    const { outcome, ...built } = await run(
      dockerfile(
        "RUN --mount=type=secret,id=first cat /run/secrets/first /run/secrets/first > /copied && cat /run/secrets/first",
        "RUN --mount=type=secret,id=second,target=/here cat /here >&2 && printf 'and again: %s!\\n' $(cat /here)",
        "RUN --mount=type=secret,id=first,required=true v=$(cat /run/secrets/first) && printf '%.9s' $v && sleep 0.3 && printf 'x%s' $v && cat /gone",
      ),
      { secrets: [fromFile("first", file), fromEnvironment("second", "SECOND")] },
      { SECOND: other },
    );
    if (refuses) {
      expect(outcome).toMatchObject({
        kind: "unavailable",
        message: expect.stringMatching(/^This build needs secrets, and .+: .+\.$/),
      });
      return;
    }
    const log = logOf({ outcome, ...built });
    expect(log).toContain("***\n");
    expect(log).toContain("and again: ***!\n");
    expect(outcome).toMatchObject({ kind: "failed", instruction: 4, logTail: expect.stringContaining("x***") });
    const told = JSON.stringify([outcome, built]);
    expect(told).not.toContain(value);
    expect(told).not.toContain(other);
  });

  test("a secret that nothing gives: an optional mount does without, a required one fails and says why", async () => {
    const optional = dockerfile("RUN --mount=type=secret,id=token sh -c '! cat /run/secrets/token'");
    const required = dockerfile("RUN --mount=type=secret,id=token,required=true cat /run/secrets/token");
    const secrets = [fromEnvironment("token", "LAYER_COST_TOKEN_THAT_IS_NOT_SET")];
    if (refuses) return;
    measuredOf(await run(optional));
    measuredOf(await run(optional, { secrets }));
    expect((await run(required)).outcome).toMatchObject({
      kind: "failed",
      instruction: 2,
      message:
        "RUN needs the secret token, and none was given: name its file or environment variable in build.secrets, or with --secret id=token,src=FILE.",
    });
    expect((await run(required, { secrets })).outcome).toMatchObject({
      kind: "failed",
      instruction: 2,
      message:
        "RUN needs the secret token, and the environment variable LAYER_COST_TOKEN_THAT_IS_NOT_SET, which it comes from, is not set.",
    });
  });

  test("a secret's file that cannot be had, and one that is too large", async () => {
    const text = dockerfile("RUN --mount=type=secret,id=token cat /run/secrets/token");
    const large = randomBytes(250 * 1024 + 1).toString("hex");
    const folder = temporaryFolder({ large, just: large.slice(2) });
    const message = async (file: string) => {
      const { outcome } = await run(text, { secrets: [fromFile("token", path.join(folder, file))] });
      return "message" in outcome ? outcome.message : outcome.kind;
    };
    if (refuses) return;
    expect(await message("missing")).toBe(`The file of the secret token, ${folder}/missing, does not exist.`);
    expect(await message(".")).toBe(`The file of the secret token, ${folder}, is a folder.`);
    expect(await message(path.relative(folder, "/dev/zero"))).toBe(
      "The file of the secret token, /dev/zero, is a device.",
    );
    expect(await message("large")).toBe("The secret token is larger than 500 kB, the most that BuildKit takes.");
    expect(await message("just")).toBe("measured");
  });

  test("a cache that cannot be had is no failure", async () => {
    const built = await run(dockerfile("RUN true"), { cacheFrom: ["localhost:1/nothing:1"] });
    expect(measuredOf(built).stages).toHaveLength(1);
    const failed = built.events.filter((event) => event.kind === "step" && event.state === "failed");
    expect(failed).toEqual([]);
    const failing = await run(dockerfile("RUN cat /gone"), { cacheFrom: ["localhost:1/nothing:1"] });
    expect(failing.outcome).toMatchObject({ kind: "failed", instruction: 2, message: "RUN ended with exit code 1." });
  });
});

describeOnEveryEngine("defaults of the docker command", (engine) => {
  const engineWith = (environment: TestEngine["environment"]): TestEngine => ({
    ...engine,
    environment: { ...engine.environment, ...environment },
  });
  const run = (folder: string, environment: TestEngine["environment"], more: Partial<BuildRequest> = {}) =>
    build(engineWith(environment), requestFor(engine, folder, more));
  const proxiesOf = (proxies: object) => ({
    DOCKER_CONFIG: temporaryFolder({ "config.json": JSON.stringify({ proxies }) }),
  });

  test("proxies of its configuration reach the steps, behind arguments of the build; no password is told", async () => {
    const proxy = "http://me:hu%24h@proxy.invalid:3128";
    const folder = temporaryFolder({
      Dockerfile: dockerfile(
        "ARG https_proxy",
        "RUN printf %s $HTTP_PROXY$no_proxy > /two && echo seen: $HTTP_PROXY $https_proxy $no_proxy; echo other: $ftp_proxy $FTP_PROXY",
        "RUN printf %s $https_proxy > /one",
      ),
    });
    const environment = proxiesOf({
      default: { httpProxy: "http://other.invalid", noProxy: "other" },
      [engine.endpoint]: {
        httpProxy: proxy,
        httpsProxy: "http://secure.invalid",
        noProxy: ".internal",
        ftpProxy: "theirs",
      },
    });
    const built = await run(folder, environment, { buildArguments: { ftp_proxy: "mine" } });
    const masked = "http://me:***@proxy.invalid:3128";
    expect(logOf(built)).toContain(`seen: ${masked} http://secure.invalid .internal\n`);
    expect(logOf(built)).toContain("other: mine");
    expect(logOf(built)).not.toContain("theirs");
    expect(JSON.stringify(built)).not.toContain("hu%24h");
    const length = `${proxy}.internal`.length;
    expect(sizesOf(measuredOf(built))[0]?.slice(2)).toEqual([
      [3, "ARG", 0],
      [4, "RUN", length],
      [5, "RUN", "http://secure.invalid".length],
    ]);
  });

  test("other proxies are no reason to build again", async () => {
    const folder = temporaryFolder({ Dockerfile: dockerfile("RUN printf abc > /file") });
    const keepWith = (httpProxy: string) =>
      buildAndKeep(engineWith(proxiesOf({ default: { httpProxy } })), requestFor(engine, folder));
    const { docker, tag } = await keepWith("http://one.invalid");
    const idOf = async () => (await docker.getImage(tag).inspect()).Id;
    const id = await idOf();
    const { built } = await keepWith("http://two.invalid");
    expect(await idOf()).toBe(id);
    expect(sizesOf(built)[0]?.[2]).toEqual([3, "RUN", 3]);
  });

  test("DOCKER_DEFAULT_PLATFORM is what is built for, unless the build asks for another", async () => {
    const folder = temporaryFolder({
      Dockerfile: "FROM scratch\nARG TARGETARCH\nCOPY $TARGETARCH /\n",
      arm64: "12345",
      amd64: "123",
    });
    const environment = { DOCKER_DEFAULT_PLATFORM: "linux/arm64" };
    const built = await run(folder, environment);
    expect(built.events).toContainEqual(expect.objectContaining({ kind: "plan", platform: "linux/arm64" }));
    // The classic builder does not find again what it built from scratch for another platform.
    if (engine.builder === "classic") return;
    expect(sizesOf(measuredOf(built))[0]?.[2]).toEqual([3, "COPY", 5]);
    const other = await run(folder, environment, { platform: "linux/amd64" });
    expect(sizesOf(measuredOf(other))[0]?.[2]).toEqual([3, "COPY", 3]);
  });
});

// What builds take in, as texts are read, settings are merged and several builds agree.
import { expect, test } from "vitest";
import { inputTexts } from "../../server/src/engine/build-inputs";
import {
  type BuildInputs,
  joinInputs,
  mergeSettings,
  type NamedBuild,
  namedBuildText,
  readCacheText,
  readSecretText,
  readSshText,
  withNamedBuilds,
} from "../../server/src/engine/index";

test.each([
  ["id=a,src=b/c", { id: "a", source: { kind: "file", path: "b/c" } }],
  ["type=file,id=a,source=b", { id: "a", source: { kind: "file", path: "b" } }],
  ["type=file,id=a", { id: "a", source: { kind: "file", path: "a" } }],
  ["id=a,env=B", { id: "a", source: { kind: "environment", name: "B" } }],
  ["type=env,id=a,src=B", { id: "a", source: { kind: "environment", name: "B" } }],
  ["id=a", { id: "a", source: { kind: "environment", name: "a" } }],
])("the secret %s", (text, item) => {
  expect(readSecretText(text)).toEqual({ item });
});

test.each(["", "src=a", "id=a,value=b", "id=a,type=vault"])("the secret %s cannot be read", (text) => {
  expect(readSecretText(text)).toEqual({ problem: expect.stringMatching(/^The secret ".*" (has|is) .+\.$/) });
});

test("ssh agents and caches", () => {
  expect(readSshText("default")).toEqual({ item: { id: "default", paths: [] } });
  expect(readSshText("git=a,b")).toEqual({ item: { id: "git", paths: ["a", "b"] } });
  expect(readSshText("=a")).toHaveProperty("problem");
  expect(readCacheText("host:5000/a:1")).toEqual({ item: "host:5000/a:1" });
  expect(readCacheText("type=registry,ref=a")).toEqual({ item: "a" });
  expect(readCacheText("type=gha")).toHaveProperty("problem");
});

test("settings: the file's win by name, and what cannot be read is reported", () => {
  const editor = { build: { secrets: ["id=a,env=A", "id=b,env=B"], labels: { x: "1" }, cacheFrom: ["one"] } };
  const file = { build: { secrets: ["id=b,src=b.txt", "nonsense"], ssh: ["default"], contexts: { c: "./c" } } };
  const { settings, problems } = mergeSettings(editor, file);
  expect(settings.buildInputs).toEqual({
    secrets: [
      { id: "a", source: { kind: "environment", name: "A" } },
      { id: "b", source: { kind: "file", path: "b.txt" } },
    ],
    labels: { x: "1" },
    cacheFrom: ["one"],
    ssh: [{ id: "default", paths: [] }],
    namedContexts: { c: "./c" },
  });
  expect(problems).toEqual([{ key: "build.secrets", message: expect.stringContaining('"nonsense"') }]);
  expect(mergeSettings({ build: { secrets: {} } }, undefined).problems).toHaveLength(1);
});

test("several builds of one file: only what all agree on, below the settings", () => {
  const build = (origin: string, inputs?: BuildInputs): NamedBuild => ({
    origin,
    contextPath: "/work",
    target: undefined,
    arguments: {},
    platform: undefined,
    ...(inputs && { inputs }),
  });
  const secret = (id: string, name: string) => ({ id, source: { kind: "environment" as const, name } });
  const web = build("web", {
    labels: { team: "blue", tier: "1" },
    secrets: [secret("same", "S"), secret("differs", "A"), secret("web", "W")],
    cacheFrom: ["both", "web"],
    ssh: [{ id: "default", paths: [] }],
  });
  const job = build("job", {
    labels: { team: "blue", tier: "2" },
    secrets: [secret("same", "S"), secret("differs", "B")],
    cacheFrom: ["both"],
  });
  const { settings } = mergeSettings({ build: { labels: { mine: "yes" }, secrets: ["id=same,env=MINE"] } }, undefined);
  expect(withNamedBuilds(settings, [web, job]).buildInputs).toEqual({
    labels: { team: "blue", mine: "yes" },
    secrets: [secret("same", "MINE")],
    cacheFrom: ["both"],
  });
  expect(withNamedBuilds(settings, [web]).buildInputs.ssh).toEqual([{ id: "default", paths: [] }]);
  expect(withNamedBuilds(settings, [web, build("bare")]).buildInputs).toEqual(settings.buildInputs);
});

test("what is taken in is told by where it comes from", () => {
  const inputs = joinInputs(
    { secrets: [{ id: "key", source: { kind: "file", path: "/work/key" } }], labels: { a: "of $TOKEN" } },
    { secrets: [{ id: "token", source: { kind: "environment", name: "TOKEN" } }], ssh: [{ id: "default", paths: [] }] },
  );
  const event = { kind: "named" as const, target: "run", buildArguments: { V: "2" }, platform: undefined, inputs };
  expect(namedBuildText({ ...event, origins: ["web of compose.yaml"] })).toBe(
    "Target run, V=2, secret key (/work/key), secret token ($TOKEN), ssh default, label a (see web of compose.yaml)",
  );
  expect(namedBuildText({ ...event, origins: [], inputs: {} })).toBe("Target run, V=2");
});

test("a context is told without the login in its address", () => {
  const namedContexts = {
    one: "https://me:token@host/a.git#main",
    two: "https://host/@b.git",
    three: "ssh://git@host/c",
  };
  expect(inputTexts({ namedContexts })).toEqual([
    "context one (https://***@host/a.git#main)",
    "context two (https://host/@b.git)",
    "context three (ssh://git@host/c)",
  ]);
});

// npm's registry: whom we ask and with which login, what becomes of its answers, and that nothing is asked twice.
import { mkdirSync, readdirSync, readFileSync, realpathSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { askNpmForRegistry } from "../../server/src/registry/npm-program";
import { NpmRegistry } from "../../server/src/registry/npm-registry";
import { readNpmSettings } from "../../server/src/registry/npm-settings";
import { temporaryFolder } from "../context/temporary-folder";
import { type Answer, startServer } from "./http-server";

/** Where a test names the registry itself. */
const unasked = () => Promise.reject(new Error("npm is not to be asked"));

const tells =
  (bytes: unknown): Answer =>
  (_, response) =>
    response.end(JSON.stringify({ dist: { unpackedSize: bytes } }));

const refuses =
  (status: number): Answer =>
  (_, response) => {
    response.statusCode = status;
    response.end("{}");
  };

async function registryWith(answer: Answer, options: { readonly npmrc?: string; readonly timeout?: number } = {}) {
  const server = await startServer(answer);
  const home = temporaryFolder({ ".npmrc": (options.npmrc ?? "").replaceAll("HOST", server.host) });
  const environment = { HOME: home, npm_config_registry: `http://${server.host}/npm` };
  const open = async () =>
    new NpmRegistry(await readNpmSettings(environment, unasked), path.join(home, "cache"), options.timeout);
  return { ...server, home, open, registry: await open() };
}

const one = { name: "a", version: "1.0.0" };

test("sizes by name and version, asked once and kept for ever", async () => {
  const { registry, requests, open, home } = await registryWith(tells(1234));
  const wanted = [one, { name: "@s/b", version: "2.0.0-rc.1" }, one];
  const { bytes, packageSizes } = await registry.sizes(wanted);
  expect(packageSizes).toEqual({ "a@1.0.0": 1234, "@s/b@2.0.0-rc.1": 1234 });
  expect(bytes).toBe(2468);
  expect(requests.map(({ line }) => line).sort()).toEqual(["GET /npm/@s%2fb/2.0.0-rc.1", "GET /npm/a/1.0.0"]);
  expect((await (await open()).sizes(wanted)).packageSizes).toEqual(packageSizes);
  expect(requests).toHaveLength(2);
  for (const file of readdirSync(path.join(home, "cache"))) writeFileSync(path.join(home, "cache", file), "{ broken");
  await (await open()).sizes([one]);
  expect(requests).toHaveLength(3);
});

test("versions that are not known, or without a size, are left out; those without a size are not asked for again", async () => {
  const { registry, requests } = await registryWith((request, response, body) =>
    (request.url?.includes("/a/") ? refuses(404) : tells(undefined))(request, response, body),
  );
  const wanted = [one, { name: "old", version: "0.1.0" }];
  expect((await registry.sizes(wanted)).packageSizes).toEqual({});
  await registry.sizes(wanted);
  expect(requests.map(({ line }) => line).sort()).toEqual([
    "GET /npm/a/1.0.0",
    "GET /npm/a/1.0.0",
    "GET /npm/old/0.1.0",
  ]);
});

test("what no registry can know is not asked for", async () => {
  const { registry, requests } = await registryWith(tells(1));
  await registry.sizes([
    { name: "a", version: "github:owner/a#1" },
    { name: "../../etc", version: "1.0.0" },
    { name: "..", version: "1.0.0" },
    { name: "a", version: "" },
  ]);
  expect(requests).toEqual([]);
});

test.each([
  [refuses(401), "wants a login for a: npm login"],
  [refuses(500), "answers with status 500"],
  [((_, response) => response.end("<html>")) satisfies Answer, "answers with what is no JSON"],
  [(() => undefined) satisfies Answer, "did not answer in time"],
])("a registry that cannot tell: %#", async (answer, message) => {
  const { registry } = await registryWith(answer, { timeout: 200 });
  await expect(registry.sizes([one])).rejects.toThrow(message);
});

test("a registry that is down", async () => {
  const home = temporaryFolder();
  const settings = await readNpmSettings({ HOME: home, npm_config_registry: "http://127.0.0.1:9/" }, unasked);
  await expect(new NpmRegistry(settings, path.join(home, "cache")).sizes([one])).rejects.toThrow("refuses connections");
});

test("a registry that fails later: what is known still counts, and the rest is said", async () => {
  let isDown = false;
  const { registry } = await registryWith((...parts) => (isDown ? refuses(503) : tells(5))(...parts));
  await registry.sizes([one]);
  isDown = true;
  const { packageSizes, basis } = await registry.sizes([one, { name: "b", version: "1.0.0" }]);
  expect(packageSizes).toEqual({ "a@1.0.0": 5 });
  expect(basis).toContain("status 503");
});

test("after the first that fails, no others are asked", async () => {
  const { registry, requests } = await registryWith(refuses(503));
  const many = Array.from({ length: 100 }, (_, index) => ({ name: `p${index}`, version: "1.0.0" }));
  await expect(registry.sizes(many)).rejects.toThrow("status 503");
  expect(requests.length).toBeLessThan(17);
});

test("registries of scopes, and logins of the user's .npmrc", async () => {
  const server = await startServer(tells(7));
  const other = await startServer(tells(9));
  const home = temporaryFolder({
    ".npmrc": [
      "; a comment",
      `registry = http://${server.host}/`,
      `@s:registry=http://${other.host}/team/`,
      `//${other.host}/team/:_authToken=\${TEAM_TOKEN}`,
    ].join("\n"),
  });
  const settings = await readNpmSettings({ HOME: home, TEAM_TOKEN: "secret" }, unasked);
  const registry = new NpmRegistry(settings, path.join(home, "cache"));
  const { packageSizes } = await registry.sizes([one, { name: "@s/b", version: "1.0.0" }]);
  expect(packageSizes).toEqual({ "a@1.0.0": 7, "@s/b@1.0.0": 9 });
  expect(other.requests[0]!.headers.authorization).toBe("Bearer secret");
  expect(server.requests[0]!.headers.authorization).toBeUndefined();
});

test("the environment before the user's file before the global one; a repository's own counts for nothing", async () => {
  const home = temporaryFolder({
    ".npmrc": "registry=https://user.example/\nprefix=/nowhere\n",
    "etc/npmrc": "registry=https://global.example/\n",
    "empty/.keep": "",
  });
  const of = async (environment: Readonly<Record<string, string>>) =>
    (await (await readNpmSettings(environment, async () => "http://127.0.0.1:1")).registryOf("a"))?.href;
  expect(await of({ HOME: home, NPM_CONFIG_REGISTRY: "https://set.example" })).toBe("https://set.example/");
  expect(await of({ HOME: home })).toBe("https://user.example/");
  expect(await of({ HOME: path.join(home, "empty"), npm_config_prefix: home })).toBe("https://global.example/");
  expect(await of({ HOME: path.join(home, "empty"), npm_config_prefix: "/nowhere" })).toBe("http://127.0.0.1:1/");
  expect(await of({ HOME: home, npm_config_registry: "file:///etc" })).toBeUndefined();
  const repository = path.join(home, "repository");
  mkdirSync(repository);
  writeFileSync(path.join(repository, ".npmrc"), "registry=https://evil.example/\n");
  const before = process.cwd();
  process.chdir(repository);
  try {
    expect(await of({ HOME: home })).toBe("https://user.example/");
  } finally {
    process.chdir(before);
  }
});

test("logins by name and password, and as npm wrote them once", async () => {
  const home = temporaryFolder({
    ".npmrc": [
      "//one.example/:username=me",
      `//one.example/:_password=${Buffer.from("word").toString("base64")}`,
      "//two.example/deep/:_auth=bWU6d29yZA==",
    ].join("\n"),
  });
  const { authorizationFor } = await readNpmSettings({ HOME: home }, unasked);
  const basic = `Basic ${Buffer.from("me:word").toString("base64")}`;
  expect(authorizationFor(new URL("https://one.example/npm/"))).toBe(basic);
  expect(authorizationFor(new URL("https://two.example/deep/er/"))).toBe(basic);
  expect(authorizationFor(new URL("https://two.example/"))).toBeUndefined();
});

/** A home folder, and a program called npm that does this. */
function withNpm(script: string) {
  const home = temporaryFolder();
  mkdirSync(path.join(home, "bin"));
  writeFileSync(path.join(home, "bin", "npm"), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  return { home, environment: { HOME: home, PATH: `${path.join(home, "bin")}:/usr/bin:/bin` } };
}

test.skipIf(process.platform === "win32")("npm itself says which registry it asks, in the home folder", async () => {
  const { home, environment } = withNpm('echo "$PWD $*" >> "$HOME/calls"; echo http://127.0.0.1:9/npm/');
  expect(await askNpmForRegistry(environment)).toBe("http://127.0.0.1:9/npm/");
  expect(readFileSync(path.join(home, "calls"), "utf8")).toBe(`${realpathSync(home)} config get registry\n`);
});

test.skipIf(process.platform === "win32")("npm that is not there, or says nothing", async () => {
  const missing = "npm is not there to say which registry it asks: install npm, or write registry=… into ~/.npmrc";
  const nowhere = temporaryFolder();
  await expect(askNpmForRegistry({ HOME: nowhere, PATH: nowhere })).rejects.toThrow(missing);
  await expect(askNpmForRegistry(withNpm("echo undefined").environment)).rejects.toThrow(missing);
  await expect(askNpmForRegistry(withNpm("exec sleep 60").environment, 300)).rejects.toThrow("within 0.3 seconds");
});

test("npm is asked only for packages that need it; where it cannot say, nor can we", async () => {
  const { host } = await startServer(tells(3));
  const home = temporaryFolder({ ".npmrc": `@s:registry=http://${host}/\nprefix=/nowhere\n` });
  const registry = new NpmRegistry(await readNpmSettings({ HOME: home }, unasked), path.join(home, "cache"));
  expect((await registry.sizes([{ name: "@s/b", version: "1.0.0" }])).packageSizes).toEqual({ "@s/b@1.0.0": 3 });
  expect((await registry.sizes([{ name: "a", version: "github:owner/a#1" }])).packageSizes).toEqual({});
  await expect(registry.sizes([one])).rejects.toThrow("npm is not to be asked");
});

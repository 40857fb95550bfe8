// Walking a build context: what is sent, in which order, and what cannot be read.
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import net from "node:net";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { digestOf, largestEntries, matchSources } from "../../server/src/context/copy-sources";
import { findContext } from "../../server/src/context/find-context";
import { readContext } from "../../server/src/context/read-context";
import { temporaryFolder } from "./temporary-folder";

async function pathsIn(root: string, dockerfile = "Dockerfile"): Promise<string[]> {
  return (await readContext(root, path.join(root, dockerfile))).entries.map((entry) => entry.path);
}

test("everything is sent without an ignore file, directories first, in byte order", async () => {
  const root = temporaryFolder({ "b.txt": "1", "b/c": "22", "a/": "", ä: "333", "\u{1F600}": "4", "\uFF01": "5" });
  const context = await readContext(root, path.join(root, "Dockerfile"));
  expect(context.entries.map(({ path, kind, bytes }) => [path, kind, bytes])).toEqual([
    ["a", "directory", 0],
    ["b", "directory", 0],
    ["b/c", "file", 2],
    ["b.txt", "file", 1],
    ["ä", "file", 3],
    ["\uFF01", "file", 1],
    ["\u{1F600}", "file", 1],
  ]);
  expect(context).toMatchObject({ files: 5, bytes: 8 });
});

test("the Dockerfile's own ignore file wins over the context's", async () => {
  const root = temporaryFolder({ ".dockerignore": "a", "x.Dockerfile.dockerignore": "b", a: "", b: "", c: "" });
  expect(await pathsIn(root, "x.Dockerfile")).toEqual([".dockerignore", "a", "c", "x.Dockerfile.dockerignore"]);
  expect(await pathsIn(root, "y.Dockerfile")).toEqual([".dockerignore", "b", "c", "x.Dockerfile.dockerignore"]);
});

test("an exception brings its ignored folders along", async () => {
  const root = temporaryFolder({
    ".dockerignore": "*\n!src/deep/*.ts\n",
    "src/deep/a.ts": "",
    "src/deep/b.js": "",
    "src/c.ts": "",
    "other/a.ts": "",
  });
  expect(await pathsIn(root)).toEqual(["src", "src/deep", "src/deep/a.ts"]);
});

test("links are sent as links, even round in a circle", async () => {
  const root = temporaryFolder({ "a/file": "123" });
  fs.symlinkSync(".", path.join(root, "a/loop"));
  fs.symlinkSync("../a", path.join(root, "a/up"));
  fs.symlinkSync("self", path.join(root, "self"));
  const context = await readContext(root, path.join(root, "Dockerfile"));
  expect(context.entries.map(({ path, linkTarget }) => [path, linkTarget])).toEqual([
    ["a", undefined],
    ["a/file", undefined],
    ["a/loop", "."],
    ["a/up", "../a"],
    ["self", "self"],
  ]);
  expect(matchSources(context, ["a/up/loop/file"]).bytes).toBe(3);
  expect(matchSources(context, ["self"]).missing).toEqual(["self"]);
});

test("sockets and pipes are left out, hard links are counted once", async () => {
  const root = temporaryFolder({ one: "12345" });
  fs.linkSync(path.join(root, "one"), path.join(root, "two"));
  execFileSync("mkfifo", [path.join(root, "pipe")]);
  const server = net.createServer().listen(path.join(root, "socket"));
  onTestFinished(() => void server.close());
  await new Promise((resolve) => server.once("listening", resolve));
  const context = await readContext(root, path.join(root, "Dockerfile"));
  expect(context.entries.map(({ path, sameAs }) => [path, sameAs])).toEqual([
    ["one", undefined],
    ["two", "one"],
  ]);
  expect(context).toMatchObject({ files: 2, bytes: 5 });
});

test("what cannot be read is named", async () => {
  const root = temporaryFolder({ ".dockerignore/": "" });
  const dockerfile = path.join(root, "Dockerfile");
  await expect(readContext(root, dockerfile)).rejects.toThrow(
    `The ignore file ${root}/.dockerignore cannot be read: it is a directory.`,
  );
  await expect(readContext(`${root}/none`, dockerfile)).rejects.toThrow(
    `The build context ${root}/none does not exist.`,
  );
  fs.rmdirSync(path.join(root, ".dockerignore"));
  fs.writeFileSync(path.join(root, ".dockerignore"), "ok\n[a\n");
  await expect(readContext(root, dockerfile)).rejects.toThrow(/\.dockerignore cannot be used: "\[a"/);
  await expect(readContext(path.join(root, ".dockerignore"), dockerfile)).rejects.toThrow("is not a folder");
});

/** Permissions do not bind root, so that a test run as root steps down for a moment. */
async function asNobody<T>(run: () => Promise<T>): Promise<T> {
  const isRoot = process.getuid?.() === 0;
  if (isRoot) process.seteuid?.(65_534);
  try {
    return await run();
  } finally {
    if (isRoot) process.seteuid?.(0);
  }
}

test("folders and files without permission are named, ignored ones do no harm", async () => {
  const root = temporaryFolder({ "closed/a": "", secret: "1" });
  const dockerfile = path.join(root, "Dockerfile");
  fs.chmodSync(root, 0o755);
  fs.chmodSync(path.join(root, "closed"), 0);
  fs.chmodSync(path.join(root, "secret"), 0);
  onTestFinished(() => fs.chmodSync(path.join(root, "closed"), 0o700));
  await asNobody(async () => {
    await expect(readContext(root, dockerfile)).rejects.toThrow(
      `The folder ${root}/closed of the build context cannot be read: permission denied.`,
    );
  });
  fs.writeFileSync(path.join(root, ".dockerignore"), "closed\n!other\n");
  await asNobody(async () => {
    const context = await readContext(root, dockerfile);
    expect(context.entries.map((entry) => entry.path)).toEqual([".dockerignore", "secret"]);
    await expect(digestOf(context, matchSources(context, ["."]))).rejects.toThrow(
      `${root}/secret in the build context cannot be read: permission denied.`,
    );
  });
});

test("a walk ends soon after it is told to stop", async () => {
  const root = temporaryFolder(Object.fromEntries(Array.from({ length: 1_200 }, (_, index) => [`f${index}`, ""])));
  const stop = { aborted: false };
  const reading = readContext(root, path.join(root, "Dockerfile"), stop);
  stop.aborted = true;
  expect((await reading).entries.length).toBeLessThan(1_200);
});

test("COPY sources: names, folders, wildcards, links, what is missing", async () => {
  const root = temporaryFolder({
    "package.json": "12",
    "package-lock.json": "345",
    "src/a.ts": "6789",
    "src/b/c.ts": "0",
  });
  fs.symlinkSync("src", path.join(root, "link"));
  const context = await readContext(root, path.join(root, "Dockerfile"));
  const bytes = (...sources: string[]) => matchSources(context, sources).bytes;
  expect(bytes(".")).toBe(10);
  expect(bytes("./")).toBe(10);
  expect(bytes("/")).toBe(10);
  expect(bytes("package*.json")).toBe(5);
  expect(bytes("./src/")).toBe(5);
  expect(bytes("src/*")).toBe(5);
  expect(bytes("src/*.ts")).toBe(4);
  expect(bytes("src", "src/b")).toBe(5);
  expect(bytes("../src")).toBe(5);
  expect(bytes("link")).toBe(5);
  expect(bytes("https://example.org/a.tar")).toBe(0);
  expect(matchSources(context, ["nope", "x*", "src"]).missing).toEqual(["nope", "x*"]);
  expect(largestEntries(matchSources(context, ["."]))[0]).toEqual({ path: "src", bytes: 5 });
  expect(largestEntries(matchSources(context, ["src"]))[0]).toEqual({ path: "src/a.ts", bytes: 4 });
});

test("a digest follows contents, names and modes, not times", async () => {
  const root = temporaryFolder({ "a/one": "1", "b/two": "2" });
  const digest = async () => {
    const context = await readContext(root, path.join(root, "Dockerfile"));
    return digestOf(context, matchSources(context, ["a"]));
  };
  const first = await digest();
  fs.utimesSync(path.join(root, "a/one"), 1, 1);
  fs.writeFileSync(path.join(root, "b/two"), "changed");
  expect(await digest()).toBe(first);
  fs.chmodSync(path.join(root, "a/one"), 0o755);
  expect(await digest()).not.toBe(first);
  fs.chmodSync(path.join(root, "a/one"), 0o644);
  expect(await digest()).toBe(first);
  fs.writeFileSync(path.join(root, "a/one"), "2");
  expect(await digest()).not.toBe(first);
});

test("a digest ends when it is told to stop", async () => {
  const root = temporaryFolder({ big: Buffer.alloc(1_000_000) });
  const context = await readContext(root, path.join(root, "Dockerfile"));
  const digesting = digestOf(context, matchSources(context, ["."]), AbortSignal.abort());
  await expect(digesting).rejects.toMatchObject({ name: "AbortError" });
});

test("the context is the nearest folder in which all sources exist", () => {
  const root = temporaryFolder({
    ".git/HEAD": "",
    "pyproject.toml": "",
    "services/api/src/main.py": "",
    "services/api/docker/Dockerfile": "",
  });
  const dockerfile = path.join(root, "services/api/docker/Dockerfile");
  expect(findContext(dockerfile, [])).toBe(path.dirname(dockerfile));
  expect(findContext(dockerfile, ["."])).toBe(path.dirname(dockerfile));
  expect(findContext(dockerfile, ["src/", "."])).toBe(path.join(root, "services/api"));
  expect(findContext(dockerfile, ["src/*.py"])).toBe(path.join(root, "services/api"));
  expect(findContext(dockerfile, ["services/api/src", "pyproject.toml"])).toBe(root);
  // Nothing above the repository is tried, and what is nowhere leaves the Dockerfile's own folder.
  expect(findContext(dockerfile, [path.basename(root)])).toBe(path.dirname(dockerfile));
  expect(findContext(dockerfile, ["https://example.org/x", "src"])).toBe(path.join(root, "services/api"));
});

// A changed copy of a context: what is sent, packed and digested instead of what lies on disk, which stays as it is.
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { digestOf, matchSources } from "../../server/src/context/copy-sources";
import type { ContextOverlay } from "../../server/src/context/overlay";
import { packContext } from "../../server/src/context/pack-context";
import { readContent } from "../../server/src/context/read-content";
import { readContext } from "../../server/src/context/read-context";
import { temporaryFolder } from "./temporary-folder";

const read = (root: string, overlay: ContextOverlay = {}) =>
  readContext(root, path.join(root, "Dockerfile"), undefined, overlay);

const listed = async (root: string, overlay: ContextOverlay) =>
  (await read(root, overlay)).entries.map(({ path, kind, bytes }) => [path, kind, bytes]);

test("a text counts instead of a file, with the file's mode, and nothing is written", async () => {
  const root = temporaryFolder({ "a/run.sh": "old", b: "b" });
  fs.chmodSync(path.join(root, "a/run.sh"), 0o755);
  const before = fs.statSync(path.join(root, "a/run.sh"));
  const context = await read(root, { [path.join(root, "a/run.sh")]: "newer" });
  const entry = context.entries.find(({ path }) => path === "a/run.sh")!;
  expect(entry).toMatchObject({ kind: "file", bytes: 5, mode: 0o755 });
  expect(entry.modifiedMs).toBeLessThan(before.mtimeMs);
  expect(context).toMatchObject({ files: 2, bytes: 6 });
  const chunks: Buffer[] = [];
  for await (const chunk of readContent(context, entry)) chunks.push(chunk);
  expect(Buffer.concat(chunks).toString()).toBe("newer");
  expect(fs.readFileSync(path.join(root, "a/run.sh"), "utf8")).toBe("old");
  expect(fs.statSync(path.join(root, "a/run.sh")).mtimeMs).toBe(before.mtimeMs);
});

test("texts of equal length have different times, so that no builder takes one for the other", async () => {
  const root = temporaryFolder({ a: "000" });
  const timeOf = async (text: string) => (await read(root, { [path.join(root, "a")]: text })).entries[0]!.modifiedMs;
  const times = await Promise.all(["111", "222", "333"].map(timeOf));
  expect(new Set([...times, fs.statSync(path.join(root, "a")).mtimeMs]).size).toBe(4);
  expect(await timeOf("111")).toBe(times[0]);
});

test("files that are not on disk are there, in folders that are not, and in order", async () => {
  const root = temporaryFolder({ "a.txt": "1", "b/c": "2" });
  const inRoot = (name: string) => path.join(root, name);
  expect(await listed(root, { [inRoot("new/deep/file")]: "12345", [inRoot("b/a")]: "", [inRoot("aa")]: "x" })).toEqual([
    ["a.txt", "file", 1],
    ["aa", "file", 1],
    ["b", "directory", 0],
    ["b/a", "file", 0],
    ["b/c", "file", 1],
    ["new", "directory", 0],
    ["new/deep", "directory", 0],
    ["new/deep/file", "file", 5],
  ]);
  expect(await listed(root, { [path.join(path.dirname(root), "elsewhere")]: "x", [root]: "x" })).toHaveLength(3);
});

test("the ignore file of the overlay decides, and an ignored text is not sent", async () => {
  const root = temporaryFolder({ ".dockerignore": "a\n", a: "1", b: "2" });
  const inRoot = (name: string) => path.join(root, name);
  const changed = await listed(root, { [inRoot(".dockerignore")]: "b\nc\n", [inRoot("c")]: "3" });
  expect(changed.map(([name]) => name)).toEqual([".dockerignore", "a"]);
  const own = await listed(root, { [inRoot("Dockerfile.dockerignore")]: "b\n" });
  expect(own.map(([name]) => name)).toEqual([".dockerignore", "Dockerfile.dockerignore", "a"]);
});

test("a text that stands for one of several hard links leaves the others as they are", async () => {
  const root = temporaryFolder({ a: "same" });
  fs.linkSync(path.join(root, "a"), path.join(root, "b"));
  fs.linkSync(path.join(root, "a"), path.join(root, "c"));
  const context = await read(root, { [path.join(root, "a")]: "other" });
  expect(context.entries.map(({ path, sameAs }) => [path, sameAs])).toEqual([
    ["a", undefined],
    ["b", undefined],
    ["c", "b"],
  ]);
});

test("the tar and the digest are those of a folder that holds the texts", async () => {
  const root = temporaryFolder({ ".dockerignore": "z\n", "src/a": "1", "src/b": "2", z: "" });
  const overlay = { [path.join(root, "src/a")]: "changed", [path.join(root, "src/new")]: "new" };
  const context = await read(root, overlay);
  const same = temporaryFolder({ "src/a": "changed", "src/b": "2", "src/new": "new" });
  const digest = async (of: typeof context) => digestOf(of, matchSources(of, ["src"]));
  expect(await digest(context)).toBe(await digest(await read(same)));
  expect(await digest(context)).not.toBe(await digest(await read(root)));

  const unpacked = temporaryFolder();
  const { stream } = packContext(context, path.join(root, "Dockerfile"), "FROM scratch\n");
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  execFileSync("tar", ["-x", "-C", unpacked], { input: Buffer.concat(chunks) });
  expect(fs.readFileSync(path.join(unpacked, "src/a"), "utf8")).toBe("changed");
  expect(fs.readFileSync(path.join(unpacked, "src/new"), "utf8")).toBe("new");
  expect(fs.readFileSync(path.join(unpacked, "src/b"), "utf8")).toBe("2");
});

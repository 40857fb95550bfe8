// The tar of a context, read back by GNU tar and by headers, and files that change while they are packed.
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import type { Readable } from "node:stream";
import { expect, test } from "vitest";
import { digestOf, digestOfSent, matchSources } from "../../server/src/context/copy-sources";
import { packContext } from "../../server/src/context/pack-context";
import { readContext } from "../../server/src/context/read-context";
import { temporaryFolder } from "./temporary-folder";

async function pack(root: string, dockerfile = path.join(root, "Dockerfile"), text = "FROM scratch\n") {
  const { name, stream } = packContext(await readContext(root, dockerfile), dockerfile, text);
  return { name, tar: await collect(stream) };
}

async function collect(stream: Readable): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

function unpack(tar: Buffer): string {
  const folder = temporaryFolder();
  execFileSync("tar", ["-x", "-C", folder], { input: tar });
  return folder;
}

test("names that are long, empty files, links and modes survive GNU tar", async () => {
  const long = `${"d".repeat(90)}/${"e".repeat(90)}/${"f".repeat(200)}`;
  const beyond = `${Array.from({ length: 5 }, (_, index) => String(index).repeat(80)).join("/")}/ünï çödé 日本.txt`;
  const root = temporaryFolder({ [long]: "long", [beyond]: "beyond", "run.sh": "#!/bin/sh\n", empty: "", "dir/": "" });
  fs.chmodSync(path.join(root, "run.sh"), 0o755);
  fs.symlinkSync(`${"t".repeat(150)}`, path.join(root, "dangling"));
  fs.linkSync(path.join(root, "run.sh"), path.join(root, "zz-same"));
  const folder = unpack((await pack(root)).tar);
  expect(fs.readFileSync(path.join(folder, long), "utf8")).toBe("long");
  expect(fs.readFileSync(path.join(folder, beyond), "utf8")).toBe("beyond");
  expect(fs.statSync(path.join(folder, "run.sh")).mode & 0o777).toBe(0o755);
  expect(fs.statSync(path.join(folder, "empty")).size).toBe(0);
  expect(fs.readlinkSync(path.join(folder, "dangling"))).toBe("t".repeat(150));
  expect(fs.statSync(path.join(folder, "zz-same")).ino).toBe(fs.statSync(path.join(folder, "run.sh")).ino);
});

test("all belongs to root", async () => {
  const { tar } = await pack(temporaryFolder({ a: "1" }));
  const list = execFileSync("tar", ["-tv", "--numeric-owner"], { input: tar }).toString();
  expect(
    list
      .split("\n")
      .filter(Boolean)
      .every((line) => / 0\/0 /.test(line)),
  ).toBe(true);
});

test("the editor's text is sent for the Dockerfile, under its own name", async () => {
  const root = temporaryFolder({ "docker/app.Dockerfile": "FROM saved\n", a: "" });
  const { name, tar } = await pack(root, path.join(root, "docker/app.Dockerfile"), "FROM unsaved\n");
  expect(name).toBe("docker/app.Dockerfile");
  const folder = unpack(tar);
  expect(fs.readFileSync(path.join(folder, name), "utf8")).toBe("FROM unsaved\n");
  expect(fs.existsSync(path.join(folder, ".dockerignore"))).toBe(false);
});

test("an ignored Dockerfile goes along with the ignore file that makes the builder drop it", async () => {
  const root = temporaryFolder({ Dockerfile: "FROM a\n", ".dockerignore": "Dockerfile\n", a: "" });
  const folder = unpack((await pack(root)).tar);
  expect(fs.readFileSync(path.join(folder, ".dockerignore"), "utf8")).toBe("Dockerfile\n");
  expect(fs.existsSync(path.join(folder, "Dockerfile"))).toBe(true);
});

test("a Dockerfile from elsewhere is named in the ignore file", async () => {
  const root = temporaryFolder({ ".dockerignore": "x\n", a: "" });
  const elsewhere = temporaryFolder({ Dockerfile: "FROM a\n" });
  const { name, tar } = await pack(root, path.join(elsewhere, "Dockerfile"));
  const folder = unpack(tar);
  expect(fs.readFileSync(path.join(folder, ".dockerignore"), "utf8").split("\n")).toEqual(["x", "", name]);
});

test.each([
  ["shorter", (file: string) => fs.truncateSync(file, 10), /changed its size/],
  ["longer", (file: string) => fs.appendFileSync(file, "more"), /changed its size/],
  ["gone", (file: string) => fs.rmSync(file), /vanished/],
])("a file that is %s than announced ends the tar with an error that names it", async (_, change, message) => {
  const root = temporaryFolder({ "a/big": Buffer.alloc(3_000_000), b: "1" });
  const dockerfile = path.join(root, "Dockerfile");
  const context = await readContext(root, dockerfile);
  change(path.join(root, "a/big"));
  const packing = collect(packContext(context, dockerfile, "FROM scratch\n").stream);
  await expect(packing).rejects.toThrow(message);
  await expect(packing).rejects.toThrow(path.join(root, "a/big"));
});

test.each([
  ["shrinks", (file: string) => fs.truncateSync(file, 3_000_000)],
  ["grows", (file: string) => fs.appendFileSync(file, "more")],
])("a file that %s in the middle of being packed ends the tar before its end", async (_, change) => {
  const root = temporaryFolder({ big: Buffer.alloc(20_000_000, 1), "z/last": "1" });
  const dockerfile = path.join(root, "Dockerfile");
  const { stream } = packContext(await readContext(root, dockerfile), dockerfile, "FROM scratch\n");
  let bytes = 0;
  const packing = (async () => {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      if (bytes === 0) change(path.join(root, "big"));
      bytes += chunk.length;
    }
  })();
  await expect(packing).rejects.toThrow(`${path.join(root, "big")} changed its size`);
  expect(bytes).toBeGreaterThan(0);
  expect(bytes).toBeLessThan(20_000_000 + 512);
});

test("what was packed is not read again for its digest", async () => {
  const root = temporaryFolder({ "a/file": "content" });
  const dockerfile = path.join(root, "Dockerfile");
  const context = await readContext(root, dockerfile);
  const matched = matchSources(context, ["a"]);
  await collect(packContext(context, dockerfile, "FROM scratch\n").stream);
  fs.rmSync(path.join(root, "a/file"));
  const sent = await digestOfSent(context, matched, new AbortController().signal);
  const same = await readContext(temporaryFolder({ "a/file": "content" }), dockerfile);
  expect(sent).toBe(await digestOf(same, matchSources(same, ["a"])));
});

test("a file that was not sent and has changed since has no digest", async () => {
  const root = temporaryFolder({ a: "1", b: "2" });
  const context = await readContext(root, path.join(root, "Dockerfile"));
  const digest = () => digestOfSent(context, matchSources(context, ["a"]), new AbortController().signal);
  fs.writeFileSync(path.join(root, "a"), "3");
  fs.utimesSync(path.join(root, "a"), 1, 1);
  expect(await digest()).toBeUndefined();
  fs.rmSync(path.join(root, "a"));
  expect(await digest()).toBeUndefined();
  expect(await digestOfSent(context, matchSources(context, ["b"]), new AbortController().signal)).toMatch(
    /^[0-9a-f]{64}$/,
  );
});

test("a slow reader is waited for", async () => {
  const root = temporaryFolder({ big: Buffer.alloc(20_000_000, 1) });
  const dockerfile = path.join(root, "Dockerfile");
  const { stream } = packContext(await readContext(root, dockerfile), dockerfile, "FROM scratch\n");
  await new Promise((resolve) => stream.once("readable", resolve));
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(stream.readableLength).toBeLessThan(1_000_000);
  expect((await collect(stream)).length).toBeGreaterThan(20_000_000);
});

test("a tar that nobody reads to its end closes its files", async () => {
  const root = temporaryFolder({ big: Buffer.alloc(20_000_000, 1) });
  const dockerfile = path.join(root, "Dockerfile");
  const { stream } = packContext(await readContext(root, dockerfile), dockerfile, "FROM scratch\n");
  stream.once("readable", () => undefined);
  const isOpen = () => fs.readdirSync("/proc/self/fd").some((fd) => linkOf(`/proc/self/fd/${fd}`).startsWith(root));
  // Nobody takes more than the first bytes, so the file waits in the middle.
  await expect.poll(isOpen).toBe(true);
  stream.destroy();
  await expect.poll(isOpen).toBe(false);
});

function linkOf(file: string): string {
  try {
    return fs.readlinkSync(file);
  } catch {
    return "";
  }
}

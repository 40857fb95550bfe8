// The packaged extension holds what it needs to run, and nothing else.
import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { vsix } from "./environment";

/** Names and sizes in bytes of the files in a ZIP archive, from its central directory. */
function filesIn(zip: Buffer): Map<string, number> {
  const end = zip.lastIndexOf(Buffer.from("PK\x05\x06"));
  const files = new Map<string, number>();
  let at = zip.readUInt32LE(end + 16);
  for (let count = zip.readUInt16LE(end + 10); count > 0; count--) {
    const [name, extra, comment] = [28, 30, 32].map((offset) => zip.readUInt16LE(at + offset)) as [
      number,
      number,
      number,
    ];
    files.set(zip.toString("utf8", at + 46, at + 46 + name), zip.readUInt32LE(at + 24));
    at += 46 + name + extra + comment;
  }
  return files;
}

test.skipIf(!existsSync(vsix))("the .vsix holds the bundles, the grammars and the papers", () => {
  const files = filesIn(readFileSync(vsix));
  expect([...files.keys()].sort()).toEqual([
    "[Content_Types].xml",
    "extension.vsixmanifest",
    "extension/LICENSE.txt",
    "extension/changelog.md",
    "extension/dist/data/debian-bookworm.bin",
    "extension/dist/data/debian-bullseye.bin",
    "extension/dist/data/debian-trixie.bin",
    "extension/dist/data/node-packages.json",
    "extension/dist/data/python-packages.json",
    "extension/dist/extension.js",
    "extension/dist/server.js",
    "extension/dist/third-party-licenses.txt",
    "extension/dist/worker.js",
    "extension/icon.png",
    "extension/package.json",
    "extension/readme.md",
    "extension/schemas/layer-cost.schema.json",
    "extension/syntaxes/continued-arguments.tmLanguage.json",
    "extension/syntaxes/directives.tmLanguage.json",
    "extension/syntaxes/run-lines.tmLanguage.json",
    "extension/syntaxes/shell.tmLanguage.json",
  ]);
  expect(files.get("extension/dist/server.js")).toBeGreaterThan(50_000);
  for (const release of ["bookworm", "bullseye", "trixie"]) {
    const bytes = files.get(`extension/dist/data/debian-${release}.bin`);
    expect(bytes).toBeGreaterThan(500_000);
    expect(bytes).toBeLessThanOrEqual(1_200_000);
  }
});

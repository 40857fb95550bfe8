// The shipped package indexes on disk: read once, and told of in a sentence where they cannot be read.
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { readPackageData } from "../../server/src/workspace/package-data";
import { packageData } from "../engine/shipped-data";

function emptyFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), "layer-cost-data-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

test("an index is read once, and says its release and date", async () => {
  const [first, second] = await Promise.all([
    readPackageData(packageData, "debian-bookworm"),
    readPackageData(packageData, "debian-bookworm"),
  ]);
  expect(first.packages).toBe(second.packages);
  expect(first.packages?.release).toBe("bookworm");
  expect(first.basis).toMatch(/^Debian bookworm package index of \d{4}-\d\d-\d\d$/);
});

test("a missing or damaged index is told, and read again once it is mended", async () => {
  const folder = emptyFolder();
  const read = () => readPackageData(folder, "debian-bullseye");
  await expect(read()).rejects.toThrow("the shipped package data debian-bullseye cannot be read: ENOENT");
  writeFileSync(path.join(folder, "debian-bullseye.bin"), "no such data");
  await expect(read()).rejects.toThrow("the shipped package data debian-bullseye cannot be read");
  copyFileSync(path.join(packageData, "debian-bullseye.bin"), path.join(folder, "debian-bullseye.bin"));
  expect((await read()).packages?.release).toBe("bullseye");
});

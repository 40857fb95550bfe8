// What is generated from the settings catalogue is fresh, and the schema says what the engine accepts.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import Ajv from "ajv";
import { expect, test } from "vitest";
import { mergeSettings } from "../../server/src/engine/settings";
import { settingsFileSchema } from "../../server/src/engine/settings-catalogue";

const root = new URL("../../", import.meta.url);

test("package.json and the schema are as the catalogue says: run `node scripts/generate-settings.mjs`", async () => {
  const { generatedSettings } = await import(fileURLToPath(new URL("scripts/generate-settings.mjs", root)));
  for (const [path, text] of Object.entries(await generatedSettings())) {
    expect(readFileSync(new URL(path, root), "utf8"), path).toBe(text);
  }
});

const validate = new Ajv({ allowUnionTypes: true }).compile(settingsFileSchema());

test.each([
  {},
  { minimumSaving: "500 kB", budget: "1.5GB", targets: ["api", "1"] },
  { budget: { api: "500MB", worker: 100 }, rules: { "package-cache-left": "off" } },
  { $schema: "./schema.json", build: { context: "..", target: "x", args: { A: "b" }, platform: "linux/arm64" } },
])("%j is right by the schema and by the engine", (settings) => {
  expect(validate(settings), JSON.stringify(validate.errors)).toBe(true);
  expect(mergeSettings(undefined, settings).problems).toEqual([]);
});

test.each([
  { minimumSaving: "lots" },
  { minimumSaving: [] },
  { budget: "-1MB" },
  { budget: { api: "much" } },
  { targets: "api" },
  { rules: { "package-cache-left": "loud" } },
  { rules: { "no-such-rule": "off" } },
  { engine: "unix:///run/docker.sock" },
  { build: { folder: "." } },
  { minimumSavings: "1MB" },
  [],
])("%j is wrong by the schema and by the engine", (settings) => {
  expect(validate(settings)).toBe(false);
  expect(mergeSettings(undefined, settings).problems.length).toBeGreaterThan(0);
});

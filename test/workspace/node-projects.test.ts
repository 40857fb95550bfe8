// What the workspace says of Node projects: package.json files of the context, their lock files, Yarn's configuration.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { readNodeProjects } from "../../server/src/workspace/node-projects";

let root: string;
beforeEach(() => {
  root = mkdtempSync(path.join(os.tmpdir(), "layer-cost-node-"));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function write(files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
    writeFileSync(path.join(root, name), text);
  }
}

const read = (dockerfile = "Dockerfile", context?: string) => readNodeProjects(path.join(root, dockerfile), context);

test("scripts, dependencies and lock file of the project beside the Dockerfile", async () => {
  write({
    Dockerfile: "FROM node:22\nCOPY package.json .\nRUN npm ci\n",
    "package.json": JSON.stringify({
      scripts: { start: "node .", broken: 3 },
      dependencies: { express: "4" },
      optionalDependencies: { fsevents: "2" },
      devDependencies: { jest: "29" },
    }),
    "package-lock.json": "{}",
  });
  expect(await read()).toEqual([
    {
      folder: "",
      scripts: { start: "node ." },
      dependencies: ["express", "fsevents"],
      devDependencies: ["jest"],
      hasWorkspaces: false,
      lock: "npm",
      yarn: undefined,
      linksNodeModules: false,
      files: ["package-lock.json"],
      hasLocalPackages: false,
    },
  ]);
});

test("the context is the folder in which every source exists; folders below it count, node_modules does not", async () => {
  write({
    "docker/Dockerfile": "FROM node:22\nCOPY web/package.json .\nRUN npm ci\n",
    "web/package.json": "{}",
    "web/node_modules/x/package.json": "{}",
    "package.json": '{"workspaces": ["web"]}',
  });
  const projects = await read("docker/Dockerfile");
  expect(projects.map(({ folder, hasWorkspaces }) => [folder, hasWorkspaces])).toEqual([
    ["", true],
    ["web", false],
  ]);
  expect((await read("docker/Dockerfile", path.join(root, "web"))).map(({ folder }) => folder)).toEqual([""]);
});

test.each([
  [{ "package.json": '{"packageManager": "yarn@4.1.0"}' }, "berry", false],
  [{ "package.json": '{"packageManager": "yarn@1.22.22"}' }, "classic", false],
  [{ "package.json": "{}", "yarn.lock": "# yarn lockfile v1\n" }, "classic", false],
  [{ "package.json": "{}", "yarn.lock": "__metadata:\n  version: 8\n" }, "berry", false],
  [{ "package.json": "{}", ".yarnrc.yml": "nodeLinker: node-modules\n" }, "berry", true],
  [{ "package.json": "{}" }, undefined, false],
])("which Yarn: %j", async (files, yarn, linksNodeModules) => {
  write({ Dockerfile: "FROM node:22\nRUN yarn\n", ...(files as Record<string, string>) });
  expect(await read()).toMatchObject([{ yarn, linksNodeModules }]);
});

test("what is no project, or cannot be read, is none", async () => {
  expect(await read()).toEqual([]);
  write({ Dockerfile: "FROM node:22\nRUN npm ci\n", "package.json": "{" });
  expect(await read()).toEqual([]);
  write({ Dockerfile: "FROM python:3.12\n", "package.json": "{}" });
  expect(await read()).toEqual([]);
});

test("what an install reads beside package.json, and packages that lie in the project", async () => {
  write({
    Dockerfile: "FROM node:22\nCOPY package.json .\nRUN npm ci\n",
    "package.json": '{"dependencies": {"a": "1", "b": "file:../b"}}',
    "package-lock.json": "{}",
    ".npmrc": "",
    "README.md": "",
    "sub/package.json": '{"pnpm": {"patchedDependencies": {"a@1": "patches/a.patch"}}}',
    "sub/pnpm-lock.yaml": "",
    "sub/pnpm-workspace.yaml": "",
    "plain/package.json": '{"dependencies": {"a": "^1.2.3"}}',
  });
  expect((await read()).map(({ folder, files, hasLocalPackages }) => [folder, files, hasLocalPackages])).toEqual([
    ["", [".npmrc", "package-lock.json"], true],
    ["plain", [], false],
    ["sub", ["pnpm-lock.yaml", "pnpm-workspace.yaml"], true],
  ]);
});

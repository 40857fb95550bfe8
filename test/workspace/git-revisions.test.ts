// Committed trees in folders of their own, from real repositories that stay as they are.
import { execFileSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { copyRevision, findCommitted } from "../../server/src/workspace/git-revisions";

let repository: string;
let temporary: string;

const git = (...given: string[]) =>
  execFileSync("git", ["-C", repository, "-c", "user.name=Test", "-c", "user.email=test@localhost", ...given], {
    encoding: "utf8",
    env: { ...process.env, GIT_CONFIG_GLOBAL: "/dev/null" },
  });
const write = (file: string, text: string) => {
  mkdirSync(path.dirname(path.join(repository, file)), { recursive: true });
  writeFileSync(path.join(repository, file), text);
};
const commit = (message: string) => {
  git("add", "--all");
  git("commit", "--quiet", "--message", message);
};
/** Copies that are left; in a folder of this test's own, since other tests make such copies at the same time. */
const leftovers = () => readdirSync(temporary);
const { TMPDIR } = process.env;
/** Everything of the repository that a careless checkout would change. */
const state = () =>
  [
    git("status", "--porcelain"),
    git("stash", "list"),
    git("worktree", "list"),
    readdirSync(path.join(repository, ".git")).sort().join(),
  ].join("\n");

beforeEach(() => {
  repository = mkdtempSync(path.join(tmpdir(), "layer-cost-git-"));
  temporary = mkdtempSync(path.join(tmpdir(), "layer-cost-temporary-"));
  process.env.TMPDIR = temporary;
  git("init", "--quiet", "--initial-branch=main");
});
afterEach(() => {
  const left = leftovers();
  if (TMPDIR === undefined) delete process.env.TMPDIR;
  else process.env.TMPDIR = TMPDIR;
  for (const made of [repository, temporary]) rmSync(made, { recursive: true, force: true });
  expect(left).toEqual([]);
});

test("what a killed process left is removed by the next copy, and nothing else is", async () => {
  write("Dockerfile", "FROM one\n");
  commit("first");
  const age = (name: string, days: number) => {
    const folder = path.join(temporary, name);
    mkdirSync(path.join(folder, "tree"), { recursive: true });
    const date = new Date(Date.now() - days * 24 * 3_600_000);
    utimesSync(folder, date, date);
  };
  age("layer-cost-revision-killed", 3);
  age("layer-cost-revision-running", 1);
  age("another", 3);
  const copy = await copyRevision(path.join(repository, "Dockerfile"), "HEAD");
  await copy.remove();
  await expect.poll(() => leftovers().sort()).toEqual(["another", "layer-cost-revision-running"]);
  for (const name of leftovers()) rmSync(path.join(temporary, name), { recursive: true });
});

test("the tree of a revision, while the working tree holds something else", async () => {
  write("docker/Dockerfile", "FROM one\n");
  write("src/main.js", "old");
  write(".gitattributes", "src/main.js export-ignore\n");
  symlinkSync("src/main.js", path.join(repository, "link"));
  commit("first");
  write("docker/Dockerfile", "FROM two\n");
  write("src/main.js", "new");
  write("untracked", "x");
  const before = state();
  const copy = await copyRevision(path.join(repository, "docker/Dockerfile"), "HEAD");
  try {
    expect(copy.text).toBe("FROM one\n");
    expect(copy.commit).toBe(git("rev-parse", "HEAD").trim());
    // What an archive would leave out is there all the same.
    expect(readFileSync(path.join(copy.root, "src/main.js"), "utf8")).toBe("old");
    expect(readFileSync(path.join(copy.root, "link"), "utf8")).toBe("old");
    expect(existsSync(path.join(copy.root, "untracked"))).toBe(false);
    expect(path.relative(copy.root, copy.dockerfilePath)).toBe(path.join("docker", "Dockerfile"));
    expect(copy.caution).toBeUndefined();
  } finally {
    await copy.remove();
  }
  expect(state()).toBe(before);
});

test("hooks and monitors of the repository do not run", async () => {
  write("Dockerfile", "FROM one\n");
  commit("first");
  const trace = path.join(repository, "ran");
  for (const hook of ["post-checkout", "post-index-change", "reference-transaction"]) {
    write(`.git/hooks/${hook}`, `#!/bin/sh\necho ${hook} >> ${trace}\n`);
    execFileSync("chmod", ["+x", path.join(repository, ".git/hooks", hook)]);
  }
  write(".git/monitor", `#!/bin/sh\necho monitor >> ${trace}\n`);
  execFileSync("chmod", ["+x", path.join(repository, ".git/monitor")]);
  git("config", "core.fsmonitor", path.join(repository, ".git/monitor"));
  const copy = await copyRevision(path.join(repository, "Dockerfile"), "HEAD");
  await copy.remove();
  expect(existsSync(trace)).toBe(false);
});

test("an older revision, by any name that git knows", async () => {
  write("Dockerfile", "FROM one\n");
  commit("first");
  git("tag", "v1");
  write("Dockerfile", "FROM two\n");
  commit("second");
  for (const revision of ["v1", "HEAD~1", git("rev-parse", "--short", "HEAD~1").trim()]) {
    const copy = await copyRevision(path.join(repository, "Dockerfile"), revision);
    expect(copy.text).toBe("FROM one\n");
    await copy.remove();
  }
});

test("what cannot be had is a sentence", async () => {
  const file = path.join(repository, "Dockerfile");
  write("Dockerfile", "FROM one\n");
  await expect(copyRevision(file, "HEAD")).rejects.toThrow(/^Nothing has been committed in this repository yet/);
  write("other", "");
  git("add", "other");
  git("commit", "--quiet", "--message", "other");
  await expect(copyRevision(file, "HEAD")).rejects.toThrow(
    /^Dockerfile is not in HEAD \([0-9a-f]{7}\): it has not been committed/,
  );
  await expect(copyRevision(file, "nonsense")).rejects.toThrow('There is no revision "nonsense" in this repository.');
  await expect(copyRevision(file, "--upload-pack=touch x")).rejects.toThrow("There is no revision");
});

test("outside of a repository, and without git", async () => {
  const folder = mkdtempSync(path.join(path.dirname(temporary), "layer-cost-no-git-"));
  const { PATH } = process.env;
  try {
    await expect(copyRevision(path.join(folder, "Dockerfile"), "HEAD")).rejects.toThrow(/is in no git repository/);
    process.env.PATH = folder;
    await expect(copyRevision(path.join(folder, "Dockerfile"), "HEAD")).rejects.toThrow(/^Git was not found/);
  } finally {
    process.env.PATH = PATH;
    rmSync(folder, { recursive: true });
  }
});

test("submodules are said to be missing", async () => {
  write("Dockerfile", "FROM one\n");
  commit("first");
  git("update-index", "--add", "--cacheinfo", `160000,${git("rev-parse", "HEAD").trim()},library`);
  git("commit", "--quiet", "--message", "submodule");
  const copy = await copyRevision(path.join(repository, "Dockerfile"), "HEAD");
  await copy.remove();
  expect(copy.caution).toMatch(/^Submodules/);
});

test("REV:path names a file from the top, or from the folder", async () => {
  write("docker/Dockerfile", "FROM one\n");
  commit("first");
  const folder = path.join(repository, "docker");
  const file = path.join(repository, "docker/Dockerfile");
  expect(await findCommitted(repository, "HEAD", "docker/Dockerfile")).toBe(file);
  expect(await findCommitted(folder, "HEAD", "docker/Dockerfile")).toBe(file);
  expect(await findCommitted(folder, "HEAD", "Dockerfile")).toBe(file);
  expect(await findCommitted(repository, "HEAD", "Dockerfile")).toBeUndefined();
  expect(await findCommitted(repository, "node", "20-slim")).toBeUndefined();
  expect(await findCommitted(tmpdir(), "HEAD", "Dockerfile")).toBeUndefined();
});

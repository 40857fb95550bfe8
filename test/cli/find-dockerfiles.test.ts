// Which files a folder stands for.
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { findDockerfiles, isDockerfileName } from "../../server/src/cli/find-dockerfiles";
import { ignoredBy, parseIgnoreFile } from "../../server/src/cli/gitignore";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), "layer-cost-find-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(...names: string[]): void {
  for (const name of names) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), "FROM scratch\n");
  }
}

describe("isDockerfileName", () => {
  test.each([
    ["Dockerfile", true],
    ["dockerfile", true],
    ["Containerfile", true],
    ["api.Dockerfile", true],
    ["api.dockerfile", true],
    ["api.Containerfile", true],
    ["Dockerfile.dev", true],
    ["Containerfile.arm64", true],
    ["Dockerfile.dockerignore", false],
    ["api.Dockerfile.dockerignore", false],
    ["dockerfile.ts", false],
    ["Dockerfiles", false],
    ["myDockerfile", false],
    ["README.md", false],
  ])("%s: %s", (name, expected) => expect(isDockerfileName(name)).toBe(expected));
});

describe("findDockerfiles", () => {
  test("finds every kind in every folder, sorted, and keeps the folder as it was given", () => {
    write("Dockerfile", "b/Dockerfile.dev", "a/x y/Containerfile", "a/ünï/web.Dockerfile", "a/readme.md");
    expect(findDockerfiles(".", folder)).toEqual({
      paths: ["Dockerfile", "a/x y/Containerfile", "a/ünï/web.Dockerfile", "b/Dockerfile.dev"],
      problems: [],
    });
    expect(findDockerfiles("a", folder).paths).toEqual(["a/x y/Containerfile", "a/ünï/web.Dockerfile"]);
    expect(findDockerfiles(path.join(folder, "b"), "/").paths).toEqual([path.join(folder, "b/Dockerfile.dev")]);
  });

  test("passes over version control and installed packages, but not other hidden folders", () => {
    write(".git/Dockerfile", "node_modules/a/Dockerfile", "x/node_modules/Dockerfile", ".devcontainer/Dockerfile");
    expect(findDockerfiles(".", folder).paths).toEqual([".devcontainer/Dockerfile"]);
  });

  test("passes over what .gitignore leaves out, from the repository's root down", () => {
    mkdirSync(path.join(folder, ".git"));
    write("sub/build/Dockerfile", "sub/Dockerfile", "sub/Dockerfile.local", "sub/keep/Dockerfile.local");
    writeFileSync(path.join(folder, ".gitignore"), "build/\n*.local\n");
    writeFileSync(path.join(folder, "sub/keep/.gitignore"), "!Dockerfile.local\n");
    expect(findDockerfiles("sub", folder).paths).toEqual(["sub/Dockerfile", "sub/keep/Dockerfile.local"]);
  });

  test("follows no links to folders, and takes a file once", () => {
    write("real/Dockerfile");
    symlinkSync("..", path.join(folder, "real/up"));
    symlinkSync("real", path.join(folder, "alias"));
    symlinkSync("Dockerfile", path.join(folder, "real/Dockerfile.link"));
    expect(findDockerfiles(".", folder).paths).toEqual(["real/Dockerfile"]);
  });

  test("keeps links that lead nowhere, so that reading them says so", () => {
    symlinkSync("nowhere", path.join(folder, "Dockerfile"));
    symlinkSync("Dockerfile.loop", path.join(folder, "Dockerfile.loop"));
    expect(findDockerfiles(".", folder).paths).toEqual(["Dockerfile", "Dockerfile.loop"]);
  });
});

describe("gitignore", () => {
  const ignored = (patterns: string, file: string, isFolder = false) =>
    ignoredBy(parseIgnoreFile(patterns, "/repo"), `/repo/${file}`, isFolder);

  test.each([
    ["build", "build", true],
    ["build", "a/build", true],
    ["/build", "a/build", false],
    ["a/build", "a/build", true],
    ["a/build", "x/a/build", false],
    ["**/build", "x/a/build", true],
    ["a/**", "a/b/c", true],
    ["a/**/c", "a/c", true],
    ["a/**/c", "a/x/y/c", true],
    ["*.log", "a/b.log", true],
    ["*.log", "a/b.logs", false],
    ["a?c", "abc", true],
    ["a?c", "a/c", false],
    ["[ab]c", "bc", true],
    ["[!ab]c", "bc", false],
    ["\\#a", "#a", true],
    ["# comment", "# comment", false],
    ["a.c", "abc", false],
    ["*\n!keep", "keep", false],
    ["!keep\n*", "keep", true],
    ["trailing   ", "trailing", true],
    ["crlf\r\nother", "crlf", true],
  ])("%j and %s: %s", (patterns, file, expected) => expect(ignored(patterns, file)).toBe(expected));

  test("a pattern that ends in a slash is about folders", () => {
    expect(ignored("build/", "build", true)).toBe(true);
    expect(ignored("build/", "build", false)).toBe(false);
  });
});

// The session's adapters on a real disk: settings files, Cargo profiles, context files.
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { readCargoStrip } from "../../server/src/workspace/cargo-profile";
import { createFactSource } from "../../server/src/workspace/fact-source";
import { findSettingsFile } from "../../server/src/workspace/settings-file";
import { packageData } from "../engine/shipped-data";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "layer-cost-workspace-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
});

/** Writes a file below the test's folder and gives its path. */
function write(name: string, content: string | Buffer): string {
  const file = path.join(folder, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, content);
  return file;
}

describe("the settings file", () => {
  test("is the nearest one upwards", async () => {
    const dockerfile = path.join(folder, "service/images/Dockerfile");
    expect((await findSettingsFile(dockerfile))?.path.startsWith(folder)).not.toBe(true);
    const outer = write(".layer-cost.json", "{}");
    expect(await findSettingsFile(dockerfile)).toEqual({ path: outer, text: "{}" });
    const inner = write("service/.layer-cost.json", '{ "targets": [] }');
    expect(await findSettingsFile(dockerfile)).toEqual({ path: inner, text: '{ "targets": [] }' });
  });

  test("that cannot be read is an error in plain words", async () => {
    mkdirSync(path.join(folder, ".layer-cost.json"));
    await expect(findSettingsFile(path.join(folder, "Dockerfile"))).rejects.toThrow(
      /cannot be read: it is a directory\.$/,
    );
  });

  test("that is a pipe, or far too large, is refused rather than waited for", async () => {
    const dockerfile = path.join(folder, "Dockerfile");
    write(".layer-cost.json", Buffer.alloc(1_000_001, " "));
    await expect(findSettingsFile(dockerfile)).rejects.toThrow(/cannot be read: it is too large\.$/);
    rmSync(path.join(folder, ".layer-cost.json"));
    if (process.platform === "win32") return;
    execFileSync("mkfifo", [path.join(folder, ".layer-cost.json"), path.join(folder, "Cargo.toml")]);
    await expect(findSettingsFile(dockerfile)).rejects.toThrow(/cannot be read: it is no regular file\.$/);
    expect(await readCargoStrip(dockerfile)).toBeUndefined();
  });
});

describe("a Cargo profile", () => {
  test.each([
    ["strip = true", true],
    ['strip = "symbols"', true],
    ['strip = "debuginfo"', false],
    ['strip = "none"', false],
    ["# strip = true", false],
    ["opt-level = 3\n\n[profile.dev]\nstrip = true", false],
    ["opt-level = 3\nstrip = true\n[dependencies]", true],
  ])("with %j strips: %s", async (profile, strips) => {
    write("Cargo.toml", `[package]\nname = "x"\n\n[profile.release]\n${profile}\n`);
    expect(await readCargoStrip(path.join(folder, "Dockerfile"))).toBe(strips);
  });

  test("of the workspace's root wins over the package's own", async () => {
    write("Cargo.toml", '[workspace]\nmembers = ["app"]\n[profile.release]\nstrip = true\n');
    write("app/Cargo.toml", "[package]\nname = 'app'\n");
    expect(await readCargoStrip(path.join(folder, "app/Dockerfile"))).toBe(true);
  });

  test("is unknown where there is no Cargo.toml", async () => {
    expect(await readCargoStrip(path.join(folder, "Dockerfile"))).toBeUndefined();
  });
});

describe("context files", () => {
  const source = createFactSource({ packageData, withDigests: true });
  const fetch = (sources: string[], scope: { contextPath?: string; path?: string; all?: string[] } = {}) =>
    source.fetch(
      { kind: "context-files", key: "k", sources },
      {
        document: { path: "path" in scope ? scope.path : path.join(folder, "Dockerfile") },
        contextPath: scope.contextPath,
        contextSources: scope.all ?? sources,
        engine: undefined,
      },
    );

  test("are counted in the context where all sources exist, without what is ignored", async () => {
    write("app/a.bin", Buffer.alloc(1_000));
    write("app/b.log", Buffer.alloc(50));
    write(".dockerignore", "**/*.log\n");
    write("images/web/Dockerfile", "");
    const dockerfile = path.join(folder, "images/web/Dockerfile");
    const fact = await fetch(["app"], { path: dockerfile, all: ["app", "images"] });
    expect(fact).toMatchObject({ bytes: 1_000, basis: expect.stringContaining(folder) });
    expect(fact.largest).toEqual([{ path: "app/a.bin", bytes: 1_000 }]);
  });

  test("that are not there are refused with the name and the context", async () => {
    await expect(fetch(["nothing.bin"])).rejects.toThrow(`the build context ${folder} holds no nothing.bin`);
    await expect(fetch(["a"], { contextPath: path.join(folder, "gone") })).rejects.toThrow(/does not exist/);
  });

  test("of a document without a file, and images without an engine, are unknown", async () => {
    await expect(fetch(["a"], { path: undefined })).rejects.toThrow(/not on disk/);
    const request = { kind: "base-image", key: "k", reference: "debian", platform: undefined } as const;
    const scope = { document: { path: undefined }, contextPath: undefined, contextSources: [], engine: undefined };
    await expect(source.fetch(request, scope)).rejects.toThrow(/no engine/);
  });
});

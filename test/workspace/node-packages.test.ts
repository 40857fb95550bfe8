// Which packages the lock files of npm, Yarn, pnpm and Bun bring to a Linux image.
import { writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import type { ChosenWorkspaces, NodePlatform } from "../../server/src/engine/index";
import { installedPackages } from "../../server/src/workspace/node/installed-packages";
import { type AskedPackages, nodePackages } from "../../server/src/workspace/node/node-packages";
import { temporaryFolder } from "../context/temporary-folder";

const intel: NodePlatform = { cpu: "x64", libc: "glibc" };

/** `name@version`, with `dev` behind those for development and the copies where there are several. */
async function packagesOf(
  files: Readonly<Record<string, string>>,
  manager: AskedPackages["manager"],
  platform = intel,
  workspaces?: ChosenWorkspaces,
) {
  const { nodePackages: found = [] } = await nodePackages(temporaryFolder(files), { manager, platform, workspaces });
  return found
    .map(({ name, version, development, copies }) => {
      return `${name}@${version}${development ? " dev" : ""}${copies > 1 ? ` ×${copies}` : ""}`;
    })
    .sort();
}

const npmLock = JSON.stringify({
  lockfileVersion: 3,
  packages: {
    "": { name: "app", dependencies: { a: "1" } },
    "packages/own": { name: "own", version: "1.0.0" },
    "node_modules/own": { resolved: "packages/own", link: true },
    "node_modules/a": { version: "1.0.0" },
    "node_modules/a/node_modules/b": { version: "2.0.0" },
    "node_modules/@s/c/node_modules/b": { version: "2.0.0" },
    "node_modules/@s/c": { version: "3.0.0", dev: true },
    "node_modules/alias": { name: "real", version: "4.0.0", devOptional: true },
    "node_modules/@e/linux-x64": { version: "1.0.0", optional: true, os: ["linux"], cpu: ["x64"] },
    "node_modules/@e/linux-arm64": { version: "1.0.0", optional: true, os: ["linux"], cpu: ["arm64"] },
    "node_modules/@e/musl": { version: "1.0.0", optional: true, os: ["linux"], cpu: ["x64"], libc: ["musl"] },
    "node_modules/fsevents": { version: "2.0.0", optional: true, os: ["darwin"] },
    "node_modules/not-windows": { version: "1.0.0", os: ["!win32"] },
  },
});

test("npm 7 and later: every place counts, links do not, native packages by the image's platform", async () => {
  const files = { "package-lock.json": npmLock };
  expect(await packagesOf(files, "npm")).toEqual([
    "@e/linux-x64@1.0.0",
    "@s/c@3.0.0 dev",
    "a@1.0.0",
    "b@2.0.0 ×2",
    "not-windows@1.0.0",
    "real@4.0.0",
  ]);
  const arm = await packagesOf(files, "npm", { cpu: "arm64", libc: "musl" });
  expect(arm).toContain("@e/linux-arm64@1.0.0");
  expect(arm).not.toContain("@e/linux-x64@1.0.0");
  expect(await packagesOf(files, "npm", { cpu: "x64", libc: "musl" })).toContain("@e/musl@1.0.0");
});

test("npm before 7: nested packages; native ones are told by their names", async () => {
  const dependencies = {
    a: { version: "1.0.0", dependencies: { b: { version: "2.0.0" } } },
    c: { version: "3.0.0", dev: true },
    alias: { version: "npm:@s/real@4.0.0" },
    own: { version: "file:own" },
    "esbuild-linux-64": { version: "0.14.0", optional: true },
    "@x/linux-arm64": { version: "1.0.0", optional: true },
    "@x/darwin-x64": { version: "1.0.0", optional: true },
    fsevents: { version: "2.0.0", optional: true },
  };
  const files = { "package-lock.json": JSON.stringify({ lockfileVersion: 1, dependencies }) };
  expect(await packagesOf(files, "npm")).toEqual([
    "@s/real@4.0.0",
    "a@1.0.0",
    "b@2.0.0",
    "c@3.0.0 dev",
    "esbuild-linux-64@0.14.0",
  ]);
});

test("npm-shrinkwrap.json counts before package-lock.json", async () => {
  const one = (name: string) =>
    JSON.stringify({ lockfileVersion: 3, packages: { [`node_modules/${name}`]: { version: "1.0.0" } } });
  const files = { "npm-shrinkwrap.json": one("a"), "package-lock.json": one("b") };
  expect(await packagesOf(files, "npm")).toEqual(["a@1.0.0"]);
});

test("Yarn 1: what package.json asks for, workspaces and resolutions too", async () => {
  const files = {
    "package.json": JSON.stringify({
      dependencies: { a: "^1.0.0", alias: "npm:real@^4" },
      devDependencies: { "@s/c": "^3.0.0" },
      workspaces: ["packages/*"],
    }),
    "packages/own/package.json": JSON.stringify({ name: "own", dependencies: { d: "^1" } }),
    "yarn.lock": `# yarn lockfile v1


"@s/c@^3.0.0":
  version "3.1.0"
  resolved "https://registry.example/c.tgz#1"
  dependencies:
    b "^2.0.0"

a@^1.0.0, a@^1.1.0:
  version "1.2.0"
  dependencies:
    b "^1.0.0"
  optionalDependencies:
    "@x/darwin-arm64" "1"
    fsevents "^2"

"@x/darwin-arm64@1":
  version "1.0.0"

"alias@npm:real@^4":
  version "4.0.0"

b@^2.0.0:
  version "2.0.0"

d@^1:
  version "1.0.0"

fsevents@^2:
  version "2.3.0"

unused@^1:
  version "1.0.0"
`,
  };
  expect(await packagesOf(files, "yarn")).toEqual([
    "@s/c@3.1.0 dev",
    "a@1.2.0",
    // Its own range is replaced by a resolution.
    "b@2.0.0",
    "d@1.0.0",
    "real@4.0.0",
  ]);
});

test("Yarn 2 and later: workspaces of the lock file, conditions of native packages, patches", async () => {
  const files = {
    "package.json": JSON.stringify({ dependencies: { a: "^1.0.0" }, devDependencies: { typescript: "^5" } }),
    "packages/own/package.json": JSON.stringify({ dependencies: { d: "^1", app: "workspace:^" } }),
    "yarn.lock": `__metadata:
  version: 8
  cacheKey: 10c0

"@e/linux-x64-gnu@npm:1":
  version: 1.0.0
  resolution: "@e/linux-x64-gnu@npm:1.0.0"
  conditions: os=linux & cpu=x64 & libc=glibc
  languageName: node
  linkType: hard

"@e/linux-x64-musl@npm:1":
  version: 1.0.0
  resolution: "@e/linux-x64-musl@npm:1.0.0"
  conditions: os=linux & cpu=x64 & libc=musl
  languageName: node
  linkType: hard

"a@npm:^1.0.0, a@npm:^1.1.0":
  version: 1.2.0
  resolution: "a@npm:1.2.0"
  dependencies:
    "@e/linux-x64-gnu": "npm:1"
    "@e/linux-x64-musl": "npm:1"
  checksum: 10c0/1
  languageName: node
  linkType: hard

"app@workspace:.":
  version: 0.0.0-use.local
  resolution: "app@workspace:."
  dependencies:
    a: "npm:^1.0.0"
  languageName: unknown
  linkType: soft

"d@npm:^1":
  version: 1.0.0
  resolution: "d@npm:1.0.0"

"own@workspace:packages/own":
  version: 0.0.0-use.local
  resolution: "own@workspace:packages/own"
  linkType: soft

"typescript@npm:^5":
  version: 5.4.0
  resolution: "typescript@npm:5.4.0"

"typescript@patch:typescript@npm%3A^5#optional!builtin<compat/typescript>":
  version: 5.4.0
  resolution: "typescript@patch:typescript@npm%3A5.4.0#optional!builtin<compat/typescript>::version=5.4.0&hash=1"
`,
  };
  expect(await packagesOf(files, "yarn")).toEqual([
    "@e/linux-x64-gnu@1.0.0",
    "a@1.2.0",
    "d@1.0.0",
    "typescript@5.4.0 dev",
  ]);
});

const pnpmExpected = ["@e/linux-x64@1.0.0", "@s/c@3.0.0 dev", "a@1.0.0", "b@2.0.0"];

test("pnpm 5", async () => {
  const lock = `lockfileVersion: 5.4

specifiers:
  '@s/c': ^3.0.0
  a: ^1.0.0

dependencies:
  a: 1.0.0_b@2.0.0

devDependencies:
  '@s/c': 3.0.0

packages:

  /@e/darwin-x64/1.0.0:
    resolution: {integrity: sha512-x==}
    cpu: [x64]
    os: [darwin]
    requiresBuild: true
    optional: true

  /@e/linux-x64/1.0.0:
    resolution: {integrity: sha512-x==}
    cpu: [x64]
    os: [linux]
    optional: true

  /@s/c/3.0.0:
    resolution: {integrity: sha512-x==}
    dev: true

  /a/1.0.0_b@2.0.0:
    resolution: {integrity: sha512-x==}
    engines: {node: '>=0.4'}
    dependencies:
      b: 2.0.0
    optionalDependencies:
      '@e/darwin-x64': 1.0.0
      '@e/linux-x64': 1.0.0

  /b/2.0.0:
    resolution: {integrity: sha512-x==}
`;
  expect(await packagesOf({ "pnpm-lock.yaml": lock }, "pnpm")).toEqual(pnpmExpected);
});

test("pnpm 6", async () => {
  const lock = `lockfileVersion: '6.0'

settings:
  autoInstallPeers: true

dependencies:
  a:
    specifier: ^1.0.0
    version: 1.0.0(b@2.0.0)

devDependencies:
  '@s/c':
    specifier: ^3.0.0
    version: 3.0.0

packages:

  /@e/linux-x64@1.0.0:
    resolution: {integrity: sha512-x==}
    cpu: [x64]
    os: [linux]
    optional: true

  /@s/c@3.0.0:
    resolution: {integrity: sha512-x==}
    dev: true

  /a@1.0.0(b@2.0.0):
    resolution: {integrity: sha512-x==}
    dependencies:
      b: 2.0.0
    optionalDependencies:
      '@e/linux-x64': 1.0.0

  /b@2.0.0:
    resolution: {integrity: sha512-x==}
`;
  expect(await packagesOf({ "pnpm-lock.yaml": lock }, "pnpm")).toEqual(pnpmExpected);
});

test("pnpm 9: several projects, links between them, keys on lines of their own", async () => {
  const lock = `lockfileVersion: '9.0'

importers:

  .:
    devDependencies:
      '@s/c':
        specifier: ^3.0.0
        version: 3.0.0

  packages/own:
    dependencies:
      a:
        specifier: ^1.0.0
        version: 1.0.0(b@2.0.0)
      other:
        specifier: workspace:*
        version: link:../other

packages:

  '@e/linux-x64@1.0.0':
    resolution: {integrity: sha512-x==}
    cpu: [x64]
    os: [linux]
    libc: [glibc]

  '@s/c@3.0.0':
    resolution: {integrity: sha512-x==}

  a@1.0.0:
    resolution: {integrity: sha512-x==}
    deprecated: |-
      Use something else: it is better
    peerDependencies:
      b: '2'

  b@2.0.0:
    resolution: {integrity: sha512-x==}

snapshots:

  '@e/linux-x64@1.0.0':
    optional: true

  '@s/c@3.0.0': {}

  ? a@1.0.0(b@2.0.0)
  : dependencies:
      b: 2.0.0
    optionalDependencies:
      '@e/linux-x64': 1.0.0

  b@2.0.0: {}
`;
  expect(await packagesOf({ "pnpm-lock.yaml": lock }, "pnpm")).toEqual(pnpmExpected);
  const musl = await packagesOf({ "pnpm-lock.yaml": lock }, "pnpm", { cpu: "x64", libc: "musl" });
  expect(musl).not.toContain("@e/linux-x64@1.0.0");
});

test("Bun's text form", async () => {
  const lock = `{
  "lockfileVersion": 1,
  "workspaces": {
    "": { "name": "app", "dependencies": { "a": "^1", }, "devDependencies": { "@s/c": "^3", }, },
  },
  "packages": {
    "@s/c": ["@s/c@3.0.0", "", { "dependencies": { "b": "^1" } }, "sha512-x=="],
    "@s/c/b": ["b@1.0.0", "", {}, "sha512-x=="],
    "a": ["a@1.0.0", "", { "dependencies": { "b": "^2" }, "optionalDependencies": { "@e/linux-x64": "1" } }, "sha512-x=="],
    "b": ["b@2.0.0", "", {}, "sha512-x=="],
    "@e/linux-x64": ["@e/linux-x64@1.0.0", "", { "os": "linux", "cpu": "x64" }, "sha512-x=="],
    "own": ["own@workspace:own"],
  },
}
`;
  expect(await packagesOf({ "bun.lock": lock }, "bun")).toEqual([
    "@e/linux-x64@1.0.0",
    "@s/c@3.0.0 dev",
    "a@1.0.0",
    "b@1.0.0 dev",
    "b@2.0.0",
  ]);
});

test("a lock file is read again when it was written again", async () => {
  const folder = temporaryFolder({ "package-lock.json": npmLock });
  const first = await nodePackages(folder, { manager: "npm", platform: intel, workspaces: undefined });
  expect(await nodePackages(folder, { manager: "npm", platform: intel, workspaces: undefined })).toBe(first);
  writeFileSync(path.join(folder, "package-lock.json"), JSON.stringify({ lockfileVersion: 3, packages: {} }));
  expect((await nodePackages(folder, { manager: "npm", platform: intel, workspaces: undefined })).nodePackages).toEqual(
    [],
  );
});

test("what cannot be read says why", async () => {
  await expect(packagesOf({}, "npm")).rejects.toThrow("there is no lock file that npm reads");
  await expect(packagesOf({ "package-lock.json": "{" }, "npm")).rejects.toThrow("package-lock.json cannot be read");
  await expect(packagesOf({ "pnpm-lock.yaml": "a: b\n" }, "pnpm")).rejects.toThrow("pnpm-lock.yaml cannot be read");
  await expect(packagesOf({ "yarn.lock": "# yarn lockfile v1\n" }, "yarn")).rejects.toThrow(
    "no package.json beside it",
  );
});

test("node_modules: files of each package without those inside of it, pnpm's store too", async () => {
  const manifest = (name: string, version: string) => JSON.stringify({ name, version });
  const a = manifest("a", "1.0.0");
  const b = manifest("b", "2.0.0");
  const c = manifest("@s/c", "3.0.0");
  const folder = temporaryFolder({
    "node_modules/.package-lock.json": "{}",
    "node_modules/a/package.json": a,
    "node_modules/a/lib/index.js": "12345",
    "node_modules/a/node_modules/b/package.json": b,
    "node_modules/.pnpm/@s+c@3.0.0/node_modules/@s/c/package.json": c,
    "node_modules/no-package/readme": "x",
  });
  const { bytes, packageSizes } = await installedPackages(folder);
  expect(packageSizes).toEqual({ "a@1.0.0": a.length + 5, "b@2.0.0": b.length, "@s/c@3.0.0": c.length });
  expect(bytes).toBe(a.length + 5 + b.length + c.length);
  await expect(installedPackages(temporaryFolder())).rejects.toThrow("there is no node_modules on this machine");
});

const chosen = (...names: readonly string[]): ChosenWorkspaces => ({ names, withDependencies: true });

test("npm: of chosen workspaces, by name or folder, what they and the workspaces they link to need", async () => {
  const files = {
    "package-lock.json": JSON.stringify({
      lockfileVersion: 3,
      packages: {
        "": { name: "app", workspaces: ["packages/*"], dependencies: { root: "1" } },
        "node_modules/root": { version: "1.0.0" },
        "node_modules/@s/web": { resolved: "packages/web", link: true },
        "node_modules/lib": { resolved: "packages/lib", link: true },
        "packages/web": { name: "@s/web", dependencies: { lib: "*", a: "1" }, devDependencies: { d: "1" } },
        "packages/lib": { dependencies: { b: "2" }, devDependencies: { "not-asked": "1" } },
        "packages/lib/node_modules/b": { version: "2.0.0", dependencies: { c: "1" } },
        "node_modules/a": { version: "1.0.0", dependencies: { b: "1" }, dev: true },
        "node_modules/b": { version: "1.0.0" },
        "node_modules/c": { version: "1.0.0" },
        "node_modules/d": { version: "1.0.0", dependencies: { c: "1" }, dev: true },
        "node_modules/not-asked": { version: "1.0.0", dev: true },
      },
    }),
  };
  const web = ["a@1.0.0", "b@1.0.0", "b@2.0.0", "c@1.0.0", "d@1.0.0 dev"];
  expect(await packagesOf(files, "npm", intel, chosen("@s/web"))).toEqual(web);
  expect(await packagesOf(files, "npm", intel, chosen("packages/web"))).toEqual(web);
  expect(await packagesOf(files, "npm", intel, chosen("lib"))).toEqual(["b@2.0.0", "c@1.0.0", "not-asked@1.0.0 dev"]);
  expect(await packagesOf(files, "npm", intel, chosen("packages"))).toContain("not-asked@1.0.0 dev");
  expect(await packagesOf(files, "npm", intel, chosen("lib", "."))).toContain("root@1.0.0");
  await expect(packagesOf(files, "npm", intel, chosen("nobody"))).rejects.toThrow("there is no workspace nobody in it");
  const old = { "package-lock.json": JSON.stringify({ lockfileVersion: 1, dependencies: {} }) };
  await expect(packagesOf(old, "npm", intel, chosen("lib"))).rejects.toThrow("does not say what each workspace needs");
});

test("pnpm: a filter is for one project, or with those that it links to", async () => {
  const files = {
    "packages/web/package.json": JSON.stringify({ name: "@s/web" }),
    "packages/lib/package.json": JSON.stringify({ name: "lib" }),
    "pnpm-lock.yaml": `lockfileVersion: '9.0'
importers:
  .:
    dependencies:
      root: {specifier: ^1, version: 1.0.0}
  packages/lib:
    dependencies:
      b:
        specifier: ^1
        version: 1.0.0
  packages/web:
    dependencies:
      a:
        specifier: ^1
        version: 1.0.0
      lib:
        specifier: workspace:^
        version: link:../lib
packages:
  a@1.0.0: {}
  b@1.0.0: {}
  root@1.0.0: {}
snapshots:
  a@1.0.0: {}
  b@1.0.0: {}
  root@1.0.0: {}
`,
  };
  expect(await packagesOf(files, "pnpm", intel, { names: ["@s/web"], withDependencies: false })).toEqual(["a@1.0.0"]);
  expect(await packagesOf(files, "pnpm", intel, chosen("packages/web"))).toEqual(["a@1.0.0", "b@1.0.0"]);
  await expect(packagesOf(files, "pnpm", intel, chosen("nobody"))).rejects.toThrow("there is no workspace nobody");
});

test("Yarn: the workspaces in focus, with those that they depend on", async () => {
  const files = {
    "package.json": JSON.stringify({ name: "app", workspaces: ["packages/*"], dependencies: { root: "^1" } }),
    "packages/web/package.json": JSON.stringify({ name: "web", dependencies: { a: "^1", lib: "workspace:^" } }),
    "packages/lib/package.json": JSON.stringify({ name: "lib", dependencies: { b: "^1" } }),
    "yarn.lock": `__metadata:\n  version: 8\n${["a", "b", "root"].map((name) => `\n"${name}@npm:^1":\n  version: 1.0.0\n  resolution: "${name}@npm:1.0.0"\n`).join("")}${["web", "lib"].map((name) => `\n"${name}@workspace:packages/${name}":\n  version: 0.0.0-use.local\n  resolution: "${name}@workspace:packages/${name}"\n`).join("")}`,
  };
  expect(await packagesOf(files, "yarn", intel, chosen("web"))).toEqual(["a@1.0.0", "b@1.0.0"]);
  expect(await packagesOf(files, "yarn", intel, chosen("lib"))).toEqual(["b@1.0.0"]);
  await expect(packagesOf(files, "yarn", intel, chosen("nobody"))).rejects.toThrow("there is no workspace nobody");
});

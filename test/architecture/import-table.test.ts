// Holds the table of docs/architecture.md: which room may import which, and which packages.
import { describe, expect, test } from "vitest";
import { type Import, importsIn, isBarrel, readSources } from "./import-graph";

interface Room {
  /** The room's files: the first room of the table that matches a file is its room. */
  readonly files: RegExp;
  /** Files of other rooms that it may import. */
  readonly imports: readonly RegExp[];
  /** Files of other rooms of which it may import types. */
  readonly types?: readonly RegExp[];
  /** Packages; `node:` stands for all of Node's own modules. */
  readonly packages: readonly string[];
}

const door = /^server\/src\/engine\/index\.ts$/;
const room = (name: string) => new RegExp(`^server/src/${name}/`);
const languageServer = ["vscode-languageserver", "vscode-languageserver-textdocument"];

const table: Record<string, Room> = {
  "a rule": {
    files: /^server\/src\/engine\/rules\/[\w-]+\/[\w-]+\.ts$/,
    imports: [/^server\/src\/engine\/(rules\/define-rule|image\/.+|fixes\/.+)\.ts$/],
    types: [/^server\/src\/engine\/(syntax\/types|suppressions\/.+)\.ts$/],
    packages: [],
  },
  "engine/syntax": { files: room("engine/syntax"), imports: [], packages: ["dockerfile-ast", "unbash"] },
  engine: { files: room("engine"), imports: [room("engine")], packages: [] },
  context: { files: room("context"), imports: [door], packages: ["node:", "tar-stream"] },
  workspace: {
    files: room("workspace"),
    imports: [door, room("context")],
    types: [room("docker"), room("inspect")],
    packages: ["node:", "smol-toml", "yaml"],
  },
  docker: {
    files: room("docker"),
    imports: [door, room("context")],
    types: [room("workspace"), room("inspect")],
    packages: ["node:", "dockerode", "tar-stream"],
  },
  registry: { files: room("registry"), imports: [door], packages: ["node:"] },
  inspect: {
    files: room("inspect"),
    imports: [door, room("context")],
    types: [room("workspace"), room("docker")],
    packages: ["node:", "tar-stream"],
  },
  session: { files: room("session"), imports: [door], packages: [] },
  protocol: { files: room("protocol"), imports: [], types: [door], packages: [] },
  lsp: { files: room("lsp"), imports: [door, room("session"), room("protocol")], packages: languageServer },
  cli: { files: room("cli"), imports: [door, room("session"), room("protocol")], packages: ["node:"] },
  main: {
    files: room("main"),
    imports: [/^server\/src\//],
    packages: ["node:", "vscode-languageserver/node"],
  },
  client: {
    files: /^client\/src\//,
    imports: [door, room("protocol")],
    packages: ["node:", "vscode", "vscode-languageclient/node"],
  },
};

const sources = readSources();
const roomOf = (file: string) => Object.entries(table).find(([, { files }]) => files.test(file))?.[0];

function isAllowed({ from, to, isPackage, typeOnly }: Import): boolean {
  const name = roomOf(from)!;
  const { files, imports, types = [], packages } = table[name]!;
  if (isPackage) return packages.some((allowed) => to === allowed || (allowed === "node:" && to.startsWith("node:")));
  if (to.endsWith(".json")) return to.split("/").slice(0, 3).join("/") === from.split("/").slice(0, 3).join("/");
  // Rules are rooms of their own: they share a folder and still do not know each other.
  if (files.test(to) && name !== "a rule") return true;
  return [...imports, ...(typeOnly ? types : [])].some((pattern) => pattern.test(to));
}

describe("import table", () => {
  test("every file has its room", () => {
    expect(sources.map(({ name }) => name).filter((name) => roomOf(name) === undefined)).toEqual([]);
    expect(sources.length).toBeGreaterThan(50);
  });

  test.each(Object.keys(table))("%s imports only what it may", (name) => {
    const forbidden = sources
      .filter((file) => roomOf(file.name) === name)
      .flatMap((file) => file.imports)
      .filter((one) => !isAllowed(one))
      .map(({ from, to, typeOnly }) => `${from} imports ${typeOnly ? "types of " : ""}${to}`);
    expect(forbidden).toEqual([]);
  });

  test("nobody imports main", () => {
    const imports = sources.flatMap((file) => file.imports);
    const offenders = imports.filter(({ from, to }) => room("main").test(to) && !room("main").test(from));
    expect(offenders).toEqual([]);
  });

  test("no file only passes on what others export, but the engine's door", () => {
    const barrels = sources.filter(({ text }) => isBarrel(text)).map(({ name }) => name);
    expect(barrels).toEqual(["server/src/engine/index.ts"]);
  });

  test("every file opens with one sentence of purpose", () => {
    expect(sources.filter(({ text }) => !/^(#!.*\n)?\/\/ \S/.test(text)).map(({ name }) => name)).toEqual([]);
  });
});

describe("import reader", () => {
  test("sees every form of import", () => {
    const text = `
import fs from "node:fs";
import {
  type A,
  b,
} from "./b";
import type { C } from "../other/c";
import * as d from "./d";
import "./side-effect";
export * from "./e";
export type { F } from "./f";
const lazy = () => import("./lazy");
const old = require("dockerode");
const text = 'no import "x"';
`;
    const imports = importsIn("server/src/room/file.ts", text);
    expect(imports.map(({ to }) => to)).toEqual([
      "node:fs",
      "server/src/room/b.ts",
      "server/src/other/c.ts",
      "server/src/room/d.ts",
      "server/src/room/side-effect.ts",
      "server/src/room/e.ts",
      "server/src/room/f.ts",
      "server/src/room/lazy.ts",
      "dockerode",
    ]);
    expect(imports.filter(({ typeOnly }) => typeOnly).map(({ to }) => to)).toEqual([
      "server/src/other/c.ts",
      "server/src/room/f.ts",
    ]);
  });

  test.each([
    ['export * from "./a";\nexport type { B } from "./b";\n', true],
    ['// All of them.\nexport {\n  a,\n  b,\n} from "./a";\n', true],
    ['export { a } from "./a";\nexport const b = 1;\n', false],
    ["", false],
  ])("knows a barrel file: %j", (text, expected) => {
    expect(isBarrel(text)).toBe(expected);
  });
});

describe("import table, tried on imports that it must refuse", () => {
  test.each([
    ["server/src/engine/rules/copies/a.ts", "server/src/engine/rules/copies/b.ts"],
    ["server/src/engine/rules/copies/a.ts", "server/src/engine/sizes/claims.ts"],
    ["server/src/engine/analyze.ts", "node:fs"],
    ["server/src/engine/image/model.ts", "unbash"],
    ["server/src/session/create-session.ts", "server/src/workspace/fact-source.ts"],
    ["server/src/session/create-session.ts", "node:path"],
    ["server/src/docker/build-engine.ts", "server/src/session/ports.ts"],
    ["server/src/context/read-context.ts", "server/src/docker/endpoint.ts"],
    ["server/src/registry/registry-client.ts", "server/src/docker/registry-credentials.ts"],
    ["server/src/lsp/status.ts", "server/src/cli/terminal.ts"],
    ["server/src/cli/lint.ts", "server/src/engine/fixes/fix-all.ts"],
    ["server/src/cli/lint.ts", "dockerode"],
    ["client/src/extension.ts", "server/src/session/types.ts"],
    ["client/src/extension.ts", "server/src/engine/analyze.ts"],
  ])("%s must not import %s", (from, to) => {
    expect(isAllowed({ from, to, isPackage: !to.includes("/src/"), typeOnly: false })).toBe(false);
  });
});

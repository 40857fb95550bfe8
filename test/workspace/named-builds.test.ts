// biome-ignore-all lint/suspicious/noTemplateCurlyInString: so are variables written in these files
// What Compose and Bake files say of a Dockerfile's builds, on a real disk.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { parseHcl, unknownValue } from "../../server/src/workspace/hcl";
import { interpolate } from "../../server/src/workspace/interpolate";
import { readNamedBuilds } from "../../server/src/workspace/named-builds";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "layer-cost-builds-"));
  mkdirSync(path.join(folder, ".git"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
});

function write(name: string, content = ""): void {
  const file = path.join(folder, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, content);
}

/** The builds of a Dockerfile, folders relative to the test's own. */
async function builds(dockerfile = "Dockerfile") {
  write(dockerfile, "FROM scratch\n");
  const found = await readNamedBuilds(path.join(folder, dockerfile));
  return found.map(({ contextPath, ...rest }) => ({
    ...rest,
    contextPath: contextPath && (path.relative(folder, contextPath) || "."),
  }));
}

describe("Compose", () => {
  test("builds by a path alone", async () => {
    write("compose.yaml", "services:\n  web:\n    build: .\n  db:\n    image: postgres\n");
    expect(await builds()).toEqual([
      { origin: "web of compose.yaml", contextPath: ".", target: undefined, arguments: {}, platform: undefined },
    ]);
  });

  test("builds with everything, arguments as an object", async () => {
    write(
      "services/compose.yml",
      "services:\n  api:\n    build: { context: .., dockerfile: images/api.Dockerfile, target: run }\n",
    );
    expect(await builds("images/api.Dockerfile")).toEqual([]);
    write(
      "compose.yaml",
      'services:\n  api:\n    build:\n      context: .\n      dockerfile: ./images/api.Dockerfile\n      target: run\n      args: { A: 1, B: true, C: "x$$y", D: "${D:-four}", E: "${E}", F: , G: "" }\n    platform: linux/arm64\n',
    );
    expect(await builds("images/api.Dockerfile")).toEqual([
      {
        origin: "api of compose.yaml",
        contextPath: ".",
        target: "run",
        arguments: { A: "1", B: "true", C: "x$y", D: "four", E: null, F: null, G: "" },
        platform: "linux/arm64",
      },
    ]);
  });

  test("arguments as a list, anchors and merge keys", async () => {
    write(
      "compose.yml",
      [
        "x-build: &build",
        "  context: .",
        "  args: [A=1, B, 'C=x=y']",
        "services:",
        "  web:",
        "    build: { <<: *build, target: web }",
        "  worker:",
        "    build:",
        "      <<: *build",
        "      target: worker",
      ].join("\n"),
    );
    const found = await builds();
    expect(found.map(({ target }) => target)).toEqual(["web", "worker"]);
    expect(found[0]!.arguments).toEqual({ A: "1", B: null, C: "x=y" });
  });

  test("another file on top: what it changes is one more build", async () => {
    write("docker-compose.yml", "services:\n  web:\n    build: { context: ., target: run, args: [A=1] }\n");
    write("docker-compose.override.yml", "services:\n  web:\n    build: { target: dev }\n    ports: ['80:80']\n");
    write("docker-compose.prod.yml", "services:\n  web:\n    restart: always\n");
    expect((await builds()).map(({ target, arguments: given }) => [target, given])).toEqual([
      ["run", { A: "1" }],
      ["dev", { A: "1" }],
    ]);
  });

  test("extends and include", async () => {
    write("common.yml", "services:\n  base:\n    build: { context: ., target: run }\n");
    write("parts/part.yml", "services:\n  part:\n    build: { context: .., target: part }\n");
    write(
      "compose.yaml",
      [
        "include: [parts/part.yml]",
        "services:",
        "  web: { extends: { file: common.yml, service: base } }",
        "  two: { extends: web, build: { args: [A=2] } }",
        "  ring: { extends: ring }",
      ].join("\n"),
    );
    expect((await builds()).map(({ origin, target, arguments: given }) => [origin, target, given])).toEqual([
      ["part of compose.yaml", "part", {}],
      ["web of compose.yaml", "run", {}],
      ["two of compose.yaml", "run", { A: "2" }],
    ]);
  });

  test("what is not about this file, or not known, is left out", async () => {
    write(
      "compose.yaml",
      [
        "services:",
        "  inline: { build: { context: ., dockerfile_inline: FROM scratch } }",
        "  remote: { build: 'https://github.com/a/b.git#main' }",
        "  other: { build: ./other }",
        "  named: { build: { context: ., dockerfile: other.Dockerfile } }",
        "  somewhere: { build: '${SOMEWHERE}' }",
        "  target: { build: { context: ., target: '${TARGET}' } }",
      ].join("\n"),
    );
    expect((await builds()).map(({ origin, target }) => [origin, target])).toEqual([["target of compose.yaml", null]]);
  });

  test.each([
    ["services: ["],
    [""],
    ["- a"],
    ["services: { web: { build: 7 } }"],
    ["a: &a [*a]\nservices: *a"],
    ["services: 3"],
  ])("that cannot be read says nothing: %j", async (text) => {
    write("compose.yaml", text);
    expect(await builds("images/Dockerfile")).toEqual([]);
  });

  test("a path of the Dockerfile that leads nowhere from the context is one from the file's own folder", async () => {
    write(
      "docker-bake.hcl",
      'target "a" {\n context = "app/src"\n dockerfile = "app/a.Dockerfile"\n platforms = ["local"]\n}\n',
    );
    expect(await builds("app/a.Dockerfile")).toMatchObject([{ contextPath: "app/src", platform: undefined }]);
  });

  test("is looked for up to the repository's root", async () => {
    write("compose.yaml", "services: { web: { build: ./app } }");
    expect(await builds("app/Dockerfile")).toHaveLength(1);
    mkdirSync(path.join(folder, "app/.git"));
    expect(await builds("app/Dockerfile")).toEqual([]);
  });
});

describe("Bake", () => {
  const bake = `
# The images of this project.
variable "TAG" { default = "1.2" }
variable "REGISTRY" {
  default = ""
}
FLAVOUR = "slim"

group "default" {
  targets = ["api", "base"]
}

target "_common" {
  args = {
    TAG = TAG
    FULL = "v\${TAG}-\${FLAVOUR}" // a comment
    "DATE" : timestamp(),
    HOST = upper("a\${"}"}b"),
    WHICH = TAG == "1.2" ? "this" : "that"
    MANY = [for x in ["a"] : x]
    NOT = !true
    QUOTED = "a \\"b\\" $\${TAG}"
  }
}

target "base" { context = "." }

target "api" {
  inherits = ["_common", "base"]
  target   = "run"
  platforms = ["linux/amd64"]
  args = { OWN = REGISTRY }
  cache-from = [
    "type=gha", # one
  ]
}

target "multi" {
  name = "multi-\${tgt}"
  matrix = { tgt = ["web", "worker"] }
  target = tgt
}

target "other" {
  dockerfile = "other.Dockerfile"
}

function "increment" {
  params = [number]
  result = number + 1
}
`;

  test("reads targets with what they inherit", async () => {
    write("docker-bake.hcl", bake);
    const found = await builds();
    expect(found.map(({ origin, target, platform }) => [origin, target, platform])).toEqual([
      ["base of docker-bake.hcl", undefined, undefined],
      ["api of docker-bake.hcl", "run", "linux/amd64"],
      ["multi of docker-bake.hcl", "web", undefined],
      ["multi 2 of docker-bake.hcl", "worker", undefined],
    ]);
    expect(found[1]!.arguments).toEqual({
      TAG: "1.2",
      FULL: "v1.2-slim",
      DATE: null,
      HOST: null,
      WHICH: "this",
      MANY: null,
      NOT: "false",
      QUOTED: 'a "b" ${TAG}',
      OWN: "",
    });
  });

  test("reads JSON, and overrides on top", async () => {
    write(
      "docker-bake.json",
      JSON.stringify({
        variable: { TAG: { default: "3" } },
        target: { app: { context: ".", target: "run", args: { TAG: "${TAG}", A: "1" } } },
      }),
    );
    write("docker-bake.override.hcl", 'target "app" {\n  args = { A = "2" }\n}\n');
    expect(await builds()).toMatchObject([{ target: "run", arguments: { TAG: "3", A: "2" } }]);
  });

  test.each([
    ["target"],
    ['target "a" {'],
    ['target "a" { args = { A = "'],
    ["}{"],
    ["a = [[[[["],
    ['"'],
    ['target "a" { context = ${ }'],
  ])("survives %j", (text) => expect(() => parseHcl(text)).not.toThrow());

  test("survives deep nesting", () => {
    const nested = `a = ${"[".repeat(10_000)}${"]".repeat(10_000)}\nb = 1`;
    expect(parseHcl(nested).attributes.get("b")?.(() => null)).toBe(1);
    expect(parseHcl(`a = ${"(".repeat(10_000)}\nb = 1`).attributes.has("a")).toBe(true);
    expect(() => parseHcl("a {\n".repeat(10_000))).not.toThrow();
  });

  test("goes on behind what it cannot read", () => {
    const { attributes } = parseHcl('a = 1 +\nb = x.*.y\nc = "ok"\nd = <<EOT\ntext ${c}\nEOT\ne = f(1, "}")[0]\ng = c');
    const value = (name: string) => attributes.get(name)?.((variable) => (variable === "c" ? "ok" : unknownValue));
    expect([value("c"), value("d"), value("e"), value("g")]).toEqual(["ok", "text ok\n", unknownValue, "ok"]);
  });
});

test.each([
  ["plain", "plain"],
  ["${A:-b}c", "bc"],
  ["${A-}", ""],
  ["${A:-${B:-x}}", "x"],
  ["$$A", "$A"],
  ["$A", null],
  ["${A}", null],
  ["${A:?needed}", null],
  ["${A", null],
])("%j is interpolated to %j", (text, expected) => expect(interpolate(text)).toBe(expected));

// biome-ignore-all lint/suspicious/noTemplateCurlyInString: so are variables written in these files
// What Compose and Bake files say that builds take in: secrets, ssh agents, labels, caches and further contexts.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { beforeEach, expect, onTestFinished, test } from "vitest";
import type { BuildInputs } from "../../server/src/engine/index";
import { readNamedBuilds } from "../../server/src/workspace/named-builds";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "layer-cost-inputs-"));
  mkdirSync(path.join(folder, ".git"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
});

/** The inputs of each build of `Dockerfile` that this file describes, by origin; the test's own folder as `/work`. */
async function inputsOf(file: string, text: string): Promise<Record<string, BuildInputs | undefined>> {
  writeFileSync(path.join(folder, file), text);
  writeFileSync(path.join(folder, "Dockerfile"), "FROM scratch\n");
  const builds = await readNamedBuilds(path.join(folder, "Dockerfile"));
  const told = JSON.stringify(builds.map(({ origin, inputs }) => [origin, inputs])).replaceAll(folder, "/work");
  return Object.fromEntries(JSON.parse(told));
}

test("Compose: everything, in long and in short", async () => {
  process.env.LAYER_COST_TEST_PLACE = "from-environment";
  onTestFinished(() => void delete process.env.LAYER_COST_TEST_PLACE);
  const text = `
services:
  web:
    build:
      context: .
      labels: { team: blue, tier: 1 }
      cache_from: ["web:cache", "type=registry,ref=web:more", "type=gha"]
      additional_contexts: { assets: ./assets, base: "docker-image://debian:12", up: "service:db" }
      ssh: { default: , deploy: keys/deploy }
      secrets:
        - token
        - { source: key, target: other }
        - outside
        - unknown
        - nowhere
  job:
    build:
      context: .
      labels: ["team=green", "alone"]
      cache_from: [job:cache]
      additional_contexts: ["assets=../assets", "docs=https://example.org/docs.git"]
      ssh: [default, "deploy=~/.ssh/deploy,/run/agent"]
secrets:
  token: { environment: TOKEN }
  key: { file: "./\${LAYER_COST_TEST_PLACE}/key" }
  outside: { external: true }
  nowhere: { file: "\${LAYER_COST_TEST_NOTHING}/key" }
`;
  expect(await inputsOf("compose.yaml", text)).toEqual({
    "web of compose.yaml": {
      labels: { team: "blue", tier: "1" },
      cacheFrom: ["web:cache", "web:more"],
      namedContexts: { assets: "/work/assets", base: "docker-image://debian:12", up: "service:db" },
      ssh: [
        { id: "default", paths: [] },
        { id: "deploy", paths: ["/work/keys/deploy"] },
      ],
      secrets: [
        { id: "token", source: { kind: "environment", name: "TOKEN" } },
        { id: "other", source: { kind: "file", path: "/work/from-environment/key" } },
      ],
    },
    "job of compose.yaml": {
      labels: { team: "green", alone: "" },
      cacheFrom: ["job:cache"],
      namedContexts: { assets: path.join(folder, "../assets"), docs: "https://example.org/docs.git" },
      ssh: [
        { id: "default", paths: [] },
        { id: "deploy", paths: ["~/.ssh/deploy", "/run/agent"] },
      ],
    },
  });
});

test("Compose: a service that extends another adds to what that takes in", async () => {
  const text = `
services:
  base:
    image: base
    build: { context: ., labels: { a: "1", b: "1" }, secrets: [token] }
  web:
    extends: base
    build: { context: ., labels: { b: "2" }, ssh: [default] }
secrets:
  token: { environment: TOKEN }
`;
  expect((await inputsOf("compose.yaml", text))["web of compose.yaml"]).toEqual({
    labels: { a: "1", b: "2" },
    secrets: [{ id: "token", source: { kind: "environment", name: "TOKEN" } }],
    ssh: [{ id: "default", paths: [] }],
  });
});

test("Bake: texts and objects, with what is inherited", async () => {
  const text = `
variable "PLACE" { default = "secrets" }
target "_common" {
  labels = { team = "blue", tier = "1" }
  secret = ["id=token,env=TOKEN"]
}
target "default" {
  inherits = ["_common"]
  labels = { tier = "2" }
  secret = ["type=file,id=key,src=\${PLACE}/key", { type = "env", id = "NAMED" }, "src=without-id"]
  ssh = ["default", { id = "deploy", paths = ["keys/deploy"] }]
  cache-from = ["type=registry,ref=web:cache", { type = "registry", ref = "web:more" }, "type=local,src=x"]
  contexts = { assets = "./assets", base = "target:base" }
}
`;
  expect(await inputsOf("docker-bake.hcl", text)).toEqual({
    "default of docker-bake.hcl": {
      labels: { team: "blue", tier: "2" },
      secrets: [
        { id: "token", source: { kind: "environment", name: "TOKEN" } },
        { id: "key", source: { kind: "file", path: "/work/secrets/key" } },
        { id: "NAMED", source: { kind: "environment", name: "NAMED" } },
      ],
      ssh: [
        { id: "default", paths: [] },
        { id: "deploy", paths: ["/work/keys/deploy"] },
      ],
      cacheFrom: ["web:cache", "web:more"],
      namedContexts: { assets: "/work/assets", base: "target:base" },
    },
  });
});

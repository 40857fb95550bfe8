// What lies in a build context on a real disk and no image needs, and who shares its ignore file.
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { beforeEach, expect, onTestFinished, test } from "vitest";
import { createFactSource } from "../../server/src/workspace/fact-source";
import { packageData } from "../engine/shipped-data";

let folder: string;
const source = createFactSource({ packageData });

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "layer-cost-contents-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  write("Dockerfile", "FROM scratch\nCOPY . .\n");
});

/** Writes a file of so many bytes, or of this text. */
function write(name: string, content: number | string = ""): void {
  const file = path.join(folder, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, typeof content === "string" ? content : Buffer.alloc(content, "x"));
}

async function contents(dockerfile = "Dockerfile", contextPath: string | undefined = folder) {
  const scope = {
    document: { path: path.join(folder, dockerfile) },
    contextPath,
    contextSources: [],
    engine: undefined,
  };
  return (await source.fetch({ kind: "context-contents", key: "context-contents" }, scope)).contents!;
}

test("names what version control, tools and builds left, the largest first and none within another", async () => {
  write(".git/objects/ab/cd", 700);
  write("web/node_modules/a/node_modules/b/index.js", 600);
  write("web/node_modules/a/__pycache__/x.pyc", 5);
  write(".venv/pyvenv.cfg", 1);
  write(".venv/lib/python3/site-packages/a.py", 498);
  write("rust/Cargo.toml", 1);
  write("rust/target/debug/app", 400);
  write("target/notes.txt", 9_000);
  write("service/service.csproj", 1);
  write("service/bin/Debug/service.dll", 300);
  write("bin/tool", 9_000);
  write("src/__pycache__/app.pyc", 200);
  write("src/old.py", 1);
  write("src/old.pyc", 100);
  write("src/only.pyc", 9_000);
  write("backup.sql.gz", 5_000_000);
  write("schema.sql", 9_000);
  write("debug.log", 1_000_000);
  const { clutter, bytes } = await contents();
  expect(clutter.map(({ path: file, kind, bytes: size }) => `${file}: ${kind}, ${size}`)).toEqual([
    "backup.sql.gz: dump, 5000000",
    "debug.log: log, 1000000",
    ".git: version-control, 700",
    "web/node_modules: node-modules, 605",
    ".venv: virtual-environment, 499",
    "rust/target: cargo-output, 400",
    "service/bin: dotnet-output, 300",
    "src/__pycache__: byte-code, 200",
    "src/old.pyc: byte-code, 100",
  ]);
  expect(bytes).toBeGreaterThan(6_000_000);
});

test("goes by the ignore file that counts", async () => {
  write(".git/HEAD", 100);
  write("src/__pycache__/app.pyc", 200);
  write("images/web/Dockerfile", "FROM scratch\nCOPY . .\n");
  expect(await contents("images/web/Dockerfile")).toMatchObject({
    clutter: [{ path: "src/__pycache__" }, { path: ".git" }],
    ignoreFile: { path: "../../.dockerignore", exists: false, text: "" },
  });
  write(".dockerignore", ".git\n");
  source.forget();
  expect(await contents()).toMatchObject({
    clutter: [{ path: "src/__pycache__" }],
    ignoreFile: { path: ".dockerignore", exists: true, text: ".git\n" },
  });
  write("Dockerfile.dockerignore", "src\n");
  source.forget();
  expect(await contents()).toMatchObject({
    clutter: [{ path: ".git" }],
    ignoreFile: { path: "Dockerfile.dockerignore", exists: true, text: "src\n" },
    otherSources: [],
  });
});

test("tells what the other Dockerfiles of the context take, but those with ignore files of their own", async () => {
  write("src/__pycache__/app.pyc", 200);
  write(
    "images/Dockerfile.web",
    "FROM a AS b\nCOPY --from=b /x /x\nCOPY web/*.js $WHAT /app/\nADD --chown=1 data /data\n",
  );
  write(
    "api/api.Dockerfile",
    "FROM a\nRUN --mount=type=bind,source=lock,target=/l --mount=type=cache,target=/c true\n",
  );
  write("own/Dockerfile", "FROM a\nCOPY own /own\n");
  write("own/Dockerfile.dockerignore", "");
  write("node_modules/x/Dockerfile", "FROM a\nCOPY foreign /\n");
  write("Dockerfile.md", "COPY no /\n");
  expect([...(await contents()).otherSources].sort()).toEqual(
    ["api/lock", "data", "images/data", "images/web/*.js", "lock", "web/*.js", null].sort(),
  );
});

test("is read anew once it is said to have changed, and not before", async () => {
  write(".git/HEAD", 100);
  expect((await contents()).clutter).toHaveLength(1);
  write("node_modules/a.js", 50);
  expect((await contents()).clutter).toHaveLength(1);
  source.forget();
  expect((await contents()).clutter).toHaveLength(2);
});

test("that cannot be read is refused in a sentence", async () => {
  await expect(contents("Dockerfile", path.join(folder, "gone"))).rejects.toThrow(/does not exist\.$/);
});

test("the stages of a repository are those of all of its Dockerfiles", async () => {
  const scope = {
    document: { path: path.join(folder, "Dockerfile") },
    contextPath: undefined,
    contextSources: [],
    engine: undefined,
  };
  const names = () => source.fetch({ kind: "stage-names", key: "stage-names" }, scope);
  write("api/Dockerfile", "FROM a AS build\nFROM build as Run\n");
  write("node_modules/x/Dockerfile", "FROM a AS foreign\n");
  if (!existsSync(path.join(path.dirname(folder), ".git"))) await expect(names()).rejects.toThrow(/no repository/);
  write(".git/HEAD", "");
  expect((await names()).names).toEqual(["Run", "build"]);
});

// npm test: installs, builds, and runs every check and test that this machine can run; says what it skipped and why.
// npm test -- engine lsp: those alone. Names: check (format, lint, types) and the projects of vitest.config.mts.
// With CI=true a skipped test is a failure. The last line is "N passed, N failed, N skipped".
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { request } from "node:http";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { ensureInstalled } from "./install.mjs";

process.chdir(fileURLToPath(new URL("..", import.meta.url)));
const chosen = process.argv.slice(2);
const projects = [...readFileSync("vitest.config.mts", "utf8").matchAll(/project\("(\w+)"/g)].map(([, name]) => name);
const unknown = chosen.filter((name) => name !== "check" && !projects.includes(name));
if (unknown.length > 0) {
  console.error(`There are no tests called ${unknown.join(", ")}: check, ${projects.join(", ")}.`);
  process.exit(1);
}
const wants = (name) => chosen.length === 0 || chosen.includes(name);
const totals = { passed: 0, failed: 0, skipped: 0 };

ensureInstalled();
const { isEditorPrepared, prepareEditor, unsupported } = await import("./prepare-editor.mjs");
if (spawnSync(process.execPath, ["scripts/package.mjs"], { stdio: "inherit" }).status !== 0) {
  console.log("FAILED: the build");
  totals.failed++;
  finish(1);
}

const chromium = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find(existsSync);
if (!process.env.CHROMIUM && chromium) process.env.CHROMIUM = chromium;
for (const reason of await reasonsToSkip()) console.log(`Skipped: ${reason}`);

if (wants("check")) {
  runCheck("format and lint", ["node_modules/@biomejs/biome/bin/biome", "check", "."]);
  runCheck("types", ["node_modules/typescript/bin/tsc", "-b"]);
}
// Engines and editors want the machine for themselves, so they come after the fast ones; and one after the other, unless
// LAYER_COST_EDITOR_ENGINE names an engine that is the editor's alone.
const slow = ["docker", "editor"];
const fast = projects.filter((name) => wants(name) && !slow.includes(name));
if (fast.length > 0) {
  await runTests("fast", [
    ...fast.map((name) => `--project=${name}`),
    `--maxWorkers=${Math.max(2, availableParallelism() - 1)}`,
  ]);
}
const editorsEngine = process.env.LAYER_COST_EDITOR_ENGINE;
if (editorsEngine && slow.every(wants)) {
  await Promise.all([
    runTests("docker", ["--project=docker"]),
    runTests("editor", ["--project=editor"], { DOCKER_HOST: editorsEngine }),
  ]);
} else for (const name of slow) if (wants(name)) await runTests(name, [`--project=${name}`]);
finish(totals.failed > 0 || (process.env.CI === "true" && totals.skipped > 0) ? 1 : 0);

/** What this machine lacks, each as a sentence; prepares what can be prepared. */
async function reasonsToSkip() {
  const reasons = [];
  if (!process.env.LAYER_COST_CORPUS && (wants("corpus") || wants("grammar"))) {
    reasons.push("tests on real Dockerfiles, because LAYER_COST_CORPUS names no folder.");
  }
  if ((wants("registry") || wants("docker")) && !registryProgram()) {
    reasons.push("tests on a real registry, because LAYER_COST_TEST_REGISTRY names no docker-registry program.");
  }
  if (wants("docker") && !existsSync("/usr/sbin/sshd")) {
    reasons.push("tests that log in over ssh, because there is no sshd (Debian: openssh-server).");
  }
  if ((wants("docker") || wants("editor")) && !(await hasEngine())) {
    reasons.push(
      "tests that build, because no engine answers (DOCKER_HOST, LAYER_COST_TEST_ENGINES, /var/run/docker.sock).",
    );
  }
  if (wants("editor")) {
    if (!process.env.CHROMIUM)
      reasons.push("tests in the editor, because there is no Chromium (CHROMIUM names its program).");
    else if (isEditorPrepared() || !unsupported()) prepareEditor();
    else reasons.push(`tests in the editor, because ${unsupported()}.`);
  }
  return reasons;
}

/** Debian's docker-registry: as the environment names it, as scripts/engines/unpack-registry left it, or installed. */
function registryProgram() {
  const { LAYER_COST_TEST_REGISTRY: named, LAYER_COST_ENGINES, XDG_CACHE_HOME, HOME } = process.env;
  const engines = LAYER_COST_ENGINES || join(XDG_CACHE_HOME || join(HOME ?? "/", ".cache"), "layer-cost/engines");
  const places = [join(engines, "packages/registry/usr/bin/docker-registry"), "/usr/bin/docker-registry"];
  const found = named || places.find(existsSync);
  if (found) process.env.LAYER_COST_TEST_REGISTRY = found;
  return found;
}

/** True when an engine answers; the editor's tests build on the one that DOCKER_HOST names. */
async function hasEngine() {
  const named = [
    process.env.DOCKER_HOST,
    ...(process.env.LAYER_COST_TEST_ENGINES ?? "").split(/[\s,]+/),
    "unix:///var/run/docker.sock",
  ];
  for (const endpoint of named) {
    const socketPath = /(?:^|=)unix:\/\/(.+)$/.exec(endpoint ?? "")?.[1];
    if (!socketPath || !(await pings(socketPath))) continue;
    process.env.DOCKER_HOST ??= `unix://${socketPath}`;
    return true;
  }
  return false;
}

function pings(socketPath) {
  return new Promise((resolve) => {
    const ping = request({ socketPath, path: "/_ping", timeout: 3000 }, (response) => {
      response.resume();
      resolve(response.statusCode === 200);
    });
    ping.on("error", () => resolve(false)).on("timeout", () => ping.destroy());
    ping.end();
  });
}

function runCheck(name, command) {
  const { status } = spawnSync(process.execPath, command, { stdio: "inherit" });
  totals[status === 0 ? "passed" : "failed"]++;
  console.log(`${status === 0 ? "passed" : "FAILED"}: ${name}`);
}

/** How long the tests on each engine took: their groups are called `what: 'engine, builder, storage'`. */
function printEngineTimes(testResults) {
  const times = new Map();
  for (const { ancestorTitles, duration = 0 } of testResults.flatMap(({ assertionResults }) => assertionResults)) {
    const engine = /: '(.+)'$/.exec(ancestorTitles[0] ?? "")?.[1] ?? "one engine, or none";
    times.set(engine, (times.get(engine) ?? 0) + duration);
  }
  for (const [engine, duration] of times) console.log(`${(duration / 1000).toFixed(0).padStart(5)} s on ${engine}`);
}

async function runTests(name, flags, environment = {}) {
  const results = `out/test-results/${name}.json`;
  mkdirSync("out/test-results", { recursive: true });
  rmSync(results, { force: true });
  const options = ["run", "--passWithNoTests", "--reporter=default", "--reporter=json", `--outputFile.json=${results}`];
  const status = await new Promise((resolve) => {
    const vitest = spawn(process.execPath, ["node_modules/vitest/vitest.mjs", ...options, ...flags], {
      stdio: "inherit",
      env: { ...process.env, ...environment },
    });
    vitest.on("error", () => resolve(1)).on("exit", (code) => resolve(code ?? 1));
  });
  if (!existsSync(results)) {
    // Vitest itself could not start, or had no test to run.
    if (status !== 0) totals.failed++;
    return;
  }
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults } = JSON.parse(
    readFileSync(results, "utf8"),
  );
  if (name === "docker") printEngineTimes(testResults);
  // A file that cannot be loaded fails without having a test.
  const brokenFiles = testResults.filter(
    (file) => file.status === "failed" && file.assertionResults.every((test) => test.status !== "failed"),
  );
  totals.passed += numPassedTests;
  totals.failed += numFailedTests + brokenFiles.length;
  totals.skipped += numPendingTests + numTodoTests;
  if (status !== 0 && numFailedTests + brokenFiles.length === 0) totals.failed++;
}

function finish(code) {
  if (process.env.CI === "true" && totals.skipped > 0) console.log("\nIn CI nothing may be skipped.");
  console.log(`\n${totals.passed} passed, ${totals.failed} failed, ${totals.skipped} skipped`);
  process.exit(code);
}

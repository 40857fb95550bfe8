// Predicted against measured sizes of the cases of test/bench/sizes: `npm run bench:sizes [-- [CASE…] [--again] [--calibration] [--keep]]`.
// Starts the engine `sizes` with its base images; LAYER_COST_SIZES_ENGINE names another one that has such bases.
import { execFileSync, spawnSync } from "node:child_process";
import path from "node:path";
import { ensureInstalled } from "./install.mjs";

const root = path.dirname(import.meta.dirname);
ensureInstalled();
execFileSync(process.execPath, [path.join(root, "scripts/build.mjs")], { stdio: "inherit" });

const engines = path.join(root, "scripts/engines");
let endpoint = process.env.LAYER_COST_SIZES_ENGINE;
if (endpoint === undefined) {
  endpoint = execFileSync(path.join(engines, "start"), ["sizes"], { encoding: "utf8" })
    .trim()
    .replace("DOCKER_HOST=", "");
  execFileSync(path.join(engines, "make-size-bases"), { stdio: "inherit" });
}

const { build } = await import("esbuild");
const bundle = path.join(root, "out/bench/sizes.mjs");
await build({
  entryPoints: [path.join(root, "test/bench/sizes/run.ts")],
  outfile: bundle,
  bundle: true,
  platform: "node",
  format: "esm",
  target: "node20",
  logLevel: "warning",
});
const ended = spawnSync(process.execPath, [bundle, ...process.argv.slice(2)], {
  stdio: "inherit",
  env: { ...process.env, LAYER_COST_ROOT: root, LAYER_COST_SIZES_ENGINE: endpoint },
});
execFileSync("npx", ["biome", "check", "--write", "docs/accuracy.md"], { cwd: root, stdio: "ignore" });
process.exit(ended.status ?? 1);

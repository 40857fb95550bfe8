// Runs the benchmarks and prints one table each, then the budgets: `npm run bench [-- [CORPUS] [lint|command|start|keystroke|memory|measure|build|size|coverage]…]`.
// CORPUS is a folder with an index.jsonl (otherwise LAYER_COST_CORPUS names it). Asserts nothing.
import { spawnSync } from "node:child_process";
import path from "node:path";
import { ensureInstalled } from "./install.mjs";

const root = path.dirname(import.meta.dirname);
const out = path.join(root, "out/bench");

ensureInstalled();
// What is measured is what people install: the bundles of the package.
const packaged = spawnSync(process.execPath, [path.join(root, "scripts/package.mjs")], { stdio: "inherit" });
if (packaged.status !== 0) process.exit(packaged.status ?? 1);

const { build } = await import("esbuild");
await build({
  entryPoints: ["run", "bare-server"].map((name) => path.join(root, `test/bench/${name}.ts`)),
  outdir: out,
  bundle: true,
  platform: "node",
  format: "cjs",
  target: "node20",
  minify: true,
  // The linters to compare with read files beside their sources.
  external: ["dockerfilelint", "dockerfile-utils"],
  logLevel: "warning",
});
const ended = spawnSync(process.execPath, ["--expose-gc", path.join(out, "run.js"), ...process.argv.slice(2)], {
  stdio: "inherit",
  env: { ...process.env, LAYER_COST_ROOT: root },
});
process.exit(ended.status ?? 1);

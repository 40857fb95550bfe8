// Runs the benchmarks and prints one table each: `npm run bench [-- lint|start|keystroke|memory|size]…`. Asserts nothing.
import { spawnSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import path from "node:path";
import { build } from "esbuild";

const root = path.dirname(import.meta.dirname);
const out = path.join(root, "out/bench");
mkdirSync(out, { recursive: true });

const built = spawnSync(process.execPath, [path.join(root, "scripts/build.mjs")], { stdio: "inherit" });
if (built.status !== 0) process.exit(built.status ?? 1);
await build({
  entryPoints: ["run", "bare-server"].map((name) => path.join(root, `test/bench/${name}.ts`)),
  outdir: out,
  bundle: true,
  platform: "node",
  format: "cjs",
  target: "node20",
  // The linters to compare with read files beside their sources.
  external: ["dockerfilelint", "dockerfile-utils"],
  logLevel: "warning",
});
const ended = spawnSync(process.execPath, ["--expose-gc", path.join(out, "run.js"), ...process.argv.slice(2)], {
  stdio: "inherit",
  env: { ...process.env, LAYER_COST_ROOT: root },
});
process.exit(ended.status ?? 1);

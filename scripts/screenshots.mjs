// Takes the README's screenshots of the packaged extension in a real editor: node scripts/screenshots.mjs [NAME…]
// Needs what the editor tests need; DOCKER_HOST names the engine that builds the example.
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

process.chdir(fileURLToPath(new URL("..", import.meta.url)));
const outfile = "out/screenshots/run.cjs";
await build({
  entryPoints: ["test/editor/screenshots.ts"],
  outfile,
  bundle: true,
  platform: "node",
  target: "node20",
  format: "cjs",
  external: ["playwright-core"],
  logLevel: "warning",
});
process.exit(spawnSync(process.execPath, [outfile, ...process.argv.slice(2)], { stdio: "inherit" }).status ?? 1);

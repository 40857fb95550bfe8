// Installs the project's dependencies when they are not what package-lock.json says; Node's built-ins only.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));

/** Runs npm and ends the process with a sentence when npm fails. */
export function npm(args, folder = root) {
  const { status, error } = spawnSync("npm", args, {
    cwd: folder,
    stdio: "inherit",
    shell: process.platform === "win32",
  });
  if (status === 0) return;
  console.error(error ? `npm could not be started: ${error.message}` : `npm ${args[0]} failed (exit code ${status}).`);
  process.exit(1);
}

/** True when every package of the lock file that this platform needs is installed in the locked version. */
function isInstalled() {
  const installed = `${root}node_modules/.package-lock.json`;
  if (!existsSync(installed)) return false;
  const present = JSON.parse(readFileSync(installed, "utf8")).packages;
  const locked = JSON.parse(readFileSync(`${root}package-lock.json`, "utf8")).packages;
  return Object.entries(locked).every(
    ([folder, { version, optional }]) =>
      folder === "" || (optional && !present[folder]) || present[folder]?.version === version,
  );
}

export function ensureInstalled() {
  if (isInstalled()) return;
  console.log("Installing dependencies (npm ci)…");
  npm(["ci", "--no-audit", "--no-fund", "--loglevel=error"]);
}

// npm start: installs, builds, and opens the examples in a real editor with the extension loaded.
// Uses the `code` on the PATH if there is one (--web: never), else a pinned code-server from npm on a loopback port.
import { spawn, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { ensureInstalled } from "./install.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
process.chdir(root);
const examples = path.join(root, "examples");
const [major] = process.versions.node.split(".").map(Number);
if (major < 20) {
  console.error(`Layer Cost needs Node 20 or later; this is ${process.version}.`);
  process.exit(1);
}

ensureInstalled();
if (spawnSync(process.execPath, ["scripts/package.mjs"], { stdio: "inherit" }).status !== 0) process.exit(1);

/** In a terminal of an editor that is connected elsewhere, `code` opens files there and loads no extension. */
function desktopCode() {
  if (process.argv.includes("--web") || process.env.VSCODE_IPC_HOOK_CLI) return false;
  const shell = process.platform === "win32";
  return spawnSync("code", ["--version"], { stdio: "ignore", shell }).status === 0;
}

if (desktopCode()) {
  console.log("Opening the examples in VS Code…");
  const file = path.join(examples, "word-count-api", "Dockerfile");
  const options = ["--new-window", `--extensionDevelopmentPath=${root}`, examples, file];
  const code = spawn("code", options, { stdio: "inherit", shell: process.platform === "win32" });
  code.on("exit", (status) => process.exit(status ?? 0));
} else {
  const { prepareEditor } = await import("./prepare-editor.mjs");
  prepareEditor();
  const { serveEditor } = await import("./serve-editor.mjs");
  const { version } = JSON.parse(readFileSync("package.json", "utf8"));
  const served = await serveEditor({
    folder: examples,
    vsix: path.join(root, `layer-cost-${version}.vsix`),
    state: path.join(root, "out/editor"),
    openFile: path.join(examples, "word-count-api/Dockerfile"),
    trustAll: true,
    settings: { "editor.inlayHints.enabled": "on", "editor.codeLens": true },
  });
  console.log(`\n  ${served.url}\n\nCtrl-C ends the editor.`);
  const end = () => void served.stop().then(() => process.exit(0));
  process.on("SIGINT", end);
  process.on("SIGTERM", end);
  const code = await served.ended;
  process.exit(code ?? 0);
}

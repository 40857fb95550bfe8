// What the editor tests need from the machine, and the editor's server that they start: the packaged .vsix in VS Code.
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";

export const root = path.join(__dirname, "../..");
const { version } = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8"));
export const vsix = path.join(root, `layer-cost-${version}.vsix`);

const cache = process.env.XDG_CACHE_HOME || path.join(homedir(), ".cache");
const editorHome = process.env.LAYER_COST_EDITOR_HOME || path.join(cache, "vscode-web");
export const chromiumProgram = process.env.CHROMIUM ?? "/usr/bin/chromium";

/** Why no editor can be started here; undefined when one can. */
export const editorMissing = !existsSync(chromiumProgram)
  ? `there is no Chromium at ${chromiumProgram}`
  : !existsSync(path.join(editorHome, "ready"))
    ? `no editor is installed in ${editorHome} (node scripts/prepare-editor.mjs)`
    : !existsSync(vsix)
      ? "the extension is not packaged (npm run package)"
      : undefined;
if (editorMissing) console.log(`Editor tests skipped: ${editorMissing}.`);

/** Why nothing can be built here; undefined when it can. The editor's engine is the one that DOCKER_HOST names. */
export const engineMissing = process.env.DOCKER_HOST ? undefined : "DOCKER_HOST names no engine";

export interface EditorServer {
  readonly url: string;
  stop(): Promise<void>;
}

export interface EditorOptions {
  /** False opens the folder in Restricted Mode. */
  readonly trustAll?: boolean;
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly environment?: Readonly<Record<string, string>>;
}

/** Serves a folder with the packaged extension and nothing else of the user's. */
export async function serveFolder(folder: string, options: EditorOptions = {}): Promise<EditorServer> {
  const settings = {
    "editor.minimap.enabled": false,
    "editor.inlayHints.enabled": "on",
    "editor.hover.delay": 200,
    "editor.quickSuggestions": { other: "off", comments: "off", strings: "off" },
    "files.autoSave": "off",
    "git.enabled": false,
    ...options.settings,
  };
  const args = ["scripts/serve-editor.mjs", folder, "--vsix", vsix, "--settings", JSON.stringify(settings)];
  if (options.trustAll ?? true) args.push("--trust-all");
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: { ...process.env, ...options.environment },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const url = await new Promise<string>((resolve, reject) => {
    child.once("exit", (code) => reject(new Error(`the editor's server ended with ${code}`)));
    createInterface(child.stdout).on("line", (line) => line.startsWith("http://") && resolve(line));
  });
  return {
    url,
    stop: async () => {
      child.kill("SIGTERM");
      await ended;
    },
  };
}

/** A temporary folder with these files; `remove` deletes it. */
export function makeWorkspace(files: Readonly<Record<string, string>>): { folder: string; remove(): void } {
  const folder = mkdtempSync(path.join(tmpdir(), "layer-cost-workspace-"));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), text);
  }
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** Waits until `read` gives something that `accept` likes; the error shows the last value. */
export async function eventually<T>(
  read: () => Promise<T> | T,
  accept: (value: T) => boolean,
  seconds = 30,
): Promise<T> {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const value = await read();
    if (accept(value)) return value;
    if (Date.now() > end) throw new Error(`after ${seconds} s still ${JSON.stringify(value)}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

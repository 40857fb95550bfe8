// Serves a folder in the prepared editor with one extension, on a free loopback port; prints the address.
// node scripts/serve-editor.mjs FOLDER --vsix FILE [--state FOLDER] [--trust-all] [--settings JSON]
// Ends with SIGINT or SIGTERM. Without --state, profile and extensions live in a temporary folder that is removed.
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { editor } from "./prepare-editor.mjs";

const quietWorkbench = {
  "workbench.startupEditor": "none",
  "workbench.tips.enabled": false,
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "chat.disableAIFeatures": true,
  "telemetry.telemetryLevel": "off",
  "update.mode": "none",
  "git.openRepositoryInParentFolders": "never",
  "extensions.autoUpdate": false,
  "extensions.autoCheckUpdates": false,
  "extensions.ignoreRecommendations": true,
  "security.workspace.trust.startupPrompt": "never",
};

/**
 * Starts the editor's server; `openFile` is opened when the page loads. `trustAll: false` opens folders in Restricted Mode.
 * Resolves when it answers: its address, a promise of its end, and how to end it.
 */
export async function serveEditor({ folder, vsix, state, openFile, trustAll = false, settings = {} }) {
  const profile = state ?? mkdtempSync(path.join(tmpdir(), "layer-cost-editor-"));
  const dataFolder = path.join(profile, "data");
  const common = [
    "--config",
    path.join(profile, "config.yaml"),
    "--user-data-dir",
    dataFolder,
    "--extensions-dir",
    path.join(profile, "extensions"),
  ];
  const env = { ...process.env, EXTENSIONS_GALLERY: "{}" };
  // An editor started from an editor's terminal would talk to that one.
  for (const name of ["VSCODE_IPC_HOOK_CLI", "PORT", "ELECTRON_RUN_AS_NODE"]) delete env[name];

  mkdirSync(path.join(dataFolder, "User"), { recursive: true });
  mkdirSync(path.join(profile, "extensions"), { recursive: true });
  const settingsFile = path.join(dataFolder, "User/settings.json");
  if (!state || !existsSync(settingsFile))
    writeFileSync(settingsFile, JSON.stringify({ ...quietWorkbench, ...settings }, null, 2));
  writeFileSync(path.join(profile, "config.yaml"), "auth: none\n");
  installExtension(profile, vsix, common, env);

  const port = await freePort();
  const options = ["--bind-addr", `127.0.0.1:${port}`, "--disable-telemetry", "--disable-update-check"];
  if (trustAll) options.push("--disable-workspace-trust");
  const child = spawn(editor.node, [editor.entry, ...common, ...options, folder], {
    env,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk) => {
      output = (output + chunk).slice(-20_000);
    });
  }
  const ended = new Promise((resolve) => child.once("exit", (code) => resolve(code)));
  const stop = async () => {
    child.kill("SIGTERM");
    await ended;
    if (!state) rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  };
  const origin = `http://127.0.0.1:${port}`;
  if (!(await answers(`${origin}/healthz`, child))) {
    await stop();
    throw new Error(`the editor did not start:\n${output}`);
  }
  let url = `${origin}/?folder=${encodeURIComponent(folder)}`;
  if (openFile)
    url += `&payload=${encodeURIComponent(JSON.stringify([["openFile", `vscode-remote://127.0.0.1:${port}${openFile}`]]))}`;
  return { url, ended, stop };
}

/** Installs the .vsix, unless this profile has the very same one. */
function installExtension(profile, vsix, common, env) {
  const hash = createHash("sha256").update(readFileSync(vsix)).digest("hex");
  const stamp = path.join(profile, "installed");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === hash) return;
  const { status, stdout, stderr } = spawnSync(
    editor.node,
    [editor.entry, ...common, "--install-extension", vsix, "--force"],
    { env, encoding: "utf8" },
  );
  if (status !== 0) throw new Error(`the extension could not be installed:\n${stdout}${stderr}`);
  writeFileSync(stamp, hash);
}

async function answers(url, child) {
  for (let attempt = 0; attempt < 300 && child.exitCode === null; attempt++) {
    try {
      if ((await fetch(url)).ok) return true;
    } catch {
      // Not listening yet.
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return false;
}

function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer().once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      vsix: { type: "string" },
      state: { type: "string" },
      "trust-all": { type: "boolean" },
      settings: { type: "string" },
    },
  });
  const served = await serveEditor({
    folder: path.resolve(positionals[0]),
    vsix: path.resolve(values.vsix),
    state: values.state,
    trustAll: values["trust-all"],
    settings: values.settings ? JSON.parse(values.settings) : {},
  });
  console.log(served.url);
  for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => void served.stop().then(() => process.exit(0)));
  await served.ended;
  process.exit(0);
}

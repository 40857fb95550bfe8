// Writes what is made from the settings catalogue: package.json's configuration block and the schema of .layer-cost.json.
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = fileURLToPath(new URL("..", import.meta.url));

/** The generated files as they should be: path from the project's root → text. */
export async function generatedSettings() {
  const { outputFiles } = await build({
    entryPoints: [join(root, "server/src/engine/settings-catalogue.ts")],
    bundle: true,
    platform: "node",
    format: "cjs",
    write: false,
    logLevel: "error",
    outdir: tmpdir(),
  });
  const module = { exports: {} };
  new Function("module", "exports", "require", outputFiles[0].text)(
    module,
    module.exports,
    createRequire(import.meta.url),
  );
  const { editorConfiguration, settingsFileSchema } = module.exports;
  const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  manifest.contributes = {
    ...manifest.contributes,
    configuration: editorConfiguration(),
    jsonValidation: [{ fileMatch: ".layer-cost.json", url: "./schemas/layer-cost.schema.json" }],
  };
  return {
    "package.json": formatted("package.json", manifest),
    "schemas/layer-cost.schema.json": formatted("schemas/layer-cost.schema.json", settingsFileSchema()),
  };
}

/** As the project's formatter writes it, so that the two do not undo each other's work. */
function formatted(path, value) {
  const biome = join(root, "node_modules/.bin/biome");
  const input = `${JSON.stringify(value, null, 2)}\n`;
  return execFileSync(biome, ["format", `--stdin-file-path=${path}`], { cwd: root, input }).toString();
}

/** Writes the generated files; returns the paths of those that were stale. */
export async function generateSettings() {
  const stale = [];
  for (const [path, text] of Object.entries(await generatedSettings())) {
    const file = join(root, path);
    if (readIfThere(file) === text) continue;
    stale.push(path);
    mkdirSync(join(file, ".."), { recursive: true });
    writeFileSync(file, text);
  }
  return stale;
}

function readIfThere(file) {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const stale = await generateSettings();
  console.log(stale.length > 0 ? `Written: ${stale.join(", ")}` : "Settings are fresh.");
}

// Bundles the extension, the language server, the command line and the worker into dist/.
// node scripts/build.mjs [--production] [--watch] [--force]: does nothing when nothing changed since the last build.
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { context } from "esbuild";

process.chdir(fileURLToPath(new URL("..", import.meta.url)));
const flags = new Set(process.argv.slice(2));
const production = flags.has("--production");
const stampFile = "dist/.build.json";

/** One row per bundle; `executable` ones are started by name and need a shebang. */
const bundles = [
  { name: "extension", entry: "client/src/extension.ts", external: ["vscode"] },
  { name: "server", entry: "server/src/main/node.ts", executable: true },
  { name: "cli", entry: "server/src/main/cli.ts", executable: true },
  { name: "worker", entry: "server/src/main/worker.ts" },
];

/**
 * Leaves out the parts of dockerode that the engine's client does without: its gRPC session and its decoder of BuildKit
 * traces (docker/build-session.ts and docker/buildkit-trace.ts do both, per registry and in full), and ssh.
 */
const bundleDockerode = {
  name: "bundle-dockerode",
  setup(build) {
    build.onLoad({ filter: /(dockerode[\\/]lib[\\/](session|buildkit)|docker-modem[\\/]lib[\\/]ssh)\.js$/ }, () => ({
      contents: 'module.exports = () => { throw new Error("This part of dockerode is not in the bundle."); };',
    }));
  },
};

/** Tables in server/src/engine/sizes that every bundle would carry, and go through at its start. */
const tables = ["node-packages.json", "python-packages.json"];

/** The large tables lie beside the bundles, which read one when a file first asks for it. */
const tablesBesideBundles = {
  name: "tables-beside-bundles",
  setup(build) {
    build.onLoad({ filter: /\.json$/ }, ({ path: file }) => {
      const name = path.basename(file);
      if (!tables.includes(name)) return undefined;
      const read = `require(__dirname + "/data/${name}")`;
      return { contents: `module.exports = { __esModule: true, get default() { return ${read}; } };` };
    });
  },
};

const options = ({ name, entry, external = [], executable }) => ({
  entryPoints: [entry],
  outfile: `dist/${name}.js`,
  bundle: true,
  platform: "node",
  target: "node20",
  format: "cjs",
  external,
  minify: production,
  keepNames: false,
  sourcemap: production ? false : "linked",
  legalComments: "none",
  // Some dependencies ship a UMD build as "main" whose inner requires esbuild cannot see: prefer their ES modules.
  mainFields: ["module", "main"],
  banner: executable ? { js: "#!/usr/bin/env node" } : {},
  plugins: [bundleDockerode, tablesBesideBundles],
  metafile: true,
  logLevel: "warning",
});

const fingerprint = (file) => {
  if (!existsSync(file)) return "absent";
  const { mtimeMs, size } = statSync(file);
  return `${mtimeMs}:${size}`;
};

/** True when the last build had the same mode, and every file that went into it, and what came out, is as it was. */
function isFresh(stamp, { name, entry }) {
  const last = stamp.bundles?.[name];
  if (!last || !existsSync(`dist/${name}.js`)) return false;
  return (
    last.inputs[entry] !== undefined &&
    Object.entries(last.inputs).every(([file, print]) => fingerprint(file) === print)
  );
}

function readStamp() {
  try {
    const stamp = JSON.parse(readFileSync(stampFile, "utf8"));
    return stamp.production === production &&
      stamp.script === fingerprint("scripts/build.mjs") &&
      stamp.lock === fingerprint("package-lock.json")
      ? stamp
      : {};
  } catch {
    return {};
  }
}

function report(name) {
  const bytes = readFileSync(`dist/${name}.js`);
  console.log(
    `  dist/${name}.js`.padEnd(22),
    `${(bytes.length / 1000).toFixed(0)} kB`.padStart(8),
    `(${(gzipSync(bytes).length / 1000).toFixed(0)} kB gzip)`,
  );
}

/** Writes the licences of everything that the bundles contain: theirs ask for it. */
function writeLicenses(bundles) {
  const folders = new Set();
  for (const { inputs } of Object.values(bundles)) {
    for (const file of Object.keys(inputs)) {
      const folder = /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0];
      if (folder) folders.add(folder);
    }
  }
  const texts = [...folders].sort().map((folder) => {
    const { name, version, license } = JSON.parse(readFileSync(path.join(folder, "package.json"), "utf8"));
    const file = readdirSync(folder).find((entry) => /^(licen[cs]e|copying)/i.test(entry));
    const text = file ? readFileSync(path.join(folder, file), "utf8").trim() : `Licence: ${license}`;
    return `${name} ${version} (${license})\n\n${text}\n`;
  });
  writeFileSync("dist/third-party-licenses.txt", texts.join(`\n${"-".repeat(80)}\n\n`));
}

/** Package indexes and large tables lie beside the bundles, which read them when a file asks for them. */
function copyData() {
  mkdirSync("dist/data", { recursive: true });
  for (const name of readdirSync("server/data")) copyFileSync(`server/data/${name}`, `dist/data/${name}`);
  for (const name of tables) copyFileSync(`server/src/engine/sizes/${name}`, `dist/data/${name}`);
}

mkdirSync("dist", { recursive: true });
copyData();
const stamp = flags.has("--force") ? {} : readStamp();
const next = {
  production,
  script: fingerprint("scripts/build.mjs"),
  lock: fingerprint("package-lock.json"),
  bundles: {},
};
const watching = [];
let built = 0;
try {
  for (const bundle of bundles) {
    if (!existsSync(bundle.entry)) {
      console.log(`  ${bundle.entry} does not exist yet: dist/${bundle.name}.js is left out`);
      continue;
    }
    if (!flags.has("--watch") && isFresh(stamp, bundle)) {
      next.bundles[bundle.name] = stamp.bundles[bundle.name];
      continue;
    }
    const builder = await context(options(bundle));
    const { metafile } = await builder.rebuild();
    if (production) rmSync(`dist/${bundle.name}.js.map`, { force: true });
    if (bundle.executable) chmodSync(`dist/${bundle.name}.js`, 0o755);
    const inputs = Object.keys(metafile.inputs).map((file) => [file, fingerprint(file)]);
    next.bundles[bundle.name] = { inputs: Object.fromEntries(inputs) };
    built++;
    report(bundle.name);
    if (flags.has("--watch")) {
      await builder.watch();
      watching.push(builder);
    } else await builder.dispose();
  }
} catch (error) {
  // esbuild has already printed what is wrong and where.
  if (!error?.errors) console.error(error);
  process.exit(1);
}
if (watching.length > 0) console.log("watching; Ctrl-C ends it");
else {
  writeFileSync(stampFile, JSON.stringify(next));
  if (built > 0) writeLicenses(next.bundles);
  else console.log("dist/ is up to date");
}

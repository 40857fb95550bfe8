// Makes the table of npm package sizes, server/src/engine/sizes/node-packages.json, from trees of node_modules that
// public repositories committed, and from such that lie on this machine:
//   node scripts/node-package-table.mjs GIT-DIRECTORY-OR-NODE_MODULES…
// The size of a package is that of its files without the packages inside of it; of each major version, the median counts.
// Snapshots lack files of 4 MiB and more: such a file counts as 8 MB, which is what TypeScript 4 bears out (six of them in the
// 63.8 MB that its announcement of version 5.0 names). The same input gives the same table.
import { writeFileSync } from "node:fs";
import path from "node:path";
import { readTrees, tableOf } from "./node-trees.mjs";

const trees = process.argv.slice(2).flatMap(readTrees);
const lines = tableOf(trees);
const date = new Date().toISOString().slice(0, 10);
const text = `${JSON.stringify({ date, trees: trees.length, packages: lines }, undefined, 2)}\n`;
writeFileSync(path.join(import.meta.dirname, "../server/src/engine/sizes/node-packages.json"), text);
process.stdout.write(`${lines.length} packages of ${trees.length} trees, ${Math.round(text.length / 1000)} kB\n`);

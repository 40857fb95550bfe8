// Makes the table of npm package sizes, server/src/engine/sizes/node-package-table.ts, from trees of node_modules that
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
const text = `// Made by scripts/node-package-table.mjs from ${trees.length} trees of node_modules: those that public repositories committed
// between 2018 and 2026, that of this project, and those of small projects, 2026-11-26. Not to be edited.

/** A line for each package: its name, then \`major:kilobytes\` of its own files, by the versions that were seen. */
export const nodePackageTable = \`
${lines.join("\n")}
\`;
`;
writeFileSync(path.join(import.meta.dirname, "../server/src/engine/sizes/node-package-table.ts"), text);
process.stdout.write(`${lines.length} packages of ${trees.length} trees, ${Math.round(text.length / 1000)} kB\n`);

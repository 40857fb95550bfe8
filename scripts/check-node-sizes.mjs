// How well the table of npm package sizes tells what a lock file brings: each repository that committed its node_modules is left
// out of the table in turn, and its trees are priced by what the others know, with the product's own arithmetic:
//   node scripts/check-node-sizes.mjs GIT-DIRECTORY-OR-NODE_MODULES…
// Folders named node_modules help to price the others and are not priced themselves. Native packages are not counted on either
// side: what is committed of them is seldom whole.
import path from "node:path";
import { build } from "esbuild";
import { isNative, readTrees, tableOf } from "./node-trees.mjs";

const { outputFiles } = await build({
  entryPoints: [path.join(import.meta.dirname, "../server/src/engine/sizes/node-package-sizes.ts")],
  bundle: true,
  write: false,
  format: "esm",
});
const source = Buffer.from(outputFiles[0].text).toString("base64");
const { readNodeTable, sumByTable } = await import(`data:text/javascript;base64,${source}`);

const given = process.argv.slice(2);
const trees = given.flatMap(readTrees);
const folders = new Set(
  given.filter((one) => path.basename(one) === "node_modules").map((one) => path.basename(path.dirname(one))),
);
const megabytes = (bytes) => (bytes / 1e6).toFixed(1).padStart(7);
const rows = [];
const errors = { major: [], other: [], unseen: [] };
for (const { name, origin, packages } of trees) {
  if (folders.has(origin)) continue;
  const table = readNodeTable(tableOf(trees.filter((other) => other.origin !== origin)));
  const wanted = packages.filter((one) => !isNative.test(`node_modules/${one.name}`));
  const truth = wanted.reduce((sum, { bytes }) => sum + bytes, 0);
  const sum = sumByTable(
    wanted.map((one) => ({ ...one, copies: 1 })),
    table,
  );
  for (const one of wanted) {
    const { ofMajor, unseen, likely } = sumByTable([{ ...one, copies: 1 }], table);
    errors[ofMajor ? "major" : unseen ? "unseen" : "other"].push([likely, one.bytes]);
  }
  rows.push({
    name,
    sum,
    truth,
    count: wanted.length,
    holds: sum.low <= truth && truth <= sum.high,
    width: sum.high / sum.low,
  });
}
for (const { name, sum, truth, count, holds, width } of rows.sort((one, other) => one.width - other.width))
  console.log(
    `${megabytes(truth)} in ${megabytes(sum.low)} to ${megabytes(sum.high)}, likely ${megabytes(sum.likely)}  ×${width.toFixed(2)}${holds ? "      " : " MISSED"}  ${String(count).padStart(4)} packages, ${sum.ofOther} of another version, ${sum.unseen} not seen  ${name}`,
  );
const share = (all, test) => `${all.filter(test).length} of ${all.length}`;
const median = (all) => [...all].sort((one, other) => one - other)[Math.floor(all.length / 2)];
const deviation = (pairs) =>
  Math.sqrt(pairs.reduce((sum, [is, was]) => sum + (is - was) ** 2, 0) / pairs.reduce((sum, [is]) => sum + is ** 2, 0));
console.log(
  `inside the range: ${share(rows, ({ holds }) => holds)}; high at most 1.5 × low: ${share(rows, ({ width }) => width <= 1.5)}, 2 ×: ${share(rows, ({ width }) => width <= 2)}, 3 ×: ${share(rows, ({ width }) => width <= 3)}`,
);
const narrow = rows.filter(({ width }) => width <= 1.5);
console.log(`of those up to 1.5 ×, inside: ${share(narrow, ({ holds }) => holds)}`);
console.log(
  `median error of the likely value: ${(100 * median(rows.map(({ sum, truth }) => Math.abs(sum.likely / truth - 1)))).toFixed(1)} %; likely ÷ truth, median: ${median(rows.map(({ sum, truth }) => sum.likely / truth)).toFixed(3)}`,
);
console.log(
  `deviation as a share, weighed by bytes: ${deviation(errors.major).toFixed(2)} for ${errors.major.length} packages of a major version that was seen, ${deviation(errors.other).toFixed(2)} for ${errors.other.length} of another`,
);
const unseen = errors.unseen.map(([, bytes]) => bytes).sort((one, other) => one - other);
console.log(
  `${unseen.length} packages not seen: median ${Math.round(unseen[unseen.length >> 1] / 1e3)} kB, mean ${Math.round(unseen.reduce((sum, bytes) => sum + bytes, 0) / unseen.length / 1e3)} kB, largest ${megabytes(unseen.at(-1)).trim()} MB`,
);

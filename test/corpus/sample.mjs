// Draws a random sample of the corpus that anyone can draw again: `node test/corpus/sample.mjs CORPUS [SEED] [COUNT]` prints file names.
import { readFileSync } from "node:fs";
import path from "node:path";

/** A small seeded random number generator (mulberry32), so that a sample never changes between machines. */
export function randomFrom(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** Names of `count` files of the corpus folder, drawn without replacement from its sorted index. */
export function drawSample(corpus, seed, count) {
  const files = readFileSync(path.join(corpus, "index.jsonl"), "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line).file)
    .sort();
  const random = randomFrom(seed);
  return Array.from({ length: count }, () => files.splice(Math.floor(random() * files.length), 1)[0]);
}

if (process.argv[1] === new URL(import.meta.url).pathname) {
  const [corpus, seed = "20261123", count = "60"] = process.argv.slice(2);
  console.log(drawSample(corpus, Number(seed), Number(count)).join("\n"));
}

// The shipped package indexes: what they take on disk and in memory, how long they take to read and to answer.
import { readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { brotliDecompressSync } from "node:zlib";
import { DebianIndex } from "../../server/src/engine/index";
import { type Budget, median, megabytes, milliseconds, printTable, timed } from "./report";

const rounds = 51;
const nothing: ReadonlySet<string> = new Set();

/** What a closure of about a hundred packages and one of several hundred are asked for. */
const requests = { hundred: ["build-essential", "git", "python3-dev"], many: ["chromium", "ffmpeg", "default-jdk"] };

function memory(): number {
  // Only where Node was told to: `node --expose-gc`.
  (globalThis as { gc?: () => void }).gc?.();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

export function benchPackageData(root: string): Budget[] {
  const folder = path.join(root, "dist/data");
  const files = readdirSync(folder).filter((name) => name.endsWith(".bin"));
  const kept: DebianIndex[] = [];
  const slowest: number[] = [];
  const rows = files.map((name) => {
    const before = memory();
    let bytes = new Uint8Array();
    const unpacking = timed(() => {
      bytes = brotliDecompressSync(readFileSync(path.join(folder, name)));
    });
    const reading = timed(() => kept.push(DebianIndex.read(bytes)));
    bytes = new Uint8Array();
    const after = memory();
    const index = kept.at(-1)!;
    const closure = (names: readonly string[], recommends: boolean) => {
      const { added } = index.closure(names, nothing, { architecture: "amd64", recommends });
      const times = Array.from({ length: rounds }, () =>
        timed(() => index.closure(names, nothing, { architecture: "amd64", recommends })),
      );
      return { text: `${milliseconds(median(times))} (${added.size})`, time: median(times) };
    };
    const hundred = closure(requests.hundred, false);
    slowest.push(hundred.time);
    return [
      name,
      index.date,
      megabytes(statSync(path.join(folder, name)).size),
      milliseconds(unpacking),
      milliseconds(reading),
      megabytes(Math.max(0, after - before)),
      hundred.text,
      closure(requests.many, true).text,
    ];
  });
  printTable("Package data; closures with how many packages they bring", [
    ["", "index of", "file", "unpacking, off the loop", "reading", "memory", "closure", "with recommends"],
    ...rows,
  ]);
  const size = Math.max(...files.map((name) => statSync(path.join(folder, name)).size));
  return [
    { what: "largest package data file", measured: size, limit: 1.2e6, format: megabytes },
    { what: "closure of a hundred packages", measured: Math.max(...slowest), limit: 5, format: milliseconds },
  ];
}

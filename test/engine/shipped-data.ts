// The shipped package indexes as facts, read once and at once: what pricing knows without any workspace.
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { brotliDecompressSync } from "node:zlib";
import { DebianIndex, type FactState, type FactValue, type SizeFacts } from "../../server/src/engine/index";

/** Folder of the shipped package data. */
export const packageData = path.join(__dirname, "../../server/data");

const indexes = new Map<string, DebianIndex>();

/** The package index of a release such as "bookworm". */
export function shippedIndex(release: string): DebianIndex {
  let index = indexes.get(release);
  if (index === undefined) {
    index = DebianIndex.read(brotliDecompressSync(readFileSync(path.join(packageData, `debian-${release}.bin`))));
    indexes.set(release, index);
  }
  return index;
}

/** The answer to a "package-data" request. */
export const shippedPackages = (name: string): FactValue => ({
  bytes: 0,
  basis: "shipped package data",
  // Read when somebody asks.
  get packages() {
    return shippedIndex(name.replace("debian-", ""));
  },
});

const releases = readdirSync(packageData).flatMap((file) => /^debian-(\w+)\.bin$/.exec(file)?.[1] ?? []);

/** What is known of the shipped data alone. */
export const shippedFacts: SizeFacts = {
  revision: 0,
  facts: new Map(
    releases.map((release): [string, FactState] => {
      const name = `debian-${release}`;
      return [`package-data ${name}`, { state: "known", value: shippedPackages(name) }];
    }),
  ),
  measurements: [],
};

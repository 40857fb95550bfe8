// The shipped package indexes: whole, small enough, and read with apt's rules of choice.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { brotliDecompressSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { encodeRelease } from "../../../scripts/package-data/encode.mjs";
import { readPackages } from "../../../scripts/package-data/relations.mjs";
import { DebianIndex } from "../../../server/src/engine/index";
import { packageData, shippedIndex } from "../shipped-data";

const files = readdirSync(packageData).filter((name) => name.endsWith(".bin"));
const nothing: ReadonlySet<string> = new Set();
const amd64 = { architecture: "amd64", recommends: false } as const;

describe("shipped files", () => {
  test("are those of SHA256SUMS, each at most 1.2 MB", () => {
    const sums = readFileSync(path.join(packageData, "SHA256SUMS"), "utf8").trim().split("\n");
    const found = files.sort().map((name) => {
      const bytes = readFileSync(path.join(packageData, name));
      expect(bytes.length).toBeLessThanOrEqual(1.2e6);
      return `${createHash("sha256").update(bytes).digest("hex")}  ${name}`;
    });
    expect(found).toEqual(sums);
  });

  test.each(files)("%s holds a whole release, for both architectures", (file) => {
    const index = shippedIndex(file.slice("debian-".length, -".bin".length));
    expect(index.date).toMatch(/^\d{4}-\d\d-\d\d$/);
    expect(JSON.stringify(index)).toBe(JSON.stringify({ release: index.release, date: index.date }));
    for (const architecture of ["amd64", "arm64"] as const) {
      const { added, missing } = index.closure(["build-essential", "git"], nothing, {
        architecture,
        recommends: false,
      });
      expect(missing).toEqual([]);
      expect(added.size).toBeGreaterThan(50);
      for (const name of added) expect(index.installedBytes(name, architecture)).toBeDefined();
    }
    expect(["dpkg", "libc6", "bash", "apt", "perl-base"].map((name) => index.isInBase(name))).not.toContain(false);
    expect(
      ["perl", "usrmerge", "ca-certificates", "no-such-package"].map((name) => index.isInBase(name)),
    ).not.toContain(true);
  });

  test("that are cut off or of another format are refused", () => {
    const bytes = brotliDecompressSync(readFileSync(path.join(packageData, "debian-bookworm.bin")));
    expect(() => DebianIndex.read(bytes.subarray(0, -1))).toThrow("cut off");
    const later = Uint8Array.from(bytes);
    later.set(Buffer.from('{"format":9'));
    expect(() => DebianIndex.read(later)).toThrow("format 9");
  });
});

const counts = { files: 0, folders: 0, documents: 0, manuals: 0, translations: 0, modules: 0 };
const contents = new Map([["app-with-files", { ...counts, files: 100, folders: 40, manuals: 50, modules: 10 }]]);

/** An index of these records, in the words of Debian's own files; all of both architectures unless they say one. */
function indexOf(...texts: string[]): DebianIndex {
  const records = texts.map((text) =>
    Object.fromEntries(
      `Version: 1\nPriority: optional\nInstalled-Size: 10\n${text}`
        .split("\n")
        .map((line) => [line.slice(0, line.indexOf(":")), line.slice(line.indexOf(":") + 2)]),
    ),
  );
  const of = (architecture: string) =>
    readPackages(records.filter(({ Architecture }) => [undefined, "all", architecture].includes(Architecture)));
  const architectures = { amd64: of("amd64"), arm64: of("arm64") };
  return DebianIndex.read(encodeRelease("test", "2026-01-01", architectures, contents).bytes);
}

describe("what is known of files", () => {
  const index = indexOf(
    "Package: app-with-files\nInstalled-Size: 1000\nDepends: debconf (>= 0.5) | debconf-2.0",
    "Package: debconf",
    "Package: git\nInstalled-Size: 50000",
  );
  const kibibytes = (name: string): readonly [number, number, number, number] => {
    const { installed, rounding, texts, byteCode } = index.filesOf(name, "amd64")!;
    return [installed / 1024, rounding / 1024, texts / 1024, byteCode / 1024];
  };

  test("by their counts, to within 3 %", () => {
    const [installed, rounding, texts, byteCode] = kibibytes("app-with-files");
    expect(installed).toBe(1000);
    for (const share of [rounding / 98, texts / 110, byteCode / 200]) expect(Math.abs(share - 1)).toBeLessThan(0.03);
    expect(index.filesOf("app-with-files", "amd64")?.asks).toBe(true);
  });

  test("as measured of the archive, as a share of the release's own size", () => {
    const [, , texts] = kibibytes("git");
    expect(index.filesOf("git", "amd64")?.asks).toBe(false);
    // 13.2 of 46 MB in bookworm: what counts alone would never tell.
    expect(texts / 50000).toBeGreaterThan(0.26);
    expect(texts / 50000).toBeLessThan(0.31);
    expect(index.filesOf("nothing-such", "amd64")).toBeUndefined();
  });
});

describe("apt's choices", () => {
  const index = indexOf(
    "Package: base\nEssential: yes\nDepends: base-library",
    "Package: base-library",
    "Package: app\nDepends: base, database-a | database-b, web-server\nRecommends: manual",
    "Package: database-a",
    "Package: database-b",
    "Package: large-server\nProvides: web-server\nPriority: extra",
    "Package: small-server\nProvides: web-server",
    "Package: manual\nDepends: reader (>= 2) | viewer",
    "Package: reader",
    "Package: viewer\nVersion: 1.9\nInstalled-Size: 1",
    "Package: viewer\nVersion: 1.10\nInstalled-Size: 20",
    "Package: only-here\nArchitecture: arm64\nInstalled-Size: 3",
    "Package: compiler\nArchitecture: amd64\nInstalled-Size: 200\nDepends: library-x86",
    "Package: compiler\nArchitecture: arm64\nInstalled-Size: 150\nDepends: only-here",
    "Package: library-x86\nArchitecture: amd64",
    "Package: provider\nProvides: alone",
    "Package: office\nDepends: office-writer, office-core",
    "Package: office-writer\nDepends: office-core-nogui | office-core, fonts",
    "Package: office-core",
    "Package: office-core-nogui\nConflicts: office-core",
    "Package: fonts",
  );
  const added = (requests: string, options: Partial<Parameters<DebianIndex["closure"]>[2]> = {}, held = "") =>
    [...index.closure(requests.split(" "), new Set(held.split(" ")), { ...amd64, ...options }).added].join(" ");

  test("the first alternative, and the provider of the higher priority", () => {
    expect(added("app")).toBe("app database-a small-server");
  });

  test("an alternative or a provider that is asked for or held is enough", () => {
    expect(added("app database-b")).toBe("app database-b small-server");
    expect(added("large-server app")).toBe("large-server app database-a");
    expect(added("app", {}, "large-server database-b")).toBe("app");
    expect(added("app", {}, "app")).toBe("");
  });

  test("recommended packages where wanted, without alternatives that are too old", () => {
    expect(added("app", { recommends: true })).toBe("app database-a small-server manual viewer");
  });

  test("the newest version counts, each architecture has its own sizes and dependencies", () => {
    expect(index.installedBytes("viewer", "amd64")).toBe(20 * 1024);
    expect(added("compiler")).toBe("compiler library-x86");
    expect(added("compiler", { architecture: "arm64" })).toBe("compiler only-here");
    expect(index.installedBytes("compiler", "arm64")).toBe(150 * 1024);
    expect(index.installedBytes("only-here", "amd64")).toBeUndefined();
  });

  test("a virtual package is accepted where one package alone provides it", () => {
    expect(added("alone")).toBe("provider");
    expect(index.closure(["web-server", "nothing-such"], nothing, amd64)).toEqual({
      added: nothing,
      missing: ["web-server", "nothing-such"],
    });
  });

  test("what was chosen among alternatives gives way to its rival that is needed, and is not chosen beside one", () => {
    expect(added("office-writer")).toBe("office-writer office-core-nogui fonts");
    expect(added("office").split(" ").sort()).toEqual(["fonts", "office", "office-core", "office-writer"]);
    expect(added("office-writer office-core")).toBe("office-writer office-core fonts");
  });

  test("the system's own packages are there", () => {
    expect(index.isInBase("base-library")).toBe(true);
    expect(added("base base-library")).toBe("");
  });
});

test.each([
  ["libicu70", "libicu72"],
  ["libicu99", "libicu72"],
  ["python3.10-venv", "python3.11-venv"],
  ["openjdk-11-jdk", "openjdk-17-jdk"],
  ["libssl1.0-dev", undefined],
  ["no-such-package", undefined],
  ["7", undefined],
])("what another release calls %s is %s in bookworm", (name, sibling) => {
  expect(shippedIndex("bookworm").siblingOf(name, "amd64")).toBe(sibling);
});

/** What `scripts/check-package-data.mjs --record` wrote down: by release and request, what apt installed without and with recommends. */
type Recorded = Record<string, { date: string; closures: Record<string, [string, string]> }>;
const recorded: Recorded = JSON.parse(readFileSync(path.join(__dirname, "apt-closures.json"), "utf8"));

describe.each(files.map((file) => file.slice("debian-".length, -".bin".length)))("on %s", (release) => {
  test("apt itself, on a fresh system, installed the same packages", () => {
    const index = shippedIndex(release);
    const { date, closures } = recorded[release]!;
    expect(date, "node scripts/check-package-data.mjs --record records anew").toBe(index.date);
    const differing = Object.entries(closures).flatMap(([request, said]) =>
      [false, true].flatMap((recommends, mode) => {
        const { added } = index.closure(request.split(" "), nothing, { architecture: "amd64", recommends });
        const names = createHash("sha256")
          .update([...added].sort().join(" "))
          .digest("hex")
          .slice(0, 12);
        return `${added.size} ${names}` === said[mode] ? [] : [`${request}${recommends ? " with recommends" : ""}`];
      }),
    );
    expect(Object.keys(closures).length).toBeGreaterThan(100);
    expect(differing.length / (2 * Object.keys(closures).length), differing.join(", ")).toBeLessThan(0.02);
  });
});

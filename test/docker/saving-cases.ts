// The cases of test/docker/savings: folders with a Dockerfile that one rule finds wasteful, and a command that its image must pass.
import { execFileSync } from "node:child_process";
import { createCipheriv, createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { FindingReport, FixReport } from "../../server/src/cli/lint-report";

export const casesFolder = path.join(import.meta.dirname, "savings");

export interface SavingCase {
  /** `<rule>--<what>`, the folder's name. */
  readonly name: string;
  readonly rule: string;
  readonly folder: string;
  /** Runs in the image before and after each fix, and must succeed. */
  readonly smoke: readonly string[];
  /** Why the claim is not compared with what is measured; undefined: it is. */
  readonly claimNotCompared: string | undefined;
  /** Titles of fixes that are left out here, by a part of the title, and why. */
  readonly skippedFixes: Readonly<Record<string, string>>;
  /** Files too big to be committed, or that cannot be (`.git`): so many bytes of noise, or this text. */
  readonly files: Readonly<Record<string, number | string>>;
  /** Archives to make of files and folders of the case, which go: `.tar.gz`. */
  readonly archives: Readonly<Record<string, string>>;
  /** Images that the registry has and this machine has not: built from a Dockerfile of the folder, removed when the case is over. */
  readonly bases: Readonly<Record<string, string>>;
}

/** Reads every case folder: `case.json` holds `smoke`, and the other members of a case where needed. */
export function readSavingCases(): readonly SavingCase[] {
  return readdirSync(casesFolder)
    .sort()
    .map((name) => {
      const folder = path.join(casesFolder, name);
      const more = JSON.parse(readFileSync(path.join(folder, "case.json"), "utf8"));
      const nothing = { claimNotCompared: undefined, skippedFixes: {}, files: {}, archives: {}, bases: {} };
      return { ...nothing, ...more, name, rule: name.split("--")[0]!, folder };
    });
}

/** Lays the build context of a case out in a folder; without a folder of its own, on top of what is there. */
export function layOut(
  { folder, files, archives }: Pick<SavingCase, "files" | "archives"> & { readonly folder: string | undefined },
  place: string,
): void {
  if (folder !== undefined) {
    cpSync(folder, place, { recursive: true });
    rmSync(path.join(place, "case.json"));
  }
  for (const [name, content] of Object.entries(files)) {
    const file = path.join(place, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, typeof content === "string" ? content : noise(content, name));
  }
  for (const [name, source] of Object.entries(archives)) {
    const file = path.join(place, name);
    mkdirSync(path.dirname(file), { recursive: true });
    const { dir, base } = path.parse(path.join(place, source));
    execFileSync("tar", ["-czf", file, "--owner=0", "--group=0", "--sort=name", "--mtime=@0", "-C", dir, base]);
    rmSync(path.join(place, source), { recursive: true });
  }
}

/** The same bytes each time, and none that compress. */
export function noise(bytes: number, name: string): Buffer {
  const key = createHash("sha256").update(name).digest();
  return createCipheriv("aes-256-ctr", key, Buffer.alloc(16)).update(Buffer.alloc(bytes));
}

/** Applies a fix as `lint --format json` describes it to the files of a folder. */
export function applyFix(folder: string, dockerfile: string, { edits }: FixReport): void {
  const files = new Set(edits.map((edit) => edit.path ?? dockerfile));
  for (const file of files) {
    const target = path.join(folder, file);
    mkdirSync(path.dirname(target), { recursive: true });
    let text = existsSync(target) ? readFileSync(target, "utf8") : "";
    const own = edits.filter((edit) => (edit.path ?? dockerfile) === file);
    const offsetOf = ({ line, character }: { line: number; character: number }) =>
      text
        .split("\n")
        .slice(0, line)
        .reduce((sum, one) => sum + one.length + 1, 0) + character;
    const placed = own.map((edit) => ({
      start: offsetOf(edit.range.start),
      end: offsetOf(edit.range.end),
      text: edit.newText,
    }));
    for (const { start, end, text: newText } of placed.sort((left, right) => right.start - left.start))
      text = text.slice(0, start) + newText + text.slice(end);
    writeFileSync(target, text);
  }
}

export interface SavingRow {
  readonly rule: string;
  readonly name: string;
  readonly fix: FixReport;
  readonly claim: FindingReport["saving"];
  readonly before: number;
  readonly after: number;
  readonly claimNotCompared: string | undefined;
}

const resultsFolder = path.resolve(import.meta.dirname, "../../out/savings");

/** Keeps the rows of a case for `scripts/saving-table.mjs`, which writes docs/savings.md. */
export function keepRows(name: string, engine: string, rows: readonly SavingRow[]): void {
  mkdirSync(resultsFolder, { recursive: true });
  const file = path.join(resultsFolder, `${name}.json`);
  rmSync(file, { force: true });
  writeFileSync(file, JSON.stringify({ engine, rows }, undefined, 2));
}

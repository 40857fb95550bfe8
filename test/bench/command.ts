// The whole command on 400 files of the corpus beside what dockerfilelint's library needs for them in process.
import { spawnSync } from "node:child_process";
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { type Budget, milliseconds, printTable, ratio, timed } from "./report";

const rounds = 3;
const mostFiles = 400;

/** Times `layer-cost lint FOLDER` as a process, and dockerfilelint in this one, alternating; the best of the rounds counts. */
export function benchCommand(corpus: string, cli: string): Budget[] {
  const files = readFileSync(path.join(corpus, "index.jsonl"), "utf8")
    .trim()
    .split("\n")
    .map((line) => path.join(corpus, JSON.parse(line).file as string))
    .sort()
    .slice(0, mostFiles);
  const { run } = require("dockerfilelint") as { run: (configuration: string, text: string) => unknown };
  const folder = mkdtempSync(path.join(os.tmpdir(), "layer-cost-bench-"));
  try {
    files.forEach((file, index) => {
      copyFileSync(file, path.join(folder, `${index}.Dockerfile`));
    });
    let command = Number.POSITIVE_INFINITY;
    let library = Number.POSITIVE_INFINITY;
    for (let round = 0; round < rounds; round++) {
      library = Math.min(
        library,
        timed(() => {
          for (const file of files) {
            const text = readFileSync(file, "utf8");
            timed(() => run("", text));
          }
        }),
      );
      command = Math.min(
        command,
        timed(() => {
          const { status, stderr } = spawnSync(process.execPath, [cli, "lint", "--format", "json", folder], {
            encoding: "utf8",
            maxBuffer: 1e9,
          });
          if (status !== 0 && status !== 1) throw new Error(stderr);
        }),
      );
    }
    printTable(`The command on ${files.length} files, the best of ${rounds} rounds`, [
      ["", "all files", "ratio"],
      ["dockerfilelint 1.8.0, in process", milliseconds(library), ratio(1)],
      ["layer-cost lint --format json, as a process", milliseconds(command), ratio(command / library)],
    ]);
    return [
      {
        what: `lint of ${files.length} files as a command beside dockerfilelint in process`,
        measured: command / library,
        limit: 7,
        format: ratio,
      },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

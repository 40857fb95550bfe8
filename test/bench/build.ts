// A large build: how the editor answers meanwhile, what memory it takes, and how fast the context arrives beside tar's.
import { randomBytes } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { type BenchEngine, benchEngines, buildByCommand, buildByTar, commandOf } from "./engines";
import { type Budget, megabytes, milliseconds, percentile, printTable, ratio } from "./report";
import { openDocument, startServer } from "./server";

const folders = 200;
const filesPerFolder = 100;
const fileBytes = 50_000;
const stages = 12;
const rounds = 2;
/** Keystrokes while nothing else runs, and milliseconds between two, as a fast typist's. */
const idleKeystrokes = 60;
const betweenKeystrokes = 80;

/** 20,000 files with 1 GB, in a temporary folder that goes at the end. */
export async function benchBuild(root: string, script: string): Promise<Budget[]> {
  const cli = commandOf(root);
  const engines = benchEngines(cli);
  if (engines.length === 0) return [];
  const folder = mkdtempSync(path.join(os.tmpdir(), "layer-cost-bench-"));
  try {
    writeContext(folder);
    const [first] = engines;
    return [...(await whileBuilding(script, first!, folder)), ...engines.flatMap((one) => besideTar(cli, one, folder))];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function writeContext(folder: string): void {
  const random = randomBytes(1_000_000);
  for (let n = 0; n < folders * filesPerFolder; n++) {
    const place = path.join(folder, `src/${n % folders}`);
    if (n < folders) mkdirSync(place, { recursive: true });
    const start = (n * 41) % (random.length - fileBytes);
    const content = Buffer.from(random.subarray(start, start + fileBytes));
    content.writeUInt32LE(n);
    writeFileSync(path.join(place, `${n}.bin`), content);
  }
}

/** Types into the file that is being built. */
async function whileBuilding(script: string, engine: BenchEngine, folder: string): Promise<Budget[]> {
  const numbers = Array.from({ length: stages - 2 }, (_, index) => index);
  const text = [
    "FROM scratch AS all",
    `ENV BENCH=${Date.now()}`,
    "COPY . /app/",
    ...numbers.map((n) => `FROM scratch AS part${n}\nCOPY --from=all /app/src/${n} /part/`),
    "FROM scratch",
    ...numbers.map((n) => `COPY --from=part${n} /part /part${n}`),
    "",
  ].join("\n");
  const file = path.join(folder, "stages.Dockerfile");
  writeFileSync(file, text);
  const server = await startServer(script, engine.environment);
  const uri = pathToFileURL(file).href;
  await openDocument(server, uri, text);
  let version = 1;
  const type = async (): Promise<number> => {
    const published = server.diagnostics(uri, ++version);
    const start = performance.now();
    const position = { line: 1, character: 4 };
    void server.connection.sendNotification("textDocument/didChange", {
      textDocument: { uri, version },
      contentChanges: [{ range: { start: position, end: position }, text: "A" }],
    });
    await published;
    const elapsed = performance.now() - start;
    await pause(betweenKeystrokes);
    return elapsed;
  };
  // What lies in the context is looked through once, after the first keystrokes.
  for (let n = 0; n < 10; n++) await type();
  const idle: number[] = [];
  while (idle.length < idleKeystrokes) idle.push(await type());
  const before = residentBytes(server.process.pid!, "VmRSS");

  const state = { done: false };
  const params = { command: "layerCost.build", arguments: [uri, { noCache: true }] };
  const start = performance.now();
  const built = server.connection
    .sendRequest<{ kind: string; message: string }>("workspace/executeCommand", params)
    .finally(() => {
      state.done = true;
    });
  const busy: number[] = [];
  while (!state.done) busy.push(await type());
  const { kind, message } = await built;
  const took = performance.now() - start;
  const peak = residentBytes(server.process.pid!, "VmHWM");
  await server.stop();
  if (kind !== "measured") throw new Error(`${engine.label}: ${message}`);

  const share = (times: readonly number[]) => [0.5, 0.95, 0.99].map((part) => milliseconds(percentile(times, part)));
  printTable(`Keystrokes during a build of ${stages} stages from 20,000 files with 1 GB: ${engine.label}`, [
    ["", "keystrokes", "median", "95th percentile", "99th", "resident memory"],
    ["idle", String(idle.length), ...share(idle), megabytes(before)],
    [`building, for ${milliseconds(took)}`, String(busy.length), ...share(busy), `at most ${megabytes(peak)}`],
  ]);
  return [
    {
      what: "95th percentile of keystrokes while building beside idle",
      measured: percentile(busy, 0.95) / percentile(idle, 0.95),
      limit: 2,
      format: ratio,
    },
    { what: "resident memory, at most, beside idle", measured: peak - before, limit: 250e6, format: megabytes },
  ];
}

/** From /proc, so on Linux alone: VmRSS is what is resident now, VmHWM the most that ever was. */
function residentBytes(pid: number, field: "VmRSS" | "VmHWM"): number {
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  return Number(new RegExp(`${field}:\\s+(\\d+)`).exec(status)?.[1]) * 1024;
}

/** New builds that copy the whole context: ours, and tar's of the same folder, in turn; the best of the rounds counts. */
function besideTar(cli: string, engine: BenchEngine, folder: string): Budget[] {
  const text = "FROM scratch\nCOPY . /app/\n";
  writeFileSync(path.join(folder, "Dockerfile"), text);
  const best = { ours: Number.POSITIVE_INFINITY, tar: Number.POSITIVE_INFINITY };
  for (let round = 0; round < rounds; round++) {
    // BuildKit keeps a copy per Dockerfile and context: with another Dockerfile it has none.
    const elsewhere = mkdtempSync(path.join(os.tmpdir(), "layer-cost-bench-"));
    try {
      const file = path.join(elsewhere, "Dockerfile");
      writeFileSync(file, text);
      const argv = ["--no-cache", "--measure", "target", "--context", folder, file];
      best.ours = Math.min(best.ours, buildByCommand(cli, engine, argv));
      best.tar = Math.min(best.tar, buildByTar(engine, folder));
    } finally {
      rmSync(elsewhere, { recursive: true, force: true });
    }
  }
  printTable(`A new build that copies 20,000 files with 1 GB, the best of ${rounds} rounds: ${engine.label}`, [
    ["", "time", "ratio"],
    ["tar c . | curl …/build", milliseconds(best.tar), ratio(1)],
    ["layer-cost build, measuring included", milliseconds(best.ours), ratio(best.ours / best.tar)],
  ]);
  const what = `context of 1 GB beside tar: ${engine.label}`;
  return [{ what, measured: best.ours / best.tar, limit: 1.2, format: ratio }];
}

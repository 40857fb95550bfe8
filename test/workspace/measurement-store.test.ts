// Kept measurements on a real disk: lists and limits, old formats, broken files, and several processes at once.
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { buildSync } from "esbuild";
import { beforeAll, beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { type Measurement, type SavedMeasurement, savedMeasurementText } from "../../server/src/engine/index";
import { createMeasurementStore } from "../../server/src/workspace/measurement-store";
import { savedMeasurement } from "../engine/saved-measurement";

let folder: string;
const problems: string[] = [];

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "layer-cost-workspace-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  problems.length = 0;
});

function open(place: string | undefined = folder) {
  const store = createMeasurementStore(place);
  store.onProblem((sentence) => problems.push(sentence));
  return store;
}

const filesIn = (name: string) => readdirSync(path.join(folder, name)).sort();

const measurement: Measurement = {
  key: "k",
  instructionKey: "i",
  bytes: 5,
  metric: "unpacked",
  basis: "test",
  measuredAt: "2026-11-23T12:00:00.000Z",
  durationMs: 1,
  cached: false,
};

/** A whole build, `minute` minutes after the first. */
function built(minute: number, changes: Partial<SavedMeasurement> = {}): Omit<SavedMeasurement, "id"> {
  const measuredAt = new Date(Date.UTC(2026, 10, 20, 9, minute)).toISOString();
  const { id: _, ...rest } = savedMeasurement;
  return { ...rest, name: undefined, ...changes, build: { ...savedMeasurement.build, measuredAt } };
}

describe("sizes of instructions", () => {
  test.each(["a folder", "memory"])("are kept in %s, per document, until they are cleared", async (place) => {
    const store = place === "memory" ? createMeasurementStore(undefined) : open(path.join(folder, "not/there/yet"));
    expect(await store.load("file:///a")).toEqual([]);
    await store.save("file:///a", [measurement]);
    await store.save("file:///a", [{ ...measurement, key: "k2" }]);
    await store.save("file:///b", [{ ...measurement, bytes: 6 }]);
    expect(await store.load("file:///a")).toEqual([measurement, { ...measurement, key: "k2" }]);
    await store.clear("file:///a");
    expect(await store.load("file:///a")).toEqual([]);
    expect(await store.load("file:///b")).toHaveLength(1);
    await store.clear(undefined);
    expect(await store.load("file:///b")).toEqual([]);
    expect(problems).toEqual([]);
  });

  test("that cannot be cleared say so in a sentence", async () => {
    writeFileSync(path.join(folder, "file"), "");
    const store = open(path.join(folder, "file"));
    await expect(store.clear(undefined)).rejects.toThrow(/^The measurements could not be cleared: .+\.$/);
  });

  test("of the first format are read, and taken over by the next build", async () => {
    await open().save("file:///a", []);
    const [name] = filesIn("measurements");
    const old = { format: 1, uri: "file:///a", measurements: [measurement, { ...measurement, key: 3 }] };
    writeFileSync(path.join(folder, "measurements", `${name}.json`), JSON.stringify(old));
    expect(await open().load("file:///a")).toEqual([measurement]);
    const newer = { ...measurement, bytes: 9, measuredAt: "2026-11-24T12:00:00.000Z" };
    await open().save("file:///a", [newer]);
    expect(await open().load("file:///a")).toEqual([newer]);
    expect(filesIn("measurements")).toEqual([name]);
    expect(filesIn(`measurements/${name}`)).toHaveLength(1);
    expect(problems).toEqual([]);
  });

  test("that are broken cost only themselves, are set aside and told once", async () => {
    await open().save("file:///a", [measurement]);
    const [name] = filesIn("measurements");
    for (const broken of ["", "{", "null", "[]", '{"format":1}', '{"format":"2","measurements":[]}']) {
      writeFileSync(path.join(folder, "measurements", `${name}`, "x.json"), broken);
      expect(await open().load("file:///a")).toEqual([measurement]);
      expect(await open().load("file:///a")).toEqual([measurement]);
      const set = path.join(folder, "measurements", `${name}`, "x.json.broken");
      expect(problems.splice(0)).toEqual([
        `A kept measurement could not be read: it does not hold the sizes that a build measured. The file was set aside as ${set}`,
      ]);
      expect(readFileSync(set, "utf8")).toBe(broken);
    }
  });

  test("of a newer format stay, also when something is saved", async () => {
    await open().save("file:///a", [measurement]);
    const [name] = filesIn("measurements");
    const newer = path.join(folder, "measurements", `${name}`, "newer.json");
    writeFileSync(newer, '{"format":99}');
    const store = open();
    await store.save("file:///a", [{ ...measurement, key: "k2" }]);
    expect(await store.load("file:///a")).toHaveLength(2);
    expect(readFileSync(newer, "utf8")).toBe('{"format":99}');
    expect(problems).toEqual([`A kept measurement could not be read: a newer Layer Cost wrote it. It is in ${newer}`]);
  });
});

describe("whole builds", () => {
  test.each(["a folder", "memory"])("are listed from %s newest first, renamed and removed", async (place) => {
    const store = place === "memory" ? createMeasurementStore(undefined) : open();
    expect(await store.list()).toEqual([]);
    const first = await store.add(built(1));
    const second = await store.add(built(2, { dockerfilePath: "/other/Dockerfile" }));
    const third = await store.add(built(3));
    expect(await store.list()).toEqual([third, second, first]);
    expect(await store.list("/work/api/Dockerfile")).toEqual([third, first]);
    await store.rename(first.id, "phase 1");
    expect((await store.list())[2]).toEqual({ ...first, name: "phase 1" });
    await store.rename(first.id, undefined);
    expect((await store.list())[2]).toEqual(first);
    await store.remove([second.id, "no such", "../../etc/passwd"]);
    expect(await store.list()).toEqual([third, first]);
  });

  test("outlast the process; what is gone cannot be renamed", async () => {
    const kept = await open().add(built(1));
    expect(await open().list()).toEqual([kept]);
    await open().remove([kept.id]);
    await expect(open().rename(kept.id, "x")).rejects.toThrow(/no longer there/);
    expect(await open().list()).toEqual([]);
  });

  test("are dropped beyond 20 of a kind, the oldest first and never a named one", async () => {
    const store = open();
    const other = await store.add(built(0, { buildArguments: {} }));
    const named = await store.add(built(1, { name: "phase 1" }));
    const all: SavedMeasurement[] = [];
    for (let minute = 2; minute < 27; minute++) all.push(await store.add(built(minute)));
    expect(await store.list()).toEqual([...all.slice(-20).reverse(), named, other]);
  });

  test("are dropped as well where nobody but the build has named them, unless somebody does later", async () => {
    const store = open();
    const byBuild = { name: "HEAD (0123456)", namedByBuild: true };
    await store.add(built(1, byBuild));
    const renamed = await store.add(built(2, byBuild));
    await store.rename(renamed.id, "phase 1");
    for (let minute = 3; minute < 23; minute++) await store.add(built(minute, byBuild));
    const kept = await store.list();
    expect(kept.map(({ name }) => name)).toEqual([...Array(20).fill(byBuild.name), "phase 1"]);
    expect(kept.at(-1)!.namedByBuild).toBeUndefined();
  });

  test("are dropped beyond 200 in all", async () => {
    mkdirSync(path.join(folder, "builds"));
    const id = (minute: number) => `20261119T${String(minute).padStart(4, "0")}00000Z-00000000`;
    for (let minute = 0; minute < 202; minute++) {
      const { id: _, ...rest } = savedMeasurement;
      const name = minute === 0 ? "phase 1" : undefined;
      const kind = String(minute).padStart(16, "0");
      writeFileSync(
        path.join(folder, "builds", `${kind}-${kind}-${id(minute)}.json`),
        savedMeasurementText({ ...rest, name, id: id(minute) }),
      );
    }
    const store = open();
    const added = await store.add(built(1));
    const ids = (await store.list()).map((one) => one.id);
    expect(ids).toHaveLength(201);
    expect(ids[0]).toBe(added.id);
    expect(ids.slice(-2)).toEqual([id(3), id(0)]);
  });

  test("that are broken cost only themselves, are set aside and told once", async () => {
    const kept = await open().add(built(1));
    const broken = await open().add(built(2));
    const cut = await open().add(built(3));
    const fileOf = ({ id }: SavedMeasurement) =>
      path.join(folder, "builds", filesIn("builds").find((name) => name.endsWith(`${id}.json`)) as string);
    const text = readFileSync(fileOf(broken), "utf8");
    const files = [fileOf(cut), fileOf(broken)];
    writeFileSync(files[1]!, text.replace('"unknownParts": 0', '"unknownParts": "none"'));
    writeFileSync(files[0]!, text.slice(0, 300));
    expect(await open().list()).toEqual([kept]);
    expect(problems).toEqual([
      `2 kept measurements could not be read: the first one says: The file is not valid JSON, or only a part of it. The file was set aside as ${files[0]}.broken`,
    ]);
    expect(await open().list()).toEqual([kept]);
    expect(problems).toHaveLength(1);
    expect(filesIn("builds").filter((name) => name.endsWith(".json.broken"))).toHaveLength(2);
  });

  test("of a newer version stay where they are, and files of others do not count", async () => {
    const kept = await open().add(built(1));
    const [name] = filesIn("builds");
    const newer = path.join(folder, "builds", `${name}`.replace("20261120T0901", "20261120T0902"));
    writeFileSync(newer, JSON.stringify({ format: "layer-cost measurement", version: 99 }));
    writeFileSync(path.join(folder, "builds", "notes.json"), "mine");
    const store = open();
    expect(await store.list()).toEqual([kept]);
    expect(await store.list()).toEqual([kept]);
    expect(problems).toEqual([
      `A kept measurement could not be read: A newer Layer Cost wrote this measurement (format 99): update Layer Cost to read it. It is in ${newer}`,
    ]);
    expect(filesIn("builds")).toHaveLength(3);
  });

  test("are not half kept: what was never finished is no measurement, and goes after a while", async () => {
    await open().add(built(1));
    const [name] = filesIn("builds");
    const fresh = path.join(folder, "builds", `${name}.0123.tmp`);
    const stale = path.join(folder, "builds", `${name}.4567.tmp`);
    writeFileSync(fresh, "{");
    writeFileSync(stale, "{");
    utimesSync(stale, new Date(0), new Date(0));
    expect(await open().list()).toHaveLength(1);
    await open().add(built(2));
    expect(filesIn("builds").filter((each) => each.endsWith(".tmp"))).toEqual([path.basename(fresh)]);
    expect(problems).toEqual([]);
  });

  test("are readable by their user alone", async () => {
    await open().add(built(1));
    expect(statSync(path.join(folder, "builds", filesIn("builds")[0]!)).mode & 0o077).toBe(0);
  });

  test("that cannot be written say why", async () => {
    writeFileSync(path.join(folder, "file"), "");
    await expect(open(path.join(folder, "file")).add(built(1))).rejects.toThrow(
      "its folder cannot be made, since a file is in its place",
    );
  });

  test("that cannot be deleted say why", async () => {
    mkdirSync(path.join(folder, "builds", "0123456789abcdef-0123456789abcdef-20261120-1.json", "inside"), {
      recursive: true,
    });
    await expect(open().remove(["20261120-1"])).rejects.toThrow(/^The measurement could not be deleted: .+\.$/);
    expect(await open().list()).toEqual([]);
    expect(problems).toHaveLength(1);
  });
});

describe("several processes", () => {
  let script: string;

  beforeAll(() => {
    const place = mkdtempSync(path.join(tmpdir(), "layer-cost-workspace-"));
    script = path.join(place, "save.cjs");
    buildSync({
      stdin: {
        contents: `
          import { createMeasurementStore } from "./server/src/workspace/measurement-store";
          const [folder, who, rounds] = process.argv.slice(2);
          const { build, measurement } = JSON.parse(process.env.SAVED);
          const store = createMeasurementStore(folder);
          store.onProblem((sentence) => console.log(sentence));
          process.stdin.once("data", async () => {
            for (let round = 0; round < Number(rounds); round++) {
              const kept = await store.add({ ...build, platform: who, name: undefined });
              await store.rename(kept.id, who + " " + round);
              await store.save("file:///a", [{ ...measurement, key: who + " " + round }]);
              await store.list();
            }
            process.exit();
          });
          console.log("ready");
        `,
        resolveDir: path.resolve(__dirname, "../.."),
      },
      bundle: true,
      platform: "node",
      outfile: script,
    });
    return () => rmSync(place, { recursive: true, force: true });
  });

  const environment = { ...process.env, SAVED: JSON.stringify({ build: built(1), measurement }) };

  async function started(who: string): Promise<ChildProcess> {
    const child = spawn(process.execPath, [script, folder, who, "12"], { env: environment });
    await once(child.stdout, "data");
    return child;
  }

  test("that save at the same time lose nothing", async () => {
    const children = await Promise.all([started("linux/amd64"), started("linux/arm64")]);
    const said: string[] = [];
    for (const { stdout, stderr } of children)
      for (const stream of [stdout, stderr]) stream?.on("data", (data) => said.push(String(data)));
    for (const { stdin } of children) stdin?.write("go\n");
    await Promise.all(children.map((child) => once(child, "exit")));
    expect(said).toEqual([]);
    const expected = ["linux/amd64", "linux/arm64"].flatMap((who) =>
      Array.from({ length: 12 }, (_, round) => `${who} ${round}`),
    );
    const store = open();
    expect((await store.list()).map(({ name }) => name).sort()).toEqual([...expected].sort());
    expect((await store.load("file:///a")).map(({ key }) => key).sort()).toEqual([...expected].sort());
    expect(problems).toEqual([]);
    expect([...filesIn("builds")].filter((name) => !name.endsWith(".json"))).toEqual([]);
  });

  test("that may not write as much as they want leave nothing half written", async () => {
    // 512-byte blocks: less than one measurement, so that the write ends in the middle of it.
    const command = `ulimit -f 4; echo go | ${process.execPath} ${script} ${folder} linux/amd64 1 2>&1`;
    const { stdout } = spawnSync("sh", ["-c", command], { env: environment, encoding: "utf8" });
    expect(stdout).toMatch(/EFBIG|file too large/i);
    expect(filesIn("builds")).toEqual([]);
    expect(await open().list()).toEqual([]);
  });
});

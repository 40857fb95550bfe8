// Whatever is put in, out comes a result or one clear sentence: never a stack trace.
import { execFileSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, rmSync, symlinkSync } from "node:fs";
import net from "node:net";
import path from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { clean, cli, folder, type Result, run, wasteful, write } from "./command-line";

const noEngine = { DOCKER_HOST: "unix:///nowhere/docker.sock" };

function expectNoStackTrace({ output, errors }: Result): void {
  expect(output + errors).not.toMatch(/^\s+at |node:internal|\.js:\d+/m);
}

/** One sentence on standard error, and exit code 2. */
function expectRefusal(result: Result, sentence: string | RegExp): void {
  expectNoStackTrace(result);
  expect(result.exitCode).toBe(2);
  if (typeof sentence === "string") expect(result.errors).toBe(`layer-cost: ${sentence}\n`);
  else expect(result.errors).toMatch(sentence);
}

describe("arguments", () => {
  test.each([
    [["lint", "--formta", "json"], 'unknown flag "--formta" of lint: did you mean "--format"?'],
    [["build", "--no-cach", "x"], 'unknown flag "--no-cach" of build: did you mean "--no-cache"?'],
    [["explian", "x"], 'unknown command "explian": did you mean "explain"?'],
    [[], /^layer-cost: say what to do: lint, explain, .* or \w+ \(see layer-cost --help\)\n$/],
  ])("%j", (argv, sentence) => expectRefusal(run(argv), sentence));

  test("help and version are no mistakes", () => {
    expect(run(["--help"])).toMatchObject({ exitCode: 0, errors: "" });
    expect(run(["lint", "--help"]).output).toContain("Usage: layer-cost lint [FLAGS] [PATH…]");
    expect(run(["--version"]).output).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});

describe("files", () => {
  test("an empty file has no findings", () => {
    write("Dockerfile", "");
    expect(run(["lint"])).toEqual({ exitCode: 0, output: "No findings in 1 file.\n", errors: "" });
    const explained = run(["explain", "Dockerfile"]);
    expect(explained).toMatchObject({ exitCode: 0, errors: "" });
    expect(explained.output).toContain("no FROM");
  });

  test("a file of blanks, comments or nonsense is read without complaint about ourselves", () => {
    for (const text of [
      "\n\n\n",
      "# comment",
      "\\",
      "FROM",
      "FROM \\\n",
      "<<EOF",
      "RUN <<EOF",
      "FROM a\nRUN 'x",
      "}{",
      "\r",
    ]) {
      write("Dockerfile", text);
      const result = run(["lint"]);
      expectNoStackTrace(result);
      expect([text, result.exitCode]).toEqual([text, 0]);
      expectNoStackTrace(run(["explain", "Dockerfile"]));
    }
  });

  test("a binary file is refused where it is named, and passed over in a folder", () => {
    write("Dockerfile.bin", Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 1, 2, 255]));
    expectRefusal(run(["lint", "Dockerfile.bin"]), "Dockerfile.bin is not a text file");
    expectRefusal(run(["explain", "Dockerfile.bin"]), "Dockerfile.bin is not a text file");
    write("Dockerfile", clean);
    expect(run(["lint"])).toEqual({
      exitCode: 0,
      output: "No findings in 1 file.\n",
      errors: "layer-cost: Dockerfile.bin is not a text file: passed over\n",
    });
  });

  test("UTF-16 is named as such", () => {
    write("Dockerfile", Buffer.from(`\ufeff${clean}`, "utf16le"));
    expectRefusal(
      run(["lint", "Dockerfile"]),
      "Dockerfile is encoded in UTF-16, which Docker does not read: save it as UTF-8",
    );
  });

  test("a file of 10 MB is refused, in each command", () => {
    write("Dockerfile", wasteful + "# x\n".repeat(2_500_000));
    for (const command of ["lint", "explain", "build"])
      expectRefusal(
        run([command, "Dockerfile"]),
        "Dockerfile is too large for a Dockerfile (over 1 MB) and is not analysed",
      );
    expectRefusal(run(["lint", "-"], { input: "#".repeat(10_000_000) }), /^layer-cost: <stdin> is too large/);
  });

  test("a file over the engine's limits is refused too", () => {
    write("Dockerfile", wasteful + "\n".repeat(20_001));
    const result = run(["lint"]);
    expectRefusal(result, /^layer-cost: Dockerfile.*more than 20,000 lines/);
    expectRefusal(run(["explain", "Dockerfile"]), /more than 20,000 lines/);
  });

  test("a missing file, and a file that is a folder", () => {
    expectRefusal(run(["lint", "nowhere/Dockerfile"]), "nowhere/Dockerfile cannot be read: no such file or folder");
    expectRefusal(run(["explain", "nowhere"]), "nowhere cannot be read: no such file or folder");
    expectRefusal(run(["build", "nowhere"]), "nowhere cannot be read: no such file or folder");
    expectRefusal(run(["explain", "."]), ". cannot be read: it is a folder, name the Dockerfile in it");
  });

  test("a folder without Dockerfiles", () => {
    write("a/readme.md", "");
    expectRefusal(run(["lint"]), "no Dockerfile or Containerfile in this folder or below it");
    expectRefusal(run(["lint", "a"]), "no Dockerfile or Containerfile in a or below it");
  });

  test("links that lead nowhere or in a circle", () => {
    symlinkSync("nowhere", path.join(folder, "Dockerfile.broken"));
    symlinkSync("Dockerfile.loop", path.join(folder, "Dockerfile.loop"));
    write("Dockerfile", clean);
    const result = run(["lint"]);
    expectRefusal(result, /Dockerfile\.broken cannot be read: the link leads nowhere\n/);
    expect(result.errors).toContain("Dockerfile.loop cannot be read: its links lead in a circle\n");
    expect(result.output).toBe("No findings in 1 file.\n");
    expectRefusal(run(["lint", "Dockerfile.loop"]), "Dockerfile.loop cannot be read: its links lead in a circle");
  });

  test("a socket", async () => {
    const server = net.createServer();
    await new Promise<void>((resolve) => server.listen(path.join(folder, "Dockerfile"), resolve));
    const result = run(["lint", "Dockerfile"]);
    server.close();
    expectRefusal(result, "Dockerfile cannot be read: it is a socket or device, not a file");
  });

  test("a pipe in a folder is not waited for", () => {
    execFileSync("mkfifo", [path.join(folder, "Dockerfile")]);
    write("api/Dockerfile", clean);
    expect(run(["lint"])).toEqual({ exitCode: 0, output: "No findings in 1 file.\n", errors: "" });
  });

  test("what cannot be read of a file is said with its place, in each command", () => {
    write("Dockerfile", "FROM debian:bookworm-slim\n  RUNN true\n");
    const place = /^layer-cost: Dockerfile:2:3: Docker has no instruction named "RUNN"\.\n$/;
    expect(run(["lint"]).errors).toMatch(place);
    expect(run(["explain", "Dockerfile"]).errors).toMatch(place);
  });

  test("a pipe is read like a file", () => {
    write("text", wasteful);
    const output = execFileSync("bash", ["-c", `"${process.execPath}" "${cli}" explain <(cat text)`], { cwd: folder });
    expect(output.toString()).toContain("apt-get install");
  });

  test("names with blanks, letters of other scripts and control characters", () => {
    write("a b/日本語 — Ω.Dockerfile", wasteful);
    write("evil\u001b[31m\nname/Dockerfile", wasteful);
    const { output } = run(["lint"]);
    expect(output).toMatch(/^a b\/日本語 — Ω\.Dockerfile:2:/);
    expect(output).toMatch(/^evil \[31m name\/Dockerfile:2:/m);
    expect(output).not.toContain("\u001b");
  });

  test("CRLF gives the same findings in the same places", () => {
    const places = (text: string) => {
      write("Dockerfile", text);
      const [file] = JSON.parse(run(["lint", "--format", "json"]).output).files;
      return file.findings.map(({ rule, range }: never) => [rule, range]);
    };
    expect(places(wasteful.replace(/\n/g, "\r\n"))).toEqual(places(wasteful));
    expect(places(`\ufeff${wasteful}`)).toEqual(places(wasteful));
  });

  test("a file and a folder that may not be read", () => {
    chmodSync(folder, 0o755);
    chmodSync(write("Dockerfile", clean), 0o000);
    mkdirSync(path.join(folder, "private"), { mode: 0o000 });
    const result = run(["lint"], { withoutRoot: true });
    expectRefusal(result, /^layer-cost: private cannot be looked into: no permission to read it\n/);
    expect(result.errors).toContain("Dockerfile cannot be read: no permission to read it\n");
  });
});

describe("context", () => {
  const copying = "FROM debian:bookworm-slim\nCOPY . /app\n";
  let server: net.Server | undefined;
  afterEach(() => server?.close());

  test("an unreadable .dockerignore makes sizes unknown, not the lint", () => {
    write("Dockerfile", copying);
    mkdirSync(path.join(folder, ".dockerignore"));
    const result = run(["lint"]);
    expectNoStackTrace(result);
    expect(result.exitCode).toBe(0);
    const explained = run(["explain", "Dockerfile"]);
    expectNoStackTrace(explained);
    expect(explained.output).toContain(".dockerignore");
    expect(explained.exitCode).toBe(0);
  });

  test("sockets, circles of links and files that may not be read are survived", async () => {
    write("Dockerfile", copying);
    write("data", "x".repeat(2_000_000));
    symlinkSync("..", path.join(folder, "up"));
    symlinkSync("loop", path.join(folder, "loop"));
    server = net.createServer();
    await new Promise<void>((resolve) => server!.listen(path.join(folder, "socket"), resolve));
    const [file] = JSON.parse(run(["lint", "--format", "json"]).output).files;
    expect(file.instructions[1].size).toMatchObject({ kind: "estimated" });
    expect(file.instructions[1].size.likely).toBeGreaterThanOrEqual(2_000_000);
    expect(file.instructions[1].size.likely).toBeLessThan(2_100_000);
  });

  test("a context that is not there, or is a file", () => {
    write("Dockerfile", clean);
    expectRefusal(
      run(["build", "--context", "nowhere", "Dockerfile"]),
      "the build context nowhere cannot be read: no such file or folder",
    );
    expectRefusal(
      run(["build", "--context", "Dockerfile", "Dockerfile"]),
      "the build context Dockerfile is not a folder",
    );
  });
});

describe("build", () => {
  test("--save says before it builds why the measurement could not be written", () => {
    write("Dockerfile", "FROM scratch\n");
    write("notes.json", '{ "mine": true }');
    write("folder/file", "");
    const save = (file: string) => run(["build", "--save", file, "Dockerfile"], { environment: noEngine });
    expectRefusal(save("notes.json"), /--save would replace notes.json, which is no measurement: choose another file/);
    expectRefusal(save("Dockerfile"), /--save would replace Dockerfile, which is no measurement/);
    expectRefusal(save("folder"), /--save would replace folder, which is no measurement/);
    expectRefusal(save("no/such.json"), /cannot be saved to no\/such.json: its folder does not exist/);
    expectRefusal(save("Dockerfile/x.json"), /cannot be saved to Dockerfile\/x.json: its folder is not a folder/);
    expectRefusal(save(""), /--save/);
    expectRefusal(run(["build", "--name", "phase 1", "Dockerfile"]), /--name names what --save FILE writes/);
    expect(save("new.json").errors).toContain("docker.sock");
    expect(existsSync(path.join(folder, "new.json"))).toBe(false);
  });

  test("without an engine it says so in one sentence", () => {
    write("Dockerfile", clean);
    const result = run(["build", "Dockerfile"], { environment: noEngine });
    expectRefusal(result, /^layer-cost: [^\n]+\n$/);
    expect(result.errors).toContain("/nowhere/docker.sock");
    expect(result.output).toBe("");
  });

  test("a file without FROM, standard input, and arguments that are none", () => {
    write("Dockerfile", "");
    expectRefusal(run(["build", "Dockerfile"], { environment: noEngine }), /no FROM/);
    expectRefusal(run(["build", "-"]), /^layer-cost: build needs a file on disk/);
    expectRefusal(run(["build", "--build-arg", "=x", "Dockerfile"]), /"=x" is not a build argument/);
    expectRefusal(
      run(["build", "--time-rebuilds=warm,colld", "Dockerfile"]),
      '--time-rebuilds knows no "colld": did you mean "cold"?',
    );
    expectRefusal(
      run(["build", "--time-rebuilds=all", "Dockerfile"]),
      '--time-rebuilds knows no "all": valid are cold, warm, code, dependencies',
    );
  });

  test.each(["UPPER:1", "a b", "a:", "a:b:c", "/a"])("--keep %s is no image's name", (name) => {
    write("Dockerfile", clean);
    expectRefusal(
      run(["build", "--keep", name, "Dockerfile"], { environment: noEngine }),
      `"${name}" cannot be an image's name: --keep takes one such as api or api:measured`,
    );
  });

  test.each(["api", "api:1.2-x", "Registry.example:5000/a_b/c:measured"])("--keep %s is one", (name) => {
    write("Dockerfile", clean);
    expect(run(["build", "--keep", name, "Dockerfile"], { environment: noEngine }).errors).toContain("docker.sock");
  });
});

test.skipIf(!existsSync("/dev/full"))("an output that takes nothing more", () => {
  write("Dockerfile", wasteful);
  for (const argv of ["lint", "lint --format json", "lint --fix - < Dockerfile", "explain Dockerfile", "--help"]) {
    const script = `"${process.execPath}" "${cli}" ${argv} 2>&1 >/dev/full; echo "exit $?"`;
    const output = execFileSync("bash", ["-c", script], { cwd: folder }).toString();
    expect(output).toMatch(/^layer-cost: the output cannot be written: no space is left\nexit 2\n$/m);
    expect(output).not.toMatch(/^\s+at /m);
  }
});

test("a working directory that is gone", () => {
  const gone = path.join(folder, "gone");
  mkdirSync(gone);
  const script = `cd "${gone}" && rmdir "${gone}" && "${process.execPath}" "${cli}" lint; echo "exit $?"`;
  const output = execFileSync("bash", ["-c", `${script} 2>&1`], { cwd: folder }).toString();
  rmSync(gone, { recursive: true, force: true });
  expect(output).not.toMatch(/^\s+at /m);
  expect(output).toContain("exit 2");
});

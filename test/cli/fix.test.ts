// `layer-cost lint --fix`: only safe fixes, and nothing of the file lost.
import { chmodSync, chownSync, lstatSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { replaceFile } from "../../server/src/cli/write-file";
import { clean, folder, isRoot, nobody, run, wasteful, write } from "./command-line";

const read = (name: string) => readFileSync(path.join(folder, name), "utf8");

test("applies the safe fixes, says so, and finds nothing more", () => {
  write("Dockerfile", wasteful);
  const { exitCode, output, errors } = run(["lint", "--fix"]);
  expect({ exitCode, output, errors }).toEqual({
    exitCode: 0,
    output: expect.stringMatching(
      /^Dockerfile fixed .+ \[package-cache-left\]\n\n1 finding fixed\. No findings are left in 1 file\.\n$/,
    ),
    errors: "",
  });
  expect(read("Dockerfile")).toMatch(
    /^FROM debian:bookworm-slim\nRUN apt-get update && apt-get install -y --no-install-recommends git .*\nCMD/s,
  );
  expect(read("Dockerfile")).not.toBe(wasteful);
  expect(readdirSync(folder)).toEqual(["Dockerfile"]);
  const fixed = read("Dockerfile");
  expect(run(["lint", "--fix"]).output).toBe("No findings in 1 file.\n");
  expect(read("Dockerfile")).toBe(fixed);
});

test("leaves a file without safe fixes as it is, to the very inode", () => {
  write("Dockerfile", "FROM golang:1.22\nRUN go build -o /app .\n");
  const before = statSync(path.join(folder, "Dockerfile"));
  run(["lint", "--fix"]);
  const after = statSync(path.join(folder, "Dockerfile"));
  expect([after.ino, after.mtimeMs]).toEqual([before.ino, before.mtimeMs]);
});

test("keeps CRLF, byte order mark, a missing final newline and bytes that are not UTF-8", () => {
  const text = wasteful.trimEnd().replace(/\n/g, "\r\n");
  write("Dockerfile.crlf", `\ufeff${text}`);
  write("Dockerfile.latin1", Buffer.from(`# caf\xe9\n${wasteful}`, "latin1"));
  expect(run(["lint", "--fix"]).exitCode).toBe(0);
  const crlf = read("Dockerfile.crlf");
  expect(crlf.startsWith("\ufeffFROM")).toBe(true);
  expect(crlf.endsWith('CMD ["git", "--version"]')).toBe(true);
  expect(crlf.replace(/\r\n/g, "")).not.toMatch(/[\r\n]/);
  const latin1 = readFileSync(path.join(folder, "Dockerfile.latin1"));
  expect(latin1.subarray(0, 7)).toEqual(Buffer.from("# caf\xe9\n", "latin1"));
  expect(latin1.toString("latin1")).not.toContain("\ufffd");
});

test("keeps the mode and, where it can, the owner", () => {
  const file = write("Dockerfile", wasteful);
  chmodSync(file, 0o640);
  if (isRoot) chownSync(file, nobody, nobody);
  run(["lint", "--fix"]);
  const { mode, uid } = statSync(file);
  expect(mode & 0o777).toBe(0o640);
  if (isRoot) expect(uid).toBe(nobody);
  expect(read("Dockerfile")).not.toBe(wasteful);
});

test("writes through a link to the file behind it", () => {
  write("real/build.txt", wasteful);
  symlinkSync("real/build.txt", path.join(folder, "Dockerfile"));
  expect(run(["lint", "--fix", "Dockerfile"]).exitCode).toBe(0);
  expect(lstatSync(path.join(folder, "Dockerfile")).isSymbolicLink()).toBe(true);
  expect(read("real/build.txt")).not.toBe(wasteful);
});

test("does not touch a write-protected file, and says so", () => {
  const file = write("Dockerfile", wasteful);
  chmodSync(file, 0o444);
  const { exitCode, output, errors } = run(["lint", "--fix"]);
  expect(output).toMatch(/^Dockerfile:2:/);
  expect({ exitCode, errors }).toEqual({
    exitCode: 2,
    errors: "layer-cost: Dockerfile cannot be fixed: the file is write-protected\n",
  });
  expect(read("Dockerfile")).toBe(wasteful);
});

test("without permission to write, nothing is left behind", () => {
  const file = write("sub/Dockerfile", wasteful);
  const sub = path.join(folder, "sub");
  chmodSync(file, 0o666);
  chmodSync(folder, 0o755);
  chmodSync(sub, 0o555);
  const { exitCode, errors } = run(["lint", "--fix", "sub"], { withoutRoot: true });
  chmodSync(sub, 0o755);
  expect({ exitCode, errors }).toEqual({
    exitCode: 2,
    errors: "layer-cost: sub/Dockerfile cannot be fixed: no permission to write in its folder\n",
  });
  expect(readdirSync(sub)).toEqual(["Dockerfile"]);
  expect(read("sub/Dockerfile")).toBe(wasteful);
});

test("does not replace a file of somebody else, even in a folder of one's own", () => {
  const file = write("sub/Dockerfile", wasteful);
  chmodSync(file, 0o644);
  chmodSync(folder, 0o755);
  if (isRoot) chownSync(path.join(folder, "sub"), nobody, nobody);
  else chmodSync(file, 0o444);
  const { exitCode, errors } = run(["lint", "--fix", "sub"], { withoutRoot: true });
  expect(exitCode).toBe(2);
  expect(errors).toMatch(/^layer-cost: sub\/Dockerfile cannot be fixed: (no permission to write to it|.*protected)\n$/);
  expect(read("sub/Dockerfile")).toBe(wasteful);
});

test("does not take back what somebody wrote meanwhile", () => {
  const file = write("Dockerfile", `${wasteful}# newer\n`);
  const replace = () => replaceFile(file, "Dockerfile", Buffer.from(wasteful), Buffer.from(clean));
  expect(replace).toThrow(/^Dockerfile cannot be fixed: it was changed meanwhile, run the command again$/);
  expect(read("Dockerfile")).toBe(`${wasteful}# newer\n`);
  expect(readdirSync(folder)).toEqual(["Dockerfile"]);
});

test("fixes every file of a folder that can be fixed", () => {
  write("a/Dockerfile", wasteful);
  write("b/Dockerfile", wasteful);
  mkdirSync(path.join(folder, "c"));
  expect(run(["lint", "--fix"]).output).toMatch(/\n2 findings fixed\. No findings are left in 2 files\.\n$/);
});

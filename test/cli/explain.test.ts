// `layer-cost explain` as a user starts it: text with bars, and JSON that says the same.
import { expect, test } from "vitest";
import { run, write } from "./command-line";

const text = `FROM debian:bookworm-slim
RUN apt-get update && apt-get install -y --no-install-recommends gcc
COPY data /data
CMD ["gcc"]
`;

function writeAll(): void {
  write("Dockerfile", text);
  write("data/large.bin", "x".repeat(3_000_000));
  write("data/small.txt", "y".repeat(1_500));
}

test("each line has its size, a bar and its largest parts, aligned", () => {
  writeAll();
  const { exitCode, output } = run(["explain", "Dockerfile"]);
  expect(exitCode).toBe(0);
  const lines = output.split("\n");
  expect(output).toMatch(/^ *≈ [\d.]+ MB █{10} {2}2 {2}RUN/m);
  expect(output).toMatch(/^ *3 MB +▏ *3 {2}COPY data/m);
  expect(output).toContain("· data/large.bin 3 MB, data/small.txt 1.5 kB");
  const code = lines.filter((line) => /\d {2}(FROM debian:|RUN |COPY |CMD )/.test(line));
  expect(code).toHaveLength(4);
  const columns = code.map((line) => /(FROM debian:|RUN |COPY |CMD )/.exec(line)!.index);
  expect(new Set(columns).size).toBe(1);
});

test("JSON has the same claims, with their parts, base and what is pulled", () => {
  writeAll();
  const { exitCode, output } = run(["explain", "--format", "json", "Dockerfile"]);
  expect(exitCode).toBe(0);
  const report = JSON.parse(output);
  expect(report).toMatchObject({ version: 1, path: "Dockerfile" });
  const [stage] = report.stages;
  expect(stage.base).toMatchObject({ kind: "estimated", metric: "unpacked" });
  expect(stage.pulled).toMatchObject({ kind: "estimated", metric: "transfer" });
  expect(report.instructions.map(({ keyword }: { keyword: string }) => keyword)).toEqual([
    "FROM",
    "RUN",
    "COPY",
    "CMD",
  ]);
  const copy = report.instructions[2];
  expect(copy.size).toMatchObject({ low: 3_001_500, high: 3_001_500 });
  expect(copy.parts[0].largest).toEqual([
    { name: "data/large.bin", bytes: 3_000_000 },
    { name: "data/small.txt", bytes: 1_500 },
  ]);
  const install = report.instructions[1].parts.find(({ label }: { label: string }) => label.includes("gcc"));
  expect(install.claim.low).toBeGreaterThan(50_000_000);
  expect(report.findings[0]).toMatchObject({ rule: "package-cache-left", saving: { kind: "estimated" } });
});

test("a part of the context that is copied on from a stage is counted by its own files", () => {
  write("app/web/page.bin", "x".repeat(2_000_000));
  write("app/server/large.bin", "y".repeat(5_000_000));
  write(
    "Dockerfile",
    "FROM debian:bookworm-slim AS sources\nWORKDIR /build\nCOPY app .\nFROM debian:bookworm-slim\nCOPY --from=sources /build/web /var/www\n",
  );
  const { output } = run(["explain", "--format", "json", "Dockerfile"]);
  const { size, parts } = JSON.parse(output).instructions.at(-1);
  expect(size).toMatchObject({ kind: "estimated", low: 2_000_000, high: 2_000_000 });
  expect(parts[0].largest).toEqual([{ name: "app/web/page.bin", bytes: 2_000_000 }]);
});

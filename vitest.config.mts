// One project per kind of test, so that `npx vitest run --project engine` runs the fast ones alone.
import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** Suites that start engines, editors or servers get more time. */
const slow = { testTimeout: 240_000, hookTimeout: 300_000 };

/** Vitest's own five seconds are too few for what takes one, on a machine that is busy with something else. */
const patient = { testTimeout: 60_000, hookTimeout: 60_000 };

const project = (name: string, options = {}) => ({
  extends: true as const,
  test: { name, include: [`test/${name}/**/*.test.ts`], ...patient, ...options },
});

/** Minutes each: begun last, one of them would run alone in the end. Vitest goes by the sizes of files. */
const longest = ["faults", "size-cases", "outcomes", "savings", "known-bytes"].map((name) => `/docker/${name}.test.ts`);

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isLong = ({ moduleId }: TestSpecification) => longest.some((name) => moduleId.endsWith(name));
    const sorted = await super.sort(files);
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))];
  }
}

export default defineConfig({
  test: {
    sequence: { sequencer: LongestFirst },
    // Milliseconds that a state may take to come: one second, as Vitest has it, is not enough for a process to start.
    expect: { poll: { timeout: 30_000 } },
    projects: [
      project("engine", { pool: "threads", isolate: false }),
      project("session"),
      project("registry"),
      project("context"),
      project("workspace"),
      project("cli"),
      project("architecture"),
      project("corpus", { testTimeout: 120_000 }),
      project("fuzz", { testTimeout: 120_000 }),
      project("grammar"),
      project("lsp"),
      // Two files side by side, each alone on its engine: test/docker/engine-lock.ts.
      project("docker", { ...slow, maxWorkers: 2 }),
      project("editor", { ...slow, fileParallelism: false }),
    ],
  },
});

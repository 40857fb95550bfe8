// One project per kind of test, so that `npx vitest run --project engine` runs the fast ones alone.
import { defineConfig } from "vitest/config";

/** Suites that start engines, editors or servers get more time. */
const slow = { testTimeout: 240_000, hookTimeout: 300_000 };

/** Vitest's own five seconds are too few for what takes one, on a machine that is busy with something else. */
const patient = { testTimeout: 60_000, hookTimeout: 60_000 };

const project = (name: string, options = {}) => ({
  extends: true as const,
  test: { name, include: [`test/${name}/**/*.test.ts`], ...patient, ...options },
});

export default defineConfig({
  test: {
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

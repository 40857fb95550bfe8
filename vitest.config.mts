// One project per kind of test, so that `npx vitest run --project engine` runs the fast ones alone.
import { defineConfig } from "vitest/config";

/** Suites that start engines, editors or servers get more time and run one file after the other. */
const slow = { testTimeout: 120_000, hookTimeout: 300_000, fileParallelism: false };

const project = (name: string, options = {}) => ({
  extends: true as const,
  test: { name, include: [`test/${name}/**/*.test.ts`], ...options },
});

export default defineConfig({
  test: {
    projects: [
      project("engine", { pool: "threads", isolate: false }),
      project("session"),
      project("registry", { testTimeout: 60_000 }),
      project("context"),
      project("workspace"),
      project("cli", { testTimeout: 60_000 }),
      project("architecture", { testTimeout: 60_000 }),
      project("corpus", { testTimeout: 120_000 }),
      project("fuzz", { testTimeout: 120_000 }),
      project("grammar"),
      project("lsp", { testTimeout: 60_000 }),
      project("docker", slow),
      project("editor", slow),
    ],
  },
});

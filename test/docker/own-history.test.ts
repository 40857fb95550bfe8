// Containers that a build left behind are told from the user's own, which may run much the same.
import { expect, test } from "vitest";
import { planBuild } from "../../server/src/docker/build-plan";
import { isRunOf } from "../../server/src/docker/own-history";
import { requestFor } from "./engines";

const engine = { label: "", endpoint: "", builder: "BuildKit", environment: {}, storage: "" } as const;

test.each([
  ["/bin/sh -c 'npm ci --omit=dev'", true],
  ["/bin/sh -c 'npm ci --om…", true],
  ["/bin/sh -c ls", true],
  ["/bin/sh -c 'echo 'a''", true],
  // An ENTRYPOINT, a shell, or a command with which a RUN only begins.
  ["npm", false],
  ["npm ci --omit=dev", false],
  ["/bin/sh", false],
  ["/bin/sh -c npm", false],
  ["/bin/sh -c 'npm ci'", false],
  ["/bin/sh -c ''", false],
])("%s is of the build: %s", (command, expected) => {
  const dockerfileText = "FROM node:20\nRUN npm ci \\\n  --omit=dev\nRUN ls\nRUN echo 'a'\n";
  const plan = planBuild(requestFor(engine, "/nowhere", { dockerfileText }));
  expect(isRunOf(plan, command)).toBe(expected);
});

// Finds installs and compiles in stages that do not ship whose downloads are lost after each build.
import { mountFor, uncachedSteps } from "../../fixes/cache-mounts";
import type { ImageModel } from "../../image/types";
import { defineRule } from "../define-rule";

export const installWithoutCacheMount = defineRule({
  id: "install-without-cache-mount",
  group: "build-cache",
  since: "0.1.0",
  severity: "info",
  docs: {
    summary:
      "An install or a compile that downloads or compiles everything again although a cache mount would keep it.",
    why: "When a step runs again because one line of the lock file changed, it starts with an empty cache: all packages are fetched again, and all of them compiled again. A cache mount is a folder that the builder keeps between builds and that is in no layer, so that only what is new is fetched.",
    remedy:
      "Mount a build cache over the package manager's folder: `RUN --mount=type=cache,target=/root/.npm npm ci`. Every step that reads the same folder needs the same mount.",
    whenNotToUse:
      "Builders that start with an empty disk each time, as many CI services' do, keep no cache mounts unless they are told to. Builders before BuildKit (Docker 18.09) do not know them: files with the old MAINTAINER instruction are left alone.",
    examples: "build-cache/install-without-cache-mount",
  },
  messages: {
    lost: ({ command, contents }: { command: string; contents: string }) =>
      `What ${command} fetches is gone after the build, and fetched again whenever this step runs again. Keep its ${contents} in a cache mount.`,
    avoided: ({ command, contents }: { command: string; contents: string }) =>
      `What ${command} fetches is thrown away, and fetched again whenever this step runs again. With its ${contents} in a cache mount it is neither in the image nor lost.`,
    compiler: ({ command, contents }: { command: string; contents: string }) =>
      `What ${command} compiles here is compiled again in each build, because ${contents} is lost with the step. Keep it in a cache mount.`,
  },
  *check(image) {
    if (isLegacy(image)) {
      return;
    }
    for (const step of uncachedSteps(image)) {
      yield {
        message: step.isCompilerCache ? "compiler" : step.isAvoided ? "avoided" : "lost",
        data: { command: step.label, contents: step.contents },
        at: step.command.range,
        stage: step.run.stage,
        reclaims: [],
        // Whoever keeps the image small on purpose is not warned for it.
        ...(step.isAvoided ? { severity: "hint" as const } : {}),
        fixes: () => mountFor(image, step),
      };
    }
  },
});

/** Written for builders that have no cache mounts. */
function isLegacy({ instructions }: ImageModel): boolean {
  return instructions.some(({ keyword }) => keyword === "MAINTAINER");
}

// Finds compilers, headers, build systems and installers that stay in a shipped layer.
import { hasLaterUser, mayNeedTools, shippedTools } from "../../fixes/build-tools";
import { removeTools } from "../../fixes/remove-tools";
import type { Effect } from "../../image/types";
import { defineRule, inheritedBy, listOf } from "../define-rule";

export const buildToolsInRuntime = defineRule({
  id: "build-tools-in-runtime",
  group: "stages",
  since: "0.1.0",
  severity: "by-saving",
  docs: {
    summary: "Compilers, headers, build systems or installers stay in a layer that ships.",
    why: "Packages are compiled while the image is built; the program that runs never calls the compiler again. What is installed for it and not removed in the same `RUN` is in the image for good: a later `RUN` that removes it only hides it.",
    remedy:
      "Build in a stage of its own and copy the result into the one that ships. Or install, use and remove the tools in one `RUN`: `apt-get purge -y --auto-remove …`, `apk add --virtual .build-deps …` with `apk del .build-deps`. Shared libraries that came along with headers have to be named then, or they go with them.",
    whenNotToUse:
      "When the program compiles at run time (Triton, numba, extensions that users install), or starts through a build tool (`make`, `uv run`). Images that start nothing and install no project are taken for toolchains, and left alone like stages named for building or testing.",
    examples: "stages/build-tools-in-runtime",
  },
  messages: {
    needed: (data: Data) =>
      `${shipped(data)}, although only its build needs ${data.them}. Build in a stage of its own and copy the result, or install, use and remove the tools in one RUN.`,
    here: (data: Data) =>
      `${shipped(data)}, although only this RUN needs ${data.them}. Remove ${data.them} at its end: a later RUN cannot make this layer smaller.`,
    unused: (data: Data) =>
      `${shipped(data)}, and no later step builds with ${data.them}. Leave ${data.them} out, or install only the libraries that the program runs with.`,
    late: (data: Data) =>
      `${shipped(data)}: a later layer removes ${data.them}, which frees nothing. Install, use and remove ${data.them} in one RUN, or build in a stage of its own.`,
  },
  *check(image) {
    for (const tools of shippedTools(image)) {
      const { effects, names, payer } = tools;
      const [first] = effects;
      if (first === undefined) {
        continue;
      }
      yield {
        message: messageFor(first, tools.isRemovedLater),
        data: {
          names: shortListOf(names),
          stage: payer.name ?? "the image",
          are: names.length > 1 ? "are" : "is",
          them: names.length > 1 ? "them" : "it",
        },
        at: first.range,
        stage: payer,
        related: inheritedBy(payer, tools.instruction.stage),
        reclaims: effects,
        fixes: () => removeTools(image, tools),
      };
    }
  },
});

interface Data {
  readonly names: string;
  readonly stage: string;
  readonly are: string;
  readonly them: string;
}

function shipped({ names, are, stage }: Data): string {
  return `${names} ${are} shipped with ${stage}`;
}

function messageFor(first: Effect, isRemovedLater: boolean): "needed" | "here" | "unused" | "late" {
  if (isRemovedLater) {
    return "late";
  }
  if (hasLaterUser(first)) {
    return "needed";
  }
  return mayNeedTools(first.instruction) ? "here" : "unused";
}

function shortListOf(names: readonly string[]): string {
  if (names.length > 4) {
    return `${names.slice(0, 3).join(", ")} and ${names.length - 3} more build tools`;
  }
  return listOf(names);
}

// Finds compiled programs and libraries that ship with their debug symbols and symbol tables.
import { insertAbove, insertAfterWord } from "../../fixes/instruction-edits";
import { appendToRun } from "../../fixes/run-edits";
import { firstOrigin, isRuntime } from "../../image/shipping";
import type { Effect, ImageModel } from "../../image/types";
import { defineRule, type Fix } from "../define-rule";

type SymbolsEffect = Extract<Effect, { kind: "symbols" }>;

const patched =
  "some programs want their symbols (profilers, crash reports), and stripping libraries that patchelf changed can corrupt them (pypa/manylinux#119, pypa/auditwheel#716): import or start everything once, and run the tests, on the new image";

export const unstrippedBinaries = defineRule({
  id: "unstripped-binaries",
  group: "binaries",
  since: "0.1.0",
  severity: "info",
  docs: {
    summary: "Compiled programs or libraries ship with debug symbols and symbol tables.",
    why: "Symbols are for debuggers. A program runs the same without them, and for Go, Rust and C++ they are often a fifth of the file or more.",
    remedy:
      "Tell the linker to leave them out, or strip the files in the stage that builds them, before they are copied.",
    whenNotToUse: "Where crash reports or profilers in production need symbols in the image.",
    examples: "binaries/unstripped-binaries",
  },
  messages: {
    compiled: ({ tool, stage }: { tool: string; stage: string }) =>
      `What ${tool} builds here ships in ${stage} with its symbols, which only a debugger reads. Strip it where it is built.`,
    wheels: ({ stage }: { stage: string }) =>
      `The native libraries of these wheels ship in ${stage} with their symbols. Stripping them can take megabytes back, but has to be tested.`,
  },
  *check(image) {
    const seen = new Set<Effect>();
    for (const effect of image.shippedEffects("symbols")) {
      const first = firstOrigin(effect) as SymbolsEffect;
      const target = image.targets.find((stage) => stage.chain.includes(effect.stage));
      if (seen.has(first) || target === undefined || !isRuntime(target)) continue;
      seen.add(first);
      const wheels = first.tool === "wheels";
      yield {
        message: wheels ? "wheels" : "compiled",
        data: { tool: nameOf(first.tool), stage: target.label },
        at: first.range,
        stage: target,
        reclaims: [effect],
        ...(wheels ? { severity: "hint" as const } : {}),
        fixes: () => fixesFor(image, first),
      };
    }
  },
});

function nameOf(tool: SymbolsEffect["tool"]): string {
  return tool === "c" ? "the compiler" : tool === "go" ? "Go" : tool === "cargo" ? "Cargo" : tool;
}

function fixesFor(image: ImageModel, effect: SymbolsEffect): Fix[] {
  const { command, instruction, tool } = effect;
  if (command === undefined) return [];
  const review = { applicability: "needs-review" as const, review: patched };
  if (tool === "go") {
    const verb = command.shell.words.find((word) => /^(build|install)$/.test(word.literal ?? ""));
    if (verb === undefined || command.arguments.some(({ value }) => value === undefined || /^--?ldflags/.test(value)))
      return [];
    return [
      {
        title: "Link without symbols: -ldflags='-s -w'",
        edits: [insertAfterWord(verb, "-ldflags='-s -w'")],
        ...review,
      },
    ];
  }
  if (tool === "cargo")
    return [
      {
        title: "Strip the release profile: CARGO_PROFILE_RELEASE_STRIP=symbols",
        edits: [insertAbove(image.syntax, instruction.syntax, "ENV CARGO_PROFILE_RELEASE_STRIP=symbols")],
        ...review,
      },
    ];
  const paths = effect.paths?.filter((path) => path !== "/usr/local/bin");
  if (paths === undefined || paths.length === 0 || effect.maybe) return [];
  const strip =
    tool === "c"
      ? `strip --strip-unneeded ${paths.join(" ")}`
      : `find ${paths.join(" ")} -type f \\( -name '*.so*' -o -perm -u+x \\) -exec strip --strip-unneeded {} + || true`;
  const edits = appendToRun(image.syntax, instruction, tool === "c" ? strip : `{ ${strip}; }`);
  return edits === undefined ? [] : [{ title: "Strip what was built in the same RUN", edits, ...review }];
}

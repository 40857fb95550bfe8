// Builds the fixes of unstripped-binaries: a linker flag, Cargo's profile, a strip step in the same RUN.
import { basePopulates, isKnownImage } from "../image/image-references";
import { covers } from "../image/paths";
import type { Effect, ImageModel } from "../image/types";
import type { Fix } from "../rules/define-rule";
import { invocationsOf } from "./cache-reliance";
import { insertAbove, insertAfterWord, insertAt } from "./instruction-edits";
import { appendToRun, runsThrough } from "./run-edits";

type SymbolsEffect = Extract<Effect, { kind: "symbols" }>;

const debugReview =
  "Debuggers, profilers and core dumps show addresses instead of names afterwards: keep the symbols where you need those.";
const patchelfReview =
  "Stripping can corrupt libraries that patchelf changed (pypa/manylinux#119, pypa/auditwheel#716): import every native package and run the tests with the new image.";

/** Fixes for the step that left these symbols, which ship as `shipped`; all of them need review. */
export function stripFixes(image: ImageModel, symbols: SymbolsEffect, shipped: readonly Effect[]): readonly Fix[] {
  switch (symbols.tool) {
    case "go":
      return linkWithoutSymbols(symbols);
    case "cargo":
      return setCargoProfile(image, symbols);
    default:
      return stripWhileInstalling(symbols) ?? stripInSameRun(image, symbols, shipped);
  }
}

/** `go build` → `go build -ldflags="-s -w"`; flags that are there keep their place. */
function linkWithoutSymbols({ command, instruction }: SymbolsEffect): readonly Fix[] {
  const invocation = invocationsOf(instruction).find((candidate) => candidate.command === command);
  const verb = command?.arguments[0]?.word;
  if (invocation === undefined || verb?.literal !== invocation.verbName) {
    return [];
  }
  const rest = {
    title: "Leave symbols out with -ldflags",
    applicability: "needs-review" as const,
    review: `${debugReview} Go's own stack traces keep their names.`,
  };
  const flag = invocation.flags.findLast(({ name }) => name === "-ldflags");
  if (flag === undefined) {
    return [{ ...rest, edits: [insertAfterWord(verb, '-ldflags="-s -w"')] }];
  }
  const { raw, range } = flag.word;
  const added = /(^|[\s"'=])--?w([\s"']|$)/.test(raw) ? "-s" : "-s -w";
  const quote = raw.search(/["']/);
  if (quote !== -1) {
    return [{ ...rest, edits: [insertAt(range.start + quote + 1, `${added} `)] }];
  }
  // `-ldflags=-X…` and `-ldflags -X…` are one word, and need quotes for more.
  if (/[\s\\`$]/.test(raw)) {
    return [];
  }
  const start = range.start + (/^--?ldflags=/.test(raw) ? raw.indexOf("=") + 1 : 0);
  return [{ ...rest, edits: [insertAt(start, `"${added} `), insertAt(range.end, '"')] }];
}

/** Above the stage's first Cargo step: what was compiled before with another profile would be compiled again. */
function setCargoProfile(image: ImageModel, { stage, instruction }: SymbolsEffect): readonly Fix[] {
  const first = stage.instructions.find((one) => invocationsOf(one).some(({ manager }) => manager.id === "cargo"));
  return [
    {
      title: "Strip in Cargo's release profile",
      edits: [insertAbove(image.syntax, (first ?? instruction).syntax, "ENV CARGO_PROFILE_RELEASE_STRIP=symbols")],
      applicability: "needs-review",
      review: `${debugReview} Backtraces of a panic lose their function names. Dependencies that another stage compiled with the old profile are compiled again.`,
    },
  ];
}

/** `cmake --install DIR --strip`, `make install/strip` of a CMake build, `meson install --strip`: just what is installed. */
function stripWhileInstalling({ command, of }: SymbolsEffect): readonly Fix[] | undefined {
  const words = command?.arguments.map(({ word }) => word) ?? [];
  const installs = words.find(({ literal }) => literal === "install");
  const last = words.at(-1);
  const isMeson = command?.program === "meson" && installs !== undefined;
  const isCmake = command?.program === "cmake" && words.some(({ literal }) => literal === "--install");
  const isTarget = !isCmake && installs !== undefined && of.kind === "compile" && of.tool === "cmake";
  if (last === undefined || !(isMeson || isCmake || isTarget)) {
    return undefined;
  }
  const edits = [isTarget ? insertAt(installs.range.end, "/strip") : insertAfterWord(last, "--strip")];
  return [{ title: "Strip while installing", edits, applicability: "needs-review", review: debugReview }];
}

function stripInSameRun(image: ImageModel, symbols: SymbolsEffect, shipped: readonly Effect[]): readonly Fix[] {
  const { instruction, command, tool } = symbols;
  // OpenSSL's FIPS module checks its own file.
  if (/fips/i.test(image.syntax.text.slice(instruction.range.start, instruction.range.end))) {
    return [];
  }
  const step = stripStep(image, symbols, pathsOf(symbols, shipped));
  if (step === undefined || !runsThrough(instruction, command) || !hasStrip(symbols)) {
    return [];
  }
  const edits = appendToRun(image.syntax, instruction, step);
  if (edits === undefined) {
    return [];
  }
  const isPython = tool === "wheels" || tool === "pip" || tool === "uv";
  const review = isPython ? `${patchelfReview} ${debugReview}` : debugReview;
  const what = tool === "wheels" ? "installed" : "built";
  return [{ title: `Strip what was ${what} in the same RUN`, edits, applicability: "needs-review", review }];
}

/** Where the files lie that ship: a `cp` or `install` of the same RUN may have taken them elsewhere. */
function pathsOf(symbols: SymbolsEffect, shipped: readonly Effect[]): readonly string[] {
  for (const effect of shipped) {
    for (let one: Effect | undefined = effect; one !== undefined && one !== symbols; one = one.origin) {
      if (one.instruction === symbols.instruction && one.kind === "symbols") {
        return one.paths ?? [];
      }
    }
  }
  return symbols.paths ?? [];
}

/** Stripping a file of a lower layer stores it a second time; a base's own programs are none of this step's business. */
function isShared(image: ImageModel, { stage, instruction }: SymbolsEffect, folder: string): boolean {
  const { root } = stage;
  if (basePopulates(root, folder) || (!isKnownImage(root) && /^\/usr(\/local)?$/.test(folder))) {
    return true;
  }
  return (
    instruction.shipped &&
    image.effects.some(
      (effect) =>
        stage.chain.includes(effect.stage) &&
        effect.instruction.index < instruction.index &&
        effect.paths?.some((path) => path !== "/" && (covers(folder, path) || covers(path, folder))) === true &&
        // A distribution's packages keep out of /usr/local.
        !(effect.kind === "install" && (effect.manager === "apt" || effect.manager === "apk")),
    )
  );
}

/** Single files are stripped by name; in folders only what is a program or a library, whatever else lies there. */
function stripStep(image: ImageModel, symbols: SymbolsEffect, folders: readonly string[]): string | undefined {
  const { tool, of } = symbols;
  const isMoved = folders !== symbols.paths;
  if (folders.length === 0 || folders.some((path) => /[^\w./@+-]/.test(path))) {
    return undefined;
  }
  switch (tool) {
    case "c":
      return of.kind === "compile" ? `strip ${(isMoved ? folders : of.outputs).join(" ")}` : undefined;
    case "npm":
    case "pip":
    case "uv":
    case "wheels": {
      const libraries = tool === "npm" ? '-name "*.node"' : '-name "*.so*"';
      const folder = folders.find((path) => !path.endsWith("/bin"));
      return folder === undefined ? undefined : `find ${folder} -type f ${libraries} -exec strip --strip-unneeded {} +`;
    }
    default:
      if (isShared(image, symbols, folders[0]!)) {
        return undefined;
      }
      // Scripts lie beside programs: strip refuses them, which is no reason to stop.
      return `{ find ${folders[0]} -type f \\( -perm /111 -o -name "*.so*" \\) -exec strip --strip-unneeded {} + 2>/dev/null || true; }`;
  }
}

/** The step needs binutils: they come with every compiler, and with the full images. */
function hasStrip({ stage, tool, instruction }: SymbolsEffect): boolean {
  if (tool === "c") {
    return true;
  }
  const { root } = stage;
  const isFull =
    root.kind === "image" &&
    /^(python|node|ruby|gcc|golang|rust|buildpack-deps)$/.test(root.reference.name) &&
    !/slim|alpine/.test(root.reference.tag ?? "");
  const before = stage.chain
    .flatMap(({ instructions }) => instructions)
    .filter(({ index }) => index <= instruction.index);
  return (
    isFull ||
    before.some(({ effects }) =>
      effects.some(
        (effect) =>
          effect.kind === "install" &&
          effect.packages.some(({ name }) =>
            /^(binutils|gcc|g\+\+|build-essential|build-base|alpine-sdk|clang)/.test(name),
          ),
      ),
    )
  );
}

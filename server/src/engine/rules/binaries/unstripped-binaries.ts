// Finds compiled programs and libraries that ship with their symbol tables and debug information.
import { stripFixes } from "../../fixes/strip-fixes";
import { bigNativeWheels } from "../../image/effects/installs";
import { firstOrigin, runtimeTargetsOf } from "../../image/shipping";
import type { Effect, ImageModel, Stage } from "../../image/types";
import { defineRule, listOf, type RelatedLocation } from "../define-rule";

type SymbolsEffect = Extract<Effect, { kind: "symbols" }>;

export const unstrippedBinaries = defineRule({
  id: "unstripped-binaries",
  group: "binaries",
  since: "0.1.0",
  severity: "info",
  docs: {
    summary: "Compiled programs or libraries that ship with symbol tables and debug information.",
    why: "Compilers leave symbols and debug information in what they produce. The running program does not read them: only debuggers and profilers do.",
    remedy:
      'Let the compiler leave them out (`go build -ldflags="-s -w"`, `CARGO_PROFILE_RELEASE_STRIP=symbols`), or strip the files in the same `RUN` that made them.',
    whenNotToUse:
      "Where profiling, core dumps or crash reports of the shipped program matter: Rust's backtraces and C's need symbols, Go's own stack traces do not. Stripping wheels whose libraries were changed by patchelf can corrupt them (pypa/manylinux#119, pypa/auditwheel#716).",
    examples: "binaries/unstripped-binaries",
  },
  messages: {
    compiled: ({ tool, remedy }: { tool: string; remedy: string }) =>
      `The binaries that ${tool} builds here ship with their symbols, which only debuggers and profilers read. ${remedy}`,
    wheels: ({ packages }: { packages: string }) =>
      `The prebuilt libraries of ${packages} hold symbols that the running program does not read. Stripping them in this RUN can give space back, but has to be tested.`,
  },
  *check(image) {
    for (const [made, shipped] of bySource(image)) {
      const [payer] = shipped.flatMap(({ stage }) => runtimeTargetsOf(image, stage));
      if (payer === undefined) {
        continue;
      }
      const finding = {
        at: made.range,
        stage: payer,
        related: shippedBy(shipped, payer),
        reclaims: shipped,
        fixes: () => stripFixes(image, made, shipped),
      };
      if (made.tool === "wheels") {
        const data: Record<string, string> = { packages: wheelNames(made) };
        yield { ...finding, message: "wheels", data, severity: "hint" };
      } else {
        const data: Record<string, string> = { tool: toolLabels[made.tool], remedy: remedyFor(made) };
        yield { ...finding, message: "compiled", data };
      }
    }
  },
});

const toolLabels: Readonly<Record<Exclude<SymbolsEffect["tool"], "wheels">, string>> = {
  go: "Go",
  cargo: "Cargo",
  c: "the compiler",
  cmake: "CMake",
  make: "make",
  meson: "Meson",
  pip: "pip",
  npm: "npm",
  uv: "uv",
  maven: "Maven",
  gradle: "Gradle",
  dotnet: ".NET",
  mix: "Mix",
  rebar3: "rebar3",
  python: "Python",
};

/** The symbols that ship, by the step that left them: directly, or brought along by COPY. */
function bySource(image: ImageModel): ReadonlyMap<SymbolsEffect, readonly SymbolsEffect[]> {
  const sources = new Map<SymbolsEffect, SymbolsEffect[]>();
  for (const symbols of image.shippedEffects("symbols")) {
    const made = firstOrigin(symbols);
    if (made.kind !== "symbols" || made.maybe) {
      continue;
    }
    const shipped = sources.get(made);
    if (shipped === undefined) {
      sources.set(made, [symbols]);
    } else {
      shipped.push(symbols);
    }
  }
  return sources;
}

function shippedBy(shipped: readonly SymbolsEffect[], payer: Stage): readonly RelatedLocation[] {
  return shipped
    .filter(({ origin }) => origin !== undefined)
    .map(({ range }) => ({ range, message: `copied into ${payer.label} here` }));
}

function wheelNames({ of }: SymbolsEffect): string {
  const names = of.kind === "install" ? of.packages.map(({ name }) => name) : [];
  const large = names.filter((name) => bigNativeWheels.has(name.toLowerCase()));
  return large.length === 0 ? "these packages" : listOf(large);
}

function remedyFor({ tool }: SymbolsEffect): string {
  switch (tool) {
    case "go":
      return 'Build with -ldflags="-s -w".';
    case "cargo":
      return "Set CARGO_PROFILE_RELEASE_STRIP=symbols, or strip = true in the release profile.";
    default:
      return "Strip the files in this RUN, or link with -s.";
  }
}

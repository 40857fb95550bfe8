// Builds image models from short Dockerfiles and shows their effects as one line each.
import type { SemanticFacts } from "../../../server/src/engine/analysis";
import { buildImageModel } from "../../../server/src/engine/image/build-image-model";
import type { Effect, EffectKind, ImageModel } from "../../../server/src/engine/image/types";
import { noSemanticFacts } from "../../../server/src/engine/sizes/no-facts";
import { parseDockerfile } from "../../../server/src/engine/syntax/parse-dockerfile";

type Settings = Parameters<typeof buildImageModel>[1];

export interface Surroundings extends Partial<Settings> {
  readonly facts?: Partial<SemanticFacts>;
}

export function model(text: string, { facts, ...settings }: Surroundings = {}): ImageModel {
  return buildImageModel(
    parseDockerfile(text),
    { targets: [], buildArguments: {}, platform: undefined, ...settings },
    { ...noSemanticFacts, ...facts },
  );
}

/** Effects of one kind (or of all but FROM's and what installs recommend), each as `what` with `?` where it is uncertain. */
export function show(image: ImageModel, kind?: EffectKind): string[] {
  return image.effects
    .filter((effect) => (kind ? effect.kind === kind : effect.kind !== "base" && effect.kind !== "recommended"))
    .map(describe);
}

export function describe(effect: Effect): string {
  const marks = `${effect.maybe ? "?" : ""}${effect.partial ? "~" : ""}`;
  return `${detailsOf(effect)}${marks}`;
}

function detailsOf(effect: Effect): string {
  const at = effect.paths ? ` ${effect.paths.join(" ")}` : "";
  switch (effect.kind) {
    case "base":
      return "base";
    case "install":
      return `${effect.manager}: ${effect.packages.map(({ name, version }) => (version ? `${name}@${version}` : name)).join(" ")}`.trim();
    case "recommended":
      return `recommended by ${detailsOf(effect.of)}`;
    case "cuda":
      return `CUDA of ${effect.packages.map(({ name }) => name).join(" ")}`;
    case "upgrade":
      return `${effect.manager} upgrade`;
    case "cache":
      return effect.cache;
    case "compile":
      return `${effect.tool} compiles${at}`;
    case "symbols":
      return `${effect.tool} symbols${at}`;
    case "write":
      return `${effect.what}${at}`;
    case "clutter":
      return `${effect.what} ${effect.entries.map(({ path }) => path).join(" ")}${at}`;
    case "base-files":
      return `base-files ${effect.path}`;
    case "remove":
      return `removes ${effect.targets.join(" ")} (${effect.removes.map(({ kind }) => kind).join(" ")})`;
    case "rewrite":
      return `rewrites ${effect.targets.join(" ")} (${effect.rewrites.map(({ kind }) => kind).join(" ")})`;
    case "opaque":
      return "opaque";
  }
}

/** What one RUN leaves of one kind, on a base and after other lines. */
export function afterRun(kind: EffectKind, shell: string, base = "debian:12", before = ""): string[] {
  return show(model(`FROM ${base}\n${before}RUN ${shell}\n`), kind);
}

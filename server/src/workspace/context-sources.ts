// What a Dockerfile copies from its build context, by which the context is found.
import { analyze, mergeSettings, noSemanticFacts } from "../engine/index";

/** The sources of every COPY and ADD from the context. */
export function contextSourcesOf(text: string): readonly string[] {
  const { image } = analyze(text, mergeSettings(undefined, undefined).settings.analysis, noSemanticFacts);
  return image.instructions.flatMap(({ copy }) =>
    copy?.from.kind === "context" ? copy.sources.flatMap(({ path: source }) => source ?? []) : [],
  );
}

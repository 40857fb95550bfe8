// What a Dockerfile copies from its build context, by which the context is found.
import { buildImageModel, mergeSettings, noSemanticFacts, parseInstructions } from "../engine/index";

/** The sources of every COPY and ADD from the context. */
export function contextSourcesOf(text: string): readonly string[] {
  const { analysis } = mergeSettings(undefined, undefined).settings;
  const { instructions } = buildImageModel(parseInstructions(text), analysis, noSemanticFacts);
  return instructions.flatMap(({ copy }) =>
    copy?.from.kind === "context" ? copy.sources.flatMap(({ path: source }) => source ?? []) : [],
  );
}

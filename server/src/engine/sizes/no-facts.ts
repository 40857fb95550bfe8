// What analysis and pricing start from when nothing beyond the file is known, and the one fact that both read.
import type { SemanticFacts } from "../analysis";
import type { FactRequest, SizeFacts } from "./types";

export const noFacts: SizeFacts = { revision: 0, facts: new Map(), measurements: [] };

export const noSemanticFacts: SemanticFacts = {
  builds: [],
  cargoStrip: undefined,
  context: undefined,
  nodeProjects: [],
  requirements: [],
};

export const contextContentsRequest: FactRequest = { kind: "context-contents", key: "context-contents" };

/** What the size facts say of the build context's contents. */
export function contextFactsIn({ facts }: SizeFacts): SemanticFacts["context"] {
  const fact = facts.get(contextContentsRequest.key);
  return fact?.state === "known" ? fact.value.contents : undefined;
}

// What analysis and pricing start from when nothing beyond the file is known.
import type { SemanticFacts } from "../analysis";
import type { SizeFacts } from "./types";

export const noFacts: SizeFacts = { revision: 0, facts: new Map(), measurements: [] };

export const noSemanticFacts: SemanticFacts = { builds: [], cargoStrip: undefined };

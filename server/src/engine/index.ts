// The engine's only door: text in, findings and claims out. Nothing here reads a file, a clock or a network.
export type {
  Analysis,
  AnalysisSettings,
  Finding,
  InstructionPrice,
  PricedFinding,
  Pricing,
  SemanticFacts,
  StagePrice,
} from "./analysis";
export type * from "./builds";
export type * from "./image/types";
export type { Edit, Fix, RelatedLocation, Rule, RuleGroup, Severity } from "./rules/define-rule";
export type { EffectiveSettings, SettingsProblem } from "./settings";
export type * from "./sizes/types";
export { parseDockerfile } from "./syntax/parse-dockerfile";
export { offsetAt, positionAt } from "./syntax/positions";
export type * from "./syntax/types";

// The engine's only door: text in, findings and claims out. Nothing here reads a file, a clock or a network.
export type {
  Analysis,
  AnalysisSettings,
  Finding,
  InstructionPrice,
  LargestEntry,
  PricedFinding,
  PricePart,
  Pricing,
  SemanticFacts,
  StagePrice,
} from "./analysis";
export { analyze, analyzeInContext } from "./analyze";
export { budgetOf, budgetText } from "./budgets";
export {
  isRemoteContext,
  joinInputs,
  type Read,
  readCacheText,
  readSecretText,
  readSshText,
  resolveInputs,
} from "./build-inputs";
export type * from "./builds";
export { tellingParts } from "./comparison/compare-contents";
export {
  compareMeasurements,
  imageTotal,
  isNews,
  type PricedMeasurement,
} from "./comparison/compare-measurements";
export {
  differenceOf,
  formatDifference,
  formatShare,
  likelyDifference,
  signedBytes,
} from "./comparison/differences";
export { firstSentence } from "./comparison/markdown";
export {
  comparisonReport,
  headline,
} from "./comparison/report";
export { comparisonTexts } from "./comparison/side-texts";
export type * from "./comparison/types";
export { afterIgnoring, type ClutterEntry, type ClutterKind, type ContextFacts } from "./context-facts";
export { editDistance } from "./edit-distance";
export { engineReport } from "./engine-report";
export { explainMeasurement } from "./explain-measurement";
export { applyEdits, editsConflict, smallestEdit } from "./fixes/apply-edits";
export { applyUntilStable, type ChooseFix, type FixAllResult, fixAll, safestFix } from "./fixes/fix-all";
export { buildImageModel } from "./image/build-image-model";
export type * from "./image/types";
export { Trends, trendText } from "./measurement-trends";
export { messageOf } from "./message-of";
export { argumentsOf, builtText, type NamedBuild, namedBuildText, withNamedBuilds } from "./named-builds";
export { nameProblems } from "./named-stages";
export { type NodePackage, type NodePlatform, packageKey } from "./node-packages";
export type { NodeProject } from "./node-project";
export { judgeProof } from "./proofs/judge";
export { proofMarkdown } from "./proofs/proof-markdown";
export { checkRows, checkText, proofRows, proofSentence } from "./proofs/proof-text";
export type * from "./proofs/types";
export { markerHolds, normaliseName, type PythonTarget } from "./python-markers";
export type * from "./python-resolution";
export { bestWheel } from "./python-wheels";
export { rebuildKinds, rebuildLabel, rebuildNote, rebuildText } from "./rebuild-times";
export { type Requirement, type RequirementsFile, readRequirement, releaseOf } from "./requirements";
export { ruleDocumentationUrl, rules } from "./rules/catalogue";
export type { Edit, Fix, RelatedLocation, Rule, RuleGroup, Severity } from "./rules/define-rule";
export {
  isNamedByUser,
  readSavedMeasurement,
  renamed,
  savedMeasurementKey,
  savedMeasurementText,
  type UnreadableMeasurement,
} from "./saved-measurements";
export {
  type EffectiveSettings,
  type MergedSettings,
  mergeSettings,
  type SettingsProblem,
} from "./settings";
export { editorConfiguration, type Setting, settingsCatalogue, settingsFileSchema } from "./settings-catalogue";
export {
  analyzeBudget,
  type BudgetAnalysis,
  budgetAdvice,
  type Contributor,
} from "./sizes/budget-analysis";
export {
  boundsOf,
  estimatedClaim,
  exactClaim,
  measuredClaim,
  subtractClaims,
  sumClaims,
  sumTotals,
  unknownClaim,
} from "./sizes/claims";
export { type CostRow, costTable } from "./sizes/cost-table";
export { DebianIndex } from "./sizes/debian-index";
export { type ExplainOptions, type ExplainRole, type ExplainStyle, explainFile } from "./sizes/explain";
export {
  formatBytes,
  formatClaim,
  formatDuration,
  formatRange,
  formatTotal,
  formatTransfer,
  instructionHint,
  parseSize,
  stageHint,
} from "./sizes/format";
export {
  measurementKeys,
  measurementsOf,
  withNewer,
} from "./sizes/measurement-keys";
export { contextFactsIn, noFacts, noSemanticFacts } from "./sizes/no-facts";
export { factsWanted, price, savingTogether } from "./sizes/price";
export type * from "./sizes/types";
export { ignoreEdits } from "./suppressions/ignore-edits";
export type { SuppressionScope } from "./suppressions/read-suppressions";
export { instructionText } from "./syntax/instruction-text";
export { parseDockerfile, parseInstructions } from "./syntax/parse-dockerfile";
export { findLineStarts, offsetAt, positionAt } from "./syntax/positions";
export type * from "./syntax/types";

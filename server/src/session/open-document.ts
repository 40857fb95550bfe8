// One open document: its text and settings, and what was computed from them, each kept until what it rests on changes.
import {
  type Analysis,
  type AnalysisSettings,
  afterIgnoring,
  analyze,
  analyzeInContext,
  applyUntilStable,
  type ChooseFix,
  contextFactsIn,
  type EffectiveSettings,
  type Finding,
  type FixAllResult,
  type MergedSettings,
  type NamedBuild,
  nameProblems,
  noSemanticFacts,
  type Pricing,
  price,
  type SavedMeasurement,
  type SemanticFacts,
  type SettingsProblem,
  type SizeFacts,
  withNamedBuilds,
} from "../engine/index";
import { type BuildFailure, locateFailure } from "./build-failure";
import type { DocumentFacts } from "./document-facts";
import { type DoorSettings, readSettings, type SettingsFile } from "./document-settings";
import type { DocumentPlace, SurroundingFacts } from "./ports";
import type { BuildOptions, OtherFiles, Snapshot } from "./types";

/** A text that the session opened for itself: a committed version, or one that was measured before. */
export interface HiddenDocument {
  /** A build of it as it is to be kept. */
  readonly recorded: (measurement: Omit<SavedMeasurement, "id">) => Omit<SavedMeasurement, "id">;
}

export class OpenDocument {
  /** Resolves when settings file, semantic facts and kept measurements were read for the first time. */
  ready: Promise<void> = Promise.resolve();
  /** True once the text changed after opening: facts then wait for a moment of quiet. */
  typed = false;
  /** Who waits until no fact is missing. */
  readonly waiting: ((snapshot: Snapshot | undefined) => void)[] = [];
  /** Ends the planned look-up of facts; undefined where none is planned. */
  cancelLookUp: (() => void) | undefined;
  /** Counts readings of the surroundings, so that only the latest one counts. */
  readings = 0;

  private door: DoorSettings = { settings: undefined, folder: undefined };
  private settingsFile: SettingsFile | undefined;
  private surroundingsProblem: SettingsProblem | undefined;
  private surroundings: SurroundingFacts = noSemanticFacts;
  private failure: BuildFailure | undefined;
  private building = false;
  private kept: readonly SavedMeasurement[] = [];

  /** What lies in the build context, as the analysis knows it. */
  private context: SemanticFacts["context"];
  private merged: MergedSettings | undefined;
  /** The settings alone, without what Compose and Bake files add to them. */
  private ownSettings: EffectiveSettings | undefined;
  private analysis: Analysis | undefined;
  private pricing: Pricing | undefined;
  /** The facts that `pricing` rests on. */
  private pricedWith: SizeFacts | undefined;
  private current: Snapshot | undefined;

  constructor(
    readonly place: DocumentPlace,
    private version: number,
    private text: string,
    readonly facts: DocumentFacts,
    /** Set for a text that no door opened: nobody is told of it, and its builds are recorded as this says. */
    readonly hidden?: HiddenDocument,
  ) {}

  /** The settings that a door gave, for another version of the same file. */
  get doorSettings(): DoorSettings {
    return this.door;
  }

  /** True when that is another version, or another text under the same version. */
  setText(version: number, text: string): boolean {
    if (version === this.version && text === this.text) return false;
    this.typed = true;
    this.version = version;
    if (text !== this.text) {
      this.text = text;
      this.analysis = undefined;
    }
    this.current = undefined;
    return true;
  }

  /** Paths in the settings are relative to `folder`. */
  setEditorSettings(settings: unknown, folder: string | undefined): void {
    this.door = { settings, folder };
    this.settingsChanged();
  }

  /**
   * What was read from disk beside the document; `problem` says why the settings file could not be read.
   * True when that differs from what was read before.
   */
  setSurroundings(
    file: SettingsFile | undefined,
    problem: string | undefined,
    facts: SurroundingFacts = noSemanticFacts,
  ): boolean {
    const sameFile = file?.path === this.settingsFile?.path && file?.text === this.settingsFile?.text;
    const sameFacts = JSON.stringify(facts) === JSON.stringify(this.surroundings);
    if (sameFile && sameFacts && problem === this.surroundingsProblem?.message) return false;
    this.settingsFile = file;
    this.surroundingsProblem = problem === undefined ? undefined : { key: ".layer-cost.json", message: problem };
    this.surroundings = facts;
    if (!sameFacts) this.analysis = undefined;
    this.settingsChanged();
    return true;
  }

  /** Measured builds that are kept of this file, newest first. True when these are others than before. */
  setKept(kept: readonly SavedMeasurement[]): boolean {
    const label = (list: readonly SavedMeasurement[]) => JSON.stringify(list.map(({ id, name }) => [id, name]));
    if (label(kept) === label(this.kept)) return false;
    this.kept = kept;
    this.current = undefined;
    return true;
  }

  setFailure(failure: BuildFailure | undefined): void {
    this.failure = failure;
    this.current = undefined;
  }

  /** Gives the memory of the analysis back; the next one who asks has it computed again. */
  rest(): void {
    this.analysis = undefined;
    this.pricing = undefined;
    this.current = undefined;
  }

  /** Whether a build of this file runs or waits: nothing has to be computed anew. */
  setBuilding(building: boolean): void {
    this.building = building;
    this.current = undefined;
  }

  /** The current version, analysed and priced if it was not yet; the same object while nothing changed. */
  snapshot(): Snapshot {
    const facts = this.facts.sizeFacts();
    if (facts === this.pricedWith && this.current) return this.current;
    const { analysis, merged } = this.analysed();
    const { settings, problems } = merged;
    if (facts !== this.pricedWith) this.pricing = undefined;
    this.pricedWith = facts;
    this.pricing ??= price(analysis, facts);
    const buildFailure = this.failure && locateFailure(this.failure, analysis);
    if (!buildFailure) this.failure = undefined;
    this.current = {
      uri: this.place.uri,
      path: this.place.path,
      version: this.version,
      text: this.text,
      settings,
      settingsProblems: [...problems, ...nameProblems(analysis, facts)],
      analysis,
      pricing: this.pricing,
      buildFailure,
      building: this.building,
      kept: this.kept,
      builds: this.surroundings.builds,
    };
    return this.current;
  }

  /** The current version, analysed if it was not yet, and the settings that this was done with. */
  analysed(): { readonly analysis: Analysis; readonly merged: MergedSettings } {
    this.merged ??= this.mergeSettings();
    const { merged } = this;
    const settings = merged.settings.analysis;
    if (this.analysis && JSON.stringify(this.analysis.settings) !== JSON.stringify(settings)) this.analysis = undefined;
    const context = contextFactsIn(this.facts.sizeFacts());
    if (!this.analysis || context !== this.context) {
      this.context = context;
      this.analysis = this.analysis
        ? analyzeInContext(this.analysis, this.semantic)
        : analyze(this.text, settings, this.semantic);
      this.pricing = undefined;
      this.current = undefined;
    }
    return { analysis: this.analysis, merged };
  }

  private get semantic(): SemanticFacts {
    return { ...this.surroundings, context: this.context };
  }

  /**
   * The current text, and the ignore file's, with the fixes applied that are chosen for reported findings, until there are
   * none left; and each finding's analysis, which may be of a text in between.
   */
  applyFixes(choose: ChooseFix, others: OtherFiles): FixAllResult & { readonly analyses: Map<Finding, Analysis> } {
    const { settings, pricing, analysis } = this.snapshot();
    const { context } = this;
    const ignoreFile = context?.ignoreFile;
    const mayChange = ignoreFile && (others === "new" || (others === "existing" && ignoreFile.exists));
    const files = new Map(mayChange ? [[ignoreFile.path, ignoreFile.text]] : []);
    const analyses = new Map<Finding, Analysis>();
    const reported = (text: string, changed: ReadonlyMap<string, string>) => {
      const ignoreText = ignoreFile && (changed.get(ignoreFile.path) ?? ignoreFile.text);
      const isCurrent = text === this.text && ignoreText === ignoreFile?.text;
      const ignoring = context && ignoreText !== undefined ? afterIgnoring(context, ignoreText) : context;
      const analysed = isCurrent ? analysis : analyze(text, settings.analysis, { ...this.semantic, context: ignoring });
      const priced = isCurrent ? pricing : price(analysed, this.facts.sizeFacts());
      const findings = priced.findings.map(({ finding }) => finding);
      for (const finding of findings) analyses.set(finding, analysed);
      return findings;
    };
    return { ...applyUntilStable(this.text, reported, choose, files), analyses };
  }

  /** A text of this document analysed as a build with other arguments or another platform sees it. */
  analysedFor(changes: Partial<AnalysisSettings>, text = this.text): Analysis {
    const { analysis, settings } = this.snapshot();
    return Object.keys(changes).length === 0 && text === this.text
      ? analysis
      : analyze(text, { ...settings.analysis, ...changes }, this.semantic);
  }

  /**
   * The settings for a build of one target, or of the one that Compose or Bake call `origin`: of their files, only what
   * they say of that counts.
   */
  settingsFor({ target, origin }: Pick<BuildOptions, "target" | "origin">): {
    readonly settings: EffectiveSettings;
    readonly builds: readonly NamedBuild[];
  } {
    const { settings } = this.snapshot();
    const { builds } = this.surroundings;
    const chosen = builds.filter((build) => build.origin === origin);
    const named = chosen.length > 0 ? chosen : target === undefined ? [] : this.buildsOf(target);
    if (named.length === 0) return { settings, builds };
    return { settings: withNamedBuilds(this.ownSettings ?? settings, named), builds: named };
  }

  /** What Compose and Bake files say of the builds of one target; of all, without one. */
  buildsOf(target: string | undefined): readonly NamedBuild[] {
    const { builds } = this.surroundings;
    if (target === undefined) return builds;
    const { image } = this.snapshot().analysis;
    const wanted = image.findStage(target);
    const stageOf = ({ target }: NamedBuild) =>
      target === undefined ? image.stages.at(-1) : target === null ? undefined : image.findStage(target);
    return wanted ? builds.filter((build) => stageOf(build) === wanted) : [];
  }

  private mergeSettings(): MergedSettings {
    const { settings, problems } = readSettings(this.place, this.door, this.settingsFile);
    this.ownSettings = settings;
    return {
      settings: withNamedBuilds(settings, this.surroundings.builds),
      problems: [...(this.surroundingsProblem ? [this.surroundingsProblem] : []), ...problems],
    };
  }

  private settingsChanged(): void {
    this.merged = undefined;
    this.current = undefined;
  }
}

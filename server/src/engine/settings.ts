// Settings as every door understands them: defaults, `.layer-cost.json` over editor settings, unknown keys reported.
import type { AnalysisSettings } from "./analysis";

/** What a document's settings come down to once file, editor and defaults are merged. */
export interface EffectiveSettings {
  readonly analysis: AnalysisSettings;
  /** Bytes, for one target name or "" for all. */
  readonly budgets: Readonly<Record<string, number>>;
  /** As written: relative to the settings file (made absolute by who read it) or to the workspace folder. */
  readonly buildContext: string | undefined;
  readonly buildTarget: string | undefined;
  readonly inlayHints: { readonly stages: boolean; readonly instructions: boolean; readonly minimum: number };
  readonly codeLens: boolean;
  readonly hover: boolean;
  readonly engine: string | undefined;
}

export interface SettingsProblem {
  readonly key: string;
  /** One sentence, with the nearest valid key or value. */
  readonly message: string;
}

// What `analyze` and `price` give back: the engine's two answers, in its own types.
import type { ContextFacts } from "./context-facts";
import type { Effect, ImageModel, Instruction, Stage } from "./image/types";
import type { NamedBuild } from "./named-builds";
import type { NodeProject } from "./node-project";
import type { RequirementsFile } from "./requirements";
import type { Edit, Fix, RelatedLocation, Rule, RuleFinding, Severity } from "./rules/define-rule";
import type { FactRequest, SizeClaim, SizeFacts, Total } from "./sizes/types";
import type { DockerfileSyntax, TextRange } from "./syntax/types";

/** The few facts that change what is found. */
export interface SemanticFacts {
  /** What Compose and Bake files say of this file's builds; where settings say something, that counts. */
  readonly builds: readonly NamedBuild[];
  /** Effective `[profile.release] strip` of the workspace's Cargo.toml, where known. */
  readonly cargoStrip: boolean | undefined;
  /** What lies in the build context; undefined: not known, or not yet. */
  readonly context: ContextFacts | undefined;
  /** Node projects of the build context. */
  readonly nodeProjects: readonly NodeProject[];
  /** Requirements files of the build context. */
  readonly requirements: readonly RequirementsFile[];
}

/** The settings that analysis and pricing read. */
export interface AnalysisSettings {
  /** Rule id → severity, or off. */
  readonly rules: Readonly<Record<string, Severity | "off">>;
  /** Bytes; a finding whose saving's high end is below it is not reported. Default 1,000,000. */
  readonly minimumSaving: number;
  /** Stage names or numbers; empty: the last stage. */
  readonly targets: readonly string[];
  /** Build arguments that override ARG defaults. */
  readonly buildArguments: Readonly<Record<string, string>>;
  readonly platform: string | undefined;
  /** Bytes that targets may have: by their name or number, or "" for all. */
  readonly budgets: Readonly<Record<string, number>>;
}

export interface Finding {
  /** Stable between analyses of equal text: rule, offset and a counter. */
  readonly id: string;
  readonly rule: Rule;
  readonly message: string;
  readonly range: TextRange;
  readonly stage: Stage;
  readonly related: readonly RelatedLocation[];
  readonly reclaims: RuleFinding<never>["reclaims"];
  readonly replacesBase: RuleFinding<never>["replacesBase"];
  /** Fixed severity (settings, rule or message), or by what it saves. */
  readonly severity: Severity | "by-saving";
  /** Offered fixes, safe ones first; computed once. */
  readonly fixes: () => readonly Fix[];
}

export interface Analysis {
  readonly syntax: DockerfileSyntax;
  readonly image: ImageModel;
  /** In the order of the file; suppressed ones are left out. The rules run when this, or `problems`, is first asked for. */
  readonly findings: readonly Finding[];
  /** Instructions that could not be read, rules that failed, a file that is too large: in the user's words. */
  readonly problems: readonly { readonly message: string; readonly range: TextRange }[];
  readonly settings: AnalysisSettings;
}

/** A finding with its price: what the doors show. */
export interface PricedFinding {
  readonly finding: Finding;
  readonly saving: SizeClaim;
  /** Never "by-saving" any more. */
  readonly severity: Severity;
}

export interface StagePrice {
  readonly stage: Stage;
  readonly base: SizeClaim;
  /** What the stage adds to what it stands on. */
  readonly own: Total;
  readonly total: Total;
}

/** What one effect of an instruction takes. */
export interface PricePart {
  readonly kind: Effect["kind"];
  /** Undefined for what is known without: apt's own records. */
  readonly effect: Effect | undefined;
  readonly label: string;
  readonly claim: SizeClaim;
  /** The biggest packages, files or folders of it, largest first, where that is known. */
  readonly largest: readonly LargestEntry[];
}

/** A package, file or folder, with the bytes that it likely takes unpacked. */
export interface LargestEntry {
  readonly name: string;
  readonly bytes: number;
}

export interface InstructionPrice {
  readonly instruction: Instruction;
  /** FROM: the base's own claim. Instructions that store nothing: measured or estimated 0. */
  readonly size: Total;
  /** What makes it up, largest first; made when it is asked for. */
  readonly parts: readonly PricePart[];
  /** FROM an external image: what is pulled for it, compressed; undefined where nobody knows. */
  readonly pulled: SizeClaim | undefined;
  readonly durationMs: number | undefined;
  readonly cached: boolean | undefined;
}

export interface Pricing {
  readonly stages: readonly StagePrice[];
  /** By `Instruction.index`; undefined where an index is not in a stage (preamble). */
  readonly instructions: ReadonlyMap<number, InstructionPrice>;
  /** Reported findings only: below the minimum saving they are dropped. */
  readonly findings: readonly PricedFinding[];
  /** What all reported findings together give back on a stage and its chain, no byte counted twice. */
  readonly savings: ReadonlyMap<Stage, SizeClaim>;
  readonly wanted: readonly FactRequest[];
  /** Facts asked for that have not arrived yet. */
  readonly pending: number;
  readonly facts: SizeFacts;
}

export type { Edit, Fix };

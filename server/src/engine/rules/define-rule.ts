// What a rule is: metadata, docs, messages and a check that names effects and never a number.
import type { BrokenBudget } from "../budgets";
import { broughtAlong } from "../image/shipping";
import type { Effect, ImageModel, ImageReference, Stage } from "../image/types";
import type { UnusedSuppression } from "../suppressions/apply-suppressions";
import type { TextRange } from "../syntax/types";

export type RuleGroup =
  | "stages"
  | "copies"
  | "leftovers"
  | "binaries"
  | "dependencies"
  | "build-cache"
  | "budgets"
  | "suppressions";
export type Severity = "error" | "warning" | "info" | "hint";

/** One replacement in the document (offsets), or in another file of the workspace when `path` is set (relative to the Dockerfile). */
export interface Edit {
  readonly range: TextRange;
  readonly newText: string;
  readonly path?: string;
}

/** A "needs-review" fix must say what to review. */
export type Fix = {
  /** Imperative, no full stop: `Remove the package lists in the same RUN`. */
  readonly title: string;
  /** Disjoint, in ascending order. */
  readonly edits: readonly Edit[];
} & ({ readonly applicability: "safe" } | { readonly applicability: "needs-review"; readonly review: string });

export interface RelatedLocation {
  readonly range: TextRange;
  readonly message: string;
}

/** What a check yields. */
export interface RuleFinding<Messages> {
  readonly message: keyof Messages & string;
  readonly data: Record<string, string>;
  readonly at: TextRange;
  /** The shipped stage that pays for it. */
  readonly stage: Stage;
  readonly related?: readonly RelatedLocation[];
  /** Effects whose bytes the remedy takes back. */
  readonly reclaims: readonly Effect[];
  /** The remedy stands the stage on another external image. */
  readonly replacesBase?: { readonly effect: Effect; readonly by: ImageReference };
  /** Computed only when asked for. */
  readonly fixes: () => readonly Fix[];
  /** Overrides the rule's severity for this message, e.g. a milder "hint"; such a finding is not raised by its saving. */
  readonly severity?: Severity;
}

export interface RuleDocs {
  /** One sentence: what is flagged. */
  readonly summary: string;
  readonly why: string;
  readonly remedy: string;
  readonly whenNotToUse: string;
  /** Folder of fixtures under test/fixtures that hold the page's examples: `leftovers/package-cache-left`. */
  readonly examples: string;
}

type MessageFunctions = Record<string, (data: never) => string>;

export interface RuleDefinition<Messages extends MessageFunctions = MessageFunctions> {
  /** Kebab-case name of the bad pattern, never reused. */
  readonly id: string;
  readonly group: RuleGroup;
  readonly since: string;
  /** "by-saving": warning from 10 MB or 5 % of the target, info above the minimum, silent below; unknown savings are info. A fixed one is always that. */
  readonly severity: Severity | "by-saving";
  readonly docs: RuleDocs;
  readonly messages: Messages;
  /**
   * `unused`: the ignore comments that ignored nothing; empty unless `afterSuppression`. `broken`: targets over their
   * budgets; empty unless `afterPricing`.
   */
  readonly check: (
    image: ImageModel,
    unused: readonly UnusedSuppression[],
    broken: readonly BrokenBudget[],
  ) => Iterable<RuleFinding<Messages>>;
  /** Findings that are not known to save the minimum are none: what they would take back may be nothing. */
  readonly onlyKnownSavings?: true;
  /** Runs once all other findings went through the ignore comments. */
  readonly afterSuppression?: true;
  /** Runs once everything is priced; its findings are about sizes, and may rest on measurements. */
  readonly afterPricing?: true;
}

/** A rule whose message types are no longer visible: what the catalogue holds. */
export interface Rule extends Omit<RuleDefinition, "messages" | "check"> {
  readonly check: (
    image: ImageModel,
    unused: readonly UnusedSuppression[],
    broken: readonly BrokenBudget[],
  ) => Iterable<Omit<RuleFinding<MessageFunctions>, "message" | "data"> & { readonly text: string }>;
}

/** Where the stage that pays for a finding takes the layers of the one below; nothing where they are one. */
export function inheritedBy(payer: Stage, stage: Stage): readonly RelatedLocation[] {
  return payer === stage
    ? []
    : [{ range: payer.from.range, message: `${payer.label} stands on ${stage.label} and ships its layers` }];
}

/** `a, b and c`, as a sentence names several things. */
export function listOf(names: readonly string[]): string {
  return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}

/** A stage's label where a sentence starts with it: `stage 2` → `Stage 2`; names stay as they are written. */
export function sentenceStart(label: string): string {
  return label.replace(/^stage (?=\d+$)/, "Stage ");
}

/** Without a package nothing comes along with it. */
function withCompanions(reclaims: readonly Effect[]): readonly Effect[] {
  const along = reclaims.flatMap((effect) => (effect.kind === "install" ? broughtAlong(effect) : []));
  return along.length === 0 ? reclaims : [...new Set([...reclaims, ...along])];
}

/** Defines a rule; the messages' parameters are checked against what the check yields only by name, so keep them few. */
export function defineRule<Messages extends MessageFunctions>(definition: RuleDefinition<Messages>): Rule {
  return {
    ...definition,
    *check(image, unused, broken) {
      for (const finding of definition.check(image, unused, broken)) {
        const say = definition.messages[finding.message] as (data: Record<string, string>) => string;
        yield { ...finding, reclaims: withCompanions(finding.reclaims), text: say(finding.data) };
      }
    },
  };
}

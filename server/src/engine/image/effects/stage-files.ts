// What lies where in a stage as its instructions are read: effects with their paths, and what later steps took away again.

import { covers } from "../paths";
import type { Effect } from "../types";
import { PathIndex } from "./path-index";

type Mutable<T> = T extends unknown ? { -readonly [K in keyof T]: T[K] } : never;

/** An effect while it may still change. */
export type EffectDraft = Mutable<Effect>;

/** An effect and what only the reading needs to know about it. */
export interface Draft {
  readonly effect: EffectDraft;
  /** False under a mount: there for later commands of the same RUN, never in the layer. */
  readonly inLayer: boolean;
  /** Gone before its layer closed (or stripped): not an effect after all. */
  dropped: boolean;
  /** Its paths name files, not directories. */
  readonly files: boolean;
  /** A build tree, which an install copies from: its symbols are those of what is installed. */
  readonly inBuildTree?: boolean | undefined;
  /** Unpacked into a folder of the archive's own below its path. */
  readonly inFolder?: boolean | undefined;
  /** Of a cache: where it lies in other releases of the system. */
  readonly elsewhere?: readonly string[] | undefined;
  /** `apk add --virtual NAME`. */
  readonly virtualName?: string | undefined;
}

export class StageFiles {
  /** Of this stage's own instructions, in order. */
  readonly own: Draft[] = [];
  /** Compiled programs and their symbols, of this stage and those below, by the one file that they are. */
  private readonly programs: Map<string, readonly Draft[]>;
  /** Development dependencies by their manager. */
  private readonly development = new Map<string, Draft[]>();
  /** Still in their layers, but removed from view by a later step of this stage. */
  private readonly hidden = new Set<Draft>();

  /** What this stage starts with; undefined until somebody asks. */
  private inherited: readonly Draft[] | undefined;
  /** What those start with that stand on this stage: it is read to its end before, and they share the list. */
  private left: readonly Draft[] | undefined;
  private leftIndex: PathIndex | undefined;
  /** The first `indexed` of its own. */
  private readonly index = new PathIndex();
  private indexed = 0;

  constructor(private readonly parent: StageFiles | undefined) {
    this.programs = new Map(parent?.programs);
  }

  add(draft: Draft): void {
    this.own.push(draft);
    const { kind, paths } = draft.effect;
    if (draft.effect.kind === "install" && draft.effect.development) {
      const { manager } = draft.effect;
      const others = this.development.get(manager);
      if (others) others.push(draft);
      else this.development.set(manager, [draft]);
    }
    if (draft.files && (kind === "compile" || kind === "symbols") && paths?.length === 1)
      this.programs.set(paths[0]!, [...(this.programs.get(paths[0]!) ?? []), draft]);
  }

  /** Compiled programs that are exactly this file, with their symbols, as far as they are still there. */
  programsAt(path: string): readonly Draft[] {
    return (this.programs.get(path) ?? []).filter((draft) => !draft.dropped && !this.hidden.has(draft));
  }

  private leftToOthers(): readonly Draft[] {
    if (this.own.length === 0 && this.hidden.size === 0 && this.parent) return this.parent.leftToOthers();
    this.left ??= [...this.visible()];
    return this.left;
  }

  /** A later layer removed it: its bytes stay where they are, but nobody sees the files any more. */
  hide(draft: Draft): void {
    this.hidden.add(draft);
  }

  /**
   * Development dependencies of a manager that are still there, oldest first. A list of its own: every install asks, and
   * a long file has many.
   */
  developmentOf(manager: string): readonly Draft[] {
    const own = (this.development.get(manager) ?? []).filter(({ dropped }) => !dropped);
    const left = own.filter((draft) => !this.hidden.has(draft));
    if (left.length < own.length) this.development.set(manager, left);
    return [...(this.parent?.developmentOf(manager) ?? []).filter((draft) => !this.hidden.has(draft)), ...left];
  }

  private indexLeftToOthers(): PathIndex {
    if (this.own.length === 0 && this.hidden.size === 0 && this.parent) return this.parent.indexLeftToOthers();
    this.leftIndex ??= new PathIndex(this.leftToOthers());
    return this.leftIndex;
  }

  /** Of what is visible but for the last `count` of its own: all that one of these paths may cover, and some more. */
  near(paths: readonly string[], count: number): readonly Draft[] {
    while (this.indexed < this.own.length - count) this.index.add(this.own[this.indexed++]!);
    const inherited = this.parent?.indexLeftToOthers().near(paths) ?? [];
    const own = this.index.near(paths).filter(({ dropped }) => !dropped);
    return [...inherited, ...own].filter((draft) => !this.hidden.has(draft));
  }

  /** What a COPY --from of this stage, or its next command, would find. */
  *visible(): Generator<Draft> {
    this.inherited ??= this.parent?.leftToOthers() ?? [];
    for (const draft of this.inherited) if (!this.hidden.has(draft)) yield draft;
    for (const draft of this.own) if (!draft.dropped && !this.hidden.has(draft)) yield draft;
  }
}

const textFile = /\.(c?js|mjs|ts|json|html?|css|md|txt|toml|ya?ml|xml|conf|cfg|ini|sh|py|rb|sql|h|hpp|pem|proto)$/;

/** How much of a draft a path takes in: all of its main path, some of its paths, a place inside of one, or nothing. */
export type Coverage = "whole" | "some" | "inside" | "none";

export function coverage(cover: string, draft: Draft): Coverage {
  const { effect } = draft;
  const { paths } = effect;
  if (!paths || paths.length === 0) return "none";
  // The outputs are what a compile effect is about; its build tree is beside the point for who copies the binary.
  if (covers(cover, paths[0]!)) return "whole";
  let inside = false;
  for (const path of paths) {
    if (covers(cover, path)) return "some";
    inside ||= covers(path, cover);
  }
  // A single text out of a build tree is no program.
  if ((effect.kind === "compile" || effect.kind === "symbols") && textFile.test(cover)) return "none";
  return inside ? "inside" : "none";
}

/** Does the path cover every path of the draft? */
export function coversAll(cover: string, draft: Draft): boolean {
  const { paths } = draft.effect;
  return paths !== undefined && paths.length > 0 && paths.every((path) => covers(cover, path));
}

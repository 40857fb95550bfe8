// What the readers of single commands share while one RUN is read: adding effects, taking them back, what is mounted.
import type { SemanticFacts } from "../../analysis";
import type { RunCommand } from "../commands";
import { homeOf, type InstructionNode, type StageNode } from "../nodes";
import { covers } from "../paths";
import type { AvoidedCache, Effect, EffectKind, Mount } from "../types";
import type { Draft, EffectDraft, StageFiles } from "./stage-files";

/** What a reader says about an effect; the context fills in the rest. */
export type NewEffect = { [K in EffectKind]: Details<Extract<Effect, { kind: K }>> }[EffectKind];
type Filled = "id" | "instruction" | "stage" | "shipped" | "range" | "command" | "maybe" | "origin" | "partial";
type Details<E> = Omit<E, Filled> & {
  readonly origin?: Effect | undefined;
  readonly partial?: boolean;
  readonly maybe?: boolean;
};

export class RunContext {
  readonly stage: StageNode;
  readonly files: StageFiles;
  readonly mounts: readonly Mount[];
  /** Effects of this instruction, dropped ones included. */
  readonly made: Draft[] = [];
  /** Paths that this RUN downloaded to: a script there is no clean-up from the context. */
  readonly downloads: string[] = [];
  /** The virtual environment that `activate` switched to. */
  activeEnvironment: string | undefined;
  /** What `apt-mark` said: what an autoremove takes, and what it leaves. */
  markedAutomatic: "all" | Set<string> | undefined;
  readonly markedManual = new Set<string>();
  /** Installed before `apt-mark showmanual`: stays when everything else is made automatic. */
  keptInstalls: ReadonlySet<Draft> = new Set();
  /** The branches of `if … else …` that fill a cache. */
  readonly branches = new Map<Draft, Set<string>>();
  /** Symbols, recommended packages and the like, by the effect that they came along with. */
  private readonly along = new Map<EffectDraft | Effect, Draft[]>();
  /** Caches that an unknown script may have removed. */
  private readonly doubted: Draft[] = [];
  /** Caches that a switch keeps from being filled. */
  readonly switchedOff: AvoidedCache[] = [];

  constructor(
    readonly instruction: InstructionNode,
    /** What the workspace says. */
    readonly facts: Pick<SemanticFacts, "cargoStrip" | "nodeProjects" | "requirements">,
  ) {
    this.stage = instruction.stage;
    this.files = instruction.stage.files;
    this.mounts = instruction.mounts;
  }

  /** Home directory of a user, or of who runs the instruction; undefined where unknown. */
  home(user: string | null | undefined): string | undefined {
    const home = this.instruction.lookup("HOME");
    if (user === undefined && home) return home;
    return homeOf(this.stage, user === undefined ? this.instruction.user : user);
  }

  /** Does a mount lie over this path? What is written there is in no layer. */
  isMounted(path: string): boolean {
    return this.mounts.some(({ target }) => target !== undefined && covers(target, path));
  }

  add(
    command: RunCommand | undefined,
    details: NewEffect,
    extra: {
      files?: boolean;
      overwrites?: boolean;
      virtualName?: string;
      inBuildTree?: boolean;
      inFolder?: boolean;
      elsewhere?: readonly string[];
    } = {},
  ): Draft {
    const { kind, paths } = details;
    // An unknown command writes elsewhere too.
    const inLayer = kind === "opaque" || !paths || paths.length === 0 || !this.isMounted(paths[0]!);
    const effect = {
      ...details,
      maybe: details.maybe ?? command?.maybe ?? false,
      origin: details.origin,
      partial: details.partial ?? false,
      id: 0,
      instruction: this.instruction,
      stage: this.stage,
      shipped: this.stage.shipped,
      range: command?.range ?? this.instruction.range,
      command,
    } as EffectDraft;
    const { overwrites, files = false, virtualName, inBuildTree, inFolder, elsewhere } = extra;
    const draft: Draft = { effect, inLayer, dropped: false, files, virtualName, inBuildTree, inFolder, elsewhere };
    if (overwrites) this.overwrite(draft);
    this.made.push(draft);
    if (effect.kind === "symbols" || effect.kind === "recommended" || effect.kind === "cuda")
      this.along.set(effect.of, [...(this.along.get(effect.of) ?? []), draft]);
    this.files.add(draft);
    return draft;
  }

  /** A program that is compiled to where another one lies takes its place, symbols included. */
  private overwrite({ effect: { paths, maybe } }: Draft): void {
    if (maybe || paths?.length !== 1) return;
    const replaced = this.files.programsAt(paths[0]!);
    for (const draft of replaced) {
      if (draft.effect.instruction === this.instruction) draft.dropped = true;
      else this.files.hide(draft);
    }
  }

  /** Takes an effect of this RUN back, with the symbols inside of it and what came along with it; conditionally, it only becomes uncertain. */
  drop(draft: Draft, maybe: boolean): void {
    // Both conditional: most often the same branch. Silence is the better mistake.
    if (maybe && !draft.effect.maybe) {
      draft.effect.maybe = true;
      if (draft.effect.kind === "cache") draft.effect.mayBeRemoved = true;
    } else draft.dropped = true;
    for (const other of this.along.get(draft.effect) ?? [])
      if (!other.dropped) {
        other.dropped = draft.dropped;
        other.effect.maybe ||= draft.effect.maybe;
      }
  }

  /** Effects of this RUN that are still there. */
  present(): Draft[] {
    return this.made.filter(({ dropped }) => !dropped);
  }

  findPresent(wanted: (draft: Draft) => boolean): Draft | undefined {
    return this.made.find((draft) => !draft.dropped && wanted(draft));
  }

  /** Effects of earlier layers that are still visible. */
  *earlier(): Generator<Draft> {
    const own = new Set(this.made);
    for (const draft of this.files.visible()) if (!own.has(draft)) yield draft;
  }

  /** Those of them that one of these paths may cover, and some more. */
  earlierNear(paths: readonly string[]): readonly Draft[] {
    return this.files.near(paths, this.made.length);
  }

  /** Caches that this RUN switched off or removed again, for certain. */
  avoidedCaches(): readonly AvoidedCache[] {
    const removed = this.made.flatMap((draft) => {
      const { effect } = draft;
      const isRemoved = draft.dropped && effect.kind === "cache" && !effect.maybe && !this.doubted.includes(draft);
      return isRemoved && effect.command && effect.paths
        ? [{ manager: effect.manager, cache: effect.cache, paths: effect.paths, command: effect.command }]
        : [];
    });
    return [...this.switchedOff, ...removed];
  }

  /** A script that cannot be read ran: it may have cleaned up, so nothing is said of caches any more. */
  doubtCaches(): void {
    for (const draft of this.made)
      if (!draft.dropped && draft.effect.kind === "cache") {
        draft.dropped = true;
        this.doubted.push(draft);
      }
  }

  /** An install reads the package lists: no script removed them before it. */
  proveLists(maybe: boolean): void {
    if (maybe) return;
    for (const draft of this.doubted)
      if (draft.effect.kind === "cache" && draft.effect.cache === "apt-lists") draft.dropped = false;
  }
}

/** An unknown command: it may write anything anywhere, most likely where it runs. One effect for each reason is enough. */
export function addOpaque(context: RunContext, command: RunCommand, reason: string, address?: string): void {
  const isSame = (effect: EffectDraft) =>
    effect.kind === "opaque" && effect.reason === reason && effect.address === address;
  if (context.findPresent(({ effect }) => isSame(effect))) return;
  const { workdir } = command;
  context.add(command, { kind: "opaque", reason, address, paths: workdir === undefined ? undefined : [workdir] });
}

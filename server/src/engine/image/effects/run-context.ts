// What the readers of single commands share while one RUN is read: adding effects, taking them back, what is mounted.
import type { RunCommand } from "../commands";
import { homeOf, type InstructionNode, type StageNode } from "../nodes";
import { covers } from "../paths";
import type { Effect, EffectKind, Mount } from "../types";
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
  /** Virtual environments that `activate` switched to, and packages marked automatic: state between commands. */
  activeEnvironment: string | undefined;
  markedAutomatic: "all" | Set<string> | undefined;
  /** Packages installed before `apt-mark showmanual` stay when everything else is made automatic. */
  keptInstalls: ReadonlySet<Draft> = new Set();
  /** Signs of a C build with default flags in this RUN: `configure`, `cmake`. */
  configured:
    | { readonly tool: "make" | "cmake" | "meson"; readonly prefix: string | undefined; readonly stripped: boolean }
    | undefined;
  opaqueReported = false;

  constructor(
    readonly instruction: InstructionNode,
    readonly cargoStrip: boolean | undefined,
  ) {
    this.stage = instruction.stage;
    this.files = instruction.stage.files;
    this.mounts = instruction.mounts;
  }

  home(user: string | undefined): string | undefined {
    const home = this.instruction.lookup("HOME");
    if (user === undefined && home) return home;
    return homeOf(this.stage, user ?? this.instruction.user);
  }

  /** Does a mount lie over this path, or might one whose target cannot be read? What is written there is in no layer. */
  isMounted(path: string): boolean {
    return this.mounts.some(
      ({ type, target }) =>
        type !== "ssh" && type !== "secret" && (target === undefined ? type !== "bind" : covers(target, path)),
    );
  }

  add(
    command: RunCommand | undefined,
    details: NewEffect,
    extra: { files?: boolean; virtualName?: string } = {},
  ): Draft {
    const { paths } = details;
    const inLayer = !paths || paths.length === 0 || !this.isMounted(paths[0]!);
    const effect = {
      id: 0,
      instruction: this.instruction,
      stage: this.stage,
      shipped: this.stage.shipped,
      range: command?.range ?? this.instruction.range,
      command,
      maybe: command?.maybe ?? false,
      origin: undefined,
      partial: false,
      ...details,
    } as EffectDraft;
    const draft: Draft = {
      effect,
      inLayer,
      dropped: false,
      files: extra.files ?? false,
      virtualName: extra.virtualName,
    };
    this.made.push(draft);
    this.files.add(draft);
    return draft;
  }

  /** Takes an effect of this RUN back, with the symbols inside of it; conditionally, it only becomes uncertain. */
  drop(draft: Draft, maybe: boolean): void {
    // Both conditional: most often the same branch. Silence is the better mistake.
    if (maybe && !draft.effect.maybe) draft.effect.maybe = true;
    else draft.dropped = true;
    for (const other of this.made)
      if (other.effect.kind === "symbols" && other.effect.of === draft.effect && !other.dropped) {
        other.dropped = draft.dropped;
        other.effect.maybe ||= draft.effect.maybe;
      }
  }

  /** Effects of this RUN that are still there. */
  *present(): Generator<Draft> {
    for (const draft of this.made) if (!draft.dropped) yield draft;
  }

  /** Effects of earlier layers that are still visible. */
  *earlier(): Generator<Draft> {
    const own = new Set(this.made);
    for (const draft of this.files.visible()) if (!own.has(draft)) yield draft;
  }
}

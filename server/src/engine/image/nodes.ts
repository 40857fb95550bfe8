// The model's stages and instructions while they are being read: the same objects that everybody else sees as read-only.

import type { InstructionSyntax, TextRange, Word } from "../syntax/types";
import type { RunCommand } from "./commands";
import type { StageFiles } from "./effects/stage-files";
import type { Base, CopyDetails, Effect, Instruction, Mount, Stage, System } from "./types";
import { emptyScope, expandWord, type Lookup, type VariableScope } from "./variables";

export class StageNode implements Stage {
  from!: InstructionNode;
  base!: Base;
  chain: readonly StageNode[] = [this];
  system: System = "unknown";
  readonly instructions: InstructionNode[] = [];
  shipped = false;
  reached = false;
  isTarget = false;
  readonly children: StageNode[] = [];
  hasOnbuild = false;
  workdir: string | undefined;
  root!: Base;

  /** State at the end of what was read so far; a stage that stands on this one starts from it. */
  scope: VariableScope = emptyScope;
  /** ENV alone, which a stage on top of this one inherits; ARG ends with its stage. */
  environment: VariableScope = emptyScope;
  user: string | undefined;
  /** What lies where; made when the stage's FROM is read. */
  files!: StageFiles;
  /** Virtual environments that this stage made: absolute directories. */
  readonly environments = new Set<string>();
  /** Home directories of users that the stage made: undefined where it has none. */
  readonly homes = new Map<string, string | undefined>();

  constructor(
    readonly index: number,
    readonly name: string | undefined,
    readonly label: string,
    readonly purpose: Stage["purpose"],
  ) {}

  /** Virtual environments of this stage and of what it stands on. */
  *allEnvironments(): Generator<string> {
    for (const stage of [...this.chain].reverse()) yield* stage.environments;
  }

  /** The local stage that this one stands on. */
  get parent(): StageNode | undefined {
    return this.chain[1];
  }
}

export class InstructionNode implements Instruction {
  readonly index: number;
  readonly keyword: string;
  readonly range: TextRange;
  effects: readonly Effect[] = [];
  mounts: readonly Mount[] = [];
  commands: readonly RunCommand[] = [];
  opaque = false;
  copy: CopyDetails | undefined;
  readonly variable: (name: string) => string | undefined;
  readonly expand: (word: Word) => string | undefined;
  /** As `variable`, but null where it is set to something unknown. */
  readonly lookup: Lookup;

  constructor(
    readonly syntax: InstructionSyntax,
    readonly stage: StageNode,
    scope: VariableScope,
    readonly workdir: string | undefined,
    readonly user: string | undefined,
  ) {
    this.index = syntax.index;
    this.keyword = syntax.keyword;
    this.range = syntax.range;
    this.lookup = (name) => scope.get(name);
    this.variable = (name) => scope.get(name) ?? undefined;
    this.expand = (word) => expandWord(word, this.lookup);
  }

  get shipped(): boolean {
    return this.stage.shipped;
  }
}

/**
 * Home directory of a user in a stage. Undefined where it has none or nobody can tell (a bare number).
 * `user` undefined: root, as images run by default.
 */
export function homeOf(stage: StageNode, user: string | undefined): string | undefined {
  const name = user?.split(":")[0] ?? "root";
  if (name === "" || name === "root" || name === "0") return "/root";
  for (const ancestor of stage.chain) if (ancestor.homes.has(name)) return ancestor.homes.get(name);
  return /^\d+$/.test(name) ? undefined : `/home/${name}`;
}

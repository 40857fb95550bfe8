// The model's stages and instructions while they are being read: the same objects that everybody else sees as read-only.

import type { InstructionSyntax, TextRange, Word } from "../syntax/types";
import type { RunCommand } from "./commands";
import type { StageFiles } from "./effects/stage-files";
import type { PackageManagerId } from "./managers/package-manager";
import type { AvoidedCache, Base, CopyDetails, Effect, Instruction, Mount, Stage, System } from "./types";
import { emptyScope, expandWord, type Lookup, type VariableScope } from "./variables";

/** How a native build was configured. */
export interface NativeBuild {
  readonly tool: "make" | "cmake" | "meson";
  /** Where the build takes place; undefined where unknown. */
  readonly directory: string | undefined;
  /** Absolute; undefined: the build system's default; null: it cannot be read. */
  readonly prefix: string | null | undefined;
  /** The linker leaves symbols out, or may do so. */
  readonly stripped: boolean;
}

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
  architecture: string | undefined;

  /** State at the end of what was read so far; a stage that stands on this one starts from it, ARGs included. */
  scope: VariableScope = emptyScope;
  /** The last USER: undefined where there is none, null where its value is unknown. */
  user: string | null | undefined;
  /** What lies where; made when the stage's FROM is read. */
  files!: StageFiles;
  /** Virtual environments of this stage and of what it stands on, oldest first: absolute directories. */
  environments: readonly string[] = [];
  /** Home directories of users that the stage made: undefined where it has none. */
  readonly homes = new Map<string, string | undefined>();
  /** Managers whose configuration a step wrote: what it switches cannot be seen, so that nothing is said of it. */
  readonly configuredManagers = new Set<PackageManagerId>();
  /** What steps configured of managers, by the environment variable that says the same; null where it is unknown. */
  managerSettings: ReadonlyMap<string, string | null> = new Map();
  /** Which Yarn the steps so far say is used; "either": package.json decides; undefined: Classic, as Node's images have it. */
  yarn: "classic" | "berry" | "either" | undefined;
  /** Managers whose configuration leaves recommended packages out, or may do so. */
  readonly withoutRecommends = new Set<PackageManagerId>();
  /** A step put another shell in the place of `/bin/sh`. */
  replacesShell = false;
  /** The official images' removal of downloaded packages (`docker-clean`) is gone. */
  keepsArchives = false;
  /** Every `configure`, `cmake` and `meson setup`, oldest first: what a later `make install` there follows. */
  nativeBuilds: readonly NativeBuild[] = [];

  readonly label: string;
  readonly purpose: Stage["purpose"];

  constructor(
    readonly index: number,
    readonly name: string | undefined,
  ) {
    this.label = name ?? `stage ${index}`;
    this.purpose = purposeOf(name);
  }

  /** Starts from the state in which the stage below ended. */
  inherit(parent: StageNode): void {
    this.chain = [this, ...parent.chain];
    parent.children.push(this);
    this.root = parent.root;
    this.system = parent.system;
    this.architecture = parent.architecture;
    this.scope = parent.scope;
    this.workdir = parent.workdir;
    this.user = parent.user;
    this.environments = parent.environments;
    for (const [user, home] of parent.homes) this.homes.set(user, home);
    for (const manager of parent.configuredManagers) this.configuredManagers.add(manager);
    this.managerSettings = parent.managerSettings;
    this.yarn = parent.yarn;
    for (const manager of parent.withoutRecommends) this.withoutRecommends.add(manager);
    this.replacesShell = parent.replacesShell;
    this.keepsArchives = parent.keepsArchives;
    this.nativeBuilds = parent.nativeBuilds;
  }
}

export class InstructionNode implements Instruction {
  readonly index: number;
  readonly keyword: string;
  readonly range: TextRange;
  effects: readonly Effect[] = [];
  mounts: readonly Mount[] = [];
  avoidedCaches: readonly AvoidedCache[] = [];
  commands: readonly RunCommand[] = [];
  opaque = false;
  copy: CopyDetails | undefined;
  readonly variable: (name: string) => string | undefined;
  readonly expand: (word: Word) => string | undefined;
  /** As `variable`, but null where it is set to something unknown. */
  readonly lookup: Lookup;
  /** Whether an ARG that nothing sets declares a variable. */
  readonly isLeftOpen: (name: string) => boolean;

  constructor(
    readonly syntax: InstructionSyntax,
    readonly stage: StageNode,
    scope: VariableScope,
    readonly workdir: string | undefined,
    readonly user: string | null | undefined,
  ) {
    this.index = syntax.index;
    this.keyword = syntax.keyword;
    this.range = syntax.range;
    this.lookup = (name) => scope.get(name);
    this.isLeftOpen = (name) => scope.isLeftOpen(name);
    this.variable = (name) => scope.get(name) ?? undefined;
    this.expand = (word) => expandWord(word, this.lookup);
  }

  get shipped(): boolean {
    return this.stage.shipped;
  }
}

/**
 * Home directory of a user in a stage. Undefined where it has none or nobody can tell (a bare number, null).
 * `user` undefined: root, as images run by default.
 */
export function homeOf(stage: StageNode, user: string | null | undefined): string | undefined {
  if (user === null) return undefined;
  const name = user?.split(":")[0] ?? "root";
  if (name === "" || name === "root" || name === "0") return "/root";
  if (stage.homes.has(name)) return stage.homes.get(name);
  return /^\d+$/.test(name) ? undefined : `/home/${name}`;
}

/** A directory that appears: a user whose home it is has one now. */
export function noteDirectory(stage: StageNode, path: string): void {
  const user = /^\/home\/([^/]+)/.exec(path)?.[1];
  if (user !== undefined && stage.homes.has(user)) stage.homes.set(user, stage.homes.get(user) ?? `/home/${user}`);
}

const toolchainNames = new Set(
  "test tests testing tester unittest unittests integration e2e dev develop development devcontainer debug debugger lint linter ci build builder builds buildenv compile compiler toolchain sdk check checks validate validator validation verify bench benchmark docs".split(
    " ",
  ),
);

/** Stages that are named after making or checking rather than running. */
function purposeOf(name: string | undefined): Stage["purpose"] {
  return name
    ?.toLowerCase()
    .split(/[-_.]/)
    .some((part) => toolchainNames.has(part))
    ? "toolchain"
    : "runtime";
}

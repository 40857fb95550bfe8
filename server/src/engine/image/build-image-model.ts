// Builds the image model of a file: stages and what they stand on, every instruction's effects, what ships.
import type { AnalysisSettings, SemanticFacts } from "../analysis";
import type { ContextFacts } from "../context-facts";
import { argumentsOf, lastStage, targetsOf } from "../named-builds";
import type { DockerfileSyntax, InstructionSyntax, Word } from "../syntax/types";
import { type RunCommand, readCommands } from "./commands";
import { withoutWanted } from "./context-clutter";
import { declareArguments, readEnvironment } from "./declarations";
import { readCopyEffects } from "./effects/copy-effects";
import { RunContext } from "./effects/run-context";
import { readRunEffects } from "./effects/run-effects";
import { type Draft, StageFiles } from "./effects/stage-files";
import { isKnownImage, knownImage, readImageReference, systemOf } from "./image-references";
import { InstructionNode, StageNode } from "./nodes";
import { resolvePath } from "./paths";
import { readCopy, readMounts } from "./read-copy";
import { mayWrite } from "./shell-tests";
import type { Base, Effect, EffectKind, ImageModel } from "./types";
import { emptyScope, expandWord, platformArguments, VariableScope } from "./variables";

/** What an image without a PATH of its own runs with; others add to it, and what they put in front is not known. */
const defaultPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

type ModelSettings = Pick<AnalysisSettings, "targets" | "buildArguments" | "platform">;

/** Reads the whole file's stages in one pass from top to bottom: a stage only ever uses stages above it. */
export function buildImageModel(syntax: DockerfileSyntax, settings: ModelSettings, facts: SemanticFacts): ImageModel {
  return new ModelBuilder(syntax, settings, facts).build();
}

class ModelBuilder {
  private readonly preamble: InstructionSyntax[] = [];
  private readonly stages: StageNode[] = [];
  private readonly instructions: InstructionNode[] = [];
  private readonly drafts: Draft[] = [];
  private globals: VariableScope = emptyScope;
  /** Values of build arguments by settings and workspace; null where the workspace's builds differ. */
  private readonly given: Readonly<Record<string, string | null>>;
  private readonly context: ContextFacts | undefined;
  private readonly platform: Readonly<Record<string, string | null>>;
  /** Stages that an instruction needs other than by FROM. */
  private readonly needs = new Map<StageNode, Set<StageNode>>();

  constructor(
    private readonly syntax: DockerfileSyntax,
    private readonly settings: ModelSettings,
    private readonly facts: SemanticFacts,
  ) {
    this.given = { ...argumentsOf(facts.builds), ...settings.buildArguments };
    this.context = facts.context && withoutWanted(facts.context, syntax);
    this.platform = platformArguments(settings.platform);
    for (const [name, value] of Object.entries(this.platform))
      this.globals = new VariableScope(this.globals, name, value, false);
  }

  build(): ImageModel {
    for (const instruction of this.syntax.instructions) {
      const stage = this.stages.at(-1);
      if (instruction.keyword === "FROM") this.openStage(instruction);
      else if (stage) this.readInstruction(stage, instruction);
      else this.readPreamble(instruction);
    }
    const named = this.namedTargets();
    const targets = this.markTargets(named);
    const effects = this.closeEffects();
    const shipped = new Map<EffectKind, readonly Effect[]>();
    return {
      syntax: this.syntax,
      preamble: this.preamble,
      stages: this.stages,
      targets,
      targetsAreNamed: named !== undefined,
      context: this.context,
      instructions: this.instructions,
      effects,
      nodeProjects: this.facts.nodeProjects,
      requirements: this.facts.requirements,
      shippedEffects: <K extends EffectKind>(kind: K) => {
        let list = shipped.get(kind);
        if (!list) {
          list = effects.filter((effect) => effect.kind === kind && effect.shipped);
          shipped.set(kind, list);
        }
        return list as readonly Extract<Effect, { kind: K }>[];
      },
      findStage: (name, before) => this.findStage(name, before?.index),
    };
  }

  private findStage(name: string, before = this.stages.length): StageNode | undefined {
    const wanted = name.toLowerCase();
    const byName = this.stages.slice(0, before).findLast((stage) => stage.name?.toLowerCase() === wanted);
    if (byName) return byName;
    return /^\d+$/.test(name) && Number(name) < before ? this.stages[Number(name)] : undefined;
  }

  private readPreamble(instruction: InstructionSyntax): void {
    this.preamble.push(instruction);
    if (instruction.keyword === "ARG")
      this.globals = declareArguments(instruction, this.globals, {
        lookup: (name) => this.globals.get(name),
        given: this.given,
      });
  }

  private openStage(syntax: InstructionSyntax): void {
    const index = this.stages.length;
    const name = syntax.words[1]?.literal?.toLowerCase() === "as" ? syntax.words[2]?.literal : undefined;
    const stage = new StageNode(index, name);
    const base = this.readBase(syntax.words[0]);
    stage.base = base;
    const parent = base.kind === "stage" ? (base.stage as StageNode) : undefined;
    if (parent) stage.inherit(parent);
    else {
      stage.root = base;
      stage.system = systemOf(base);
      const known = knownImage(base);
      for (const [variable, value] of Object.entries({ PATH: defaultPath, ...known.environment }))
        stage.scope = new VariableScope(stage.scope, variable, value, true);
      // Images of distributions and languages start in the root directory; of others nobody knows.
      stage.workdir = known.workdir ?? (stage.system === "unknown" ? undefined : "/");
    }
    stage.architecture = this.readArchitecture(syntax) ?? stage.architecture;
    stage.files = new StageFiles(parent?.files);
    this.stages.push(stage);
    const instruction = new InstructionNode(syntax, stage, this.globals, stage.workdir, stage.user);
    stage.from = instruction;
    stage.instructions.push(instruction);
    this.instructions.push(instruction);
    if (base.kind === "image") this.addBaseEffect(instruction, base);
  }

  /** What a stage is built for: its FROM's platform, else that of the settings. */
  private readArchitecture({ flags }: InstructionSyntax): string | undefined {
    const platform = flags.find(({ name }) => name === "platform")?.value;
    const written = platform && expandWord(platform, (name) => this.globals.get(name));
    return (written ?? this.settings.platform)?.split("/")[1];
  }

  private addBaseEffect(instruction: InstructionNode, base: Extract<Base, { kind: "image" }>): void {
    const effect: Effect = {
      id: 0,
      kind: "base",
      base,
      instruction,
      stage: instruction.stage,
      range: base.range,
      command: undefined,
      paths: undefined,
      maybe: false,
      shipped: false,
      origin: undefined,
      partial: false,
    };
    const draft: Draft = { effect, inLayer: true, dropped: false, files: false };
    this.keep(instruction, [draft]);
  }

  private readBase(word: Word | undefined): Base {
    const text = word && expandWord(word, (name) => this.globals.get(name));
    if (!word || text === undefined || text === "")
      return { kind: "unknown", reason: `${word?.raw ?? "the base"} has no value that is known here` };
    const stage = this.stages.findLast((candidate) => candidate.name?.toLowerCase() === text.toLowerCase());
    if (stage) return { kind: "stage", stage };
    if (text === "scratch") return { kind: "scratch" };
    const reference = readImageReference(text);
    return reference
      ? { kind: "image", reference, range: word.range }
      : { kind: "unknown", reason: `${text} is no image reference` };
  }

  private readInstruction(stage: StageNode, syntax: InstructionSyntax): void {
    const instruction = new InstructionNode(syntax, stage, stage.scope, stage.workdir, stage.user);
    stage.instructions.push(instruction);
    this.instructions.push(instruction);
    switch (syntax.keyword) {
      case "ARG":
        stage.scope = declareArguments(syntax, stage.scope, {
          lookup: instruction.lookup,
          given: this.given,
          globals: this.globals,
        });
        break;
      case "ENV":
        stage.scope = readEnvironment(syntax, stage.scope);
        break;
      case "WORKDIR": {
        const path = syntax.words[0] && instruction.expand(syntax.words[0]);
        stage.workdir = path === undefined ? undefined : resolvePath(stage.workdir, path);
        break;
      }
      case "USER":
        stage.user = (syntax.words[0] && instruction.expand(syntax.words[0])) ?? null;
        break;
      case "ONBUILD":
        stage.hasOnbuild = true;
        break;
      case "COPY":
      case "ADD": {
        const copy = readCopy(instruction, (name) => this.findStage(name, stage.index));
        instruction.copy = copy;
        if (copy.from.kind === "stage") this.need(stage, copy.from.stage as StageNode);
        this.keep(instruction, readCopyEffects(instruction, copy, this.context));
        break;
      }
      case "RUN":
        this.readRun(instruction);
        break;
    }
  }

  private readRun(instruction: InstructionNode): void {
    const { stage, syntax } = instruction;
    instruction.mounts = readMounts(instruction, (name) => this.findStage(name, stage.index));
    for (const { from } of instruction.mounts) if (from?.kind === "stage") this.need(stage, from.stage as StageNode);
    const context = new RunContext(instruction, this.facts);
    if (syntax.scripts.length === 0 || stage.system === "windows") {
      instruction.opaque = true;
      context.add(undefined, { kind: "opaque", reason: "this form of RUN is not read", paths: undefined });
    } else {
      const commands: RunCommand[] = [];
      // A chain of conditions asks for the same few names again and again.
      const values = new Map<string, string | null | undefined>();
      const beforeScript = (name: string) => {
        if (!values.has(name)) values.set(name, this.valueBefore(instruction, name));
        return values.get(name);
      };
      for (const script of syntax.scripts)
        commands.push(
          ...readCommands(script, {
            workdir: instruction.workdir,
            lookup: instruction.lookup,
            beforeScript,
            plainShell: hasPlainShell(stage),
            home: (user) => context.home(user),
          }),
        );
      instruction.commands = commands;
      stage.replacesShell ||= commands.some(replacesShell);
      readRunEffects(
        context,
        commands.filter(({ runs }) => runs),
      );
      instruction.avoidedCaches = context.avoidedCaches();
    }
    this.keep(instruction, context.made);
  }

  /** What a variable is throughout a RUN, for certain: null where the script or the base image may set it. */
  private valueBefore(instruction: InstructionNode, name: string): string | null | undefined {
    const { range } = instruction.syntax;
    // An ENV of the base image counts more than an ARG: those of these names are set by many.
    const isOften = /_VERSION$|_HOME$|^(PATH|HOME|LANG|SOURCE_DATE_EPOCH)$/.test(name);
    if (isOften || mayWrite(this.syntax.text.slice(range.start, range.end), name)) return null;
    const { root } = instruction.stage;
    const isOpen = (root.kind !== "image" || isKnownImage(root)) && instruction.isLeftOpen(name);
    // What no build argument sets is nothing, unless an image that nobody knows sets it.
    return isOpen ? "" : instruction.lookup(name);
  }

  private need(stage: StageNode, other: StageNode): void {
    const set = this.needs.get(stage) ?? new Set();
    this.needs.set(stage, set.add(other));
  }

  private keep(instruction: InstructionNode, drafts: readonly Draft[]): void {
    this.drafts.push(...drafts);
    this.draftsOf.set(instruction, drafts);
  }
  private readonly draftsOf = new Map<InstructionNode, readonly Draft[]>();

  /** Targets of the settings, else of the workspace; undefined where they name no stage of this file. */
  private namedTargets(): StageNode[] | undefined {
    const last = this.stages.at(-1);
    const stagesOf = (names: readonly string[]) => [
      ...new Set(names.flatMap((name) => (name === lastStage ? last : this.findStage(name)) ?? [])),
    ];
    const bySettings = stagesOf(this.settings.targets);
    if (bySettings.length > 0) return bySettings;
    const byWorkspace = stagesOf(targetsOf(this.facts.builds));
    if (byWorkspace.length === 0 || !last) return undefined;
    // Where only tools for developers are named, what runs is built elsewhere, and by default that is the last stage.
    const runs = byWorkspace.some(({ purpose }) => purpose === "runtime");
    return runs ? byWorkspace : [...new Set([...byWorkspace, last])];
  }

  /** Targets of settings and workspace, else the last stage; then what ships and what is needed at all. */
  private markTargets(named: readonly StageNode[] | undefined): StageNode[] {
    const targets = named ?? this.stages.slice(-1);
    const reach = (stage: StageNode): void => {
      for (const one of stage.chain) {
        if (one.reached) continue;
        one.reached = true;
        for (const other of this.needs.get(one) ?? []) reach(other);
      }
    };
    for (const target of targets) {
      target.isTarget = true;
      for (const stage of target.chain) stage.shipped = true;
      reach(target);
    }
    return [...targets].sort((left, right) => left.index - right.index);
  }

  /** Effects are final only now: later steps may have stripped what earlier ones compiled. */
  private closeEffects(): Effect[] {
    const effects: Effect[] = [];
    for (const instruction of this.instructions) {
      const drafts = this.draftsOf.get(instruction);
      if (!drafts) continue;
      const own: Effect[] = [];
      for (const { effect, dropped, inLayer } of drafts) {
        if (dropped || !inLayer) continue;
        effect.id = effects.length;
        effect.shipped = instruction.stage.shipped;
        own.push(effect as Effect);
        effects.push(effect as Effect);
      }
      instruction.effects = own;
    }
    return effects;
  }
}

/** Is `/bin/sh` a shell without bash's ways? Red Hat's is bash, which expands braces as `sh` too; of other systems nobody knows. */
function hasPlainShell({ system, replacesShell }: StageNode): boolean {
  return !replacesShell && (system === "debian" || system === "ubuntu" || system === "alpine");
}

/** `ln -sf bash /bin/sh`, `dpkg-reconfigure dash`. */
function replacesShell({ program, arguments: words }: RunCommand): boolean {
  if (program === "dpkg-reconfigure") return words.some(({ value }) => value === "dash");
  return (
    /^(ln|mv|cp|rm|update-alternatives)$/.test(program) &&
    words.some(({ value }) => /^(\/usr)?\/bin\/sh$/.test(value ?? ""))
  );
}

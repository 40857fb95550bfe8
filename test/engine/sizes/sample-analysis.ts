// Analyses for pricing tests: real syntax, and effects and findings that the test states itself.
import type { Analysis, AnalysisSettings, Finding } from "../../../server/src/engine/analysis";
import type { Base, Effect, ImageModel, Instruction, Stage } from "../../../server/src/engine/image/types";
import { parseDockerfile } from "../../../server/src/engine/syntax/parse-dockerfile";

/** Parts of an effect that a test cares for; everything else is filled in. */
export type EffectSketch = { readonly kind: Effect["kind"] } & Record<string, unknown>;

export interface Sketch {
  /** Effects of the instruction at a zero-based line. `effects` holds those of earlier lines, by line. */
  readonly effects?: (line: number, effects: ReadonlyMap<number, readonly Effect[]>) => readonly EffectSketch[];
  readonly findings?: (
    effects: ReadonlyMap<number, readonly Effect[]>,
    stages: readonly Stage[],
  ) => readonly Partial<Finding>[];
  readonly settings?: Partial<AnalysisSettings>;
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };

const noWord = { range: { start: 0, end: 0 }, raw: "", parts: [], literal: "" };

/** Package requests by name. */
export const packages = (...names: string[]) => names.map((name) => ({ name, version: undefined, word: noWord }));

export function sampleAnalysis(text: string, { effects: sketch, findings, settings }: Sketch = {}): Analysis {
  const syntax = parseDockerfile(text);
  const stages: Writable<Stage>[] = [];
  const instructions: Instruction[] = [];
  const byLine = new Map<number, readonly Effect[]>();
  const all: Effect[] = [];
  const variables = new Map<string, string>();
  for (const one of syntax.instructions) {
    const words = text.slice(one.keywordRange.end, one.range.end).trim().split(/\s+/);
    if (one.keyword === "FROM") stages.push(stageOf(words, stages));
    const stage = stages.at(-1);
    if (stage === undefined) continue;
    if (one.keyword === "ARG" || one.keyword === "ENV") {
      const [name = "", value = ""] = (words[0] ?? "").split("=");
      variables.set(name, settings?.buildArguments?.[name] ?? value);
    }
    const seen = new Map(variables);
    const copied = one.flags.find(({ name }) => name === "from")?.value?.literal;
    const from = stages.find(({ name }) => name === copied);
    const instruction: Writable<Instruction> = {
      syntax: one,
      index: one.index,
      keyword: one.keyword,
      range: one.range,
      stage,
      shipped: true,
      effects: [],
      workdir: undefined,
      user: undefined,
      variable: (name) => seen.get(name),
      mounts: [],
      avoidedCaches: [],
      commands: [],
      opaque: false,
      copy:
        one.keyword === "COPY"
          ? {
              from: from ? { kind: "stage", stage: from } : { kind: "context" },
              fromFlag: undefined,
              sources: words
                .filter((word) => !word.startsWith("--"))
                .slice(0, -1)
                .map((path) => ({ path, word: noWord })),
              destination: undefined,
              destinationWord: undefined,
              heredocFiles: [],
              link: false,
            }
          : undefined,
      expand: () => undefined,
    };
    const fromEffect: EffectSketch[] =
      one.keyword === "FROM" && stage.base.kind === "image" ? [{ kind: "base", base: stage.base }] : [];
    instruction.effects = [...fromEffect, ...(sketch?.(one.line, byLine) ?? [])].map((parts) =>
      effectOf(parts, instruction, all.length),
    );
    byLine.set(one.line, instruction.effects);
    all.push(...instruction.effects);
    if (one.keyword === "FROM") stage.from = instruction;
    (stage.instructions as Instruction[]).push(instruction);
    instructions.push(instruction);
  }
  const target = stages.at(-1);
  if (target) target.isTarget = true;
  const image: ImageModel = {
    syntax,
    preamble: [],
    stages,
    targets: target ? [target] : [],
    targetsAreNamed: false,
    context: undefined,
    nodeProjects: [],
    requirements: [],
    instructions,
    effects: all,
    shippedEffects: () => [],
    findStage: () => undefined,
  };
  return {
    syntax,
    image,
    findings: (findings?.(byLine, stages) ?? []).map((parts, index) => ({
      id: `sample#${index}`,
      rule: { id: "sample" } as Finding["rule"],
      message: "Sample finding.",
      range: { start: 0, end: 1 },
      stage: target as Stage,
      related: [],
      reclaims: [],
      replacesBase: undefined,
      severity: "by-saving",
      fixes: () => [],
      ...parts,
    })),
    problems: [],
    settings: {
      rules: {},
      minimumSaving: 1_000_000,
      targets: [],
      buildArguments: {},
      platform: undefined,
      budgets: {},
      ...settings,
    },
  };
}

export function reference(text: string) {
  const [name = "", tag] = text.split(":");
  return { text, name, tag, digest: undefined };
}

function stageOf(words: readonly string[], stages: readonly Stage[]): Writable<Stage> {
  const parent = stages.find(({ name }) => name === words[0]);
  const text = words[0] ?? "";
  const base: Base =
    parent !== undefined
      ? { kind: "stage", stage: parent }
      : text === "scratch"
        ? { kind: "scratch" }
        : { kind: "image", reference: reference(text), range: { start: 0, end: 0 } };
  const stage: Writable<Stage> = {
    index: stages.length,
    name: words[2],
    label: words[2] ?? `stage ${stages.length}`,
    from: undefined as unknown as Instruction,
    base,
    chain: [],
    root: parent?.root ?? base,
    system: parent?.system ?? (/alpine/.test(text) ? "alpine" : /ubuntu/.test(text) ? "ubuntu" : "debian"),
    architecture: undefined,
    instructions: [],
    shipped: true,
    reached: true,
    isTarget: false,
    children: [],
    purpose: "runtime",
    hasOnbuild: false,
    workdir: undefined,
  };
  stage.chain = [stage, ...(parent?.chain ?? [])];
  return stage;
}

function effectOf(parts: EffectSketch, instruction: Instruction, id: number): Effect {
  return {
    id,
    instruction,
    stage: instruction.stage,
    range: instruction.range,
    command: undefined,
    paths: undefined,
    maybe: false,
    shipped: true,
    origin: undefined,
    partial: false,
    manager: "apt",
    packages: [],
    buildTools: [],
    manifests: [],
    recommends: false,
    development: undefined,
    options: [],
    fromSource: false,
    sources: [],
    targets: [],
    removes: [],
    outputs: [],
    ...parts,
  } as unknown as Effect;
}

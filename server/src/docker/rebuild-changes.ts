// Which context file a developer changes when the code, or the dependencies, change: chosen from what the build copies.
import { randomUUID } from "node:crypto";
import path from "node:path";
import { matchSources } from "../context/copy-sources";
import { changedHarmlessly } from "../context/harmless-change";
import type { ContextOverlay } from "../context/overlay";
import { readContent } from "../context/read-content";
import type { BuildContext, ContextEntry } from "../context/read-context";
import type { Effect, Instruction } from "../engine/index";
import type { BuildPlan } from "./build-plan";

/** One changed file, or why there is none. */
export type ContextChange =
  | { readonly file: string; readonly overlay: ContextOverlay }
  | { readonly file: undefined; readonly reason: string };

/** Bytes of the longest file that is changed: sources and manifests are shorter. */
const longestFile = 4_000_000;

/** Files that name a project's dependencies, or settings of what installs them. */
const manifestName = new RegExp(
  `^(${[
    "package(-lock)?\\.json|npm-shrinkwrap\\.json|yarn\\.lock|\\.yarnrc(\\.yml)?|pnpm-(lock|workspace)\\.yaml|\\.npmrc",
    "bun\\.lockb?|deno\\.(jsonc?|lock)|lerna\\.json",
    "([\\w.-]*requirements[\\w.-]*|constraints[\\w.-]*)\\.(txt|in)|pyproject\\.toml|setup\\.(py|cfg)|Pipfile(\\.lock)?",
    "(poetry|pdm|uv)\\.lock|environment[\\w.-]*\\.ya?ml|conda-lock\\.yml",
    "go\\.(mod|sum|work)|go\\.work\\.sum|Cargo\\.(toml|lock)|Gemfile(\\.lock)?|.*\\.gemspec|composer\\.(json|lock)",
    "pom\\.xml|(build|settings)\\.gradle(\\.kts)?|gradle\\.properties|libs\\.versions\\.toml|build\\.sbt",
    ".*\\.(cs|fs|vb)proj|.*\\.sln|Directory\\.(Build|Packages)\\.props|packages\\.lock\\.json|nuget\\.config",
    "mix\\.(exs|lock)|rebar\\.(config|lock)|pubspec\\.(yaml|lock)|Package\\.(swift|resolved)|conanfile\\.(txt|py)",
    "vcpkg\\.json|stack\\.yaml|.*\\.cabal|DESCRIPTION|renv\\.lock",
  ].join("|")})$`,
  "i",
);

/** Names of source files, rather than of settings and texts beside them. */
const sourceName =
  /\.(m?[jt]sx?|c[jt]s|vue|svelte|astro|html?|s?css|less|py|rb|go|rs|java|kts?|scala|groovy|c|h|cc|cpp|cxx|hpp|m|mm|cs|fs|vb|swift|dart|php|exs?|erl|lua|r|jl|pl|pm|hs|elm|clj|cljs|zig|sh|bash|sql|proto)$/i;

/** Places whose files are about the program, and not of it. */
const besideTheProgram =
  /(^|\/)(\.[^/]+|node_modules|vendor|tests?|__tests__|specs?|docs?|examples?|scripts?|dist|build|migrations)\/|[._-](test|spec|stories|config)\.\w+$|(^|\/)(test_[^/]*|conftest)\.py$|_test\.go$|\.d\.ts$|^[.]/i;

/** An instruction that reads the context: a COPY or ADD, or a RUN that mounts it. */
interface ContextUse {
  readonly instruction: Instruction;
  readonly files: readonly ContextEntry[];
}

/** A file of the last COPY that brings sources, changed: what a developer does all day. */
export async function changeOfCode(plan: BuildPlan, context: BuildContext): Promise<ContextChange> {
  const uses = usesOf(plan, context).map((use, index, all) => {
    const earlier = new Set(all.slice(0, index).flatMap(({ files }) => files));
    const files = use.files.filter(({ path: file }) => !manifestName.test(path.posix.basename(file)));
    // What an earlier step reads as well would run that step again, too.
    return [...files.filter((file) => !earlier.has(file)), ...files.filter((file) => earlier.has(file))];
  });
  const lastFirst = uses.toReversed().flat();
  const sources = lastFirst.filter(({ path: file }) => sourceName.test(file));
  const candidates = [...sources.filter(({ path: file }) => !besideTheProgram.test(file)), ...sources, ...lastFirst];
  const reason =
    lastFirst.length === 0
      ? "no instruction takes files of the program from the build context"
      : "what the build context brings holds no source file that could be changed";
  return (await changeFirst(context, candidates)) ?? { file: undefined, reason };
}

/** A file that names the packages of an install, changed without naming others. */
export async function changeOfDependencies(plan: BuildPlan, context: BuildContext): Promise<ContextChange> {
  const uses = usesOf(plan, context);
  const ofInstalls = plan.image.effects.flatMap((effect) => manifestsOf(effect, uses));
  const ofCopies = uses.flatMap(({ files }) =>
    files.filter(({ path: file }) => manifestName.test(path.posix.basename(file))).sort(shallowestFirst),
  );
  const reason = "no file that names dependencies is taken from the build context";
  return (await changeFirst(context, [...ofInstalls, ...ofCopies])) ?? { file: undefined, reason };
}

function usesOf({ image, copies }: BuildPlan, context: BuildContext): readonly ContextUse[] {
  const mounts = image.instructions.flatMap((instruction) => {
    const sources = instruction.mounts.flatMap(({ type, from, source }) =>
      type === "bind" && (from === undefined || from.kind === "context") && source !== undefined ? [source] : [],
    );
    return instruction.stage.reached && sources.length > 0 ? [{ instruction, sources }] : [];
  });
  return [...copies, ...mounts]
    .sort((one, other) => one.instruction.index - other.instruction.index)
    .map(({ instruction, sources }) => ({
      instruction,
      files: matchSources(context, sources).entries.filter(({ kind }) => kind === "file"),
    }));
}

/** The context files that are what an install reads, by their names; those above or in its own step. */
function manifestsOf(effect: Effect, uses: readonly ContextUse[]): readonly ContextEntry[] {
  if (effect.kind !== "install" || !effect.stage.reached) return [];
  const { instruction, stage } = effect;
  const before = uses.filter(
    (use) => stage.chain.includes(use.instruction.stage) && use.instruction.index <= instruction.index,
  );
  return effect.manifests.flatMap((manifest) => {
    const name = path.posix.basename(manifest);
    const isMeant = ({ path: file }: ContextEntry) => path.posix.basename(file) === name;
    return before.flatMap(({ files }) => files.filter(isMeant).sort(shallowestFirst));
  });
}

function shallowestFirst(one: ContextEntry, other: ContextEntry): number {
  return one.path.split("/").length - other.path.split("/").length;
}

/** The first of the files that can be changed. */
async function changeFirst(
  context: BuildContext,
  candidates: readonly ContextEntry[],
): Promise<ContextChange | undefined> {
  for (const entry of new Set(candidates)) {
    // Asked before anything is read: most files cannot, or need not be.
    if (entry.bytes > longestFile || changedHarmlessly(entry.path, "", "") === undefined) continue;
    const chunks: Buffer[] = [];
    for await (const chunk of readContent(context, entry)) chunks.push(chunk);
    const content = Buffer.concat(chunks);
    const text = content.toString();
    if (!content.equals(Buffer.from(text))) continue;
    const changed = changedHarmlessly(entry.path, text, `layer-cost-${randomUUID()}`);
    if (changed === undefined) continue;
    return { file: entry.path, overlay: { [path.join(context.root, entry.path)]: changed } };
  }
  return undefined;
}

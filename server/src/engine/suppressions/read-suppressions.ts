// Reads ignore comments: `# layer-cost ignore…`, and hadolint's where its rules look for the same thing.
import type { PackageManagerId } from "../image/managers/package-manager";
import type { Comment, DockerfileSyntax, InstructionSyntax, TextRange } from "../syntax/types";

export type SuppressionScope = "here" | "stage" | "file";

/** One rule id in an ignore comment, or all rules. */
export interface SuppressedRule {
  /** Undefined: every rule. */
  readonly id: string | undefined;
  /** Where the id stands; the whole directive where it names none. */
  readonly range: TextRange;
  /** Limits a hadolint id to the package manager that it is about. */
  readonly manager: PackageManagerId | undefined;
}

export interface Suppression {
  readonly scope: SuppressionScope;
  readonly tool: "layer-cost" | "hadolint";
  readonly rules: readonly SuppressedRule[];
  readonly comment: Comment;
  /** Where the ids end and the reason begins: further ids are inserted here. */
  readonly idsEnd: number;
  /** The instruction that the comment stands above; undefined for a file's comment, or at the end of the file. */
  readonly instruction: InstructionSyntax | undefined;
}

/** hadolint's ids for what our rules report as well, by package manager where they are about one. */
const hadolintIds: ReadonlyMap<string, { readonly rule: string; readonly manager?: PackageManagerId }> = new Map([
  ["DL3009", { rule: "package-cache-left", manager: "apt" }],
  ["DL3015", { rule: "recommended-packages-installed" }],
  ["DL3019", { rule: "package-cache-left", manager: "apk" }],
  ["DL3032", { rule: "package-cache-left", manager: "yum" }],
  ["DL3036", { rule: "package-cache-left", manager: "zypper" }],
  ["DL3040", { rule: "package-cache-left", manager: "dnf" }],
  ["DL3042", { rule: "package-cache-left", manager: "pip" }],
  ["DL3060", { rule: "package-cache-left", manager: "yarn" }],
]);

const ownComment = /^#\s*layer-cost\s+ignore(-stage|-file)?(?=[\s=]|$)(?:=([\w-]+(?:\s*,\s*[\w-]+)*))?/;
const hadolintComment = /^#\s*hadolint\s+(global\s+)?ignore\s*=\s*(\w+(?:\s*,\s*\w+)*)/;

/** All ignore comments of a file, in its order. Comments inside an instruction (between its continued lines) are none. */
export function readSuppressions(syntax: DockerfileSyntax): readonly Suppression[] {
  const suppressions: Suppression[] = [];
  for (const comment of syntax.comments) {
    const text = syntax.text.slice(comment.range.start, comment.range.end);
    if (!/layer-cost|hadolint/.test(text)) {
      continue;
    }
    const next = syntax.instructions.find((instruction) => instruction.range.end > comment.range.start);
    if (next !== undefined && next.range.start < comment.range.start) {
      continue;
    }
    const suppression = readOwn(comment, text, next) ?? readHadolint(comment, text, next);
    if (suppression !== undefined) {
      suppressions.push(suppression);
    }
  }
  return suppressions;
}

function readOwn(comment: Comment, text: string, next: InstructionSyntax | undefined): Suppression | undefined {
  const match = text.match(ownComment);
  if (match === null) {
    return undefined;
  }
  const [directive, scope, ids] = match;
  const start = comment.range.start;
  const idsEnd = start + directive.length;
  const rules =
    ids === undefined
      ? [{ id: undefined, range: { start, end: idsEnd }, manager: undefined }]
      : splitIds(ids, idsEnd - ids.length).map(({ id, range }) => ({ id, range, manager: undefined }));
  const where: SuppressionScope = scope === "-stage" ? "stage" : scope === "-file" ? "file" : "here";
  return {
    scope: where,
    tool: "layer-cost",
    rules,
    comment,
    idsEnd,
    instruction: where === "file" ? undefined : next,
  };
}

function readHadolint(comment: Comment, text: string, next: InstructionSyntax | undefined): Suppression | undefined {
  const match = text.match(hadolintComment);
  if (match === null) {
    return undefined;
  }
  const [directive, global, ids = ""] = match;
  const idsEnd = comment.range.start + directive.length;
  const rules = splitIds(ids, idsEnd - ids.length).flatMap(({ id, range }) => {
    const own = hadolintIds.get(id);
    return own === undefined ? [] : [{ id: own.rule, range, manager: own.manager }];
  });
  if (rules.length === 0) {
    return undefined;
  }
  const scope = global === undefined ? "here" : "file";
  return { scope, tool: "hadolint", rules, comment, idsEnd, instruction: scope === "file" ? undefined : next };
}

function splitIds(ids: string, offset: number): { id: string; range: TextRange }[] {
  return [...ids.matchAll(/[\w-]+/g)].map((match) => {
    const start = offset + match.index;
    return { id: match[0], range: { start, end: start + match[0].length } };
  });
}

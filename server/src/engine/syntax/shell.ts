// Reads the shell scripts inside RUN into a flat list of commands, each with how certainly it runs.
import {
  type AndOr,
  type Command,
  type CommandNode,
  type CompoundList,
  forEachChild,
  type ParsedScript,
  type Word as ParsedWord,
  type PipelineNode,
  parse,
  type Redirection,
  type Function as ShellFunction,
  type Statement,
  type SyntaxNode,
} from "unbash";
import { isFatal, isTest, runsAtLeastOnce } from "./shell-certainty";
import { findShellCall, type ShellKind, shellAmong } from "./shell-programs";
import { FILLER, withoutEscapes } from "./shell-text";
import { assignment, assignmentWord, redirect, type ShellRegion, shellWord } from "./shell-words";
import type { Assignment, Certainty, Choice, Redirect, ShellCommand, ShellScript, TextRange, Word } from "./types";

/** Scripts inside scripts inside scripts: deeper ones are left unread. */
const MAX_DEPTH = 60;

/** Text that may hold commands in its words: only then are they searched. */
const SUBSTITUTION = /\$[({]|`|[<>]\(/;

/** Where a command stands. */
interface Context {
  readonly region: ShellRegion;
  readonly shell: ShellKind;
  readonly certainty: Certainty;
  readonly depth: number;
  readonly scope: number;
  readonly substitution: boolean;
  /** Its failure is expected: a condition, or left of a `||` that carries on. */
  readonly tolerated: boolean;
  /** Its failure is the whole script's: the last statement at the top. */
  readonly decisive: boolean;
  readonly choice: Choice | undefined;
}

type Separator = ShellCommand["followedBy"];

/** A command's place among those that it is joined to. */
type Place = Pick<ShellCommand, "followedBy" | "pipeline" | "pipelineIndex">;

/** Parses one script; `range` is its stretch of the document, as long as the region's shell text. */
export function parseShellScript(
  region: ShellRegion,
  range: TextRange,
  source: ShellScript["source"],
  shell: ShellKind,
): ShellScript {
  const reader = new ScriptReader();
  reader.read({
    region,
    shell,
    certainty: "always",
    depth: 0,
    scope: 0,
    substitution: false,
    tolerated: false,
    decisive: true,
    choice: undefined,
  });
  // A heredoc's body and the script of `sh -c` are read after what they stand in.
  reader.commands.sort((one, other) => one.range.start - other.range.start);
  return { range, source, commands: reader.commands, scopes: reader.scopes, errors: reader.errors };
}

class ScriptReader {
  readonly commands: ShellCommand[] = [];
  readonly scopes: number[] = [-1];
  readonly errors: { readonly message: string; readonly offset: number }[] = [];
  private pipelines = 0;
  private choices = 0;

  /** Parses the context's region and reads its commands. */
  read(context: Context): void {
    const script = parse(context.region.shellText);
    this.noteErrors(script, context);
    this.readStatements(script.commands, context);
  }

  private readStatements(statements: readonly Statement[], context: Context): void {
    if (context.depth > MAX_DEPTH) return;
    statements.forEach((statement, index) => {
      const followedBy = separatorAfter(context.region.shellText, statement.command.end);
      const decisive = context.decisive && index === statements.length - 1 && !statement.background;
      const certainty = statement.background ? "maybe" : context.certainty;
      const choice = statement.background ? undefined : context.choice;
      const scope = statement.background ? this.newScope(context.scope) : context.scope;
      const inner = { ...context, decisive, certainty, choice, scope } as const;
      if (statement.command.type === "AndOr") this.readAndOr(statement.command, inner, followedBy);
      else this.readPipeline(statement.command, inner, followedBy);
    });
  }

  private readAndOr({ commands, operators }: AndOr, context: Context, followedBy: Separator): void {
    /** The last `||` whose right side carries on after a failure on its left. */
    const lastTolerantOr = operators.findLastIndex((operator, at) => operator === "||" && !isFatal(commands[at + 1]!));
    let mayStop = false;
    commands.forEach((command, at) => {
      const operator = operators[at - 1];
      const tolerated = context.tolerated || at <= lastTolerantOr;
      const isOptional = operator === "||" || (operator === "&&" && (tolerated || (mayStop && !context.decisive)));
      const certainty = isOptional ? "maybe" : context.certainty;
      const choice = isOptional ? undefined : context.choice;
      mayStop = isTest(command) || (operator === "&&" && mayStop);
      this.readPipeline(command, { ...context, certainty, choice, tolerated }, operators[at] ?? followedBy);
    });
  }

  private readPipeline(node: PipelineNode, context: Context, followedBy: Separator): void {
    const pipeline = this.pipelines++;
    if (node.type !== "Pipeline") {
      this.readCommand(node, context, { followedBy, pipeline, pipelineIndex: 0 });
      return;
    }
    const negated = node.prefixes.some((prefix) => prefix.type === "Negation");
    const inner = negated ? { ...context, tolerated: true } : context;
    node.commands.forEach((command, index) => {
      const compound = command.type !== "Command" && node.commands.length > 1;
      const separate = compound ? { ...inner, scope: this.newScope(inner.scope) } : inner;
      const next = index < node.commands.length - 1 ? "|" : followedBy;
      this.readCommand(command, separate, { followedBy: next, pipeline, pipelineIndex: index });
    });
  }

  private readCommand(node: CommandNode, context: Context, place: Place): void {
    if (context.depth > MAX_DEPTH) return;
    switch (node.type) {
      case "Command":
        this.readSimple(node, context, place);
        break;
      case "Redirected":
        this.readCommand(node.command, context, place);
        this.readRedirectsOfCompound(node.redirects, context, place);
        break;
      case "BraceGroup":
        this.readList(node.body, context);
        break;
      case "Subshell":
        this.readList(node.body, { ...context, scope: this.newScope(context.scope) });
        break;
      case "If": {
        this.readList(node.clause, { ...context, tolerated: true });
        const branches = node.elif.length + 2;
        const isSure = node.else !== undefined && context.certainty === "always";
        const id = this.choices++;
        const choice = (branch: number) => (isSure ? { id, branch, branches } : undefined);
        this.readBranch(node.then, context, choice(0));
        node.elif.forEach((elif, index) => {
          this.readBranch(elif.clause, { ...context, tolerated: true });
          this.readBranch(elif.then, context, choice(index + 1));
        });
        if (node.else) this.readBranch(node.else, context, choice(branches - 1));
        break;
      }
      case "While":
        this.readList(node.clause, { ...context, tolerated: true });
        this.readBranch(node.body, context);
        break;
      case "For":
      case "Select":
        for (const word of node.wordlist ?? []) this.readSubstitutions(word, context);
        if (node.type === "For" && runsAtLeastOnce(node)) this.readList(node.body, { ...context, decisive: false });
        else this.readBranch(node.body, context);
        break;
      case "ArithmeticFor":
        this.readBranch(node.body, context);
        break;
      case "Case":
        this.readSubstitutions(node.word, context);
        for (const item of node.items) this.readBranch(item.body, context);
        break;
      case "Function":
      case "Coproc":
        this.readBody(node.body, context, place);
        break;
      default:
        this.readSubstitutions(node, context);
    }
  }

  private readList(list: CompoundList, context: Context): void {
    this.readStatements(list.commands, { ...context, depth: context.depth + 1 });
  }

  /** Commands that run on some ways through the script only. */
  private readBranch(list: CompoundList, context: Context, choice?: Choice): void {
    this.readList(list, { ...context, certainty: "maybe", decisive: false, choice });
  }

  private readBody(body: ShellFunction["body"] | CommandNode, context: Context, place: Place): void {
    const inner = {
      ...context,
      certainty: "maybe",
      decisive: false,
      choice: undefined,
      depth: context.depth + 1,
    } as const;
    if (body.type === "CompoundList") this.readStatements(body.commands, inner);
    else this.readCommand(body, inner, { ...place, followedBy: "" });
  }

  private readSimple(node: Command, context: Context, place: Place): void {
    const { region } = context;
    const words: Word[] = [];
    const parsedWords: SyntaxNode[] = [];
    const assignments: Assignment[] = [];
    const redirects: Redirect[] = [];
    for (const child of node.prefix) {
      if (child.type === "Assignment") assignments.push(assignment(region, child));
      else redirects.push(redirect(region, child));
    }
    if (node.name) {
      words.push(shellWord(region, node.name));
      parsedWords.push(node.name);
    }
    for (const child of node.suffix) {
      if (child.type === "Word") words.push(shellWord(region, child));
      else if (child.type === "Assignment") words.push(assignmentWord(region, child));
      else {
        redirects.push(redirect(region, child));
        continue;
      }
      parsedWords.push(child);
    }
    const literals = words.map((word) => word.literal);
    const call = words.length > 1 ? findShellCall(literals) : undefined;
    const script = call?.script === undefined ? undefined : parsedWords[call.script];
    const inner = script?.type === "Word" ? this.innerRegion(region, script) : undefined;
    this.addCommand(context, place, node, { words, assignments, redirects, hasInnerScript: inner !== undefined });
    const text = region.shellText.slice(node.pos, node.end);
    const substitutes = SUBSTITUTION.test(text) || redirects.some(({ operator }) => operator.startsWith("<<"));
    if (substitutes) {
      forEachChild(node, (child) => {
        if (!inner || child !== script) this.readSubstitutions(child, context);
      });
    }
    if (inner) {
      const shell = shellAmong(literals) ?? context.shell;
      this.read({ ...context, region: inner, shell, depth: context.depth + 1, scope: this.newScope(context.scope) });
    }
  }

  /** The script inside a quoted word, with its offsets in the document; undefined where it is not simply quoted. */
  private innerRegion(region: ShellRegion, word: ParsedWord): ShellRegion | undefined {
    const [part, ...others] = word.parts ?? [];
    if (!part && word.text === word.value) return { ...region, shellText: word.text, base: region.base + word.pos };
    if (!part || others.length > 0 || (part.type !== "SingleQuoted" && part.type !== "DoubleQuoted")) return undefined;
    const quoted = region.shellText.slice(part.pos + 1, part.end - 1);
    const shellText = part.type === "DoubleQuoted" ? withoutEscapes(quoted) : quoted;
    return { ...region, shellText, base: region.base + part.pos + 1 };
  }

  /** `{ …; } > file` opens the file by itself: a command without words. */
  private readRedirectsOfCompound(redirections: readonly Redirection[], context: Context, place: Place): void {
    const first = redirections[0];
    const last = redirections.at(-1);
    if (!first || !last) return;
    const redirects = redirections.map((one) => redirect(context.region, one));
    const span = { pos: first.pos, end: last.end };
    this.addCommand(context, place, span, { words: [], assignments: [], redirects, hasInnerScript: false });
    for (const one of redirections) this.readSubstitutions(one, context);
  }

  /** Reads the commands in `$(…)`, backticks and `<(…)` anywhere below a node. */
  private readSubstitutions(node: SyntaxNode, context: Context): void {
    if (
      node.type === "CommandExpansion" ||
      node.type === "ProcessSubstitution" ||
      node.type === "ArithmeticCommandExpansion"
    ) {
      // Escaped backticks: the positions are those of a decoded text, not of the document.
      if (!node.script || node.script.source !== undefined) return;
      this.noteErrors(node.script, context);
      this.readStatements(node.script.commands, {
        ...context,
        depth: context.depth + 1,
        scope: this.newScope(context.scope),
        substitution: true,
        decisive: false,
      });
      return;
    }
    forEachChild(node, (child) => this.readSubstitutions(child, context));
  }

  private addCommand(
    { region, shell, certainty: usual, choice, depth, substitution, scope }: Context,
    place: Place,
    span: { readonly pos: number; readonly end: number },
    contents: Pick<ShellCommand, "words" | "assignments" | "redirects" | "hasInnerScript">,
  ): void {
    const range = { start: region.base + span.pos, end: region.base + span.end };
    // To a plain shell `command &> file` is a command in the background, then an empty one with a redirect.
    const isBackground = shell === "sh" && contents.redirects.some(({ operator }) => operator.startsWith("&>"));
    const certainty = isBackground ? "maybe" : usual;
    this.commands.push({ range, ...contents, ...place, certainty, choice, depth, substitution, scope });
  }

  private noteErrors(script: ParsedScript, { region }: Context): void {
    for (const { message, pos } of script.errors ?? []) {
      this.errors.push({ message, offset: region.base + Math.min(pos, region.shellText.length) });
    }
  }

  private newScope(parent: number): number {
    return this.scopes.push(parent) - 1;
  }
}

/** What stands between a command and the next one at its level. */
function separatorAfter(text: string, at: number): Separator {
  for (; at < text.length; at++) {
    const char = text[at]!;
    if (char === "\\" && text[at + 1] === "\n") at++;
    else if (char === "\n" || char === ";" || char === "&") return char;
    else if (char !== " " && char !== "\t" && char !== FILLER) return "";
  }
  return "";
}

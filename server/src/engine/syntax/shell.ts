// Reads the shell scripts inside RUN into a flat list of commands, each with how certainly it runs.
import {
  type AndOr,
  type Command,
  type CommandNode,
  type CompoundList,
  forEachChild,
  type Assignment as ParsedAssignment,
  type Word as ParsedWord,
  type PipelineNode,
  parse,
  type Redirection,
  type Function as ShellFunction,
  type Statement,
  type SyntaxNode,
} from "unbash";
import { isFatal, isTest, runsAtLeastOnce } from "./shell-certainty";
import { findShellCall } from "./shell-programs";
import { FILLER } from "./shell-text";
import { type ShellRegion, shellParts, shellWord } from "./shell-words";
import type { Assignment, Certainty, Redirect, ShellCommand, ShellScript, TextRange, Word } from "./types";
import { wordOf } from "./words";

/** Scripts inside scripts inside scripts: deeper ones are left unread. */
const MAX_DEPTH = 60;

/** Where a command stands. */
interface Context {
  readonly region: ShellRegion;
  readonly certainty: Certainty;
  readonly depth: number;
  readonly scope: number;
  readonly substitution: boolean;
  /** Its failure is expected: a condition, or left of a `||` that carries on. */
  readonly tolerated: boolean;
  /** Its failure is the whole script's: the last statement at the top. */
  readonly decisive: boolean;
}

type Separator = ShellCommand["followedBy"];

/** Parses one script; `range` is its stretch of the document, as long as the region's shell text. */
export function parseShellScript(region: ShellRegion, range: TextRange, source: ShellScript["source"]): ShellScript {
  const reader = new ScriptReader();
  reader.read({
    region,
    certainty: "always",
    depth: 0,
    scope: 0,
    substitution: false,
    tolerated: false,
    decisive: true,
  });
  return { range, source, commands: reader.commands, scopes: reader.scopes, errors: reader.errors };
}

class ScriptReader {
  readonly commands: ShellCommand[] = [];
  readonly scopes: number[] = [-1];
  readonly errors: { readonly message: string; readonly offset: number }[] = [];
  private pipelines = 0;

  /** Parses the context's region and reads its commands. */
  read(context: Context): void {
    const script = parse(context.region.shellText);
    for (const { message, pos } of script.errors ?? []) {
      this.errors.push({ message, offset: context.region.base + Math.min(pos, context.region.shellText.length) });
    }
    this.readStatements(script.commands, context);
  }

  private readStatements(statements: readonly Statement[], context: Context): void {
    if (context.depth > MAX_DEPTH) return;
    statements.forEach((statement, index) => {
      const followedBy = separatorAfter(context.region.shellText, statement.command.end);
      const decisive = context.decisive && index === statements.length - 1 && !statement.background;
      const certainty = statement.background ? "maybe" : context.certainty;
      const scope = statement.background ? this.newScope(context.scope) : context.scope;
      const inner = { ...context, decisive, certainty, scope } as const;
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
      let certainty = context.certainty;
      if (operator === "||") certainty = "maybe";
      else if (operator === "&&" && (tolerated || (mayStop && !context.decisive))) certainty = "maybe";
      mayStop = isTest(command) || (operator === "&&" && mayStop);
      this.readPipeline(command, { ...context, certainty, tolerated }, operators[at] ?? followedBy);
    });
  }

  private readPipeline(node: PipelineNode, context: Context, followedBy: Separator): void {
    const pipeline = this.pipelines++;
    if (node.type !== "Pipeline") {
      this.readCommand(node, context, followedBy, pipeline, 0);
      return;
    }
    const negated = node.prefixes.some((prefix) => prefix.type === "Negation");
    const inner = negated ? { ...context, tolerated: true } : context;
    node.commands.forEach((command, index) => {
      const compound = command.type !== "Command" && node.commands.length > 1;
      const separate = compound ? { ...inner, scope: this.newScope(inner.scope) } : inner;
      this.readCommand(command, separate, index < node.commands.length - 1 ? "|" : followedBy, pipeline, index);
    });
  }

  private readCommand(
    node: CommandNode,
    context: Context,
    followedBy: Separator,
    pipeline: number,
    pipelineIndex: number,
  ): void {
    if (context.depth > MAX_DEPTH) return;
    switch (node.type) {
      case "Command":
        this.readSimple(node, context, followedBy, pipeline, pipelineIndex);
        break;
      case "Redirected":
        this.readCommand(node.command, context, followedBy, pipeline, pipelineIndex);
        this.readRedirectsOfCompound(node.redirects, context, followedBy, pipeline, pipelineIndex);
        break;
      case "BraceGroup":
        this.readList(node.body, context);
        break;
      case "Subshell":
        this.readList(node.body, { ...context, scope: this.newScope(context.scope) });
        break;
      case "If":
        this.readList(node.clause, { ...context, tolerated: true });
        this.readBranch(node.then, context);
        for (const elif of node.elif) {
          this.readBranch(elif.clause, { ...context, tolerated: true });
          this.readBranch(elif.then, context);
        }
        if (node.else) this.readBranch(node.else, context);
        break;
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
        this.readBody(node.body, context, pipeline);
        break;
      default:
        this.readSubstitutions(node, context);
    }
  }

  private readList(list: CompoundList, context: Context): void {
    this.readStatements(list.commands, { ...context, depth: context.depth + 1 });
  }

  /** Commands that run on some ways through the script only. */
  private readBranch(list: CompoundList, context: Context): void {
    this.readList(list, { ...context, certainty: "maybe", decisive: false });
  }

  private readBody(body: ShellFunction["body"] | CommandNode, context: Context, pipeline: number): void {
    const inner = { ...context, certainty: "maybe", decisive: false, depth: context.depth + 1 } as const;
    if (body.type === "CompoundList") this.readStatements(body.commands, inner);
    else this.readCommand(body, inner, "", pipeline, 0);
  }

  private readSimple(
    node: Command,
    context: Context,
    followedBy: Separator,
    pipeline: number,
    pipelineIndex: number,
  ): void {
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
    const call = words.length > 1 ? findShellCall(words.map((word) => word.literal)) : undefined;
    const script = call?.script === undefined ? undefined : parsedWords[call.script];
    const inner = script?.type === "Word" ? this.innerRegion(region, script) : undefined;
    this.commands.push({
      range: { start: region.base + node.pos, end: region.base + node.end },
      words,
      assignments,
      redirects,
      certainty: context.certainty,
      pipeline,
      pipelineIndex,
      depth: context.depth,
      followedBy,
      substitution: context.substitution,
      scope: context.scope,
      hasInnerScript: inner !== undefined,
    });
    const needsLook = region.shellText.slice(node.pos, node.end);
    const substitutes = /\$\(|`|[<>]\(|\$\{/.test(needsLook) || redirects.some((one) => one.operator.startsWith("<<"));
    if (substitutes) {
      forEachChild(node, (child) => {
        if (!inner || child !== script) this.readSubstitutions(child, context);
      });
    }
    if (inner) {
      this.read({ ...context, region: inner, depth: context.depth + 1, scope: this.newScope(context.scope) });
    }
  }

  /** The script inside a quoted word, with its offsets in the document; undefined where it is not simply quoted. */
  private innerRegion(region: ShellRegion, word: ParsedWord): ShellRegion | undefined {
    const [part, ...others] = word.parts ?? [];
    if (!part || others.length > 0 || (part.type !== "SingleQuoted" && part.type !== "DoubleQuoted")) return undefined;
    const quoted = region.shellText.slice(part.pos + 1, part.end - 1);
    // The backslash of an escape is taken away by the outer shell.
    const shellText = part.type === "DoubleQuoted" ? quoted.replace(/\\([\\"$`])/g, `${FILLER}$1`) : quoted;
    return { ...region, shellText, base: region.base + part.pos + 1 };
  }

  /** `{ …; } > file` opens the file by itself: a command without words. */
  private readRedirectsOfCompound(
    redirections: readonly Redirection[],
    context: Context,
    followedBy: Separator,
    pipeline: number,
    pipelineIndex: number,
  ): void {
    const { region } = context;
    const first = redirections[0];
    const last = redirections.at(-1);
    if (!first || !last) return;
    this.commands.push({
      range: { start: region.base + first.pos, end: region.base + last.end },
      words: [],
      assignments: [],
      redirects: redirections.map((one) => redirect(region, one)),
      certainty: context.certainty,
      pipeline,
      pipelineIndex,
      depth: context.depth,
      followedBy,
      substitution: context.substitution,
      scope: context.scope,
      hasInnerScript: false,
    });
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
      for (const { message, pos } of node.script.errors ?? []) {
        this.errors.push({ message, offset: context.region.base + Math.min(pos, context.region.shellText.length) });
      }
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

  private newScope(parent: number): number {
    return this.scopes.push(parent) - 1;
  }
}

function assignment(region: ShellRegion, node: ParsedAssignment): Assignment {
  const range = { start: region.base + node.pos, end: region.base + node.end };
  return { name: node.name, value: assignedValue(region, node), range };
}

function assignedValue(region: ShellRegion, node: ParsedAssignment): Word {
  const { value, name } = node;
  const range = { start: region.base + value.pos, end: region.base + value.end };
  const text = region.source.text;
  if (value.type === "ArrayValue" || node.index) {
    return wordOf(range, text, [{ kind: "dynamic", text: text.slice(range.start, range.end) }]);
  }
  const parts = shellParts(region, value);
  return wordOf(range, text, node.append ? [{ kind: "variable", name }, ...parts] : parts);
}

/** `export NAME=value`: an argument that the parser reads as an assignment. */
function assignmentWord(region: ShellRegion, node: ParsedAssignment): Word {
  const range = { start: region.base + node.pos, end: region.base + node.end };
  const value = assignedValue(region, node);
  const [first, ...rest] = value.parts;
  const name = `${node.name}=`;
  const parts =
    first?.kind === "text"
      ? [{ kind: "text" as const, text: name + first.text }, ...rest]
      : [{ kind: "text" as const, text: name }, ...value.parts];
  return wordOf(range, region.source.text, parts);
}

function redirect(region: ShellRegion, node: Redirection): Redirect {
  const range = { start: region.base + node.pos, end: region.base + node.end };
  if (node.type !== "HereDoc") {
    return { operator: node.operator, target: node.target && shellWord(region, node.target), range };
  }
  const { delimiter } = node;
  if (!delimiter) return { operator: node.operator, target: undefined, range };
  const target = { start: region.base + delimiter.pos, end: region.base + delimiter.end };
  const parts = [{ kind: "text" as const, text: delimiter.value }];
  return { operator: node.operator, target: wordOf(target, region.source.text, parts), range };
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

// Reads the shell scripts inside RUN into a flat list of commands, each with how certainly it runs.
import {
  type AndOr,
  type Command,
  type CommandNode,
  type CompoundList,
  forEachChild,
  type If,
  type ParsedScript,
  type PipelineNode,
  parse,
  type Redirection,
  type Function as ShellFunction,
  type Statement,
  type SyntaxNode,
} from "unbash";
import { isFatal, isTest, runsAtLeastOnce, simpleTest, testsOf } from "./shell-certainty";
import { type Context, innerRegion, type Place, type Separator, separatorAfter } from "./shell-context";
import { findShellCall, type ShellKind, shellAmong } from "./shell-programs";
import { assignment, assignmentWord, redirect, type ShellRegion, shellWord } from "./shell-words";
import type { Assignment, Choice, Guard, Redirect, ShellCommand, ShellScript, TextRange, Word } from "./types";

/** Scripts inside scripts inside scripts: deeper ones are left unread. */
const MAX_DEPTH = 60;

/** Tests that one command may hang on; beyond these, nobody says whether it runs. */
const mostGuards = 16;

/** Text that may hold commands in its words: only then are they searched. */
const SUBSTITUTION = /\$[({]|`|[<>]\(/;

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
    guards: [],
    guardedCertainty: "always",
    loops: [],
    parameters: undefined,
  });
  reader.readUncalledFunctions();
  // A heredoc's body and the script of `sh -c` are read after what they stand in.
  reader.commands.sort((one, other) => reader.positionOf(one) - reader.positionOf(other));
  return { range, source, commands: reader.commands, scopes: reader.scopes, errors: reader.errors };
}

class ScriptReader {
  readonly commands: ShellCommand[] = [];
  readonly scopes: number[] = [-1];
  readonly errors: { readonly message: string; readonly offset: number }[] = [];
  private pipelines = 0;
  private choices = 0;
  /** Functions that nothing called so far, by name. */
  private readonly functions = new Map<string, { readonly node: ShellFunction; readonly context: Context }>();
  /** Where the commands of a function's body stand: at its first call. */
  private readonly calledAt = new Map<ShellCommand, number>();
  private readonly called = new Set<string>();
  /** Where the call stands whose body is read. */
  private call: number | undefined;

  /** Bodies that nothing calls here may be called by what cannot be read. */
  readUncalledFunctions(): void {
    for (const { node, context } of this.functions.values()) this.readBody(node.body, context, this.noPlace());
  }

  positionOf(command: ShellCommand): number {
    return this.calledAt.get(command) ?? command.range.start;
  }

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
      const guardedCertainty = statement.background ? "maybe" : context.guardedCertainty;
      const choice = statement.background ? undefined : context.choice;
      const scope = statement.background ? this.newScope(context.scope) : context.scope;
      const inner = { ...context, decisive, certainty, guardedCertainty, choice, scope } as const;
      if (statement.command.type === "AndOr") this.readAndOr(statement.command, inner, followedBy);
      else this.readPipeline(statement.command, inner, followedBy);
    });
  }

  private readAndOr({ commands, operators }: AndOr, context: Context, followedBy: Separator): void {
    /** The last `||` whose right side carries on after a failure on its left. */
    const lastTolerantOr = operators.findLastIndex((operator, at) => operator === "||" && !isFatal(commands[at + 1]!));
    const isUniform = operators.every((one) => one === operators[0]) && context.guards.length < mostGuards;
    let mayStop = false;
    let test: ShellCommand | undefined;
    commands.forEach((command, at) => {
      const operator = operators[at - 1];
      const tolerated = context.tolerated || at <= lastTolerantOr;
      const isOptional = operator === "||" || (operator === "&&" && (tolerated || (mayStop && !context.decisive)));
      const certainty = isOptional ? "maybe" : context.certainty;
      const choice = isOptional ? undefined : context.choice;
      // `[ "$A" = b ] && command`, `[ "$A" = b ] || command`: the test alone decides.
      const isGuarded = isOptional && isUniform && test !== undefined && !context.tolerated;
      const guard =
        isGuarded && (operator === "&&" || at === 1) ? { test: test!, holds: operator === "&&" } : undefined;
      const guards = guard ? [...context.guards, guard] : context.guards;
      const guardedCertainty = isOptional && !guard ? "maybe" : context.guardedCertainty;
      mayStop = isTest(command) || (operator === "&&" && mayStop);
      const inner = { ...context, certainty, choice, guards, guardedCertainty, tolerated } as const;
      const before = this.commands.length;
      this.readPipeline(command, inner, operators[at] ?? followedBy);
      if (at === 0) test = simpleTest(command, this.commands.slice(before));
      else if (isTest(command)) test = undefined;
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
      case "If":
        this.readIf(node, context);
        break;
      case "While":
        this.readList(node.clause, { ...context, tolerated: true });
        this.readBranch(node.body, context);
        break;
      case "For":
      case "Select": {
        for (const word of node.wordlist ?? []) this.readSubstitutions(word, context);
        const words = (node.wordlist ?? []).map((word) => shellWord(context.region, word));
        const loops = [...context.loops, { name: node.name.text, words }];
        const inner = { ...context, loops, decisive: false };
        if (node.type === "For" && runsAtLeastOnce(node)) this.readList(node.body, inner);
        else this.readBranch(node.body, inner);
        break;
      }
      case "ArithmeticFor":
        this.readBranch(node.body, context);
        break;
      case "Case":
        this.readSubstitutions(node.word, context);
        for (const item of node.items) this.readBranch(item.body, context);
        break;
      case "Function":
        this.functions.set(node.name.text, { node, context });
        break;
      case "Coproc":
        this.readBody(node.body, context, place);
        break;
      default:
        this.readSubstitutions(node, context);
    }
  }

  private readIf(node: If, context: Context): void {
    const branches = node.elif.length + 2;
    const isSure = node.else !== undefined && context.certainty === "always";
    const id = this.choices++;
    /** What the conditions before this branch came out as; undefined where one of them cannot be told. */
    let failed: readonly Guard[] | undefined = context.guards;
    const read = (condition: CompoundList, then: CompoundList, branch: number, isFirst: boolean) => {
      const before = this.commands.length;
      if (isFirst) this.readList(condition, { ...context, tolerated: true });
      else this.readBranch(condition, { ...context, tolerated: true });
      const tests = testsOf(condition, this.commands.slice(before));
      const guards = failed && tests && [...failed, ...tests.map((test) => ({ test, holds: true }))];
      this.readBranch(then, context, isSure ? { id, branch, branches } : undefined, guards);
      // Of several tests nobody knows which one failed.
      failed = failed && tests?.length === 1 ? [...failed, { test: tests[0]!, holds: false }] : undefined;
      // Longer chains are nobody's: telling them apart would cost more than it says.
      if (failed && failed.length > mostGuards) failed = undefined;
    };
    read(node.clause, node.then, 0, true);
    node.elif.forEach((elif, index) => {
      read(elif.clause, elif.then, index + 1, false);
    });
    const last = isSure ? { id, branch: branches - 1, branches } : undefined;
    if (node.else) this.readBranch(node.else, context, last, failed);
  }

  private readList(list: CompoundList, context: Context): void {
    this.readStatements(list.commands, { ...context, depth: context.depth + 1 });
  }

  /** Commands that run on some ways through the script only. */
  private readBranch(
    list: CompoundList,
    context: Context,
    choice?: Choice,
    guards: readonly Guard[] | undefined = undefined,
  ): void {
    const guardedCertainty = guards ? context.guardedCertainty : "maybe";
    const inner = { ...context, choice, guards: guards ?? context.guards, guardedCertainty } as const;
    this.readList(list, { ...inner, certainty: "maybe", decisive: false });
  }

  private readBody(body: ShellFunction["body"] | CommandNode, context: Context, place: Place): void {
    const inner = {
      ...context,
      certainty: "maybe",
      guardedCertainty: "maybe",
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
    const inner = script?.type === "Word" ? innerRegion(region, script) : undefined;
    const called = this.functions.get(literals[0] ?? "");
    const callsFunction = called !== undefined || this.called.has(literals[0] ?? "");
    const hasInnerScript = inner !== undefined;
    this.addCommand(context, place, node, { words, assignments, redirects, hasInnerScript, callsFunction });
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
    if (called) this.readCall(called, words, context, region.base + node.pos);
  }

  /** The body of a function, as its first call runs it. */
  private readCall(
    { node, context: written }: { readonly node: ShellFunction; readonly context: Context },
    words: readonly Word[],
    context: Context,
    position: number,
  ): void {
    this.functions.delete(node.name.text);
    this.called.add(node.name.text);
    const outer = this.call;
    this.call ??= position;
    const inner = {
      ...context,
      region: written.region,
      shell: written.shell,
      parameters: words.slice(1),
      decisive: false,
      depth: context.depth + 1,
    };
    const { body } = node;
    if (body.type === "CompoundList") this.readStatements(body.commands, inner);
    else this.readCommand(body, inner, this.noPlace());
    this.call = outer;
  }

  /** `{ …; } > file` opens the file by itself: a command without words. */
  private readRedirectsOfCompound(redirections: readonly Redirection[], context: Context, place: Place): void {
    const first = redirections[0];
    const last = redirections.at(-1);
    if (!first || !last) return;
    const redirects = redirections.map((one) => redirect(context.region, one));
    const span = { pos: first.pos, end: last.end };
    this.addCommand(context, place, span, {
      words: [],
      assignments: [],
      redirects,
      hasInnerScript: false,
      callsFunction: false,
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
    context: Context,
    place: Place,
    span: { readonly pos: number; readonly end: number },
    contents: Pick<ShellCommand, "words" | "assignments" | "redirects" | "hasInnerScript" | "callsFunction">,
  ): void {
    const { region, shell, certainty: usual, guardedCertainty: guarded, guards, choice, depth, scope } = context;
    const { substitution, loops, parameters } = context;
    const range = { start: region.base + span.pos, end: region.base + span.end };
    // To a plain shell `command &> file` is a command in the background, then an empty one with a redirect.
    const isBackground = shell === "sh" && contents.redirects.some(({ operator }) => operator.startsWith("&>"));
    const certainty = isBackground ? "maybe" : usual;
    const guardedCertainty = isBackground ? "maybe" : guarded;
    const how = {
      certainty,
      guardedCertainty,
      guards,
      choice: isBackground ? undefined : choice,
      depth,
      substitution,
      scope,
      dialect: shell,
      loops,
      parameters,
    };
    const command = { range, ...contents, ...place, ...how };
    this.commands.push(command);
    if (this.call !== undefined) this.calledAt.set(command, this.call);
  }

  private noteErrors(script: ParsedScript, { region }: Context): void {
    for (const { message, pos } of script.errors ?? []) {
      this.errors.push({ message, offset: region.base + Math.min(pos, region.shellText.length) });
    }
  }

  private noPlace(): Place {
    return { followedBy: "", pipeline: this.pipelines++, pipelineIndex: 0 };
  }

  private newScope(parent: number): number {
    return this.scopes.push(parent) - 1;
  }
}

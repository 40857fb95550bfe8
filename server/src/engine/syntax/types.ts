// What a parsed Dockerfile looks like: every range is a pair of UTF-16 offsets into the one document text.

/** Half-open range of UTF-16 offsets into the document: `[start, end)`. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}

/** A zero-based line and UTF-16 character, as LSP counts them. */
export interface LinePosition {
  readonly line: number;
  readonly character: number;
}

export interface Comment {
  readonly range: TextRange;
  /** Text after the `#`, trimmed. */
  readonly text: string;
  readonly line: number;
}

export interface Directive {
  readonly name: string;
  readonly value: string;
  readonly range: TextRange;
}

/** A piece of a word: literal text, or a variable with what to use where it is unset (`${name:-fallback}`). */
export type WordPart =
  | { readonly kind: "text"; readonly text: string }
  | {
      readonly kind: "variable";
      readonly name: string;
      readonly fallback?: readonly WordPart[];
      readonly alternative?: readonly WordPart[];
    }
  /** `$(…)`, `$((…))`, `{a,b}`, `$1`, or an expansion that no static reading can follow. Globs stay text. */
  | { readonly kind: "dynamic"; readonly text: string };

/** One word of an instruction or of a shell command, quotes and line continuations removed in `parts`. */
export interface Word {
  readonly range: TextRange;
  /** The source text, quotes and continuations included. */
  readonly raw: string;
  readonly parts: readonly WordPart[];
  /** The value when nothing in the word is variable; otherwise undefined. */
  readonly literal: string | undefined;
}

/** `--name=value` or `--name` in front of an instruction's arguments. */
export interface Flag {
  readonly name: string;
  readonly value: Word | undefined;
  readonly range: TextRange;
}

export interface Heredoc {
  /** The delimiter, without quotes: `EOF`. In COPY it is also the file's name. */
  readonly name: string;
  /** Quoted delimiter: variables in the body are not expanded by the builder. */
  readonly quoted: boolean;
  /** `<<-`: leading tabs are removed. */
  readonly stripTabs: boolean;
  readonly openingRange: TextRange;
  /** The lines between opening and closing delimiter; empty range where there are none. */
  readonly bodyRange: TextRange;
}

/** How certainly a command runs when its script runs, and whether it does so once. */
export type Certainty = "always" | "maybe";

/** A test command, and what it has to come out as. */
export interface Guard {
  readonly test: ShellCommand;
  readonly holds: boolean;
}

/** The branch of an `if … else …` in which a command surely runs when that branch does. */
export interface Choice {
  /** Unique in the script. */
  readonly id: number;
  readonly branch: number;
  /** How many branches there are; exactly one of them runs. */
  readonly branches: number;
}

/** `for NAME in WORDS`. */
export interface Loop {
  readonly name: string;
  readonly words: readonly Word[];
}

export interface Assignment {
  readonly name: string;
  readonly value: Word;
  readonly range: TextRange;
}

export interface Redirect {
  /** `>`, `>>`, `<`, `<<`, `&>`, … */
  readonly operator: string;
  readonly target: Word | undefined;
  readonly range: TextRange;
}

/**
 * One simple command of a shell script, in the order of its source, whatever it is nested in. The body of a function
 * stands where the function is called first, and where it is written if nothing calls it.
 * Inner scripts that are written in place (`sh -c '…'`, `$(…)`) are commands of their own, with ranges in the document.
 */
export interface ShellCommand {
  /** From the first word (or assignment) to the last word or redirect. */
  readonly range: TextRange;
  /** Program and arguments; empty for a bare assignment. */
  readonly words: readonly Word[];
  /** `NAME=value` before the program, or the whole command. */
  readonly assignments: readonly Assignment[];
  readonly redirects: readonly Redirect[];
  /**
   * "maybe" inside if/case/loops/functions, after `||`, after a `&&` whose left side may fail on purpose, or in the background.
   * Fixes go by this one: it holds for builds with any arguments.
   * Right of a `&&` it is "always" where a failure on the left fails the build, and so is a `for` body with a written-out word.
   */
  readonly certainty: Certainty;
  /** Tests (`[ "$A" = b ]`) that decide whether it runs at all, outermost first; `certainty` is told without them. */
  readonly guards: readonly Guard[];
  /** How certainly it runs once every guard holds. */
  readonly guardedCertainty: Certainty;
  /** In an `if` with an `else` that surely runs: what stands in every one of its branches happens for certain. */
  readonly choice: Choice | undefined;
  /** Commands joined by `|` share a pipeline number (unique in the script). */
  readonly pipeline: number;
  readonly pipelineIndex: number;
  /** Commands at the script's top level (joined by `&&` or `;` or newlines) have 0; in a subshell, brace group, branch or `$( )` more. */
  readonly depth: number;
  /** The operator or separator that follows this command at its level: `&&`, `||`, `;`, `|`, newline, or "" at the end. */
  readonly followedBy: "&&" | "||" | ";" | "|" | "&" | "\n" | "";
  /** In `$( )` or backticks: its output is used as words, its effects on the file system still happen. */
  readonly substitution: boolean;
  /** A number per subshell, `sh -c` or substitution: `cd` and `export` do not leave it. 0 is the script itself. */
  readonly scope: number;
  /** "sh": to nothing but the POSIX shell's language for certain (Debian's and Alpine's `/bin/sh`); "bash": to bash and those that follow it. */
  readonly dialect: "sh" | "bash";
  /** The `for` loops around it whose words are written in place, outermost first. */
  readonly loops: readonly Loop[];
  /** In the body of a function: the arguments of the call that it is read for; undefined outside of one. */
  readonly parameters: readonly Word[] | undefined;
  /** It calls a function of the script: what that does are the commands that follow, wherever they are written. */
  readonly callsFunction: boolean;
  /**
   * A shell whose script is written in place (`sh -c '…'`, `bash <<EOF`): what it does are the commands that follow,
   * in its range or in the heredoc's script.
   */
  readonly hasInnerScript: boolean;
}

/** The shell inside a RUN: its shell-form text or a heredoc body. */
export interface ShellScript {
  readonly range: TextRange;
  /** "heredoc" bodies are scripts where `;` is a newline; "inline" is the shell form. */
  readonly source: "inline" | "heredoc";
  readonly commands: readonly ShellCommand[];
  /** The scope that each scope stands in, by its number; -1 for scope 0. A scope begins as its parent is at that point. */
  readonly scopes: readonly number[];
  /** What the shell parser could not read; the commands before and after are kept. */
  readonly errors: readonly { readonly message: string; readonly offset: number }[];
}

/** "shell": text for a shell; "exec": a JSON array; "heredoc": only heredocs; "plain": everything that is not run. */
export type InstructionForm = "shell" | "exec" | "heredoc" | "plain";

export interface InstructionSyntax {
  /** Position among the file's instructions, from 0. */
  readonly index: number;
  /** Upper case: `RUN`. For ONBUILD this is `ONBUILD`, and `trigger` holds the inner instruction. */
  readonly keyword: string;
  /** From the keyword to the end of the last line, heredoc bodies included. */
  readonly range: TextRange;
  readonly keywordRange: TextRange;
  /** From after the flags to the end of the arguments, heredoc bodies left out. */
  readonly argumentsRange: TextRange;
  readonly flags: readonly Flag[];
  /**
   * Arguments after the flags: split words, or the strings of the JSON array. For RUN in shell form: empty, see `scripts`.
   * ENV and LABEL give a word for each `NAME=value`, or two for the old `NAME value with blanks`. WORKDIR and USER give one.
   * HEALTHCHECK starts with `CMD` or `NONE`. COPY's heredocs are words with the ranges of their openings.
   */
  readonly words: readonly Word[];
  readonly form: InstructionForm;
  readonly heredocs: readonly Heredoc[];
  /** POSIX-shell scripts that this RUN executes; empty in exec form and for PowerShell, cmd or an unknown SHELL. */
  readonly scripts: readonly ShellScript[];
  /** For ONBUILD only. */
  readonly trigger?: InstructionSyntax;
  /** What is wrong with this instruction, in the user's words; the rest of the file is not affected. */
  readonly problem?: { readonly message: string; readonly range: TextRange };
  /** Zero-based line of the keyword, and of the last character. */
  readonly line: number;
  readonly endLine: number;
}

/** A whole file, parsed. Never thrown away for one bad instruction. */
export interface DockerfileSyntax {
  readonly text: string;
  readonly escape: "\\" | "`";
  readonly newline: "\n" | "\r\n";
  readonly directives: readonly Directive[];
  readonly comments: readonly Comment[];
  readonly instructions: readonly InstructionSyntax[];
  /** Offset of each line's first character; `lineStarts[0]` is 0. */
  readonly lineStarts: readonly number[];
}

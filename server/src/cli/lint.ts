// The `lint` command: finds Dockerfiles, applies safe fixes if asked to, and reports what was found.
import { statSync } from "node:fs";
import path from "node:path";
import type { Severity } from "../engine/index";
import type { Session } from "../session/types";
import type { Adapters } from "./adapters";
import type { FlagValues } from "./arguments";
import { findDockerfiles, realPath } from "./find-dockerfiles";
import { type AppliedFix, type FileReport, type LintReport, reportFile } from "./lint-report";
import { type OpenedDocument, openDocument } from "./open-document";
import { type DockerfileSource, encode, NotTextError, readDockerfile, readStandardInput } from "./read-dockerfile";
import { lintGithub } from "./reporters/lint-github";
import { lintSarif } from "./reporters/lint-sarif";
import { lintText } from "./reporters/lint-text";
import { CommandError, styleFor, type Terminal, warn, widthOf } from "./terminal";
import { writeFixes } from "./write-fixes";

/** Severities that make lint exit with 1, by what --fail-on says. */
const failing: Record<string, readonly Severity[]> = {
  warning: ["error", "warning"],
  info: ["error", "warning", "info"],
  never: [],
};

/** One file to lint; `found` in a folder rather than named by the user. */
interface Candidate {
  readonly given: string;
  readonly found: boolean;
}

/** Runs `lint` and returns its exit code. Throws CommandError where nothing can be linted at all. */
export async function lint(
  paths: readonly string[],
  flags: FlagValues,
  terminal: Terminal,
  adapters: Adapters,
): Promise<number> {
  const run = new LintRun(flags, terminal, adapters.openSession());
  const fromStandardInput = paths.includes("-") || (paths.length === 0 && flags.value("stdin-filename") !== undefined);
  if (fromStandardInput && paths.some((given) => given !== "-"))
    throw new CommandError("standard input is linted alone: leave out the other paths");
  if (!fromStandardInput && flags.value("stdin-filename") !== undefined)
    throw new CommandError("--stdin-filename is for standard input: leave out the paths, or use -");
  if (fromStandardInput) await run.lintSource(await readStandardInput(flags.value("stdin-filename"), terminal));
  else for (const candidate of run.candidates(paths.length > 0 ? paths : ["."])) await run.lintFile(candidate);
  return run.finish(adapters.version);
}

class LintRun {
  private readonly files: FileReport[] = [];
  private readonly texts = new Map<FileReport, string>();
  /** Reasons for exit code 2, already told. */
  private readonly failures: string[] = [];
  private overBudget = false;
  private fixedStandardInput: Uint8Array | undefined;
  private readonly told = new Set<string>();

  constructor(
    private readonly flags: FlagValues,
    private readonly terminal: Terminal,
    private readonly session: Session,
  ) {}

  /** The files that `paths` stand for, each once, in the order of the paths. */
  candidates(paths: readonly string[]): readonly Candidate[] {
    const { workingDirectory } = this.terminal;
    const candidates = new Map<string, Candidate>();
    const add = (given: string, found: boolean) => {
      const real = realPath(path.resolve(workingDirectory, given));
      if (!candidates.has(real)) candidates.set(real, { given, found });
    };
    for (const given of paths) {
      if (!this.isFolder(given)) {
        add(given, false);
        continue;
      }
      const { paths: found, problems } = findDockerfiles(given, workingDirectory);
      for (const problem of problems) this.fail(problem);
      for (const file of found) add(file, true);
      if (found.length === 0 && problems.length === 0) {
        const folder = given === "." ? "this folder" : given;
        this.fail(`no Dockerfile or Containerfile in ${folder} or below it`);
      }
    }
    return [...candidates.values()];
  }

  async lintFile({ given, found }: Candidate): Promise<void> {
    try {
      await this.lintSource(readDockerfile(given, this.terminal.workingDirectory));
    } catch (error) {
      if (!(error instanceof CommandError)) throw error;
      if (found && error instanceof NotTextError) this.say(`${error.message}: passed over`);
      else this.fail(error.message);
    }
  }

  async lintSource(source: DockerfileSource): Promise<void> {
    const settings = { registryLookup: this.flags.has("registry-lookup") };
    let document = await openDocument(this.session, source, source.text, settings);
    let fixed: readonly AppliedFix[] | undefined;
    if (this.flags.has("fix")) {
      const result = this.fix(document, source);
      // Opened anew, fixed or not: the session then looks its facts up at once, as it doesn't while somebody types.
      this.session.close(document.uri);
      if (result.fixed.length > 0) this.session.refreshFacts();
      document = await openDocument(this.session, source, result.text, settings);
      fixed = result.fixed;
    }
    const { snapshot } = document;
    // Many files share their settings: what is wrong with them is said once, with the first of the files.
    for (const { message } of snapshot.settingsProblems) this.say(`settings of ${source.name}: ${message}`, message);
    const report = reportFile(source, snapshot, fixed);
    for (const { message, range } of report.problems)
      this.say(`${source.name}:${range.start.line + 1}:${range.start.character + 1}: ${message}`);
    // A broken budget fails the run whatever --fail-on says.
    this.overBudget ||= report.findings.some(({ rule }) => rule === "size-budget-exceeded");
    this.files.push(report);
    this.texts.set(report, snapshot.text);
    this.session.close(document.uri);
  }

  /** Applies the safe fixes and writes the result; where it cannot be written, the text stays as it was. */
  private fix(
    { uri, snapshot }: OpenedDocument,
    source: DockerfileSource,
  ): { readonly text: string; readonly fixed: readonly AppliedFix[] } {
    // Who fixes standard input wants no file touched.
    const { text, files, fixes } = this.session.fixAll(uri, source.fromStandardInput ? "none" : "new")!;
    const fixed = fixes.map(({ finding, fix }) => ({ rule: finding.rule.id, title: fix.title }));
    if (source.fromStandardInput) {
      this.fixedStandardInput = encode(source, text);
      return { text, fixed };
    }
    try {
      const { ignoreFile } = snapshot.analysis.image.context ?? {};
      const before = ignoreFile?.exists ? ignoreFile.text : undefined;
      writeFixes(source, [
        ...[...files].map(([other, after]) => ({ path: other, before, after })),
        { path: undefined, before: source.text, after: text },
      ]);
    } catch (error) {
      if (!(error instanceof CommandError)) throw error;
      this.fail(error.message);
      return { text: source.text, fixed: [] };
    }
    return { text, fixed };
  }

  /** Prints the report and returns the exit code. */
  finish(version: string): number {
    const report: LintReport = { version: 1, files: this.files };
    const format = this.flags.value("format");
    const { terminal, fixedStandardInput } = this;
    // With --fix, standard output carries the fixed text, as filters in editors expect it.
    const output = fixedStandardInput === undefined ? terminal.output : terminal.errors;
    if (fixedStandardInput !== undefined) terminal.output.write(fixedStandardInput);
    if (format === "json") output.write(`${JSON.stringify(report, undefined, 2)}\n`);
    else if (format === "sarif") {
      const { workingDirectory } = terminal;
      const textOf = (file: FileReport) => this.texts.get(file)!;
      const log = lintSarif(report, { version, workingDirectory, textOf, failures: this.failures });
      output.write(`${JSON.stringify(log, undefined, 2)}\n`);
    } else if (format === "github") output.write(lintGithub(report, terminal));
    else if (this.files.length > 0)
      output.write(lintText(report, styleFor(output, terminal.environment), widthOf(output)));
    if (this.failures.length > 0) return 2;
    const severities = failing[this.flags.value("fail-on")!]!;
    const found = this.files.some(({ findings }) => findings.some(({ severity }) => severities.includes(severity)));
    return found || this.overBudget ? 1 : 0;
  }

  private isFolder(given: string): boolean {
    try {
      return statSync(path.resolve(this.terminal.workingDirectory, given)).isDirectory();
    } catch {
      // Reading it as a file will say what is wrong.
      return false;
    }
  }

  private fail(reason: string): void {
    this.failures.push(reason);
    this.say(reason);
  }

  private say(sentence: string, tellOnce = sentence): void {
    if (this.told.has(tellOnce)) return;
    this.told.add(tellOnce);
    warn(this.terminal, sentence);
  }
}

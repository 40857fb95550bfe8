// The `explain` command: a Dockerfile, each line with its cost, as text or JSON.
import { stripVTControlCharacters } from "node:util";
import { type ExplainRole, explainFile, findLineStarts, positionAt } from "../engine/index";
import type { Adapters } from "./adapters";
import type { FlagValues } from "./arguments";
import { explainReport } from "./explain-report";
import { wrap } from "./layout";
import { openSource } from "./open-document";
import { readDockerfile, readStandardInput } from "./read-dockerfile";
import { type Style, styleFor, type Terminal, warn, widthOf } from "./terminal";

/** Which colour each part of the explanation has. */
const colours: Record<ExplainRole, keyof Style> = {
  size: "bold",
  stage: "cyan",
  error: "red",
  warning: "yellow",
  info: "cyan",
  hint: "dim",
  muted: "dim",
};

/** Runs `explain` and returns its exit code. Throws CommandError where the file cannot be explained. */
export async function explain(
  given: string,
  flags: FlagValues,
  terminal: Terminal,
  adapters: Adapters,
): Promise<number> {
  const source =
    given === "-" ? await readStandardInput(undefined, terminal) : readDockerfile(given, terminal.workingDirectory);
  const settings = { registryLookup: flags.has("registry-lookup") };
  const { snapshot } = await openSource(adapters.openSession({ asksEngine: true }), source, terminal, settings);
  const lines = { text: snapshot.text, lineStarts: findLineStarts(snapshot.text) };
  for (const { message, range } of snapshot.analysis.problems) {
    const { line, character } = positionAt(lines, range.start);
    warn(terminal, `${source.name}:${line + 1}:${character + 1}: ${message}`);
  }
  if (flags.value("format") === "json") {
    terminal.output.write(`${JSON.stringify(explainReport(source, snapshot), undefined, 2)}\n`);
    return 0;
  }
  const paint = styleFor(terminal.output, terminal.environment);
  const style = (piece: string, role: ExplainRole) => paint[colours[role]](piece);
  const text = explainFile(snapshot.analysis, snapshot.pricing, { style, bars: true });
  const width = widthOf(terminal.output);
  const wrapped = text.split("\n").map((line) => (isRemark(line) ? wrap(line, width) : line));
  terminal.output.write(wrapped.join("\n"));
  return 0;
}

/** What is said about the Dockerfile is wrapped; its own lines, which begin with a size or a number, stay whole. */
function isRemark(line: string): boolean {
  return /^(Sizes| +([\^=·]|lines?)) /.test(stripVTControlCharacters(line));
}

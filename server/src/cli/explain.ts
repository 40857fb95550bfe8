// The `explain` command: a Dockerfile, each line with its cost.
import { type ExplainRole, explainFile } from "../engine/index";
import type { Adapters } from "./adapters";
import { openDocument } from "./open-document";
import { readDockerfile, readStandardInput } from "./read-dockerfile";
import { type Style, styleFor, type Terminal, warn } from "./terminal";

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
export async function explain(given: string, terminal: Terminal, adapters: Adapters): Promise<number> {
  const source =
    given === "-" ? await readStandardInput(undefined, terminal) : readDockerfile(given, terminal.workingDirectory);
  const { snapshot } = await openDocument(adapters.openSession(), source, source.text);
  for (const { message } of snapshot.settingsProblems) warn(terminal, `settings of ${source.name}: ${message}`);
  for (const { message } of snapshot.analysis.problems) warn(terminal, `${source.name}: ${message}`);
  const style = styleFor(terminal.output, terminal.environment);
  const text = explainFile(snapshot.analysis, snapshot.pricing, (piece, role) => style[colours[role]](piece));
  terminal.output.write(text);
  return 0;
}

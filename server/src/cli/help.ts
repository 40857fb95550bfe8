// What --help prints: of the program, and of each command by its row in the table.
import { type Command, type CommandName, commands, type Flag } from "./commands";

const exitCodes =
  "Exit codes: 0 clean, 1 findings, a broken budget or a fix that is not proved, 2 could not do the job.";

/** The help of one command. */
export function commandHelp(name: CommandName): string {
  const command: Command = commands[name];
  const flags = Object.entries(command.flags).map(([flag, { type, short, placeholder, help, default: preset }]) => [
    `${short ? `-${short}, ` : "    "}--${flag}${valueUsage(type, placeholder)}`,
    preset ? `${help} (default ${preset})` : help,
  ]);
  return [
    `${command.summary}.`,
    "",
    `Usage: layer-cost ${name} [FLAGS] ${command.arguments.usage}`.trimEnd(),
    "",
    ...command.details,
    "",
    "Flags:",
    ...columns(flags),
    "",
    "Examples:",
    ...command.examples.map((example) => `  ${example}`),
    "",
    exitCodes,
    "",
  ].join("\n");
}

function valueUsage(type: Flag["type"], placeholder: string | undefined): string {
  if (placeholder === undefined) return "";
  return type === "optional" ? `[=${placeholder}]` : ` ${placeholder}`;
}

/** The help of the program. */
export function programHelp(): string {
  return [
    "Layer Cost shows what every line of a Dockerfile costs in the shipped image, and what of it is waste.",
    "",
    "Usage: layer-cost COMMAND [FLAGS] [ARGUMENTS]",
    "",
    "Commands:",
    ...columns(
      Object.entries(commands).map(
        ([
          name,
          {
            arguments: { usage },
            summary,
          },
        ]) => [`${name} ${usage}`.trimEnd(), summary],
      ),
    ),
    "",
    "Flags:",
    ...columns([
      ["-h, --help", "Show this help, or that of a command: layer-cost lint --help"],
      ["-V, --version", "Show the version"],
    ]),
    "",
    exitCodes,
    "",
  ].join("\n");
}

function columns(rows: readonly (readonly string[])[]): string[] {
  const width = Math.max(...rows.map(([left]) => left!.length));
  return rows.map(([left, right]) => `  ${left!.padEnd(width)}  ${right}`);
}

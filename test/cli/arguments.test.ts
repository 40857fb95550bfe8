// What the command line understands, and what it says about the rest.
import { describe, expect, test } from "vitest";
import { type Invocation, parseArguments } from "../../server/src/cli/arguments";
import { commands } from "../../server/src/cli/commands";
import { commandHelp, programHelp } from "../../server/src/cli/help";
import { CommandError } from "../../server/src/cli/terminal";

function run(...argv: string[]): Extract<Invocation, { kind: "run" }> {
  const invocation = parseArguments(argv);
  if (invocation.kind !== "run") throw new Error(`it is ${invocation.kind}`);
  return invocation;
}

function problem(...argv: string[]): string {
  try {
    parseArguments(argv);
  } catch (error) {
    expect(error).toBeInstanceOf(CommandError);
    return (error as Error).message;
  }
  throw new Error("it is valid");
}

describe("parseArguments", () => {
  test("reads paths and flags in any order", () => {
    const { command, paths, flags } = run("lint", "a", "--fix", "--format", "json", "b c", "--fail-on=never");
    expect({ command, paths }).toEqual({ command: "lint", paths: ["a", "b c"] });
    expect([flags.has("fix"), flags.value("format"), flags.value("fail-on")]).toEqual([true, "json", "never"]);
  });

  test("fills in defaults", () => {
    const { flags } = run("lint");
    expect([flags.has("fix"), flags.value("format"), flags.value("fail-on")]).toEqual([false, "text", "warning"]);
    expect(flags.value("stdin-filename")).toBeUndefined();
  });

  test("takes a repeated flag where it may be repeated", () => {
    expect(run("build", "F", "--build-arg", "A=1", "--build-arg=B=2=3").flags.values("build-arg")).toEqual([
      "A=1",
      "B=2=3",
    ]);
  });

  test("takes an optional value only behind its flag's =", () => {
    const { paths, flags } = run("build", "--time-rebuilds", "F");
    expect([paths, flags.has("time-rebuilds"), flags.value("time-rebuilds")]).toEqual([["F"], true, ""]);
    expect(run("build", "F", "--time-rebuilds=warm,code").flags.value("time-rebuilds")).toBe("warm,code");
    expect(problem("build", "F", "--time-rebuilds=")).toBe("--time-rebuilds needs a value: --time-rebuilds=KINDS");
    expect(problem("build", "F", "--time-rebuilds", "--time-rebuilds=warm")).toBe("--time-rebuilds is given twice");
    expect(commandHelp("build")).toContain("--time-rebuilds[=KINDS]");
  });

  test("takes what follows -- as paths, and - as standard input", () => {
    expect(run("lint", "--", "--fix").paths).toEqual(["--fix"]);
    expect(run("lint", "-").paths).toEqual(["-"]);
  });

  test("shows help wherever it is asked for, even beside mistakes in paths", () => {
    expect(parseArguments(["--help"])).toEqual({ kind: "help", command: undefined });
    expect(parseArguments(["help"])).toEqual({ kind: "help", command: undefined });
    expect(parseArguments(["help", "build"])).toEqual({ kind: "help", command: "build" });
    expect(parseArguments(["build", "-h"])).toEqual({ kind: "help", command: "build" });
    expect(parseArguments(["-V"])).toEqual({ kind: "version" });
  });

  test.each([
    [["lint", "--formt", "json"], 'unknown flag "--formt" of lint: did you mean "--format"?'],
    [["lint", "--FIX"], 'unknown flag "--FIX" of lint: did you mean "--fix"?'],
    [["build", "F", "--buildarg", "A=1"], 'unknown flag "--buildarg" of build: did you mean "--build-arg"?'],
    [["--verison"], 'unknown flag "--verison" before a command: did you mean "--version"?'],
    [["-v"], 'unknown flag "-v" before a command: did you mean "-V"?'],
    [["--colour"], 'unknown flag "--colour" before a command: see layer-cost --help'],
    [["build", "-t", "x", "F"], 'unknown flag "-t" of build: see layer-cost build --help'],
    [["version"], 'unknown command "version": did you mean "--version"?'],
    [
      ["frobnicate"],
      expect.stringMatching(/^unknown command "frobnicate": the commands are lint, explain, .* and \w+$/),
    ],
    [["lint", "--format", "xml"], '--format cannot be "xml": valid are text, json, sarif, github'],
    [["lnt"], 'unknown command "lnt": did you mean "lint"?'],
    [["biuld", "F"], 'unknown command "biuld": did you mean "build"?'],
    [["Dockerfile"], '"Dockerfile" is not a command: did you mean "layer-cost lint Dockerfile"?'],
    [[], expect.stringMatching(/^say what to do: lint, explain, .* or \w+ \(see layer-cost --help\)$/)],
    [
      ["lint", "--format", "sarfi"],
      '--format cannot be "sarfi": did you mean "sarif"? Valid are text, json, sarif, github',
    ],
    [["lint", "--fail-on"], "--fail-on needs a value: --fail-on SEVERITY"],
    [["lint", "--format", "--fix"], "--format needs a value: --format FORMAT"],
    [["lint", "--format="], "--format needs a value: --format FORMAT"],
    [["lint", "--fix=yes"], "--fix takes no value"],
    [["lint", "--format", "json", "--format", "text"], "--format is given twice"],
    [["lint", ""], "a path is empty"],
    [["explain"], "explain needs a file: layer-cost explain FILE"],
    [["engine", "a"], "engine takes no file: layer-cost engine"],
    [["build", "a", "b"], "build takes one file, not 2: layer-cost build FILE"],
  ])("%j is refused", (argv, expected) => {
    expect(problem(...argv)).toEqual(expected);
  });
});

test("names of the object that holds the flags are no flags", () => {
  expect(problem("lint", "--toString")).toBe('unknown flag "--toString" of lint: see layer-cost lint --help');
  expect(problem("constructor")).toMatch(/^unknown command "constructor": the commands are /);
});

describe("help", () => {
  test("names every command and every flag, in lines that fit into a terminal", () => {
    for (const name of Object.keys(commands) as (keyof typeof commands)[]) {
      expect(programHelp()).toContain(`  ${name} `);
      for (const flag of Object.keys(commands[name].flags)) expect(commandHelp(name)).toContain(`--${flag}`);
      for (const line of commandHelp(name).split("\n")) expect(line.length).toBeLessThanOrEqual(110);
    }
  });
});

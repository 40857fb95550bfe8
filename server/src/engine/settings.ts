// Settings as every door understands them: defaults, `.layer-cost.json` over editor settings, unknown keys reported.
import type { AnalysisSettings } from "./analysis";
import { joinInputs, type Read, readCacheText, readSecretText, readSshText } from "./build-inputs";
import type { BuildInputs } from "./builds";
import { editDistance } from "./edit-distance";
import { rules } from "./rules/catalogue";
import type { Severity } from "./rules/define-rule";
import { type Setting, settingsCatalogue, severities } from "./settings-catalogue";
import { parseSize } from "./sizes/format";

/** What a document's settings come down to once file, editor and defaults are merged. */
export interface EffectiveSettings {
  readonly analysis: AnalysisSettings;
  /** As written: relative to the settings file (made absolute by who read it) or to the workspace folder. */
  readonly buildContext: string | undefined;
  readonly buildTarget: string | undefined;
  readonly buildMeasure: "stages" | "target";
  /** Paths in it are written like that of the context. */
  readonly buildInputs: BuildInputs;
  readonly inlayHints: { readonly stages: boolean; readonly instructions: boolean; readonly minimum: number };
  readonly codeLens: boolean;
  readonly hover: boolean;
  readonly engine: string | undefined;
  /** Whether registries may be asked over the network. */
  readonly registryLookup: boolean;
  /** How fixes are proved: what must succeed in the images (undefined: what they start), and for how long, in ms. */
  readonly prove: { readonly command: string | undefined; readonly timeoutMs: number };
}

export interface SettingsProblem {
  readonly key: string;
  /** One sentence, with the nearest valid key or value. */
  readonly message: string;
}

export interface MergedSettings {
  readonly settings: EffectiveSettings;
  /** Of the file first; what is wrong is ignored, and the next best value holds. */
  readonly problems: readonly SettingsProblem[];
}

/**
 * Merges the parsed content of `.layer-cost.json` (undefined: there is none) over the editor's settings of the section
 * `layerCost` over the defaults. Rules, build arguments and budgets are merged by name. What is wrong is reported.
 */
export function mergeSettings(editor: unknown, file: unknown): MergedSettings {
  const problems: SettingsProblem[] = [];
  const fromFile = file === undefined ? {} : readAll(file, "file", problems);
  const fromEditor = readAll(editor ?? {}, "editor", problems);
  const value = <T>(name: string) => (fromFile[name] ?? fromEditor[name] ?? defaults[name]) as T;
  const merged = <T>(name: string) => ({ ...(fromEditor[name] as T), ...(fromFile[name] as T) });
  return {
    settings: {
      analysis: {
        rules: merged<Record<string, Severity | "off">>("rules"),
        minimumSaving: value("minimumSaving"),
        targets: value("targets"),
        buildArguments: merged<Record<string, string>>("build.args"),
        platform: value("build.platform"),
        budgets: merged<Record<string, number>>("budget"),
      },
      buildContext: value("build.context"),
      buildTarget: value("build.target"),
      buildMeasure: value("build.measure"),
      buildInputs: joinInputs(inputsIn(fromEditor), inputsIn(fromFile)),
      inlayHints: {
        stages: value("inlayHints.stages"),
        instructions: value("inlayHints.instructions"),
        minimum: value("inlayHints.minimum"),
      },
      codeLens: value("codeLens"),
      hover: value("hover"),
      engine: value("engine"),
      registryLookup: value("registryLookup"),
      prove: { command: value("prove.command"), timeoutMs: value<number>("prove.timeout") * 1000 },
    },
    problems,
  };
}

type Values = Record<string, unknown>;

function inputsIn(values: Values): BuildInputs {
  const value = <T>(name: string) => values[name] as T | undefined;
  return {
    secrets: value("build.secrets"),
    ssh: value("build.ssh"),
    labels: value("build.labels"),
    cacheFrom: value("build.cacheFrom"),
    namedContexts: value("build.contexts"),
  };
}

const ruleIds: readonly string[] = rules.map(({ id }) => id);
const byName = new Map(settingsCatalogue.map((setting) => [setting.name, setting]));
const groups = new Set(
  settingsCatalogue.flatMap(({ name }) => (name.includes(".") ? [name.split(".")[0] as string] : [])),
);
const defaults: Values = {};
for (const setting of settingsCatalogue) {
  if (setting.default !== undefined) defaults[setting.name] = readValue(setting, setting.default, () => undefined);
}

/** Values by the setting's full name, as pricing and analysis want them (sizes in bytes); wrong ones are left out. */
function readAll(raw: unknown, where: "file" | "editor", problems: SettingsProblem[]): Values {
  const values: Values = {};
  const report = (key: string, message: string) => problems.push({ key, message });
  if (!isRecord(raw)) {
    report(
      "",
      `${where === "file" ? ".layer-cost.json" : "The settings of layerCost"} must be an object with settings in it.`,
    );
    return values;
  }
  for (const [name, given] of namesAndValues(raw)) {
    // VS Code sends every setting, the unset ones as null; editors complete the schema's key.
    if (given === null || given === undefined || name === "$schema") continue;
    const setting = byName.get(name);
    if (setting === undefined && groups.has(name)) {
      report(name, `"${name}" must be an object with settings in it, not ${JSON.stringify(given)}.`);
      continue;
    }
    if (setting === undefined) {
      report(name, `There is no setting "${name}"${suggestion(name, namesFor(where))}`);
      continue;
    }
    if (where === "file" && !setting.alsoInFile) {
      report(name, `"${name}" is a setting of the editor and is not read from .layer-cost.json.`);
      continue;
    }
    const value = readValue(setting, given, (message) => report(name, message));
    if (value !== undefined) values[name] = value;
  }
  return values;
}

function namesFor(where: "file" | "editor"): string[] {
  return settingsCatalogue.filter(({ alsoInFile }) => alsoInFile || where === "editor").map(({ name }) => name);
}

/** `{ build: { args } }` and `{ "build.args" }` alike. */
function namesAndValues(raw: Record<string, unknown>): [string, unknown][] {
  return Object.entries(raw).flatMap(([name, value]): [string, unknown][] =>
    groups.has(name) && isRecord(value)
      ? Object.entries(value).map(([member, inner]) => [`${name}.${member}`, inner])
      : [[name, value]],
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The value as the engine uses it, or undefined after reporting what is wrong with it. */
function readValue({ name, type, choices = [] }: Setting, given: unknown, report: (message: string) => void): unknown {
  const wrong = (expected: string): undefined => {
    report(`"${name}" must be ${expected}, not ${JSON.stringify(given)}.`);
    return undefined;
  };
  switch (type) {
    case "boolean":
      return typeof given === "boolean" ? given : wrong("true or false");
    case "string":
      if (typeof given !== "string") return wrong("a text");
      // An empty text is how settings editors say "unset".
      return given.trim() === "" ? undefined : given;
    case "seconds":
      return typeof given === "number" && given >= 1 ? given : wrong("a number of seconds, 1 or more");
    case "choice":
      return choices.includes(given as string) ? given : wrong(`one of ${choices.join(", ")}`);
    case "size":
      return parseSize(given) ?? wrong('a size such as "1MB"');
    case "strings":
      return isTexts(given) ? given : wrong("a list of texts");
    case "secrets":
      return readItems(given, readSecretText, report) ?? wrong("a list of texts");
    case "ssh":
      return readItems(given, readSshText, report) ?? wrong("a list of texts");
    case "caches":
      return readItems(given, readCacheText, report) ?? wrong("a list of texts");
    case "arguments":
      return readArguments(name, given, report);
    case "rules":
      return readRules(name, given, report);
    case "budget":
      return readBudget(name, given, report);
  }
}

/** The items of a list of texts that can be read, the others reported; undefined for what is no such list. */
function readItems<T>(given: unknown, read: (text: string) => Read<T>, report: (message: string) => void) {
  if (!isTexts(given)) return undefined;
  return given.flatMap((text) => {
    const result = read(text);
    if ("item" in result) return [result.item];
    report(result.problem);
    return [];
  });
}

function isTexts(given: unknown): given is string[] {
  return Array.isArray(given) && given.every((one) => typeof one === "string");
}

function readArguments(name: string, given: unknown, report: (message: string) => void): unknown {
  if (!isRecord(given))
    return void report(`"${name}" must be an object of names and values, not ${JSON.stringify(given)}.`);
  const values: Record<string, string> = {};
  for (const [key, value] of Object.entries(given)) {
    if (["string", "number", "boolean"].includes(typeof value)) values[key] = String(value);
    else
      report(
        `${name === "build.args" ? "The build argument" : `In "${name}",`} "${key}" must be a text, not ${JSON.stringify(value)}.`,
      );
  }
  return values;
}

function readRules(name: string, given: unknown, report: (message: string) => void): unknown {
  if (!isRecord(given))
    return void report(`"${name}" must be an object of rule ids and severities, not ${JSON.stringify(given)}.`);
  const values: Record<string, Severity | "off"> = {};
  for (const [id, value] of Object.entries(given)) {
    const severity = severities.find((one) => one === value);
    if (!ruleIds.includes(id)) {
      report(`There is no rule "${id}"${suggestion(id, ruleIds)}`);
    } else if (severity === undefined) {
      report(`The severity of "${id}" must be one of ${severities.join(", ")}, not ${JSON.stringify(value)}.`);
    } else values[id] = severity;
  }
  return values;
}

function readBudget(name: string, given: unknown, report: (message: string) => void): unknown {
  const whole = parseSize(given);
  if (whole !== undefined) return { "": whole };
  if (!isRecord(given)) {
    return void report(
      `"${name}" must be a size such as "500MB", or one size per target, not ${JSON.stringify(given)}.`,
    );
  }
  const values: Record<string, number> = {};
  for (const [target, value] of Object.entries(given)) {
    const bytes = parseSize(value);
    if (bytes === undefined)
      report(`The budget of "${target}" must be a size such as "500MB", not ${JSON.stringify(value)}.`);
    else values[target] = bytes;
  }
  return values;
}

/** The end of a sentence: names the candidate with the fewest edits, where they are few enough to be a slip. */
function suggestion(name: string, candidates: readonly string[]): string {
  const [best] = candidates
    .map((candidate) => ({ candidate, edits: editDistance(name.toLowerCase(), candidate.toLowerCase()) }))
    .sort((left, right) => left.edits - right.edits);
  return best !== undefined && best.edits <= Math.max(2, name.length / 3) ? `: did you mean "${best.candidate}"?` : ".";
}

// Reads rule fixtures: Dockerfiles whose expected findings stand in `#~` lines under the code.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import {
  type AnalysisSettings,
  type ClutterKind,
  type ContextFacts,
  type NodeProject,
  noSemanticFacts,
  parseSize,
  rules,
  type SemanticFacts,
} from "../../../server/src/engine/index";

export const fixturesFolder = path.join(import.meta.dirname, "../../fixtures");

/** `#~ package-cache-left "apt-get install -y git" safe`: a finding on the line above. */
export interface Marker {
  readonly rule: string;
  /** The flagged text; continuations and runs of white space count as one blank. */
  readonly quoted: string;
  /** Applicability of the first fix offered, or "none". */
  readonly fix: "safe" | "needs-review" | "none";
  /** Zero-based line, markers not counted, that the finding starts or ends on. */
  readonly line: number;
}

export interface Fixture {
  /** `leftovers/package-cache-left/flagged-apt-lists`. */
  readonly name: string;
  readonly rule: string;
  readonly flagged: boolean;
  /** Without its marker lines. */
  readonly text: string;
  readonly markers: readonly Marker[];
  readonly settings: AnalysisSettings;
  readonly facts: SemanticFacts;
  /** The ignore file after the first fix of each finding; undefined where it stays as it is. */
  readonly ignoreFileAfter: string | undefined;
  /** Path of the fixture without `.Dockerfile`. */
  readonly stem: string;
  /** The text after safe fixes, and after the first fix of each finding; undefined where no such file is there. */
  readonly safe: string | undefined;
  readonly all: string | undefined;
}

export const defaultSettings: AnalysisSettings = {
  rules: {},
  minimumSaving: 1_000_000,
  targets: [],
  buildArguments: {},
  platform: undefined,
  budgets: {},
};

const emptyContext: ContextFacts = {
  bytes: 0,
  clutter: [],
  ignoreFile: { path: ".dockerignore", exists: false, text: "" },
  otherSources: [],
};

/** What a `#~ node-project {…}` leaves out. */
const plainProject: NodeProject = {
  folder: "",
  scripts: {},
  dependencies: [],
  devDependencies: [],
  hasWorkspaces: false,
  lock: "npm",
  yarn: undefined,
  linksNodeModules: false,
  files: ["package-lock.json"],
  hasLocalPackages: false,
};

const markerLine = /^[ \t]*#~ ?(.*)$/;
const findingMarker = /^([\w-]+) "(.*)" (safe|needs-review|none)$/;

/** Every fixture below test/fixtures/<group>/<rule-id>/. */
export function readFixtures(): readonly Fixture[] {
  return readdirSync(fixturesFolder, { recursive: true, encoding: "utf8" })
    .filter((file) => /(^|[\\/])(flagged|clean)-[^\\/.]+\.Dockerfile$/.test(file))
    .sort()
    .map((file) => readFixture(file.replaceAll("\\", "/")));
}

function readFixture(file: string): Fixture {
  const stem = path.join(fixturesFolder, file.replace(/\.Dockerfile$/, ""));
  const kept: string[] = [];
  const markers: Marker[] = [];
  let settings = defaultSettings;
  const on = new Set<string>();
  let facts: SemanticFacts = noSemanticFacts;
  let context: ContextFacts = emptyContext;
  let ignoreFileAfter: string | undefined;
  for (const line of readFileSync(`${stem}.Dockerfile`, "utf8").split("\n")) {
    const marker = line.match(markerLine)?.[1];
    if (marker === undefined) {
      kept.push(line);
      continue;
    }
    const [, rule, quoted, fix] = marker.match(findingMarker) ?? [];
    const [, option, value] =
      marker.match(
        /^(targets|budget|build-argument|cargo-strip|node-project|requirements|rule-on|rule-off|context|ignore-file|ignore-file-after|copied-elsewhere) (.*)$/,
      ) ?? [];
    if (rule !== undefined && quoted !== undefined) {
      markers.push({ rule, quoted, fix: fix as Marker["fix"], line: kept.length - 1 });
    } else if (option === "targets") {
      settings = { ...settings, targets: value!.split(",") };
    } else if (option === "budget") {
      // `#~ budget 100MB`, or `#~ budget 100MB run` for one target.
      const [size, target = ""] = value!.split(" ");
      settings = { ...settings, budgets: { ...settings.budgets, [target]: parseSize(size)! } };
    } else if (option === "build-argument") {
      const [name = "", text = ""] = value!.split("=");
      settings = { ...settings, buildArguments: { ...settings.buildArguments, [name]: text } };
    } else if (option === "rule-off") {
      settings = { ...settings, rules: { ...settings.rules, [value!]: "off" } };
    } else if (option === "rule-on") {
      on.add(value!);
    } else if (option === "node-project") {
      facts = { ...facts, nodeProjects: [...facts.nodeProjects, { ...plainProject, ...JSON.parse(value!) }] };
    } else if (option === "requirements") {
      // `#~ requirements deps/prod.txt "torch\n-r base.txt"`
      const [, file, text] = value!.match(/^(\S+) (".*")$/) ?? [];
      facts = { ...facts, requirements: [...facts.requirements, { path: file!, text: JSON.parse(text!) }] };
    } else if (option === "cargo-strip") {
      facts = { ...facts, cargoStrip: value === "true" };
    } else if (option === "context") {
      // `#~ context version-control 120MB .git`, and `#~ context 300MB` for what there is besides.
      const [, kind, size, file] = value!.match(/^(?:([a-z-]+) )?(\S+)(?: (.+))?$/) ?? [];
      const bytes = parseSize(size)!;
      const entry = kind === undefined ? [] : [{ path: file!, kind: kind as ClutterKind, bytes }];
      context = { ...context, bytes: context.bytes + bytes, clutter: [...context.clutter, ...entry] };
      facts = { ...facts, context };
    } else if (option === "ignore-file") {
      context = { ...context, ignoreFile: { ...context.ignoreFile, exists: true, text: JSON.parse(value!) } };
      facts = { ...facts, context };
    } else if (option === "ignore-file-after") {
      ignoreFileAfter = JSON.parse(value!);
    } else if (option === "copied-elsewhere") {
      context = { ...context, otherSources: [...context.otherSources, value === "?" ? null : value!] };
      facts = { ...facts, context };
    } else {
      throw new Error(`${file}: cannot read the marker "${marker}"`);
    }
  }
  const [group = "", rule = "", name = ""] = file.split("/");
  const spoken = new Set([rule, ...on, ...markers.map((marker) => marker.rule)]);
  return {
    name: `${group}/${rule}/${name.replace(/\.Dockerfile$/, "")}`,
    rule,
    flagged: name.startsWith("flagged-"),
    text: kept.join("\n"),
    markers,
    settings: { ...settings, rules: { ...onlyRules(group, spoken), ...settings.rules } },
    facts,
    ignoreFileAfter,
    stem,
    safe: readIfThere(`${stem}.safe.Dockerfile`),
    all: readIfThere(`${stem}.all.Dockerfile`),
  };
}

/**
 * A fixture is about its own rule, those that its markers name, and those that `#~ rule-on` asks for: a new rule does not
 * speak in all the others' fixtures. Ignore comments are about any rule.
 */
function onlyRules(group: string, spoken: ReadonlySet<string>): AnalysisSettings["rules"] {
  if (group === "suppressions") {
    return {};
  }
  return Object.fromEntries(rules.filter(({ id }) => !spoken.has(id)).map(({ id }) => [id, "off"]));
}

function readIfThere(file: string): string | undefined {
  return existsSync(file) ? readFileSync(file, "utf8") : undefined;
}

// Settings: the file wins, what is wrong is reported and ignored, and all descriptions come from one list.
import { describe, expect, test } from "vitest";
import { mergeSettings } from "../../server/src/engine/settings";
import { editorConfiguration, settingsCatalogue, settingsFileSchema } from "../../server/src/engine/settings-catalogue";

test("without any, the defaults hold", () => {
  const { settings, problems } = mergeSettings(undefined, undefined);
  expect(problems).toEqual([]);
  expect(settings).toEqual({
    analysis: {
      rules: {},
      minimumSaving: 1_000_000,
      targets: [],
      buildArguments: {},
      platform: undefined,
      budgets: {},
    },
    buildContext: undefined,
    buildInputs: {},
    buildTarget: undefined,
    buildMeasure: "stages",
    inlayHints: { stages: true, instructions: true, minimum: 1_000_000 },
    codeLens: true,
    hover: true,
    engine: undefined,
    registryLookup: false,
    prove: { command: undefined, timeoutMs: 60_000 },
  });
});

test("the file wins over the editor; rules, arguments and budgets are merged by name", () => {
  const { settings, problems } = mergeSettings(
    {
      minimumSaving: "5MB",
      rules: { "package-cache-left": "off", "runtime-from-builder": "error" },
      build: { target: "editor", platform: "linux/arm64", args: { A: "1", B: "1" } },
      budget: "1GB",
      engine: "unix:///run/docker.sock",
      hover: false,
    },
    {
      $schema: "x",
      minimumSaving: "2MB",
      rules: { "package-cache-left": "info" },
      build: { target: "file", args: { B: "2" } },
      budget: { api: "500MB" },
      targets: ["api"],
    },
  );
  expect(problems).toEqual([]);
  expect(settings.analysis).toEqual({
    rules: { "package-cache-left": "info", "runtime-from-builder": "error" },
    minimumSaving: 2_000_000,
    targets: ["api"],
    buildArguments: { A: "1", B: "2" },
    platform: "linux/arm64",
    budgets: { "": 1e9, api: 5e8 },
  });
  expect(settings.buildTarget).toBe("file");
  expect(settings.engine).toBe("unix:///run/docker.sock");
  expect(settings.hover).toBe(false);
});

test("names with dots are read as nested ones", () => {
  const { settings, problems } = mergeSettings({ "build.target": "a", "inlayHints.minimum": "3 MB" }, undefined);
  expect(problems).toEqual([]);
  expect(settings.buildTarget).toBe("a");
  expect(settings.inlayHints.minimum).toBe(3_000_000);
});

describe("what is wrong is reported and ignored", () => {
  const problemsOf = (editor: unknown, file: unknown) =>
    mergeSettings(editor, file).problems.map(({ key, message }) => `${key}: ${message}`);

  test("values that are none of the choices", () => {
    expect(problemsOf({ "build.measure": "all" }, { build: { measure: 1 } })).toEqual([
      'build.measure: "build.measure" must be one of stages, target, not 1.',
      'build.measure: "build.measure" must be one of stages, target, not "all".',
    ]);
    expect(mergeSettings({}, { build: { measure: "target" } }).settings.buildMeasure).toBe("target");
  });

  test("unknown keys, with the nearest valid one", () => {
    expect(problemsOf({}, { minimalSaving: "1MB", build: { contxt: "." }, nonsenseAltogether: 1 })).toEqual([
      'minimalSaving: There is no setting "minimalSaving": did you mean "minimumSaving"?',
      'build.contxt: There is no setting "build.contxt": did you mean "build.context"?',
      'nonsenseAltogether: There is no setting "nonsenseAltogether".',
    ]);
    expect(problemsOf({}, { build: 5 })).toEqual(['build: "build" must be an object with settings in it, not 5.']);
  });

  test("unknown rules and severities", () => {
    expect(problemsOf({}, { rules: { "package-cach-left": "off", "package-cache-left": "loud" } })).toEqual([
      'rules: There is no rule "package-cach-left": did you mean "package-cache-left"?',
      'rules: The severity of "package-cache-left" must be one of off, hint, info, warning, error, not "loud".',
    ]);
  });

  test("values of the wrong kind; the next best value holds", () => {
    const editor = { minimumSaving: "3MB", codeLens: "yes" };
    const file = { minimumSaving: "lots", targets: "api", budget: { api: [] }, build: { args: { A: {} } } };
    expect(problemsOf(editor, file)).toEqual([
      'minimumSaving: "minimumSaving" must be a size such as "1MB", not "lots".',
      'targets: "targets" must be a list of texts, not "api".',
      'budget: The budget of "api" must be a size such as "500MB", not [].',
      'build.args: The build argument "A" must be a text, not {}.',
      'codeLens: "codeLens" must be true or false, not "yes".',
    ]);
    expect(mergeSettings(editor, file).settings.analysis.minimumSaving).toBe(3_000_000);
  });

  test("settings that a repository's file may not set", () => {
    expect(problemsOf({}, { engine: "tcp://evil:2375", hover: false })).toEqual([
      'engine: "engine" is a setting of the editor and is not read from .layer-cost.json.',
      'hover: "hover" is a setting of the editor and is not read from .layer-cost.json.',
    ]);
    expect(mergeSettings({}, { engine: "tcp://evil:2375" }).settings.engine).toBeUndefined();
  });

  test("a file that is no object", () => {
    expect(problemsOf({}, [])).toEqual([": .layer-cost.json must be an object with settings in it."]);
  });

  test("but what the editor leaves unset is not", () => {
    expect(
      problemsOf({ budget: null, build: { context: "", platform: null, args: null }, engine: "" }, undefined),
    ).toEqual([]);
  });
});

test("the editor's configuration and the file's schema describe every setting once", () => {
  const configuration = editorConfiguration() as { properties: Record<string, { scope: string }> };
  expect(Object.keys(configuration.properties)).toEqual(settingsCatalogue.map(({ name }) => `layerCost.${name}`));
  expect(configuration.properties["layerCost.engine"]?.scope).toBe("machine");
  const schema = settingsFileSchema() as { properties: Record<string, { properties?: object }> };
  expect(Object.keys(schema.properties)).toEqual(["$schema", "rules", "minimumSaving", "budget", "targets", "build"]);
  expect(Object.keys(schema.properties.build?.properties ?? {})).toEqual([
    "context",
    "target",
    "args",
    "platform",
    "measure",
    "secrets",
    "ssh",
    "labels",
    "cacheFrom",
    "contexts",
  ]);
  expect(Object.keys(schema.properties.rules?.properties ?? {})).toContain("package-cache-left");
});

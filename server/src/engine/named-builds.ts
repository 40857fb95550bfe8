// What Compose and Bake files say of a Dockerfile's builds, brought down to what analysis and building need.
import { agreedInputs, inputTexts, joinInputs } from "./build-inputs";
import type { BuildEvent, BuildInputs } from "./builds";
import type { EffectiveSettings } from "./settings";

/** One build of the file that a Compose or Bake file describes. */
export interface NamedBuild {
  /** `web of compose.yaml`: for messages. */
  readonly origin: string;
  /** Absolute folder; undefined where it is not known here. */
  readonly contextPath: string | undefined;
  /** Undefined: the last stage. Null: a value that is not known here. */
  readonly target: string | null | undefined;
  /** Null: a value that is not known here. */
  readonly arguments: Readonly<Record<string, string | null>>;
  readonly platform: string | undefined;
  /** Secrets, ssh agents, labels, caches and further contexts; paths are absolute. */
  readonly inputs?: BuildInputs;
}

/** Stands for the last stage among the names of targets. */
export const lastStage = "";

/** Names of the targets that the builds name, `lastStage` for those that name none; what is not known is left out. */
export function targetsOf(builds: readonly NamedBuild[]): readonly string[] {
  return [...new Set(builds.flatMap(({ target }) => (target === null ? [] : [target ?? lastStage])))];
}

/** The builds' arguments: the value on which all of them agree; null where they differ, or where it is not known. */
export function argumentsOf(builds: readonly NamedBuild[]): Readonly<Record<string, string | null>> {
  const agreed: Record<string, string | null> = {};
  for (const name of new Set(builds.flatMap((build) => Object.keys(build.arguments)))) {
    const values = new Set(builds.map((build) => build.arguments[name]));
    const [value] = values;
    agreed[name] = values.size === 1 && value !== undefined ? value : null;
  }
  return agreed;
}

/** The settings, with what the builds agree on wherever the settings say nothing. */
export function withNamedBuilds(settings: EffectiveSettings, builds: readonly NamedBuild[]): EffectiveSettings {
  if (builds.length === 0) return settings;
  const known = Object.entries(argumentsOf(builds)).filter((entry): entry is [string, string] => entry[1] !== null);
  return {
    ...settings,
    analysis: {
      ...settings.analysis,
      buildArguments: { ...Object.fromEntries(known), ...settings.analysis.buildArguments },
      platform: settings.analysis.platform ?? agreedOn(builds.map(({ platform }) => platform)),
    },
    buildContext: settings.buildContext ?? agreedOn(builds.map(({ contextPath }) => contextPath)),
    buildTarget: settings.buildTarget ?? agreedOn(builds.map(({ target }) => target ?? undefined)),
    buildInputs: joinInputs(agreedInputs(builds.map(({ inputs = {} }) => inputs)), settings.buildInputs),
  };
}

/**
 * One line on what is built, where more than the Dockerfile says it: `Target run, VERSION=2, secret token ($TOKEN) (see web
 * of compose.yaml)`.
 */
export function namedBuildText({ origins, ...build }: Extract<BuildEvent, { kind: "named" }>): string {
  return `Target ${builtText(build)}${origins.length === 0 ? "" : ` (see ${origins.join(", ")})`}`;
}

/** What is built, in a few words: `run, VERSION=2, linux/arm64`. */
export function builtText({
  target,
  buildArguments,
  platform,
  inputs = {},
}: {
  readonly target: string | undefined;
  readonly buildArguments: Readonly<Record<string, string>>;
  readonly platform: string | undefined;
  readonly inputs?: BuildInputs | undefined;
}): string {
  const parts = [
    target ?? "the last stage",
    ...Object.entries(buildArguments).map(([name, value]) => `${name}=${value}`),
    ...(platform === undefined ? [] : [platform]),
    ...inputTexts(inputs),
  ];
  return parts.join(", ");
}

function agreedOn(values: readonly (string | undefined)[]): string | undefined {
  return values.every((value) => value === values[0]) ? values[0] : undefined;
}

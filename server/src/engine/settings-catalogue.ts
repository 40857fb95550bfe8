// Every setting once: package.json, the JSON Schema of `.layer-cost.json` and the reading of both come from this list.
import { rules } from "./rules/catalogue";
import type { Severity } from "./rules/define-rule";

export type SettingType =
  | "boolean"
  | "string"
  | "size"
  | "strings"
  | "secrets"
  | "ssh"
  | "caches"
  | "arguments"
  | "rules"
  | "budget"
  | "seconds"
  | "choice";

export interface Setting {
  /** As in `.layer-cost.json`, nested at the dot; in VS Code with `layerCost.` before it. */
  readonly name: string;
  readonly type: SettingType;
  /** Undefined: nothing is set, and it is found as the description says. */
  readonly default?: boolean | string | number | readonly string[] | Readonly<Record<string, string>>;
  /** The values of a choice. */
  readonly choices?: readonly string[];
  /** Markdown, one or two sentences. */
  readonly description: string;
  /** VS Code's scopes: "machine" settings are never taken from a workspace. */
  readonly scope: "resource" | "machine";
  /** Whether `.layer-cost.json` may set it too. */
  readonly alsoInFile: boolean;
}

export const severities: readonly (Severity | "off")[] = ["off", "hint", "info", "warning", "error"];

export const settingsCatalogue: readonly Setting[] = [
  {
    name: "rules",
    type: "rules",
    default: {},
    description: "Severity of single rules by their id: `off`, `hint`, `info`, `warning` or `error`.",
    scope: "resource",
    alsoInFile: true,
  },
  {
    name: "minimumSaving",
    type: "size",
    default: "1MB",
    description: "Findings that would save less than this are not reported. A size such as `500kB`, `1MB` or `1.5GB`.",
    scope: "resource",
    alsoInFile: true,
  },
  {
    name: "budget",
    type: "budget",
    description:
      "The largest size that images may have: one size such as `500MB`, or one per target by its name. A larger one is reported, and fails `layer-cost lint` and `layer-cost build`. `# layer-cost budget=500MB` in a file counts more.",
    scope: "resource",
    alsoInFile: true,
  },
  {
    name: "targets",
    type: "strings",
    default: [],
    description:
      "Names or numbers of the stages that ship. Empty: those that Compose and Bake files build, else the last stage.",
    scope: "resource",
    alsoInFile: true,
  },
  {
    name: "build.context",
    type: "string",
    description:
      "Folder that is sent to the builder, relative to the settings file or the workspace folder. Unset: what Compose and Bake files say, else the nearest folder upwards in which every `COPY` source exists.",
    scope: "resource",
    alsoInFile: true,
  },
  {
    name: "build.target",
    type: "string",
    description: "Stage that is built and measured. Unset: what Compose and Bake files say, else the last one.",
    scope: "resource",
    alsoInFile: true,
  },
  {
    name: "build.args",
    type: "arguments",
    default: {},
    description:
      "Build arguments by name; they take the place of what Compose and Bake files say, and of the defaults of `ARG`.",
    scope: "resource",
    alsoInFile: true,
  },
  {
    name: "build.platform",
    type: "string",
    description:
      "Platform to build for and to estimate, such as `linux/arm64`. Unset: what Compose and Bake files say, else the engine's own.",
    scope: "resource",
    alsoInFile: true,
  },
  {
    name: "build.measure",
    type: "choice",
    choices: ["stages", "target"],
    default: "stages",
    description:
      "What a build measures: the target and all `stages` that it is made from, or the `target` and what it stands on alone, which is faster.",
    scope: "resource",
    alsoInFile: true,
  },
  {
    name: "build.secrets",
    type: "secrets",
    default: [],
    description:
      "Secrets for `RUN --mount=type=secret`, as `docker build --secret` takes them: `id=token,src=token.txt` or `id=token,env=TOKEN`. Paths are relative to the settings file or the workspace folder. Added to what Compose and Bake files say.",
    scope: "resource",
    alsoInFile: true,
  },
  {
    name: "build.ssh",
    type: "ssh",
    default: [],
    description:
      "ssh agents for `RUN --mount=type=ssh`, as `docker build --ssh` takes them: `default` for the agent of `SSH_AUTH_SOCK`, `ID=PATH` for a socket or a private key. Added to what Compose and Bake files say.",
    scope: "resource",
    alsoInFile: true,
  },
  {
    name: "build.labels",
    type: "arguments",
    default: {},
    description: "Labels for the built image by name. Added to what Compose and Bake files say.",
    scope: "resource",
    alsoInFile: true,
  },
  {
    name: "build.cacheFrom",
    type: "caches",
    default: [],
    description: "Images whose layers may serve as cache. Empty: what Compose and Bake files say.",
    scope: "resource",
    alsoInFile: true,
  },
  {
    name: "build.contexts",
    type: "arguments",
    default: {},
    description:
      "Further build contexts by the name that `FROM` and `--from` use: folders, relative to the settings file or the workspace folder, or `docker-image://…`. Added to what Compose and Bake files say.",
    scope: "resource",
    alsoInFile: true,
  },
  {
    name: "inlayHints.stages",
    type: "boolean",
    default: true,
    description: "Show at each `FROM` what the stage adds and what it comes to.",
    scope: "resource",
    alsoInFile: false,
  },
  {
    name: "inlayHints.instructions",
    type: "boolean",
    default: true,
    description: "Show at the end of each instruction's first line what it adds.",
    scope: "resource",
    alsoInFile: false,
  },
  {
    name: "inlayHints.minimum",
    type: "size",
    default: "1MB",
    description: "Sizes below this are not shown beside the lines. A size such as `500kB` or `1MB`.",
    scope: "resource",
    alsoInFile: false,
  },
  {
    name: "codeLens",
    type: "boolean",
    default: true,
    description: "Show above each target how to build it, its total and what the offered fixes would save.",
    scope: "resource",
    alsoInFile: false,
  },
  {
    name: "hover",
    type: "boolean",
    default: true,
    description: "Show what an instruction costs, and why, when the pointer rests on it.",
    scope: "resource",
    alsoInFile: false,
  },
  {
    name: "engine",
    type: "string",
    description:
      "Endpoint of the engine, such as `unix:///var/run/docker.sock`, `tcp://127.0.0.1:2375` or `ssh://me@host`. Unset: found as the docker command finds it.",
    scope: "machine",
    alsoInFile: false,
  },
  {
    name: "prove.command",
    type: "string",
    description:
      "Command that must succeed in an image for a fix of it to be proved, such as `python -m pytest`. It is run in a container, by the image's own shell. Unset: the image's health check must pass, or what it starts must stay up.",
    scope: "machine",
    alsoInFile: false,
  },
  {
    name: "prove.timeout",
    type: "seconds",
    default: 60,
    description: "Seconds that the command, or the health check, may take when a fix is proved.",
    scope: "machine",
    alsoInFile: false,
  },
  {
    name: "registryLookup",
    type: "boolean",
    default: false,
    description:
      "Ask registries of images and of npm packages over the network, with the logins of `docker login` and npm, for sizes that neither the shipped data nor the engine knows. Answers are kept on disk. Nothing is asked in untrusted workspaces.",
    scope: "machine",
    alsoInFile: false,
  },
];

const sizePattern = "^\\s*\\d+(\\.\\d+)?\\s*([kKmMgGtT]?[bB]?)\\s*$";

type Schema = Readonly<Record<string, unknown>>;

/** JSON Schema of one setting's value. */
function schemaOf({ type, choices }: Setting): Schema {
  const size: Schema = { type: ["string", "number"], pattern: sizePattern, minimum: 0 };
  switch (type) {
    case "boolean":
      return { type: "boolean" };
    case "string":
      return { type: "string" };
    case "seconds":
      return { type: "number", minimum: 1 };
    case "choice":
      return { type: "string", enum: choices };
    case "size":
      return { type: "string", pattern: sizePattern };
    case "strings":
    case "secrets":
    case "ssh":
    case "caches":
      return { type: "array", items: { type: "string" } };
    case "arguments":
      return { type: "object", additionalProperties: { type: "string" } };
    case "rules": {
      const severity = { type: "string", enum: severities };
      return {
        type: "object",
        properties: Object.fromEntries(rules.map(({ id, docs }) => [id, { ...severity, description: docs.summary }])),
        additionalProperties: false,
      };
    }
    case "budget":
      return { anyOf: [size, { type: "object", additionalProperties: size }] };
  }
}

/** The `contributes.configuration` block of package.json. */
export function editorConfiguration(): Schema {
  const properties = settingsCatalogue.map((setting, order) => [
    `layerCost.${setting.name}`,
    {
      order,
      ...schemaOf(setting),
      ...(setting.default === undefined ? {} : { default: setting.default }),
      scope: setting.scope,
      markdownDescription: setting.description,
    },
  ]);
  return { title: "Layer Cost", properties: Object.fromEntries(properties) };
}

/** The JSON Schema of `.layer-cost.json`. */
export function settingsFileSchema(): Schema {
  const properties: Record<string, unknown> = { $schema: { type: "string" } };
  const groups: Record<string, Record<string, unknown>> = {};
  for (const setting of settingsCatalogue.filter(({ alsoInFile }) => alsoInFile)) {
    const schema = { ...schemaOf(setting), description: setting.description.replaceAll("`", "") };
    const [group = "", member] = setting.name.split(".");
    if (member === undefined) properties[group] = schema;
    else {
      groups[group] = { ...groups[group], [member]: schema };
      properties[group] = { type: "object", properties: groups[group], additionalProperties: false };
    }
  }
  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    title: "Layer Cost settings (.layer-cost.json)",
    type: "object",
    properties,
    additionalProperties: false,
  };
}

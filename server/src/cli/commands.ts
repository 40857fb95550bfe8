// The commands and their flags: one table that parsing, help and "did you mean" read.
import type { RebuildKind } from "../engine/index";

export interface Flag {
  /** "optional": with a value as `--flag=value`, or alone. */
  readonly type: "boolean" | "string" | "optional";
  readonly short?: string;
  readonly multiple?: boolean;
  /** What stands for the value in the help: `F`, `KEY=VALUE`. */
  readonly placeholder?: string;
  readonly choices?: readonly string[];
  readonly default?: string;
  readonly help: string;
}

export interface Command {
  readonly summary: string;
  /** How its file arguments are written, and how many there may be. */
  readonly arguments: { readonly usage: string; readonly minimum: number; readonly maximum: number };
  readonly flags: Readonly<Record<string, Flag>>;
  readonly details: readonly string[];
  readonly examples: readonly string[];
}

const help: Flag = { type: "boolean", short: "h", help: "Show this help" };

const registryLookup: Flag = {
  type: "boolean",
  help: "Ask registries over the network for the sizes of base images",
};

const textOrJson: Flag = {
  type: "string",
  placeholder: "FORMAT",
  choices: ["text", "json"],
  default: "text",
  help: "text or json",
};

/** What `--time-rebuilds` calls the kinds of rebuilds. */
export const rebuildFlags = {
  cold: "cold",
  warm: "warm",
  code: "code-change",
  dependencies: "dependency-change",
} as const satisfies Readonly<Record<string, RebuildKind>>;

/** What builds take in beside their context, as buildx has it. */
const inputFlags = {
  secret: {
    type: "string",
    multiple: true,
    placeholder: "id=ID,src=FILE",
    help: "Secret for RUN --mount=type=secret, again for each; or id=ID,env=VARIABLE",
  },
  ssh: {
    type: "string",
    multiple: true,
    placeholder: "ID[=PATH]",
    help: "ssh agent for RUN --mount=type=ssh: default, or ID with socket or key file",
  },
  label: { type: "string", multiple: true, placeholder: "KEY=VALUE", help: "Label for the image, again for each" },
  "cache-from": { type: "string", multiple: true, placeholder: "IMAGE", help: "Image whose layers may serve as cache" },
  "build-context": {
    type: "string",
    multiple: true,
    placeholder: "NAME=FOLDER",
    help: "Further context for FROM and --from, by this name; also docker-image://…",
  },
} as const satisfies Record<string, Flag>;

/** Flags of all commands that build. */
const whatToBuild = {
  context: {
    type: "string",
    placeholder: "FOLDER",
    help: "Build context; else the nearest folder upwards that holds what COPY names",
  },
  target: { type: "string", placeholder: "STAGE", help: "Stage to build; otherwise the last one" },
  "build-arg": {
    type: "string",
    multiple: true,
    placeholder: "KEY[=VALUE]",
    help: "Build argument, again for each; KEY alone as in the environment",
  },
  platform: { type: "string", placeholder: "OS/ARCH", help: "Platform to build for, such as linux/arm64" },
  ...inputFlags,
} as const satisfies Record<string, Flag>;

/** Flags of the commands that build and measure. */
const buildFlags = {
  ...whatToBuild,
  "no-cache": { type: "boolean", help: "Run every instruction anew" },
  measure: {
    type: "string",
    placeholder: "WHAT",
    choices: ["stages", "target"],
    help: "stages (all that the target is made from) or target (it alone)",
  },
  "time-rebuilds": {
    type: "optional",
    placeholder: "KINDS",
    help: `Then time rebuilds: ${Object.keys(rebuildFlags).join(",")}, or some of these`,
  },
} as const satisfies Record<string, Flag>;

/** How it is checked that what was built works. */
const checkFlags = {
  command: {
    type: "string",
    placeholder: "CMD",
    help: "What must succeed in the image; else its health check, or what it starts",
  },
  timeout: {
    type: "string",
    placeholder: "SECONDS",
    help: "How long this may take; 60, unless the settings say",
  },
} as const satisfies Record<string, Flag>;

const check: Flag = {
  type: "boolean",
  help: "Check that what is built works, and exit with 1 where it does not",
};

const budget: Flag = {
  type: "string",
  placeholder: "SIZE",
  help: "Exit with 1 where the image is larger, such as 500MB; else the settings say",
};

export const commands = {
  lint: {
    summary: "Report what a Dockerfile ships needlessly",
    arguments: { usage: "[PATH…]", minimum: 0, maximum: Number.POSITIVE_INFINITY },
    flags: {
      format: {
        type: "string",
        placeholder: "FORMAT",
        choices: ["text", "json", "sarif", "github"],
        default: "text",
        help: "text, json, sarif (2.1.0) or github (annotations)",
      },
      fix: { type: "boolean", help: "Apply the safe fixes, then report what remains" },
      "fail-on": {
        type: "string",
        placeholder: "SEVERITY",
        choices: ["warning", "info", "never"],
        default: "warning",
        help: "warning, info or never: from which severity on to exit with 1",
      },
      "stdin-filename": {
        type: "string",
        placeholder: "F",
        help: "Lint standard input as if it were the file F",
      },
      "registry-lookup": registryLookup,
      help,
    },
    details: [
      "PATH is a file, a folder, or - for standard input; without any it is the current folder.",
      "In a folder every Dockerfile, *.Dockerfile, Dockerfile.*, Containerfile, *.Containerfile and",
      "Containerfile.* is linted, except below .git, node_modules and what .gitignore leaves out.",
    ],
    examples: [
      "layer-cost lint",
      "layer-cost lint --fix api/Dockerfile",
      "layer-cost lint --format sarif > lint.sarif",
    ],
  },
  explain: {
    summary: "Print a Dockerfile, each line with its cost",
    arguments: { usage: "FILE", minimum: 1, maximum: 1 },
    flags: {
      format: textOrJson,
      "registry-lookup": registryLookup,
      help,
    },
    details: [
      "FILE is a Dockerfile, or - for standard input. Nothing is built, and no engine is needed; where one",
      "answers, the base images that it has are shown with their own size.",
    ],
    examples: [
      "layer-cost explain Dockerfile",
      "layer-cost explain --registry-lookup Dockerfile",
      "layer-cost explain --format json Dockerfile > costs.json",
    ],
  },
  build: {
    summary: "Build a Dockerfile and measure every stage and instruction",
    arguments: { usage: "FILE", minimum: 1, maximum: 1 },
    flags: {
      ...buildFlags,
      check,
      ...checkFlags,
      budget,
      keep: { type: "string", placeholder: "TAG", help: "Keep the image under this tag; otherwise it is removed" },
      save: {
        type: "string",
        placeholder: "FILE",
        help: "Write the measurement to this file, to compare others with it",
      },
      name: { type: "string", placeholder: "NAME", help: 'What to call the saved measurement, such as "phase 1"' },
      format: textOrJson,
      help,
    },
    details: [
      "Builds with the engine that the docker command would use (DOCKER_HOST, DOCKER_CONTEXT, contexts).",
      "Flags win over settings, and settings over what compose.yaml and Bake files say of the build.",
      "Progress goes to standard error, the result to standard output. Ctrl-C cancels the build.",
      "--time-rebuilds times builds without cache (cold), with nothing changed (warm), and with one file of the",
      "code or the dependencies changed: in a copy of the context, never on disk.",
    ],
    examples: [
      "layer-cost build Dockerfile",
      "layer-cost build --target runtime --keep api:measured api/Dockerfile",
      'layer-cost build --save before.json --name "phase 1" Dockerfile',
      "layer-cost build --time-rebuilds=warm,code Dockerfile",
    ],
  },
  compare: {
    summary: "Compare two Dockerfiles, revisions, images or saved measurements",
    arguments: { usage: "A [B]", minimum: 1, maximum: 2 },
    flags: {
      format: {
        type: "string",
        placeholder: "FORMAT",
        choices: ["text", "json", "markdown"],
        default: "text",
        help: "text, json or markdown (a report)",
      },
      output: { type: "string", short: "o", placeholder: "FILE", help: "Write the result to this file" },
      git: { type: "boolean", help: "Compare the one file with its committed version (as without B)" },
      rev: { type: "string", placeholder: "REV", help: "Which committed version, for one file (default HEAD)" },
      budget,
      check,
      ...checkFlags,
      ...buildFlags,
      help,
    },
    details: [
      "A and B may each be a Dockerfile (it is built), REV:PATH such as HEAD:Dockerfile (built from what is",
      "committed, in a folder of its own), a file of build --save, or an image that the engine has (read, not",
      "built). One Dockerfile alone is compared with its committed version. Flags for building apply to both.",
    ],
    examples: [
      "layer-cost compare Dockerfile",
      "layer-cost compare --rev v1.2 --format markdown --output report.md Dockerfile",
      "layer-cost compare before.json Dockerfile",
      "layer-cost compare api:1.0 api:1.1",
    ],
  },
  engine: {
    summary: "Tell which engine builds would use, or where none was found",
    arguments: { usage: "", minimum: 0, maximum: 0 },
    flags: { format: textOrJson, help },
    details: [
      "Looks for the engine as the docker command does (DOCKER_HOST, DOCKER_CONTEXT, contexts, with TLS or over ssh),",
      "then where Docker, Docker Desktop, Colima, OrbStack, Rancher Desktop and Podman usually listen.",
      "Without an engine the exit code is 2, and the text says what was tried.",
    ],
    examples: ["layer-cost engine", "DOCKER_HOST=ssh://me@host layer-cost engine"],
  },
  prove: {
    summary: "Build a Dockerfile with and without its fixes, and check what they save and break",
    arguments: { usage: "FILE", minimum: 1, maximum: 1 },
    flags: {
      safe: { type: "boolean", help: "Prove the safe fixes, all together; so without any of these three" },
      all: { type: "boolean", help: "Prove the first fix of every finding, all together" },
      fix: {
        type: "string",
        multiple: true,
        placeholder: "RULE[:LINE]",
        help: "Prove the fixes of a rule, again for each; with a line that finding's",
      },
      ...checkFlags,
      write: { type: "boolean", help: "Keep the fixes in the file when they are proved" },
      ...whatToBuild,
      format: {
        type: "string",
        placeholder: "FORMAT",
        choices: ["text", "json", "markdown"],
        default: "text",
        help: "text, json or markdown",
      },
      help,
    },
    details: [
      "Builds the file twice, with the engine that the docker command would use, and removes both images. Fixes",
      "are proved when the image still builds and passes its check, and is smaller by what was claimed at the",
      "least. Exits with 1 when they are not. Nothing is edited without --write.",
    ],
    examples: [
      "layer-cost prove Dockerfile",
      "layer-cost prove --fix package-cache-left --write Dockerfile",
      "layer-cost prove --fix package-cache-left:12 Dockerfile",
      'layer-cost prove --all --command "pytest -q" --format markdown api/Dockerfile > proof.md',
    ],
  },
} as const satisfies Record<string, Command>;

export type CommandName = keyof typeof commands;

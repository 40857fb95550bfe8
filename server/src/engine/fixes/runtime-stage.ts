// Writes a runtime stage that starts from a clean image and copies what the dropped stages built.
import { parentPath } from "../image/paths";
import type { ImageModel, Instruction, Stage } from "../image/types";
import type { Fix } from "../rules/define-rule";
import type { DockerfileSyntax } from "../syntax/types";
import type { BuildSteps } from "./builder-chain";
import { type Remains, remainsOf } from "./builder-remains";
import { invocationsOf, runsUnknownScript } from "./cache-reliance";
import { consoleScriptsOf } from "./console-scripts";
import { insertBelow, replaceRange } from "./instruction-edits";
import { runtimeImageFor } from "./runtime-images";
import { lastOf, startCommand } from "./start-command";

/** Programs that come with what is dropped and are not copied: a runtime that starts them keeps its builder. */
const buildPrograms =
  /^(gcc|g\+\+|cc|c\+\+|clang|make|cmake|ninja|meson|uv|uvx|poetry|pdm|pipenv|hatch|node-gyp|go|cargo|rustc|mvn|gradle|javac|nvcc)$/;
/** Variables that only builds read. */
const buildVariables =
  /^(DEBIAN_FRONTEND|UV_\w+|PIP_\w+|POETRY_\w+|PIPENV_\w+|npm_config_\w+|NPM_CONFIG_\w+|CARGO_\w+|RUSTFLAGS|GO(PATH|BIN|FLAGS|PROXY|CACHE|MODCACHE|OS|ARCH|PRIVATE|SUMDB|111MODULE)|CGO_\w+|CC|CXX|CFLAGS|CXXFLAGS|LDFLAGS|MAKEFLAGS)$/;

/** The fix of runtime-from-builder: one for the shapes whose result surely is a whole Dockerfile, else none. */
export function runtimeStage(image: ImageModel, target: Stage, below: BuildSteps): readonly Fix[] {
  const { dropped, ancestor } = below;
  const [parent] = dropped;
  const from = target.from.syntax.words[0];
  const base = ancestor?.name ?? baseText(image, dropped.at(-1));
  if (parent?.name === undefined || from === undefined || base === undefined || buildsItself(target)) {
    return [];
  }
  const remains = remainsOf(target, dropped);
  if (remains === undefined || (remains.paths.size === 0 && remains.packages === undefined)) {
    return [];
  }
  const carried = carriedInstructions(image.syntax, target, dropped);
  if (carried === undefined) {
    return [];
  }
  const copies = copiesFrom(parent.name, target, remains);
  const setUpFirst = remains.setup.filter((run) => !changesOwners(run));
  const setUpLast = remains.setup.filter(changesOwners);
  const lines = [
    ...carried.arguments,
    ...carried.environment,
    ...systemPackages(remains),
    ...setUpFirst.map((run) => textOf(image.syntax, run)),
    ...carried.workdir,
    ...copies,
    ...setUpLast.map((run) => textOf(image.syntax, run)),
    ...carried.rest,
    ...carried.user,
  ];
  return [
    {
      title: `Start ${target.label} from ${base} and copy what was built`,
      edits: [replaceRange(from.range, base), insertBelow(image.syntax, target.from.syntax, lines.join("\n"))],
      applicability: "needs-review",
      review: reviewOf(remains, dropped),
    },
  ];
}

/** The reference in the lowest stage's FROM as written; the image that runs the program where that one is an SDK. */
function baseText(image: ImageModel, lowest: Stage | undefined): string | undefined {
  if (lowest?.base.kind !== "image") {
    return undefined;
  }
  const { reference, range } = lowest.base;
  const smaller = runtimeImageFor(reference);
  if (smaller?.kind === "artefact") {
    return smaller.reference?.text;
  }
  // A platform of its own makes this another image than the one that the runtime would stand on.
  return lowest.from.syntax.flags.length > 0 ? undefined : image.syntax.text.slice(range.start, range.end);
}

/** Steps of the target that need what would be dropped. */
function buildsItself(target: Stage): boolean {
  const start = startCommand(target);
  return (
    (start.kind === "program" && buildPrograms.test(start.program)) ||
    target.instructions.some(
      (instruction) =>
        runsUnknownScript(instruction) ||
        instruction.effects.some(
          (effect) =>
            effect.origin === undefined &&
            (effect.kind === "compile" || (effect.kind === "install" && effect.fromSource)),
        ) ||
        instruction.commands.some(({ program }) => buildPrograms.test(program)),
    )
  );
}

function copiesFrom(parent: string, target: Stage, remains: Remains): readonly string[] {
  const copies: string[] = [];
  for (const path of remains.paths) {
    copies.push(`COPY --from=${parent} ${path} ${path}`);
    if (/^\/usr\/local\/lib\/python[\d.]+\/site-packages$/.test(path)) {
      const scripts = consoleScriptsOf(target, remains.pythonPackages).map((name) => `/usr/local/bin/${name}`);
      if (scripts.length > 0) {
        const [first] = scripts as [string];
        copies.push(`COPY --from=${parent} ${scripts.join(" ")} ${parentPath(first)}/`);
      }
    }
  }
  return copies;
}

function systemPackages({ packages }: Remains): readonly string[] {
  if (packages === undefined) {
    return [];
  }
  const names = [...packages.names].join(" ");
  if (packages.manager === "apk") {
    return [`RUN apk add --no-cache ${names}`];
  }
  const flag = packages.recommends ? "" : " --no-install-recommends";
  return [`RUN apt-get update \\\n    && apt-get install -y${flag} ${names} \\\n    && rm -rf /var/lib/apt/lists/*`];
}

interface Carried {
  readonly arguments: readonly string[];
  readonly environment: readonly string[];
  readonly workdir: readonly string[];
  readonly rest: readonly string[];
  readonly user: readonly string[];
}

/** Settings of the dropped stages that the target inherited. Undefined where the working directory is not known. */
function carriedInstructions(syntax: DockerfileSyntax, target: Stage, dropped: readonly Stage[]): Carried | undefined {
  const inherited = [...dropped].reverse().flatMap(({ instructions }) => instructions);
  const environment = carriedEnvironment(syntax, target, inherited);
  const mentions = [...environment, target.instructions.map((one) => textOf(syntax, one)).join("\n")].join("\n");
  const args = inherited
    .filter(({ keyword }) => keyword === "ARG")
    .filter(({ syntax: { words } }) => words.some(({ raw }) => mentionsVariable(mentions, raw.split("=")[0]!)))
    .map((one) => textOf(syntax, one));
  const [parent] = dropped;
  const setsWorkdir = inherited.some(({ keyword }) => keyword === "WORKDIR");
  if (setsWorkdir && parent?.workdir === undefined) {
    return undefined;
  }
  const rest: string[] = [];
  for (const keyword of ["SHELL", "STOPSIGNAL", "HEALTHCHECK", "ENTRYPOINT", "CMD"]) {
    const last = lastOf(target, keyword);
    const isReset = keyword === "CMD" && target.instructions.some((one) => one.keyword === "ENTRYPOINT");
    if (last !== undefined && inherited.includes(last) && !isReset) {
      rest.push(textOf(syntax, last));
    }
  }
  for (const one of inherited) {
    if (one.keyword === "EXPOSE" || one.keyword === "VOLUME" || one.keyword === "LABEL") {
      rest.push(textOf(syntax, one));
    }
  }
  const user = inherited.findLast(({ keyword }) => keyword === "USER");
  return {
    arguments: [...new Set(args)],
    environment,
    workdir: setsWorkdir ? [`WORKDIR ${parent?.workdir}`] : [],
    rest,
    user: user === undefined ? [] : [textOf(syntax, user)],
  };
}

/** ENV without the variables that only the build read, as long as nothing that stays names them. */
function carriedEnvironment(
  syntax: DockerfileSyntax,
  target: Stage,
  inherited: readonly Instruction[],
): readonly string[] {
  const installsItself = target.instructions.some((instruction) => invocationsOf(instruction).length > 0);
  const runtimeText = target.instructions.map((one) => textOf(syntax, one)).join("\n");
  const all = inherited
    .filter(({ keyword }) => keyword === "ENV")
    .map((instruction) => {
      const { words } = instruction.syntax;
      const isOldForm = !words[0]?.raw.includes("=");
      const parts = isOldForm ? [textOf(syntax, instruction)] : words.map(({ raw }) => raw);
      return {
        instruction,
        isOldForm,
        parts: parts.map((raw, index) => ({ raw, name: isOldForm ? words[0]!.raw : words[index]!.raw.split("=")[0]! })),
      };
    });
  const everything = all.flatMap(({ parts }) => parts);
  const isKept = ({ raw, name }: { raw: string; name: string }, kept: string): boolean =>
    installsItself || !buildVariables.test(name) || mentionsVariable(kept.replace(raw, ""), name);
  // A variable that a kept one is made of is kept as well.
  let keptText = runtimeText;
  for (const part of [...everything].reverse()) {
    if (isKept(part, keptText)) {
      keptText += `\n${part.raw}`;
    }
  }
  return all.flatMap(({ instruction, isOldForm, parts }) => {
    const kept = parts.filter((part) => isKept(part, keptText));
    if (kept.length === 0) {
      return [];
    }
    return [
      isOldForm || kept.length === parts.length
        ? textOf(syntax, instruction)
        : `ENV ${kept.map(({ raw }) => raw).join(" \\\n    ")}`,
    ];
  });
}

function mentionsVariable(text: string, name: string): boolean {
  return new RegExp(`\\$\\{?${name}\\b`).test(text);
}

function changesOwners({ commands }: Instruction): boolean {
  return commands.some(({ program }) => /^(chown|chmod|ln)$/.test(program));
}

/** An instruction's text with `\n` line breaks and `\` continuations, as the edit builders take it. */
function textOf(syntax: DockerfileSyntax, { range }: Instruction): string {
  const text = syntax.text.slice(range.start, range.end).replace(/\r\n/g, "\n");
  return syntax.escape === "\\" ? text : text.replace(/`\n/g, "\\\n");
}

function reviewOf(remains: Remains, dropped: readonly Stage[]): string {
  const stages = dropped.map(({ label }) => label).join(", ");
  const sentences = [`Check that the program needs nothing else of ${stages}: start it and run its tests.`];
  if (remains.packages !== undefined) {
    sentences.push(`Still installed: ${[...remains.packages.names].join(", ")}. Leave out what only the build used.`);
  }
  if (remains.libraries.length > 0) {
    sentences.push(
      `${remains.libraries.join(", ")} brought shared libraries along: install the runtime packages that compiled modules link to.`,
    );
  }
  if (remains.systemPython) {
    sentences.push("Console scripts that are started by name need a COPY from /usr/local/bin each.");
  }
  if (remains.leavesSources) {
    sentences.push("Templates, static files and other data that the program reads are not copied.");
  }
  return sentences.join(" ");
}

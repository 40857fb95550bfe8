// Carries settings from the steps that a runtime does without over to it: ENV, ARG, WORKDIR, USER, CMD and the like.
import type { ImageModel, Instruction, Stage } from "../image/types";
import type { DockerfileSyntax, InstructionSyntax } from "../syntax/types";
import { invocationsOf } from "./cache-reliance";
import { lastOf } from "./start-command";

/** Variables that only builds read. */
const buildVariables =
  /^(DEBIAN_FRONTEND|UV_\w+|PIP_\w+|POETRY_\w+|PIPENV_\w+|npm_config_\w+|NPM_CONFIG_\w+|CARGO_\w+|RUSTFLAGS|RUSTUP_\w+|GO(PATH|BIN|FLAGS|PROXY|CACHE|MODCACHE|OS|ARCH|PRIVATE|SUMDB|111MODULE)|GO111MODULE|CGO_\w+|CC|CXX|CFLAGS|CXXFLAGS|LDFLAGS|MAKEFLAGS|MAVEN_\w+|GRADLE_\w+|NUGET_\w+|COMPOSER_\w+|CI)$/;

export interface CarriedSettings {
  /** SHELL, ARG and ENV: in force for everything that follows. */
  readonly surroundings: readonly string[];
  readonly workdir: readonly string[];
  readonly user: readonly string[];
  /** What the image says of itself, then how it starts; with the instructions that say so. */
  readonly rest: readonly { readonly instruction: Instruction; readonly text: string }[];
}

/** Instructions that stand at the end of a stage. */
export const startKeywords = /^(HEALTHCHECK|ENTRYPOINT|CMD)$/;

/** Settings of the dropped stages that the target inherited. Undefined where the working directory is not known. */
export function carriedSettings(
  { syntax }: ImageModel,
  target: Stage,
  dropped: readonly Stage[],
): CarriedSettings | undefined {
  const inherited = [...dropped].reverse().flatMap(({ instructions }) => instructions);
  const [parent] = dropped;
  const setsWorkdir = inherited.some(({ keyword }) => keyword === "WORKDIR");
  if (setsWorkdir && parent?.workdir === undefined) {
    return undefined;
  }
  const rest = restOf(syntax, target, inherited);
  const environment = carriedEnvironment(syntax, target, inherited, rest.map(({ text }) => text).join("\n"));
  const user = inherited.findLast(({ keyword }) => keyword === "USER");
  const kept = [
    ...environment,
    ...rest.map(({ text }) => text),
    ...(user === undefined ? [] : [textOf(syntax, user)]),
    target.instructions.map((one) => textOf(syntax, one)).join("\n"),
  ].join("\n");
  const args = inherited
    .filter(({ keyword }) => keyword === "ARG")
    .filter(({ syntax: { words } }) => words.some(({ raw }) => mentionsVariable(kept, raw.split("=")[0]!)))
    .map((one) => textOf(syntax, one));
  const shell = lastOf(target, "SHELL");
  const shells = shell !== undefined && inherited.includes(shell) ? [textOf(syntax, shell)] : [];
  return {
    surroundings: [...shells, ...new Set(args), ...environment],
    workdir: setsWorkdir ? [`WORKDIR ${parent?.workdir}`] : [],
    user: user === undefined ? [] : [textOf(syntax, user)],
    rest,
  };
}

function restOf(syntax: DockerfileSyntax, target: Stage, inherited: readonly Instruction[]): CarriedSettings["rest"] {
  const inForce = new Set(
    ["STOPSIGNAL", "HEALTHCHECK", "ENTRYPOINT", "CMD"].map((keyword) => {
      const last = lastOf(target, keyword);
      return keyword === "CMD" && last !== undefined && isReset(target, last) ? undefined : last;
    }),
  );
  return inherited
    .filter((one) => /^(EXPOSE|VOLUME|LABEL|MAINTAINER)$/.test(one.keyword) || inForce.has(one))
    .sort((left, right) => startOrder(left) - startOrder(right))
    .map((instruction) => ({ instruction, text: textOf(syntax, instruction) }));
}

/** ENTRYPOINT and CMD come last, as in most files. */
function startOrder({ keyword }: Instruction): number {
  return ["ENTRYPOINT", "CMD"].indexOf(keyword);
}

/** An ENTRYPOINT of a stage drops the CMD that it inherits. */
function isReset(target: Stage, command: Instruction): boolean {
  return target.instructions.some(({ keyword, stage }) => keyword === "ENTRYPOINT" && stage !== command.stage);
}

/** ENV without the variables that only the build read, as long as nothing that stays names them. */
function carriedEnvironment(
  syntax: DockerfileSyntax,
  target: Stage,
  inherited: readonly Instruction[],
  rest: string,
): readonly string[] {
  const installsItself = target.instructions.some((instruction) => invocationsOf(instruction).length > 0);
  const runtimeText = [rest, ...target.instructions.map((one) => textOf(syntax, one))].join("\n");
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

/** An instruction's text with `\n` line breaks and `\` continuations, as the edit builders take it. */
export function textOf(syntax: DockerfileSyntax, { range }: Pick<InstructionSyntax, "range">): string {
  const text = syntax.text.slice(range.start, range.end).replace(/\r\n/g, "\n");
  return syntax.escape === "\\" ? text : text.replace(/`\n/g, "\\\n");
}

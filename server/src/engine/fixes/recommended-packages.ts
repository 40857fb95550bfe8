// Installs without what is merely recommended, but with what the file shows to be needed of it.
import { packageManagers } from "../image/package-managers";
import { laterInstructions } from "../image/shipping";
import type { Command, Effect, ImageModel, Instruction } from "../image/types";
import type { Edit, Fix } from "../rules/define-rule";
import type { Word } from "../syntax/types";
import { invocationsOf } from "./cache-reliance";
import { inFileStyle, insertAfterWord, insertAt } from "./instruction-edits";

type RecommendedEffect = Extract<Effect, { kind: "recommended" }>;

/** A package that others recommend and that programs stop working without. */
interface Needed {
  /** Who recommends it. */
  readonly by: RegExp;
  readonly package: string;
  /** Packages of which each brings it. */
  readonly broughtBy: RegExp;
  /** Commands that need it; undefined: whoever installs these programs. */
  readonly usedBy?: (command: Command, instruction: Instruction) => boolean;
}

const hasWord = ({ arguments: words }: Command, pattern: RegExp) =>
  words.some(({ value, word }) => pattern.test(value ?? word.raw));

const needed: readonly Needed[] = [
  // Without the authorities' certificates no https address can be fetched.
  {
    by: /^(curl|libcurl4|wget|git|nodejs)$/,
    package: "ca-certificates",
    broughtBy: /^(ca-certificates(-java)?|.*-jre(-headless)?|.*-jdk(-headless)?)$/,
  },
  {
    by: /^git$/,
    package: "openssh-client",
    broughtBy: /^(openssh-(client|server)|ssh)$/,
    usedBy: (command, { mounts }) =>
      /^(ssh|scp|ssh-keyscan|ssh-keygen|ssh-add|ssh-agent)$/.test(command.program) ||
      (command.program === "git" &&
        (hasWord(command, /^(git@|ssh:\/\/|git\+ssh:)/) || mounts.some(({ type }) => type === "ssh"))),
  },
  {
    by: /^(git|dpkg-dev)$/,
    package: "patch",
    broughtBy: /^(patch|build-essential|dpkg-dev|quilt|devscripts)$/,
    usedBy: ({ program }) => program === "patch",
  },
  // apt-key and add-apt-repository talk to gpg's agent.
  {
    by: /^(gpg|gnupg2?|software-properties-common)$/,
    package: "gpg-agent",
    broughtBy: /^(gnupg2?|gpg-agent)$/,
    usedBy: ({ program }) => /^(apt-key|add-apt-repository|gpg2?)$/.test(program),
  },
  {
    by: /^(gpg|gpg-agent)$/,
    package: "dirmngr",
    broughtBy: /^(gnupg2?|dirmngr)$/,
    usedBy: (command) =>
      /^(apt-key|gpg2?)$/.test(command.program) &&
      hasWord(command, /^--(recv-keys?|receive-keys|keyserver|search-keys)/),
  },
  {
    by: /^cmake$/,
    package: "make",
    broughtBy: /^(make|build-essential|ninja-build)$/,
    usedBy: ({ program }) => /^(cmake|make)$/.test(program),
  },
  {
    by: /^cmake$/,
    package: "g++",
    broughtBy: /^((gcc|g\+\+|clang)(-\d+)?|build-essential)$/,
    usedBy: ({ program }) => /^(cmake|g\+\+|gcc|cc|c\+\+)$/.test(program),
  },
  {
    by: /^(autoconf|libtool)$/,
    package: "automake",
    broughtBy: /^automake/,
    usedBy: ({ program }) => /^(automake|autoreconf|aclocal|autogen\.sh)$/.test(program),
  },
];

/** Managers that compile what they install, with the compilers that came along because they are recommended. */
const compilers = /^(python3-pip|npm|ruby|gem|r-base(-core)?|dkms)$/;

const review =
  "Check that nothing needs what no longer comes along: certificates for https addresses, an agent for gpg, fonts, plug-ins, time zones.";

/** Writes the switch behind the verb, and names the recommended packages that later steps use and no one else installs. */
export function leaveOutRecommended(
  image: ImageModel,
  command: Command,
  effects: readonly RecommendedEffect[],
): readonly Fix[] {
  const [effect] = effects as [RecommendedEffect];
  const invocation = invocationsOf(effect.instruction).find((one) => one.command === command);
  const { recommendsSwitch } = packageManagers[effect.manager];
  const flag = recommendsSwitch?.flagOf?.[command.program] ?? recommendsSwitch?.flags[0];
  const verb = command.arguments.findIndex(
    ({ value, word }) => value === invocation?.verbName && word.literal === invocation?.verbName,
  );
  if (invocation === undefined || flag === undefined || verb === -1) {
    return [];
  }
  const names = invocation.operands.flatMap(({ value }) => value ?? []);
  const extra = neededOf(command, effect, names);
  const last = invocation.operands.at(-1)?.word;
  // Packages that a variable lists have no place for one more.
  const edits = [insertAfterWord(behindYes(command, verb), flag)];
  if (extra.length > 0 && last !== undefined) {
    edits.push(insertPackages(image, last, extra));
  }
  const compiles = names.filter((name) => compilers.test(name));
  const more =
    compiles.length === 0 ? "" : ` ${compiles.join(" and ")} may have to compile: compilers came along with it.`;
  return [
    {
      title:
        extra.length === 0
          ? `Leave recommended packages out with ${flag}`
          : `Leave recommended packages out with ${flag}, but keep ${extra.join(" and ")}`,
      edits,
      applicability: "needs-review",
      review: review + more,
    },
  ];
}

/** `-y` and `-qq` stay next to the verb. */
function behindYes({ arguments: words }: Command, verb: number): Word {
  const next = words[verb + 1];
  const isYes = next !== undefined && /^(-[yq]+|--yes|--assume-yes)$/.test(next.word.literal ?? "");
  return (isYes ? next : words[verb]!).word;
}

function neededOf(command: Command, effect: RecommendedEffect, names: readonly string[]): readonly string[] {
  const installed = effect.stage.chain.flatMap(({ instructions }) =>
    instructions.flatMap(({ effects }) =>
      effects.flatMap((one) => (one.kind === "install" ? one.packages.map(({ name }) => name) : [])),
    ),
  );
  const own = effect.instruction.commands;
  const later: (readonly [Command, Instruction])[] = own
    .slice(own.indexOf(command) + 1)
    .map((one) => [one, effect.instruction] as const);
  for (const instruction of laterInstructions(effect)) {
    later.push(...instruction.commands.map((one) => [one, instruction] as const));
  }
  return needed
    .filter(
      ({ by, broughtBy, usedBy }) =>
        names.some((name) => by.test(name)) &&
        !installed.some((name) => broughtBy.test(name)) &&
        (usedBy === undefined || later.some(([one, instruction]) => usedBy(one, instruction))),
    )
    .map((one) => one.package);
}

/** Behind the last package: on lines of their own where that one has its own. */
function insertPackages(image: ImageModel, last: Word, names: readonly string[]): Edit {
  const { text } = image.syntax;
  const lineStart = text.lastIndexOf("\n", last.range.start - 1) + 1;
  const before = text.slice(lineStart, last.range.start);
  if (/^[ \t]+$/.test(before)) {
    const lines = names.map((name) => ` \\\n${before}${name}`).join("");
    return insertAt(last.range.end, inFileStyle(image.syntax, lines));
  }
  return insertAfterWord(last, names.join(" "));
}

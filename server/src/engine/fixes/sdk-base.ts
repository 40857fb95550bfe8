// Builds the edits that stand a stage on a slim or runtime image, with the programs that it then lacks.
import type { ImageModel, ImageReference, Stage } from "../image/types";
import type { Edit, Fix } from "../rules/define-rule";
import { usesTools } from "./build-tools";
import { runsUnknownScript } from "./cache-reliance";
import { insertBelow, replaceRange } from "./instruction-edits";
import type { RuntimeImage } from "./runtime-images";
import { lastOf, startCommand, wordsOf } from "./start-command";

/** Debian packages of programs that the full images bring and the slim ones lack. */
const slimLacks: Readonly<Record<string, string>> = {
  curl: "curl",
  wget: "wget",
  git: "git",
  hg: "mercurial",
  svn: "subversion",
  ssh: "openssh-client",
  scp: "openssh-client",
  gpg: "gnupg",
  unzip: "unzip",
  xz: "xz-utils",
  bzip2: "bzip2",
  patch: "patch",
  file: "file",
  ps: "procps",
  convert: "imagemagick",
  identify: "imagemagick",
};

/** The larger image's own tools that a stage's chain runs while it is built, compile steps included. */
export function toolsUsed(target: Stage, image: RuntimeImage): readonly string[] {
  const used = new Set<string>();
  for (const { instructions } of target.chain) {
    for (const { commands, effects } of instructions) {
      for (const { program, arguments: words } of commands) {
        if (image.tools.includes(program)) {
          used.add(program);
        } else if (image.tools.includes(`${program} ${words[0]?.value}`)) {
          used.add(`${program} ${words[0]?.value}`);
        }
      }
      for (const effect of effects) {
        if (effect.origin === undefined && effect.kind === "compile") {
          used.add(effect.tool);
        } else if (effect.origin === undefined && effect.kind === "install" && effect.fromSource) {
          used.add(effect.manager);
        }
      }
    }
  }
  return [...used];
}

/** Whether what the image starts is one of the larger image's tools: `go run`, `dotnet watch`, `mvn`. */
export function startsTool(target: Stage, image: RuntimeImage): boolean {
  const start = startCommand(target);
  return (
    start.kind === "program" &&
    (image.tools.includes(start.program) || image.tools.includes(`${start.program} ${start.words[1]}`))
  );
}

/** What an image starts whose purpose is a language: its interpreter, without a program for it. */
const interpreters =
  /^(node|deno|bun|python[\d.]*|pypy[\d.]*|ruby|irb|perl[\d.]*|php|erl|iex|julia|jshell|swift|ghci|R|raku|lua[\d.]*|clj|groovysh)$/;

/** Does it run a program that comes finished: nothing compiles, nothing may do so, and it is no image for a language? */
export function runsFinishedProgram(target: Stage): boolean {
  const start = startCommand(target);
  return (
    start.kind === "program" &&
    !interpreters.test(start.words.at(-1) ?? "") &&
    !target.chain.some(({ instructions }) =>
      instructions.some((instruction) => usesTools(instruction) || runsUnknownScript(instruction)),
    )
  );
}

/** The fix of sdk-base-in-runtime; none where the reference is put together so that no edit is surely right. */
export function replaceSdkBase(
  image: ImageModel,
  target: Stage,
  runtime: RuntimeImage,
  by: ImageReference,
): readonly Fix[] {
  const lowest = target.chain.at(-1);
  if (lowest === undefined || lowest.base.kind !== "image") {
    return [];
  }
  const { reference, range } = lowest.base;
  const raw = image.syntax.text.slice(range.start, range.end);
  const newText = replacedReference(raw, reference, by);
  if (newText === undefined) {
    return [];
  }
  const edits: Edit[] = [replaceRange(range, newText)];
  const hasApt = lowest.system === "debian" || lowest.system === "ubuntu";
  const missing = runtime.kind === "slim" && hasApt ? missingPackages(target) : [];
  if (missing.length > 0) {
    const install = `RUN apt-get update \\\n    && apt-get install -y --no-install-recommends ${missing.join(" ")} \\\n    && rm -rf /var/lib/apt/lists/*`;
    edits.push(insertBelow(image.syntax, lowest.from.syntax, install));
  }
  const others = standingOn(lowest).filter((stage) => !target.chain.includes(stage));
  const review = [
    `${by.text} lacks ${runtime.lacks}.`,
    missing.length > 0 ? `${missing.join(", ")} are installed because this file uses them.` : "",
    reviewOf(runtime),
    runtime.kind !== "slim" && isOtherImage(reference, by)
      ? "It is another vendor's build, on a system of its own: check paths such as JAVA_HOME."
      : "",
    others.length > 0 ? `${others.map(({ label }) => label).join(", ")} will stand on it as well.` : "",
  ];
  return [
    {
      title: `Use ${by.text}`,
      edits,
      applicability: "needs-review",
      review: review.filter((sentence) => sentence !== "").join(" "),
    },
  ];
}

/** Another repository rather than another tag, as from openjdk to Eclipse Temurin. */
function isOtherImage(from: ImageReference, by: ImageReference): boolean {
  return from.name.split("/")[0] !== by.name.split("/")[0];
}

function reviewOf({ kind }: RuntimeImage): string {
  return kind === "slim"
    ? "Packages that compile when they are installed, and shared libraries such as libpq, OpenSSL's or ImageMagick's that came with the full image, need a builder stage or an install of their own."
    : "Check that nothing starts a compiler or a tool of the SDK at run time.";
}

/** `python:3.12` → `python:3.12-slim`; in `python:${VERSION}` the suffix goes behind the variable. */
function replacedReference(raw: string, from: ImageReference, by: ImageReference): string | undefined {
  if (raw === from.text) {
    return by.text;
  }
  const suffix = by.text.startsWith(from.text) ? by.text.slice(from.text.length) : undefined;
  return suffix !== undefined && /^[^$]*:[^@]*\}$/.test(raw) ? raw + suffix : undefined;
}

/** What the target's own steps call, and no step of the file installs. */
function missingPackages(target: Stage): readonly string[] {
  const installed = new Set<string>();
  const wanted = new Set<string>();
  for (const { instructions } of [...target.chain].reverse()) {
    for (const { commands, effects } of instructions) {
      for (const effect of effects) {
        if (effect.kind === "install") {
          for (const { name } of effect.packages) {
            installed.add(name);
          }
        }
      }
      for (const { program, arguments: words } of commands) {
        const isGitRequirement =
          /^pip|^uv$|^npm$/.test(program) && words.some(({ value }) => /git\+/.test(value ?? ""));
        const name = slimLacks[isGitRequirement ? "git" : program];
        if (name !== undefined) {
          wanted.add(name);
        }
      }
    }
  }
  const healthCheck = wordsOf(lastOf(target, "HEALTHCHECK"));
  for (const word of healthCheck.flatMap((part) => part.split(/[\s;|&]+/))) {
    const name = slimLacks[word];
    if (name !== undefined) {
      wanted.add(name);
    }
  }
  const missing = [...wanted].filter((name) => !installed.has(name));
  if (
    missing.some((name) => name === "curl" || name === "wget" || name === "git") &&
    !installed.has("ca-certificates")
  ) {
    missing.push("ca-certificates");
  }
  return missing.sort();
}

function standingOn(stage: Stage): readonly Stage[] {
  return stage.children.flatMap((child) => [child, ...standingOn(child)]);
}

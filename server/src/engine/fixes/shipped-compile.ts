// Finds out whether a stage compiles the program that it ships, and what of that stays in its layers.

import { isSystemManager } from "../image/package-managers";
import { covers } from "../image/paths";
import type { Command, Effect, ImageReference, Instruction, Stage } from "../image/types";
import type { TextRange } from "../syntax/types";
import { startedPaths } from "./compiled-outputs";
import { type RuntimeImage, runtimeImageFor } from "./runtime-images";
import { startCommand } from "./start-command";
import { buildsSite, servesFiles } from "./static-site";

/** A build whose tools and sources ship with what it made. */
export interface ShippedCompile {
  /** The first command that compiles. */
  readonly at: TextRange;
  /** A program, or the static files of a web site. */
  readonly made: "program" | "site";
  /** Installs of build tools, then sources. */
  readonly tools: readonly Effect[];
  readonly sources: readonly Effect[];
  /** The image of an SDK that the stage stands on, with what would do in its place. */
  readonly sdk:
    | { readonly effect: Effect; readonly reference: ImageReference; readonly runtime: RuntimeImage }
    | undefined;
}

/** `make` without `configure` may build anything: it counts where what the image starts lies in its folder. */
type Compile = Extract<Effect, { kind: "compile" | "opaque" }>;

/** Tools whose result runs without them, and the images that bring them. */
const sdkImages: Readonly<Record<string, RegExp>> = {
  go: /^golang$/,
  cargo: /^rust$/,
  c: /^gcc$/,
  cmake: /^gcc$/,
  make: /^gcc$/,
  meson: /^gcc$/,
  maven: /^(maven|eclipse-temurin|adoptopenjdk|openjdk|amazoncorretto|ibm-semeru-runtimes|bellsoft\/.*|azul\/.*)$/,
  gradle: /^(gradle|eclipse-temurin|adoptopenjdk|openjdk|amazoncorretto|ibm-semeru-runtimes|bellsoft\/.*|azul\/.*)$/,
  dotnet: /dotnet\/.*sdk$/,
  mix: /^(elixir|hexpm\/elixir)$/,
};
/** C and its like are compiled for interpreted programs too: libraries, extensions and tools beside them. */
const interpreted =
  /^(python[\d.]*|pypy\d*|node(js)?|npm|npx|yarn|ruby|bundle|rails|rackup|puma|unicorn|perl|php[\d.]*(-fpm)?|docker-php-entrypoint|apache2-foreground|gunicorn|uvicorn|hypercorn|celery|flask|django-admin|streamlit|jupyter(-\w+)?|R|Rscript|julia|lua|pm2(-runtime)?|catalina\.sh)$/;
const interpreterImages = /^(python|pypy|node|ruby|php|perl|tomcat|r-base|rocker\/.*|julia|openresty\/.*)$/;
/** Programs that call the toolchain when they run. */
const needsToolchain =
  /^(go|gopls|golangci-lint|ginkgo|gotestsum|staticcheck|air|reflex|CompileDaemon|realize|dlv|cargo(-\w+)?|rustc|rustup|g?make|cmake|gcc|g\+\+|mvnw?|gradlew?|sbt|javac|mix|iex|tail|sleep|sshd|code-server)$/;
const javaServers = /^(tomcat|jetty|jboss\/wildfly|quay\.io\/wildfly\/wildfly|payara\/.*|open-liberty)$/;

/** What the stage's own steps compile for what it starts; undefined where it compiles nothing, or leaves nothing behind. */
export function shippedCompile(target: Stage): ShippedCompile | undefined {
  const site = siteBuildOf(target);
  const compiles = site === undefined ? compilesOf(target) : [];
  const [first] = compiles;
  const at = site?.range ?? first?.range;
  if (at === undefined) {
    return undefined;
  }
  const places = [...(site === undefined ? compiles.map(({ command }) => command) : [site])].flatMap(
    (command) => command?.workdir ?? [],
  );
  const tools = target.chain.flatMap(({ instructions }) => instructions.flatMap(toolsOf));
  // What the compiling RUN itself fetched and left is temporary-files-left's.
  const sources = target.instructions
    .filter((instruction) => !compiles.some((effect) => effect.instruction === instruction))
    .flatMap((instruction) => sourcesOf(instruction, places, site !== undefined));
  const sdk = first === undefined ? undefined : sdkOf(target, first);
  // Headers alone are of libraries that something may be linked with later.
  const isLeft = sources.length > 0 || tools.some(hasCompiler) || sdk !== undefined;
  return !isLeft ? undefined : { at, made: site === undefined ? "program" : "site", tools, sources, sdk };
}

function siteBuildOf(target: Stage): Command | undefined {
  for (const { commands } of target.instructions) {
    const found = commands.find((command) => !command.maybe && buildsSite(command));
    if (found !== undefined) {
      return servesFiles(target) ? found : undefined;
    }
  }
  return undefined;
}

/** Compile steps that surely run, for a program that is started and is none of an interpreter's. */
function compilesOf(target: Stage): readonly Compile[] {
  const steps = target.instructions.flatMap(({ effects }) => effects.filter(isCompileStep));
  // Most stages compile nothing: what they start need not be read.
  if (steps.length === 0) {
    return [];
  }
  const start = startCommand(target);
  const { root } = target;
  const name = root.kind === "image" ? root.reference.name : "";
  if (start.kind !== "program" && !javaServers.test(name)) {
    return [];
  }
  if (start.kind === "program" && (needsToolchain.test(start.program) || isToolRun(start.program, start.words))) {
    return [];
  }
  const isInterpreted = interpreterImages.test(name) || (start.kind === "program" && interpreted.test(start.program));
  const started = startedPaths(target);
  return steps.filter((effect) =>
    effect.kind === "opaque"
      ? !isInterpreted && started.some((path) => covers(effect.command?.workdir ?? "/", path))
      : !isInterpreted || /^(maven|gradle)$/.test(effect.tool),
  );
}

function isCompileStep(effect: Effect): effect is Compile {
  if (effect.maybe || effect.origin !== undefined) {
    return false;
  }
  return effect.kind === "opaque"
    ? isPlainMake(effect)
    : effect.kind === "compile" && Object.hasOwn(sdkImages, effect.tool);
}

function isPlainMake({ command }: Effect): boolean {
  return (
    /^(g?make|ninja)$/.test(command?.program ?? "") &&
    command?.workdir !== undefined &&
    command.workdir !== "/" &&
    !command.arguments.some(({ value }) => /^(check|tests?|lint|clean|docs?|help)$/.test(value ?? ""))
  );
}

function hasCompiler(effect: Effect): boolean {
  return effect.kind === "install" && effect.buildTools.some(({ name }) => !/-(dev|devel|headers)$/.test(name));
}

function isToolRun(program: string, words: readonly string[]): boolean {
  return program === "dotnet" && /^(run|watch|test)$/.test(words[1] ?? "");
}

function toolsOf({ effects }: Instruction): readonly Effect[] {
  return effects.filter(
    (effect) =>
      effect.kind === "install" &&
      isSystemManager(effect.manager) &&
      effect.origin === undefined &&
      !effect.maybe &&
      effect.buildTools.length > 0,
  );
}

/** What was copied, cloned or unpacked to where the compiler ran, and for a web site its packages. */
function sourcesOf({ effects }: Instruction, places: readonly string[], isSite: boolean): readonly Effect[] {
  return effects.filter((effect) => {
    const isSource =
      (effect.kind === "write" && /^(context|git-clone|archive-contents)$/.test(effect.what)) ||
      (isSite && effect.kind === "install" && !isSystemManager(effect.manager));
    return (
      isSource &&
      !effect.maybe &&
      effect.origin === undefined &&
      effect.paths?.some((path) =>
        places.some((place) => place !== "/" && path !== "/" && (covers(place, path) || covers(path, place))),
      )
    );
  });
}

function sdkOf(target: Stage, compile: Compile): ShippedCompile["sdk"] {
  const lowest = target.chain.at(-1);
  const effect = lowest?.from.effects.find(({ kind }) => kind === "base");
  if (effect === undefined || target.root.kind !== "image") {
    return undefined;
  }
  const { reference } = target.root;
  // Makefiles call what their image brings.
  const isSdk = compile.kind === "compile" ? sdkImages[compile.tool] : /^(golang|rust|gcc)$/;
  const runtime = isSdk?.test(reference.name) ? runtimeImageFor(reference) : undefined;
  return runtime && { effect, reference, runtime };
}

// Finds the build tools that ship with a running program: which instruction brings them, and what uses them while the image is built.
import { hasCompiler } from "../image/image-references";
import { isSystemManager, packageManagers } from "../image/package-managers";
import { covers } from "../image/paths";
import { runtimeTargetsOf } from "../image/shipping";
import type { CopyDetails, Effect, ImageModel, Instruction, Stage } from "../image/types";
import { invocationsOf } from "./cache-reliance";
import { lastOf, startCommand, wordsOf } from "./start-command";

export type InstallEffect = Extract<Effect, { kind: "install" }>;

/** The build tools that one instruction leaves in a shipped layer. */
export interface ShippedTools {
  readonly instruction: Instruction;
  /** Installs of nothing but tools, or the copied binaries; the first is where the finding points. */
  readonly effects: readonly Effect[];
  /** Package or program names, as written. */
  readonly names: readonly string[];
  /** The target that pays for them. */
  readonly payer: Stage;
  /** A later layer removes the first: it stays in the image for all that. */
  readonly isRemovedLater: boolean;
}

/** Installers of projects: they put packages in place, and the program runs without them. */
const installers = /^(uv|uvx|poetry|pipenv|pdm|hatch|flit|pip-tools|pipx)$/;
/** They are small, and read or linked by programs that run as often as they build. */
const harmless =
  /^(binutils(-[\w.+-]+)?|pkg-config|pkgconf|pkgconfig|m4|patch|make|bison|flex|file|numactl-devel|libnuma-dev)$/;
/** Headers and what else a library is linked with. */
const headers = /-(dev|devel|headers)$|^linux-headers/;
/** What runs Java programs, too; and CUDA's compiler, which nobody puts on a runtime image but for kernels compiled as they are called. */
const wantedToRun = /jdk|^cuda-(nvcc|compiler|minimal-build|command-line-tools|toolkit)/;
/** Compilers, with Python's headers: what those need that compile at run time. */
const compilers =
  /^(gcc|g\+\+|gcc-c\+\+|clang|build-essential|build-base|cpp|libc6?-dev|glibc-devel|musl-dev)|^python[\d.]*-dev(el)?$/;
/** Programs and words of their authors that say so. */
const compilesToRun =
  /\b(vllm|sglang|flashinfer|flash[-_]attn|deepspeed|torch\.compile|torchinductor|numba|JIT)\b|\btriton\b(?!-inference)|\b(compil\w+|builds?|pip[- ]?installs?)\b[^\n]{0,80}\b(at|during) (run ?-?time|start(up)?)\b/i;

/** Starts of images in which people or other programs build: the tools are what they are for. */
const interactive =
  /^(jupyter(hub|lab)?(-[\w-]+)?|code-server|theia|sshd|sleep|tail|cat|tmux|screen|vncserver|rstudio-server|start-notebook(\.sh|\.py)?|jenkins(-agent|\.sh)?|gitlab-runner|buildkite-agent|Runner\.Listener|dockerd|nodemon|pytest|tox|nox|ctest|phpunit|rspec|ansible(-playbook)?|usage|(e2e|(run[-_]?)?tests?)([-_.][\w.-]*)?)$/;
const buildPrograms =
  /^(g?make|cmake|ctest|ninja|samu|meson|bazel(isk)?|scons|(g|c)?cc|[gc]\+\+|gcc-\d+|clang(\+\+)?|mvnw?|gradlew?|ant|sbt|lein|cargo|rustc|go|javac|tsc|node-gyp|dotnet|mix|stack|cabal|ghc|swift|emcc|emmake|platformio|pio|west|idf\.py|arduino-cli|xcodebuild|ld|as|nasm|conan|protoc|buf|bundle-audit|checkmake)$/;
/** `npm run dev`, `yarn test`. */
const forDevelopment = /^\S*\b(npm|yarn|pnpm|bun|npx)\b.*[\s:](dev|develop|watch|test|lint)\b/;
const containerTools = /^(docker(-ce|-engine)?(-cli)?|docker\.io|podman|buildah)(=|$)/;
const agents =
  /(^|\/)(inbound-agent|jnlp-slave|ssh-agent|ssh-slave|slave|jenkins|jenkins-agent|gitlab-runner|actions-runner|runner|buildkite\/agent|code-server|rstudio|notebook|[\w-]+-notebook|devcontainer[\w-]*|cimg|gitpod)(\/|$|:)|^(jupyter|rocker|circleci|gitpod|codercom|lscr\.io|linuxserver)\//;
/** Official images that start a server unless something else is asked for. */
const startsByItself =
  /^(php|nginx|httpd|postgres|mysql|mariadb|mongo|redis|rabbitmq|memcached|tomcat|jetty|wordpress|drupal|joomla|nextcloud|ghost|odoo|kong|haproxy|caddy|traefik|elasticsearch|kibana|logstash|grafana\/grafana|influxdb|solr|cassandra|neo4j|varnish|sonarqube|keycloak\/keycloak|apache\/(airflow|superset)|quay\.io\/keycloak\/keycloak|openresty\/openresty|nginxinc\/nginx-unprivileged|tiangolo\/uvicorn-gunicorn(-fastapi)?|phusion\/passenger-\w+)$/;

/** Every instruction that leaves build tools in a layer of an image which runs something. */
export function shippedTools(image: ImageModel): readonly ShippedTools[] {
  const found: ShippedTools[] = [];
  const purposes = new Map<Stage, Purpose>();
  const removed = new Set(image.effects.flatMap((effect) => (effect.kind === "remove" ? effect.removes : [])));
  for (const stage of image.stages) {
    const candidates = stage.shipped ? stage.instructions.filter(mayBringTools) : [];
    const payer = candidates.length > 0 ? runtimeTargetsOf(image, stage)[0] : undefined;
    if (payer === undefined) {
      continue;
    }
    const purpose = purposes.get(payer) ?? purposeOf(payer);
    purposes.set(payer, purpose);
    for (const instruction of candidates) {
      const tools = toolsOf(instruction, purpose);
      // Whoever removes them again did not want them, whatever the image is for.
      if (tools !== undefined && (purpose.kind === "runtime" || tools.effects.every((tool) => removed.has(tool)))) {
        found.push({ ...tools, instruction, payer, isRemovedLater: removed.has(tools.effects[0] as Effect) });
      }
    }
  }
  if (found.length === 0) {
    return found;
  }
  const compilesLater = compilesToRun.test(image.syntax.text);
  const compiling = new Set([...purposes.keys()].filter((payer) => compilesLater || setsCompiler(payer)));
  return found.filter(({ names, payer }) => !compiling.has(payer) || !names.some((name) => compilers.test(name)));
}

function mayBringTools({ effects, copy }: Instruction): boolean {
  return (
    copy?.fromFlag !== undefined ||
    effects.some((effect) => effect.kind === "install" && toolRequests(effect).length > 0)
  );
}

/** `ENV CC=gcc` is for who compiles when the image runs. */
function setsCompiler({ chain }: Stage): boolean {
  return chain.some(({ instructions }) =>
    instructions.some(
      ({ keyword, syntax }) =>
        keyword === "ENV" && syntax.words.some(({ raw }) => /^"?(CC|CXX|NVCC|CUDAHOSTCXX)\b/.test(raw)),
    ),
  );
}

interface Purpose {
  readonly kind: "runtime" | "toolchain";
  /** It starts with one of these installers, or with a script that may. */
  readonly usesInstaller: (name: string) => boolean;
}

/** What an image is for, by what it starts. */
function purposeOf(target: Stage): Purpose {
  const start = startCommand(target);
  const words = ["ENTRYPOINT", "CMD", "HEALTHCHECK"].flatMap((keyword) => wordsOf(lastOf(target, keyword))).join(" ");
  const isScript =
    start.kind === "program" && (/\.(sh|bash)$/.test(start.program) || /entrypoint|start|run/.test(start.program));
  const usesInstaller = (name: string) =>
    isScript || start.kind !== "program" || new RegExp(`(^|[\\s/"'])${name}($|[\\s"'])`).test(words);
  return { kind: isToolchain(target, start) ? "toolchain" : "runtime", usesInstaller };
}

function isToolchain(target: Stage, start: ReturnType<typeof startCommand>): boolean {
  const { root } = target;
  if (root.kind === "image" && agents.test(root.reference.name)) {
    return true;
  }
  // Who starts containers in a container builds and tests there.
  const isForContainers = target.chain.some(({ instructions }) =>
    instructions.some(({ effects }) =>
      effects.some(
        (effect) => effect.kind === "install" && effect.packages.some(({ name }) => containerTools.test(name)),
      ),
    ),
  );
  if (isForContainers) {
    return true;
  }
  if (start.kind === "program") {
    return (
      interactive.test(start.program) ||
      startsCheck(target, start.program) ||
      target.chain.some(holdsNotebook) ||
      buildPrograms.test(start.program) ||
      forDevelopment.test(start.words.join(" "))
    );
  }
  // Nothing is started, or a shell: most likely the tools are what it is for, unless a project is installed with them.
  if (root.kind === "image" && start.kind === "none" && startsByItself.test(root.reference.name)) {
    return false;
  }
  return !installsProject(target);
}

/** `COPY hack/test/e2e-run.sh /scripts/run.sh`: what the script is, its place in the context tells. */
function startsCheck({ chain }: Stage, program: string): boolean {
  return chain.some(({ instructions }) =>
    instructions.some(
      ({ copy }) =>
        copy?.from.kind === "context" &&
        copy.destination?.endsWith(`/${program}`) &&
        copy.sources.some(({ path }) => /(^|[/_-])(e2e|tests?|integration)([/_.-]|$)/.test(path ?? "")),
    ),
  );
}

/** Notebooks are for users who install what they need. */
function holdsNotebook({ instructions }: Stage): boolean {
  return instructions.some(
    ({ effects, copy }) =>
      copy?.destination?.includes("/.jupyter") === true ||
      effects.some(
        (effect) =>
          effect.kind === "install" && effect.packages.some(({ name }) => /^(jupyter(hub|lab)?|notebook)$/.test(name)),
      ),
  );
}

/** A project is copied in and its packages are installed: an image without a start command of its own may still run it. */
function installsProject(target: Stage): boolean {
  const instructions = target.chain.flatMap((stage) => stage.instructions);
  const manifests = instructions.flatMap(({ effects }) =>
    effects.flatMap((effect) =>
      effect.kind === "install" && effect.origin === undefined && !isSystemManager(effect.manager)
        ? effect.manifests.filter((manifest) => manifest.startsWith("/"))
        : [],
    ),
  );
  return (
    manifests.length > 0 &&
    instructions.some(
      ({ copy }) =>
        copy?.from.kind === "context" &&
        copy.sources.some(
          ({ path }) =>
            path !== undefined && (/^\.?\/?$|^[\w-]+\/?$/.test(path) || bringsManifest(copy, path, manifests)),
        ),
    )
  );
}

/** `COPY ./requirements /requirements`, by which the packages are installed. */
function bringsManifest({ destination }: CopyDetails, source: string, manifests: readonly string[]): boolean {
  const folder = /^\.\/[\w-]+\/?$/.test(source) ? destination?.replace(/(.)\/$/, "$1") : undefined;
  return folder !== undefined && manifests.some((manifest) => covers(folder, manifest));
}

function toolsOf(instruction: Instruction, purpose: Purpose): Pick<ShippedTools, "effects" | "names"> | undefined {
  const effects: Effect[] = [];
  const names = new Set<string>();
  for (const effect of instruction.effects) {
    const own = namesOf(effect, purpose);
    if (own.length > 0) {
      effects.push(effect);
      for (const name of own) {
        names.add(name);
      }
    }
  }
  const all = [...names];
  // A full image holds headers anyway: another variant of it is what is to be said there.
  const isBeside = hasCompiler(instruction.stage.root) && all.every((name) => headers.test(name));
  return all.every((name) => harmless.test(name)) || isBeside ? undefined : { effects, names: all };
}

function namesOf(effect: Effect, purpose: Purpose): readonly string[] {
  if (effect.maybe || effect.kind === "opaque") {
    return [];
  }
  if (effect.kind === "install" && effect.origin === undefined) {
    const tools = toolRequests(effect).map(({ name }) => name);
    const isWanted = tools.some(
      (name) => wantedToRun.test(name) || (installers.test(name) && purpose.usesInstaller(name)),
    );
    return isWanted ? [] : tools;
  }
  const copied = effect.kind === "write" ? copiedInstallers(effect) : [];
  return copied.some(purpose.usesInstaller) ? [] : copied;
}

/** Packages of an install that build or install others. */
export function toolRequests(effect: InstallEffect): InstallEffect["packages"] {
  const { buildTools, packages, manager } = effect;
  const others = packageManagers[manager].installers;
  return packages.filter((request) => buildTools.includes(request) || others?.test(request.name) === true);
}

/** `COPY --from=ghcr.io/astral-sh/uv /uv /uvx /bin/`. */
function copiedInstallers(effect: Effect): readonly string[] {
  const { copy } = effect.instruction;
  if (copy === undefined || (copy.from.kind !== "image" && copy.from.kind !== "stage")) {
    return [];
  }
  const names = copy.sources.map(({ path }) => path?.slice(path.lastIndexOf("/") + 1) ?? "");
  return names.every((name) => installers.test(name)) ? names : [];
}

const compilingTools =
  /^(g?make|cmake|ninja|meson|gcc|g\+\+|cc|c\+\+|clang|configure|autoreconf|docker-php-ext-(install|configure)|pecl|pear|install2\.r|Rscript|R|cpanm?|luarocks|opam|stack|cabal|ghc|node-gyp|swig|protoc|cargo|go|rustc|mvn|gradle|ant|javac|waf|scons|bazel)$/;

/** Whether a RUN may need build tools: what usesTools says, or nobody can tell what it does. */
export function mayNeedTools(instruction: Instruction): boolean {
  if (instruction.keyword !== "RUN") {
    return instruction.keyword === "ONBUILD";
  }
  return (
    instruction.opaque ||
    instruction.effects.some((effect) => effect.kind === "opaque" && !isOfProgram(effect)) ||
    usesTools(instruction)
  );
}

/** `python manage.py collectstatic`: a framework's own commands move files and tables, and compile nothing. */
function isOfProgram({ command }: Effect): boolean {
  return (
    command !== undefined &&
    /^(python[\d.]*|php)$/.test(command.program) &&
    /(^|\/)(manage\.py|artisan|bin\/console)$/.test(command.arguments[0]?.value ?? "")
  );
}

/** Whether a RUN is of the kind that tools are installed for: it installs packages of a language, or compiles. */
export function usesTools(instruction: Instruction): boolean {
  return (
    instruction.effects.some(
      (effect) =>
        effect.origin === undefined &&
        (effect.kind === "compile" || (effect.kind === "install" && !isSystemManager(effect.manager))),
    ) ||
    instruction.commands.some(({ program }) => compilingTools.test(program)) ||
    invocationsOf(instruction).some(({ manager, verb }) => !isSystemManager(manager.id) && verb.kind !== "other")
  );
}

const usersOf = new WeakMap<Stage, readonly Instruction[]>();

/** The RUNs of a stage that may need build tools; read once, as each install asks for them. */
function usersIn(stage: Stage): readonly Instruction[] {
  let users = usersOf.get(stage);
  if (users === undefined) {
    users = stage.instructions.filter(mayNeedTools);
    usersOf.set(stage, users);
  }
  return users;
}

function usersAbove({ children }: Stage): readonly Instruction[] {
  return children.flatMap((child) => [...usersIn(child), ...usersAbove(child)]);
}

/** The RUNs after an effect that may need what it installs, in this stage and those on top. */
export function laterUsers({ stage, instruction }: Effect): readonly Instruction[] {
  return [...usersIn(stage).filter(({ index }) => index > instruction.index), ...usersAbove(stage)];
}

/** Is there one? */
export function hasLaterUser({ stage, instruction }: Effect): boolean {
  return (usersIn(stage).at(-1)?.index ?? -1) > instruction.index || usersAbove(stage).length > 0;
}

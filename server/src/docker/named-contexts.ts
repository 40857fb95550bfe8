// Further build contexts that FROM and --from find by name: folders, which are sent when asked for, and what engines fetch.
import { type BuildContext, readContext } from "../context/read-context";
import { type BuildRequest, type ImageModel, isRemoteContext } from "../engine/index";
import { type BuildPlan, PlanError } from "./build-plan";
import type { AvailableEngine } from "./describe-engine";

export interface NamedContexts {
  /** What the Dockerfile frontend is told of each name: `local:assets`, `docker-image://debian:12`. */
  readonly places: Readonly<Record<string, string>>;
  /** Folders by the name under which BuildKit asks for them. */
  readonly folders: ReadonlyMap<string, BuildContext>;
}

/** The first Docker Engine whose Dockerfile frontend knows named contexts. */
const firstEngine = 23;

/**
 * Reads the folders. Those whose names the build does not use are left out.
 * Throws a PlanError for what this engine cannot do, a ContextError for a folder that cannot be read.
 */
export async function openNamedContexts(
  { namedContexts = {} }: BuildRequest,
  plan: BuildPlan,
  engine: AvailableEngine,
  signal: AbortSignal,
): Promise<NamedContexts> {
  const used = namesIn(plan.image);
  const places: Record<string, string> = {};
  const folders = new Map<string, BuildContext>();
  for (const [name, place] of Object.entries(namedContexts)) {
    if (!used.has(familiar(name))) continue;
    refuse(name, place, engine);
    if (isRemoteContext(place)) {
      places[name] = place;
      continue;
    }
    // BuildKit's own names for the two that every build has.
    const folder = name === "context" || name === "dockerfile" ? `_${name}` : name;
    places[name] = `local:${folder}`;
    folders.set(folder, await readContext(place, `${place}/.layer-cost`, signal));
  }
  return { places, folders };
}

function refuse(name: string, place: string, engine: AvailableEngine): void {
  const needs = `This build needs the context ${name}, and`;
  if (engine.builder === "classic") {
    const remedy = engine.name === "Docker" ? "unset DOCKER_BUILDKIT" : "build with a Docker engine";
    throw new PlanError(`${needs} only Docker's BuildKit can be given named contexts: ${remedy}.`);
  }
  if (Number.parseInt(engine.version, 10) < firstEngine)
    throw new PlanError(`${needs} Docker ${engine.version} knows no named contexts: that takes Docker ${firstEngine}.`);
  if (/^(target|service):/.test(place))
    throw new PlanError(
      `${needs} it is what another build makes (${place}), which is not built here: name an image or a folder in build.contexts.`,
    );
}

/** What FROM, COPY and mounts name, as `familiar` writes it. */
function namesIn(image: ImageModel): ReadonlySet<string> {
  const flags = image.instructions.flatMap(({ syntax }) => syntax.flags);
  const mounted = flags.flatMap(({ name, value }) =>
    name === "mount" ? (value?.raw.split(",") ?? []).flatMap((part) => /^from=(.*)$/.exec(part)?.[1] ?? []) : [],
  );
  const copied = flags.flatMap(({ name, value }) => (name === "from" && value ? [value.raw] : []));
  const bases = image.stages.flatMap(({ base, name }) => [
    ...(base.kind === "image" ? [base.reference.text] : []),
    ...(name === undefined ? [] : [name]),
  ]);
  return new Set([...mounted, ...copied, ...bases].map(familiar));
}

/** `debian`, `debian:latest` and `docker.io/library/Debian` are one name. */
function familiar(name: string): string {
  return name
    .toLowerCase()
    .replace(/^docker\.io\/(library\/)?/, "")
    .replace(/:latest$/, "");
}

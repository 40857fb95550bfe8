// Tells what engine answers and what it is like, or where none was found.
import type { EngineDescription } from "../engine/index";
import { messageOf } from "../engine/index";
import type { Environment } from "./endpoint";
import { EndpointError } from "./endpoint";
import { ask, type EngineClient, searchEngine } from "./engine-client";
import { refusal, StrangeAnswer } from "./refusal";

/** Tells what engine answers, or in one sentence why none does. Never rejects. */
export async function describeEngine(
  setting: string | undefined,
  environment: Environment,
): Promise<EngineDescription> {
  const { client, problem, searched } = await searchEngine(setting, environment);
  if (!client) return { available: false, endpoint: problem.address, reason: problem.message, searched };
  try {
    return { ...(await describeClient(client, environment)), searched };
  } catch (error) {
    const endpoint = error instanceof EndpointError ? error.address : undefined;
    const reason = messageOf(error);
    const last = searched.map((place) => (place.problem === undefined ? { ...place, problem: reason } : place));
    return { available: false, endpoint, reason, searched: last };
  } finally {
    client.close();
  }
}

export type AvailableEngine = Extract<EngineDescription, { available: true }>;

interface Info {
  readonly Driver: string;
  readonly DriverStatus?: readonly (readonly [string, string])[] | null;
  readonly OperatingSystem?: string;
  readonly SecurityOptions?: readonly string[] | null;
}

/** Builder, storage and habits of a connected engine. Throws an EndpointError when it does not answer. */
export async function describeClient(
  client: EngineClient,
  environment: Environment,
  signal?: AbortSignal,
): Promise<AvailableEngine> {
  const { docker, endpoint, name, version, apiVersion, apiVersions, platform } = client;
  try {
    const info = await ask<Info>(docker, "GET", "/info", { signal });
    if (typeof info.Driver !== "string") throw new StrangeAnswer();
    const builder = builderOf(client, environment);
    return {
      available: true,
      endpoint: endpoint.address,
      source: endpoint.source,
      name,
      version,
      apiVersion,
      apiVersions,
      platform,
      operatingSystem: info.OperatingSystem || undefined,
      defaultPlatform: defaultPlatform(environment),
      rootless: info.SecurityOptions?.some((option) => /^name=rootless\b/.test(option)) ?? false,
      builder: builder.name,
      builderReason: builder.reason,
      storage: isContainerdStore(info) ? "containerd" : info.Driver,
      searched: [],
    };
  } catch (error) {
    throw new EndpointError(endpoint.address, refusal(endpoint, error));
  }
}

/** What the docker command builds for where nothing else is asked for. */
export function defaultPlatform({ DOCKER_DEFAULT_PLATFORM }: Environment): string | undefined {
  return DOCKER_DEFAULT_PLATFORM || undefined;
}

/** As the docker CLI decides it: DOCKER_BUILDKIT wins, then the engine's advice. Podman has a builder of its own. */
function builderOf({ name, advisesBuildKit }: EngineClient, environment: Environment) {
  const asked = environment.DOCKER_BUILDKIT;
  if (name === "Podman") return { name: "Buildah", reason: "Podman has no other" } as const;
  if (asked)
    return {
      name: /^(0|f|false)$/i.test(asked) ? "classic" : "BuildKit",
      reason: `DOCKER_BUILDKIT=${asked} asks for it`,
    } as const;
  if (advisesBuildKit) return { name: "BuildKit", reason: "the engine prefers it" } as const;
  return {
    name: "classic",
    reason: "the engine prefers it; a Dockerfile that needs BuildKit is built with that",
  } as const;
}

function isContainerdStore(info: Info): boolean {
  return info.DriverStatus?.some(([, value]) => value.startsWith("io.containerd.snapshotter")) ?? false;
}

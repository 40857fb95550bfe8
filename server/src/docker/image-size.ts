// Tells the unpacked size of an image that the local engine has; nothing is pulled.
import type { FactValue } from "../engine/index";
import { type AvailableEngine, describeClient } from "./describe-engine";
import { EndpointError, type Environment } from "./endpoint";
import { ask, connect, type EngineClient } from "./engine-client";
import { readHistory } from "./read-history";

/** Milliseconds: an engine on a machine that is switched off is no reason to keep estimates waiting. */
const longestSearch = 10_000;

/**
 * Bytes of the files in an image, its id as digest. Rejects with a phrase for people where there is no engine, no such
 * image, or only one for another platform.
 */
export async function imageSize(
  reference: string,
  platform: string | undefined,
  setting: string | undefined,
  environment: Environment,
): Promise<FactValue> {
  const client = await connectOrSay(setting, environment);
  try {
    const engine = await describeClient(client, environment);
    const image = await inspect(client, reference);
    const has = [image.Os, image.Architecture, image.Variant].filter(Boolean).join("/");
    if (platform !== undefined && !isSamePlatform(platform, has))
      throw new Error(`the local engine has ${reference} for ${has} only`);
    const { bytes, basis } = await sizeOf(client, engine, image);
    return { bytes, basis: `${reference} on the local engine, ${basis}`, digest: image.Id };
  } finally {
    client.close();
  }
}

async function connectOrSay(setting: string | undefined, environment: Environment): Promise<EngineClient> {
  const patience = AbortSignal.timeout(longestSearch);
  try {
    return await connect(setting, environment, patience);
  } catch (error) {
    if (error instanceof EndpointError || patience.aborted) throw new Error("no engine is running here");
    throw error;
  }
}

interface Inspected {
  readonly Id: string;
  readonly Os: string;
  readonly Architecture: string;
  readonly Variant?: string;
  readonly Size: number;
}

async function inspect({ docker }: EngineClient, reference: string): Promise<Inspected> {
  try {
    return await ask<Inspected>(docker, "GET", `/images/${reference}/json`);
  } catch (error) {
    if ((error as { statusCode?: number }).statusCode === 404) throw new Error(`the local engine has no ${reference}`);
    throw error;
  }
}

/** `linux/arm64` and `linux/arm64/v8` are the same; a variant counts where both name one. */
function isSamePlatform(wanted: string, has: string): boolean {
  const one = wanted.toLowerCase().split("/");
  const other = has.toLowerCase().split("/");
  return one.slice(0, 2).join() === other.slice(0, 2).join() && (!one[2] || !other[2] || one[2] === other[2]);
}

async function sizeOf(client: EngineClient, engine: AvailableEngine, { Id, Size }: Inspected) {
  const name = `${engine.name} ${engine.version}`;
  if (engine.builder !== "Buildah" && engine.storage !== "containerd")
    return { bytes: Size, basis: `as ${name} (${engine.storage}) counts its files` };
  const { entries, basis } = await readHistory(client, engine, Id);
  return { bytes: entries.reduce((sum, entry) => sum + (entry.bytes ?? 0), 0), basis };
}

// Measures an image that the engine has, without building it: its history is one stage, on the image that it was made from.
import {
  type MeasuredBuild,
  type MeasuredInstruction,
  measuredClaim,
  type SizeClaim,
  sumClaims,
  unknownClaim,
} from "../engine/index";
import { describeClient } from "./describe-engine";
import { EndpointError, type Environment } from "./endpoint";
import { ask, connect, type EngineClient } from "./engine-client";
import { type HistoryEntry, keywordOf } from "./map-history";
import { askHistory, readHistory } from "./read-history";

/** Images that are looked at to find the one below, at most. */
const mostCandidates = 300;

interface Inspected {
  readonly Id: string;
  readonly RepoTags?: readonly string[] | null;
  readonly RootFS: { readonly Layers?: readonly string[] | null };
}

/**
 * What an image's history says, oldest first, as the instructions of one stage that has no name; FROM is the image below,
 * where the engine has that. Rejects with a phrase for people where there is no engine or no such image.
 */
export async function readImage(
  reference: string,
  setting: string | undefined,
  environment: Environment,
): Promise<MeasuredBuild> {
  const client = await connectOrSay(setting, environment);
  try {
    return await read(client, reference, environment);
  } finally {
    client.close();
  }
}

async function read(client: EngineClient, reference: string, environment: Environment): Promise<MeasuredBuild> {
  const engine = await describeClient(client, environment);
  const image = await inspect(client, reference);
  if (image === undefined) throw new Error(`the engine has no image ${reference}`);
  const { entries, basis } = await readHistory(client, engine, image.Id);
  const base = await baseOf(client, image, reference, entries.length);
  const measuredAt = new Date().toISOString();
  const claimOf = ({ bytes }: HistoryEntry): SizeClaim =>
    bytes === undefined
      ? unknownClaim("the layer could not be read from the saved image")
      : measuredClaim(bytes, basis, measuredAt);

  const oldestFirst = entries.toReversed();
  const below = sumClaims(oldestFirst.slice(0, base?.entries ?? 0).map(claimOf));
  const total = sumClaims(entries.map(claimOf));
  const instructions = oldestFirst
    .slice(base?.entries ?? 0)
    .map((entry) => ({ ...instructionOf(entry.createdBy), size: claimOf(entry) }));
  const from = base && { keyword: "FROM", text: `FROM ${base.name}`, size: below.claim };
  return {
    engine: `${engine.name} ${engine.version}, ${engine.storage}`,
    target: reference,
    durationMs: 0,
    image: { id: image.Id, size: total.claim },
    stages: [
      {
        name: undefined,
        index: 0,
        line: 0,
        base: below.claim,
        own: sumClaims(instructions.map(({ size }) => size)),
        total,
        durationMs: undefined,
        instructions: [...(from ? [from] : []), ...instructions].map(
          (one, index): MeasuredInstruction => ({ ...one, index, line: index, durationMs: undefined, cached: false }),
        ),
      },
    ],
    measuredAt,
  };
}

async function connectOrSay(setting: string | undefined, environment: Environment): Promise<EngineClient> {
  try {
    return await connect(setting, environment);
  } catch (error) {
    if (error instanceof EndpointError) throw new Error(`no engine can be asked for images: ${error.message}`);
    throw error;
  }
}

async function inspect({ docker }: EngineClient, reference: string): Promise<Inspected | undefined> {
  try {
    return await ask<Inspected>(docker, "GET", `/images/${reference}/json`);
  } catch (error) {
    const status = (error as { statusCode?: number }).statusCode;
    // What can be no image's name is no image's name.
    if (status === 404 || status === 400) return undefined;
    throw error;
  }
}

/** The image with the most history whose layers are the lowest of this one, and that is no other version of the same. */
async function baseOf(client: EngineClient, image: Inspected, reference: string, length: number) {
  const layers = image.RootFS.Layers ?? [];
  const own = new Set([reference, ...(image.RepoTags ?? [])].map(repositoryOf));
  const listed = await ask<readonly { readonly Id: string; readonly RepoTags?: readonly string[] | null }[]>(
    client.docker,
    "GET",
    "/images/json",
  );
  const tagged = listed.flatMap(({ Id, RepoTags }) => {
    const name = RepoTags?.find((tag) => tag !== "<none>:<none>" && !own.has(repositoryOf(tag)));
    return name === undefined || Id === image.Id ? [] : [name];
  });
  let found: { readonly name: string; readonly entries: number } | undefined;
  for (const name of tagged.slice(0, mostCandidates)) {
    const candidate = (await inspect(client, name))?.RootFS.Layers ?? [];
    if (candidate.length === 0 || candidate.length > layers.length) continue;
    if (candidate.some((layer, index) => layer !== layers[index])) continue;
    const entries = (await askHistory(client, name)).length;
    if (entries < length && entries > (found?.entries ?? 0)) found = { name, entries };
  }
  return found;
}

function repositoryOf(reference: string): string {
  return reference.replace(/@.*$/, "").replace(/:[^:/]*$/, "");
}

/** An entry of the history as the instruction that it was, as far as it is kept: `COPY` has lost its flags. */
export function instructionOf(createdBy: string): Pick<MeasuredInstruction, "keyword" | "text"> {
  const line = createdBy
    .replace(/# buildkit\s*$/, "")
    .replace(/\s+/g, " ")
    .trim();
  const keyword = keywordOf(createdBy);
  if (keyword === undefined) return { keyword: "LAYER", text: "LAYER without a recorded instruction" };
  const configuration = /#\(nop\) +(.*)$/.exec(line)?.[1];
  if (configuration !== undefined) return { keyword, text: configuration };
  if (keyword !== "RUN") return { keyword, text: line };
  // `|2 A=b C=d` are build arguments, and then comes the shell with its flags.
  const command = line.replace(/^RUN /, "").replace(/^(?:\|\d+ .*?)?\/\S*sh (?:-\S+ (?:[a-z]+ )?)*?-\w*c /, "");
  return { keyword, text: `RUN ${command}` };
}

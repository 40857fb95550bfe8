// The list of kept measurements: its rows, a readable text of each, and what can be done with them.
import { ErrorCodes, ResponseError } from "vscode-languageserver";
import {
  differenceOf,
  explainMeasurement,
  formatDifference,
  formatDuration,
  formatTotal,
  imageTotal,
  isNamedByUser,
  type SavedMeasurement,
  savedMeasurementKey,
  savedMeasurementText,
} from "../../engine/index";
import type { KeptMeasurement } from "../../protocol/index";
import type { ServerContext } from "../server-context";

/** Rows for the list, newest first. */
export async function listMeasurements({ session }: ServerContext): Promise<KeptMeasurement[]> {
  const kept = await session.measurements();
  const earlierOf = withEarlier(kept);
  return kept.map((measurement) => {
    const { id, name, dockerfilePath, platform, buildArguments, build } = measurement;
    const earlier = earlierOf.get(measurement);
    return {
      id,
      name,
      isNamedByUser: isNamedByUser(measurement),
      dockerfilePath,
      target: build.target,
      measuredAt: build.measuredAt,
      total: formatTotal(imageTotal(measurement)),
      change: earlier && formatDifference(differenceOf(imageTotal(earlier), imageTotal(measurement))),
      duration: formatDuration(build.durationMs),
      engine: build.engine,
      platform,
      buildArguments,
    };
  });
}

/** The measurement as a text to read. */
export async function explainKept(context: ServerContext, id: unknown): Promise<string> {
  const { measurement, earlier } = await find(context, id);
  return explainMeasurement(measurement, earlier);
}

/** The content of a file that holds the measurement, as `build --save` writes it. */
export async function keptText(context: ServerContext, id: unknown): Promise<string> {
  return savedMeasurementText((await find(context, id)).measurement);
}

/** Gives a measurement the user's name, or takes it away. Rejects with a sentence where that is not possible. */
export async function nameKept({ session }: ServerContext, id: unknown, name: unknown): Promise<null> {
  await session.nameMeasurement(String(id), typeof name === "string" ? name : undefined);
  return null;
}

/** Deletes measurements; rejects with a sentence where that is not possible. */
export async function removeKept({ session }: ServerContext, ids: unknown): Promise<null> {
  if (Array.isArray(ids)) await session.removeMeasurements(ids.map(String));
  return null;
}

async function find({ session }: ServerContext, id: unknown) {
  const kept = await session.measurements();
  const measurement = kept.find((one) => one.id === id);
  if (!measurement) throw new ResponseError(ErrorCodes.InvalidParams, "This measurement is no longer there.");
  return { measurement, earlier: withEarlier(kept).get(measurement) };
}

/** To each measurement the one before of the same file, target, arguments and platform. */
function withEarlier(kept: readonly SavedMeasurement[]): ReadonlyMap<SavedMeasurement, SavedMeasurement> {
  const earlier = new Map<SavedMeasurement, SavedMeasurement>();
  const later = new Map<string, SavedMeasurement>();
  for (const measurement of kept) {
    const key = savedMeasurementKey(measurement);
    const following = later.get(key);
    if (following) earlier.set(following, measurement);
    later.set(key, measurement);
  }
  return earlier;
}

// The file format of saved measurements: written by `build --save` and the editor's storage, read again whatever became of the file.
import type {
  CheckResult,
  MeasuredBuild,
  MeasuredInstruction,
  MeasuredStage,
  RebuildTime,
  SavedMeasurement,
} from "./builds";
import { rebuildKinds } from "./rebuild-times";
import type { Metric, SizeClaim, Total } from "./sizes/types";

const format = "layer-cost measurement";

/** Turns the content of one version into that of the next. May throw: the file is then said to be broken. */
export type Migration = (content: Readonly<Record<string, unknown>>) => Readonly<Record<string, unknown>>;

/** From version 1 on, in order. A field that is added needs none where it may be missing. */
const migrations: readonly Migration[] = [];

/** Why a file is no measurement, as a sentence; `newer`: it is one, but of a version that this one does not know. */
export interface UnreadableMeasurement {
  readonly problem: string;
  readonly newer?: true;
}

/** A measurement as one JSON document, ending in a newline. */
export function savedMeasurementText(measurement: SavedMeasurement): string {
  return `${JSON.stringify({ format, version: migrations.length + 1, ...measurement }, undefined, 2)}\n`;
}

/**
 * Reads what `savedMeasurementText` wrote, in this version or an older one. Never throws: of anything else, `problem` says
 * in one sentence what is wrong with the file, whose name the caller puts before it. `steps` are for tests.
 */
export function readSavedMeasurement(text: string, steps = migrations): SavedMeasurement | UnreadableMeasurement {
  let content: unknown;
  try {
    content = JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch {
    return { problem: text.trim() === "" ? "The file is empty." : "The file is not valid JSON, or only a part of it." };
  }
  if (!isRecord(content) || content.format !== format) return { problem: strangerProblem(content) };
  let version = 0;
  try {
    version = versionNumber(content.version, "version");
    if (version > steps.length + 1) {
      const problem = `A newer Layer Cost wrote this measurement (format ${version}): update Layer Cost to read it.`;
      return { problem, newer: true };
    }
    return readMeasurement(
      steps.slice(version - 1).reduce<unknown>((older, step) => step(older as Record<string, unknown>), content),
      "",
    );
  } catch (error) {
    if (error instanceof Misfit) return { problem: error.message };
    return { problem: `This measurement of an older format (${version}) is broken and cannot be read.` };
  }
}

function strangerProblem(content: unknown): string {
  if (isRecord(content) && Array.isArray(content.stages) && "engine" in content)
    return "This is what build --format json prints: a measurement to compare is written by build --save FILE.";
  return `This is not a measurement of Layer Cost: its "format" must be "${format}".`;
}

/** What a measurement is of, as one text: file, target, build arguments and platform. */
export function savedMeasurementKey({
  dockerfilePath,
  build,
  buildArguments,
  platform,
}: Omit<SavedMeasurement, "id">): string {
  const given = Object.entries(buildArguments).sort(([one], [other]) => (one < other ? -1 : 1));
  return JSON.stringify([dockerfilePath, build.target, given, platform ?? ""]);
}

/** Whether somebody gave the measurement its name: then it is kept until it is deleted. */
export function isNamedByUser({ name, namedByBuild }: Pick<SavedMeasurement, "name" | "namedByBuild">): boolean {
  return name !== undefined && namedByBuild !== true;
}

/** The measurement under a name that the user gave, or took away. */
export function renamed({ namedByBuild: _, ...measurement }: SavedMeasurement, name: string | undefined) {
  return { ...measurement, name };
}

/** Reads a value found at a place such as `build.stages[0].own`; throws Misfit where it is not as it must be. */
type Read<T> = (value: unknown, place: string) => T;

/** What does not fit, as a sentence. */
class Misfit extends Error {
  constructor(place: string, mustBe: string, value: unknown) {
    super(value === undefined ? `"${place}" is missing.` : `"${place}" must be ${mustBe}, not ${shown(value)}.`);
  }
}

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? typeof value;
  return text.length > 40 ? `${text.slice(0, 39)}…` : text;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function value<T>(mustBe: string, fits: (value: unknown) => boolean): Read<T> {
  return (given, place) => {
    if (!fits(given)) throw new Misfit(place, mustBe, given);
    return given as T;
  };
}

/** Null stands for undefined: JSON has no word for it. */
function optional<T>(read: Read<T>): Read<T | undefined> {
  return (given, place) => (given === undefined || given === null ? undefined : read(given, place));
}

function listOf<T>(read: Read<T>): Read<readonly T[]> {
  return (given, place) => {
    if (!Array.isArray(given)) throw new Misfit(place, "a list", given);
    return given.map((entry, index) => read(entry, `${place}[${index}]`));
  };
}

/** Exactly these fields; others, which a later version may know, are left out. A field without a reader does not compile. */
function record<T>(fields: { readonly [K in keyof T]-?: Read<T[K]> }): Read<T> {
  return (given, place) => {
    if (!isRecord(given)) throw new Misfit(place, "an object", given);
    const own = Object.entries<Read<unknown>>(fields).flatMap(([name, read]) => {
      const field = Object.hasOwn(given, name) ? given[name] : undefined;
      const known = read(field, place === "" ? name : `${place}.${name}`);
      return known === undefined ? [] : [[name, known]];
    });
    return Object.fromEntries(own) as T;
  };
}

const text = value<string>("text", (given) => typeof given === "string");
const name = value<string>("text that is not empty", (given) => typeof given === "string" && given !== "");
const flag = value<boolean>("true or false", (given) => typeof given === "boolean");
const count = value<number>("a whole number from 0 on", (given) => Number.isSafeInteger(given) && Number(given) >= 0);
const versionNumber = value<number>(
  "a whole number from 1 on",
  (given) => Number.isInteger(given) && Number(given) > 0,
);
const duration = value<number>("milliseconds from 0 on", (given) => Number.isFinite(given) && Number(given) >= 0);
const date = value<string>(
  "a date such as 2026-11-26T20:45:00.000Z",
  (given) => typeof given === "string" && /^\d{4}-\d\d-\d\dT/.test(given) && !Number.isNaN(Date.parse(given)),
);
const metric = value<Metric>('"unpacked" or "transfer"', (given) => given === "unpacked" || given === "transfer");

type Claim<K extends SizeClaim["kind"]> = Extract<SizeClaim, { kind: K }>;
const kind = <K extends string>(only: K) => value<K>(`"${only}"`, (given) => given === only);
const claims: { readonly [K in SizeClaim["kind"]]: Read<Claim<K>> } = {
  measured: record<Claim<"measured">>({
    kind: kind("measured"),
    bytes: count,
    metric,
    basis: text,
    measuredAt: date,
  }),
  estimated: record<Claim<"estimated">>({
    kind: kind("estimated"),
    low: count,
    likely: count,
    high: count,
    metric,
    basis: text,
  }),
  unknown: record<Claim<"unknown">>({ kind: kind("unknown"), reason: text }),
};

function claim(given: unknown, place: string): SizeClaim {
  if (!isRecord(given)) throw new Misfit(place, "an object", given);
  const { kind: which } = given;
  if (typeof which !== "string" || !Object.hasOwn(claims, which))
    throw new Misfit(`${place}.kind`, '"measured", "estimated" or "unknown"', which);
  const read = claims[which as SizeClaim["kind"]](given, place);
  if (read.kind === "estimated" && !(read.low <= read.likely && read.likely <= read.high))
    throw new Misfit(place, "an estimate with low, likely and high in this order", given);
  return read;
}

const total = record<Total>({ claim, unknownParts: count });

const instruction = record<MeasuredInstruction>({
  index: count,
  line: count,
  keyword: name,
  text,
  size: claim,
  durationMs: optional(duration),
  cached: flag,
  contextDigest: optional(name),
});

const stage = record<MeasuredStage>({
  name: optional(name),
  index: count,
  line: count,
  own: total,
  total,
  base: claim,
  durationMs: optional(duration),
  instructions: listOf(instruction),
});

const build = record<MeasuredBuild>({
  engine: text,
  target: text,
  durationMs: duration,
  image: record<MeasuredBuild["image"]>({ id: text, size: claim }),
  stages: listOf(stage),
  measuredAt: date,
  check: optional(record<CheckResult>({ passed: flag, message: text, logTail: text, durationMs: duration })),
  rebuilds: optional(
    listOf(
      record<RebuildTime>({
        kind: value("a kind of rebuild", (given) => rebuildKinds.some((kind) => kind === given)),
        durationMs: optional(duration),
        note: text,
        ran: optional(listOf(count)),
      }),
    ),
  ),
});

const readMeasurement = record<SavedMeasurement>({
  id: name,
  name: optional(name),
  namedByBuild: optional(flag),
  dockerfilePath: name,
  dockerfileText: optional(text),
  revision: optional(name),
  keptTag: optional(name),
  buildArguments: (given, place) => {
    if (!isRecord(given)) throw new Misfit(place, "an object", given);
    return Object.fromEntries(Object.entries(given).map(([key, argument]) => [key, text(argument, `${place}.${key}`)]));
  },
  platform: optional(text),
  contextPath: optional(text),
  build,
});

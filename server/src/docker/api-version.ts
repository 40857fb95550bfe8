// Agrees with an engine on a version of its API, and tells what that version offers.
import { EndpointError, type Environment } from "./endpoint";

/** The oldest that is enough (Docker 20.10), and the newest that was tried: engines change answers from one to the next. */
export const oldestVersion = "1.41";
export const newestVersion = "1.51";

/** The versions that an engine understands, as `/version` tells them. */
export interface VersionRange {
  readonly lowest: string;
  readonly highest: string;
}

/** What not every engine has, with the version that brought it. */
const since = {
  /** Query `platform` of an image's history and of saving it; query `manifests` of inspecting it. */
  "platform of history and save": "1.48",
  manifests: "1.48",
  /** Query `platform` of inspecting an image. */
  "platform of inspect": "1.49",
} as const;

export type Feature = keyof typeof since;

/** True where the agreed version has it. Podman speaks the versions of Docker without all that is in them. */
export function offers(engine: { readonly name: string; readonly apiVersion: string }, feature: Feature): boolean {
  return engine.name === "Docker" && compareVersions(engine.apiVersion, since[feature]) >= 0;
}

/**
 * The version to speak: the newest that both understand, or the one of DOCKER_API_VERSION. `engine` names the engine in
 * messages ("Docker 19.03.5 at unix:///…"). Throws an EndpointError where there is none.
 */
export function agreeOnVersion(engine: string, address: string, range: VersionRange, environment: Environment): string {
  const refuse = (sentence: string) => new EndpointError(address, sentence);
  const { lowest, highest } = range;
  if (compareVersions(highest, oldestVersion) < 0)
    throw refuse(`${engine} is too old: it speaks API ${highest}, and ${oldestVersion} (Docker 20.10) is the least.`);
  if (compareVersions(lowest, newestVersion) > 0)
    throw refuse(
      `${engine} is too new: it speaks API ${lowest} and later, and this Layer Cost speaks up to ${newestVersion}; update Layer Cost.`,
    );
  const newest = compareVersions(highest, newestVersion) < 0 ? highest : newestVersion;
  const asked = environment.DOCKER_API_VERSION?.replace(/^v/, "");
  if (!asked) return newest;
  const least = compareVersions(lowest, oldestVersion) > 0 ? lowest : oldestVersion;
  if (!isVersion(asked) || compareVersions(asked, least) < 0 || compareVersions(asked, newest) > 0)
    throw refuse(
      `DOCKER_API_VERSION asks for API ${asked}, and with ${engine} it can be ${least} to ${newest}: correct or unset it.`,
    );
  return asked;
}

export function isVersion(text: unknown): text is string {
  return typeof text === "string" && /^\d+\.\d+$/.test(text);
}

/** Negative, zero or positive: 1.9 is older than 1.41. */
export function compareVersions(one: string, other: string): number {
  const [major = 0, minor = 0] = one.split(".").map(Number);
  const [otherMajor = 0, otherMinor = 0] = other.split(".").map(Number);
  return major - otherMajor || minor - otherMinor;
}

// Agrees with an engine on a version of its API.
import { EndpointError, type Environment } from "./endpoint";

/**
 * The oldest that has all that is asked of an engine (Docker 20.10), and the newest that was tried: engines change their
 * answers from one to the next. What is beyond the API, a builder and what it takes, depends on the engine's kind instead.
 */
export const oldestVersion = "1.41";
export const newestVersion = "1.51";

/** The versions that an engine understands, as `/version` tells them. */
export interface VersionRange {
  readonly lowest: string;
  readonly highest: string;
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

// Where an image reference points: the registry's host, the repository, and the tag or digest asked for.

/** Where to ask for an image. */
export interface ImageAddress {
  /** The host that is asked, with its port where it has one: `registry-1.docker.io`, `localhost:5000`. */
  readonly host: string;
  /** The host as people write it: `docker.io`. Logins are kept under it. */
  readonly registry: string;
  /** `library/python`. */
  readonly repository: string;
  readonly tag: string | undefined;
  /** `sha256:…`; it counts more than the tag. */
  readonly digest: string | undefined;
  /** A registry on this machine may do without TLS, as for the docker command. */
  readonly isLocal: boolean;
}

const hub = "docker.io";

/** Names in lower case with separators in between, as registries allow them. */
const repositoryName = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*)*$/;

const hostName = /^(?:\[[0-9a-fA-F:]+\]|[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?)(?::\d{1,5})?$/;

/** Reads a reference as the docker command does; throws, in a sentence, for what is none. */
export function readImageAddress(reference: string): ImageAddress {
  const refuse = () => new Error(`${reference} names no image that a registry could be asked for`);
  const match = /^([^@\s]+?)(?::([\w][\w.-]{0,127}))?(?:@(sha256:[0-9a-f]{64}))?$/.exec(reference);
  if (match === null) throw refuse();
  const [, name = "", tag, digest] = match;
  const slash = name.indexOf("/");
  const first = slash === -1 ? "" : name.slice(0, slash);
  // Without a dot or a port, the first part is a user of Docker Hub.
  const namesHost = /[.:]/.test(first) || first === "localhost" || first !== first.toLowerCase();
  const registry = namesHost && !/^(index\.|registry-1\.)?docker\.io$/.test(first) ? first : hub;
  const path = namesHost ? name.slice(slash + 1) : name;
  const repository = registry === hub && !path.includes("/") ? `library/${path}` : path;
  if (!repositoryName.test(repository) || !hostName.test(registry)) throw refuse();
  return {
    host: registry === hub ? "registry-1.docker.io" : registry,
    registry,
    repository,
    tag: tag ?? (digest === undefined ? "latest" : undefined),
    digest,
    isLocal: isLoopback(registry),
  };
}

/** Whether a host, with or without a port, is this machine. */
export function isLoopback(host: string): boolean {
  return /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?$/.test(host);
}

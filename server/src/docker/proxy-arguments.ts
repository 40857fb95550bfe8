// The proxies that the docker command hands to every build: those of its configuration, as build arguments.
import { readDockerConfiguration } from "./docker-configuration";
import type { Environment } from "./endpoint";

type BuildArguments = Readonly<Record<string, string>>;

/** The configuration's names, and the arguments that every builder knows without an ARG. */
const variables = {
  httpProxy: "HTTP_PROXY",
  httpsProxy: "HTTPS_PROXY",
  ftpProxy: "FTP_PROXY",
  noProxy: "NO_PROXY",
  allProxy: "ALL_PROXY",
} as const;

/**
 * The arguments for builds on the engine of this address: of its own entry under `proxies`, else of `default`. In capitals
 * and in small letters, since programs read the one or the other.
 */
export function proxyArguments(address: string, environment: Environment): BuildArguments {
  const { proxies } = readDockerConfiguration(environment).values as { proxies?: Record<string, unknown> };
  const chosen = (proxies?.[address] ?? proxies?.default ?? {}) as Record<string, unknown>;
  const result: Record<string, string> = {};
  for (const [key, name] of Object.entries(variables)) {
    const value = chosen[key];
    if (typeof value !== "string" || value === "") continue;
    result[name] = value;
    result[name.toLowerCase()] = value;
  }
  return result;
}

/** A build's own arguments and the proxies that it does not choose itself: builders tell no capitals apart in these names. */
export function withProxies(given: BuildArguments, proxies: BuildArguments): BuildArguments {
  const chosen = new Set(Object.keys(given).map((name) => name.toLowerCase()));
  const added = Object.entries(proxies).filter(([name]) => !chosen.has(name.toLowerCase()));
  return { ...given, ...Object.fromEntries(added) };
}

/** The passwords in them, as they are written and as they are meant. */
export function passwordsOf(proxies: BuildArguments): readonly string[] {
  return Object.values(proxies).flatMap((proxy) => {
    const written = /^(?:[a-z0-9]+:\/\/)?[^/@:]*:([^/]+)@/i.exec(proxy)?.[1];
    if (written === undefined) return [];
    try {
      return [written, decodeURIComponent(written)];
    } catch {
      return [written];
    }
  });
}

// The registries of container images and of npm packages, asked with the user's own logins of docker and npm; answers are
// kept in the user's cache folder.
import path from "node:path";
import { Logins } from "../docker/registry-credentials";
import { userCacheFolder } from "../registry/answer-cache";
import { askNpmForRegistry } from "../registry/npm-program";
import { NpmRegistry } from "../registry/npm-registry";
import { readNpmSettings } from "../registry/npm-settings";
import { RegistryClient } from "../registry/registry-client";
import { registryImage } from "../registry/registry-image";
import type { PublishedSizes, RegistryImage } from "../workspace/fact-source";

/** Opens the client at the first look-up: who asks no registry pays nothing for it. */
export function openRegistries(): RegistryImage {
  let client: RegistryClient | undefined;
  return (reference, platform) => {
    client ??= new RegistryClient({
      cacheFolder: path.join(userCacheFolder(process.env), "registries"),
      findLogin: (registry) => new Logins(process.env).find(registry),
    });
    return registryImage(client, reference, platform);
  };
}

/** npm's settings are read at each look-up: logins change while a server runs. npm itself is asked once, and again where it failed. */
export function openNpmRegistry(): PublishedSizes {
  const cacheFolder = path.join(userCacheFolder(process.env), "npm-packages");
  let registry: Promise<string> | undefined;
  const askNpm = () => {
    registry ??= askNpmForRegistry(process.env).catch((error) => {
      registry = undefined;
      throw error;
    });
    return registry;
  };
  return async (packages) => new NpmRegistry(await readNpmSettings(process.env, askNpm), cacheFolder).sizes(packages);
}

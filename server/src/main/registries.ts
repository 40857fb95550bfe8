// The registries of container images, asked with the user's own docker logins; answers are kept in the user's cache folder.
import path from "node:path";
import { findLogin } from "../docker/registry-credentials";
import { userCacheFolder } from "../registry/answer-cache";
import { RegistryClient } from "../registry/registry-client";
import { registryImage } from "../registry/registry-image";
import type { RegistryImage } from "../workspace/fact-source";

/** Opens the client at the first look-up: who asks no registry pays nothing for it. */
export function openRegistries(): RegistryImage {
  let client: RegistryClient | undefined;
  return (reference, platform) => {
    client ??= new RegistryClient({
      cacheFolder: path.join(userCacheFolder(process.env), "registries"),
      findLogin: (registry) => findLogin(registry, process.env),
    });
    return registryImage(client, reference, platform);
  };
}

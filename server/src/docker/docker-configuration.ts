// The docker command's own configuration, config.json: what it says of engines, registries and proxies.
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import type { Environment } from "./endpoint";

/** Unchecked: anybody may have written it. */
export interface DockerConfiguration {
  readonly currentContext?: unknown;
  readonly HttpHeaders?: unknown;
  readonly auths?: unknown;
  readonly credsStore?: unknown;
  readonly credHelpers?: unknown;
  readonly proxies?: unknown;
}

export interface ConfigurationFile {
  readonly path: string;
  /** Empty where there is a problem. */
  readonly values: DockerConfiguration;
  /** Why nothing is known from it. */
  readonly problem: "nothing is there" | "cannot be read" | "is not valid JSON" | undefined;
}

/** Reads the configuration, which need not be there. Never throws. */
export function readDockerConfiguration(environment: Environment): ConfigurationFile {
  const file = path.join(configDirectory(environment), "config.json");
  const without = (problem: ConfigurationFile["problem"]) => ({ path: file, values: {}, problem });
  let text: string;
  try {
    text = fs.readFileSync(file, "utf8");
  } catch (error) {
    const isMissing = /^(ENOENT|ENOTDIR)$/.test((error as NodeJS.ErrnoException).code ?? "");
    return without(isMissing ? "nothing is there" : "cannot be read");
  }
  if (text.trim() === "") return without(undefined);
  try {
    const values: unknown = JSON.parse(text);
    if (typeof values === "object" && values !== null) return { path: file, values, problem: undefined };
  } catch {
    // The same problem for both.
  }
  return without("is not valid JSON");
}

/** Folder of `config.json`, of the contexts and of certificates. */
export function configDirectory(environment: Environment): string {
  return environment.DOCKER_CONFIG || path.join(homeFolder(environment), ".docker");
}

/** The user's own folder. On Windows the variable HOME, where somebody set it, is not what the docker command looks at. */
export function homeFolder({ HOME }: Environment): string {
  return (process.platform !== "win32" && HOME) || os.homedir();
}

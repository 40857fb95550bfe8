// Tells whether a package manager works from what lies there already.
import { hasFlag, type Invocation } from "./read-invocation";

const settings: Readonly<Record<string, readonly string[]>> = {
  npm: ["npm_config_offline", "NPM_CONFIG_OFFLINE"],
  pnpm: ["npm_config_offline", "NPM_CONFIG_OFFLINE"],
  yarn: ["YARN_ENABLE_OFFLINE_MODE"],
  uv: ["UV_OFFLINE"],
  composer: ["COMPOSER_DISABLE_NETWORK"],
};

/** By its flag or its environment: nothing is fetched, and a cache that is missing ends the build. */
export function worksOffline(invocation: Invocation): boolean {
  const names = settings[invocation.manager.id];
  return names !== undefined && (hasFlag(invocation, ["--offline"]) || names.some((name) => isOn(invocation, name)));
}

/** `npm_config_prefer_offline`, or a command that sets later ones to work from what is there. */
export function mayWorkOffline(invocation: Invocation): boolean {
  const { verb, operands } = invocation;
  const isSetting = verb.kind === "other" && operands.some(({ value }) => /^(prefer-)?offline\b/.test(value ?? ""));
  const prefers = ["npm_config_prefer_offline", "NPM_CONFIG_PREFER_OFFLINE"].some((name) => isOn(invocation, name));
  return isSetting || prefers || worksOffline(invocation);
}

function isOn({ command }: Invocation, name: string): boolean {
  return !/^(|0|false|no)$/i.test(command.environment(name) ?? "");
}

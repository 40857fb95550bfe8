// The table's row of Node's package manager: npm.
import { type PackageManager, quiet, words } from "./package-manager";

export const npm: PackageManager = {
  id: "npm",
  label: "npm",
  programs: /^npm$/,
  verbs: {
    install: { kind: "install", fills: ["npm"] },
    i: { kind: "install", fills: ["npm"] },
    in: { kind: "install", fills: ["npm"] },
    add: { kind: "install", fills: ["npm"] },
    isntall: { kind: "install", fills: ["npm"] },
    ci: { kind: "install", fills: ["npm"] },
    "clean-install": { kind: "install", fills: ["npm"] },
    "install-clean": { kind: "install", fills: ["npm"] },
    "install-test": { kind: "install", fills: ["npm"] },
    cit: { kind: "install", fills: ["npm"] },
    it: { kind: "install", fills: ["npm"] },
    update: { kind: "upgrade", fills: ["npm"] },
    up: { kind: "upgrade", fills: ["npm"] },
    rebuild: { kind: "compile" },
    run: { kind: "run-script" },
    "run-script": { kind: "run-script" },
    prune: { kind: "prune" },
    uninstall: { kind: "remove" },
    remove: { kind: "remove" },
    rm: { kind: "remove" },
    "cache clean": { kind: "clean", clears: ["npm"] },
    "cache clear": { kind: "clean", clears: ["npm"] },
    "cache rm": { kind: "clean", clears: ["npm"] },
    ...quiet(
      "config set get version ls list audit fund view info login whoami ping help outdated test t pkg root prefix bin cache",
    ),
  },
  flagsWithArgument: words(`
    --prefix -C --registry --cache --loglevel --omit --include --only -w --workspace --userconfig --globalconfig --tag
    --install-strategy --location --fetch-retries --fetch-timeout --maxsockets --script-shell --network-timeout --before
    --cpu --os --libc --python --nodedir
  `),
  flagStyle: "gnu",
  caches: [
    {
      id: "npm",
      contents: "download cache",
      locations: [["$npm_config_cache", "$NPM_CONFIG_CACHE", "~/.npm"]],
      locationFlags: ["--cache"],
      offFlags: [],
      offEnvironment: [],
      cleanCommand: "npm cache clean --force",
      mounts: [{ target: "~/.npm" }],
      readOffline: false,
    },
  ],
  buildTools: /^(node-gyp|cmake-js|node-pre-gyp|@mapbox\/node-pre-gyp)$/,
  configurationFiles: undefined,
  versionSeparator: /@/,
  manifestFlags: [],
  defaultManifests: ["package.json", "package-lock.json"],
  productionSwitches: {
    flags: [
      "--omit=dev",
      "--production",
      "--production=true",
      "--only=production",
      "--only=prod",
      "--no-dev",
      "--prod",
    ],
    developmentFlags: ["--include=dev", "--production=false", "--no-production", "--also=dev", "--also=development"],
    environment: [
      { name: "NODE_ENV", values: ["production"] },
      { name: "npm_config_production", values: "truthy" },
      { name: "NPM_CONFIG_PRODUCTION", values: "truthy" },
      { name: "npm_config_omit", values: ["dev"] },
      { name: "NPM_CONFIG_OMIT", values: ["dev"] },
      { name: "npm_config_only", values: ["production", "prod"] },
      { name: "NPM_CONFIG_ONLY", values: ["production", "prod"] },
    ],
  },
};

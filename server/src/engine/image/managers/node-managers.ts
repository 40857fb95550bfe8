// The table's rows of Node's package managers: npm, Yarn, pnpm and Bun.
import { type EnvironmentSwitch, type PackageManager, quiet, words } from "./package-manager";

/** `npm_config_NAME` and `NPM_CONFIG_NAME` are the same. */
function npmConfig(name: string, values: EnvironmentSwitch["values"]): EnvironmentSwitch[] {
  return [
    { name: `npm_config_${name}`, values },
    { name: `NPM_CONFIG_${name.toUpperCase()}`, values },
  ];
}

const nodeProduction: EnvironmentSwitch = { name: "NODE_ENV", values: ["production"] };

const nodeBuildTools = /^(node-gyp|cmake-js|node-pre-gyp|@mapbox\/node-pre-gyp)$/;

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
  buildTools: nodeBuildTools,
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
    developmentFlags: [
      "--include=dev",
      "--production=false",
      "--no-production",
      "--also=dev",
      "--also=development",
      "--dev",
      "--only=dev",
      "--only=development",
    ],
    environment: [
      nodeProduction,
      ...npmConfig("production", "truthy"),
      ...npmConfig("omit", ["dev"]),
      ...npmConfig("only", ["production", "prod"]),
    ],
  },
};

export const yarn: PackageManager = {
  id: "yarn",
  label: "Yarn",
  programs: /^yarn(pkg)?$/,
  verbs: {
    // `yarn` alone installs.
    "": { kind: "install", fills: ["yarn", "yarn-berry"] },
    install: { kind: "install", fills: ["yarn", "yarn-berry"] },
    add: { kind: "install", fills: ["yarn", "yarn-berry"] },
    "global add": { kind: "install", fills: ["yarn"] },
    "workspaces focus": { kind: "install", fills: ["yarn-berry"] },
    upgrade: { kind: "upgrade", fills: ["yarn"] },
    up: { kind: "upgrade", fills: ["yarn-berry"] },
    dlx: { kind: "other", fills: ["yarn-berry"] },
    remove: { kind: "remove" },
    "global remove": { kind: "remove" },
    "cache clean": { kind: "clean", clears: ["yarn", "yarn-berry"] },
    "cache clear": { kind: "clean", clears: ["yarn"] },
    run: { kind: "run-script" },
    workspace: { kind: "run-script" },
    workspaces: { kind: "run-script" },
    exec: { kind: "unknown" },
    node: { kind: "unknown" },
    create: { kind: "unknown" },
    ...quiet(
      "config set cache policies plugin autoclean audit list ls why info help version versions check licenses link unlink login logout outdated bin dir global import generate-lock-entry owner tag team test rebuild constraints dedupe explain npm search stage",
    ),
  },
  flagsWithArgument: words(`
    --cwd --cache-folder --modules-folder --network-timeout --network-concurrency --registry --mutex --global-folder
    --preferred-cache-folder --link-folder --use-yarnrc --https-proxy --proxy --prefix --har-file --emoji --mode --scope
    --child-concurrency -C
  `),
  flagStyle: "gnu",
  caches: [
    {
      id: "yarn",
      contents: "download cache",
      // For root, Yarn Classic takes /usr/local/share for the home directory.
      locations: [["$YARN_CACHE_FOLDER", "$XDG_CACHE_HOME/yarn", "root:/usr/local/share/.cache/yarn", "~/.cache/yarn"]],
      locationFlags: ["--cache-folder"],
      offFlags: [],
      offEnvironment: [],
      cleanCommand: "yarn cache clean",
      mounts: [{ target: "/usr/local/share/.cache/yarn" }],
      readOffline: false,
    },
    {
      // Only with `nodeLinker: node-modules`: Plug'n'Play runs the program from this cache.
      id: "yarn-berry",
      contents: "download cache",
      locations: [["$YARN_CACHE_FOLDER", "$YARN_GLOBAL_FOLDER/cache", "~/.yarn/berry/cache"]],
      offFlags: [],
      offEnvironment: [],
      cleanCommand: "yarn cache clean --all",
      mounts: [{ target: "~/.yarn/berry/cache" }],
      readOffline: true,
    },
  ],
  buildTools: nodeBuildTools,
  configurationFiles: undefined,
  versionSeparator: /@/,
  manifestFlags: [],
  defaultManifests: ["package.json", "yarn.lock"],
  productionSwitches: {
    flags: ["--production", "--prod", "--production=true", "--prod=true"],
    developmentFlags: ["--production=false", "--prod=false", "--no-production"],
    environment: [nodeProduction, ...npmConfig("production", "truthy"), { name: "YARN_PRODUCTION", values: "truthy" }],
  },
};

export const pnpm: PackageManager = {
  id: "pnpm",
  label: "pnpm",
  programs: /^pnpm$/,
  verbs: {
    install: { kind: "install", fills: ["pnpm"] },
    i: { kind: "install", fills: ["pnpm"] },
    ci: { kind: "install", fills: ["pnpm"] },
    add: { kind: "install", fills: ["pnpm"] },
    deploy: { kind: "install", fills: ["pnpm"] },
    update: { kind: "upgrade", fills: ["pnpm"] },
    up: { kind: "upgrade", fills: ["pnpm"] },
    fetch: { kind: "download", fills: ["pnpm"] },
    dlx: { kind: "other", fills: ["pnpm"] },
    prune: { kind: "prune" },
    rebuild: { kind: "compile" },
    remove: { kind: "remove" },
    rm: { kind: "remove" },
    uninstall: { kind: "remove" },
    // Leaves what is linked into node_modules, which is stored once.
    "store prune": { kind: "clean", clears: ["pnpm"] },
    run: { kind: "run-script" },
    exec: { kind: "unknown" },
    create: { kind: "unknown" },
    ...quiet(
      "config set get c store setup env root bin list ls why outdated audit licenses link unlink import dedupe help login logout patch self-update test t approve-builds",
    ),
  },
  flagsWithArgument: words(`
    --filter -F --filter-prod -C --dir --store-dir --reporter --loglevel --registry --network-concurrency --child-concurrency
    --workspace-concurrency --virtual-store-dir --modules-dir --global-dir --global-bin-dir --cache-dir --state-dir
    --node-linker --package-import-method --fetch-timeout --fetch-retries --cpu --os --libc --lockfile-dir --config-dir
    --omit --use-node-version
  `),
  flagStyle: "gnu",
  caches: [
    {
      id: "pnpm",
      contents: "package store",
      locations: [
        [
          "$npm_config_store_dir",
          "$NPM_CONFIG_STORE_DIR",
          "$PNPM_HOME/store",
          "$XDG_DATA_HOME/pnpm/store",
          "~/.local/share/pnpm/store",
        ],
      ],
      locationFlags: ["--store-dir"],
      offFlags: [],
      offEnvironment: [],
      cleanCommand: "rm -rf {paths}",
      mounts: [{ target: "~/.local/share/pnpm/store" }],
      readOffline: false,
    },
  ],
  buildTools: nodeBuildTools,
  configurationFiles: undefined,
  versionSeparator: /@/,
  manifestFlags: [],
  defaultManifests: ["package.json", "pnpm-lock.yaml"],
  productionSwitches: {
    flags: ["--prod", "--production", "-P", "--omit=dev", "--no-dev"],
    developmentFlags: ["--prod=false", "--production=false", "--no-prod", "--dev", "-D"],
    environment: [
      nodeProduction,
      ...npmConfig("production", "truthy"),
      ...npmConfig("prod", "truthy"),
      ...npmConfig("omit", ["dev"]),
    ],
  },
};

export const bun: PackageManager = {
  id: "bun",
  label: "Bun",
  programs: /^bun$/,
  verbs: {
    install: { kind: "install", fills: ["bun"] },
    i: { kind: "install", fills: ["bun"] },
    ci: { kind: "install", fills: ["bun"] },
    add: { kind: "install", fills: ["bun"] },
    a: { kind: "install", fills: ["bun"] },
    update: { kind: "upgrade", fills: ["bun"] },
    remove: { kind: "remove" },
    rm: { kind: "remove" },
    "pm cache": { kind: "clean", clearsWith: { rm: ["bun"] } },
    // Which programs it makes, its flags say: what a bundle holds is not known before it is built.
    build: { kind: "run-script" },
    run: { kind: "run-script" },
    x: { kind: "unknown", fills: ["bun"] },
    create: { kind: "unknown" },
    ...quiet("pm test upgrade link unlink outdated info audit help why"),
  },
  flagsWithArgument: words(`
    --cwd --cache-dir --omit --backend --registry --network-concurrency --concurrent-scripts --filter -c --config
    --linker --outfile --outdir --target --cafile --ca
  `),
  flagStyle: "gnu",
  caches: [
    {
      id: "bun",
      contents: "package cache",
      locations: [["$BUN_INSTALL_CACHE_DIR", "$BUN_INSTALL/install/cache", "~/.bun/install/cache"]],
      locationFlags: ["--cache-dir"],
      offFlags: [],
      offEnvironment: [],
      cleanCommand: "rm -rf {paths}",
      mounts: [{ target: "~/.bun/install/cache" }],
      readOffline: false,
    },
  ],
  buildTools: nodeBuildTools,
  configurationFiles: /(^|\/)\.?bunfig\.toml$/,
  versionSeparator: /@/,
  manifestFlags: [],
  defaultManifests: ["package.json", "bun.lock", "bun.lockb"],
  productionSwitches: {
    flags: ["--production", "-p", "--omit=dev"],
    developmentFlags: [],
    environment: [nodeProduction],
  },
};

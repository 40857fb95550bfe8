// The table's rows of Ruby's package managers: RubyGems and Bundler.
import { type PackageManager, quiet, words } from "./package-manager";

/** Where RubyGems of the distributions' packages keeps gems; the official images set GEM_HOME. */
const gemHomes = [
  "$GEM_HOME/cache/*.gem",
  "alpine:/usr/lib/ruby/gems/*/cache/*.gem",
  "debian:/var/lib/gems/*/cache/*.gem",
];

const gemBuildTools = /^(rake-compiler(-dock)?|mini_portile\d?)$/;

export const gem: PackageManager = {
  id: "gem",
  label: "RubyGems",
  programs: /^gem[\d.]*$/,
  verbs: {
    install: { kind: "install", fills: ["gem"] },
    i: { kind: "install", fills: ["gem"] },
    update: { kind: "upgrade", fills: ["gem"] },
    uninstall: { kind: "remove" },
    cleanup: { kind: "other" },
    ...quiet("build list sources env environment search info help push contents which specification pristine rdoc ri"),
  },
  flagsWithArgument: words(
    "-v --version -i --install-dir -n --bindir -s --source -P --trust-policy -p --http-proxy --platform --document --build-root -g --file --without",
  ),
  flagStyle: "gnu",
  caches: [
    {
      id: "gem",
      contents: "downloaded gem files",
      locations: [gemHomes],
      offFlags: [],
      offEnvironment: [],
      cleanCommand: "rm -rf {paths}",
      mounts: [],
      readOffline: false,
    },
  ],
  buildTools: gemBuildTools,
  configurationFiles: undefined,
  versionSeparator: /:/,
  manifestFlags: ["-g", "--file"],
  defaultManifests: [],
  productionSwitches: undefined,
};

export const bundler: PackageManager = {
  id: "bundler",
  label: "Bundler",
  programs: /^bundle[r]?$/,
  verbs: {
    // `bundle` alone installs.
    "": { kind: "install", fills: ["bundler"] },
    install: { kind: "install", fills: ["bundler"] },
    i: { kind: "install", fills: ["bundler"] },
    update: { kind: "upgrade", fills: ["bundler"] },
    add: { kind: "install", fills: ["bundler"] },
    // Takes away gems that the Gemfile no longer wants, those of groups that are left out among them.
    clean: { kind: "prune" },
    exec: { kind: "unknown" },
    package: { kind: "unknown" },
    cache: { kind: "unknown" },
    ...quiet("config check lock list show info outdated platform version env doctor init binstubs licenses viz plugin"),
  },
  flagsWithArgument: words(
    "--path --without --with --gemfile -j --jobs --retry --binstubs --shebang --target-rbconfig --trust-policy --prefer-local",
  ),
  flagStyle: "gnu",
  caches: [
    {
      id: "bundler",
      contents: "downloaded gem files",
      locations: [["$BUNDLE_PATH/ruby/*/cache/*.gem", ...gemHomes]],
      offFlags: [],
      offEnvironment: [],
      cleanCommand: "rm -rf {paths}",
      mounts: [],
      readOffline: false,
    },
  ],
  buildTools: gemBuildTools,
  configurationFiles: undefined,
  versionSeparator: /:/,
  manifestFlags: ["--gemfile"],
  defaultManifests: ["Gemfile", "Gemfile.lock"],
  productionSwitches: {
    flags: ["--without"],
    developmentFlags: [],
    environment: [
      { name: "BUNDLE_WITHOUT", values: "any" },
      { name: "BUNDLE_ONLY", values: "any" },
    ],
  },
};

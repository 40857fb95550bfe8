// The table's rows of PHP's package managers: Composer, and PECL with the official images' own tools for extensions.
import { type PackageManager, quiet, words } from "./package-manager";

export const composer: PackageManager = {
  id: "composer",
  label: "Composer",
  programs: /^composer(\.phar)?$/,
  verbs: {
    install: { kind: "install", fills: ["composer"] },
    i: { kind: "install", fills: ["composer"] },
    update: { kind: "upgrade", fills: ["composer"] },
    u: { kind: "upgrade", fills: ["composer"] },
    upgrade: { kind: "upgrade", fills: ["composer"] },
    require: { kind: "install", fills: ["composer"] },
    "global require": { kind: "install", fills: ["composer"] },
    "create-project": { kind: "unknown", fills: ["composer"] },
    remove: { kind: "remove" },
    "clear-cache": { kind: "clean", clears: ["composer"] },
    clearcache: { kind: "clean", clears: ["composer"] },
    cc: { kind: "clean", clears: ["composer"] },
    run: { kind: "run-script" },
    "run-script": { kind: "run-script" },
    exec: { kind: "unknown" },
    ...quiet(
      "dump-autoload dumpautoload config validate check-platform-reqs show info self-update selfupdate diagnose about list help init search licenses outdated audit fund status global",
    ),
  },
  flagsWithArgument: words(
    "-d --working-dir --prefer-install --ignore-platform-req --apcu-autoloader-prefix --audit-format",
  ),
  flagStyle: "gnu",
  caches: [
    {
      id: "composer",
      contents: "download cache",
      locations: [["$COMPOSER_CACHE_DIR", "$COMPOSER_HOME/cache", "~/.composer/cache"]],
      offFlags: ["--no-cache"],
      offEnvironment: [],
      cleanCommand: "composer clear-cache",
      mounts: [{ target: "~/.composer/cache" }],
      readOffline: false,
    },
  ],
  buildTools: undefined,
  configurationFiles: undefined,
  versionSeparator: /[:=\s]/,
  manifestFlags: [],
  defaultManifests: ["composer.json", "composer.lock"],
  productionSwitches: {
    flags: ["--no-dev", "--update-no-dev"],
    developmentFlags: ["--dev"],
    environment: [{ name: "COMPOSER_NO_DEV", values: "truthy" }],
  },
};

export const pecl: PackageManager = {
  id: "pecl",
  label: "PECL",
  programs: /^pecl$/,
  verbs: {
    install: { kind: "install", fills: ["pecl"] },
    upgrade: { kind: "upgrade", fills: ["pecl"] },
    uninstall: { kind: "remove" },
    // Empties the registry's answers; sources and build trees stay.
    ...quiet(
      "channel-update update-channels clear-cache config-set config-get config-show list info channel-discover version help",
    ),
  },
  flagsWithArgument: words("-D --configureoptions -R --installroot -P --packagingroot -d"),
  flagStyle: "gnu",
  caches: [
    {
      id: "pecl",
      contents: "sources and build trees",
      locations: [["/tmp/pear"]],
      offFlags: [],
      offEnvironment: [],
      cleanCommand: "rm -rf /tmp/pear",
      mounts: [{ target: "/tmp/pear" }],
      readOffline: false,
    },
  ],
  buildTools: undefined,
  configurationFiles: undefined,
  versionSeparator: /-(?=\d)/,
  manifestFlags: [],
  defaultManifests: [],
  productionSwitches: undefined,
};

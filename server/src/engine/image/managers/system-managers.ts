// The table's rows of Debian's and Alpine's package managers: apt (apt-get and aptitude as well) and apk.
import { type PackageManager, quiet, words } from "./package-manager";

export const apt: PackageManager = {
  id: "apt",
  label: "apt",
  system: "deb",
  programs: /^(apt|apt-get|aptitude)$/,
  verbs: {
    update: { kind: "update", fills: ["apt-lists"] },
    install: { kind: "install", fills: ["apt-archives"] },
    reinstall: { kind: "install", fills: ["apt-archives"] },
    "build-dep": { kind: "install", fills: ["apt-archives"] },
    upgrade: { kind: "upgrade", fills: ["apt-archives"] },
    "dist-upgrade": { kind: "upgrade", fills: ["apt-archives"] },
    "full-upgrade": { kind: "upgrade", fills: ["apt-archives"] },
    "safe-upgrade": { kind: "upgrade", fills: ["apt-archives"] },
    remove: { kind: "remove" },
    purge: { kind: "remove" },
    autoremove: { kind: "autoremove" },
    "auto-remove": { kind: "autoremove" },
    autopurge: { kind: "autoremove" },
    // `clean` leaves the package lists alone, which many Dockerfiles get wrong; `dist-clean` (apt 2.7) takes them.
    clean: { kind: "clean", clears: ["apt-archives"] },
    distclean: { kind: "clean", clears: ["apt-archives", "apt-lists"] },
    "dist-clean": { kind: "clean", clears: ["apt-archives", "apt-lists"] },
    ...quiet(
      "list search show policy autoclean help edit-sources indextargets check markauto unmarkauto hold unhold why why-not versions forget-new keep-all",
    ),
  },
  flagsWithArgument: words("-o --option -t --target-release --default-release -c --config-file -a --host-architecture"),
  flagStyle: "gnu",
  caches: [
    {
      id: "apt-lists",
      contents: "package lists",
      locations: [["/var/lib/apt/lists"]],
      offFlags: [],
      offEnvironment: [],
      cleanCommand: "rm -rf /var/lib/apt/lists/*",
      mounts: [
        { target: "/var/cache/apt", sharing: "locked" },
        { target: "/var/lib/apt", sharing: "locked" },
      ],
      readOffline: true,
    },
    {
      // The official Debian and Ubuntu images remove archives after each install (docker-clean): this cache is an
      // effect only where a stage takes that configuration away.
      id: "apt-archives",
      contents: "downloaded packages",
      locations: [["/var/cache/apt"]],
      offFlags: [],
      offEnvironment: [],
      cleanCommand: "apt-get clean",
      mounts: [{ target: "/var/cache/apt", sharing: "locked" }],
      readOffline: false,
    },
  ],
  buildTools:
    /^(?!.+-(base|doc|locales)$)(build-essential|binutils(-[\w.+-]+)?|crossbuild-essential-.+|(gcc|g\+\+|cpp|gfortran|clang|llvm|lld|gobjc|gnat|gdc)(-[\w.+-]+)?|make|cmake(-data)?|ninja-build|meson|scons|bazel(isk)?|autoconf[\d.]*|autoconf-archive|automake[\d.]*|autotools-dev|autopoint|libtool(-bin)?|bison|flex|m4|nasm|yasm|swig[\d.]*|pkg-config|pkgconf|dpkg-dev|debhelper|devscripts|dh-.+|ccache|rustc|rust-all|cargo|golang(-.+)?|ghc|default-jdk(-headless)?|openjdk-\d+-jdk(-headless)?|maven|gradle|ant|protobuf-compiler|linux-headers-.+|.+-dev|cuda-(nvcc|compiler|toolkit|minimal-build|command-line-tools|libraries-dev)-.+)$/,
  configurationFiles: undefined,
  versionSeparator: /[=/]/,
  manifestFlags: [],
  defaultManifests: [],
  productionSwitches: undefined,
  recommendsSwitch: {
    flags: ["--no-install-recommends", "--without-recommends", "-R"],
    flagOf: { aptitude: "--without-recommends" },
    optionFlags: ["-o", "--option"],
    option: /^apt::install-recommends\s*=\s*"?(0|false|no|off|without|disable)"?$/i,
    configurationFiles: /^\/etc\/apt\/apt\.conf(\.d\/.+)?$/,
    setting: /install-recommends\W+(0|false|no|off|without|disable)\b/i,
  },
};

export const apk: PackageManager = {
  id: "apk",
  label: "apk",
  system: "apk",
  rootFlags: ["-p", "--root"],
  programs: /^apk$/,
  verbs: {
    update: { kind: "update", fills: ["apk-index"] },
    add: { kind: "install", fills: ["apk-index"] },
    upgrade: { kind: "upgrade", fills: ["apk-index"] },
    fix: { kind: "other", fills: ["apk-index"] },
    del: { kind: "remove" },
    ...quiet("info search version policy list stats audit verify"),
  },
  flagsWithArgument: words(
    "-t --virtual -X --repository -p --root --arch --keys-dir --repositories-file --cache-dir --cache-max-age --wait --timeout --progress-fd",
  ),
  flagStyle: "gnu",
  caches: [
    {
      id: "apk-index",
      contents: "package index",
      locations: [["/var/cache/apk"]],
      offFlags: ["--no-cache", "--no-network"],
      offEnvironment: [],
      cleanCommand: "rm -rf /var/cache/apk/*",
      mounts: [{ target: "/var/cache/apk", sharing: "locked" }],
      readOffline: false,
    },
  ],
  // Alpine's `openjdk17` is the whole JDK; its runtime is `openjdk17-jre`.
  buildTools:
    /^(build-base|alpine-sdk|abuild|binutils|gcc([\d.-].*)?|g\+\+|gfortran|clang\d*|clang\d*-extra-tools|llvm\d*|lld\d*|make|cmake|ninja(-build|-is-really-ninja)?|samurai|meson|scons|autoconf|automake|libtool|bison|flex|m4|nasm|yasm|swig|pkgconf|pkgconfig|ccache|rust|cargo|go|ghc|openjdk\d+(-jdk)?|maven|gradle|apache-ant|protoc|linux-headers|.+-headers|.+-dev)$/,
  configurationFiles: undefined,
  versionSeparator: /[=<>~@]/,
  manifestFlags: [],
  defaultManifests: [],
  productionSwitches: undefined,
};

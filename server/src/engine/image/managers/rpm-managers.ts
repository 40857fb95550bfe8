// The table's rows of the managers of RPM packages: dnf (4 and 5), yum, microdnf, tdnf and zypper.
import { type CacheRow, type PackageManager, quiet, type Verb, words } from "./package-manager";

/**
 * Compilers, headers and build systems by the names of Fedora, Red Hat, Amazon, Azure Linux and openSUSE, groups and
 * patterns of them as well.
 */
const buildTools =
  /^(binutils(-[\w.+-]+)?|(gcc|cpp|clang|llvm|lld)([\d.]*)(-(c\+\+|gfortran|fortran|objc|objc\+\+|gnat|go|gdc|toolset.*|plugin-annobin|tools-extra|32bit))?|gcc-toolset-\d+.*|devtoolset-\d+.*|llvm-toolset.*|make|cmake\d*|ninja(-build)?|meson|scons|bazel\d*|autoconf[\d.]*|autoconf-archive|automake[\d.]*|libtool|bison|flex|m4|nasm|yasm|swig|pkg-config|pkgconf(-pkg-config)?|pkgconfig|rpm-build|rpmdevtools|redhat-rpm-config|ccache|rust|cargo|rust-toolset|golang(-bin)?|go|go-toolset|ghc|java-[\d.]+-openjdk-devel|maven|gradle|ant|protobuf-compiler|kernel-(headers|devel)(-.+)?|glibc-(headers|static)|libstdc\+\+-static|build-essential|patterns-devel-.+|devel_.+|.+-devel(-static)?|(@|pattern:)?"?(development[- ]tools|c-development|development-libs|devel_basis|devel_C_C\+\+)"?|cuda-(nvcc|compiler|toolkit|minimal-build|command-line-tools|libraries-devel)-.+)$/i;

const caches = ["dnf", "yum", "microdnf", "tdnf"];

/** What empties one of these caches empties the others: they are names of one program, or share its folder. */
const clean: Verb = { kind: "clean", clearsWith: { all: caches, metadata: caches } };

/** Every run reads the repositories' metadata and keeps it; downloaded packages are dropped after the transaction (`keepcache=0`). */
function verbsOf(cache: string): Readonly<Record<string, Verb>> {
  const fills = [cache];
  const install: Verb = { kind: "install", fills };
  const upgrade: Verb = { kind: "upgrade", fills };
  const reads: Verb = { kind: "other", fills };
  const all = (verb: Verb, names: string) => Object.fromEntries([...words(names)].map((name) => [name, verb]));
  return {
    ...all(install, "install in localinstall groupinstall install-n install-na install-nevra reinstall downgrade"),
    ...all(install, "builddep build-dep install-groups"),
    "group install": install,
    "groups install": install,
    "module install": install,
    ...all(upgrade, "update upgrade up distro-sync dsync upgrade-minimal update-minimal localupdate groupupdate"),
    "group upgrade": reads,
    "group update": reads,
    ...all({ kind: "update", fills }, "makecache"),
    ...all({ kind: "remove" }, "remove rm erase"),
    "group remove": { kind: "remove" },
    groupremove: { kind: "remove" },
    autoremove: { kind: "autoremove" },
    clean,
    "history undo": { kind: "undo" },
    ...all(reads, "check-update check-upgrade search info list provides whatprovides repoquery updateinfo swap module"),
    ...all(reads, "repolist repoinfo grouplist groupinfo group groups deplist copr debuginfo-install"),
    download: { kind: "download", fills },
    downloadonly: { kind: "download", fills },
    ...quiet("config-manager mark history versionlock needs-restarting check alias help version makecache-timer"),
  };
}

const flagsWithArgument = words(
  "-c --config --enablerepo --disablerepo --repo --repoid --enable-repo --disable-repo --releasever --installroot -x --exclude --excludepkgs --setopt -d --debuglevel -e --errorlevel -R --randomwait --advisory --advisories --cve --bz --security-severity --forcearch --color --comment --downloaddir --destdir --disableplugin --enableplugin --disableexcludes --repofrompath --rpmverbosity --add-repo",
);

function rpmManager(
  row: Pick<PackageManager, "id" | "programs" | "programVerbs" | "recommendsSwitch">,
  cache: Pick<CacheRow, "locations" | "locationByImage" | "otherLocations">,
): PackageManager {
  const { id } = row;
  const [[location]] = cache.locations as [[string]];
  return {
    ...row,
    label: id,
    system: "rpm",
    verbs: verbsOf(id),
    rootFlags: ["--installroot"],
    flagsWithArgument,
    flagStyle: "gnu",
    caches: [
      {
        id,
        contents: "repository metadata",
        ...cache,
        locationFlags: ["--setopt=cachedir"],
        offFlags: [],
        offEnvironment: [],
        cleanCommand: `${id} clean all`,
        mounts: [{ target: location, sharing: "locked" }],
        readOffline: false,
      },
    ],
    buildTools,
    configurationFiles: undefined,
    // `NAME-VERSION` cannot be told from a name; `NAME.ARCHITECTURE` is the same package.
    versionSeparator: undefined,
    manifestFlags: [],
    defaultManifests: [],
    productionSwitches: undefined,
  };
}

const weakDependencies = {
  flags: ["--setopt=install_weak_deps=False"],
  optionFlags: ["--setopt"],
  option: /^(\*\.)?install_weak_deps=(0|false|no|off)$/i,
  configurationFiles: /^\/etc\/(dnf\/(dnf\.conf|libdnf5?\.conf.*)|yum\.conf)$/,
  setting: /install_weak_deps\s*=\s*(0|false|no|off)\b/i,
};

/** dnf5 is what Fedora has since 41. */
const dnf5: CacheRow["locationByImage"] = [
  { image: /(^|\/)fedora(-minimal)?:(4[1-9]|[5-9]\d|latest|rawhide)/, location: "/var/cache/libdnf5" },
];
/** Where yum is still itself rather than another name of dnf. */
const yum3: CacheRow["locationByImage"] = [
  {
    image: /(^|\/)((centos|oraclelinux):[567](\D|$)|amazonlinux:([12]|201\d)(\.\d|-|$)|ubi7)|centos7/,
    location: "/var/cache/yum",
  },
];

export const dnf: PackageManager = rpmManager(
  { id: "dnf", programs: /^dnf(-?[345])?$/, recommendsSwitch: weakDependencies },
  {
    locations: [["/var/cache/dnf"]],
    locationByImage: dnf5!,
    otherLocations: ["/var/cache/libdnf5", "/var/cache/yum"],
  },
);

export const yum: PackageManager = rpmManager(
  {
    id: "yum",
    programs: /^yum(-builddep|-config-manager|downloader)?$/,
    programVerbs: { "yum-builddep": "builddep", "yum-config-manager": "config-manager", yumdownloader: "download" },
    recommendsSwitch: weakDependencies,
  },
  {
    locations: [["/var/cache/dnf"]],
    locationByImage: [...yum3!, ...dnf5!],
    otherLocations: ["/var/cache/yum", "/var/cache/libdnf5"],
  },
);

export const microdnf: PackageManager = rpmManager(
  { id: "microdnf", programs: /^microdnf$/, recommendsSwitch: weakDependencies },
  { locations: [["/var/cache/yum"]], locationByImage: dnf5!, otherLocations: ["/var/cache/dnf", "/var/cache/libdnf5"] },
);

export const tdnf: PackageManager = rpmManager(
  { id: "tdnf", programs: /^tdnf$/ },
  { locations: [["/var/cache/tdnf"]], otherLocations: ["/var/cache/dnf"] },
);

export const zypper: PackageManager = {
  id: "zypper",
  label: "zypper",
  system: "rpm",
  programs: /^zypper$/,
  verbs: zypperVerbs(),
  rootFlags: ["-R", "--root", "--installroot"],
  flagsWithArgument: words(
    "-c --config -D --reposd-dir -C --cache-dir --solv-cache-dir --raw-cache-dir --pkg-cache-dir -R --root --installroot -p --plus-repo --plus-content --releasever -r --repo --from -t --type --name --category -g --severity --date --issue --bugzilla --cve --download",
  ),
  flagStyle: "gnu",
  caches: [
    {
      id: "zypper",
      contents: "repository metadata",
      locations: [["/var/cache/zypp"]],
      locationFlags: ["-C", "--cache-dir"],
      offFlags: [],
      offEnvironment: [],
      // Without `--all` only packages go, and zypper keeps none.
      cleanCommand: "zypper clean --all",
      mounts: [{ target: "/var/cache/zypp", sharing: "locked" }],
      readOffline: false,
    },
  ],
  buildTools,
  configurationFiles: undefined,
  versionSeparator: /[=<>]/,
  manifestFlags: [],
  defaultManifests: [],
  productionSwitches: undefined,
  recommendsSwitch: {
    flags: ["--no-recommends"],
    optionFlags: [],
    option: /^$/,
    configurationFiles: /^\/etc\/zypp\/zypp(er)?\.conf$/,
    setting: /(onlyRequires\s*=\s*(true|yes|1)|installRecommends\s*=\s*(false|no|0))\b/i,
  },
};

function zypperVerbs(): Readonly<Record<string, Verb>> {
  const fills = ["zypper"];
  const all = (verb: Verb, names: string) => Object.fromEntries([...words(names)].map((name) => [name, verb]));
  return {
    ...all({ kind: "install", fills }, "install in source-install si install-new-recommends inr"),
    ...all({ kind: "upgrade", fills }, "update up patch dist-upgrade dup"),
    ...all({ kind: "update", fills }, "refresh ref refresh-services refs"),
    ...all({ kind: "remove" }, "remove rm"),
    ...all(
      {
        kind: "clean",
        clearsWith: { "-a": fills, "--all": fills, "-m": fills, "--metadata": fills },
      },
      "clean cc",
    ),
    ...all(
      { kind: "other", fills },
      "search se info if list-updates lu list-patches lp packages pa patterns pt products pd what-provides wp patch-check pchk verify ve",
    ),
    download: { kind: "download", fills },
    ...quiet(
      "addrepo ar removerepo rr renamerepo nr modifyrepo mr repos lr addservice as modifyservice ms addlock al removelock rl locks ll targetos tos licenses ps help",
    ),
  };
}

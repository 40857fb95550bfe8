// The table's row of conda and the programs that do the same: mamba and micromamba.
import { type PackageManager, quiet, words } from "./package-manager";

const installs = { kind: "install", fills: ["conda"] } as const;

const emptied = (flags: string) => Object.fromEntries(flags.split(" ").map((flag) => [flag, ["conda"]]));

export const conda: PackageManager = {
  id: "conda",
  label: "conda",
  programs: /^(conda|mamba|micromamba)$/,
  verbs: {
    install: installs,
    create: installs,
    update: installs,
    upgrade: installs,
    "env create": installs,
    "env update": installs,
    remove: { kind: "remove" },
    uninstall: { kind: "remove" },
    // `-p` takes packages that no environment links to, and leaves the archives.
    clean: { kind: "clean", clearsWith: emptied("-a --all -t --tarballs -f --force-pkgs-dirs") },
    run: { kind: "unknown" },
    ...quiet("config info list search init activate deactivate shell env package rename notices help version"),
  },
  flagsWithArgument: words(`
    -n --name -p --prefix -f --file -c --channel -r --root-prefix --repodata-fn --solver --experimental-solver
    --subdir --platform --copy-from --clone --rc-file --log-level --revision --extra-safety-checks --cacert-path
    --repodata-ttl --retry-clean-cache --category --cache-dir --exclude-newer
  `),
  flagStyle: "gnu",
  caches: [
    {
      id: "conda",
      contents: "package archives",
      locations: [["$CONDA_PKGS_DIRS", "@root/pkgs"]],
      offFlags: [],
      offEnvironment: [],
      cleanCommand: "conda clean -afy",
      mounts: [{ target: "/opt/conda/pkgs" }],
      readOffline: false,
    },
  ],
  buildTools:
    /^((gcc|gxx|gfortran|clang|clangxx|binutils)(_impl)?(_linux-(64|aarch64|ppc64le))?|([cf]xx?|fortran)-compiler|compilers|make|cmake|ninja|meson|autoconf|automake|libtool|pkg-config|bison|flex|swig|cython|nasm|yasm|patchelf|conda-build|boa|rattler-build|cuda-(nvcc|compiler|toolkit)|cuda-.+-dev|sysroot_linux-64|rust|go|openjdk|maven|gradle)$/,
  configurationFiles: /(^|\/)\.?(conda|mamba)rc$|\/\.condarc$/,
  versionSeparator: /[=<>!~ [@]/,
  manifestFlags: ["-f", "--file"],
  defaultManifests: ["environment.yml"],
  productionSwitches: undefined,
};

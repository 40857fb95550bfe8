// The table's rows of Perl's and R's installers.
import { type PackageManager, words } from "./package-manager";

const perl = (
  row: Pick<PackageManager, "id" | "label" | "programs" | "caches" | "flagsWithArgument"> &
    Partial<Pick<PackageManager, "flagsVariables">>,
): PackageManager => ({
  verbs: {},
  onlyVerb: { kind: "install", fills: row.caches.map(({ id }) => id) },
  flagStyle: "gnu",
  buildTools: undefined,
  configurationFiles: /(^|\/)CPAN\/(My)?Config\.pm$/,
  versionSeparator: /[@~]/,
  manifestFlags: ["--cpanfile"],
  defaultManifests: [],
  productionSwitches: undefined,
  ...row,
});

export const cpan = perl({
  id: "cpan",
  label: "CPAN",
  programs: /^cpan$/,
  flagsWithArgument: words("-j -M -l"),
  caches: [
    {
      id: "cpan",
      contents: "sources and build trees",
      locations: [["~/.cpan"]],
      offFlags: [],
      offEnvironment: [],
      cleanCommand: "rm -rf {paths}",
      mounts: [{ target: "~/.cpan" }],
      readOffline: false,
    },
  ],
});

export const cpanm = perl({
  id: "cpanm",
  label: "cpanm",
  programs: /^cpanm$/,
  flagsWithArgument: words("-l --local-lib -L --local-lib-contained --mirror -M --from --cpanfile --save-dists"),
  flagsVariables: ["PERL_CPANM_OPT"],
  caches: [
    {
      id: "cpanm",
      contents: "sources and build trees",
      locations: [["$PERL_CPANM_HOME", "~/.cpanm"]],
      offFlags: [],
      offEnvironment: [],
      cleanCommand: "rm -rf {paths}",
      mounts: [{ target: "~/.cpanm" }],
      readOffline: false,
    },
  ],
});

export const r: PackageManager = {
  id: "r",
  label: "R",
  // What `Rscript -e` installs is read in effects/r-packages.ts.
  programs: /^install2?\.r$/,
  verbs: {},
  onlyVerb: { kind: "install", fills: ["r"] },
  flagsWithArgument: words("-l --libloc -r --repos -d --deps -n --ncpus -m --method"),
  flagStyle: "gnu",
  caches: [
    {
      id: "r",
      contents: "downloaded packages",
      // littler's own directory for temporary files is /tmp itself, which it leaves as it is.
      locations: [["/tmp/downloaded_packages"]],
      offFlags: [],
      offEnvironment: [],
      cleanCommand: "rm -rf {paths}",
      mounts: [{ target: "/tmp/downloaded_packages" }],
      readOffline: false,
    },
    {
      id: "pak",
      contents: "packages that pak downloaded",
      locations: [
        ["$R_PKG_CACHE_DIR", "$R_USER_CACHE_DIR/R/pkgcache", "$XDG_CACHE_HOME/R/pkgcache", "~/.cache/R/pkgcache"],
      ],
      offFlags: [],
      offEnvironment: [],
      cleanCommand: "rm -rf {paths}",
      mounts: [{ target: "~/.cache/R/pkgcache" }],
      readOffline: false,
    },
  ],
  buildTools: undefined,
  configurationFiles: undefined,
  versionSeparator: undefined,
  manifestFlags: [],
  defaultManifests: [],
  productionSwitches: undefined,
};

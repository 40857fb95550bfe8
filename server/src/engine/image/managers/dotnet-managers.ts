// The table's row of .NET: its command line fetches NuGet packages and builds.
import { type PackageManager, quiet, words } from "./package-manager";

export const dotnet: PackageManager = {
  id: "dotnet",
  label: "NuGet",
  programs: /^dotnet$/,
  verbs: {
    restore: { kind: "download", fills: ["nuget"] },
    build: { kind: "compile", fills: ["nuget"] },
    publish: { kind: "compile", fills: ["nuget"] },
    pack: { kind: "compile", fills: ["nuget"] },
    msbuild: { kind: "unknown" },
    test: { kind: "compile", fills: ["nuget"] },
    run: { kind: "compile", fills: ["nuget"] },
    "add package": { kind: "download", fills: ["nuget"] },
    "package add": { kind: "download", fills: ["nuget"] },
    "tool restore": { kind: "download", fills: ["nuget"] },
    "tool install": { kind: "install" },
    "tool update": { kind: "install" },
    "workload install": { kind: "install" },
    "workload restore": { kind: "install" },
    "nuget locals": { kind: "clean", clearsWith: { "-clear": ["nuget"], "-c": ["nuget"] } },
    ...quiet("clean new sln nuget dev-certs help add remove list tool workload format user-secrets store"),
  },
  // `dotnet app.dll` runs a program.
  otherVerb: { kind: "unknown" },
  flagsWithArgument: words(
    "-c -configuration -o -output -r -runtime -ucr -use-current-runtime -a -arch -os -f -framework -v -verbosity -s -source -packages -version-suffix -project -launch-profile -tool-path -version -add-source -configfile -lock-file-path -artifacts-path -filter -logger -results-directory -t -target",
  ),
  flagStyle: "single-dash",
  caches: [
    {
      id: "nuget",
      contents: "packages",
      locations: [
        ["$NUGET_PACKAGES", "~/.nuget/packages"],
        ["$NUGET_HTTP_CACHE_PATH", "$XDG_DATA_HOME/NuGet", "~/.local/share/NuGet"],
      ],
      locationFlags: ["-packages"],
      offFlags: ["-no-restore", "-no-build"],
      offEnvironment: [],
      cleanCommand: "dotnet nuget locals all --clear",
      mounts: [{ target: "~/.nuget/packages" }],
      readOffline: true,
    },
  ],
  buildTools: undefined,
  configurationFiles: undefined,
  versionSeparator: /@/,
  manifestFlags: [],
  defaultManifests: [],
  productionSwitches: undefined,
};

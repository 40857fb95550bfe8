// The table's rows of Elixir's and Erlang's build tools: Mix (with Hex) and rebar3.
import { type PackageManager, quiet, words } from "./package-manager";

export const mix: PackageManager = {
  id: "mix",
  label: "Mix",
  programs: /^mix$/,
  goals: "do",
  verbs: {
    "deps.get": { kind: "install", fills: ["hex"] },
    "deps.update": { kind: "install", fills: ["hex"] },
    "deps.compile": { kind: "compile" },
    compile: { kind: "compile" },
    release: { kind: "compile" },
    "escript.build": { kind: "compile" },
    test: { kind: "compile" },
    // The tools themselves, a few megabytes in ~/.mix, which the build goes on to use.
    ...quiet("local.hex local.rebar archive.install hex.info deps deps.tree help format do phx.digest phx.gen.secret"),
  },
  flagsWithArgument: words("--only --path --version --target"),
  flagStyle: "gnu",
  caches: [
    {
      id: "hex",
      contents: "downloaded packages",
      // Hex itself, and what it is configured with, lie beside them.
      locations: [["$HEX_HOME/packages", "~/.hex/packages"]],
      offFlags: [],
      offEnvironment: [],
      cleanCommand: "rm -rf {paths}",
      mounts: [{ target: "~/.hex/packages" }],
      readOffline: true,
    },
  ],
  buildTools: undefined,
  configurationFiles: undefined,
  versionSeparator: undefined,
  manifestFlags: [],
  defaultManifests: ["mix.exs", "mix.lock"],
  productionSwitches: undefined,
};

const builds = { kind: "compile", fills: ["rebar3"] } as const;

export const rebar3: PackageManager = {
  id: "rebar3",
  label: "rebar3",
  programs: /^rebar3$/,
  // `rebar3 as prod release`
  goals: "all",
  verbs: {
    compile: builds,
    release: builds,
    tar: builds,
    escriptize: builds,
    ct: builds,
    eunit: builds,
    "get-deps": { kind: "download", fills: ["rebar3"] },
    ...quiet("as do version help clean tree update local"),
  },
  flagsWithArgument: words("-n --relname -v --relvsn -o --output-dir"),
  flagStyle: "gnu",
  caches: [
    {
      id: "rebar3",
      contents: "downloaded packages",
      locations: [["$REBAR_CACHE_DIR", "~/.cache/rebar3"]],
      offFlags: [],
      offEnvironment: [{ name: "REBAR_OFFLINE", values: "any" }],
      cleanCommand: "rm -rf {paths}",
      mounts: [{ target: "~/.cache/rebar3" }],
      readOffline: true,
    },
  ],
  buildTools: undefined,
  configurationFiles: undefined,
  versionSeparator: undefined,
  manifestFlags: [],
  defaultManifests: ["rebar.config", "rebar.lock"],
  productionSwitches: undefined,
};

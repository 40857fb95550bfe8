// The table's rows of managers that fetch packages as sources and compile them: Go and Cargo.
import { type PackageManager, quiet, words } from "./package-manager";

export const go: PackageManager = {
  id: "go",
  label: "Go",
  programs: /^(xx-)?go(1\.[\d.]+)?$/,
  verbs: {
    build: { kind: "compile", fills: ["go-modules", "go-build"] },
    install: { kind: "compile", fills: ["go-modules", "go-build"] },
    get: { kind: "download", fills: ["go-modules"] },
    run: { kind: "other", fills: ["go-modules", "go-build"] },
    test: { kind: "other", fills: ["go-modules", "go-build"] },
    vet: { kind: "other", fills: ["go-modules", "go-build"] },
    generate: { kind: "other", fills: ["go-modules"] },
    "mod download": { kind: "download", fills: ["go-modules"] },
    "mod tidy": { kind: "download", fills: ["go-modules"] },
    "mod vendor": { kind: "download", fills: ["go-modules"] },
    // What it clears is said by its flags: see `clearedByGoClean` in effects/caches.ts.
    clean: { kind: "clean", clearsWith: { "-cache": ["go-build"], "-modcache": ["go-modules"] } },
    ...quiet("version env list fmt help mod doc tool"),
  },
  flagsWithArgument: words(
    "-o -ldflags -tags -gcflags -asmflags -gccgoflags -mod -modfile -p -buildmode -installsuffix -pkgdir -toolexec -overlay -C -covermode -coverprofile -compiler -run -pgo -exec -count -timeout",
  ),
  flagStyle: "single-dash",
  caches: [
    {
      id: "go-modules",
      contents: "module cache",
      locations: [["$GOMODCACHE", "$GOPATH/pkg/mod", "~/go/pkg/mod"]],
      offFlags: ["-mod=vendor"],
      offEnvironment: [],
      cleanCommand: "go clean -modcache",
      mounts: [{ target: "/go/pkg/mod" }],
      readOffline: true,
    },
    {
      id: "go-build",
      contents: "build cache",
      locations: [["$GOCACHE", "$XDG_CACHE_HOME/go-build", "~/.cache/go-build"]],
      offFlags: [],
      offEnvironment: [],
      cleanCommand: "go clean -cache",
      mounts: [{ target: "~/.cache/go-build" }],
      readOffline: true,
    },
  ],
  buildTools: undefined,
  configurationFiles: undefined,
  flagsVariables: ["GOFLAGS"],
  versionSeparator: /@/,
  manifestFlags: [],
  defaultManifests: ["go.mod", "go.sum"],
  productionSwitches: undefined,
};

export const cargo: PackageManager = {
  id: "cargo",
  label: "Cargo",
  programs: /^(xx-)?cargo$/,
  verbs: {
    build: { kind: "compile", fills: ["cargo-registry"] },
    b: { kind: "compile", fills: ["cargo-registry"] },
    install: { kind: "compile", fills: ["cargo-registry"] },
    rustc: { kind: "compile", fills: ["cargo-registry"] },
    "auditable build": { kind: "compile", fills: ["cargo-registry"] },
    zigbuild: { kind: "compile", fills: ["cargo-registry"] },
    "chef cook": { kind: "compile", fills: ["cargo-registry"] },
    test: { kind: "compile", fills: ["cargo-registry"] },
    check: { kind: "compile", fills: ["cargo-registry"] },
    run: { kind: "compile", fills: ["cargo-registry"] },
    doc: { kind: "compile", fills: ["cargo-registry"] },
    fetch: { kind: "download", fills: ["cargo-registry"] },
    vendor: { kind: "download", fills: ["cargo-registry"] },
    clean: { kind: "clean" },
    "cache -a": { kind: "clean", clears: ["cargo-registry"] },
    ...quiet(
      "metadata version help login tree fmt clippy search pkgid locate-project update generate-lockfile new init",
    ),
  },
  flagsWithArgument: words(`
    --target --target-dir --features -F --bin -p --package --profile --manifest-path --config -j --jobs --root --git
    --branch --tag --rev --version --path --registry --index --color --message-format --example --test --bench -Z
    --recipe-path --exclude --lockfile-path --out-dir --artifact-dir
  `),
  flagStyle: "gnu",
  caches: [
    {
      id: "cargo-registry",
      contents: "registry and git checkouts",
      locations: [
        ["$CARGO_HOME/registry", "~/.cargo/registry"],
        ["$CARGO_HOME/git", "~/.cargo/git"],
      ],
      offFlags: ["--offline", "--frozen"],
      offEnvironment: [{ name: "CARGO_NET_OFFLINE", values: "truthy" }],
      // biome-ignore lint/suspicious/noTemplateCurlyInString: the shell expands it.
      cleanCommand: 'rm -rf "${CARGO_HOME:-$HOME/.cargo}/registry" "${CARGO_HOME:-$HOME/.cargo}/git"',
      mounts: [{ target: "/usr/local/cargo/registry" }],
      readOffline: true,
    },
  ],
  buildTools: undefined,
  configurationFiles: /(^|\/)\.?cargo\/config(\.toml)?$/,
  versionSeparator: /@/,
  manifestFlags: [],
  defaultManifests: ["Cargo.toml", "Cargo.lock"],
  productionSwitches: undefined,
};

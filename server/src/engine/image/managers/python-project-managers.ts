// The table's rows of what installs Python programs and projects: pipx, Pipenv, Poetry and PDM.
import { type PackageManager, quiet, words } from "./package-manager";
import { pip } from "./python-managers";

const { buildTools, versionSeparator } = pip;

export const pipx: PackageManager = {
  id: "pipx",
  label: "pipx",
  programs: /^pipx$/,
  pythonModule: "pipx",
  verbs: {
    install: { kind: "install", fills: ["pipx"] },
    inject: { kind: "install", fills: ["pipx"] },
    upgrade: { kind: "install", fills: ["pipx"] },
    "upgrade-all": { kind: "other", fills: ["pipx"] },
    run: { kind: "unknown", fills: ["pipx"] },
    uninstall: { kind: "remove" },
    ...quiet("ensurepath list environment completions interpreter reinstall help"),
  },
  flagsWithArgument: words(
    "--spec --suffix --python -i --index-url --pip-args --fetch-missing-python --preinstall --backend",
  ),
  flagStyle: "gnu",
  caches: [
    {
      // pipx has pip install, whose cache it is.
      id: "pipx",
      contents: "downloaded and built wheels",
      locations: [["$PIP_CACHE_DIR", "$XDG_CACHE_HOME/pip", "~/.cache/pip"]],
      offFlags: [],
      offEnvironment: [{ name: "PIP_NO_CACHE_DIR", values: "any" }],
      cleanCommand: "rm -rf {paths}",
      mounts: [{ target: "~/.cache/pip" }],
      readOffline: false,
    },
  ],
  buildTools: /^(cmake|ninja|meson|conan|poetry|pdm|pipenv|uv|hatch|build|twine|nodeenv|cython)$/i,
  configurationFiles: pip.configurationFiles,
  versionSeparator,
  manifestFlags: [],
  defaultManifests: [],
  productionSwitches: undefined,
};

export const pipenv: PackageManager = {
  id: "pipenv",
  label: "Pipenv",
  programs: /^pipenv$/,
  pythonModule: "pipenv",
  verbs: {
    install: { kind: "install", fills: ["pipenv"] },
    sync: { kind: "install", fills: ["pipenv"] },
    update: { kind: "install", fills: ["pipenv"] },
    uninstall: { kind: "remove" },
    clean: { kind: "other" },
    lock: { kind: "other", fills: ["pipenv"] },
    run: { kind: "unknown" },
    ...quiet("requirements check graph verify shell scripts open upgrade"),
  },
  flagsWithArgument: words("-r --requirements --python -i --index --categories --extra-pip-args --pypi-mirror -e"),
  flagStyle: "gnu",
  caches: [
    {
      id: "pipenv",
      contents: "downloaded and built wheels",
      locations: [["$PIPENV_CACHE_DIR", "$XDG_CACHE_HOME/pipenv", "~/.cache/pipenv"]],
      offFlags: [],
      offEnvironment: [{ name: "PIP_NO_CACHE_DIR", values: "any" }],
      cleanCommand: "rm -rf {paths}",
      mounts: [{ target: "~/.cache/pipenv" }],
      readOffline: false,
    },
  ],
  buildTools,
  configurationFiles: pip.configurationFiles,
  versionSeparator,
  manifestFlags: ["-r", "--requirements"],
  defaultManifests: ["Pipfile", "Pipfile.lock"],
  productionSwitches: {
    flags: [],
    developmentFlags: ["--dev", "-d"],
    environment: [{ name: "PIPENV_DEV", values: "truthy" }],
    optIn: true,
  },
};

export const poetry: PackageManager = {
  id: "poetry",
  label: "Poetry",
  programs: /^poetry$/,
  pythonModule: "poetry",
  verbs: {
    install: { kind: "install", fills: ["poetry"] },
    sync: { kind: "install", fills: ["poetry"] },
    add: { kind: "install", fills: ["poetry"] },
    update: { kind: "install", fills: ["poetry"] },
    "self add": { kind: "other", fills: ["poetry"] },
    "self update": { kind: "other", fills: ["poetry"] },
    lock: { kind: "other", fills: ["poetry"] },
    build: { kind: "compile" },
    remove: { kind: "remove" },
    run: { kind: "unknown" },
    // It empties `cache/repositories` and leaves the packages themselves in `artifacts` (python-poetry/poetry#10304).
    "cache clear": { kind: "other" },
    ...quiet("config export show check env version about init new search self cache source publish shell"),
  },
  flagsWithArgument: words(
    "-C --directory -P --project --only --with --without -E --extras -G --group --source --python --platform -f --format -o --output",
  ),
  flagStyle: "gnu",
  caches: [
    {
      id: "poetry",
      contents: "downloaded packages (artifacts)",
      locations: [
        ["$POETRY_CACHE_DIR/artifacts", "$XDG_CACHE_HOME/pypoetry/artifacts", "~/.cache/pypoetry/artifacts"],
        ["$POETRY_CACHE_DIR/cache", "$XDG_CACHE_HOME/pypoetry/cache", "~/.cache/pypoetry/cache"],
      ],
      // `--no-cache` switches only the index's cache off (python-poetry/poetry#6445).
      offFlags: [],
      offEnvironment: [],
      // The virtual environment may lie beside them.
      cleanCommand: "rm -rf {paths}",
      mounts: [{ target: "~/.cache/pypoetry/artifacts" }, { target: "~/.cache/pypoetry/cache" }],
      readOffline: false,
    },
  ],
  buildTools,
  configurationFiles: /(^|\/)(pypoetry\/config|poetry)\.toml$/,
  versionSeparator,
  manifestFlags: [],
  defaultManifests: ["pyproject.toml", "poetry.lock"],
  productionSwitches: {
    flags: ["--only=main", "--only", "--without=dev", "--no-dev", "--only-root"],
    developmentFlags: ["--with=dev", "--only=dev", "--with=test", "--only=test", "--all-groups"],
    environment: [],
  },
};

export const pdm: PackageManager = {
  id: "pdm",
  label: "PDM",
  programs: /^pdm$/,
  pythonModule: "pdm",
  verbs: {
    install: { kind: "install", fills: ["pdm"] },
    sync: { kind: "install", fills: ["pdm"] },
    add: { kind: "install", fills: ["pdm"] },
    update: { kind: "install", fills: ["pdm"] },
    lock: { kind: "other", fills: ["pdm"] },
    build: { kind: "compile" },
    remove: { kind: "remove" },
    run: { kind: "unknown" },
    "cache clear": { kind: "clean", clears: ["pdm"] },
    ...quiet("config export list show info use venv init search python plugin fix completion cache"),
  },
  flagsWithArgument: words(
    "-p --project -c --config -G --group --with --without -L --lockfile -e --editable -S --strategy --venv --python -o --output -f --format -d --dest",
  ),
  flagStyle: "gnu",
  caches: [
    {
      id: "pdm",
      contents: "downloaded and built wheels",
      locations: [["$PDM_CACHE_DIR", "$XDG_CACHE_HOME/pdm", "~/.cache/pdm"]],
      offFlags: [],
      otherOffFlags: ["--no-cache"],
      offEnvironment: [{ name: "PDM_NO_CACHE", values: "truthy" }],
      cleanCommand: "pdm cache clear",
      mounts: [{ target: "~/.cache/pdm" }],
      readOffline: false,
    },
  ],
  buildTools,
  configurationFiles: /(^|\/)(pdm|\.pdm)\.toml$|\/pdm\/config\.toml$/,
  versionSeparator,
  manifestFlags: [],
  defaultManifests: ["pyproject.toml", "pdm.lock"],
  productionSwitches: {
    flags: ["--prod", "--production", "--no-dev", "--without=dev"],
    developmentFlags: ["-d", "--dev", "-G:all", "--group=:all"],
    environment: [],
  },
};

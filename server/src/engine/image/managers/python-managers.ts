// The table's rows of Python's package managers: pip and uv.
import { type PackageManager, quiet, words } from "./package-manager";

export const pip: PackageManager = {
  id: "pip",
  label: "pip",
  programs: /^pip[\d.]*$/,
  pythonModule: "pip",
  verbs: {
    install: { kind: "install", fills: ["pip"] },
    download: { kind: "download", fills: ["pip"] },
    wheel: { kind: "download", fills: ["pip"] },
    uninstall: { kind: "remove" },
    "cache purge": { kind: "clean", clears: ["pip"] },
    ...quiet("list freeze show check debug help inspect index config cache"),
  },
  flagsWithArgument: words(`
    -r --requirement -c --constraint -t --target -i --index-url --extra-index-url -f --find-links -e --editable --prefix
    --root --src --upgrade-strategy --platform --python-version --implementation --abi --no-binary --only-binary
    --progress-bar -C --config-settings --config-setting --global-option --install-option --build-option --cache-dir
    --timeout --retries --trusted-host --cert --client-cert --proxy --log --python --report --group --use-feature
    --use-deprecated --exists-action -d --dest -w --wheel-dir --resume-retries --root-user-action --keyring-provider
  `),
  flagStyle: "gnu",
  caches: [
    {
      id: "pip",
      contents: "downloaded and built wheels",
      locations: [["$PIP_CACHE_DIR", "$XDG_CACHE_HOME/pip", "~/.cache/pip"]],
      locationFlags: ["--cache-dir"],
      // pip accepts unambiguous beginnings of its flags.
      offFlags: ["--no-cache-dir", "--no-cache", "--no-cache-di", "--no-index"],
      // Since pip 19.0.1 every value switches the cache off: `off`, `0` and `false` too.
      offEnvironment: [{ name: "PIP_NO_CACHE_DIR", values: "any" }],
      cleanCommand: "pip cache purge",
      mounts: [{ target: "~/.cache/pip" }],
      readOffline: false,
    },
  ],
  buildTools:
    /^(cmake|ninja|meson|meson-python|scons|conan|cython|pybind11|scikit-build(-core)?|maturin|setuptools-rust|mkl-(devel|include)|nodeenv)$/i,
  installers: /^(uv|poetry|pipenv|pdm|hatch|flit|pip-tools|pipx)$/i,
  configurationFiles: /(^|\/)\.?pip\.conf$/,
  versionSeparator: /[=<>!~;@ ]/,
  manifestFlags: ["-r", "--requirement", "-c", "--constraint"],
  defaultManifests: [],
  productionSwitches: undefined,
};

export const uv: PackageManager = {
  id: "uv",
  label: "uv",
  programs: /^uv$/,
  pythonModule: "uv",
  verbs: {
    sync: { kind: "install", fills: ["uv"] },
    add: { kind: "install", fills: ["uv"] },
    run: { kind: "install", fills: ["uv"] },
    "pip install": { kind: "install", fills: ["uv"] },
    "pip sync": { kind: "install", fills: ["uv"] },
    "tool install": { kind: "install", fills: ["uv"] },
    "tool run": { kind: "other", fills: ["uv"] },
    "python install": { kind: "install" },
    build: { kind: "compile", fills: ["uv"] },
    lock: { kind: "other", fills: ["uv"] },
    remove: { kind: "remove" },
    "pip uninstall": { kind: "remove" },
    "cache clean": { kind: "clean", clears: ["uv"] },
    // `--ci` leaves only what was built from source: that is not worth a finding.
    "cache prune": { kind: "clean", clearsWith: { "--ci": ["uv"] } },
    ...quiet("venv export tree version help self pip tool cache python"),
  },
  flagsWithArgument: words(`
    -r --requirement --requirements -c --constraint --constraints --override --overrides -b --build-constraint
    --build-constraints -e --editable -p --python -t --target --prefix --extra --group --only-group --no-group --package
    --directory --project --config-file --link-mode --index --default-index -i --index-url --extra-index-url -f
    --find-links --resolution --prerelease --with --with-editable --with-requirements --no-build-package
    --no-binary-package --no-binary --only-binary --no-install-package --reinstall-package -P --upgrade-package --torch-backend
    --python-platform --python-version --cache-dir --color --allow-insecure-host --exclude-newer --refresh-package
    --index-strategy --keyring-provider --no-build-isolation-package -C --config-setting --config-settings --script
    --env-file --fork-strategy --install-dir --mirror -o --out-dir
  `),
  flagStyle: "gnu",
  caches: [
    {
      id: "uv",
      contents: "downloaded and unpacked wheels",
      locations: [["$UV_CACHE_DIR", "$XDG_CACHE_HOME/uv", "~/.cache/uv"]],
      locationFlags: ["--cache-dir"],
      offFlags: ["--no-cache", "-n", "--no-cache-dir"],
      offEnvironment: [{ name: "UV_NO_CACHE", values: "truthy" }],
      cleanCommand: "uv cache clean",
      mounts: [{ target: "~/.cache/uv" }],
      readOffline: false,
    },
  ],
  buildTools: pip.buildTools,
  ...(pip.installers === undefined ? {} : { installers: pip.installers }),
  configurationFiles: /(^|\/)uv\.toml$/,
  versionSeparator: pip.versionSeparator,
  manifestFlags: ["-r", "--requirement", "--requirements", "-c", "--constraint", "--constraints"],
  defaultManifests: ["pyproject.toml", "uv.lock"],
  productionSwitches: {
    flags: ["--no-dev", "--no-default-groups", "--only-group", "--no-group=dev"],
    developmentFlags: ["--dev", "--only-dev", "--all-groups", "--group=dev"],
    environment: [{ name: "UV_NO_DEV", values: "truthy" }],
  },
};

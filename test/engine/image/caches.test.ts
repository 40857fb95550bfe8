// Which package caches a RUN leaves in its layer: switches, mounts, removals, and what nobody can know.
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are the shell's variables.
import { describe, expect, test } from "vitest";
import { cleanCommandOf } from "../../../server/src/engine/fixes/clean-command";
import type { PackageManager } from "../../../server/src/engine/image/managers/package-manager";
import { cacheRow, packageManagers } from "../../../server/src/engine/image/package-managers";
import { afterRun, model, show } from "./model";

const left = (shell: string, base?: string, before?: string) => afterRun("cache", shell, base, before);

describe("apt", () => {
  test.each([
    ["apt-get update && apt-get install -y curl"],
    ["apt update; apt install -y curl"],
    ["sudo apt-get -qq update && sudo apt-get install -yq curl"],
    ["DEBIAN_FRONTEND=noninteractive apt-get -o Acquire::Retries=3 update && apt-get install -y curl"],
    ["env LC_ALL=C apt-get update"],
    // `clean` takes archives, not lists.
    ["apt-get update && apt-get install -y curl && apt-get clean && apt-get autoremove"],
    ["apt-get update && rm -rf /var/cache/apt/archives/*"],
    ["apt-get update && rm -rf /var/lib/apt/lists/partial"],
    ["apt-get update && apt-get install -y curl && cd /tmp && rm -rf lists"],
    ["<<EOF\napt-get update\napt-get install -y curl\nEOF"],
    ["bash -c 'apt-get update && apt-get install -y curl'"],
    // Debian's shell leaves braces as they are, and there is no such folder.
    ["apt-get update && rm -rf /var/lib/{apt,dpkg,cache,log}/"],
    ["apt-get update && rm -rf /var/lib/apt/lists/{*,.*}"],
    ['apt-get update && rm -rf "/var/lib/{apt,dpkg}/"'],
    // Removed before the lists come: they come all the same.
    ["rm -rf /var/lib/apt/lists/* && apt-get update"],
  ])("leaves its lists: %s", (shell) => {
    expect(left(shell)).toEqual(["apt-lists"]);
  });

  test.each([
    ["apt-get install -y curl"],
    ["apt-get update && apt-get install -y curl && rm -rf /var/lib/apt/lists/*"],
    ["apt-get update && apt-get install -y curl && rm -rf /var/lib/apt/lists"],
    ["apt-get update && apt-get install -y curl && rm -rf /var/lib/apt"],
    ["apt-get update && apt-get install -y curl && rm -rf /var/lib/apt/lists/* /tmp/* /var/tmp/*"],
    ["bash -c 'apt-get update && rm -rf /var/lib/{apt,dpkg,cache,log}/'"],
    ["apt-get update && cd /var/lib/apt && rm -rf lists"],
    ["apt-get update && (cd /var/lib/apt/lists && rm -rf *)"],
    ["apt-get update && apt-get dist-clean"],
    ["apt-get update && apt-get distclean"],
    ["apt-get update && find /var/lib/apt/lists -type f -delete"],
    ["apt-get update && find /var/lib/apt/lists -mindepth 1 -exec rm -rf {} +"],
    ["apt-get update && sudo rm -rf /var/lib/apt/lists/*"],
    ["lists=/var/lib/apt/lists; apt-get update && rm -rf $lists/*"],
    ['apt-get update && rm -rf "${LISTS:-/var/lib/apt/lists}"'],
    ["<<EOF\napt-get update\nrm -rf /var/lib/apt/lists/*\nEOF"],
    ["--mount=type=cache,target=/var/lib/apt/lists apt-get update"],
    ["--mount=type=cache,target=/var/lib/apt,sharing=locked --mount=type=cache,target=/var/cache/apt apt-get update"],
    ["--mount=type=tmpfs,target=/var/lib/apt/lists apt-get update"],
    ["--mount=type=cache,target=$WHERE apt-get update"],
  ])("leaves nothing: %s", (shell) => {
    expect(left(shell)).toEqual([]);
  });

  test.each([
    ["SHELL in bash", 'SHELL ["/bin/bash", "-c"]\n', "debian:12"],
    ["sh is bash", "RUN ln -sf /bin/bash /bin/sh\n", "debian:12"],
    ["sh becomes bash", "RUN rm /bin/sh && ln -s /bin/bash /bin/sh\n", "debian:12"],
    ["a system whose sh nobody knows", "", "example.org/base:1"],
  ])("braces are expanded: %s", (_name, before, base) => {
    expect(left("apt-get update && rm -rf /var/lib/apt/lists/{*,.*}", base, before)).toEqual([]);
  });

  test("a removal that may not happen leaves doubt", () => {
    expect(left('apt-get update && if [ -n "$CLEAN" ]; then rm -rf /var/lib/apt/lists/*; fi')).toEqual(["apt-lists?"]);
  });

  test("an update and its removal in the same branch leave nothing", () => {
    expect(
      left("if ! command -v curl; then apt-get update && apt-get install -y curl && rm -rf /var/lib/apt/lists/*; fi"),
    ).toEqual([]);
  });

  test("a conditional update is uncertain", () => {
    expect(left("which curl || apt-get update")).toEqual(["apt-lists?"]);
  });

  test("a removal in the next layer frees nothing", () => {
    const image = model("FROM debian:12\nRUN apt-get update\nRUN rm -rf /var/lib/apt/lists/*\n");
    expect(show(image)).toEqual(["apt-lists", "removes /var/lib/apt/lists/* (cache)"]);
  });

  test("archives stay only where the image's own clean-up is taken away", () => {
    expect(
      left(
        "rm -f /etc/apt/apt.conf.d/docker-clean && apt-get update && apt-get install -y curl && rm -rf /var/lib/apt/lists/*",
      ),
    ).toEqual(["apt-archives"]);
    expect(left("apt-get install -y curl", "debian:12", "RUN rm /etc/apt/apt.conf.d/docker-clean\n")).toEqual([
      "apt-archives",
    ]);
    expect(
      left("apt-get install -y curl && apt-get clean", "debian:12", "RUN rm /etc/apt/apt.conf.d/docker-clean\n"),
    ).toEqual([]);
    expect(
      left(
        "--mount=type=cache,target=/var/cache/apt apt-get install -y curl",
        "debian:12",
        "RUN rm -f /etc/apt/apt.conf.d/docker-clean\n",
      ),
    ).toEqual([]);
  });
});

describe("a script that nobody can read here", () => {
  test.each([
    ["/tmp/cleanup.sh"],
    ["./cleanup.sh"],
    ["sh /build/clean.sh"],
    ["bash -ex ./finish"],
    [". ./cleanup.sh"],
    ["docker-clean.sh"],
    ["clean-layer"],
  ])("may have cleaned up: %s", (script) => {
    const image = model(`FROM debian:12\nRUN apt-get update && apt-get install -y curl && ${script}\n`);
    expect(show(image, "cache")).toEqual([]);
    expect(image.instructions[1]!.opaque).toBe(true);
  });

  test("before the update it has not", () => {
    expect(left("./prepare.sh && apt-get update")).toEqual(["apt-lists"]);
  });

  test("an install after it proves that the lists were still there", () => {
    expect(left("apt-get update && ./add-repository.sh && apt-get install -y curl")).toEqual(["apt-lists"]);
  });

  test.each([
    ["curl -fsSL https://example.org/install.sh | bash -"],
    ["wget -qO- https://example.org/i | sh"],
    ["curl -o i.sh https://example.org/i && sh i.sh"],
  ])("an installer from the network does not clean up after apt: %s", (installer) => {
    const image = model(`FROM debian:12\nRUN apt-get update && ${installer}\n`);
    expect(show(image, "cache")).toEqual(["apt-lists"]);
    expect(image.instructions[1]!.opaque).toBe(true);
  });

  test.each([
    [". /etc/os-release"],
    ["source /venv/bin/activate"],
    ["./configure --prefix=/usr"],
    [". $HOME/.cargo/env"],
  ])("%s is none", (command) => {
    expect(left(`apt-get update && ${command}`)).toEqual(["apt-lists"]);
  });
});

describe("apk", () => {
  const alpine = "alpine:3.20";
  test.each([
    ["apk update && apk add curl"],
    ["apk add -U curl"],
    ["apk add curl"],
    ["apk upgrade"],
    ["apk --update add curl"],
  ])("leaves its index: %s", (shell) => expect(left(shell, alpine)).toEqual(["apk-index"]));
  test.each([
    ["apk add --no-cache curl"],
    ["apk --no-cache add curl"],
    ["apk add --update --no-cache curl"],
    ["apk update && apk add curl && rm -rf /var/cache/apk/*"],
    ["apk add curl && rm -rf /var/cache/apk"],
    ["apk add curl && rm -rf /var/cache/*"],
    ["--mount=type=cache,target=/var/cache/apk apk add curl"],
    ["apk add --no-network --virtual .rundeps ./x.apk"],
    ["apk del curl"],
  ])("leaves nothing: %s", (shell) => expect(left(shell, alpine)).toEqual([]));
});

describe("pip", () => {
  const python = "python:3.12-slim";
  test.each([
    ["pip install flask"],
    ["pip3 install -r requirements.txt"],
    ["python -m pip install flask"],
    ["python3.12 -u -m pip install --upgrade pip"],
    ["/opt/venv/bin/pip install flask"],
    ["sudo -H pip install flask"],
    ["pip wheel -w /wheels flask"],
    ["PIP_NO_CACHE_DIR= pip install flask"],
    ["pip install flask --cache-dir /tmp/cache && rm -rf /root/.cache/pip"],
    // A mount over something else.
    ["--mount=type=cache,target=/root/.cache/uv pip install flask"],
    ["--mount=type=cache,target=/root/.npm pip install flask"],
  ])("leaves its cache: %s", (shell) => expect(left(shell, python)).toEqual(["pip"]));

  test.each([
    ["pip install --no-cache-dir flask"],
    ["pip --no-cache-dir install flask"],
    ["pip install flask --no-cache"],
    ["python -m pip install --no-cache-dir flask"],
    ["PIP_NO_CACHE_DIR=1 pip install flask"],
    ["PIP_NO_CACHE_DIR=off pip install flask"],
    ["PIP_NO_CACHE_DIR=0 pip install flask"],
    ["PIP_NO_CACHE_DIR=false pip install flask"],
    ["export PIP_NO_CACHE_DIR=true && pip install flask"],
    ["env PIP_NO_CACHE_DIR=1 pip install flask"],
    ["pip install flask && pip cache purge"],
    ["pip install flask && rm -rf ~/.cache"],
    ["pip install flask && rm -rf /root/.cache/pip"],
    ["pip install flask && rm -rf $HOME/.cache"],
    ['pip install flask && rm -rf "$HOME"/.cache/*'],
    ["pip install flask && rm -rf /root/.[ac]*"],
    ["pip install --cache-dir /tmp/pip flask && rm -rf /tmp/*"],
    ["PIP_CACHE_DIR=/tmp/pip pip install flask && rm -rf /tmp/pip"],
    ["XDG_CACHE_HOME=/tmp/x pip install flask && rm -r /tmp/x"],
    ["--mount=type=cache,target=/root/.cache/pip pip install flask"],
    ["--mount=type=cache,target=/root/.cache pip install flask"],
    ["--mount=type=cache,dst=/root/.cache/pip,id=p pip install flask"],
    ["--mount=type=tmpfs,target=/root pip install flask"],
    ["pip install --no-index --find-links=/wheels flask"],
    ["pip install /wheels/*.whl"],
    ["pip install --no-deps ."],
    ["pip install --no-deps -e ."],
    ["pip --version && pip list"],
    ["pip config set global.no-cache-dir true && pip install flask"],
    ["pip install $OPTIONS flask"],
  ])("leaves nothing: %s", (shell) => expect(left(shell, python)).toEqual([]));

  test.each([
    ["ENV PIP_NO_CACHE_DIR=1"],
    ["ENV PIP_NO_CACHE_DIR=off"],
    ["ENV PIP_NO_CACHE_DIR off"],
    ["ARG PIP_NO_CACHE_DIR=1"],
    ["ARG PIP_NO_CACHE_DIR"],
    ["ENV PIP_NO_CACHE_DIR=${UNKNOWN}"],
    ["COPY pip.conf /etc/pip.conf"],
    ["RUN printf '[global]\\nno-cache-dir = true\\n' > /etc/pip.conf"],
    ["RUN pip config set global.no-cache-dir true"],
    // A number has no home directory that the file tells of.
    ["USER 1000"],
    ["ENV PIP_CACHE_DIR=$UNKNOWN"],
  ])("is switched off, or may be, by %s", (line) => {
    expect(left("pip install flask", python, `${line}\n`)).toEqual([]);
  });

  test.each([["ENV PIP_NO_CACHE_DIR="], ["USER app"], ["ENV UV_NO_CACHE=1"]])("is not switched off by %s", (line) => {
    expect(left("pip install flask", python, `${line}\n`)).toEqual(["pip"]);
  });

  test("lies where the user and the environment put it", () => {
    const paths = (before: string) =>
      model(`FROM python:3.12\n${before}RUN pip install flask\n`).effects.find(({ kind }) => kind === "cache")?.paths;
    expect(paths("")).toEqual(["/root/.cache/pip"]);
    expect(paths("USER app\n")).toEqual(["/home/app/.cache/pip"]);
    expect(paths("USER root:root\n")).toEqual(["/root/.cache/pip"]);
    expect(paths("ENV HOME=/srv\n")).toEqual(["/srv/.cache/pip"]);
    expect(paths("ENV XDG_CACHE_HOME=/cache\n")).toEqual(["/cache/pip"]);
    expect(paths("ENV PIP_CACHE_DIR=/pip XDG_CACHE_HOME=/cache\n")).toEqual(["/pip"]);
    expect(paths("RUN useradd -m -d /srv/app app\nUSER app\n")).toEqual(["/srv/app/.cache/pip"]);
    expect(paths("RUN adduser --home /srv/app app\nUSER app\n")).toEqual(["/srv/app/.cache/pip"]);
  });

  test("a user without a home directory has no cache", () => {
    expect(left("pip install flask", python, "RUN useradd app\nUSER app\n")).toEqual([]);
    expect(left("pip install flask", python, "RUN useradd -m app\nUSER app\n")).toEqual(["pip"]);
    expect(left("pip install flask", python, "RUN adduser --no-create-home app\nUSER app\n")).toEqual([]);
  });
});

describe("uv", () => {
  const python = "python:3.12-slim";
  test.each([
    ["uv sync"],
    ["uv sync --frozen --no-dev"],
    ["uv pip install --system flask"],
    ["python -m uv pip install flask"],
    ["uv tool install ruff"],
    ["UV_NO_CACHE=0 uv sync"],
    ["UV_NO_CACHE=false uv sync"],
  ])("leaves its cache: %s", (shell) => expect(left(shell, python)).toEqual(["uv"]));
  test.each([
    ["uv sync --no-cache"],
    ["uv --no-cache sync"],
    ["uv pip install -n --system flask"],
    ["uv pip install --no-cache-dir flask"],
    ["UV_NO_CACHE=1 uv sync"],
    ["UV_NO_CACHE=true uv sync"],
    ["uv sync && uv cache clean"],
    ["uv sync && rm -rf ~/.cache/uv"],
    ["UV_CACHE_DIR=/tmp/uv uv sync && rm -rf /tmp/uv"],
    ["uv sync --cache-dir /tmp/uv && rm -rf /tmp/uv"],
    ["--mount=type=cache,target=/root/.cache/uv uv sync"],
    ["uv --version"],
    ["uv venv /opt/venv"],
  ])("leaves nothing: %s", (shell) => expect(left(shell, python)).toEqual([]));

  test("lies under UV_CACHE_DIR", () => {
    const image = model("FROM python:3.12\nENV UV_CACHE_DIR=/root/.local/uv\nRUN uv sync\n");
    expect(image.shippedEffects("cache")[0]?.paths).toEqual(["/root/.local/uv"]);
  });
});

describe("npm", () => {
  const node = "node:22-slim";
  test.each([
    ["npm ci"],
    ["npm i"],
    ["npm install -g typescript"],
    ["npm ci && npm cache verify"],
    ["npm ci --prefer-offline --no-audit"],
  ])("leaves its cache: %s", (shell) => expect(left(shell, node)).toEqual(["npm"]));
  test.each([
    ["npm ci && npm cache clean --force"],
    ["npm ci && npm cache clear --force"],
    ["npm ci && rm -rf ~/.npm"],
    ["npm ci && rm -rf /root/.npm"],
    ["npm ci --cache /tmp/npm && rm -rf /tmp/npm"],
    ["npm_config_cache=/tmp/npm npm ci && rm -rf /tmp/*"],
    ["--mount=type=cache,target=/root/.npm npm ci"],
    ["npm run build"],
    ["npm --version"],
  ])("leaves nothing: %s", (shell) => expect(left(shell, node)).toEqual([]));

  test("lies where the user and the environment put it", () => {
    const paths = (before: string) =>
      model(`FROM node:22\n${before}RUN npm ci\n`).effects.find(({ kind }) => kind === "cache")?.paths;
    expect(paths("USER node\n")).toEqual(["/home/node/.npm"]);
    expect(paths("ENV npm_config_cache=/npm\n")).toEqual(["/npm"]);
    expect(paths("ENV NPM_CONFIG_CACHE=/npm\n")).toEqual(["/npm"]);
  });
});

describe("go and cargo", () => {
  test.each([
    ["go build -o /app .", ["go-modules", "go-build"]],
    ["go mod download", ["go-modules"]],
    ["go install example.org/tool@latest", ["go-modules", "go-build"]],
    ["go build -mod=vendor -o /app .", ["go-build"]],
    ["GOFLAGS=-mod=vendor go build -o /app .", ["go-build"]],
    ["go build -o /app . && go clean -cache", ["go-modules"]],
    ["go build -o /app . && go clean -cache -modcache", []],
    ["go build -o /app . && go clean --cache && rm -rf $GOPATH/pkg", []],
    ["go build -o /app . && rm -rf /go/pkg /root/.cache", []],
    ["--mount=type=cache,target=/go/pkg/mod --mount=type=cache,target=/root/.cache/go-build go build -o /app .", []],
    ["--mount=type=cache,target=/go --mount=type=cache,target=/root/.cache go build -o /app .", []],
    ["GOMODCACHE=/m GOCACHE=/c go build -o /app . && rm -rf /m /c", []],
    ["go version && go env", []],
  ])("%s", (shell, expected) => expect(left(shell, "golang:1.22")).toEqual(expected));

  test.each([
    ["cargo build --release", ["cargo-registry"]],
    ["cargo fetch", ["cargo-registry"]],
    ["cargo install ripgrep", ["cargo-registry"]],
    ["cargo build --release --offline", []],
    ["cargo build --release && rm -rf /usr/local/cargo/registry", []],
    ["cargo build --release && rm -rf $CARGO_HOME/registry $CARGO_HOME/git", []],
    ["--mount=type=cache,target=/usr/local/cargo/registry cargo build --release", []],
    ["--mount=type=cache,target=/usr/local/cargo cargo build --release", []],
    ["cargo --version", []],
  ])("%s", (shell, expected) => expect(left(shell, "rust:1.80")).toEqual(expected));

  test("without the official image, they lie in the home directory", () => {
    const paths = (shell: string) =>
      model(`FROM debian:12\nRUN ${shell}\n`)
        .shippedEffects("cache")
        .map(({ paths }) => paths);
    expect(paths("go mod download")).toEqual([["/root/go/pkg/mod"]]);
    expect(paths("cargo fetch")).toEqual([["/root/.cargo/registry", "/root/.cargo/git"]]);
  });
});

test("every row that a verb fills or clears is in its manager's table", () => {
  for (const { verbs, onlyVerb, otherVerb, caches } of Object.values(packageManagers))
    for (const verb of [...Object.values(verbs), onlyVerb, otherVerb])
      for (const id of [...(verb?.fills ?? []), ...(verb?.clears ?? [])]) expect(caches).toContain(cacheRow(id));
});

/** What fills a cache where it takes more than the manager's name and a verb. */
const commands: Readonly<Record<string, { program?: string; before?: string; base?: string }>> = {
  "apt-archives": { before: "rm /etc/apt/apt.conf.d/docker-clean && " },
  "yarn-berry": { before: "yarn set version stable && yarn config set nodeLinker node-modules && " },
  gem: { program: "gem", base: "ruby:3.3" },
  bundler: { program: "bundle", base: "ruby:3.3" },
  conda: { base: "condaforge/miniforge3" },
  maven: { program: "mvn" },
  nuget: { program: "dotnet" },
  r: { program: "install2.r" },
};

/** A command that fills a cache, and the image in which it does. */
function filling(manager: PackageManager, id: string): { readonly filled: string; readonly base: string | undefined } {
  const { program, before = "", base } = { program: manager.label.toLowerCase(), ...commands[id] };
  const verbs = Object.entries(manager.verbs);
  const verb = verbs.find(([name, { fills }]) => name !== "" && fills?.includes(id))?.[0] ?? "";
  return { filled: `${before}${program} ${verb}`, base };
}

test.each(
  Object.values(packageManagers).flatMap((manager) =>
    // pak has no program of its own.
    manager.caches.filter(({ id }) => id !== "pak").map(({ id }) => [id, manager] as const),
  ),
)("the clean command of %s cleans it", (id, manager) => {
  const { filled, base } = filling(manager, id);
  const image = model(`FROM ${base ?? "debian:12"}\nRUN ${filled} x\n`);
  const cache = image.shippedEffects("cache").find((effect) => effect.cache === id);
  expect(cache).toBeDefined();
  expect(left(`${filled} x && ${cleanCommandOf(cache!)}`, base)).not.toContain(id);
});

test.each(
  Object.values(packageManagers).flatMap((manager) =>
    manager.caches.flatMap((row) => [
      ...[...row.offFlags, ...(row.otherOffFlags ?? [])].map((flag) => [manager, row.id, ` ${flag}`, ""] as const),
      ...row.offEnvironment.map(({ name }) => [manager, row.id, "", `${name}=1 `] as const),
    ]),
  ),
)("a switch of the table works: %#", (manager, id, flag, variable) => {
  const { filled, base } = filling(manager, id);
  expect(left(`export ${variable || "X=1"} && ${filled}${flag} x`, base)).not.toContain(id);
});

// What package managers install: packages, versions, build tools, manifests, development dependencies, and where it lies.
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are the shell's variables.
import { describe, expect, test } from "vitest";
import type { Effect } from "../../../server/src/engine/image/types";
import { model } from "./model";

type Install = Extract<Effect, { kind: "install" }>;

function installs(shell: string, base = "debian:12", before = ""): Install[] {
  return model(`FROM ${base}\n${before}RUN ${shell}\n`)
    .instructions.at(-1)!
    .effects.filter((effect) => effect.kind === "install");
}

/** Are development dependencies among what it installs? */
const development = (shell: string, base?: string, before?: string) =>
  installs(shell, base, before).some((effect) => effect.development);

const names = (shell: string, base?: string, before?: string) =>
  installs(shell, base, before).flatMap(({ packages }) =>
    packages.map(({ name, version }) => (version === undefined ? name : `${name} ${version}`)),
  );
const tools = (shell: string, base?: string) =>
  installs(shell, base).flatMap(({ buildTools }) => buildTools.map(({ name }) => name));

describe("apt", () => {
  test.each([
    ["apt-get install -y curl git", ["curl", "git"]],
    ["apt-get -y --no-install-recommends install curl", ["curl"]],
    ["apt install -yqq curl", ["curl"]],
    ["apt-get install -y -o Dpkg::Options::=--force-confold curl", ["curl"]],
    ["apt-get install -y -t bookworm-backports curl", ["curl"]],
    ["apt-get install -y curl=7.88.1-10 git=1:2.*", ["curl 7.88.1-10", "git 1:2.*"]],
    ["apt-get install -y curl/bookworm", ["curl"]],
    ["apt-get install -y curl=${VERSION} `# for the health check` $OTHERS", ["curl", "$OTHERS"]],
    ["apt-get install -y libc6:i386", ["libc6"]],
    ["apt-get install -y curl wget-", ["curl"]],
    ["apt-get install -y ./local.deb /tmp/x.deb", []],
    ["apt-get install -y \\\n  curl \\\n  # a comment\n  git", ["curl", "git"]],
    ["bash -c 'apt-get install -y lib{a,b}-dev'", ["liba-dev", "libb-dev"]],
    ['PKGS="curl git"; apt-get install -y $PKGS', ["curl", "git"]],
    ["apt-get install -y $UNKNOWN curl", ["$UNKNOWN", "curl"]],
    ["apt-get install -y linux-headers-$(uname -r)", ["linux-headers-$(uname -r)"]],
    ["for p in a b; do apt-get install -y curl; done", ["curl"]],
    ["apt-get build-dep -y nginx", ["nginx"]],
    ["apt-get update", []],
    ["apt-cache search curl", []],
    ["apt-get install -y", []],
  ])("%s", (shell, expected) => expect(names(shell)).toEqual(expected));

  test("a list in ENV or ARG", () => {
    expect(names("apt-get install -y $DEPS", "debian:12", 'ENV DEPS="curl git"\n')).toEqual(["curl", "git"]);
    expect(names("apt-get install -y ${DEPS}", "debian:12", "ARG DEPS=curl\n")).toEqual(["curl"]);
    // Quoted, it is one word.
    expect(names('apt-get install -y "$DEPS"', "debian:12", "ARG DEPS=curl\n")).toEqual(["curl"]);
  });

  test.each([
    ["apt-get install -y curl", true],
    ["apt-get install -y --no-install-recommends curl", false],
    ["apt-get install -y --no-install-recommends=true curl", false],
    ["apt-get install -y -o APT::Install-Recommends=false curl", false],
    ["apt-get -o APT::Install-Recommends=0 install -y curl", false],
    ["apt-get install -y --install-recommends curl", true],
  ])("%s brings recommended packages: %s", (shell, expected) => {
    expect(installs(shell).map(({ recommends }) => recommends)).toEqual([expected]);
  });

  test.each([
    ["build-essential cmake curl", ["build-essential", "cmake"]],
    ["gcc g++ make", ["gcc", "g++", "make"]],
    ["gcc-12 g++-12 clang-16 llvm-16-dev", ["gcc-12", "g++-12", "clang-16", "llvm-16-dev"]],
    ["libpq-dev libpq5 libssl-dev", ["libpq-dev", "libssl-dev"]],
    ["python3-dev python3 python3-pip", ["python3-dev"]],
    ["default-jdk-headless openjdk-17-jre openjdk-17-jdk", ["default-jdk-headless", "openjdk-17-jdk"]],
    ["linux-headers-amd64 pkg-config ninja-build", ["linux-headers-amd64", "pkg-config", "ninja-build"]],
    // Tools for people and programs, not for compiling.
    ["git curl wget ca-certificates gnupg unzip jq", []],
    ["nodejs npm python3-venv perl php-cli", []],
    ["libgcc-s1 gcc-12-base gcc-12-doc", []],
    ["mariadb-client dh-python", ["dh-python"]],
  ])("build tools among %s", (list, expected) => expect(tools(`apt-get install -y ${list}`)).toEqual(expected));

  test("build-dep brings the tools for what it names", () => {
    expect(tools("apt-get build-dep -y nginx")).toEqual(["nginx"]);
  });

  test("what the tools bring on top of the other packages is an effect of its own", () => {
    const effects = model("FROM debian:12\nRUN apt-get install -y gcc curl make\n").instructions[1]!
      .effects as Install[];
    const installs = effects.filter(({ kind }) => kind === "install");
    expect(installs.map(({ packages }) => packages.map(({ name }) => name))).toEqual([["curl"], ["gcc", "make"]]);
    expect(installs.map(({ buildTools }) => buildTools.length)).toEqual([0, 2]);
  });

  test("the words are where they stand", () => {
    const text = "FROM debian:12\nRUN apt-get install -y curl \\\n   gcc=12\n";
    const installs = (model(text).instructions[1]!.effects as Install[]).filter(({ kind }) => kind === "install");
    const words = installs.flatMap(({ packages }) => packages.map(({ word }) => word.range));
    expect(words.map(({ start, end }) => text.slice(start, end))).toEqual(["curl", "gcc=12"]);
    for (const { range } of installs)
      expect(text.slice(range.start, range.end)).toBe("apt-get install -y curl \\\n   gcc=12");
  });
});

describe("apk", () => {
  const alpine = "alpine:3.20";
  test.each([
    ["apk add --no-cache curl git", ["curl", "git"]],
    ["apk add curl=8.9.0-r0 git~=2 'bash>5'", ["curl 8.9.0-r0", "git 2", "bash 5"]],
    ["apk add cfssl@testing", ["cfssl testing"]],
    ["apk add -t .deps gcc", ["gcc"]],
    ["apk add --virtual=.deps gcc", ["gcc"]],
    ["apk add --no-cache -X https://example.org/alpine curl", ["curl"]],
    ["apk add !busybox curl", ["busybox", "curl"]],
    ["apk add ./x.apk", []],
  ])("%s", (shell, expected) => expect(names(shell, alpine)).toEqual(expected));

  test.each([
    ["build-base gcc musl-dev curl", ["build-base", "gcc", "musl-dev"]],
    ["go rust cargo python3 nodejs", ["go", "rust", "cargo"]],
    ["openjdk17-jre openjdk17", ["openjdk17"]],
    ["libffi libffi-dev linux-headers", ["libffi-dev", "linux-headers"]],
    ["git bash ca-certificates", []],
  ])("build tools among %s", (list, expected) => expect(tools(`apk add ${list}`, alpine)).toEqual(expected));

  test("another root", () => {
    expect(installs("apk add --root /out --initdb busybox", alpine)[0]!.paths).toEqual(["/out"]);
  });
});

describe("pip", () => {
  const python = "python:3.12";
  test.each([
    ["pip install flask", ["flask"]],
    ["pip install flask==3.0 'gunicorn>=20,<22' uvicorn[standard]", ["flask 3.0", "gunicorn 20,<22", "uvicorn"]],
    ["pip install 'torch==2.1 ; python_version<\"3.13\"'", ['torch 2.1 ; python_version<"3.13"']],
    ["python3 -m pip install --upgrade pip", ["pip"]],
    ["pip install -r requirements.txt", []],
    ["pip install -rrequirements.txt flask", ["flask"]],
    ["pip install .", []],
    ["pip install -e .[dev]", []],
    ["pip install git+https://github.com/a/b@v1", []],
    ["pip install ./dist/x.whl https://example.org/y.tar.gz", []],
    ["pip install --extra-index-url https://example.org/simple flask", ["flask"]],
    ["pip install -i https://example.org/simple flask", ["flask"]],
    ["pip install -t /out flask", ["flask"]],
    ["pip list", []],
    ["pip --version", []],
    ["python -m pytest", []],
    ["python app.py -m pip install flask", []],
  ])("%s", (shell, expected) => expect(names(shell, python)).toEqual(expected));

  test.each([
    ["pip install -r requirements.txt", ["/requirements.txt"]],
    ["cd /app && pip install -r requirements.txt -r dev.txt", ["/app/requirements.txt", "/app/dev.txt"]],
    ["pip install --requirement=/a/r.txt -c c.txt", ["/a/r.txt", "/c.txt"]],
    ["pip install .", ["/"]],
    ["pip install -e /src[dev]", ["/src"]],
    ["pip install -r https://example.org/r.txt", ["https://example.org/r.txt"]],
    ["pip install flask", []],
    ["pip install -r $UNKNOWN", []],
  ])("%s reads %j", (shell, expected) =>
    expect(installs(shell, python).flatMap(({ manifests }) => manifests)).toEqual(expected),
  );

  test.each([
    ["pip install flask", ["/usr/local/lib/python3.12/site-packages", "/usr/local/bin"]],
    ["pip install --user flask", ["/root/.local/lib", "/root/.local/bin"]],
    ["PIP_USER=1 pip install flask", ["/root/.local/lib", "/root/.local/bin"]],
    ["PYTHONUSERBASE=/u pip install --user flask", ["/u/lib", "/u/bin"]],
    ["pip install --target=/out flask", ["/out"]],
    ["pip install -t out flask", ["/out"]],
    ["pip install --prefix=/install flask", ["/install"]],
    ["pip install --prefix /install flask", ["/install"]],
    ["/opt/venv/bin/pip install flask", ["/opt/venv"]],
    ["/opt/venv/bin/python -m pip install flask", ["/opt/venv"]],
    ["python -m venv /v && . /v/bin/activate && pip install flask", ["/v"]],
    ["python -m venv /v && /v/bin/pip install flask", ["/v"]],
    ["virtualenv /v && source /v/bin/activate && pip install flask", ["/v"]],
    ["pip install --target=$UNKNOWN flask", undefined],
  ])("%s lies in %j", (shell, expected) => {
    expect(installs(shell, python).at(-1)!.paths).toEqual(expected);
  });

  test("a virtual environment on PATH", () => {
    const before = 'RUN python -m venv /opt/venv\nENV PATH="/opt/venv/bin:$PATH"\n';
    // The base's own PATH is not known, the front of it is.
    expect(installs("pip install flask", "golang:1.22", before)[0]!.paths).toEqual(["/opt/venv"]);
    const variable = "ENV VIRTUAL_ENV=/opt/venv\nRUN python -m venv $VIRTUAL_ENV\nENV PATH=$VIRTUAL_ENV/bin:$PATH\n";
    expect(installs("pip install flask", python, variable)[0]!.paths).toEqual(["/opt/venv"]);
  });

  test("without the official image, Debian's and everybody's folders", () => {
    expect(installs("pip install flask", "debian:12")[0]!.paths).toEqual([
      "/usr/local/lib/python*/dist-packages",
      "/usr/local/bin",
    ]);
  });

  test("for another user", () => {
    expect(installs("pip install --user flask", python, "USER app\n")[0]!.paths).toEqual([
      "/home/app/.local/lib",
      "/home/app/.local/bin",
    ]);
  });
});

describe("uv", () => {
  const python = "python:3.12-slim";
  test.each([
    ["uv pip install flask", ["flask"]],
    ["uv pip install --system -r r.txt flask", ["flask"]],
    ["uv sync --frozen", []],
    ["uv add flask", ["flask"]],
    ["uv run pytest tests", []],
    ["uv tool install ruff", ["ruff"]],
    ["python -m uv pip install flask", ["flask"]],
  ])("%s", (shell, expected) => expect(names(shell, python)).toEqual(expected));

  test.each([
    ["uv sync", ["/.venv"]],
    ["cd /app && uv sync", ["/app/.venv"]],
    ["UV_PROJECT_ENVIRONMENT=/opt/venv uv sync", ["/opt/venv"]],
    ["UV_PROJECT_ENVIRONMENT=$UNKNOWN uv sync", undefined],
    ["uv pip install --system flask", ["/usr/local/lib/python3.12/site-packages", "/usr/local/bin"]],
    ["UV_SYSTEM_PYTHON=1 uv pip install flask", ["/usr/local/lib/python3.12/site-packages", "/usr/local/bin"]],
    ["uv venv /v && VIRTUAL_ENV=/v uv pip install flask", ["/v"]],
    ["uv venv /v && uv pip install --python /v/bin/python flask", ["/v"]],
    ["uv pip install --target /out flask", ["/out"]],
    ["uv tool install ruff", ["/root/.local/share/uv/tools", "/root/.local/bin"]],
  ])("%s lies in %j", (shell, expected) => expect(installs(shell, python).at(-1)!.paths).toEqual(expected));

  test.each([
    ["uv sync", true],
    ["uv sync --no-dev", false],
    ["uv sync --no-default-groups", false],
    ["UV_NO_DEV=1 uv sync", false],
    ["UV_NO_DEV=0 uv sync", true],
    ["uv sync --no-dev --group dev", true],
    ["uv sync $FLAGS", undefined],
    ["uv pip install flask", undefined],
  ])("%s brings development dependencies: %s", (shell, expected) => {
    expect(development(shell, python)).toBe(expected ?? false);
  });

  test.each([
    ["uv sync", ["/pyproject.toml", "/uv.lock"]],
    ["uv pip install -r /a/r.txt", ["/a/r.txt"]],
    ["uv pip install flask", []],
    ["uv pip install .", ["/"]],
  ])("%s reads %j", (shell, expected) =>
    expect(installs(shell, python).flatMap(({ manifests }) => manifests)).toEqual(expected),
  );
});

describe("npm", () => {
  const node = "node:22";
  test.each([
    ["npm ci", []],
    ["npm install express", ["express"]],
    ["npm i -g typescript@5.4 @angular/cli@17 @scope/x", ["typescript 5.4", "@angular/cli 17", "@scope/x"]],
    ["npm install --prefix /app express", ["express"]],
    ["npm install ./local https://example.org/x.tgz git+ssh://git@example.org/a.git", []],
    ["npm --loglevel error install express", ["express"]],
    ["npm run build", []],
    ["npm test", []],
  ])("%s", (shell, expected) => expect(names(shell, node)).toEqual(expected));

  test.each([
    ["npm ci", ["/node_modules"]],
    ["cd /app && npm ci", ["/app/node_modules"]],
    ["npm ci --prefix /app", ["/app/node_modules"]],
    ["npm -C app ci", ["/app/node_modules"]],
    ["npm install -g typescript", ["/usr/local/lib/node_modules", "/usr/local/bin"]],
    ["npm install --location=global typescript", ["/usr/local/lib/node_modules", "/usr/local/bin"]],
    ["NPM_CONFIG_PREFIX=/n npm install -g typescript", ["/n/lib/node_modules", "/n/bin"]],
    ["cd $UNKNOWN && npm ci", undefined],
  ])("%s lies in %j", (shell, expected) => expect(installs(shell, node)[0]!.paths).toEqual(expected));

  test.each([
    ["npm ci", true],
    ["npm install", true],
    ["npm ci --omit=dev", false],
    ["npm ci --omit dev", false],
    ["npm ci --omit=optional,dev", false],
    ["npm ci --omit=optional", true],
    ["npm ci --production", false],
    ["npm install --only=production", false],
    ["npm install --production=false", true],
    ["NODE_ENV=production npm ci", false],
    ["NODE_ENV=development npm ci", true],
    ["NODE_ENV=production npm ci --include=dev", true],
    ["NODE_ENV=$UNKNOWN npm ci", undefined],
    ["npm ci $FLAGS", undefined],
    ["npm install express", undefined],
    ["npm install && npm prune --production", false],
    ["npm install && npm prune --omit=dev", false],
    ["npm install && npm prune", true],
  ])("%s brings development dependencies: %s", (shell, expected) => {
    expect(development(shell, node)).toBe(expected ?? false);
  });

  test("NODE_ENV of the stage", () => {
    expect(development("npm ci", node, "ENV NODE_ENV=production\n")).toBe(false);
    expect(development("npm ci", node, "ARG NODE_ENV=production\nENV NODE_ENV=$NODE_ENV\n")).toBe(false);
    expect(development("npm ci", node, "ARG NODE_ENV\nENV NODE_ENV=$NODE_ENV\n")).toBe(false);
  });
});

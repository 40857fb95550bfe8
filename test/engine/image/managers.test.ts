// What the managers of projects do: verbs, builds and their outputs, places of packages and caches, settings that move them.
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are the shell's variables.
import { describe, expect, test } from "vitest";
import { afterRun, model, show } from "./model";

const caches = (shell: string, base: string, before = "") =>
  model(`FROM ${base}\n${before}RUN ${shell}\n`)
    .instructions.at(-1)!
    .effects.flatMap((effect) => (effect.kind === "cache" ? [`${effect.cache} ${effect.paths?.join(" ")}`] : []));
const compiled = (shell: string, base: string, before?: string) =>
  afterRun("compile", shell, base, before).map((line) => line.replace(" compiles", ""));
const installs = (shell: string, base: string, before = "") =>
  model(`FROM ${base}\n${before}RUN ${shell}\n`)
    .instructions.at(-1)!
    .effects.filter((effect) => effect.kind === "install");
const development = (shell: string, base: string) =>
  installs(shell, base).some((effect) => effect.development === true);
const places = (shell: string, base: string, before?: string) => installs(shell, base, before).at(-1)?.paths?.join(" ");

describe("Maven", () => {
  const java = "maven:3.9-eclipse-temurin-21";
  test.each([
    ["mvn package", "maven /target"],
    ["mvn -B -f pom.xml -DskipTests clean package", "maven /target"],
    ["mvn --batch-mode --file app/pom.xml verify -Pprod", "maven /app/target"],
    ["cd /src && ./mvnw -q -Dmaven.test.skip=true install", "maven /src/target"],
    ["mvn package -pl server -am", "maven /server/target"],
    ["mvn -T 1C compile assembly:single -q", "maven /target"],
    ["sudo -E mvn package", "maven /target"],
  ])("%s builds", (shell, expected) => expect(compiled(shell, java)).toEqual([expected]));

  test.each([["mvn dependency:go-offline"], ["mvn --version"], ["mvn clean"], ["mvn help:effective-pom"]])(
    "%s builds nothing",
    (shell) => expect(compiled(shell, java)).toEqual([]),
  );

  test.each([
    ["mvn package", ["maven /root/.m2/repository"]],
    ["mvn dependency:go-offline -B", ["maven /root/.m2/repository"]],
    ["mvn jib:build", ["maven /root/.m2/repository"]],
    ["./mvnw --version", ["maven /root/.m2/repository"]],
    ["mvn package -Dmaven.repo.local=/r", ["maven /r"]],
    ["MAVEN_OPTS='-Xmx1g -Dmaven.repo.local=/r' mvn package", ["maven /r"]],
    ["mvn -Dmaven.repo.local=$UNKNOWN package", []],
    ["mvn package -o", []],
    ["mvn --offline package", []],
    ["MAVEN_ARGS=-o mvn package", []],
    ["mvn package && rm -rf ~/.m2", []],
    ["mvn package && rm -rf /root/.m2/repository/*", []],
    ["--mount=type=cache,target=/root/.m2 mvn package", []],
    ["--mount=type=cache,target=/root/.m2/repository mvn package", []],
    ["mvn --version", []],
  ])("%s leaves %j", (shell, expected) => expect(caches(shell, java)).toEqual(expected));
});

describe("Gradle", () => {
  const java = "eclipse-temurin:21-jdk";
  const home = "gradle /root/.gradle/caches /root/.gradle/wrapper";
  test.each([
    ["gradle --no-daemon build -x test", "gradle /build"],
    ["./gradlew clean bootJar", "gradle /build/libs"],
    ["./gradlew :server:installDist --no-daemon", "gradle /server/build/install"],
    ["gradle -p app shadowJar", "gradle /app/build/libs"],
    ["sh ./gradlew assemble", undefined],
  ])("%s builds", (shell, expected) => expect(compiled(shell, java)[0]).toBe(expected));

  test.each([
    ["./gradlew build", [home]],
    ["./gradlew", [home]],
    ["./gradlew downloadLibraries", [home]],
    ["gradle -g /g build", ["gradle /g/caches /g/wrapper"]],
    ["GRADLE_USER_HOME=/g gradle build", ["gradle /g/caches /g/wrapper"]],
    ["GRADLE_OPTS=-Dgradle.user.home=/g gradle build", ["gradle /g/caches /g/wrapper"]],
    ["gradle build --offline", []],
    ["gradle build && rm -rf ~/.gradle", []],
    ["gradle build && rm -rf /root/.gradle/caches", []],
    ["--mount=type=cache,target=/root/.gradle gradle build", []],
    ["gradle --version", []],
  ])("%s leaves %j", (shell, expected) => expect(caches(shell, java)).toEqual(expected));

  test("in its own image, root's folder is a link to the other user's", () => {
    const expected = ["gradle /home/gradle/.gradle/caches /home/gradle/.gradle/wrapper"];
    expect(caches("gradle build", "gradle:8-jdk21")).toEqual(expected);
    expect(caches("gradle build", "gradle:8-jdk21", "USER gradle\n")).toEqual(expected);
    expect(caches("gradle build", "gradle:8-jdk21", "ENV GRADLE_USER_HOME=/g\n")).toEqual([
      "gradle /g/caches /g/wrapper",
    ]);
  });
});

describe(".NET", () => {
  const sdk = "mcr.microsoft.com/dotnet/sdk:8.0";
  test.each([
    ["dotnet publish -c Release -o /app", "dotnet /app"],
    ["dotnet publish --output out --no-restore", "dotnet /out"],
    ["dotnet publish src/App/App.csproj -c Release -r linux-x64 /p:UseAppHost=false", "dotnet /src/App/bin"],
    ["dotnet build -p:PublishTrimmed=true -o /b", "dotnet /b"],
    ["dotnet publish -o $UNKNOWN", "dotnet"],
  ])("%s builds", (shell, expected) => expect(compiled(shell, sdk)).toEqual([expected]));

  const left = "nuget /root/.nuget/packages /root/.local/share/NuGet";
  test.each([
    ["dotnet restore", [left]],
    ["dotnet publish -o /app", [left]],
    ["dotnet restore --packages /p", ["nuget /p /root/.local/share/NuGet"]],
    ["NUGET_PACKAGES=/p dotnet restore", ["nuget /p /root/.local/share/NuGet"]],
    ["dotnet publish -o /app --no-restore", []],
    ["dotnet restore && dotnet nuget locals all --clear", []],
    ["dotnet restore && dotnet nuget locals --clear all", []],
    ["dotnet restore && dotnet nuget locals http-cache -c", [left]],
    ["dotnet restore && rm -rf ~/.nuget", []],
    ["--mount=type=cache,target=/root/.nuget/packages dotnet restore", []],
    ["dotnet --info", []],
    ["dotnet app.dll", []],
  ])("%s leaves %j", (shell, expected) => expect(caches(shell, sdk)).toEqual(expected));

  test.each([
    ["dotnet tool install -g dotnet-ef", "/root/.dotnet/tools"],
    ["dotnet tool install --tool-path /t dotnet-trace", "/t"],
    ["dotnet workload install wasm-tools", "/usr/share/dotnet"],
  ])("%s", (shell, expected) => expect(places(shell, sdk)).toBe(expected));
});

describe("Mix and rebar3", () => {
  const elixir = "elixir:1.17";
  test.each([
    ["MIX_ENV=prod mix release", "mix /_build/prod/rel"],
    ["mix compile", "mix /_build/dev"],
    ["mix release --path /out", "mix /out"],
    ["mix do deps.get, deps.compile", "mix /_build/dev"],
    ["mix do deps.get + compile", "mix /_build/dev"],
  ])("%s builds", (shell, expected) => expect(compiled(shell, elixir)).toEqual([expected]));

  test.each([
    ["mix deps.get --only prod", ["hex /root/.hex/packages"]],
    ["mix do deps.get, compile", ["hex /root/.hex/packages"]],
    ["HEX_HOME=/h mix deps.get", ["hex /h/packages"]],
    ["mix deps.get && rm -rf ~/.hex", []],
    ["mix local.hex --force && mix local.rebar --force", []],
    ["mix compile", []],
  ])("%s leaves %j", (shell, expected) => expect(caches(shell, elixir)).toEqual(expected));

  test.each([
    ["rebar3 as prod release", "rebar3 /_build/prod/rel", ["rebar3 /root/.cache/rebar3"]],
    ["rebar3 compile", "rebar3 /_build/default", ["rebar3 /root/.cache/rebar3"]],
    ["rebar3 as prod tar && rm -rf ~/.cache", "rebar3 /_build/prod/rel", []],
    ["rebar3 get-deps", undefined, ["rebar3 /root/.cache/rebar3"]],
    ["rebar3 version", undefined, []],
  ])("%s", (shell, build, left) => {
    expect(compiled(shell, "erlang:27")[0]).toBe(build);
    expect(caches(shell, "erlang:27")).toEqual(left);
  });
});

describe("CPAN", () => {
  const perl = "perl:5.40";
  const names = (shell: string) =>
    installs(shell, perl).flatMap(({ packages }) =>
      packages.map(({ name, version }) => `${name} ${version ?? ""}`.trim()),
    );
  test.each([
    ["cpanm Plack Moo@2.0", ["Plack", "Moo 2.0"], ["cpanm /root/.cpanm"]],
    ["cpanm --notest --installdeps .", [], ["cpanm /root/.cpanm"]],
    ["curl -L https://cpanmin.us | perl - App::cpanminus", [], []],
    ["PERL_CPANM_HOME=/tmp/c cpanm Plack && rm -rf /tmp/c", ["Plack"], []],
    ["cpanm Plack && rm -rf ~/.cpanm", ["Plack"], []],
    ["cpanm --version", [], []],
    ["cpan -T Moose", ["Moose"], ["cpan /root/.cpan"]],
    ["perl -MCPAN -e 'install Moose'", [], ["cpan /root/.cpan"]],
    ["perl -MCPAN -e shell", [], []],
    ["yes | cpan App::cpanminus && rm -rf /root/.cpan", ["App::cpanminus"], []],
  ])("%s", (shell, packages, left) => {
    expect(names(shell)).toEqual(packages);
    expect(caches(shell, perl)).toEqual(left);
  });
  test("places", () => {
    expect(places("cpanm -L /local Plack", perl)).toBe("/local");
    expect(places("cpanm Plack", perl)).toContain("/usr/local/lib/perl5");
  });
});

describe("R", () => {
  const r = "rocker/r-ver:4.4";
  const names = (shell: string) => installs(shell, r).flatMap(({ packages }) => packages.map(({ name }) => name));
  test.each([
    ["install2.r --error --ncpus 4 shiny dplyr", ["shiny", "dplyr"], ["r /tmp/downloaded_packages"]],
    ["install2.r shiny && rm -rf /tmp/downloaded_packages", ["shiny"], []],
    ["install2.r shiny && rm -rf /tmp/*", ["shiny"], []],
    ['Rscript -e \'install.packages("shiny", repos="https://x.org")\'', ["shiny"], []],
    ["Rscript -e \"install.packages(c('shiny', 'dplyr'), Ncpus = 4)\"", ["shiny", "dplyr"], []],
    ["R -q -e 'remotes::install_github(\"rstudio/shiny\")'", ["rstudio/shiny"], []],
    ["Rscript -e 'BiocManager::install(\"limma\")'", ["limma"], []],
    ["r -e 'install.packages(\"shiny\")'", ["shiny"], ["r /tmp/downloaded_packages"]],
    ["Rscript -e 'pak::pkg_install(\"shiny\")'", ["shiny"], ["pak /root/.cache/R/pkgcache"]],
    ["Rscript -e 'pak::pkg_install(\"shiny\")' -e 'pak::cache_clean()'", ["shiny"], ["pak /root/.cache/R/pkgcache"]],
    ["Rscript -e 'pak::pkg_install(\"shiny\"); pak::cache_clean()'", ["shiny"], []],
    ["R CMD INSTALL x.tar.gz", [], []],
    ["R --version", [], []],
  ])("%s", (shell, packages, left) => {
    expect(names(shell)).toEqual(packages);
    expect(caches(shell, r)).toEqual(left);
  });
  test("a script of R may do anything", () => {
    expect(show(model(`FROM ${r}\nRUN Rscript setup.R\n`))).toEqual(["opaque"]);
  });
});

describe("conda", () => {
  const conda = "continuumio/miniconda3";
  test.each([
    ["conda install -y numpy", conda, ["conda /opt/conda/pkgs"]],
    ["/opt/conda/bin/conda install -y numpy", "debian:12", ["conda /opt/conda/pkgs"]],
    ["conda install -y numpy", "debian:12", []],
    [
      "bash Miniconda3-latest-Linux-x86_64.sh -b -p /mc && /mc/bin/conda update -y conda",
      "debian:12",
      ["conda /mc/pkgs"],
    ],
    ["micromamba create -n x numpy", "mambaorg/micromamba", ["conda /opt/conda/pkgs"]],
    ["micromamba create -n x numpy", "debian:12", ["conda /root/micromamba/pkgs"]],
    ["micromamba -r /mm create -n x numpy", "debian:12", ["conda /mm/pkgs"]],
    ["MAMBA_ROOT_PREFIX=/mm micromamba create -n x numpy", "debian:12", ["conda /mm/pkgs"]],
    ["CONDA_PKGS_DIRS=/p conda install numpy", conda, ["conda /p"]],
    ["mamba install numpy", "quay.io/jupyter/base-notebook", ["conda /opt/conda/pkgs"]],
    ["conda install numpy && conda clean -afy", conda, []],
    ["conda install numpy && conda clean --tarballs -y", conda, []],
    ["conda install numpy && conda clean -ya", conda, []],
    ["conda install numpy && conda clean -p -y", conda, ["conda /opt/conda/pkgs"]],
    ["mamba install numpy && mamba clean --all -f -y", conda, []],
    ["conda install numpy && rm -rf /opt/conda/pkgs/*", conda, []],
    ["conda config --add pkgs_dirs /p && conda install numpy", conda, []],
    ["conda config --add channels conda-forge && conda install numpy", conda, ["conda /opt/conda/pkgs"]],
    ["conda activate x && conda list", conda, []],
  ])("%s on %s leaves %j", (shell, base, expected) => expect(caches(shell, base)).toEqual(expected));

  test("another user keeps packages at home where root owns the folder", () => {
    expect(caches("conda install numpy", conda, "USER app\n")).toEqual(["conda /home/app/.conda/pkgs"]);
    expect(caches("mamba install numpy", "jupyter/base-notebook", "USER jovyan\n")).toEqual(["conda /opt/conda/pkgs"]);
  });
  test("a condarc may say anything", () => {
    expect(caches("conda install numpy", conda, "COPY .condarc /opt/conda/.condarc\n")).toEqual([]);
  });

  test.each([
    ["conda install numpy", "/opt/conda"],
    ["conda install -n base numpy", "/opt/conda"],
    ["conda create -n x numpy", "/opt/conda/envs/x"],
    ["conda create -p /env numpy", "/env"],
    ["conda env create -f e.yml", "/opt/conda/envs"],
    ["CONDA_DEFAULT_ENV=x conda install numpy", "/opt/conda/envs/x"],
    ["conda create -n $UNKNOWN numpy", undefined],
  ])("%s lies in %s", (shell, expected) => expect(places(shell, conda)).toBe(expected));

  test("packages, versions and build tools", () => {
    const effects = installs("conda install -y -c conda-forge numpy=1.26 gxx_linux-64 compilers cmake", conda);
    expect(effects.flatMap(({ packages }) => packages.map(({ name, version }) => version ?? name))).toEqual([
      "1.26",
      "gxx_linux-64",
      "compilers",
      "cmake",
    ]);
    expect(effects.flatMap(({ buildTools }) => buildTools.map(({ name }) => name))).toEqual([
      "gxx_linux-64",
      "compilers",
      "cmake",
    ]);
    expect(installs("conda env create -f e.yml", conda)[0]!.manifests).toEqual(["/e.yml"]);
  });
});

describe("Poetry", () => {
  const python = "python:3.12";
  const site = "/usr/local/lib/python3.12/site-packages /usr/local/bin";
  test.each([
    ["poetry install", "", "/root/.cache/pypoetry/virtualenvs"],
    ["poetry config virtualenvs.create false && poetry install", "", site],
    ["poetry install", "RUN poetry config virtualenvs.create false\n", site],
    ["poetry install", "RUN poetry config virtualenvs.create false --local\n", site],
    ["poetry install", "ENV POETRY_VIRTUALENVS_CREATE=false\n", site],
    ["poetry install", "ENV POETRY_VIRTUALENVS_IN_PROJECT=1\nWORKDIR /app\n", "/app/.venv"],
    ["poetry -C /app install", "RUN poetry config virtualenvs.in-project true\n", "/app/.venv"],
    ["POETRY_VIRTUALENVS_PATH=/v poetry install", "", "/v"],
    ["POETRY_CACHE_DIR=/c poetry install", "", "/c/virtualenvs"],
    [
      "poetry install",
      "RUN python -m venv /opt/venv\nENV PATH=/opt/venv/bin:$PATH VIRTUAL_ENV=/opt/venv\n",
      "/opt/venv",
    ],
    ["python -m venv /v && . /v/bin/activate && poetry install", "", "/v"],
    ["poetry install", "COPY poetry.toml .\n", undefined],
    ["POETRY_VIRTUALENVS_CREATE=$UNKNOWN poetry install", "", undefined],
  ])("%s after %j lies in %s", (shell, before, expected) => expect(places(shell, python, before)).toBe(expected));

  test.each([
    ["poetry install", true],
    ["poetry install --only main", false],
    ["poetry install --only=main,web", false],
    ["poetry install --no-dev", false],
    ["poetry install --without dev", false],
    ["poetry install --without=test,dev", false],
    ["poetry install --without docs", true],
    ["poetry install --with dev", true],
    ["poetry sync --only main", false],
    ["poetry install $FLAGS", false],
    ["poetry add flask", false],
  ])("%s brings development dependencies: %s", (shell, expected) => expect(development(shell, python)).toBe(expected));

  const left = "poetry /root/.cache/pypoetry/artifacts /root/.cache/pypoetry/cache";
  test.each([
    ["poetry install", [left]],
    // Neither of the two touches the downloaded packages.
    ["poetry install --no-cache", [left]],
    ["poetry install && poetry cache clear --all -n .", [left]],
    ["POETRY_CACHE_DIR=/c poetry install", ["poetry /c/artifacts /c/cache"]],
    ["POETRY_CACHE_DIR=/c poetry install && rm -rf /c", []],
    ["poetry install && rm -rf ~/.cache/pypoetry/artifacts ~/.cache/pypoetry/cache", []],
    ["--mount=type=cache,target=/root/.cache/pypoetry poetry install", []],
    ["--mount=type=cache,target=/root/.cache poetry install", []],
    ["poetry config cache-dir /tmp/p && poetry install", ["poetry /tmp/p/artifacts /tmp/p/cache"]],
    ["poetry config cache-dir /tmp/p && poetry install && rm -rf /tmp/p", []],
    ["poetry export -f requirements.txt -o r.txt", []],
    ["poetry --version", []],
  ])("%s leaves %j", (shell, expected) => expect(caches(shell, python)).toEqual(expected));
});

describe("PDM, Pipenv and pipx", () => {
  const python = "python:3.12";
  test.each([
    ["pdm install", "/.venv", true, ["pdm /root/.cache/pdm"]],
    ["pdm sync --prod", "/.venv", false, ["pdm /root/.cache/pdm"]],
    ["pdm install --no-dev --no-lock -p /app", "/app/.venv", false, ["pdm /root/.cache/pdm"]],
    ["pdm install --no-cache", "/.venv", true, []],
    ["PDM_CACHE_DIR=/c pdm install", "/.venv", true, ["pdm /c"]],
    ["pdm install && pdm cache clear", "/.venv", true, []],
    ["pdm config install.cache true && pdm install", "/.venv", true, []],
    [
      "pipenv install --system --deploy",
      "/usr/local/lib/python3.12/site-packages /usr/local/bin",
      false,
      ["pipenv /root/.cache/pipenv"],
    ],
    ["pipenv sync", "/root/.local/share/virtualenvs", false, ["pipenv /root/.cache/pipenv"]],
    ["PIPENV_VENV_IN_PROJECT=1 pipenv install --dev", "/.venv", true, ["pipenv /root/.cache/pipenv"]],
    ["PIP_NO_CACHE_DIR=off pipenv sync", "/root/.local/share/virtualenvs", false, []],
    ["pipx install glances", "/root/.local/share/pipx /root/.local/bin", undefined, ["pipx /root/.cache/pip"]],
    ["PIPX_HOME=/x PIPX_BIN_DIR=/b pipx install glances", "/x /b", undefined, ["pipx /root/.cache/pip"]],
    ["pipx install --global glances", "/opt/pipx /usr/local/bin", undefined, ["pipx /root/.cache/pip"]],
    ["pipx install --pip-args='--no-cache-dir' glances", "/root/.local/share/pipx /root/.local/bin", undefined, []],
    ["PIP_NO_CACHE_DIR=1 pipx install glances", "/root/.local/share/pipx /root/.local/bin", undefined, []],
  ])("%s", (shell, place, brings, left) => {
    expect(places(shell, python)).toBe(place);
    expect(development(shell, python)).toBe(brings ?? false);
    expect(caches(shell, python)).toEqual(left);
  });

  test("pip's cache is one, whoever fills it", () => {
    expect(caches("pip install pipx && pipx install glances", python)).toEqual(["pip /root/.cache/pip"]);
  });
});

describe("Python's own builds", () => {
  const python = "python:3.12";
  test.each([
    ["python -m build", "python /dist"],
    ["python -m build --wheel --outdir /out /src", "python /out"],
    ["python setup.py bdist_wheel", "python /dist"],
    ["cd /src && python setup.py build", "python /src/build"],
    ["python3 /src/setup.py sdist -d /out", "python /out"],
    ["poetry build", "python /dist"],
    ["uv build --wheel -o /out", "python /out"],
    ["pdm build -d /out", "python /out"],
  ])("%s", (shell, expected) => expect(compiled(shell, python)).toEqual([expected]));

  test("python setup.py install", () => {
    const [effect] = installs("cd /src && python setup.py install", python);
    expect(effect).toMatchObject({ manager: "pip", manifests: ["/src"], packages: [] });
    expect(places("python setup.py install", python)).toContain("site-packages");
    expect(places("/v/bin/python setup.py install", python)).toBe("/v");
  });

  test("a virtual environment that is copied brings everything along", () => {
    const text = `FROM python:3.12 AS build
RUN python -m venv /opt/venv
ENV PATH=/opt/venv/bin:$PATH UV_CACHE_DIR=/opt/venv/cache UV_PROJECT_ENVIRONMENT=/opt/venv
WORKDIR /src
COPY . .
RUN uv sync && pip install --no-cache-dir --no-binary :all: lxml && python setup.py install
FROM python:3.12-slim
COPY --from=build /opt/venv /opt/venv
`;
    const copied = model(text).instructions.at(-1)!.effects;
    expect(copied.every(({ shipped, origin }) => shipped && origin !== undefined)).toBe(true);
    const kinds = ["write", "install", "install", "cache", "install", "symbols", "install"];
    expect(copied.map(({ kind }) => kind)).toEqual(kinds);
    expect(copied.map((effect) => effect.kind === "install" && effect.development)).toContain(true);
  });

  test("wheels that are copied and installed", () => {
    const text = `FROM python:3.12 AS build
RUN pip wheel --no-cache-dir -w /wheels flask
FROM python:3.12-slim
COPY --from=build /wheels /wheels
RUN pip install /wheels/*
`;
    const image = model(text);
    expect(image.shippedEffects("write")).toMatchObject([{ what: "download", origin: { kind: "write" } }]);
    expect(image.shippedEffects("cache")).toEqual([]);
  });
});

describe("uv, pip, Go and Cargo", () => {
  test.each([
    ["uv tool run ruff", "python:3.12", ["uv /root/.cache/uv"]],
    ["uv sync && uv cache prune", "python:3.12", ["uv /root/.cache/uv"]],
    ["uv sync && uv cache prune --ci", "python:3.12", []],
    ["uv python install 3.12", "python:3.12", []],
    ["python -m pip config set global.no-cache-dir true && pip install x", "python:3.12", []],
    ["pip config --site set install.no-cache-dir true && pip install x", "python:3.12", []],
    ["pip config set global.index-url https://x.org && pip install x", "python:3.12", ["pip /root/.cache/pip"]],
    ["xx-go build -o /app .", "golang:1.22", ["go-modules /go/pkg/mod", "go-build /root/.cache/go-build"]],
    ["go test -c -o /t .", "golang:1.22", ["go-modules /go/pkg/mod", "go-build /root/.cache/go-build"]],
    ["GOMODCACHE=/m GOCACHE=/c go install x.org/y@latest", "golang:1.22", ["go-modules /m", "go-build /c"]],
    ["xx-cargo build --release", "rust:1", ["cargo-registry /usr/local/cargo/registry /usr/local/cargo/git"]],
    ["CARGO_HOME=/c cargo install x", "rust:1", ["cargo-registry /c/registry /c/git"]],
    [
      "cargo chef cook --recipe-path recipe.json",
      "rust:1",
      ["cargo-registry /usr/local/cargo/registry /usr/local/cargo/git"],
    ],
  ])("%s on %s leaves %j", (shell, base, expected) => expect(caches(shell, base)).toEqual(expected));

  test.each([
    ["uv python install 3.12", "/root/.local/share/uv/python"],
    ["UV_PYTHON_INSTALL_DIR=/py uv python install", "/py"],
    ["UV_TOOL_DIR=/t UV_TOOL_BIN_DIR=/b uv tool install ruff", "/t /b"],
  ])("%s lies in %s", (shell, expected) => expect(places(shell, "python:3.12")).toBe(expected));

  test.each([
    ["go test -c -o /t ./x", "golang:1.22", ["go /t"]],
    ["xx-cargo build --release --target-dir /t", "rust:1", ["cargo /t"]],
    ["cargo build --profile dist", "rust:1", ["cargo /target"]],
  ])("%s on %s builds %j", (shell, base, expected) => expect(compiled(shell, base)).toEqual(expected));
});

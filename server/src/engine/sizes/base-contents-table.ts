// What the public Dockerfiles of well-known base images ask apt for and keep.

/** For tags that `tag` matches; the first row that matches holds. */
export interface Row {
  readonly tag?: RegExp;
  readonly packages: string;
  /** Stands on the full Debian image, which keeps documentation: slim ones and Ubuntu's leave it out. */
  readonly keepsDocumentation?: true;
  readonly recommends?: true;
  readonly isPartial?: true;
}

/** Of tags of the small variants. */
export const slim = /slim/;

/** `tzdata` is asked for on Ubuntu; Debian's images hold it anyway. */
const curl = "ca-certificates curl gnupg netbase sq tzdata wget";
const scm = `${curl} git mercurial openssh-client procps subversion`;
const buildpack = `${scm} autoconf automake bzip2 default-libmysqlclient-dev dpkg-dev file g++ gcc imagemagick libbz2-dev libc6-dev libcurl4-openssl-dev libdb-dev libevent-dev libffi-dev libgdbm-dev libglib2.0-dev libgmp-dev libjpeg-dev libkrb5-dev liblzma-dev libmagickcore-dev libmagickwand-dev libmaxminddb-dev libncurses-dev libpng-dev libpq-dev libreadline-dev libsqlite3-dev libssl-dev libtool libwebp-dev libxml2-dev libxslt1-dev libyaml-dev make patch unzip xz-utils zlib1g-dev`;

// Libraries that remain because what was compiled links them (the Dockerfiles ask ldd), release after release.
const libssl = "libssl1.1 libssl3";
const pythonSlim = `ca-certificates netbase tzdata libbz2-1.0 libdb5.3 libffi7 libffi8 libgdbm6 liblzma5 libncursesw6 libreadline8 libsqlite3-0 ${libssl} libuuid1 zlib1g`;
const phpLibraries = `libargon2-1 libcurl4 libonig5 libreadline8 libsodium23 libsqlite3-0 ${libssl} libxml2 zlib1g`;
const php = `autoconf dpkg-dev file g++ gcc libc6-dev make pkg-config re2c ca-certificates curl xz-utils ${phpLibraries}`;
const phpApache = `${php} apache2`;
const drupalLibraries =
  "libavif9 libavif15 libavif16 libfreetype6 libjpeg62-turbo libpng16-16 libpq5 libwebp6 libwebp7 libzip4 libzip5";
const wordpress = `ghostscript libheif-plugin-aomenc libheif-plugin-x265 ${drupalLibraries.replace("libpq5 ", "")} libicu67 libicu72 libicu76 libmagickwand-6.q16-6 libmagickwand-7.q16-10`;
const rustSlim = "ca-certificates gcc libc6-dev";
const haskell =
  "ca-certificates curl dpkg-dev git gcc gnupg g++ libc6-dev libffi-dev libgmp-dev libncurses-dev libnuma-dev make netbase xz-utils zlib1g-dev";
const erlangSlim = `libodbc1 libodbc2 libsctp1 ${libssl}`;
const erlang = `${buildpack} libodbc1 libodbc2 libsctp1 libwxgtk3.0-gtk3-0v5 libwxgtk3.2-1`;
const temurin25 = "ca-certificates fontconfig locales p11-kit tzdata";
const temurin = `${temurin25} curl gnupg wget`;
const maven = "ca-certificates curl git openssh-client";
const gradle = "brz curl git git-lfs make mercurial openssh-client subversion unzip wget";
const tomcat = `${temurin} libapr1 ${libssl}`;
const dotnet = `ca-certificates libgcc-s1 libicu67 libicu70 libicu72 libicu74 ${libssl} libstdc++6 tzdata zlib1g`;
const miniconda =
  "bzip2 ca-certificates git libglib2.0-0 libsm6 libxext6 libxrender1 mercurial openssh-client procps subversion wget";
const jupyter = "ca-certificates locales netbase sudo tini wget";
const notebook = `${jupyter} fonts-liberation pandoc run-one`;
const minimalNotebook = `${notebook} curl git less nano-tiny openssh-client texlive-fonts-recommended texlive-plain-generic texlive-xetex tzdata unzip vim-tiny xclip`;
const scipyNotebook = `${minimalNotebook} build-essential cm-super dvipng ffmpeg`;

const rust: readonly Row[] = [
  { tag: slim, packages: rustSlim },
  { packages: buildpack, keepsDocumentation: true },
];
const python: readonly Row[] = [
  { tag: slim, packages: pythonSlim },
  { packages: `${buildpack} libbluetooth-dev tk-dev uuid-dev`, keepsDocumentation: true },
];
/** What the full language images stand on. */
export const onBuildpack: Row = { packages: buildpack, keepsDocumentation: true };

/** By name without registry; read off the Dockerfiles of their public repositories, state of summer 2026. */
export const rows: Readonly<Record<string, readonly Row[]>> = {
  // The systems themselves: debuerreotype, ubuntu
  debian: [
    { tag: slim, packages: "" },
    { packages: "", keepsDocumentation: true },
  ],
  ubuntu: [{ packages: "" }],
  // docker-library/buildpack-deps, gcc
  "buildpack-deps": [
    { tag: /curl/, packages: curl, keepsDocumentation: true },
    { tag: /scm/, packages: scm, keepsDocumentation: true },
    onBuildpack,
  ],
  gcc: [{ packages: `${buildpack} abigail-tools`, keepsDocumentation: true }],
  // docker-library/python, nodejs/docker-node, docker-library/golang, ruby, php, rust-lang/docker-rust, Perl/docker-perl
  python,
  node: [{ tag: slim, packages: "" }, onBuildpack],
  golang: [{ packages: `${scm} g++ gcc libc6-dev make pkg-config`, keepsDocumentation: true }],
  ruby: [
    {
      tag: slim,
      packages: `ca-certificates libffi7 libffi8 libgmp10 ${libssl} libyaml-0-2 zlib1g`,
    },
    onBuildpack,
  ],
  rust,
  php: [{ tag: /apache/, packages: phpApache }, { packages: php }],
  perl: [{ tag: slim, packages: "ca-certificates curl libssl-dev make netbase zlib1g-dev" }, onBuildpack],
  pypy: [
    { tag: slim, packages: "ca-certificates", isPartial: true },
    { ...onBuildpack, isPartial: true },
  ],
  // erlang/docker-erlang-otp, erlef/docker-elixir, haskell/docker-haskell, docker-library/julia, dart-lang/dart-docker
  erlang: [
    { tag: slim, packages: erlangSlim, keepsDocumentation: true },
    { tag: /^(2[7-9]|[3-9]\d|latest|$)/, packages: `${erlang} libwxgtk-webview3.2-dev`, keepsDocumentation: true },
    { packages: `${erlang} libwxgtk-webview3.0-gtk3-0v5 libwxgtk-webview3.2-1`, keepsDocumentation: true },
  ],
  elixir: [
    { tag: slim, packages: erlangSlim, keepsDocumentation: true },
    { packages: `${erlang} libwxgtk-webview3.0-gtk3-0v5 libwxgtk-webview3.2-1`, keepsDocumentation: true },
  ],
  haskell: [
    { tag: slim, packages: haskell },
    { packages: haskell, keepsDocumentation: true },
  ],
  julia: [{ packages: "ca-certificates curl" }],
  dart: [{ packages: "bind9-dnsutils ca-certificates curl git openssh-client unzip" }],
  // rocker-org/rocker, rocker-versioned2
  "r-base": [
    {
      packages:
        "ca-certificates ed fonts-texgyre less libopenblas0-pthread littler locales r-base r-base-dev r-cran-docopt r-cran-littler r-recommended vim-tiny wget",
      keepsDocumentation: true,
    },
  ],
  "rocker/r-ver": [
    {
      packages:
        "bash-completion ca-certificates file fonts-texgyre g++ gfortran gsfonts libblas-dev libcurl4 liblapack-dev libpangocairo-1.0-0 libpng16-16 libreadline8 libtiff6 libxt6 locales make tzdata unzip zip",
      isPartial: true,
    },
  ],
  // swiftlang/swift-docker: the only ones that take recommended packages along
  swift: [
    { tag: slim, packages: "libcurl4 libxml2 tzdata", recommends: true },
    {
      packages:
        "binutils gcc git gnupg libc6-dev libcurl4-openssl-dev libedit2 libgcc-11-dev libgcc-13-dev libncurses-dev libpython3-dev libsqlite3-0 libstdc++-11-dev libstdc++-12-dev libstdc++-13-dev libxml2-dev libz3-dev pkg-config tzdata unzip uuid-dev zlib1g-dev",
      recommends: true,
      isPartial: true,
    },
  ],
  // docker-library/openjdk, adoptium/containers and what stands on it
  openjdk: [
    { tag: slim, packages: "ca-certificates p11-kit" },
    {
      tag: /^(7|8|9|10|11)\b|bookworm|bullseye|buster|trixie/,
      packages: `${scm} binutils bzip2 fontconfig libfreetype6 p11-kit unzip xz-utils`,
      keepsDocumentation: true,
    },
  ],
  "eclipse-temurin": [
    { tag: /^(8|11)\b|^(17|21)\b.*jre/, packages: temurin },
    { tag: /^(17|21)\b/, packages: `${temurin} binutils` },
    { tag: /jre/, packages: temurin25 },
    { packages: `${temurin25} binutils` },
  ],
  maven: [
    { tag: /corretto.*debian/, packages: "ca-certificates git openssh-client", isPartial: true },
    {
      tag: /jdk-(8|11)(?!.*slim)|openjdk-(8|11)(?!.*slim)/,
      packages: `${scm} bzip2 fontconfig libfreetype6 p11-kit unzip xz-utils`,
      keepsDocumentation: true,
      isPartial: true,
    },
    { tag: /jdk-(8|11).*slim/, packages: "ca-certificates curl p11-kit procps", isPartial: true },
    { tag: /temurin-(8|11)\b/, packages: `${temurin} ${maven}` },
    { tag: /temurin-(17|21)\b/, packages: `${temurin} ${maven} binutils` },
    { tag: /^([\d.rc-]*|latest)$|temurin/, packages: `${temurin25} ${maven} binutils` },
  ],
  gradle: [
    { tag: /corretto|graal|ubi/, packages: "", isPartial: true },
    { tag: /jdk(8|11)\b/, packages: `${temurin} ${gradle}` },
    { tag: /jdk(17|21)\b/, packages: `${temurin} ${gradle} binutils` },
    { packages: `${temurin25} ${gradle} binutils` },
  ],
  tomcat: [
    { tag: /jre|jdk(8|11)\b/, packages: tomcat },
    { packages: `${tomcat} binutils`, isPartial: true },
  ],
  "jenkins/jenkins": [
    {
      tag: slim,
      packages: "ca-certificates curl git libfontconfig1 libfreetype6 openssh-client procps tini tzdata unzip",
    },
    {
      packages: "ca-certificates curl git libfontconfig1 libfreetype6 openssh-client procps tini tzdata unzip",
      keepsDocumentation: true,
    },
  ],
  // Servers: docker-library/*, nginx/docker-nginx, MariaDB/mariadb-docker. What their vendors' own packages need is listed by name.
  nginx: [
    {
      packages: `ca-certificates curl gettext-base libedit2 libgd3 libgeoip1 libpcre2-8-0 ${libssl} libxml2 libxslt1.1 zlib1g`,
    },
  ],
  httpd: [
    {
      packages: `ca-certificates libapr1 libaprutil1 libaprutil1-ldap libbrotli1 libcurl4 libjansson4 libldap-common liblua5.2-0 libnghttp2-14 libpcre2-8-0 ${libssl} libxml2 zlib1g`,
    },
  ],
  haproxy: [{ packages: `ca-certificates liblua5.3-0 liblua5.4-0 libpcre2-8-0 ${libssl} socat` }],
  redis: [{ packages: `${libssl} tzdata` }],
  memcached: [{ packages: `libevent-2.1-7 libsasl2-2 libsasl2-modules ${libssl}` }],
  postgres: [
    {
      packages: `gnupg less libicu67 libicu72 libicu76 libldap-2.4-2 libldap-2.5-0 libldap2 libllvm11 libllvm16 libllvm19 libnss-wrapper libpq5 ${libssl} libxml2 libxslt1.1 locales postgresql-common ssl-cert xz-utils zstd`,
    },
  ],
  mariadb: [
    {
      packages: "ca-certificates gpg gpgv libjemalloc2 mariadb-server pwgen socat tzdata xz-utils zstd",
    },
  ],
  mongo: [{ packages: `ca-certificates jq libcurl4 ${libssl} numactl procps` }],
  rabbitmq: [{ packages: "ca-certificates gosu tzdata" }],
  ghost: [{ packages: "" }],
  wordpress: [
    { tag: /fpm/, packages: `${php} ${wordpress}` },
    { tag: /^(?!cli)/, packages: `${phpApache} ${wordpress}` },
  ],
  drupal: [{ tag: /fpm/, packages: `${php} ${drupalLibraries}` }, { packages: `${phpApache} ${drupalLibraries}` }],
  // nvidia/container-images/cuda: beside these, CUDA's own packages, which need nothing more; the compiler's may.
  "nvidia/cuda": [
    { tag: /devel/, packages: "ca-certificates gnupg", isPartial: true },
    { packages: "ca-certificates gnupg" },
  ],
  // dotnet/dotnet-docker
  "mcr.microsoft.com/dotnet/sdk": [{ packages: `${dotnet} curl git libatomic1 wget` }],
  "mcr.microsoft.com/dotnet/aspnet": [{ packages: dotnet }],
  "mcr.microsoft.com/dotnet/runtime": [{ packages: dotnet }],
  "mcr.microsoft.com/dotnet/runtime-deps": [{ packages: dotnet }],
  // Images of a tool on one of the above: LukeMathWalker/cargo-chef, astral-sh/uv, oven-sh/bun, denoland/deno_docker
  "lukemathwalker/cargo-chef": rust,
  "ghcr.io/astral-sh/uv": [
    ...python.map((row) => ({ ...row, tag: row.tag === undefined ? /python3/ : /python3.*slim/ })),
    { tag: slim, packages: "" },
    { tag: /debian|bookworm|trixie/, packages: buildpack, keepsDocumentation: true },
  ],
  "oven/bun": [
    { tag: slim, packages: "" },
    { packages: "", keepsDocumentation: true },
  ],
  "denoland/deno": [{ packages: "" }],
  // ContinuumIO/docker-images, conda-forge/miniforge-images, mamba-org/micromamba-docker, jupyter/docker-stacks
  "continuumio/miniconda3": [{ packages: miniconda }],
  "continuumio/anaconda3": [
    {
      packages: `${miniconda} libxcomposite1 libxcursor1 libxdamage1 libxfixes3 libxi6 libxinerama1 libxrandr2`,
    },
  ],
  "condaforge/miniforge3": [{ packages: "bzip2 ca-certificates git tini wget" }],
  "mambaorg/micromamba": [{ packages: "ca-certificates", isPartial: true }],
  "jupyter/docker-stacks-foundation": [{ packages: jupyter }],
  "jupyter/base-notebook": [{ packages: notebook }],
  "jupyter/minimal-notebook": [{ packages: minimalNotebook }],
  "jupyter/r-notebook": [
    { packages: `${minimalNotebook} fonts-dejavu gcc gfortran r-cran-rodbc unixodbc unixodbc-dev` },
  ],
  "jupyter/scipy-notebook": [{ packages: scipyNotebook }],
  "jupyter/tensorflow-notebook": [{ packages: scipyNotebook }],
  "jupyter/pytorch-notebook": [{ packages: scipyNotebook }],
  "jupyter/datascience-notebook": [{ packages: `${scipyNotebook} fonts-dejavu gcc gfortran` }],
  "jupyter/pyspark-notebook": [{ packages: `${scipyNotebook} ca-certificates-java openjdk-17-jre-headless` }],
};

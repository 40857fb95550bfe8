// What dnf, yum, microdnf, tdnf and zypper would install: no index of theirs is shipped, so the nearest Debian packages.
import { type Bounds, estimatedClaim, heldAlready, unknownClaim } from "./claims";
import type { PackageSource } from "./debian-data";
import { developmentNames, type Nearness, namesOf, perlName, priceNearest, reasonOf } from "./nearest-debian";
import type { InstallPrice, Names } from "./packages";

/** What RPM families call otherwise than Debian, and no pattern finds. */
const rpmOnly: Readonly<Record<string, string>> = {
  "@development": "build-essential gdb git",
  "@development-tools": "build-essential",
  atlas: "libatlas3-base",
  "atlas-devel": "libatlas-base-dev",
  awk: "gawk",
  "boost-devel": "libboost-dev",
  "bzip2-devel": "libbz2-dev",
  "c-development": "build-essential",
  "curl-minimal": "curl",
  "cyrus-sasl-devel": "libsasl2-dev",
  "cyrus-sasl-gssapi": "libsasl2-modules-gssapi-mit",
  "cyrus-sasl-lib": "libsasl2-2",
  "cyrus-sasl-plain": "libsasl2-modules",
  "development tools": "build-essential",
  enchant: "libenchant-2-2",
  expat: "libexpat1",
  "expat-devel": "libexpat1-dev",
  "ffmpeg-free": "ffmpeg",
  freetype: "libfreetype6",
  "freetype-devel": "libfreetype-dev libfreetype6-dev",
  "gcc-c++": "g++",
  "gcc-gfortran": "gfortran",
  glib2: "libglib2.0-0 libglib2.0-0t64",
  "glib2-devel": "libglib2.0-dev",
  "glibc-devel": "libc6-dev",
  "gtk3-devel": "libgtk-3-dev",
  httpd: "apache2",
  "httpd-devel": "apache2-dev",
  icu: "libicu72 libicu76",
  libicu: "libicu72 libicu76",
  "infiniband-diags": "infiniband-diags",
  iputils: "iputils-ping",
  "krb5-devel": "libkrb5-dev",
  "krb5-libs": "libgssapi-krb5-2",
  "krb5-workstation": "krb5-user",
  libcurl: "libcurl4 libcurl4t64",
  "libcurl-devel": "libcurl4-openssl-dev",
  "libcurl-minimal": "libcurl4 libcurl4t64",
  libcap: "libcap2",
  libgomp: "libgomp1",
  libibverbs: "libibverbs1",
  "libibverbs-devel": "libibverbs-dev",
  libpng: "libpng16-16 libpng16-16t64",
  librdmacm: "librdmacm1",
  libseccomp: "libseccomp2",
  libSM: "libsm6",
  libsndfile: "libsndfile1",
  "libtool-ltdl": "libltdl7",
  libunwind: "libunwind8",
  libX11: "libx11-6",
  libXext: "libxext6",
  libXrender: "libxrender1",
  libffi: "libffi8",
  libxml2: "libxml2",
  "libxslt-devel": "libxslt1-dev",
  "mariadb-devel": "libmariadb-dev",
  "mesa-libGL": "libgl1",
  mod_ssl: "apache2",
  "mysql-devel": "default-libmysqlclient-dev libmariadb-dev",
  "ncurses-devel": "libncurses-dev",
  nodejs20: "nodejs",
  numactl: "numactl",
  "numactl-devel": "libnuma-dev",
  "numactl-libs": "libnuma1",
  openblas: "libopenblas0",
  "openblas-devel": "libopenblas-dev",
  openmpi: "openmpi-bin",
  "openmpi-devel": "libopenmpi-dev",
  "openssh-clients": "openssh-client",
  "openssl-devel": "libssl-dev",
  "openssl-libs": "libssl3 libssl3t64",
  "postgresql-devel": "libpq-dev",
  postgresql: "postgresql-client",
  "protobuf-compiler": "protobuf-compiler",
  "protobuf-devel": "libprotobuf-dev",
  python: "python3",
  "python-devel": "python3-dev",
  "python-pip": "python3-pip",
  "rdma-core-devel": "libibverbs-dev",
  "readline-devel": "libreadline-dev",
  "rpm-build": "rpm",
  "sqlite-devel": "libsqlite3-dev",
  "systemd-devel": "libsystemd-dev",
  vim: "vim",
  "vim-enhanced": "vim",
  "vim-minimal": "vim-tiny",
  "xz-devel": "liblzma-dev",
  zlib: "zlib1g",
  "zlib-devel": "zlib1g-dev",
};

function rpmNames(asked: string): readonly string[] {
  // `gcc.x86_64`, and `nginx-1.30.3`: the version of a package, not a part of its name.
  const name = asked.replace(/\.(x86_64|aarch64|noarch|i686)$/, "").replace(/-\d+(\.\d+)+(-\d[\w.]*)?$/, "");
  const python = /^python3(?:\.\d+|\d+)?(-.+)?$/.exec(name);
  return [
    ...(rpmOnly[name]?.split(" ") ?? []),
    ...namesOf(name),
    ...(python === null ? [] : [`python3${python[1]?.replace(/-devel$/, "-dev") ?? ""}`]),
    ...(name.startsWith("perl-") ? [perlName(name)] : []),
    ...(name.endsWith("-devel") ? developmentNames(name.slice(0, -"-devel".length)) : []),
    name,
    ...(name.endsWith("-libs") ? [`lib${name.slice(0, -"-libs".length)}`] : []),
    `lib${name}`,
  ];
}

/**
 * Of 29 packages whose installed size stands in public dnf, yum and tdnf output (Fedora 41 to 43, CentOS 6 and 7, Mariner 2)
 * and that Debian has, RPM's take 0.96 of Debian's at the median, a tenth less than 0.63 and a tenth more than 1.45 (0.40
 * for gcc-c++ of 2010, 1.77 for curl). What they need differs more: the base images hold more than Debian's.
 */
const nearestToRpm: Nearness = {
  of: "RPM packages",
  candidates: rpmNames,
  without: [
    ...[
      "ca-certificates",
      "openssl",
      "libcurl4",
      "libglib2.0-0",
      "libsqlite3-0",
      "libxml2",
      "gpg",
      "gpgv",
      "libexpat1",
    ],
    ...["libldap-2.5-0", "libgssapi-krb5-2", "libncursesw6", "libreadline8", "libpcre2-8-0", "libdbus-1-3", "tzdata"],
  ],
  share: { low: 0.55, likely: 0.9, high: 1.5 },
};

/** Weak dependencies that dnf and zypper install along: few, and not told apart. */
const recommendedShare = 1.1;

/** `epel-release`, `azurelinux-repos-extended`: only where packages are found, and keys; elrepo-release is 8.3 kB. */
const onlySettings = /-(release|repos)(-[\w.-]+)?$/;
const settingsBytes = { low: 0, likely: 10e3, high: 100e3 };

/** Price of these RPM packages where `held` are there already; what has no counterpart is an unknown part. */
export function priceRpmInstall(
  requests: readonly string[],
  held: Names,
  recommends: boolean,
  debian: PackageSource | string,
): InstallPrice {
  const nearest = priceNearest(requests, held, nearestToRpm, debian);
  const settings = nearest.unknown.filter((name) => onlySettings.test(name));
  const unknown = nearest.unknown.filter((name) => !onlySettings.test(name));
  const added = new Set([...nearest.added, ...settings]);
  if (added.size === 0 && unknown.length > 0) {
    return { claim: unknownClaim(reasonOf(unknown, debian)), unknown, added };
  }
  const of = (end: keyof Bounds) => nearest.bounds[end] + settings.length * settingsBytes[end];
  const high = of("high") * (recommends ? recommendedShare : 1);
  const bases = [...nearest.bases, ...(settings.length > 0 ? ["repository settings alone take a few kB"] : [])];
  const basis = bases.join("; ") || heldAlready;
  return { claim: estimatedClaim({ low: of("low"), likely: of("likely"), high }, basis), unknown, added };
}

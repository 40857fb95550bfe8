// Which packages hold the shared libraries that development packages bring along: what a runtime without them installs.
import type { ImageReference } from "../image/types";

/**
 * Debian's and Ubuntu's: the same name in every release that is looked after, or by the first release that has it. Names
 * with `t64` are left out: those packages answer to the older names as well.
 */
type Runtime = string | Readonly<Record<string, string>>;

const debian: Readonly<Record<string, Runtime>> = {
  "default-libmysqlclient-dev": { debian: "libmariadb3", ubuntu: "libmysqlclient21" },
  "libmysqlclient-dev": { ubuntu: "libmysqlclient21" },
  "libmariadb-dev": "libmariadb3",
  "libmariadbclient-dev": "libmariadb3",
  "libpq-dev": "libpq5",
  "libsqlite3-dev": "libsqlite3-0",
  "libffi-dev": { bullseye: "libffi7", focal: "libffi7", newer: "libffi8" },
  "libssl-dev": { bullseye: "libssl1.1", focal: "libssl1.1", newer: "libssl3" },
  "libcurl4-openssl-dev": "libcurl4",
  "libcurl4-gnutls-dev": "libcurl3-gnutls",
  "libicu-dev": {
    bullseye: "libicu67",
    focal: "libicu66",
    bookworm: "libicu72",
    jammy: "libicu70",
    trixie: "libicu76",
    noble: "libicu74",
  },
  "libzip-dev": {
    bullseye: "libzip4",
    focal: "libzip5",
    bookworm: "libzip4",
    jammy: "libzip4",
    trixie: "libzip5",
    noble: "libzip4",
  },
  "libldap2-dev": {
    bullseye: "libldap-2.4-2",
    focal: "libldap-2.4-2",
    bookworm: "libldap-2.5-0",
    jammy: "libldap-2.5-0",
    trixie: "libldap2",
    noble: "libldap2",
  },
  "libtiff-dev": { bullseye: "libtiff5", focal: "libtiff5", jammy: "libtiff5", newer: "libtiff6" },
  "libwebp-dev": { bullseye: "libwebp6", focal: "libwebp6", newer: "libwebp7" },
  "libjpeg-dev": { debian: "libjpeg62-turbo", ubuntu: "libjpeg8" },
  "libjpeg62-turbo-dev": "libjpeg62-turbo",
  "libjpeg-turbo8-dev": "libjpeg-turbo8",
  "libpng-dev": "libpng16-16",
  "libfreetype6-dev": "libfreetype6",
  "libfreetype-dev": "libfreetype6",
  "libxml2-dev": "libxml2",
  "libxslt1-dev": "libxslt1.1",
  "libxslt-dev": "libxslt1.1",
  "libyaml-dev": "libyaml-0-2",
  "libgmp-dev": "libgmp10",
  "libonig-dev": "libonig5",
  "libmagic-dev": "libmagic1",
  "libgeos-dev": "libgeos-c1v5",
  "libvips-dev": "libvips42",
  "libsodium-dev": "libsodium23",
  "libsasl2-dev": "libsasl2-2",
  "libevent-dev": "libevent-2.1-7",
  "libmemcached-dev": "libmemcached11",
  "libsnappy-dev": "libsnappy1v5",
  "libcairo2-dev": "libcairo2",
  "libpango1.0-dev": "libpango-1.0-0",
  "libxmlsec1-dev": "libxmlsec1 libxmlsec1-openssl",
  "unixodbc-dev": "unixodbc",
  "zlib1g-dev": "zlib1g",
  "liblzma-dev": "liblzma5",
  "libbz2-dev": "libbz2-1.0",
  "liblz4-dev": "liblz4-1",
  "libzstd-dev": "libzstd1",
  "libopenblas-dev": "libopenblas0",
  "liblapack-dev": "liblapack3",
  "libexpat1-dev": "libexpat1",
  "uuid-dev": "libuuid1",
  "libcap-dev": "libcap2",
  "libpcap-dev": "libpcap0.8",
  "libusb-1.0-0-dev": "libusb-1.0-0",
  "libncurses-dev": "libncurses6",
  "libncurses5-dev": "libncurses6",
  "libncursesw5-dev": "libncursesw6",
  "libreadline-dev": "libreadline8",
  "libjansson-dev": "libjansson4",
  "libuv1-dev": "libuv1",
  "libev-dev": "libev4",
  "libzmq3-dev": "libzmq5",
  "portaudio19-dev": "libportaudio2",
  "libsndfile1-dev": "libsndfile1",
  "libglib2.0-dev": "libglib2.0-0",
  "libpcre3-dev": "libpcre3",
  "libpcre2-dev": "libpcre2-8-0",
  "libkrb5-dev": "libgssapi-krb5-2 libkrb5-3",
  "libedit-dev": "libedit2",
  "libnuma-dev": "libnuma1",
  "libseccomp-dev": "libseccomp2",
  "librdkafka-dev": "librdkafka1",
  "libgirepository1.0-dev": "libgirepository-1.0-1",
  "libsystemd-dev": "libsystemd0",
  "libudev-dev": "libudev1",
  "freetds-dev": "libsybdb5",
  "libatlas-base-dev": "libatlas3-base",
  "libblas-dev": "libblas3",
  "libgdbm-dev": "libgdbm6",
  "liblcms2-dev": "liblcms2-2",
  "libopenjp2-7-dev": "libopenjp2-7",
  "libxext-dev": "libxext6",
  // No shared library, or one that every image of the family holds.
  "libc6-dev": "",
  "libc-dev": "",
  "linux-libc-dev": "",
  "python3-dev": "",
  "python-dev": "",
  "ruby-dev": "",
  "apache2-dev": "",
  "rapidjson-dev": "",
};

const alpine: Readonly<Record<string, string>> = {
  "postgresql-dev": "libpq",
  "libpq-dev": "libpq",
  "mariadb-dev": "mariadb-connector-c",
  "mariadb-connector-c-dev": "mariadb-connector-c",
  "mysql-dev": "mariadb-connector-c",
  "sqlite-dev": "sqlite-libs",
  "libffi-dev": "libffi",
  "openssl-dev": "",
  "zlib-dev": "",
  "musl-dev": "",
  "libc-dev": "",
  "linux-headers": "",
  "python3-dev": "",
  "ruby-dev": "",
  "libxml2-dev": "libxml2",
  "libxslt-dev": "libxslt",
  "curl-dev": "libcurl",
  "icu-dev": "icu-libs",
  "libzip-dev": "libzip",
  "oniguruma-dev": "oniguruma",
  "jpeg-dev": "libjpeg-turbo",
  "libjpeg-turbo-dev": "libjpeg-turbo",
  "libpng-dev": "libpng",
  "libwebp-dev": "libwebp",
  "freetype-dev": "freetype",
  "tiff-dev": "tiff",
  "yaml-dev": "yaml",
  "gmp-dev": "gmp",
  "libsodium-dev": "libsodium",
  "libmemcached-dev": "libmemcached-libs",
  "imagemagick-dev": "imagemagick-libs",
  "vips-dev": "vips",
  "openldap-dev": "libldap",
  "geos-dev": "geos",
  "cairo-dev": "cairo",
  "pango-dev": "pango",
  "gcompat-dev": "",
  "bzip2-dev": "libbz2",
  "cyrus-sasl-dev": "libsasl",
  "expat-dev": "expat",
  "glib-dev": "glib",
  "krb5-dev": "krb5-libs",
  "lcms2-dev": "lcms2",
  "libevent-dev": "libevent",
  "libuv-dev": "libuv",
  "ncurses-dev": "ncurses-libs",
  "openjpeg-dev": "openjpeg",
  "pcre-dev": "pcre",
  "pcre2-dev": "pcre2",
  "rabbitmq-c-dev": "rabbitmq-c",
  "readline-dev": "readline",
  "unixodbc-dev": "unixodbc",
  "xz-dev": "xz-libs",
  "zeromq-dev": "libzmq",
};

/** What the runtime installs in place of development packages, and those of which it is not known. */
export interface RuntimeLibraries {
  readonly names: readonly string[];
  readonly unknown: readonly string[];
}

/** Runtime packages of these development packages on an image; where its release decides and is not known, none. */
export function runtimeLibrariesOf(
  development: Iterable<string>,
  manager: "apt" | "apk",
  base: ImageReference | undefined,
): RuntimeLibraries {
  const release = base && releaseOf(base);
  const names = new Set<string>();
  const unknown: string[] = [];
  for (const name of development) {
    const row = manager === "apt" ? debian[name] : alpine[name];
    const found = typeof row === "object" ? ofRelease(row, release) : row;
    if (found === undefined) {
      unknown.push(name);
    }
    for (const one of found?.split(" ") ?? []) {
      if (one !== "") {
        names.add(one);
      }
    }
  }
  return { names: [...names].sort(), unknown };
}

const ubuntu = /^(focal|jammy|noble)$/;

function ofRelease(row: Readonly<Record<string, string>>, release: string | undefined): string | undefined {
  if (release === undefined) {
    return undefined;
  }
  return row[release] ?? row[ubuntu.test(release) ? "ubuntu" : "debian"] ?? row.newer;
}

const releases: Readonly<Record<string, string>> = {
  "11": "bullseye",
  "12": "bookworm",
  "13": "trixie",
  "20.04": "focal",
  "22.04": "jammy",
  "24.04": "noble",
};

/** From these versions on, the languages' images were last built on Debian 12 or later. */
const firstRecent: Readonly<Record<string, number>> = { python: 3.08, node: 18, ruby: 3.01, php: 8.01 };

/**
 * The release that an image stands on: by the tag's own word (`bookworm` of `python:3.12-slim-bookworm`), by its number for
 * the distributions, else "recent" for what was built on Debian 12 or 13 but does not say on which.
 */
function releaseOf({ name, tag = "latest" }: ImageReference): string | undefined {
  const named = /bullseye|bookworm|trixie|focal|jammy|noble/.exec(tag)?.[0];
  if (named !== undefined) {
    return named;
  }
  if (/(^|\/)(debian|ubuntu)$/.test(name)) {
    return releases[/^\d+(\.\d\d)?/.exec(tag)?.[0] ?? ""] ?? (/^stable/.test(tag) ? "recent" : undefined);
  }
  if (/buster|stretch|jessie|alpine/.test(tag)) {
    return undefined;
  }
  const [, major, minor = "0"] = /^(\d+)(?:\.(\d+))?/.exec(tag) ?? [];
  const first = firstRecent[name];
  return first !== undefined && major !== undefined && Number(major) + Number(minor) / 100 >= first
    ? "recent"
    : releases[/ubuntu-?(\d\d\.\d\d)/.exec(tag)?.[1] ?? ""];
}

/** Compilers bring the libraries that everything they compile is linked with; Debian's C++ one is in every image with apt. */
const ofCompilers: Readonly<Record<"apt" | "apk", Readonly<Record<string, string>>>> = {
  apt: { gfortran: "libgfortran5" },
  apk: {
    "alpine-sdk": "libstdc++",
    "build-base": "libstdc++",
    "g++": "libstdc++",
    gcc: "libgcc",
    gfortran: "libgfortran",
  },
};

/** What programs of C++ and Fortran are linked with, where these compilers bring it and the images do not. */
export function compilerLibraries(tools: readonly string[], manager: "apt" | "apk"): readonly string[] {
  // Few programs of C alone are linked with gcc's own library.
  return [...new Set(tools.filter((name) => name !== "gcc").flatMap((name) => ofCompilers[manager][name] ?? []))];
}

/** The packages to name once these build tools are removed again, by tool; undefined where they are not known for one of them. */
export function librariesToKeep(
  tools: readonly string[],
  manager: "apt" | "apk",
  reference: ImageReference | undefined,
): ReadonlyMap<string, readonly string[]> | undefined {
  const found = new Map<string, readonly string[]>();
  for (const tool of tools) {
    const compiler = ofCompilers[manager][tool];
    if (compiler !== undefined || !/-(dev|devel)$/.test(tool) || /^(lib)?(python|ruby|php)[\d.]*-dev$/.test(tool)) {
      found.set(tool, compiler === undefined ? [] : [compiler]);
      continue;
    }
    const { names, unknown } = runtimeLibrariesOf([tool], manager, reference);
    if (unknown.length > 0) {
      return undefined;
    }
    found.set(tool, names);
  }
  return found;
}

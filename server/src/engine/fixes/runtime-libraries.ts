// Which packages hold the shared libraries that development packages bring along: what a runtime without them installs.

/** The same name in every release that is looked after, or a name by release; "": the base images hold it, or it has none. */
type Runtime = string | Readonly<Record<string, string>>;

const debian: Readonly<Record<string, Runtime>> = {
  "default-libmysqlclient-dev": "libmariadb3",
  "libmariadb-dev": "libmariadb3",
  "libmariadbclient-dev": "libmariadb3",
  "libmysqlclient-dev": { jammy: "libmysqlclient21", noble: "libmysqlclient21", focal: "libmysqlclient21" },
  "libpq-dev": "libpq5",
  "libsqlite3-dev": "libsqlite3-0",
  "libffi-dev": {
    bullseye: "libffi7",
    focal: "libffi7",
    bookworm: "libffi8",
    trixie: "libffi8",
    jammy: "libffi8",
    noble: "libffi8",
  },
  "libssl-dev": {
    bullseye: "libssl1.1",
    focal: "libssl1.1",
    bookworm: "libssl3",
    jammy: "libssl3",
    trixie: "libssl3t64",
    noble: "libssl3t64",
  },
  "libcurl4-openssl-dev": {
    bullseye: "libcurl4",
    focal: "libcurl4",
    bookworm: "libcurl4",
    jammy: "libcurl4",
    trixie: "libcurl4t64",
    noble: "libcurl4t64",
  },
  "libcurl4-gnutls-dev": {
    bullseye: "libcurl3-gnutls",
    focal: "libcurl3-gnutls",
    bookworm: "libcurl3-gnutls",
    jammy: "libcurl3-gnutls",
    trixie: "libcurl3t64-gnutls",
    noble: "libcurl3t64-gnutls",
  },
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
    noble: "libzip4t64",
  },
  "libldap2-dev": {
    bullseye: "libldap-2.4-2",
    focal: "libldap-2.4-2",
    bookworm: "libldap-2.5-0",
    jammy: "libldap-2.5-0",
    trixie: "libldap2",
    noble: "libldap2",
  },
  "libtiff-dev": {
    bullseye: "libtiff5",
    bookworm: "libtiff6",
    trixie: "libtiff6",
    jammy: "libtiff5",
    noble: "libtiff6",
  },
  "libwebp-dev": {
    bullseye: "libwebp6",
    bookworm: "libwebp7",
    trixie: "libwebp7",
    jammy: "libwebp7",
    noble: "libwebp7",
  },
  "libjpeg-dev": "libjpeg62-turbo",
  "libjpeg62-turbo-dev": "libjpeg62-turbo",
  "libpng-dev": {
    bullseye: "libpng16-16",
    bookworm: "libpng16-16",
    trixie: "libpng16-16t64",
    jammy: "libpng16-16",
    noble: "libpng16-16t64",
  },
  "libfreetype6-dev": "libfreetype6",
  "libfreetype-dev": "libfreetype6",
  "libxml2-dev": "libxml2",
  "libxslt1-dev": "libxslt1.1",
  "libxslt-dev": "libxslt1.1",
  "libyaml-dev": "libyaml-0-2",
  "libgmp-dev": "libgmp10",
  "libonig-dev": "libonig5",
  "libmagic-dev": {
    bullseye: "libmagic1",
    bookworm: "libmagic1",
    jammy: "libmagic1",
    trixie: "libmagic1t64",
    noble: "libmagic1t64",
  },
  "libgeos-dev": {
    bullseye: "libgeos-c1v5",
    bookworm: "libgeos-c1v5",
    jammy: "libgeos-c1v5",
    trixie: "libgeos-c1t64",
    noble: "libgeos-c1t64",
  },
  "libvips-dev": {
    bullseye: "libvips42",
    bookworm: "libvips42",
    jammy: "libvips42",
    trixie: "libvips42t64",
    noble: "libvips42t64",
  },
  "libsodium-dev": "libsodium23",
  "libsasl2-dev": "libsasl2-2",
  "libevent-dev": {
    bullseye: "libevent-2.1-7",
    bookworm: "libevent-2.1-7",
    jammy: "libevent-2.1-7",
    trixie: "libevent-2.1-7t64",
    noble: "libevent-2.1-7t64",
  },
  "libmemcached-dev": {
    bullseye: "libmemcached11",
    bookworm: "libmemcached11",
    jammy: "libmemcached11",
    trixie: "libmemcached11t64",
    noble: "libmemcached11t64",
  },
  "libsnappy-dev": "libsnappy1v5",
  "libcairo2-dev": "libcairo2",
  "libpango1.0-dev": "libpango-1.0-0",
  "libxmlsec1-dev": "libxmlsec1 libxmlsec1-openssl",
  "unixodbc-dev": "unixodbc",
  "zlib1g-dev": "zlib1g",
  "liblzma-dev": "liblzma5",
  "libbz2-dev": "libbz2-1.0",
  "libopenblas-dev": "libopenblas0",
  "liblapack-dev": "liblapack3",
  // No shared library, or one that every image of the family holds.
  "libc6-dev": "",
  "libc-dev": "",
  "linux-libc-dev": "",
  "python3-dev": "",
  "python-dev": "",
  "ruby-dev": "",
  "libstdc++-dev": "",
  "libexpat1-dev": "libexpat1",
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
};

/** What the runtime installs in place of development packages, and those of which it is not known. */
export interface RuntimeLibraries {
  readonly names: readonly string[];
  readonly unknown: readonly string[];
}

/** Runtime packages of these development packages; `release` is the distribution's name where the base's tag says it. */
export function runtimeLibrariesOf(
  development: Iterable<string>,
  manager: "apt" | "apk",
  release: string | undefined,
): RuntimeLibraries {
  const names = new Set<string>();
  const unknown: string[] = [];
  for (const name of development) {
    const row = manager === "apt" ? debian[name] : alpine[name];
    const found = typeof row === "object" ? row[release ?? ""] : row;
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

const releases: Readonly<Record<string, string>> = {
  "11": "bullseye",
  "12": "bookworm",
  "13": "trixie",
  "20.04": "focal",
  "22.04": "jammy",
  "24.04": "noble",
};

/** The release that an image's tag names: `bookworm` of `python:3.12-slim-bookworm`, `jammy` of `ubuntu:22.04`. */
export function releaseOf(name: string, tag: string | undefined): string | undefined {
  const named = /bullseye|bookworm|trixie|focal|jammy|noble/.exec(tag ?? "")?.[0];
  const number = /^\d+(\.\d\d)?/.exec(tag ?? "")?.[0];
  const isPlain = /(^|\/)(debian|ubuntu)$/.test(name);
  const numbered = isPlain ? releases[number ?? ""] : undefined;
  return named ?? numbered ?? (isPlain ? undefined : releases[/ubuntu-?(\d\d\.\d\d)/.exec(tag ?? "")?.[1] ?? ""]);
}

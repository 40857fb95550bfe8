// Writes the shipped Debian package data from this machine's own apt index: run it on Debian 12 after `apt-get update`.
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** What Dockerfiles ask apt for most; everything that these depend on or recommend is written too. */
const roots = `
  apt-transport-https autoconf automake bash binutils bison build-essential bzip2 ca-certificates ccache clang cmake cpp
  curl default-jdk default-jdk-headless default-jre default-jre-headless default-libmysqlclient-dev dirmngr dnsutils
  dpkg-dev ffmpeg file flex fonts-liberation g++ gcc gdb gettext gettext-base gfortran ghostscript git git-lfs gnupg
  gnupg2 gosu gpg gpg-agent graphviz htop imagemagick iproute2 iptables iputils-ping jq less libatlas-base-dev libblas-dev
  libbz2-dev libc6-dev libcairo2-dev libcurl4-openssl-dev libdb-dev libevent-dev libexpat1-dev libffi-dev
  libfontconfig1 libfreetype6-dev libgbm1 libgdbm-dev libgeos-dev libgl1 libgl1-mesa-glx libglib2.0-0 libglib2.0-dev
  libgmp-dev libgomp1 libhdf5-dev libicu-dev libjpeg-dev libjpeg62-turbo-dev libkrb5-dev liblapack-dev libldap2-dev
  liblz4-dev liblzma-dev libmagic1 libmagickcore-dev libmagickwand-dev libmariadb-dev libmaxminddb-dev libncurses5-dev
  libncursesw5-dev libnss3 libonig-dev libopenblas-dev libopus-dev libpango-1.0-0 libpcre2-dev libpng-dev libpq-dev
  libpq5 libprotobuf-dev libreadline-dev libsasl2-dev libseccomp-dev libsm6 libsndfile1 libsndfile1-dev libsodium-dev
  libsqlite3-dev libssl-dev libtiff-dev libtool libuv1-dev libvips-dev libwebp-dev libx11-dev libxext6 libxml2
  libxml2-dev libxrender1 libxslt1-dev libyaml-dev libzip-dev libzstd-dev linux-libc-dev lld llvm locales lsb-release
  make mercurial meson musl-tools nano nasm netbase netcat-openbsd ninja-build nginx nodejs npm openjdk-17-jdk
  openjdk-17-jdk-headless openjdk-17-jre openjdk-17-jre-headless openssh-client openssl patch perl php-cli pigz pkg-config
  pkgconf poppler-utils postgresql-client procps protobuf-compiler python-is-python3 python3 python3-dev python3-distutils
  python3-pip python3-setuptools python3-venv python3-wheel redis-tools rsync ruby ruby-dev rustc cargo golang golang-go
  software-properties-common sq sqlite3 strace subversion sudo supervisor swig systemd tar tesseract-ocr texinfo tini
  tzdata unixodbc-dev unzip uuid-dev valgrind vim wget xvfb xz-utils yasm zip zlib1g-dev zstd
`
  .trim()
  .split(/\s+/);

const target = join(dirname(fileURLToPath(import.meta.url)), "../server/src/engine/sizes/debian-bookworm.json");
const dump = execFileSync("apt-cache", ["dumpavail"], { maxBuffer: 1 << 30 }).toString();
const architecture = execFileSync("dpkg", ["--print-architecture"]).toString().trim();

/** Package name → fields of its newest record; the index holds security and point-release versions side by side. */
const packages = new Map();
const providers = new Map();
for (const record of dump.split("\n\n")) {
  const field = (name) => record.match(new RegExp(`^${name}: (.*)$`, "m"))?.[1] ?? "";
  const name = field("Package");
  if (!name || !["all", architecture].includes(field("Architecture"))) continue;
  const known = packages.get(name);
  if (known && isNewer(known.version, field("Version"))) continue;
  packages.set(name, {
    version: field("Version"),
    bytes: Number(field("Installed-Size")) * 1024,
    depends: [field("Pre-Depends"), field("Depends")].filter(Boolean).join(", "),
    recommends: field("Recommends"),
    required: field("Essential") === "yes" || field("Priority") === "required" || name === "apt",
  });
  for (const provided of names(field("Provides")).flat()) {
    providers.set(provided, [...(providers.get(provided) ?? []), name]);
  }
}

function isNewer(left, right) {
  try {
    execFileSync("dpkg", ["--compare-versions", left, "ge", right]);
    return true;
  } catch {
    return false;
  }
}

/** `a (>= 1) | b, c:any` → [["a", "b"], ["c"]]. */
function names(relation) {
  return relation
    .split(",")
    .map((group) =>
      group.split("|").map((one) =>
        one
          .replace(/[[(<].*$/, "")
          .trim()
          .replace(/:\w+$/, ""),
      ),
    )
    .filter((group) => group[0] !== "");
}

/** What apt takes for each group: an alternative of the base system, else the first that exists, else its provider. */
function resolve(relation, base) {
  const chosen = names(relation).map(
    (group) =>
      group.find((name) => base.has(name) || preferred.has(name)) ??
      group.find((name) => packages.has(name)) ??
      provider(
        group.find((name) => providers.has(name)),
        base,
      ),
  );
  return [...new Set(chosen.filter(Boolean))];
}

function provider(name, base) {
  const all = providers.get(name) ?? [];
  return all.find((one) => base.has(one) || preferred.has(one)) ?? all[0];
}

function closure(start, base, withRecommends) {
  const found = new Set();
  const todo = [...start];
  while (todo.length > 0) {
    const name = todo.pop();
    const record = packages.get(name);
    if (!record || found.has(name) || base.has(name)) continue;
    found.add(name);
    todo.push(...resolve(record.depends, base), ...(withRecommends ? resolve(record.recommends, base) : []));
  }
  return found;
}

// Where alternatives are all right, the slim images hold these: mawk for awk, usr-is-merged for usrmerge.
const preferred = new Set(["mawk", "usr-is-merged", "perl-base", "debconf"]);
const required = [...packages].filter(([, record]) => record.required).map(([name]) => name);
const base = closure([...required, ...preferred], new Set(), false);
const rows = {};
for (const name of [...closure(roots, base, true)].sort()) {
  const record = packages.get(name);
  const depends = resolve(record.depends, base).filter((one) => !base.has(one));
  const recommends = resolve(record.recommends, base).filter((one) => !base.has(one) && !depends.includes(one));
  rows[name] = [record.bytes / 1024, depends.sort().join(" "), recommends.sort().join(" ")];
}
const known = new Set(Object.keys(rows));
const missing = roots.filter((name) => !known.has(name) && !base.has(name));
if (missing.length > 0) console.error(`Not in the index: ${missing.join(" ")}`);

const lines = Object.entries(rows).map(([name, row]) => `    ${JSON.stringify(name)}: ${JSON.stringify(row)}`);
const date = process.env.SOURCE_DATE ?? new Date().toISOString().slice(0, 10);
writeFileSync(
  target,
  `{\n  "source": "Debian bookworm package index",\n  "date": "${date}",\n  "base": ${JSON.stringify([...base].sort().join(" "))},\n  "packages": {\n${lines.join(",\n")}\n  }\n}\n`,
);
execFileSync("npx", ["biome", "format", "--write", target], { stdio: "ignore" });
console.log(`${known.size} packages, ${base.size} in the base system, ${readFileSync(target).length} bytes`);

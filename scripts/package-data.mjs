// Writes the shipped Debian package data from this machine's own apt index: run it on Debian 12 after `apt-get update`.
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** What Dockerfiles ask apt for most; everything that these depend on or recommend is written too. */
const roots = `
  adb alsa-utils altermime amavisd-new ant apache2 apparmor apt-file apt-transport-https apt-utils arj autoconf
  automake bash bc biber binutils binutils-aarch64-linux-gnu binutils-multiarch bison bpftool bsd-mailx
  build-essential bzip2 ca-certificates cabal-install cabextract cargo ccache cdbs chromium chromium-driver clamav
  clamav-daemon clang clang-format clang-tidy clisp cmake cmake-data conntrack courier-authdaemon courier-imap cpio
  cpp cron curl dbconfig-no-thanks debhelper default-jdk default-jdk-headless default-jre default-jre-headless
  default-libmysqlclient-dev default-mysql-client devscripts dirmngr dnsutils docker.io dovecot-core
  dovecot-fts-xapian dovecot-imapd dovecot-ldap dovecot-lmtpd dovecot-managesieved dovecot-pop3d dovecot-sieve
  dovecot-solr doxygen dpkg dpkg-dev dumb-init ed elixir emacs-nox equivs erlang erlang-asn1 erlang-base erlang-crypto
  erlang-eldap erlang-inets erlang-mnesia erlang-os-mon erlang-public-key erlang-ssl erlang-xmerl espeak espeak-ng
  expat fail2ban fakeroot fastboot fetchmail ffmpeg file firefox-esr fish flex fluxbox fonts-liberation fonts-noto-cjk
  fonts-noto-color-emoji ftp fuse g++ g++-aarch64-linux-gnu g++-multilib gamin gcc gcc-aarch64-linux-gnu gcc-multilib
  gdb gettext gettext-base gfortran ghc ghostscript git git-lfs glslc gnupg gnupg2 golang golang-go gosu gpg gpg-agent
  gradle graphicsmagick graphviz grep groovy gss-ntlmssp gstreamer1.0-plugins-bad gstreamer1.0-plugins-base
  gstreamer1.0-plugins-good gstreamer1.0-tools gzip haproxy htop hwdata imagemagick inkscape inotify-tools iproute2
  iptables iputils-ping iputils-tracepath jq kmod latexmk less lftp lhasa libapparmor-dev libarchive13 libasan8
  libasound2 libatlas-base-dev libavcodec-extra libb64-dev libblas-dev libboost-all-dev libboost-dev libbpf-dev
  libbpf1 libbrotli-dev libbtrfs-dev libbz2-dev libc6 libc6-dev libc6-dev-arm64-cross libcairo2-dev libcap-dev
  libcap-ng-dev libcap2 libcjson-dev libclblast-dev libcurl4 libcurl4-openssl-dev libdate-manip-perl libdb-dev
  libdbd-mysql-perl libdbus-glib-1-dev libdrm2 libeigen3-dev libespeak-ng-dev libev4 libevent-dev libexpat1
  libexpat1-dev libffi-dev libffi8 libfftw3-dev libfontconfig1 libfreetype6 libfreetype6-dev libgbm1 libgcc-s1
  libgconf-2-4 libgdbm-dev libgdk-pixbuf-2.0-0 libgeoip-dev libgeos-dev libgl1 libgl1-mesa-dri libgl1-mesa-glx
  libglib2.0-0 libglib2.0-dev libglm-dev libgmp-dev libgomp1 libgrpc++-dev libgsl-dev libgssapi-krb5-2
  libgstreamer1.0-0 libgstreamer1.0-dev libgtk-3-0 libgtk-3-dev libgtk2.0-0 libhackrf-dev libhdf5-dev libicu-dev
  libicu72 libjansson-dev libjna-java libjpeg-dev libjpeg62-turbo-dev libkrb5-dev liblapack-dev liblcms2-2
  libldap-common libldap2-dev liblttng-ust1 liblz4-dev liblz4-tool liblzma-dev libmagic1 libmagickcore-dev
  libmagickwand-dev libmail-spf-perl libmariadb-dev libmaxminddb-dev libncurses-dev libncurses5 libncurses5-dev
  libncursesw5-dev libnet-dns-perl libnotify4 libnss3 libnuma-dev libnuma1 libodbc1 libomp-dev libonig-dev
  libopenblas-dev libopenblas0 libopencv-core-dev libopencv-dev libopenjp2-7 libopus-dev libopus0 libpango-1.0-0
  libparse-recdescent-perl libpcaudio-dev libpciaccess0 libpcre2-dev libpng-dev libpq-dev libpq5 libprotobuf-dev
  libre2-dev libreadline-dev libreoffice libreoffice-writer librtlsdr-dev libsasl2-dev libsasl2-modules libsctp1
  libsdl2-dev libseccomp-dev libsm6 libsnappy-dev libsndfile1 libsndfile1-dev libsoapysdr-dev libsodium-dev
  libsonic-dev libsqlite3-0 libsqlite3-dev libssl-dev libssl3 libstdc++6 libtiff-dev libtiff6 libtool libubsan1
  libucx-dev libucx0 libunwind8 liburing-dev liburing2 libuv1-dev libvips-dev libvulkan-dev libwayland-dev libwebp-dev
  libwebp7 libwslay-dev libx11-dev libx11-xcb-dev libxcb-dri3-0 libxcb-dri3-dev libxcb-ewmh-dev libxcb-glx0-dev
  libxcb-keysyms1-dev libxcb-present0 libxcb-randr0-dev libxext-dev libxext6 libxkbfile1 libxml2 libxml2-dev
  libxml2-utils libxrandr-dev libxrender1 libxslt1-dev libxss1 libxtst6 libyajl-dev libyajl2 libyaml-dev libzip-dev
  libzstd-dev linux-headers-amd64 linux-libc-dev lld lldb llvm lmodern locales logrotate logwatch lrzip lsb-release
  lsof lua5.3 luarocks lzop mailutils make mariadb-client mariadb-server maven media-types memcached mercurial
  mesa-utils mesa-vulkan-drivers meson mono-fastcgi-server mono-runtime moreutils musl-tools nano nasm neovim
  net-tools netbase netcat-openbsd netcat-traditional nftables nghttp2 nginx ninja-build nlohmann-json3-dev nmap
  nodejs nomarch npm ocaml ocaml-core opam openbox opendkim opendkim-tools opendmarc openjdk-17-jdk
  openjdk-17-jdk-headless openjdk-17-jre openjdk-17-jre-headless openssh-client openssh-server openssl openvpn p7zip
  p7zip-full pandoc pass patch pax pbuilder pciutils perl pflogsumm php-cli php-curl php-fpm php-mbstring php-mysql
  php-xml pigz pipx pkg-config pkgconf poppler-utils postfix postfix-ldap postfix-pcre postfix-policyd-spf-python
  postgresql postgresql-15 postgresql-client postgrey postsrsd procps protobuf-compiler protobuf-compiler-grpc psmisc
  pulseaudio python-is-python3 python3 python3-dev python3-distutils python3-gflags python3-jsonschema
  python3-matplotlib python3-minimal python3-numpy python3-opencv python3-pandas python3-pdfkit python3-pip
  python3-requests python3-scipy python3-setuptools python3-tk python3-venv python3-virtualenv python3-wheel
  python3-yaml python3.11-dev pyzor qt6-base-dev qtbase5-dev quilt r-base r-base-core rabbitmq-server rapidjson-dev
  razor rbenv redis-server redis-tools rpm rpm2cpio rsync rsyslog ruby ruby-dev rustc sasl2-bin scala screen sed
  shared-mime-info shellcheck socat software-properties-common sox spamassassin sq sqlite3 squid ssh strace subversion
  sudo supervisor swig systemd tar tcpdump telnet tesseract-ocr texinfo texlive-fonts-recommended texlive-latex-base
  texlive-latex-recommended texlive-plain-generic texlive-xetex tini tmux traceroute tshark tzdata unixodbc-dev
  unrar-free unzip usbutils uuid uuid-dev valgrind varnish vim vim-common vim-tiny virtualenv wayland-protocols wget
  whois wireguard-tools wkhtmltopdf x11-utils x11vnc xauth xdg-utils xsltproc xterm xvfb xz-utils yasm zip zlib1g
  zlib1g-dev zsh zstd
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

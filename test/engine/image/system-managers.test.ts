// The distributions' package managers other than apt and apk: verbs, flags, caches, removals.
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are the shell's variables.
import { expect, describe as group, test } from "vitest";
import { afterRun, model, show } from "./model";

const caches = (shell: string, base = "rockylinux:9", before?: string) => afterRun("cache", shell, base, before);
const installs = (shell: string, base = "rockylinux:9") => afterRun("install", shell, base);
const everything = (shell: string, base = "rockylinux:9") => show(model(`FROM ${base}\nRUN ${shell}\n`));
const tools = (shell: string, base = "rockylinux:9") =>
  model(`FROM ${base}\nRUN ${shell}\n`)
    .effects.flatMap((effect) => (effect.kind === "install" ? effect.buildTools : []))
    .map(({ name }) => name);
const paths = (shell: string, base: string) =>
  model(`FROM ${base}\nRUN ${shell}\n`).effects.flatMap((effect) => (effect.kind === "cache" ? effect.paths : []));

group("dnf and its family leave their metadata", () => {
  test.each([
    ["dnf install -y httpd", ["dnf"]],
    ["dnf -y --setopt=install_weak_deps=False --nodocs install httpd", ["dnf"]],
    ["dnf --enablerepo crb --releasever 9 -y install httpd", ["dnf"]],
    ["dnf5 install -y httpd", ["dnf"]],
    ["dnf-3 -y in httpd", ["dnf"]],
    // Downloaded packages go by themselves, metadata does not.
    ["dnf install -y --setopt=keepcache=0 httpd", ["dnf"]],
    ["dnf install -y httpd && dnf clean packages", ["dnf"]],
    ["dnf makecache", ["dnf"]],
    ["dnf -y upgrade", ["dnf"]],
    ["dnf -y group install 'Development Tools'", ["dnf"]],
    ["dnf -y builddep foo.spec", ["dnf"]],
    ["yum -y install httpd", ["yum"]],
    ["yum -y update && yum install -y httpd", ["yum"]],
    ["yum localinstall -y /tmp/a.rpm", ["yum"]],
    ["yum-builddep -y foo", ["yum"]],
    ["yum groupinstall -y 'Development Tools'", ["yum"]],
    ["microdnf install -y httpd", ["microdnf"]],
    ["microdnf -y --setopt=tsflags=nodocs install httpd && rpm -q httpd", ["microdnf"]],
    ["tdnf install -y httpd", ["tdnf"]],
    ["dnf install -y --installroot=/mnt httpd && dnf clean all", ["dnf"]],
    ["dnf check-update || true", ["dnf"]],
  ])("%s", (shell, expected) => expect(caches(shell)).toEqual(expected));

  test.each([
    ["dnf install -y httpd && dnf clean all"],
    ["dnf install -y httpd && dnf -y clean all"],
    ["dnf install -y httpd && dnf clean metadata"],
    ["dnf install -y httpd && dnf clean packages metadata"],
    ["dnf install -y httpd && yum clean all"],
    ["yum install -y httpd && dnf clean all"],
    ["yum install -y httpd && yum clean all && rm -rf /var/cache/yum"],
    // Where it lies differs from release to release.
    ["yum install -y httpd && rm -rf /var/cache/yum"],
    ["yum install -y httpd && rm -rf /var/cache/dnf"],
    ["dnf install -y httpd && rm -rf /var/cache/libdnf5/*"],
    ["dnf install -y httpd && rm -rf /var/cache/*"],
    ["dnf install -y httpd && find /var/cache/dnf -mindepth 1 -delete"],
    ["microdnf install -y httpd && microdnf clean all"],
    ["tdnf install -y httpd && tdnf clean all"],
    ["dnf install -y --installroot=/mnt httpd && dnf clean all --installroot=/mnt"],
    ["dnf install -y --installroot /mnt httpd && rm -rf /mnt/var/cache/*"],
    ["--mount=type=cache,target=/var/cache/dnf dnf install -y httpd"],
    ["--mount=type=cache,target=/var/cache/libdnf5,sharing=locked dnf install -y httpd"],
    ["--mount=type=tmpfs,target=/var/cache dnf install -y httpd"],
    ["dnf install -y --setopt=cachedir=$WHERE httpd"],
    ["dnf config-manager --set-enabled crb"],
    ["dnf remove -y httpd"],
  ])("%s leaves nothing", (shell) => expect(caches(shell)).toEqual([]));

  test.each([
    ["dnf install -y httpd", "rockylinux:9", "/var/cache/dnf"],
    ["dnf install -y httpd", "fedora:40", "/var/cache/dnf"],
    ["dnf install -y httpd", "fedora:42", "/var/cache/libdnf5"],
    ["dnf install -y httpd", "fedora", "/var/cache/libdnf5"],
    ["yum install -y httpd", "centos:7", "/var/cache/yum"],
    ["yum install -y httpd", "amazonlinux:2", "/var/cache/yum"],
    ["yum install -y httpd", "amazonlinux:2023", "/var/cache/dnf"],
    ["microdnf install -y httpd", "registry.access.redhat.com/ubi9/ubi-minimal", "/var/cache/yum"],
    ["dnf install -y --installroot=/mnt httpd", "rockylinux:9", "/mnt/var/cache/dnf"],
    ["dnf install -y --setopt=cachedir=/c httpd", "rockylinux:9", "/c"],
    ["zypper -n in httpd", "opensuse/leap:15.6", "/var/cache/zypp"],
    ["pacman -S --noconfirm nginx", "archlinux", "/var/cache/pacman/pkg"],
  ])("%s on %s: %s", (shell, base, path) => expect(paths(shell, base)).toEqual([path]));
});

group("what dnf and its family install and remove", () => {
  test.each([
    ["dnf install -y httpd php.x86_64", ["dnf: httpd php"]],
    ["dnf install -y gcc && dnf remove -y gcc", []],
    ["yum install -y gcc httpd && yum -y remove gcc", ["yum: httpd"]],
    ["yum install -y gcc httpd && yum -y erase gcc", ["yum: httpd"]],
    ["yum install -y gcc && dnf -y autoremove gcc", []],
    ["dnf install -y httpd && dnf install -y gcc make && dnf history undo -y last", ["dnf: httpd"]],
    ["D='gcc make'; dnf install -y $D httpd && dnf remove -y $D", ["dnf: httpd"]],
    ["dnf install -y --enablerepo crb httpd", ["dnf: httpd"]],
    ["dnf install -y https://example.org/a.rpm", ["dnf:"]],
    ["tdnf install -y httpd gcc && tdnf remove -y gcc", ["tdnf: httpd"]],
    ["zypper --non-interactive in -y --no-recommends httpd gcc && zypper -n rm -u gcc", ["zypper: httpd"]],
    ["pacman -Syu --noconfirm nginx gcc && pacman -Rns --noconfirm gcc", ["pacman: nginx"]],
  ])("%s", (shell, expected) => expect(installs(shell)).toEqual(expected));

  test.each([
    ["dnf install -y gcc gcc-c++ make cmake httpd openssl-devel kernel-headers rpm-build git python3 glibc"],
    ["yum install -y gcc gcc-c++ make cmake httpd openssl-devel kernel-headers rpm-build git python3 glibc"],
    ["tdnf install -y gcc gcc-c++ make cmake httpd openssl-devel kernel-headers rpm-build git python3 glibc"],
  ])("build tools of %s", (shell) =>
    expect(tools(shell)).toEqual(["gcc", "gcc-c++", "make", "cmake", "openssl-devel", "kernel-headers", "rpm-build"]),
  );

  test.each([
    ["dnf group install -y 'Development Tools'", ["Development Tools"]],
    ["dnf install -y @development-tools", ["@development-tools"]],
    [
      "dnf install -y gcc-toolset-13 java-17-openjdk-devel java-17-openjdk",
      ["gcc-toolset-13", "java-17-openjdk-devel"],
    ],
    ["zypper in -y -t pattern devel_basis", ["devel_basis"]],
    ["zypper in -y gcc12-c++ libopenssl-devel curl", ["gcc12-c++", "libopenssl-devel"]],
    ["pacman -S --noconfirm base-devel git cmake", ["base-devel", "cmake"]],
    ["microdnf install -y libgcc libstdc++ gccgo-libs", []],
  ])("build tools of %s: %j", (shell, expected) => expect(tools(shell)).toEqual(expected));
});

group("zypper", () => {
  test.each([
    ["zypper -n in -y nginx"],
    ["zypper --non-interactive ref && zypper -n install nginx"],
    ["zypper -n dup"],
    ["zypper -n in nginx && zypper clean"],
    ["zypper --gpg-auto-import-keys -n ref"],
  ])("leaves its metadata: %s", (shell) => expect(caches(shell, "opensuse/leap:15.6")).toEqual(["zypper"]));
  test.each([
    ["zypper -n in nginx && zypper clean -a"],
    ["zypper -n in nginx && zypper clean --all"],
    ["zypper -n in nginx && zypper cc -a"],
    ["zypper -n in nginx && rm -rf /var/cache/zypp"],
    ["zypper -n in nginx && rm -rf /var/cache/zypp/*"],
    ["zypper ar https://example.org/repo x"],
  ])("leaves nothing: %s", (shell) => expect(caches(shell, "opensuse/leap:15.6")).toEqual([]));
});

group("pacman", () => {
  test.each([
    ["pacman -Sy --noconfirm", ["pacman-databases"]],
    ["pacman -Syu --noconfirm", ["pacman-packages", "pacman-databases"]],
    ["pacman -S --noconfirm nginx", ["pacman-packages"]],
    ["pacman --sync --refresh --noconfirm nginx", ["pacman-packages", "pacman-databases"]],
    ["pacman -S -y -u --noconfirm", ["pacman-packages", "pacman-databases"]],
    ["pacman --noconfirm -Syyu nginx", ["pacman-packages", "pacman-databases"]],
    // It asks, and the answer is no.
    ["pacman -S --noconfirm nginx && pacman -Scc --noconfirm", ["pacman-packages"]],
    ["pacman -S --noconfirm nginx && pacman -Sc --noconfirm", ["pacman-packages"]],
    ["pacman -S --noconfirm nginx && yes | pacman -Scc", []],
    ["pacman -S --noconfirm nginx && yes | pacman -Scc --noconfirm", []],
    ["pacman -S --noconfirm nginx && rm -rf /var/cache/pacman/pkg/*", []],
    ["pacman -Syu --noconfirm nginx && rm -rf /var/cache/pacman/pkg/* /var/lib/pacman/sync/*", []],
    ["pacman -Q", []],
    ["pacman -Ss nginx", []],
    ["pacman -R --noconfirm nginx", []],
  ])("%s: %j", (shell, expected) => expect(caches(shell, "archlinux:latest")).toEqual(expected));
});

group("upgrades", () => {
  test.each([
    ["apt-get upgrade -y", "debian:12", ["apt upgrade"]],
    ["apt-get -y dist-upgrade", "debian:12", ["apt upgrade"]],
    ["aptitude -y safe-upgrade", "debian:12", ["apt upgrade"]],
    ["apk upgrade --no-cache", "alpine:3.20", ["apk upgrade"]],
    ["yum -y update && yum clean all", "centos:7", ["yum upgrade"]],
    ["dnf -y distro-sync && dnf clean all", "fedora:40", ["dnf upgrade"]],
    ["microdnf update -y && microdnf clean all", "fedora:40", ["microdnf upgrade"]],
    ["zypper -n up && zypper clean -a", "opensuse/leap", ["zypper upgrade"]],
    ["zypper -n patch && zypper clean -a", "opensuse/leap", ["zypper upgrade"]],
    // With names it installs those.
    ["dnf -y update openssl && dnf clean all", "fedora:40", ["dnf: openssl"]],
    ["apk upgrade --no-cache openssl", "alpine:3.20", ["apk: openssl"]],
  ])("%s", (shell, base, expected) => expect(everything(shell, base)).toEqual(expected));
});

group("what is recommended", () => {
  const recommended = (shell: string, before = "") => afterRun("recommended", shell, "debian:12", before);
  test.each([
    ["apt-get install -y git", ["recommended by apt: git"]],
    ["apt install -y git curl", ["recommended by apt: git curl"]],
    ["aptitude install -y git", ["recommended by apt: git"]],
    ["apt-get install -y git gcc", ["recommended by apt: git", "recommended by apt: gcc"]],
    ["apt-get install -y --no-install-recommends git", []],
    ["apt-get --no-install-recommends install -y git", []],
    ["aptitude install -y -R git", []],
    ["aptitude install -y --without-recommends git", []],
    ["apt-get -o APT::Install-Recommends=false install -y git", []],
    ["apt-get install -y -o APT::Install-Recommends=0 git", []],
    ["apt-get install -y git && apt-get purge -y git", []],
    ["echo 'APT::Install-Recommends \"false\";' > /etc/apt/apt.conf.d/99x && apt-get install -y git", []],
    ["printf 'APT::Install-Recommends \"0\";\\n' > /etc/apt/apt.conf && apt-get install -y git", []],
    ["echo 'APT::Install-Recommends \"false\";' | tee /etc/apt/apt.conf.d/99x && apt-get install -y git", []],
    ["echo 'Acquire::Retries \"3\";' > /etc/apt/apt.conf.d/99x && apt-get install -y git", ["recommended by apt: git"]],
  ])("%s", (shell, expected) => expect(recommended(shell)).toEqual(expected));

  test.each([
    ["COPY apt.conf /etc/apt/apt.conf.d/99x\n"],
    ["COPY 99-no-recommends /etc/apt/apt.conf.d/\n"],
    ['COPY <<EOF /etc/apt/apt.conf.d/99x\nAPT::Install-Recommends "false";\nEOF\n'],
    ["RUN echo 'APT::Install-Recommends \"false\";' > /etc/apt/apt.conf.d/99x\n"],
    ['RUN cat <<EOF > /etc/apt/apt.conf.d/99x\nAPT::Install-Recommends "false";\nEOF\n'],
    ["COPY rootfs/ /\n"],
  ])("after %j nothing for sure", (before) => expect(recommended("apt-get install -y git", before)).toEqual([]));

  test("other files change nothing", () => {
    expect(recommended("apt-get install -y git", "COPY sources.list /etc/apt/\nCOPY app.conf /etc/\n")).toEqual([
      "recommended by apt: git",
    ]);
  });

  test("a stage below that leaves them out does so for the stage on top", () => {
    const text = `FROM debian:12 AS a\nRUN echo 'APT::Install-Recommends "0";' > /etc/apt/apt.conf.d/x\nFROM a\nRUN apt-get install -y git\n`;
    expect(show(model(text), "recommended")).toEqual([]);
  });

  test("only apt's are effects of their own", () => {
    expect(afterRun("recommended", "dnf install -y httpd", "fedora:42")).toEqual([]);
  });
});

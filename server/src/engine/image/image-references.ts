// Reads image references, and what is known of well-known images: their system, environment and populated directories.
import type { Base, ImageReference, System } from "./types";

/** Splits `docker.io/library/python:3.12-slim@sha256:…`. Undefined for what is no reference. */
export function readImageReference(text: string): ImageReference | undefined {
  const match = /^([^\s@]+?)(?::([\w][\w.-]*))?(?:@([a-z0-9+._-]+:[0-9a-fA-F]+))?$/.exec(text);
  if (!match) return undefined;
  const name = match[1]!
    .replace(/^(index\.)?docker\.io\//, "")
    // Mirrors of Docker's official images hold the very same images.
    .replace(/^(public\.ecr\.aws\/docker\/library|mirror\.gcr\.io\/library)\//, "")
    .replace(/^library\//, "")
    // The same images under the name of their architecture.
    .replace(/^(amd64|arm32v[567]|arm64v8|i386|mips64le|ppc64le|riscv64|s390x)\//, "");
  return { text, name, tag: match[2], digest: match[3] };
}

/** The system of a stage's root: by name, then by what the tag says, then by what the official images stand on. */
export function systemOf(root: Base): System {
  if (root.kind === "scratch") return "scratch";
  if (root.kind !== "image") return "unknown";
  const { name, tag = "" } = root.reference;
  if (/windows|nanoserver|servercore/.test(name) || /windows|nanoserver|servercore/.test(tag)) return "windows";
  if (/distroless/.test(name) || /distroless|chiseled/.test(tag)) return "distroless";
  if (/(^|\/)alpine$/.test(name) || /alpine/.test(tag)) return "alpine";
  if (/(^|\/)(fedora|centos|rockylinux|almalinux|amazonlinux|oraclelinux)$|\/ubi\d|\/ubi$/.test(name)) return "redhat";
  if (/ubi\d|centos|fedora|rockylinux|amzn\d|al20\d\d|oracle/.test(tag)) return "redhat";
  if (/azurelinux|mariner/.test(tag)) return "unknown";
  if (/(^|\/)ubuntu$/.test(name) || /ubuntu|resolute|noble|jammy|focal|bionic|xenial/.test(tag)) return "ubuntu";
  if (/(^|\/)debian$/.test(name) || /(^|[-.\d])(bookworm|bullseye|buster|stretch|jessie|trixie|debian)/.test(tag))
    return "debian";
  return systemOfPlainTag(name, tag);
}

/** What images stand on whose tag does not say it. */
function systemOfPlainTag(name: string, tag: string): System {
  const isSlim = /(^|[-.\d])slim/.test(tag);
  const major = Number(/^\d+/.exec(tag)?.[0] ?? Number.POSITIVE_INFINITY);
  // Oracle's own distribution: from Java 12 on, and MySQL's images of today.
  if (name === "openjdk") return major < 12 || isSlim ? "debian" : "redhat";
  if (name === "mysql") return major < 8 ? "debian" : "redhat";
  if (name === "amazoncorretto" || ((name === "maven" || name === "gradle") && /corretto|graal/.test(tag)))
    return "redhat";
  if (name === "maven" && (/jdk-(7|8|9|11)\b/.test(tag) || isSlim)) return "debian";
  if (name === "wordpress" && tag.startsWith("cli")) return "alpine";
  // .NET's tags are of Ubuntu from 10 on.
  if (name.startsWith("mcr.microsoft.com/dotnet/")) return major < 10 ? "debian" : major < 100 ? "ubuntu" : "unknown";
  if (onDebian.has(name)) return "debian";
  if (onUbuntu.has(name) || name === "nvidia/cuda" || name.startsWith("nvcr.io/nvidia/")) return "ubuntu";
  return isSlim ? "debian" : "unknown";
}

type Release = readonly [major: number, minor: number];

/** The release of Alpine below a root image; undefined where its name and tag do not tell. */
export function alpineRelease(root: Base): Release | undefined {
  if (root.kind !== "image" || systemOf(root) !== "alpine") return undefined;
  const { name, tag = "" } = root.reference;
  const text = /(^|\/)alpine$/.test(name) ? tag : (/alpine.*/.exec(tag)?.[0] ?? "");
  const release = /^v?(?:alpine)?(\d+)\.(\d+)/.exec(text);
  return release === null ? undefined : [Number(release[1]), Number(release[2])];
}

/** False too where the release is not known: most are newer. */
export function isBefore(release: Release | undefined, major: number, minor: number): boolean {
  return release !== undefined && (release[0] < major || (release[0] === major && release[1] < minor));
}

/** Debian 8 and Ubuntu 14.04 and before: their packages are older than what managers of today can do. */
export function isOfOldDays(root: Base): boolean {
  if (root.kind !== "image") return false;
  const { name, tag = "" } = root.reference;
  if (/(^|\/)ubuntu$/.test(name)) return /^(\d|1[0-4])\.|^(lucid|precise|trusty)/.test(tag);
  return /(^|\/)debian$/.test(name) && /^[5-8](\.|$|-)|^(lenny|squeeze|wheezy|jessie)/.test(tag);
}

/** Official images whose plain tags stand on Debian, or on Ubuntu. */
const onDebian = new Set(
  "buildpack-deps continuumio/anaconda3 continuumio/miniconda3 dart denoland/deno drupal elixir erlang gcc ghost golang haproxy haskell httpd jenkins/jenkins julia lukemathwalker/cargo-chef memcached nginx node oven/bun perl php postgres pypy python r-base redis ruby rust wordpress".split(
    " ",
  ),
);
const onUbuntu = new Set(
  "condaforge/miniforge3 eclipse-temurin gradle ibm-semeru-runtimes ibmjava mariadb maven mongo rabbitmq rocker/r-ver sapmachine swift tomcat".split(
    " ",
  ),
);

interface KnownImage {
  readonly environment?: Readonly<Record<string, string>>;
  readonly workdir?: string;
  /** Directories that hold a good part of the image beside the system's own. */
  readonly directories?: readonly string[];
  /** Where managers keep their caches here rather than in the user's home, by cache row; conda: its own directory. */
  readonly caches?: Readonly<Record<string, string>>;
}

const conda: KnownImage = { directories: ["/opt", "/opt/conda"], caches: { conda: "/opt/conda" } };

/** By official name: as the images' own Dockerfiles set them. */
const knownImages: Readonly<Record<string, KnownImage>> = {
  golang: {
    environment: { GOPATH: "/go", PATH: "/go/bin:/usr/local/go/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin" },
    workdir: "/go",
    directories: ["/usr/local", "/usr/local/go"],
  },
  rust: {
    environment: {
      CARGO_HOME: "/usr/local/cargo",
      RUSTUP_HOME: "/usr/local/rustup",
      PATH: "/usr/local/cargo/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin",
    },
    directories: ["/usr/local", "/usr/local/cargo", "/usr/local/cargo/bin", "/usr/local/rustup"],
  },
  python: { directories: ["/usr/local", "/usr/local/lib", "/usr/local/bin"] },
  node: {
    directories: [
      "/usr/local",
      "/usr/local/lib",
      "/usr/local/bin",
      "/usr/local/include",
      "/usr/local/lib/node_modules",
    ],
  },
  ruby: {
    environment: { GEM_HOME: "/usr/local/bundle", BUNDLE_APP_CONFIG: "/usr/local/bundle" },
    directories: ["/usr/local", "/usr/local/lib", "/usr/local/bin"],
  },
  composer: { environment: { COMPOSER_HOME: "/tmp", COMPOSER_ALLOW_SUPERUSER: "1" }, workdir: "/app" },
  php: { directories: ["/usr/local", "/usr/local/lib", "/usr/local/bin"] },
  // Its folder in root's home is a link to that of its own user.
  gradle: { workdir: "/home/gradle", directories: ["/opt", "/opt/gradle"], caches: { gradle: "/home/gradle/.gradle" } },
  maven: { directories: ["/usr/share/maven"] },
  elixir: { directories: ["/usr/local", "/usr/local/lib", "/usr/local/bin"] },
  erlang: { directories: ["/usr/local", "/usr/local/lib", "/usr/local/bin"] },
  perl: { workdir: "/usr/src/app", directories: ["/usr/local", "/usr/local/lib", "/usr/local/bin"] },
  "mcr.microsoft.com/dotnet/sdk": { workdir: "/", directories: ["/usr/share/dotnet"] },
  "continuumio/miniconda3": { ...conda, workdir: "/" },
  "continuumio/miniconda": { ...conda, workdir: "/" },
  "continuumio/anaconda3": { ...conda, workdir: "/" },
  "condaforge/miniforge3": { ...conda, workdir: "/" },
  "condaforge/mambaforge": { ...conda, workdir: "/" },
  "condaforge/mambaforge-pypy3": { ...conda, workdir: "/" },
  "condaforge/miniforge-pypy3": { ...conda, workdir: "/" },
  "mambaorg/micromamba": { ...conda, workdir: "/tmp", environment: { MAMBA_ROOT_PREFIX: "/opt/conda" } },
  "eclipse-temurin": { directories: ["/opt", "/opt/java", "/opt/java/openjdk"] },
};

const python: KnownImage = knownImages.python!;
const rust: KnownImage = knownImages.rust!;
const nothing: KnownImage = {};

/** What an external image brings along; nothing for images that the table does not know. */
export function knownImage(root: Base): KnownImage {
  if (root.kind !== "image") return nothing;
  const { name } = root.reference;
  // It adds a program of Cargo's to Rust's own image.
  if (name === "lukemathwalker/cargo-chef") return rust;
  if (name === "ghcr.io/astral-sh/uv") return /python/.test(root.reference.tag ?? "") ? python : nothing;
  // Jupyter's stacks, on whichever registry.
  if (/^((quay\.io\/)?jupyter|jupyterhub)\/[\w-]+(-notebook|singleuser)$/.test(name)) return conda;
  return knownImages[name] ?? nothing;
}

/** Directories that every Linux distribution's image fills. */
const systemDirectories = new Set(
  "/ /usr /usr/lib /usr/lib64 /usr/bin /usr/sbin /usr/share /lib /lib64 /bin /sbin /etc /var /var/lib".split(" "),
);

/** Does the image itself hold a good part of what lies in this directory? Unknown images count by the system's directories only. */
export function basePopulates(root: Base, directory: string): boolean {
  if (root.kind !== "image") return false;
  const system = systemOf(root);
  if (system === "windows") return false;
  return systemDirectories.has(directory) || (knownImage(root).directories?.includes(directory) ?? false);
}

/** `3.12` from `python:3.12-slim`; undefined for other images and for tags like `3` or `latest`. */
export function pythonVersionOf(root: Base): string | undefined {
  if (root.kind !== "image") return undefined;
  const { name, tag = "" } = root.reference;
  if (name === "python") return /^(\d+\.\d+)/.exec(tag)?.[1];
  if (name === "ghcr.io/astral-sh/uv") return /python(\d+\.\d+)/.exec(tag)?.[1];
  return undefined;
}

/** Is Python installed under /usr/local, as the official images have it? */
export function isPythonImage(root: Base): boolean {
  return knownImage(root) === python;
}

const withCompiler = new Set("buildpack-deps gcc golang rust haskell swift erlang elixir".split(" "));
/** Their plain tags stand on buildpack-deps, which holds a C compiler; their slim and Alpine ones do not. */
const onBuildpackDeps = new Set("python node ruby perl".split(" "));

/** Does the image bring a C compiler? */
export function hasCompiler(root: Base): boolean {
  if (root.kind !== "image") return false;
  const { name, tag = "" } = root.reference;
  // PHP's images on Debian keep a compiler for extensions.
  if (onBuildpackDeps.has(name) || name === "php") return !/slim|alpine/.test(tag);
  return withCompiler.has(name) || (name === "nvidia/cuda" && tag.includes("devel"));
}

const plainSystems =
  /^(alpine|debian|ubuntu|buildpack-deps|gcc|fedora|centos|rockylinux|almalinux|amazonlinux|busybox)$/;

/** Is nothing in this image but a distribution's own, or what the table of images says? */
export function isKnownImage(root: Base): boolean {
  // Of conda's images only that one folder is known.
  const known = knownImage(root);
  return (
    root.kind === "image" &&
    (plainSystems.test(root.reference.name) || (known !== nothing && known.caches?.conda === undefined))
  );
}

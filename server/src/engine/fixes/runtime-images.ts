// Which smaller image runs what an SDK or full image builds: by image name and tag pattern.
import type { ImageReference } from "../image/types";

/**
 * "slim": the same image without compilers, headers and version control;
 * "runtime": what the vendor publishes for running;
 * "artefact": only what was built is needed, on an image of another kind.
 */
export type RuntimeKind = "slim" | "runtime" | "artefact";

export interface RuntimeImage {
  readonly kind: RuntimeKind;
  /** Undefined where the tag does not tell which one would do. */
  readonly reference: ImageReference | undefined;
  /** What `reference` lacks, for messages: "compilers, headers, git and curl". */
  readonly lacks: string;
  /** Programs that are there only in the larger image, and for which it is chosen. */
  readonly tools: readonly string[];
}

interface Row {
  /** Names without `docker.io/` and `library/`. */
  readonly names: RegExp;
  readonly kind: RuntimeKind;
  /** Name and tag of the runtime image, or just the kind when the tag names a larger one but not which smaller one; undefined: not an SDK. */
  readonly runtime: (tag: string, name: string) => string | "unknown" | undefined;
  readonly lacks: string;
  readonly tools: readonly string[];
}

const debianReleases = "trixie|bookworm|bullseye|buster|stretch|jessie";
const fullTag = new RegExp(`^(?:(\\d[\\d.]*)|(${debianReleases})|latest)(?:-(${debianReleases}))?$`);
/** Node's names for its releases with long-term support. */
const nodeReleases = "argon|boron|carbon|dubnium|erbium|fermium|gallium|hydrogen|iron|jod|krypton";
const nodeTag = new RegExp(
  `^(?:(\\d[\\d.]*|lts|current|(?:lts-)?(?:${nodeReleases}))|(${debianReleases})|latest)(?:-(${debianReleases}))?$`,
);
const compilers = ["gcc", "g++", "cc", "c++", "make", "autoconf", "automake", "libtool", "patch"];
const javaBuilders = ["javac", "mvn", "mvnw", "gradle", "gradlew", "ant", "sbt", "jlink", "jar"];
/** Releases for which Eclipse Temurin publishes a JRE for years to come. */
const temurinReleases = ["8", "11", "17", "21", "25"];

const rows: readonly Row[] = [
  {
    names: /^(?:python|ruby|perl|pypy|erlang|elixir)$/,
    kind: "slim",
    runtime: (tag, name) => slimTag(tag, fullTag, name, (version, release) => `${version}-slim${release}`),
    lacks: "compilers, headers, git and curl",
    tools: compilers,
  },
  {
    names: /^node$/,
    kind: "slim",
    runtime: (tag, name) => slimTag(tag, nodeTag, name, (version, release) => `${version}${release}-slim`),
    lacks: "compilers, headers, Python, git and curl",
    tools: [...compilers, "node-gyp"],
  },
  {
    names: /^(?:eclipse-temurin|adoptopenjdk|ibm-semeru-runtimes)$/,
    kind: "runtime",
    runtime: (tag, name) =>
      /(^|-)jdk\b/.test(tag)
        ? `${name}:${tag.replace(/(^|-)jdk\b/, "$1jre")}`
        : /^\d+$/.test(tag) && name === "eclipse-temurin"
          ? `${name}:${tag}-jre`
          : undefined,
    lacks: "the Java compiler and the JDK's tools",
    tools: javaBuilders,
  },
  {
    names: /^openjdk$/,
    kind: "runtime",
    runtime: openjdkRuntime,
    lacks: "the Java compiler and the JDK's tools",
    tools: javaBuilders,
  },
  {
    names: /^bellsoft\/liberica-openjdk-/,
    kind: "runtime",
    runtime: (tag, name) => `${name.replace("openjdk", "openjre")}:${tag}`,
    lacks: "the Java compiler and the JDK's tools",
    tools: javaBuilders,
  },
  {
    names: /^azul\/zulu-openjdk(?:-debian|-alpine)?$/,
    kind: "runtime",
    runtime: (tag, name) => (/^\d+$/.test(tag) ? `${name}:${tag}-jre` : undefined),
    lacks: "the Java compiler and the JDK's tools",
    tools: javaBuilders,
  },
  {
    names: /^(?:maven|gradle)$/,
    kind: "artefact",
    runtime: (tag) =>
      temurin(tag.match(/(?:temurin|openjdk|jdk|corretto|zulu|sapmachine)-?(\d+)/)?.[1], /alpine/.test(tag)) ??
      "unknown",
    lacks: "the build tool and the Java compiler",
    tools: javaBuilders,
  },
  {
    names: /^mcr\.microsoft\.com\/dotnet\/(?:core\/|nightly\/)?sdk$/,
    kind: "runtime",
    runtime: (tag, name) => `${name.replace(/sdk$/, "aspnet")}:${tag}`,
    lacks: "the .NET SDK",
    tools: [
      "dotnet build",
      "dotnet publish",
      "dotnet restore",
      "dotnet run",
      "dotnet test",
      "dotnet watch",
      "dotnet tool",
      "dotnet ef",
      "dotnet new",
    ],
  },
  {
    names: /^nvidia\/cuda$/,
    kind: "runtime",
    runtime: (tag, name) => (/-devel\b/.test(tag) ? `${name}:${tag.replace(/-devel\b/, "-runtime")}` : undefined),
    lacks: "nvcc, the CUDA headers and the static libraries",
    tools: [...compilers, "nvcc", "cmake", "ninja"],
  },
  {
    names: /^pytorch\/pytorch$/,
    kind: "runtime",
    runtime: (tag, name) => (/-devel$/.test(tag) ? `${name}:${tag.replace(/-devel$/, "-runtime")}` : undefined),
    lacks: "nvcc, the CUDA headers and compilers",
    tools: [...compilers, "nvcc", "cmake", "ninja"],
  },
  {
    names: /^golang$/,
    kind: "artefact",
    runtime: (tag) => distribution(tag),
    lacks: "the Go toolchain",
    tools: ["go", "make"],
  },
  {
    names: /^rust$/,
    kind: "artefact",
    runtime: (tag) => distribution(tag),
    lacks: "the Rust toolchain",
    tools: ["cargo", "rustc", "rustup", "make"],
  },
  {
    names: /^(?:gcc|haskell)$/,
    kind: "artefact",
    runtime: (tag) => distribution(tag),
    lacks: "compilers and headers",
    tools: [...compilers, "cmake", "stack", "cabal", "ghc"],
  },
];

/** The image that would do in place of an SDK or full image; undefined when `image` is none that we know. */
export function runtimeImageFor(image: ImageReference): RuntimeImage | undefined {
  const tag = image.tag ?? "latest";
  const name = image.name.replace(/^public\.ecr\.aws\/docker\/library\//, "");
  if (/windows|nanoserver|onbuild/.test(tag)) {
    return undefined;
  }
  const row = rows.find((candidate) => candidate.names.test(name));
  const runtime = row?.runtime(tag, name);
  if (row === undefined || runtime === undefined) {
    return undefined;
  }
  const { kind, lacks, tools } = row;
  if (runtime === "unknown") {
    return { kind, lacks, tools, reference: undefined };
  }
  const [runtimeName = "", runtimeTag] = splitTag(runtime);
  // A mirror of the larger image may not hold another repository: only a sister tag is looked for there.
  const written = image.text.replace(/@.*$/, "").replace(/:[^/:]*$/, "");
  const text = runtimeName === name ? `${written}:${runtimeTag}` : runtime;
  return { kind, lacks, tools, reference: { text, name: runtimeName, tag: runtimeTag, digest: undefined } };
}

const ubuntuReleases = "\\d\\d\\.\\d\\d|noble|jammy|focal|bionic|xenial|trusty";
const buildpackTag = new RegExp(`^(?:(${debianReleases})|(${ubuntuReleases}))(-curl|-scm)?$`);

/**
 * The distribution alone, for whoever runs a finished program on buildpack-deps. Images that compile stand on it for a
 * reason, so it is no SDK like the others.
 */
export function plainSystemFor({ name, tag = "" }: ImageReference): RuntimeImage | undefined {
  const match = name === "buildpack-deps" ? buildpackTag.exec(tag) : null;
  if (match === null) {
    return undefined;
  }
  const [, debian, ubuntu, variant] = match;
  const [systemName, systemTag] = debian === undefined ? ["ubuntu", ubuntu] : ["debian", `${debian}-slim`];
  return {
    kind: "slim",
    reference: { text: `${systemName}:${systemTag}`, name: systemName!, tag: systemTag, digest: undefined },
    lacks:
      variant === "-curl"
        ? "curl, wget and GnuPG"
        : `${variant === "-scm" ? "" : "compilers, headers, "}git and other version control, curl and GnuPG`,
    tools: compilers,
  };
}

function splitTag(reference: string): [string, string | undefined] {
  const colon = reference.lastIndexOf(":");
  return [reference.slice(0, colon), reference.slice(colon + 1)];
}

function slimTag(
  tag: string,
  pattern: RegExp,
  name: string,
  join: (version: string, release: string) => string,
): string | undefined {
  const match = tag.match(pattern);
  if (match === null) {
    return undefined;
  }
  const [, version = "", onlyRelease, release = onlyRelease] = match;
  const joined = join(version, release === undefined ? "" : `-${release}`);
  return `${name}:${joined.replace(/^-/, "")}`;
}

/** Docker's own openjdk has a JRE beside each JDK of 8, and of 11 on Debian; for others Eclipse Temurin is nearest. */
function openjdkRuntime(tag: string): string | undefined {
  if (/jre/.test(tag)) {
    return undefined;
  }
  if (/^8(u\d+)?\b(?!.*(oracle|ea))/.test(tag) || /^11\b(?!.*(alpine|oracle|ea))/.test(tag)) {
    return `openjdk:${/jdk/.test(tag) ? tag.replace(/jdk/, "jre") : tag.replace(/^[\w.]+/, "$&-jre")}`;
  }
  return temurin(tag.match(/^(\d+)(?![\w-]*\bea\b)/)?.[1], /alpine/.test(tag));
}

function temurin(release: string | undefined, alpine: boolean): string | undefined {
  return release !== undefined && temurinReleases.includes(release)
    ? `eclipse-temurin:${release}-jre${alpine ? "-alpine" : ""}`
    : undefined;
}

/** What a compiled program that was built on this image can stand on: the same distribution, small. */
function distribution(tag: string): string {
  const alpine = tag.match(/alpine([\d.]*)/);
  if (alpine !== null) {
    return `alpine:${alpine[1] || "latest"}`;
  }
  const release = tag.match(new RegExp(debianReleases))?.[0];
  return `debian:${release ?? "stable"}-slim`;
}

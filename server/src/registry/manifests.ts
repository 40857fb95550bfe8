// Reads what registries list: indexes with an image per platform, and images with their compressed layers.

/** How a layer is stored in the registry, which decides how much larger it is on disk. */
export type Compression = "gzip" | "zstd" | "none";

export interface Layer {
  readonly digest: string;
  /** As stored and pulled. */
  readonly bytes: number;
  readonly compression: Compression;
}

export interface PlatformImage {
  readonly digest: string;
  /** `linux/arm64/v8`. */
  readonly platform: string;
}

export type Manifest =
  | { readonly kind: "index"; readonly images: readonly PlatformImage[] }
  | { readonly kind: "image"; readonly layers: readonly Layer[] };

/** What we can read, for `Accept`. */
export const manifestTypes = [
  "application/vnd.oci.image.index.v1+json",
  "application/vnd.oci.image.manifest.v1+json",
  "application/vnd.docker.distribution.manifest.list.v2+json",
  "application/vnd.docker.distribution.manifest.v2+json",
].join(", ");

const noManifest = "answers with what is no manifest";

/** Reads a manifest; throws for what is none of a container image, in a phrase that goes on after the registry's name. */
export function readManifest(text: string): Manifest {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    throw new Error(noManifest);
  }
  const { manifests, layers, fsLayers, config } = (content ?? {}) as Record<string, unknown>;
  if (Array.isArray(manifests)) return { kind: "index", images: manifests.flatMap(readPlatformImage) };
  if (Array.isArray(layers)) {
    const kind = (config as { mediaType?: unknown } | undefined)?.mediaType;
    if (typeof kind === "string" && !/\.image\.(config\.)?v1\+json$|docker\.container\.image\./.test(kind))
      throw new Error(`holds no container image there, but ${kind}`);
    return { kind: "image", layers: layers.map(readLayer) };
  }
  if (Array.isArray(fsLayers)) throw new Error("keeps it in a format (schema 1) that tells no sizes");
  throw new Error(noManifest);
}

/** Attestations stand among the images as `unknown/unknown`. */
function readPlatformImage(entry: unknown): PlatformImage[] {
  const { digest, platform, annotations } = (entry ?? {}) as Record<string, unknown>;
  const { os, architecture, variant } = (platform ?? {}) as Record<string, unknown>;
  if (!isDigest(digest) || typeof os !== "string" || typeof architecture !== "string") return [];
  const isAttestation = "vnd.docker.reference.type" in ((annotations as object | undefined) ?? {});
  if (os === "unknown" || isAttestation) return [];
  return [{ digest, platform: [os, architecture, variant].filter(Boolean).join("/") }];
}

function readLayer(entry: unknown): Layer {
  const { digest, size, mediaType } = (entry ?? {}) as Record<string, unknown>;
  if (!isDigest(digest) || !Number.isSafeInteger(size) || (size as number) < 0 || typeof mediaType !== "string")
    throw new Error(noManifest);
  // Layers that Microsoft serves itself ("foreign", "nondistributable") are pulled like the others.
  const format = /\.(?:tar|tar\.(?:gzip|zstd)|tar\+(?:gzip|zstd))$/.exec(mediaType)?.[0];
  if (format === undefined) throw new Error(`lists a layer of a kind that is not known (${mediaType})`);
  const compression = format.endsWith("gzip") ? "gzip" : format.endsWith("zstd") ? "zstd" : "none";
  return { digest, bytes: size as number, compression };
}

function isDigest(value: unknown): value is string {
  return typeof value === "string" && /^sha256:[0-9a-f]{64}$/.test(value);
}

/** Other names that people and engines use. */
const architectures: Readonly<Record<string, string>> = {
  x86_64: "amd64",
  "x86-64": "amd64",
  aarch64: "arm64",
  armhf: "arm",
  armel: "arm",
  i386: "386",
};

/**
 * The image for a platform such as `linux/arm64`, chosen as engines choose: the very variant, else none, else the newest
 * older one. Undefined where there is none.
 */
export function imageFor(images: readonly PlatformImage[], platform: string): PlatformImage | undefined {
  const [os = "", architecture = "", variant] = platform.toLowerCase().split("/");
  const wanted = architectures[architecture] ?? architecture;
  // What the names stand for where no variant is given.
  const usual = wanted === "arm64" ? "v8" : wanted === "arm" ? "v7" : "";
  const level = (name: string | undefined) => Number(/^v(\d+)/.exec(name || usual)?.[1] ?? 0);
  return images
    .map((image) => ({ image, parts: image.platform.toLowerCase().split("/") }))
    .filter(({ parts }) => parts[0] === os && parts[1] === wanted && level(parts[2]) <= level(variant))
    .sort((one, other) => level(other.parts[2]) - level(one.parts[2]))[0]?.image;
}

// What registries list of images: asked once per image, a few at a time, and kept on disk.
import { type AnswerCache, openAnswerCache } from "./answer-cache";
import type { Login } from "./authorization";
import { type ImageAddress, readImageAddress } from "./image-address";
import { imageFor, type Layer, type Manifest, readManifest } from "./manifests";
import { isPassing, RegistryError, Repository } from "./repository";

/** An image as its registry lists it. */
export interface ListedImage {
  /** The registry's name as people write it: `docker.io`. */
  readonly registry: string;
  /** Of the manifest for one platform. */
  readonly digest: string;
  /** `linux/amd64`; undefined where the registry has only one image under that name and doesn't say what for. */
  readonly platform: string | undefined;
  /** Each once, as they are pulled. */
  readonly layers: readonly Layer[];
  /** When the registry said so, in milliseconds since 1970. */
  readonly checkedAt: number;
}

export interface RegistryClientOptions {
  /** Folder for answers, made when there are some. */
  readonly cacheFolder: string;
  /** The user's login for a registry, asked for only where that wants one. */
  readonly findLogin: (registry: string) => Promise<Login | undefined>;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
  /** Milliseconds for one image, from the first request to the last answer. */
  readonly timeout?: number;
}

/** Milliseconds for which a tag is taken to stand for what it stood for: a day. */
const tagLifetime = 24 * 3600_000;

/** Milliseconds for which a failure is not tried again: editors ask after every change on disk. */
const failureLifetime = 60_000;

/** Milliseconds beyond which no registry can send us away. */
const longestWait = 6 * 3600_000;

const mostAtOnce = 4;

export class RegistryClient {
  private readonly cache: AnswerCache;
  private readonly running = new Map<string, Promise<ListedImage>>();
  private readonly failures = new Map<string, { readonly error: unknown; readonly until: number }>();
  private readonly queue: (() => void)[] = [];
  private active = 0;
  private readonly now: () => number;

  constructor(private readonly options: RegistryClientOptions) {
    this.cache = openAnswerCache(options.cacheFolder);
    this.now = options.now ?? Date.now;
  }

  /**
   * What the registry lists of an image for a platform (`linux/amd64` where none is given). Rejects, in a phrase for people,
   * where that cannot be had.
   */
  image(reference: string, platform = "linux/amd64"): Promise<ListedImage> {
    let address: ImageAddress;
    try {
      address = readImageAddress(reference);
    } catch (error) {
      return Promise.reject(error);
    }
    const { registry, repository, tag, digest } = address;
    const key = [registry, repository, tag, digest, platform].join(" ");
    const running = this.running.get(key);
    if (running) return running;
    for (const name of [registry, key]) {
      const failure = this.failures.get(name);
      if (failure && failure.until > this.now()) return Promise.reject(failure.error);
    }
    const asking = this.inTurn(() => this.withDeadline((signal) => this.lookUp(address, platform, signal)));
    const noted = asking.catch((error: unknown) => {
      this.noteFailure(registry, key, error);
      throw error;
    });
    const done = noted.finally(() => this.running.delete(key));
    this.running.set(key, done);
    return done;
  }

  private async lookUp(address: ImageAddress, platform: string, signal: AbortSignal): Promise<ListedImage> {
    const repository = new Repository(address, this.options.findLogin, signal);
    const top =
      address.digest === undefined
        ? await this.ofTag(address, repository)
        : { ...(await this.ofDigest(address.digest, repository)), checkedAt: this.now() };
    const { registry } = address;
    const manifest = read(top.text, registry);
    if (manifest.kind === "image") return listed(registry, top.digest, undefined, manifest, top.checkedAt);
    const chosen = imageFor(manifest.images, platform);
    if (chosen === undefined) {
      const others = [...new Set(manifest.images.map((image) => image.platform))].join(", ");
      throw new Error(`${registry} has it for ${others || "no platform"}, not for ${platform}`);
    }
    const { digest, text } = await this.ofDigest(chosen.digest, repository);
    const image = read(text, registry);
    if (image.kind === "index") throw new Error(`${registry} lists an index in an index, which is not read`);
    return listed(registry, digest, chosen.platform, image, top.checkedAt);
  }

  private async ofDigest(digest: string, repository: Repository): Promise<{ digest: string; text: string }> {
    const kept = await this.cache.document(digest);
    if (kept !== undefined) return { digest, text: kept };
    const found = await repository.manifest(digest);
    await this.cache.keepDocument(digest, found.text);
    return found;
  }

  /** A tag is asked for once a day; where its registry is away, what it said last counts. */
  private async ofTag(
    { registry, repository: path, tag = "latest" }: ImageAddress,
    repository: Repository,
  ): Promise<{ digest: string; text: string; checkedAt: number }> {
    const name = `${registry}/${path}:${tag}`;
    const entry = await this.cache.tag(name);
    const keptText = entry && (await this.cache.document(entry.digest));
    const kept = keptText === undefined ? undefined : { ...entry!, text: keptText };
    const age = kept === undefined ? undefined : this.now() - kept.checkedAt;
    if (kept && age !== undefined && age >= 0 && age < tagLifetime) return kept;
    try {
      // To ask for the digest alone counts against no limit on pulls.
      const isSame = kept !== undefined && (await repository.digestOf(tag)) === kept.digest;
      const { digest, text } = isSame ? kept : await repository.manifest(tag);
      // What is no manifest is not kept for a day.
      read(text, registry);
      const checkedAt = this.now();
      if (!isSame) await this.cache.keepDocument(digest, text);
      await this.cache.keepTag(name, { digest, checkedAt });
      return { digest, text, checkedAt };
    } catch (error) {
      if (kept !== undefined && isPassing(error)) return kept;
      throw error;
    }
  }

  private noteFailure(registry: string, key: string, error: unknown): void {
    const isLimit = error instanceof RegistryError && error.status === 429;
    const wait = error instanceof RegistryError ? (error.retryAfter ?? 0) * 1000 : 0;
    const until = this.now() + Math.min(Math.max(wait, failureLifetime), longestWait);
    this.failures.set(isLimit ? registry : key, { error, until });
  }

  /** Runs at most a few at once, the others in the order in which they were asked for. */
  private async inTurn<T>(run: () => Promise<T>): Promise<T> {
    if (this.active >= mostAtOnce) await new Promise<void>((resolve) => this.queue.push(resolve));
    else this.active++;
    try {
      return await run();
    } finally {
      const next = this.queue.shift();
      if (next) next();
      else this.active--;
    }
  }

  private async withDeadline<T>(run: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const controller = new AbortController();
    const timer = setTimeout(() => controller.abort(), this.options.timeout ?? 15_000);
    try {
      return await run(controller.signal);
    } finally {
      clearTimeout(timer);
    }
  }
}

function read(text: string, registry: string): Manifest {
  try {
    return readManifest(text);
  } catch (error) {
    throw new Error(`${registry} ${(error as Error).message}`);
  }
}

function listed(
  registry: string,
  digest: string,
  platform: string | undefined,
  { layers }: Extract<Manifest, { kind: "image" }>,
  checkedAt: number,
): ListedImage {
  const once = new Map(layers.map((layer) => [layer.digest, layer]));
  return { registry, digest, platform, layers: [...once.values()], checkedAt };
}

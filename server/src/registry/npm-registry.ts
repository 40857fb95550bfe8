// Asks the registry that npm is set up with what versions of packages take unpacked. A published version never changes: what
// was answered once is kept on disk for ever.
import { createHash, randomUUID } from "node:crypto";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import path from "node:path";
import { type FactValue, messageOf, packageKey } from "../engine/index";
import { HttpError, send } from "./http";
import type { NpmSettings } from "./npm-settings";

export interface Published {
  readonly name: string;
  readonly version: string;
}

/** Requests under way at once, and milliseconds for one of them and for all. */
const atOnce = 8;
const longestRequest = 10_000;
const longestLookUp = 120_000;
/** Bytes; manifests of one version are below 100 kB as a rule. */
const longestManifest = 2_000_000;

/** Null: the registry knows the version and tells no size, as for those published before 2018. */
type Sizes = Record<string, number | null>;

export class NpmRegistry {
  constructor(
    private readonly settings: NpmSettings,
    private readonly cacheFolder: string,
    /** Milliseconds. */
    private readonly requestTimeout = longestRequest,
  ) {}

  /**
   * Unpacked bytes of these versions, by `name@version`; those that the registry does not know or tell are left out.
   * Rejects, in a phrase, where a registry could not be asked, or nobody says which, and nothing was known before.
   */
  async sizes(packages: readonly Published[]): Promise<FactValue> {
    const byRegistry = new Map<string, { readonly registry: URL; readonly wanted: Map<string, Published> }>();
    for (const one of packages) {
      const registry = isOfRegistry(one) ? await this.settings.registryOf(one.name) : undefined;
      if (registry === undefined) continue;
      const entry = byRegistry.get(registry.href) ?? { registry, wanted: new Map() };
      entry.wanted.set(packageKey(one), one);
      byRegistry.set(registry.href, entry);
    }
    const answers = await Promise.all([...byRegistry.values()].map((one) => this.sizesFrom(one.registry, one.wanted)));
    const packageSizes: Record<string, number> = {};
    for (const { sizes } of answers)
      for (const [key, bytes] of Object.entries(sizes)) if (bytes !== null) packageSizes[key] = bytes;
    const problem = answers.find((answer) => answer.problem !== undefined)?.problem;
    if (problem !== undefined && Object.keys(packageSizes).length === 0) throw new Error(problem);
    const bytes = Object.values(packageSizes).reduce((sum, size) => sum + size, 0);
    const hosts = [...byRegistry.values()].map(({ registry }) => registry.host).join(", ");
    return {
      bytes,
      basis: `sizes that ${hosts} publishes${problem === undefined ? "" : ` (${problem})`}`,
      packageSizes,
    };
  }

  private async sizesFrom(
    registry: URL,
    wanted: ReadonlyMap<string, Published>,
  ): Promise<{ readonly sizes: Sizes; readonly problem: string | undefined }> {
    const known = await this.readKept(registry);
    const sizes: Sizes = {};
    const missing: [string, Published][] = [];
    for (const [key, one] of wanted) {
      if (Object.hasOwn(known, key)) sizes[key] = known[key]!;
      else missing.push([key, one]);
    }
    if (missing.length === 0) return { sizes, problem: undefined };
    let problem: string | undefined;
    const news: Sizes = {};
    const until = Date.now() + longestLookUp;
    const work = async () => {
      // A registry that cannot be asked is not asked a thousand times.
      for (let next = missing.shift(); next !== undefined && problem === undefined; next = missing.shift()) {
        try {
          if (Date.now() > until) throw new HttpError(`${registry.host} is too slow to tell all sizes`, undefined);
          const bytes = await this.ask(registry, next[1]);
          if (bytes !== undefined) news[next[0]] = bytes;
        } catch (error) {
          problem ??= messageOf(error);
        }
      }
    };
    await Promise.all(Array.from({ length: atOnce }, work));
    if (Object.keys(news).length > 0) await this.keep(registry, news);
    return { sizes: { ...sizes, ...news }, problem };
  }

  /** Undefined where the registry has no such version; null where it tells no size. */
  private async ask(registry: URL, { name, version }: Published): Promise<number | null | undefined> {
    const url = new URL(`${name.replace("/", "%2f")}/${encodeURIComponent(version)}`, registry);
    const authorization = this.settings.authorizationFor(registry);
    const deadline = new AbortController();
    const timer = setTimeout(() => deadline.abort(), this.requestTimeout);
    const answer = await send({
      method: "GET",
      url,
      headers: { accept: "application/json", ...(authorization && { authorization }) },
      signal: deadline.signal,
      limit: longestManifest,
    }).finally(() => clearTimeout(timer));
    if (answer.status === 404) return undefined;
    if (answer.status === 401 || answer.status === 403)
      throw new HttpError(
        `${registry.host} wants ${authorization ? "another login" : "a login"} for ${name}: npm login`,
        undefined,
      );
    if (answer.status !== 200) throw new HttpError(`${registry.host} answers with status ${answer.status}`, undefined);
    return unpackedSize(answer.body.toString(), registry.host);
  }

  private file(registry: URL): string {
    return path.join(this.cacheFolder, `${createHash("sha256").update(registry.href).digest("hex")}.json`);
  }

  /** What is broken counts as not there. */
  private async readKept(registry: URL): Promise<Sizes> {
    try {
      const kept: unknown = JSON.parse(await readFile(this.file(registry), "utf8"));
      if (typeof kept !== "object" || kept === null) return {};
      const whole = Object.entries(kept).filter(([, bytes]) => bytes === null || Number.isSafeInteger(bytes));
      return Object.fromEntries(whole);
    } catch {
      return {};
    }
  }

  /** For this user alone: names of packages may be private. Another process may have kept some meanwhile. */
  private async keep(registry: URL, news: Sizes): Promise<void> {
    const file = this.file(registry);
    const unfinished = `${file}.${randomUUID()}`;
    try {
      await mkdir(this.cacheFolder, { recursive: true, mode: 0o700 });
      await writeFile(unfinished, JSON.stringify({ ...(await this.readKept(registry)), ...news }), { mode: 0o600 });
      await rename(unfinished, file);
    } catch {
      // A full or read-only disk: it is asked for again next time.
    }
  }
}

/** Packages from git or folders have no version that a registry knows; a name with dots alone would be another address. */
function isOfRegistry({ name, version }: Published): boolean {
  return /^(@[\w~-][\w.~-]*\/)?[\w~-][\w.~-]*$/.test(name) && /^\d+\.\d+\.\d+[\w.+-]*$/.test(version);
}

function unpackedSize(text: string, host: string): number | null {
  let size: unknown;
  try {
    size = (JSON.parse(text) as { dist?: { unpackedSize?: unknown } } | null)?.dist?.unpackedSize;
  } catch {
    throw new HttpError(`${host} answers with what is no JSON`, undefined);
  }
  return typeof size === "number" && Number.isSafeInteger(size) && size >= 0 ? size : null;
}

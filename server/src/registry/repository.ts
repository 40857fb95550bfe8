// One look-up in one repository of a registry: its manifests by tag or digest, with a login where the registry wants one.
import { digestOf } from "./answer-cache";
import { authorize, type Login } from "./authorization";
import { type HttpAnswer, HttpError, send } from "./http";
import type { ImageAddress } from "./image-address";
import { manifestTypes } from "./manifests";

/** Bytes of the largest manifest; registries themselves take none over 4 MiB. */
const manifestLimit = 4 * 1024 * 1024;

/** The registry answered, but not with a manifest. `message` is a phrase that begins with the registry's name. */
export class RegistryError extends Error {
  override readonly name = "RegistryError";
  constructor(
    message: string,
    readonly status: number | undefined,
    /** Seconds after which it may be asked again, where it says so. */
    readonly retryAfter: number | undefined,
  ) {
    super(message);
  }
}

/** Whether it may well answer another time: nobody said that there is no such image. */
export function isPassing(error: unknown): boolean {
  if (error instanceof HttpError) return true;
  return error instanceof RegistryError && error.status !== undefined && (error.status === 429 || error.status >= 500);
}

export class Repository {
  private authorization: string | undefined;
  private scheme: "https" | "http" = "https";

  /** `signal` ends the whole look-up; `findLogin` is asked for only where the registry wants a login. */
  constructor(
    private readonly address: ImageAddress,
    private readonly findLogin: (registry: string) => Promise<Login | undefined>,
    private readonly signal: AbortSignal,
  ) {}

  /** The digest that a tag has now; undefined where the registry doesn't say without sending the document. */
  async digestOf(tag: string): Promise<string | undefined> {
    const answer = await this.ask("HEAD", tag);
    const digest = answer.headers["docker-content-digest"];
    return typeof digest === "string" ? digest : undefined;
  }

  /** A manifest and its digest. Rejects with a RegistryError or an HttpError. */
  async manifest(tagOrDigest: string): Promise<{ readonly digest: string; readonly text: string }> {
    const { body } = await this.ask("GET", tagOrDigest);
    const digest = digestOf(body);
    if (tagOrDigest.startsWith("sha256:") && digest !== tagOrDigest)
      throw new RegistryError(
        `${this.address.registry} answers with another document than ${tagOrDigest}`,
        undefined,
        undefined,
      );
    return { digest, text: body.toString() };
  }

  private async ask(method: "GET" | "HEAD", tagOrDigest: string): Promise<HttpAnswer> {
    let answer = await this.request(method, tagOrDigest);
    if (answer.status === 401 && this.authorization === undefined) {
      const { registry, repository } = this.address;
      const login = await this.findLogin(registry);
      this.authorization = await authorize({ answer, registry, repository, login, signal: this.signal });
      answer = await this.request(method, tagOrDigest);
    }
    if (answer.status === 200) return answer;
    throw this.problem(answer, tagOrDigest);
  }

  private async request(method: "GET" | "HEAD", tagOrDigest: string): Promise<HttpAnswer> {
    const { host, repository, isLocal } = this.address;
    const headers = {
      accept: manifestTypes,
      "user-agent": "layer-cost",
      ...(this.authorization && { authorization: this.authorization }),
    };
    const ask = () => {
      const url = new URL(`${this.scheme}://${host}/v2/${repository}/manifests/${tagOrDigest}`);
      return send({ method, url, headers, signal: this.signal, limit: manifestLimit });
    };
    try {
      return await ask();
    } catch (error) {
      const speaksNoTls = error instanceof HttpError && /^(EPROTO|ECONNRESET|ERR_SSL.*)$/.test(error.code ?? "");
      if (!isLocal || !speaksNoTls || this.scheme === "http") throw error;
      this.scheme = "http";
      return ask();
    }
  }

  private problem({ status, headers }: HttpAnswer, tagOrDigest: string): RegistryError {
    const { registry, repository } = this.address;
    const seconds = Number(headers["retry-after"]);
    const retryAfter = Number.isFinite(seconds) && seconds > 0 ? seconds : undefined;
    const say = (message: string) => new RegistryError(`${registry} ${message}`, status, retryAfter);
    if (status === 404) return say(`has no ${repository}${tagOrDigest.includes(":") ? "@" : ":"}${tagOrDigest}`);
    if (status === 401 || status === 403)
      return say(`has no ${repository}, or shows it only to others: docker login ${registry}`);
    if (status === 429) return say("takes no more requests from here for now (its rate limit)");
    return say(`fails with status ${status}`);
  }
}

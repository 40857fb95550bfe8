// Answers a registry's 401: HTTP Basic, or a token from the server that it names, with the user's login where there is one.
import { type HttpAnswer, type HttpRequest, send } from "./http";

/** As `docker login` left it; an identity token has no user name. */
export interface Login {
  readonly username: string;
  readonly password: string;
}

export interface Challenge {
  /** In lower case. */
  readonly scheme: string;
  readonly parameters: Readonly<Record<string, string>>;
}

/** Bytes of a token server's answer. */
const tokenLimit = 1_000_000;

/** Reads a `WWW-Authenticate` header, which may name several schemes. */
export function readChallenges(header: string): readonly Challenge[] {
  const challenges: { scheme: string; parameters: Record<string, string> }[] = [];
  // A word that no `=` follows is a scheme; what follows are its parameters, in quotes or not.
  for (const [, name = "", quoted, bare] of header.matchAll(
    /([\w!#$%&'*+.^`|~-]+)(?:\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]+)))?/g,
  )) {
    if (quoted === undefined && bare === undefined) challenges.push({ scheme: name.toLowerCase(), parameters: {} });
    else {
      const last = challenges.at(-1);
      if (last) last.parameters[name.toLowerCase()] = quoted?.replace(/\\(.)/g, "$1") ?? bare ?? "";
    }
  }
  return challenges;
}

export interface AuthorizationRequest {
  /** The 401. */
  readonly answer: HttpAnswer;
  /** The registry's name as people write it, which `docker login` takes. */
  readonly registry: string;
  readonly repository: string;
  readonly login: Login | undefined;
  readonly signal: AbortSignal;
}

/**
 * The `Authorization` header that the registry asks for with its 401. Rejects, in a phrase, where it asks for what cannot
 * be given, or the token server refuses.
 */
export async function authorize(request: AuthorizationRequest): Promise<string> {
  const { answer, registry, repository, login, signal } = request;
  const challenges = readChallenges(answer.headers["www-authenticate"] ?? "");
  const bearer = challenges.find(({ scheme }) => scheme === "bearer");
  if (bearer) {
    const { realm = "", service, scope } = bearer.parameters;
    let server: URL;
    try {
      server = new URL(realm, answer.url);
    } catch {
      throw new Error(`${registry} names no server for its tokens`);
    }
    if (server.protocol !== "https:" && answer.url.protocol === "https:")
      throw new Error(`${registry} names a server for its tokens that speaks no TLS, which is not asked`);
    const asked = { service, scope: scope ?? `repository:${repository}:pull` };
    return `Bearer ${await fetchToken(server, asked, login, registry, signal)}`;
  }
  if (challenges.some(({ scheme }) => scheme === "basic")) {
    if (login === undefined) throw new Error(`${registry} needs a login: docker login ${registry}`);
    return basic(login);
  }
  throw new Error(`${registry} refuses, and does not say how to log in`);
}

interface Asked {
  readonly service: string | undefined;
  readonly scope: string;
}

async function fetchToken(
  server: URL,
  { service, scope }: Asked,
  login: Login | undefined,
  registry: string,
  signal: AbortSignal,
): Promise<string> {
  const fields = { ...(service === undefined ? {} : { service }), scope };
  const common = { signal, limit: tokenLimit };
  let request: HttpRequest;
  if (login !== undefined && login.username === "") {
    // An identity token is exchanged, as OAuth 2 does it.
    const form = { ...fields, grant_type: "refresh_token", client_id: "layer-cost", refresh_token: login.password };
    const headers = { accept: "application/json", "content-type": "application/x-www-form-urlencoded" };
    request = { ...common, method: "POST", url: server, headers, body: new URLSearchParams(form).toString() };
  } else {
    const url = new URL(server);
    for (const [name, value] of Object.entries(fields)) url.searchParams.set(name, value);
    const headers = { accept: "application/json", ...(login && { authorization: basic(login) }) };
    request = { ...common, method: "GET", url, headers };
  }
  const answer = await send(request);
  if (answer.status === 401 || answer.status === 403)
    throw new Error(
      login
        ? `${registry} refuses the login that docker keeps for it`
        : `${registry} needs a login: docker login ${registry}`,
    );
  if (answer.status !== 200) throw new Error(`the token server of ${registry} answers with status ${answer.status}`);
  try {
    const { token, access_token } = JSON.parse(answer.body.toString()) as Record<string, unknown>;
    const found = token || access_token;
    if (typeof found === "string" && /^[\x21-\x7e]+$/.test(found)) return found;
  } catch {
    // Told below.
  }
  throw new Error(`the token server of ${registry} answers with what is no token`);
}

function basic({ username, password }: Login): string {
  return `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}`;
}

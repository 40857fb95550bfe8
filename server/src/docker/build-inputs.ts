// What a build takes in beside its context, opened for the time of the build: secrets, ssh agents, logins, proxies.
import os from "node:os";
import path from "node:path";
import { type BuildRequest, resolveInputs } from "../engine/index";
import { type BuildPlan, PlanError } from "./build-plan";
import type { Method } from "./build-session";
import type { AvailableEngine } from "./describe-engine";
import type { Environment } from "./endpoint";
import type { Mask } from "./mask";
import { type NamedContexts, openNamedContexts } from "./named-contexts";
import { passwordsOf, proxyArguments } from "./proxy-arguments";
import { credentials, Logins, serveCredentials } from "./registry-credentials";
import { getSecret, readSecrets, serveSecrets } from "./serve-secrets";
import { openAgents, serveAgents } from "./serve-ssh";

export interface OpenInputs {
  readonly logins: Logins;
  readonly contexts: NamedContexts;
  /** Build arguments of the docker configuration. */
  readonly proxies: Readonly<Record<string, string>>;
  /** Session methods that serve them all. */
  readonly methods: Readonly<Record<string, Method>>;
  /** Ends what was started for the build. */
  close(): void;
}

/** The build that takes them in. */
export interface TakingIn {
  readonly request: BuildRequest;
  readonly environment: Environment;
  /** Learns the secrets before anything else does. */
  readonly mask: Mask;
  readonly signal: AbortSignal;
}

/**
 * Reads secrets and further contexts, finds agents.
 * Throws a PlanError or a ContextError that says which of them cannot be had, or not with this engine.
 */
export async function openInputs(build: TakingIn, plan: BuildPlan, engine: AvailableEngine): Promise<OpenInputs> {
  const { environment, mask } = build;
  const request = { ...build.request, ...resolveInputs(build.request, expandHome) };
  refuseMounts(request, plan, engine);
  const contexts = await openNamedContexts(request, plan, engine, build.signal);
  const secrets = await readSecrets(request.secrets ?? [], environment, build.signal);
  for (const value of secrets.values()) mask.add(value);
  const agents = await openAgents(request.ssh ?? [], environment);
  const proxies = proxyArguments(engine.endpoint, environment);
  for (const password of passwordsOf(proxies)) mask.add(Buffer.from(password));
  const logins = new Logins(environment);
  return {
    logins,
    contexts,
    proxies,
    methods: {
      [credentials]: serveCredentials(logins),
      [getSecret]: serveSecrets(secrets),
      ...serveAgents(agents.sockets),
    },
    close: agents.close,
  };
}

/** `~/` is the user's home folder, as Compose has it. */
function expandHome(file: string): string {
  return /^~[/\\]/.test(file) ? path.join(os.homedir(), file.slice(2)) : file;
}

/** Throws a PlanError where steps mount what this engine's builder cannot be given. */
function refuseMounts({ secrets = [], ssh = [] }: BuildRequest, plan: BuildPlan, engine: AvailableEngine): void {
  if (engine.builder === "BuildKit") return;
  const mounted = (type: string) =>
    plan.reached.some(({ instructions }) =>
      instructions.some(({ syntax: { flags } }) =>
        flags.some(({ name, value }) => name === "mount" && value?.raw.split(",").includes(`type=${type}`)),
      ),
    );
  const names = [
    ...(secrets.length > 0 && mounted("secret") ? ["secrets"] : []),
    ...(ssh.length > 0 && mounted("ssh") ? ["ssh agents"] : []),
  ];
  if (names.length === 0) return;
  const builder =
    engine.name === "Docker"
      ? "the classic builder takes none: unset DOCKER_BUILDKIT"
      : `${engine.name}'s API has no session to hand them over: build with a Docker engine`;
  throw new PlanError(`This build needs ${names.join(" and ")}, and ${builder}.`);
}

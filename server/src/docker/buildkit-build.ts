// Runs one build with BuildKit: files and logins over a session, progress from its trace.
import { createHash, randomUUID } from "node:crypto";
import { ContextError } from "../context/context-error";
import type { Instruction } from "../engine/index";
import { BuildFailure, type BuildRun, commonQuery, EngineGone, untilStopped } from "./build-run";
import { openSession } from "./build-session";
import { refuseUnsupported } from "./builder-limits";
import { findInstruction } from "./buildkit-steps";
import { type BuildNews, decodeTrace, type Trace, type TraceVertex } from "./buildkit-trace";
import { ask, request } from "./engine-client";
import { diffCopy, serveFolders } from "./file-sync";
import { readMessages } from "./json-lines";
import { type Solving, startSolving } from "./solve-build";

/**
 * Milliseconds that a step gets before it is cancelled: with the containerd store, one that is cancelled while its
 * container is being made keeps what it stands on in use until the engine is started again.
 */
const settling = 300;

/**
 * Builds one stage and resolves with the image's id.
 * Throws a BuildFailure for what the builder reports, a ContextError for a file that could not be sent, EngineGone when
 * the connection broke, and anything when the signal aborts.
 */
export async function buildWithBuildKit(run: BuildRun): Promise<string> {
  const { client, plan, context } = run;
  refuseUnsupported(run.engine, plan);
  const buildId = randomUUID();
  let sendError: Error | undefined;
  const dockerfile = { name: "Dockerfile", text: plan.dockerfileText };
  const folders = { contexts: new Map([...run.inputs.contexts.folders, ["context", context]]), dockerfile };
  const key = createHash("sha256").update(`layer-cost\0${context.root}\0${run.dockerfilePath}`).digest("hex");
  const methods = {
    [diffCopy]: serveFolders(folders, (error) => {
      sendError ??= error;
    }),
    ...run.inputs.methods,
  };
  let solving: Solving | undefined;
  const askToStop = () => {
    // It is asked again in a moment.
    if (performance.now() - run.reporter.lastStartedAt < settling) return true;
    if (solving) solving.stop();
    else ask(client.docker, "POST", "/build/cancel", { query: { id: buildId } }).catch(() => undefined);
    return true;
  };
  return untilStopped(run, askToStop, async (connection) => {
    const session = await openSession(client, key, methods, connection.signal);
    try {
      if (Object.keys(run.inputs.contexts.places).length > 0) {
        solving = await startSolving(run, session.id, connection);
        connection.answered();
        return await follow(run, solving.news);
      }
      const query = {
        ...commonQuery(run, buildId),
        version: "2",
        session: session.id,
        remote: "client-session",
        dockerfile: "Dockerfile",
      };
      const response = await request(client.docker, "POST", "/build", { query, signal: connection.signal });
      connection.answered();
      return await follow(run, newsIn(response));
    } catch (error) {
      // Else the transfer ended because the build did, and the engine says why.
      throw sendError instanceof ContextError ? sendError : error;
    } finally {
      solving?.close();
      session.close();
    }
  });
}

async function* newsIn(response: Awaited<ReturnType<typeof request>>): AsyncGenerator<BuildNews> {
  for await (const message of readMessages(response)) {
    if (message.errorDetail || message.error !== undefined)
      throw new BuildFailure(message.errorDetail?.message ?? message.error ?? "The build failed.");
    if (message.id === "moby.buildkit.trace" && typeof message.aux === "string")
      yield { trace: decodeTrace(Buffer.from(message.aux, "base64")) };
    if (typeof message.aux === "object" && message.aux.ID !== undefined) yield { image: message.aux.ID };
  }
}

async function follow(run: BuildRun, news: AsyncIterable<BuildNews>): Promise<string> {
  const instructions = new Map<string, Instruction | undefined>();
  let made: string | undefined;
  for await (const { trace, image } of news) {
    if (trace) report(run, trace, instructions);
    if (image === undefined) continue;
    made = image;
    run.onImage(image);
  }
  if (made === undefined) throw new EngineGone("the engine closed the connection during the build");
  return made;
}

/** `instructions` remembers, by digest, what each step belongs to. */
function report({ plan, reporter }: BuildRun, trace: Trace, instructions: Map<string, Instruction | undefined>): void {
  for (const { digest, name, group, startedMs } of trace.vertexes) {
    if (!instructions.has(digest)) instructions.set(digest, findInstruction(plan.image, group ?? name));
    if (startedMs !== undefined) reporter.step(digest, name, instructions.get(digest), "started", { startedMs });
  }
  for (const { vertex, id, current, total } of trace.statuses)
    reporter.transfer(vertex, instructions.get(vertex), id, current, total);
  for (const { vertex, stream, text } of trace.logs) reporter.log(vertex, instructions.get(vertex), stream, text);
  // Last: what a step said comes in one message with its end, and a secret in it may be in pieces until then.
  for (const vertex of trace.vertexes) {
    const { digest, name, startedMs, completedMs } = vertex;
    const state = endState(vertex);
    if (startedMs === undefined || !state) continue;
    reporter.step(digest, name, instructions.get(digest), state, { startedMs, endedMs: completedMs });
  }
}

function endState({ name, cached, completedMs, error }: TraceVertex) {
  if (completedMs === undefined) return undefined;
  // The other steps of a failed build are cancelled; that is not their failure.
  // A cache that cannot be had makes the build no worse.
  if (error !== "" && name.startsWith("importing cache manifest from ")) return "completed" as const;
  if (error !== "") return /\bcontext canceled$/.test(error.trimEnd()) ? undefined : ("failed" as const);
  return cached ? ("cached" as const) : ("completed" as const);
}

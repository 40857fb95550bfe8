// Says how a build ended when it did not end well: in one sentence, and where in the Dockerfile.
import { ContextError } from "../context/context-error";
import type { BuildEvent, BuildOutcome, BuildRequest, CheckResult, Instruction } from "../engine/index";
import type { OpenInputs } from "./build-inputs";
import { type BuildPlan, PlanError } from "./build-plan";
import { BuildFailure, engineMessage, isLostConnection } from "./build-run";
import { EndpointError } from "./endpoint";
import type { EngineClient } from "./engine-client";
import type { Mask } from "./mask";
import { refusal } from "./refusal";
import { registryOf } from "./registry-credentials";
import { whyMissing } from "./serve-secrets";
import type { StepReporter } from "./step-reporter";

const leftRunning = "Podman goes on with the step that was running until it ends, as it can't be stopped from here.";

/** What is known of a build when an error ends it. */
export interface EndedBuild {
  readonly request: BuildRequest;
  readonly signal: AbortSignal;
  readonly reporter: StepReporter;
  readonly client?: EngineClient;
  readonly plan?: BuildPlan;
  readonly inputs?: OpenInputs;
  /** The engine goes on with a step that could not be ended. */
  readonly leftRunning?: boolean;
}

/** The outcome that an error comes down to. */
export function outcomeOf(error: unknown, build: EndedBuild): BuildOutcome {
  if (build.signal.aborted) return build.leftRunning ? { kind: "cancelled", note: leftRunning } : { kind: "cancelled" };
  if (error instanceof EndpointError || error instanceof ContextError || error instanceof PlanError)
    return { kind: "unavailable", message: error.message };
  const { statusCode } = error as { statusCode?: number };
  const refused = statusCode !== undefined && statusCode !== 401 && statusCode !== 403;
  if (error instanceof BuildFailure || refused)
    return failureOf(engineMessage(error), build, error instanceof BuildFailure ? error.instruction : undefined);
  const { client } = build;
  if (!client) return { kind: "unavailable", message: sentence(engineMessage(error)) };
  const { address } = client.endpoint;
  if (statusCode !== undefined)
    return {
      kind: "unavailable",
      message: sentence(`The engine at ${address} refuses to build: ${engineMessage(error)}`),
    };
  const message = isLostConnection(error)
    ? `The engine at ${address} stopped answering during the build: see whether it is still running, and build again.`
    : refusal(client.endpoint, error);
  return { kind: "unavailable", message };
}

/** The outcome without secrets in what it says. */
export function maskedOutcome(outcome: BuildOutcome, mask: Mask): BuildOutcome {
  switch (outcome.kind) {
    case "failed":
      return { ...outcome, message: mask.text(outcome.message), logTail: mask.text(outcome.logTail) };
    case "unavailable":
      return { ...outcome, message: mask.text(outcome.message) };
    case "cancelled":
      return outcome;
    case "measured": {
      const { build } = outcome;
      const { check } = build;
      return check ? { kind: "measured", build: { ...build, check: maskedCheck(check, mask) } } : outcome;
    }
  }
}

/** The event without secrets in it. */
export function maskedEvent(event: BuildEvent, mask: Mask): BuildEvent {
  if (event.kind === "log") return { ...event, text: mask.text(event.text) };
  if (event.kind === "step" || event.kind === "transfer") return { ...event, title: mask.text(event.title) };
  if (event.kind === "rebuild" && event.step !== undefined) return { ...event, step: mask.text(event.step) };
  const isResult = event.kind === "check" && event.state === "ended";
  return isResult ? { ...event, result: maskedCheck(event.result, mask) } : event;
}

function maskedCheck(check: CheckResult, mask: Mask): CheckResult {
  return { ...check, message: mask.text(check.message), logTail: mask.text(check.logTail) };
}

function failureOf(
  text: string,
  { reporter, plan, request, inputs }: EndedBuild,
  instruction: number | undefined,
): BuildOutcome {
  const step = reporter.failed;
  const instructions = plan?.image.instructions ?? [];
  const syntax = plan?.image.syntax.directives.find(({ name }) => name === "syntax");
  const isSyntax = syntax !== undefined && step?.name.startsWith("resolve image config for ");
  const index = instruction ?? (step ? step.instruction : (atLine(text, plan) ?? namedBy(text, instructions)?.index));
  const failed = instructions.find((instruction) => instruction.index === index);
  const logTail = reporter.logTail(step?.step);
  return {
    kind: "failed",
    message:
      fullDisk(text, logTail) ??
      plainly(text, failed, request) ??
      refusedLogin(text, failed, inputs) ??
      sentence(isSyntax ? `The builder that "# syntax=${syntax.value}" asks for cannot be had: ${text}` : text),
    instruction: index,
    logTail,
  };
}

/** Builders say it in the middle of a long path; a process in a RUN says it in its log alone, and may mean a mount of its own. */
function fullDisk(text: string, logTail: string): string | undefined {
  const remedy = "free some space there (docker system prune removes what nothing uses), and build again.";
  if (/no space left on device/i.test(text)) return `The engine's disk is full: ${remedy}`;
  return /no space left on device/i.test(logTail)
    ? `No space was left where this step wrote, most likely on the engine's disk: ${remedy}`
    : undefined;
}

/** The failures that are most of all, without the builder's own words around them; undefined for others. */
function plainly(text: string, failed: Instruction | undefined, request: BuildRequest): string | undefined {
  const code =
    /^(?:process ".*" did not complete successfully: exit|executor failed running \[.*\]: exit|The command '.*' returned a non-zero) code: (\d+)$|^building at STEP ".*": while running runtime: exit status (\d+)$/s;
  const exit = firstGroup(code, text);
  if (exit !== undefined) return `${failed?.keyword ?? "A step"} ended with exit code ${exit}.`;
  const step = failed?.keyword ?? "A step";
  const secret = /^secret (.+?)(?: not found)?: not found$/.exec(text.trim())?.[1];
  if (secret !== undefined)
    return `${step} needs the secret ${secret}, and ${whyMissing(secret, request.secrets ?? [])}.`;
  const agent = /no SSH key "([^"]*)" forwarded from the client|unset ssh forward key (\S+)/.exec(text);
  if (agent) {
    const id = agent[1] ?? agent[2];
    return `${step} needs the ssh agent ${id}, and none was given: name it in build.ssh, or with --ssh ${id}.`;
  }
  const file =
    /failed to calculate checksum of ref \S+ "([^"]+)": not found$|": copier: stat: "([^"]+)": no such file or directory$/;
  const missing = firstGroup(file, text);
  if (missing === undefined || failed?.copy === undefined) return undefined;
  const { from } = failed.copy;
  if (from.kind === "context")
    return `The build context holds no ${missing.replace(/^\//, "")}, or its ignore file leaves it out.`;
  return from.kind === "stage" ? `The stage ${from.stage.label} holds no ${missing}.` : undefined;
}

function firstGroup(pattern: RegExp, text: string): string | undefined {
  return pattern
    .exec(text.trim())
    ?.slice(1)
    .find((group) => group !== undefined);
}

/** Where a registry hands an image out only to others: which one, and what to do; undefined for other failures. */
function refusedLogin(text: string, failed: Instruction | undefined, inputs: OpenInputs | undefined) {
  if (!/\b401\b|unauthorized|no basic auth credentials|authorization failed|authentication required/i.test(text))
    return;
  const base = failed?.keyword === "FROM" ? failed.stage.base : failed?.copy?.from;
  return base?.kind === "image" ? inputs?.logins.refusal(registryOf(base.reference.text)) : undefined;
}

function atLine(text: string, plan: BuildPlan | undefined): number | undefined {
  const line = /(?:line |Dockerfile:)(\d+)/.exec(text)?.[1];
  if (line === undefined) return undefined;
  return plan?.image.syntax.instructions.find(
    ({ line: first, endLine }) => first < Number(line) && Number(line) <= endLine + 1,
  )?.index;
}

/**
 * What BuildKit finds wrong before any step runs, it tells without a line: `invalid signal: foo`, `base name ($X) should
 * not be blank`, `LABEL must have two arguments`. Where one instruction alone holds what it names, it is that one.
 */
function namedBy(text: string, instructions: readonly Instruction[]): Instruction | undefined {
  const [, ...groups] = /^([A-Z]{3,}) |"([^"]{2,})"|\((\$[^)]+)\)|: (\S+)$|stage index (\d+)$/.exec(text) ?? [];
  const [keyword, ...names] = groups;
  const name = names.find((one) => one !== undefined);
  const found = instructions.filter((instruction) => {
    if (keyword !== undefined) return instruction.keyword === keyword;
    return name !== undefined && wordsOf(instruction).includes(name);
  });
  return found.length === 1 ? found[0] : undefined;
}

/** An instruction's words, and what follows a `=` in them. */
function wordsOf({ syntax }: Instruction): readonly string[] {
  const flags = syntax.flags.flatMap(({ value }) => value?.raw.split(/[=,]/) ?? []);
  return [...flags, ...syntax.words.flatMap(({ raw }) => [raw, raw.slice(raw.indexOf("=") + 1)])];
}

/** The first line of what an engine says, as a sentence; a name at its beginning keeps its small letter. */
function sentence(text: string): string {
  const [line = ""] = text.trim().split("\n", 1);
  const first = line.replace(/[\s:,;]+$/, "");
  const startsWithName = !/^\p{Ll}+( |$)/u.test(first);
  const capital = startsWithName ? first : first.charAt(0).toUpperCase() + first.slice(1);
  return /[.!?]$/.test(capital) ? capital : `${capital}.`;
}

// Checks that a built image works: a command succeeds in it, its health check passes, or what it starts stays up.
import type { BuildEvent, CheckResult, SmokeCheck } from "../engine/index";
import { formatDuration } from "../engine/index";
import { engineMessage } from "./build-run";
import { CheckContainer, type Process } from "./check-container";
import type { AvailableEngine } from "./describe-engine";
import { ask, type EngineClient } from "./engine-client";

/** Milliseconds after which a program that still runs counts as started: one that lacks a file or library ends before. */
const longEnough = 3_000;
/** Milliseconds between two probes of a health check. */
const probeInterval = 500;
/** Milliseconds that a probe may take where the image doesn't say: the engine's own default. */
const probeTimeout = 30_000;
/** Characters of a command that messages show. */
const longestTitle = 80;

export interface CheckRun {
  readonly client: EngineClient;
  readonly engine: AvailableEngine;
  /** Id of the image. */
  readonly image: string;
  readonly check: SmokeCheck;
  /** Hears of every container that is made. */
  readonly onContainer: (id: string) => void;
  readonly onEvent: (event: BuildEvent) => void;
  readonly signal: AbortSignal;
}

/** The parts of an image's configuration that say what it starts. */
interface ImageConfig {
  readonly Entrypoint?: readonly string[] | null;
  readonly Cmd?: readonly string[] | null;
  readonly Shell?: readonly string[] | null;
  /** `Timeout` in nanoseconds. */
  readonly Healthcheck?: { readonly Test?: readonly string[] | null; readonly Timeout?: number } | null;
}

type Finding = Omit<CheckResult, "durationMs">;

const shell = ["/bin/sh", "-c"];

/**
 * Runs the check in a container of the image, and removes that. What goes wrong in the image is a result; rejects when the
 * connection breaks or the signal aborts.
 */
export async function checkImage(run: CheckRun): Promise<CheckResult> {
  const { check, onEvent } = run;
  const started = performance.now();
  const config = await configOf(run);
  const probe = probeOf(config);
  const own = [...(config.Entrypoint ?? []), ...(config.Cmd ?? [])];
  const title = shown(check.command ?? own.join(" "));
  onEvent({ kind: "check", state: "started", title });
  const finding =
    check.command !== undefined
      ? await runCommand(run, check.command, title)
      : own.length === 0
        ? nothingToStart
        : await inContainer(run, {}, title, (container) =>
            probe ? becomesHealthy(container, probe, title, run) : staysUp(container, title, run),
          );
  const result = { ...finding, durationMs: Math.round(performance.now() - started) };
  onEvent({ kind: "check", state: "ended", result });
  return result;
}

async function configOf({ client, engine, image, signal }: CheckRun): Promise<ImageConfig> {
  const path = `/images/${image}/json`;
  const { Config } = await ask<{ readonly Config: ImageConfig | null }>(client.docker, "GET", path, { signal });
  if (engine.name !== "Podman") return Config ?? {};
  // Podman leaves the health check out of what it says to Docker's clients.
  const { Healthcheck } = await ask<Pick<ImageConfig, "Healthcheck">>(client.docker, "GET", `/libpod${path}`, {
    signal,
  });
  return { ...Config, Healthcheck };
}

const nothingToStart: Finding = {
  passed: false,
  message:
    "The image starts nothing by itself, so that there was nothing to check: say which command is to succeed in it.",
  logTail: "",
};

interface Probe {
  readonly command: readonly string[];
  readonly timeoutMs: number;
}

function probeOf({ Healthcheck, Shell }: ImageConfig): Probe | undefined {
  const [kind, ...words] = Healthcheck?.Test ?? [];
  if (words.length === 0 || (kind !== "CMD" && kind !== "CMD-SHELL")) return undefined;
  const command = kind === "CMD" ? words : [...(Shell?.length ? Shell : shell), ...words];
  return { command, timeoutMs: Healthcheck?.Timeout ? Healthcheck.Timeout / 1e6 : probeTimeout };
}

async function runCommand(run: CheckRun, command: string, title: string): Promise<Finding> {
  const succeeds = (container: CheckContainer) => endsWell(container, title, run);
  const result = await inContainer(run, { Entrypoint: shell, Cmd: [command] }, title, succeeds);
  if (!result.lacksShell) return result;
  const words = wordsOf(command);
  if (!words) {
    const message = `The image has no /bin/sh, which the check \`${title}\` needs: name a program with its arguments.`;
    return { passed: false, message, logTail: "" };
  }
  const direct = await inContainer(run, { Entrypoint: words, Cmd: [] }, title, succeeds);
  return { ...direct, message: `${direct.message} The image has no /bin/sh, so it was run without.` };
}

/** Starts a container, looks at it, and removes it however that went. */
async function inContainer(
  run: CheckRun,
  process: Process,
  title: string,
  look: (container: CheckContainer) => Promise<Finding>,
): Promise<Finding & { readonly lacksShell?: boolean }> {
  const { client, engine, image, signal } = run;
  let container: CheckContainer | undefined;
  try {
    container = await CheckContainer.create(client, engine, image, process, signal);
    run.onContainer(container.id);
    await container.start();
    return await look(container);
  } catch (error) {
    // The engine answers, and refuses: it can't start what the image or the check names.
    if ((error as { statusCode?: number }).statusCode === undefined) throw error;
    signal.throwIfAborted();
    const reason = engineMessage(error);
    const lacksShell = /\/bin\/sh\b.*(no such file|not found)/is.test(reason) && process.Entrypoint === shell;
    return {
      passed: false,
      message: `\`${title}\` could not be started: ${plainly(reason)}.`,
      logTail: "",
      lacksShell,
    };
  } finally {
    await container?.remove();
  }
}

/** A check's command must succeed in time. */
async function endsWell(container: CheckContainer, title: string, { check, signal }: CheckRun): Promise<Finding> {
  const { timeoutMs } = check;
  const exitCode = await within(container, timeoutMs, signal);
  const logTail = await container.logTail();
  if (exitCode === 0) return { passed: true, message: `\`${title}\` succeeded.`, logTail };
  const how = exitCode === undefined ? `did not end within ${formatDuration(timeoutMs)}` : failureOf(exitCode);
  return { passed: false, message: `\`${title}\` ${how}.`, logTail };
}

/** What the image starts must run for a moment, or have done its work by then. */
async function staysUp(container: CheckContainer, title: string, { check, signal }: CheckRun): Promise<Finding> {
  const moment = Math.min(longEnough, check.timeoutMs);
  const exitCode = await within(container, moment, signal);
  const logTail = await container.logTail();
  if (exitCode === undefined)
    return { passed: true, message: `\`${title}\` started and still ran after ${formatDuration(moment)}.`, logTail };
  if (exitCode === 0) return { passed: true, message: `\`${title}\` started and ended with success.`, logTail };
  return { passed: false, message: `\`${title}\` ${failureOf(exitCode)}.`, logTail };
}

/** The image's own health check must pass in time, while what it starts runs. */
async function becomesHealthy(
  container: CheckContainer,
  probe: Probe,
  title: string,
  { check, signal }: CheckRun,
): Promise<Finding> {
  const end = performance.now() + check.timeoutMs;
  let said = "";
  for (;;) {
    const exitCode = await within(container, Math.min(probeInterval, end - performance.now()), signal);
    if (exitCode !== undefined) {
      const how = exitCode === 0 ? "ended" : failureOf(exitCode);
      const message = `\`${title}\` ${how} before its health check passed.`;
      return { passed: false, message, logTail: await container.logTail() };
    }
    const left = end - performance.now();
    if (left <= 0) break;
    try {
      const { exitCode, text } = await container.run(probe.command, Math.min(probe.timeoutMs, left));
      // The last one is cut off by the end of the time, and may have had no time to say why.
      if (text !== "") said = text;
      if (exitCode === 0)
        return { passed: true, message: `\`${title}\` started and its health check passed.`, logTail: "" };
    } catch (error) {
      // It has just ended, which the next look tells, or the probe's program is not there.
      if ((error as { statusCode?: number }).statusCode === undefined) throw error;
      said = plainly(engineMessage(error));
    }
  }
  const log = await container.logTail();
  const message = `\`${title}\` started, but its health check did not pass within ${formatDuration(check.timeoutMs)}.`;
  return {
    passed: false,
    message,
    logTail: [log, said && `The health check said:\n${said}`].filter(Boolean).join("\n"),
  };
}

/** The exit code of a container that ends within so many milliseconds; undefined for one that runs on. */
async function within(
  container: CheckContainer,
  milliseconds: number,
  signal: AbortSignal,
): Promise<number | undefined> {
  signal.throwIfAborted();
  let timer: NodeJS.Timeout | undefined;
  let wake: () => void = () => undefined;
  const over = new Promise<undefined>((resolve) => {
    wake = () => resolve(undefined);
    timer = setTimeout(wake, Math.max(0, milliseconds));
    signal.addEventListener("abort", wake, { once: true });
  });
  try {
    const exitCode = await Promise.race([container.ended, over]);
    signal.throwIfAborted();
    return exitCode;
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", wake);
  }
}

function failureOf(exitCode: number): string {
  return exitCode === 137
    ? "was killed (exit code 137): it may have run out of memory"
    : `failed with exit code ${exitCode}`;
}

/** The words of a command for which no shell is needed; undefined where one is. */
export function wordsOf(command: string): readonly string[] | undefined {
  const words = command.trim().match(/(?:[^\s"']|"[^"]*"|'[^']*')+/g) ?? [];
  const isPlain = !/["']/.test(command.replace(/"[^"]*"|'[^']*'/g, "")) && !/[|&;<>()$`\\*?[\]{}~\n#=!]/.test(command);
  return isPlain && words.length > 0 ? words.map((word) => word.replace(/["']/g, "")) : undefined;
}

/** Why a process could not be started, without the runtime's way through its own parts. */
function plainly(reason: string): string {
  const last = /(?:exec: |executable file )(.*)$/s.exec(reason)?.[0] ?? reason;
  return last.replace(/(: unknown|\.)+\s*$/, "").replace(/\s+/g, " ");
}

/** A command on one line. */
function shown(command: string): string {
  const line = command.replace(/\s+/g, " ").trim();
  return line.length <= longestTitle ? line : `${line.slice(0, longestTitle - 1)}…`;
}

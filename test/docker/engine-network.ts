// Where test engines live on the network: servers that builds can reach must run beside them.
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { onTestFinished } from "vitest";
import type { TestEngine } from "./engines";

/** The words before a command that runs it in the engine's own network namespace; none for an engine that has none. */
export function besideEngine({ endpoint }: TestEngine): readonly string[] {
  const name = path.basename(path.dirname(endpoint));
  const namespace = `/run/netns/layer-cost-${name}`;
  return fs.existsSync(namespace) ? ["nsenter", `--net=${namespace}`] : [];
}

/** The address by which a step of a build reaches what listens beside its engine. */
export function gatewayOf(engine: TestEngine): string {
  const [program = "ip", ...words] = [...besideEngine(engine), "ip", "-4", "-o", "address", "show", "docker0"];
  const address = /inet ([\d.]+)/.exec(execFileSync(program, words).toString())?.[1];
  if (address === undefined) throw new Error(`no bridge of ${engine.label}`);
  return address;
}

/** Starts a server, waits until it says that it listens, and ends it, by its pid, with the test. */
export async function startServer(command: readonly string[], listens: RegExp): Promise<RegExpExecArray> {
  const child = spawn(command[0]!, command.slice(1), { stdio: ["ignore", "ignore", "pipe"] });
  onTestFinished(() => ended(child));
  return new Promise((resolve, reject) => {
    let log = "";
    child.stderr.on("data", (chunk: Buffer) => {
      log += chunk;
      const found = listens.exec(log);
      if (found) resolve(found);
    });
    child.once("error", reject).once("exit", () => reject(new Error(`${command.join(" ")} did not start:\n${log}`)));
  });
}

function ended(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve();
    child.once("exit", () => resolve());
    process.kill(child.pid!, "SIGKILL");
  });
}

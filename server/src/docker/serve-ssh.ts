// ssh agents for `RUN --mount=type=ssh`: what a step says to its agent goes to the user's, over the build's session.
import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import net from "node:net";
import os from "node:os";
import path from "node:path";
import type { SshForward } from "../engine/index";
import { PlanError } from "./build-plan";
import type { Call, Method } from "./build-session";
import { type Environment, neutralFolder } from "./endpoint";
import { readFields, writeMessage } from "./protobuf";

const checkAgent = "/moby.sshforward.v1.SSH/CheckAgent";
const forwardAgent = "/moby.sshforward.v1.SSH/ForwardAgent";

/** The agent of Windows has a fixed place. */
const windowsAgent = "\\\\.\\pipe\\openssh-ssh-agent";

/** Milliseconds for ssh-agent to start, and for ssh-add to take a key. */
const agentPatience = 10_000;

/** Agents' sockets by the id that mounts name. */
export interface Agents {
  readonly sockets: ReadonlyMap<string, string>;
  /** Ends the agents that were started for keys. */
  close(): void;
}

/**
 * Finds the agents, and starts one for each set of key files. Throws a PlanError that says which agent is not there, or
 * which key cannot be used.
 */
export async function openAgents(forwards: readonly SshForward[], environment: Environment): Promise<Agents> {
  const sockets = new Map<string, string>();
  const started: KeyAgent[] = [];
  const close = () => {
    for (const agent of started) agent.close();
  };
  try {
    for (const { id, paths } of forwards) {
      const [first, ...others] = paths.length > 0 ? paths : [userAgent(id, environment)];
      if (others.length === 0 && isSocket(first!, id)) {
        sockets.set(id, first!);
        continue;
      }
      const agent = await startKeyAgent(environment);
      started.push(agent);
      for (const key of paths) await agent.add(key);
      sockets.set(id, agent.socket);
    }
  } catch (error) {
    close();
    throw error;
  }
  return { sockets, close };
}

function userAgent(id: string, { SSH_AUTH_SOCK }: Environment): string {
  if (SSH_AUTH_SOCK) return SSH_AUTH_SOCK;
  if (process.platform === "win32") return windowsAgent;
  throw new PlanError(
    `There is no ssh agent for "${id}": SSH_AUTH_SOCK is not set where Layer Cost runs. Start an agent, or name a key file.`,
  );
}

function isSocket(file: string, id: string): boolean {
  if (file.startsWith("\\\\.\\pipe\\")) return true;
  try {
    return fs.statSync(file).isSocket();
  } catch {
    throw new PlanError(`The ssh agent or key "${id}" cannot be used: ${file} does not exist.`);
  }
}

interface KeyAgent {
  readonly socket: string;
  /** Gives it a private key. Throws a PlanError for one that is none, or that has a passphrase. */
  add(key: string): Promise<void>;
  close(): void;
}

/**
 * An agent of the system's own ssh-agent, for the time of a build. It runs as long as the command that it is given, which
 * ends with its standard input: should this process die, so does the agent.
 */
async function startKeyAgent(environment: Environment): Promise<KeyAgent> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "layer-cost-agent-"));
  const socket = path.join(folder, "socket");
  const child = spawn("ssh-agent", ["-a", socket, "sh", "-c", "echo $SSH_AGENT_PID; exec cat >/dev/null"], {
    stdio: ["pipe", "pipe", "ignore"],
    env: environment,
    cwd: neutralFolder,
  });
  let pid = 0;
  const close = () => {
    child.stdin.destroy();
    try {
      if (pid > 0) process.kill(pid);
    } catch {
      // Gone already.
    }
    fs.rmSync(folder, { recursive: true, force: true });
  };
  child.stdin.on("error", () => undefined);
  const line = await new Promise<string>((resolve) => {
    child.stdout.once("data", (data: Buffer) => resolve(data.toString()));
    child.once("error", () => resolve("")).once("exit", () => resolve(""));
    setTimeout(resolve, agentPatience, "").unref();
  });
  pid = Number(line);
  if (!(pid > 0)) {
    close();
    throw new PlanError(
      "Key files need ssh-agent, which cannot be started here: add the keys to your own agent instead.",
    );
  }
  return {
    socket,
    async add(key) {
      const problem = await addKey(key, { ...environment, SSH_AUTH_SOCK: socket, SSH_ASKPASS_REQUIRE: "never" });
      if (problem !== undefined)
        throw new PlanError(
          `The ssh key ${key} cannot be used: ${problem}. A key with a passphrase must be added to your own agent with ssh-add.`,
        );
    },
    close,
  };
}

function addKey(key: string, env: Environment): Promise<string | undefined> {
  return new Promise((resolve) => {
    const options = { env, timeout: agentPatience, cwd: neutralFolder };
    const child = execFile("ssh-add", ["-q", key], options, (error, _, errors) => {
      const [said = ""] = errors.trim().split("\n").slice(-1);
      resolve(error ? said.replace(/[.\s]+$/, "") || "ssh-add did not take it" : undefined);
    });
    // Nobody is there to type a passphrase.
    child.stdin?.end();
  });
}

/** The session methods for these agents. */
export function serveAgents(sockets: ReadonlyMap<string, string>): Readonly<Record<string, Method>> {
  const find = (id: string) => {
    const socket = sockets.get(id || "default");
    if (socket === undefined) throw new Error(`unset ssh forward key ${id || "default"}`);
    return socket;
  };
  return {
    async [checkAgent](call) {
      for await (const message of call.receive) {
        let id = "";
        for (const { number, value } of readFields(message)) if (number === 1) id = value.toString();
        find(id);
        await call.send(Buffer.alloc(0));
        return;
      }
    },
    [forwardAgent]: (call) => forward(call, find(call.metadata("buildkit.ssh.id")[0] ?? "")),
  };
}

/** Joins a call and an agent's socket, until either ends. */
async function forward(call: Call, socket: string): Promise<void> {
  const agent = net.connect(socket);
  const fromAgent = async () => {
    for await (const chunk of agent as AsyncIterable<Buffer>) await call.send(writeMessage([1, chunk]));
  };
  const toAgent = async () => {
    for await (const message of call.receive) {
      for (const { number, value } of readFields(message)) {
        if (number === 1 && typeof value !== "number" && !agent.write(value)) await once(agent, "drain");
      }
    }
    agent.end();
  };
  try {
    const sending = toAgent();
    sending.catch(() => agent.destroy());
    await fromAgent();
  } finally {
    agent.destroy();
  }
}

// Reaches an engine on another machine as the docker CLI does: the system's ssh runs `docker system dial-stdio` there.
import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import http from "node:http";
import { Duplex } from "node:stream";
import { type Endpoint, EndpointError, type Environment, neutralFolder } from "./endpoint";

/** Seconds that ssh may take to reach the other machine, as the docker CLI has it. */
const connectTimeout = 30;
/** Milliseconds that the first answer may take over ssh: the engine's time comes on top. */
export const sshPatience = connectTimeout * 1_000 + 5_000;
/** Milliseconds for a process that was asked to end, and for the last words of one that has ended. */
const killPatience = 3_000;
const lastWordsPatience = 200;
/** Characters of what ssh and the far side say that are kept: the last ones. */
const keptWords = 4_096;

/** Connects HTTP requests over ssh, each over a process of its own, which is kept for the next request. */
export class SshAgent extends http.Agent {
  private readonly connections = new Set<SshConnection>();
  private ended = false;

  constructor(
    private readonly endpoint: Endpoint,
    private readonly environment: Environment,
  ) {
    super({ keepAlive: true });
  }

  override createConnection(): Duplex {
    const connection = new SshConnection(this.endpoint, this.environment);
    this.connections.add(connection);
    connection.on("close", () => this.connections.delete(connection));
    return connection;
  }

  /** What is asked after the end gets a connection that ends with its answer. */
  override keepSocketAlive(socket: Duplex): boolean {
    // Node's types do not know that it answers.
    const keeps = super.keepSocketAlive(socket) as unknown as boolean;
    return keeps && !this.ended;
  }

  /** Ends every connection, also those that were upgraded, and with each its process. */
  override destroy(): void {
    this.ended = true;
    super.destroy();
    for (const connection of this.connections) connection.destroy();
  }
}

/** The arguments for ssh. Files of a repository never come in here: an endpoint is of the user's own settings. */
export function sshArguments(address: string): readonly string[] {
  const { username, hostname, port, pathname } = new URL(address);
  const hasPath = pathname.replaceAll("/", "") !== "";
  return [
    // Nobody can answer a prompt here.
    ...["-o", "BatchMode=yes", "-o", `ConnectTimeout=${connectTimeout}`, "-T"],
    ...(username ? ["-l", decodeURIComponent(username)] : []),
    ...(port ? ["-p", port] : []),
    "--",
    hostname.replace(/^\[(.*)\]$/, "$1"),
    "docker",
    ...(hasPath ? [quoted(`--host=unix://${decodeURIComponent(pathname)}`)] : []),
    ...["system", "dial-stdio"],
  ];
}

/** For the shell on the far side. */
function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

/** `me@host`: what the user would type behind `ssh`. */
function destination(address: string): string {
  const { username, hostname } = new URL(address);
  return username ? `${decodeURIComponent(username)}@${hostname}` : hostname;
}

/** One connection, alive as long as its process. */
class SshConnection extends Duplex {
  private readonly child: ChildProcessWithoutNullStreams;
  private words = "";
  private exited = false;

  constructor(
    private readonly endpoint: Endpoint,
    environment: Environment,
  ) {
    super();
    this.child = spawn("ssh", sshArguments(endpoint.address), {
      env: { ...environment },
      cwd: neutralFolder,
      // A session of its own: Ctrl-C in a terminal cancels the build, which needs the connection for it.
      detached: process.platform !== "win32",
      windowsHide: true,
    });
    const { stdin, stdout, stderr } = this.child;
    for (const stream of [stdin, stdout, stderr]) stream.on("error", () => undefined);
    stdout.on("data", (chunk) => {
      if (!this.push(chunk)) stdout.pause();
    });
    stderr.setEncoding("utf8").on("data", (text: string) => {
      this.words = (this.words + text).slice(-keptWords);
    });
    this.child.on("error", (error: NodeJS.ErrnoException) => {
      const reason = error.code === "ENOENT" ? "it is not installed here" : error.message;
      this.exited = true;
      this.destroy(this.problem(`ssh to ${this.place} cannot be started: ${reason}.`));
    });
    const ends = new Promise<number | null>((resolve) => {
      this.child.on("exit", (code) => {
        this.exited = true;
        resolve(code);
      });
    });
    // The error stream may stay open for longer: a shared master connection of ssh keeps it.
    const wordsEnd = new Promise((resolve) => stderr.on("close", resolve));
    stdout.on("end", async () => {
      const code = await ends;
      await Promise.race([wordsEnd, new Promise((resolve) => setTimeout(resolve, lastWordsPatience))]);
      this.conclude(code);
    });
  }

  override _read(): void {
    this.child.stdout.resume();
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    // Where the process has ended, its end says why.
    this.child.stdin.write(chunk, () => done());
  }

  override _final(done: (error?: Error | null) => void): void {
    this.child.stdin.end(() => done());
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    const { child } = this;
    for (const stream of [child.stdin, child.stdout, child.stderr]) stream.destroy();
    if (!this.exited) {
      child.kill();
      const timer = setTimeout(() => child.kill("SIGKILL"), killPatience);
      child.on("exit", () => clearTimeout(timer));
    }
    done(error);
  }

  /** What the HTTP client asks of a socket and means nothing to a process. */
  setKeepAlive = () => this;
  setNoDelay = () => this;
  setTimeout = () => this;
  ref = () => this;
  unref = () => this;

  /** `code` is null for a process that a signal ended. */
  private conclude(code: number | null): void {
    if (this.destroyed) return;
    if (code === 0) this.push(null);
    else this.destroy(this.problem(explain(this.place, destination(this.endpoint.address), code, this.words)));
  }

  private get place(): string {
    return `${destination(this.endpoint.address)} (from ${this.endpoint.source})`;
  }

  private problem(sentence: string): EndpointError {
    return new EndpointError(this.endpoint.address, sentence);
  }
}

/** One sentence on why the process ended: ssh's own trouble, no docker on the far side, or docker's trouble there. */
function explain(place: string, host: string, code: number | null, words: string): string {
  const said = lastLine(words);
  if (code === 127)
    return `There is no docker command on ${place}: install Docker's command line there, on the PATH of commands that ssh runs.`;
  if (code !== 255) return `docker on ${place} ended the connection: ${said || `exit code ${code}`}.`;
  const advice = [
    [
      /Permission denied|Too many authentication failures/,
      "; no prompt can be answered here, so the key has to be in your ssh agent or without a passphrase",
    ],
    [
      /Host key verification failed|HOST IDENTIFICATION HAS CHANGED/,
      `; connect once in a terminal (ssh ${host}) to see and accept its key`,
    ],
  ] as const;
  const remedy = advice.find(([problem]) => problem.test(words))?.[1] ?? "";
  return `ssh to ${place} says: ${said || "nothing, and ends"}${remedy}.`;
}

/** Servers greet, and ssh warns, before it comes to the point. */
function lastLine(words: string): string {
  const lines = words.split(/[\r\n]+/).map((line) => line.replace(/\p{Cc}/gu, "").trim());
  return (lines.findLast((line) => line !== "") ?? "").replace(/^ssh: |\.$/g, "");
}

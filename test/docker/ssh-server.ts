// An ssh server of the tests' own on the loopback, and an ssh client that knows it under the name "far".
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import net from "node:net";
import os from "node:os";
import path from "node:path";
import { dockerCommand } from "./disposable-engine";
import { processes } from "./processes";

const sshd = "/usr/sbin/sshd";

/** Why no server can be started here; undefined where it can. */
export const whyNoSshServer =
  process.getuid?.() !== 0
    ? "it needs root"
    : [sshd, "/usr/bin/ssh", dockerCommand]
        .map((file) => (fs.existsSync(file) ? undefined : `there is no ${file}`))
        .find(Boolean);

export interface SshServer {
  readonly port: number;
  readonly folder: string;
  /** The environment in which `ssh far` comes to the server, with a key that it accepts. */
  readonly environment: Record<string, string>;
  /** Command lines of processes that belong to connections: ours, and those on the far side. */
  processes(): readonly string[];
  /** Ends every connection, as a broken network would. */
  dropConnections(): void;
  stop(): Promise<void>;
}

/** Starts a server; the far side's docker command, where it has one, talks to `engine` unless it is told otherwise. */
export async function startSshServer(engine: string, { hasDocker = true } = {}): Promise<SshServer> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "layer-cost-ssh-"));
  const file = (name: string, text: string) => {
    fs.writeFileSync(path.join(folder, name), text);
    return path.join(folder, name);
  };
  for (const key of ["host", "client", "stranger"])
    execFileSync("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-C", "", "-f", path.join(folder, key)]);
  fs.copyFileSync(path.join(folder, "client.pub"), path.join(folder, "authorized_keys"));
  fs.mkdirSync(path.join(folder, "far"));
  if (hasDocker) fs.symlinkSync(dockerCommand, path.join(folder, "far/docker"));
  const port = await freePort();
  const configuration = file(
    "sshd_config",
    `ListenAddress 127.0.0.1:${port}
HostKey ${folder}/host
AuthorizedKeysFile ${folder}/authorized_keys
PasswordAuthentication no
KbdInteractiveAuthentication no
PermitRootLogin prohibit-password
StrictModes no
UsePAM no
PidFile none
SetEnv PATH=${folder}/far:/usr/bin:/bin DOCKER_HOST=${engine}
`,
  );
  file("known_hosts", `[127.0.0.1]:${port} ${fs.readFileSync(path.join(folder, "host.pub"), "utf8")}`);
  const known = `  UserKnownHostsFile ${folder}/known_hosts\n  StrictHostKeyChecking yes\n`;
  const far = `  HostName 127.0.0.1\n  Port ${port}\n  User root\n  IdentitiesOnly yes\n`;
  const clientConfiguration = file(
    "ssh_config",
    [
      `Host far\n${far}${known}  IdentityFile ${folder}/client\n`,
      `Host refused\n${far}${known}  IdentityFile ${folder}/stranger\n`,
      `Host unknown\n${far}  UserKnownHostsFile ${folder}/none\n  StrictHostKeyChecking ask\n`,
    ].join(""),
  );
  // The user's own configuration is found by the user's home folder, which a test can't choose.
  fs.mkdirSync(path.join(folder, "near"));
  const wrapper = file("near/ssh", `#!/bin/sh\nexec /usr/bin/ssh -F ${clientConfiguration} "$@"\n`);
  fs.chmodSync(wrapper, 0o755);

  fs.mkdirSync("/run/sshd", { recursive: true });
  const server = spawn(sshd, ["-D", "-e", "-f", configuration], { stdio: ["ignore", "ignore", "pipe"] });
  let log = "";
  await new Promise<void>((resolve, reject) => {
    server.on("exit", () => reject(new Error(`sshd did not start: ${log}`)));
    server.stderr.on("data", (chunk) => {
      log += chunk;
      if (log.includes("Server listening")) resolve();
    });
  });
  const connections = () =>
    processes().filter(({ parent, words }) => parent === server.pid && words[0]?.startsWith("sshd:"));
  return {
    port,
    folder,
    environment: { PATH: `${folder}/near:${process.env.PATH}` },
    processes: () =>
      [...processes().filter(({ words }) => words.includes(clientConfiguration)), ...connections()].map(({ words }) =>
        words.join(" "),
      ),
    dropConnections: () => {
      for (const { pid } of connections()) process.kill(pid);
    },
    async stop() {
      const ended = once(server, "exit");
      server.kill();
      await ended;
      fs.rmSync(folder, { recursive: true });
    },
  };
}

async function freePort(): Promise<number> {
  const server = net.createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as net.AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}

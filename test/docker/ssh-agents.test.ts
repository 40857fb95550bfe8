// Steps that log in somewhere with the user's ssh agent, or with a key file, on real engines and against a real sshd.
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import type { BuildRequest } from "../../server/src/engine/builds";
import { temporaryFolder } from "../context/temporary-folder";
import { besideEngine, gatewayOf, startServer } from "./engine-network";
import { baseImage, build, describeOnEngines, measuredOf, requestFor, type TestEngine } from "./engines";

const greeting = "welcome, whoever holds this key";

/** A private key in a folder of its own; the public one beside it. */
function makeKey(passphrase = ""): string {
  const file = path.join(temporaryFolder(), "key");
  execFileSync("ssh-keygen", ["-q", "-t", "ed25519", "-N", passphrase, "-f", file]);
  return file;
}

/** Starts an sshd that lets these keys in, to be greeted and no more. Resolves with what steps give to their ssh. */
async function startSshd(engine: TestEngine, ...keys: readonly string[]): Promise<string> {
  const folder = temporaryFolder({ keys: "" });
  const port = 20_000 + Math.floor(Math.random() * 10_000);
  const allowed = keys.map((key) => `command="echo '${greeting}'" ${fs.readFileSync(`${key}.pub`, "utf8")}`);
  fs.writeFileSync(path.join(folder, "keys"), allowed.join(""));
  const settings = [
    `HostKey ${makeKey()}`,
    `AuthorizedKeysFile ${folder}/keys`,
    "PidFile none",
    "StrictModes no",
    "UsePAM no",
    "PermitRootLogin prohibit-password",
  ];
  fs.writeFileSync(path.join(folder, "sshd_config"), `${settings.join("\n")}\n`);
  fs.mkdirSync("/run/sshd", { recursive: true });
  await startServer(
    [...besideEngine(engine), "/usr/sbin/sshd", "-D", "-e", "-p", String(port), "-f", path.join(folder, "sshd_config")],
    /Server listening on 0\.0\.0\.0/,
  );
  return `-o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null -o BatchMode=yes -p ${port} root@${gatewayOf(engine)}`;
}

/** The user's own agent, with these keys. */
function startAgent(...keys: readonly string[]): string {
  const socket = path.join(temporaryFolder(), "agent");
  const said = execFileSync("ssh-agent", ["-s", "-a", socket]).toString();
  const pid = Number(/SSH_AGENT_PID=(\d+)/.exec(said)?.[1]);
  onTestFinished(() => void process.kill(pid));
  for (const key of keys) execFileSync("ssh-add", ["-q", key], { env: { ...process.env, SSH_AUTH_SOCK: socket } });
  return socket;
}

/** Programs of this machine with their libraries, to be copied into an image. */
function programTree(folder: string, ...programs: readonly string[]): void {
  for (const program of programs) {
    const libraries = execFileSync("ldd", [program]).toString().match(/\/\S+/g) ?? [];
    for (const file of [program, ...libraries]) {
      const to = path.join(folder, "programs", file);
      fs.mkdirSync(path.dirname(to), { recursive: true });
      fs.copyFileSync(fs.realpathSync(file), to);
    }
  }
}

/** An agent that was told to end does so in its own time. */
const leaving = { timeout: 10_000 };

/** Agents that builds started for keys and did not end. */
function leftAgents(): readonly string[] {
  const agents = fs.readdirSync("/proc").flatMap((pid) => {
    try {
      const command = /^\d+$/.test(pid) ? fs.readFileSync(`/proc/${pid}/cmdline`, "latin1") : "";
      return command.startsWith("ssh-agent\0") && command.includes("layer-cost-agent-") ? [command] : [];
    } catch {
      return [];
    }
  });
  const sockets = fs.readdirSync(process.env.TMPDIR ?? "/tmp").filter((name) => name.startsWith("layer-cost-agent-"));
  return [...agents, ...sockets];
}

describeOnEngines("ssh agents", (engine) => {
  const takesNone = engine.environment.DOCKER_BUILDKIT === "0" || engine.label.startsWith("Podman");
  const run = (
    lines: readonly string[],
    more: Partial<BuildRequest>,
    environment: TestEngine["environment"] = {},
    signal?: AbortSignal,
  ) => {
    const base = `FROM ${baseImage}\nCOPY programs /\nRUN true ${process.hrtime.bigint()}\n`;
    const folder = temporaryFolder({ Dockerfile: `${base}${lines.join("\n")}\n` });
    programTree(folder, "/usr/bin/ssh", "/usr/bin/ssh-add");
    const given = { ...engine, environment: { PATH: process.env.PATH, ...engine.environment, ...environment } };
    return build(given, requestFor(engine, folder, more), signal);
  };
  /** A file of as many bytes as the greeting, and a line's end. */
  const logIn = (sshd: string) => `RUN --mount=type=ssh /usr/bin/ssh ${sshd} > /greeting`;

  const canLogIn = test.skipIf(!fs.existsSync("/usr/sbin/sshd"));

  canLogIn("the user's agent opens the door, and only in steps that mount it", async () => {
    const key = makeKey();
    const environment = { SSH_AUTH_SOCK: startAgent(key) };
    const ssh = [{ id: "default", paths: [] }];
    if (takesNone) {
      const { outcome } = await run(["RUN --mount=type=ssh ssh-add -l"], { ssh }, environment);
      expect(outcome).toMatchObject({ kind: "unavailable", message: expect.stringContaining("needs ssh agents") });
      return;
    }
    const sshd = await startSshd(engine, key);
    const built = measuredOf(await run([logIn(sshd)], { ssh }, environment));
    expect(built.stages[0]?.instructions.at(-1)?.size).toMatchObject({ bytes: greeting.length + 1 });
    const without = await run([`RUN /usr/bin/ssh ${sshd}`], { ssh }, environment);
    expect(without.outcome).toMatchObject({ kind: "failed", message: "RUN ended with exit code 255." });
  });

  canLogIn("key files open theirs, each under its id, and their agents are gone afterwards", async () => {
    if (takesNone) return;
    const [first, second, stranger] = [makeKey(), makeKey(), makeKey()];
    const sshd = await startSshd(engine, first, second);
    const ssh = [
      { id: "default", paths: [first] },
      { id: "other", paths: [second, stranger] },
    ];
    const lines = [
      logIn(sshd),
      logIn(sshd).replace("type=ssh", "type=ssh,id=other").replace("/greeting", "/other"),
      "RUN --mount=type=ssh,id=other,required /usr/bin/ssh-add -l && cat /gone",
    ];
    const { outcome } = await run(lines, { ssh });
    expect(outcome).toMatchObject({ kind: "failed", instruction: 5 });
    if (outcome.kind === "failed") expect(outcome.logTail.match(/ED25519/g)).toHaveLength(2);
    await expect.poll(leftAgents, leaving).toEqual([]);
  });

  test("an agent, or a key, that cannot be had", async () => {
    const key = makeKey("open sesame");
    const message = async (paths: readonly string[], lines: readonly string[] = ["RUN true"]) => {
      const { outcome } = await run(lines, { ssh: [{ id: "default", paths }] });
      return "message" in outcome ? outcome.message : outcome.kind;
    };
    if (takesNone) return;
    expect(await message([])).toBe(
      'There is no ssh agent for "default": SSH_AUTH_SOCK is not set where Layer Cost runs. Start an agent, or name a key file.',
    );
    expect(await message(["/nowhere/key"])).toBe(
      'The ssh agent or key "default" cannot be used: /nowhere/key does not exist.',
    );
    expect(await message([key])).toMatch(
      new RegExp(`^The ssh key ${key} cannot be used: .+\\. A key with a passphrase must be added to your own agent`),
    );
    expect(await message([startAgent()], ["RUN --mount=type=ssh,id=git,required true"])).toBe(
      "RUN needs the ssh agent git, and none was given: name it in build.ssh, or with --ssh git.",
    );
    await expect.poll(leftAgents, leaving).toEqual([]);
  });

  test("a cancelled build leaves no agent either", async () => {
    if (takesNone) return;
    const stop = new AbortController();
    const building = run(
      ["RUN --mount=type=ssh /usr/bin/ssh-add -l && sleep 60"],
      { ssh: [{ id: "default", paths: [makeKey()] }] },
      {},
      stop.signal,
    );
    await expect.poll(leftAgents, { timeout: 20_000 }).toHaveLength(2);
    setTimeout(() => stop.abort(), 500);
    expect((await building).outcome).toEqual({ kind: "cancelled" });
    await expect.poll(leftAgents, leaving).toEqual([]);
  });
});

// Where the engine is looked for, and what is said when it is not there.
import { createHash } from "node:crypto";
import fs from "node:fs";
import http from "node:http";
import net from "node:net";
import path from "node:path";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { describeEngine } from "../../server/src/docker/describe-engine";
import { type Environment, findCandidates } from "../../server/src/docker/endpoint";
import { connectionOptions } from "../../server/src/docker/engine-client";
import { temporaryFolder } from "../context/temporary-folder";

const contextFolder = (kind: string, name: string) =>
  `contexts/${kind}/${createHash("sha256").update(name).digest("hex")}`;

function configuration(files: Record<string, string>): string {
  return temporaryFolder(files);
}

/** The endpoints to try. */
const findEndpoints = (setting: string | undefined, environment: Environment) =>
  findCandidates(setting, environment).flatMap((candidate) => ("endpoint" in candidate ? [candidate.endpoint] : []));

const meta = (name: string, host: string) => ({
  [`${contextFolder("meta", name)}/meta.json`]: JSON.stringify({ Name: name, Endpoints: { docker: { Host: host } } }),
});

describe("the endpoint", () => {
  const addresses = (setting: string | undefined, environment: Record<string, string>) =>
    findEndpoints(setting, { HOME: "/nowhere", ...environment }).map(({ address }) => address);

  test("the setting wins over DOCKER_HOST, which wins over contexts", () => {
    const config = configuration({
      "config.json": '{ "currentContext": "one" }',
      ...meta("one", "unix:///one.sock"),
      ...meta("two", "tcp://two:2375"),
    });
    const environment = { DOCKER_CONFIG: config };
    expect(addresses("unix:///set.sock", { ...environment, DOCKER_HOST: "unix:///host.sock" })).toEqual([
      "unix:///set.sock",
    ]);
    expect(addresses(undefined, { ...environment, DOCKER_HOST: "unix:///host.sock", DOCKER_CONTEXT: "two" })).toEqual([
      "unix:///host.sock",
    ]);
    expect(addresses(undefined, { ...environment, DOCKER_CONTEXT: "two" })).toEqual(["tcp://two:2375"]);
    expect(addresses(undefined, environment)).toEqual(["unix:///one.sock"]);
    // The context named "default" is no context.
    expect(addresses(undefined, { ...environment, DOCKER_CONTEXT: "default" })).not.toContain("unix:///one.sock");
  });

  test.each([
    ["/run/x.sock", "unix:///run/x.sock"],
    ["./x.sock", "unix://./x.sock"],
    ["host:2375", "tcp://host:2375"],
    [" tcp://[::1]:2375 ", "tcp://[::1]:2375"],
    ["unix://", "unix:///var/run/docker.sock"],
    ["tcp://", "tcp://127.0.0.1:2375"],
    ["ssh://me@host:22/run/x.sock", "ssh://me@host:22/run/x.sock"],
    ["https://me:hush@host", "https://host"],
  ])("%s is understood as the docker command understands it", (given, expected) => {
    expect(addresses(given, {})).toEqual([expected]);
    expect(addresses(undefined, { DOCKER_HOST: given })).toEqual([expected]);
  });

  test.each([
    ["tcp://host", "2375"],
    ["tcp://host:80", "80"],
    ["http://host", "80"],
    ["https://host:443", "443"],
    ["https://host", "443"],
    ["tcp://[::1]:2376", "2376"],
  ])("%s is asked at port %s", (given, port) => {
    const [found] = findEndpoints(given, {});
    expect(connectionOptions(found!, {}).options).toMatchObject({ port });
  });

  test("variables that are empty are as good as unset", () => {
    const config = configuration({ "config.json": '{ "currentContext": "one" }', ...meta("one", "ssh://one") });
    const environment = { DOCKER_CONFIG: config, DOCKER_HOST: "", DOCKER_CONTEXT: "" };
    expect(addresses(undefined, environment)).toEqual(["ssh://one"]);
    expect(addresses("", environment)).toEqual(["ssh://one"]);
  });

  test("TLS without a host means this machine's own port for it", () => {
    const config = configuration({ "ca.pem": "CA" });
    const environment = { DOCKER_TLS_VERIFY: "1", DOCKER_CERT_PATH: config };
    const [found] = findEndpoints(undefined, { HOME: "/nowhere", ...environment });
    expect(found).toMatchObject({ address: "tcp://127.0.0.1:2376", source: "DOCKER_TLS_VERIFY without DOCKER_HOST" });
    // A socket needs no TLS, whatever the variables say.
    expect(findEndpoints("unix:///x.sock", environment)[0]?.tls).toBeUndefined();
  });

  test("virtual machines are found by their own folders, the default one first", () => {
    const home = temporaryFolder({
      ".orbstack/run/docker.sock": "",
      ".rd/docker.sock": "",
      "elsewhere/default/docker.sock": "",
      "elsewhere/arm/docker.sock": "",
      "elsewhere/_lima/other": "",
      "lima/docker/sock/docker.sock": "",
      "lima/second/sock/docker.sock": "",
      "run/docker.sock": "",
      "run/podman/podman.sock": "",
    });
    const environment = {
      HOME: home,
      XDG_RUNTIME_DIR: `${home}/run`,
      COLIMA_HOME: `${home}/elsewhere`,
      LIMA_HOME: `${home}/lima`,
    };
    const found = addresses(undefined, environment).filter((address) => address.includes(home));
    expect(found.map((address) => address.replace(`unix://${home}/`, ""))).toEqual([
      "run/docker.sock",
      ".orbstack/run/docker.sock",
      "elsewhere/default/docker.sock",
      "elsewhere/arm/docker.sock",
      ".rd/docker.sock",
      "lima/docker/sock/docker.sock",
      "lima/second/sock/docker.sock",
      "run/podman/podman.sock",
    ]);
  });

  test("Colima's folder of today is looked at where there is none of old", () => {
    const home = temporaryFolder({ "config/colima/default/docker.sock": "" });
    const environment = { HOME: home, XDG_CONFIG_HOME: `${home}/config` };
    expect(addresses(undefined, environment)).toContain(`unix://${home}/config/colima/default/docker.sock`);
  });

  test("the headers of the docker configuration go along with every request", async () => {
    const seen: (string | undefined)[] = [];
    const socket = path.join(temporaryFolder(), "docker.sock");
    await startFakeEngine(socket, 200, ({ headers }) => seen.push(headers["x-key"] as string | undefined));
    const config = configuration({ "config.json": '{ "HttpHeaders": { "X-Key": "open", "X-Number": 1 } }' });
    expect(await describeEngine(`unix://${socket}`, { DOCKER_CONFIG: config })).toMatchObject({ available: true });
    expect(seen).toEqual(["open", "open", "open"]);
  });

  test("TLS material of a context and of DOCKER_CERT_PATH is read", () => {
    const config = configuration({
      ...meta("safe", "tcp://safe:2376"),
      [`${contextFolder("tls", "safe")}/docker/ca.pem`]: "CA",
      [`${contextFolder("tls", "safe")}/docker/cert.pem`]: "CERT",
      [`${contextFolder("tls", "safe")}/docker/key.pem`]: "KEY",
      "ca.pem": "CA2",
    });
    const [safe] = findEndpoints(undefined, { DOCKER_CONFIG: config, DOCKER_CONTEXT: "safe" });
    expect(safe?.tls?.ca?.toString()).toBe("CA");
    expect(safe?.tls?.key?.toString()).toBe("KEY");
    const environment = { DOCKER_HOST: "tcp://x:2376", DOCKER_TLS_VERIFY: "1", DOCKER_CERT_PATH: config };
    expect(findEndpoints(undefined, environment)[0]?.tls).toMatchObject({ ca: Buffer.from("CA2"), skipVerify: false });
  });

  test.each([
    [{ DOCKER_HOST: "ssh://me:hush@host" }, /^DOCKER_HOST names ssh:\/\/host, with a password in it/],
    [
      { DOCKER_HOST: "tcp://x", DOCKER_TLS_VERIFY: "1" },
      /^DOCKER_HOST is to be used with DOCKER_TLS_VERIFY, and .*ca\.pem cannot be read\.$/,
    ],
    [{ DOCKER_HOST: "ftp://host" }, /DOCKER_HOST names ftp:\/\/host, which is no endpoint/],
    [
      { DOCKER_CONTEXT: "missing" },
      /DOCKER_CONTEXT="missing" is chosen, but there is no such docker context: docker context ls names those that there are\.$/,
    ],
  ])("%j is refused in one sentence", async (environment, message) => {
    const described = await describeEngine(undefined, { HOME: "/nowhere", ...environment });
    expect(described).toMatchObject({ available: false, reason: expect.stringMatching(message) });
  });

  test("a configuration that is no JSON is named, unless nothing hangs on it", async () => {
    const config = configuration({ "config.json": "{", ...meta("one", "unix:///one.sock") });
    const environment = { DOCKER_CONFIG: config };
    expect(await describeEngine(undefined, environment)).toMatchObject({
      reason: `The docker configuration ${path.join(config, "config.json")} is not valid JSON, so that it cannot tell which engine is chosen: correct it, or name the engine in DOCKER_HOST.`,
    });
    expect(addresses("unix:///set.sock", environment)).toEqual(["unix:///set.sock"]);
    expect(addresses(undefined, { ...environment, DOCKER_HOST: "unix:///host.sock" })).toEqual(["unix:///host.sock"]);
    expect(addresses(undefined, { ...environment, DOCKER_CONTEXT: "one" })).toEqual(["unix:///one.sock"]);
  });

  test("a configuration that cannot be read is told from one that is not there", () => {
    const config = configuration({ "config.json/file": "" });
    const problems = (folder: string) =>
      findCandidates(undefined, { HOME: "/nowhere", DOCKER_CONFIG: folder }).filter(({ source }) =>
        source.includes("configuration"),
      );
    expect(problems(config)).toMatchObject([{ problem: "cannot be read" }]);
    expect(problems("/nowhere")).toMatchObject([{ problem: "nothing is there" }]);
  });

  test("a stale socket is passed over for one that answers", async () => {
    const home = temporaryFolder({ ".docker/run/": "", ".colima/default/": "" });
    const stale = http.createServer().listen(path.join(home, ".docker/run/docker.sock"));
    await new Promise((resolve) => stale.once("listening", resolve));
    // What a killed engine leaves: a socket file that nobody listens on.
    fs.renameSync(path.join(home, ".docker/run/docker.sock"), path.join(home, "kept"));
    stale.close();
    fs.renameSync(path.join(home, "kept"), path.join(home, ".docker/run/docker.sock"));
    const socket = path.join(home, ".colima/default/docker.sock");
    await startFakeEngine(socket);
    const found = findEndpoints(undefined, { HOME: home }).map(({ address }) => address);
    const sockets = [`unix://${home}/.docker/run/docker.sock`, `unix://${socket}`];
    expect(found.filter((address) => address.includes(home))).toEqual(sockets);
    // On a machine with an engine at its usual place, that one comes first.
    if (found.length === 2)
      expect(await describeEngine(undefined, { HOME: home })).toMatchObject({ endpoint: sockets[1] });
  });

  test("an engine that answers nonsense, or refuses, is no crash", async () => {
    const folder = temporaryFolder();
    const socket = path.join(folder, "docker.sock");
    await startFakeEngine(socket, 500);
    const described = await describeEngine(`unix://${socket}`, {});
    expect(described).toMatchObject({
      available: false,
      reason: expect.stringMatching(/^The engine at unix:.* could not be used: /),
    });
  });

  test("what is no engine at all is told from one", async () => {
    const folder = temporaryFolder();
    const server = http
      .createServer((_, response) => void response.end("<html>"))
      .listen(path.join(folder, "web.sock"));
    const other = net.createServer((socket) => void socket.end("220 ready\r\n")).listen(path.join(folder, "mail.sock"));
    onTestFinished(() => void server.close());
    onTestFinished(() => void other.close());
    await Promise.all([server, other].map((one) => one.listening || new Promise((go) => one.once("listening", go))));
    for (const name of ["web.sock", "mail.sock"])
      expect(await describeEngine(`unix://${folder}/${name}`, {})).toMatchObject({
        available: false,
        reason: `What listens at unix://${folder}/${name} (from the setting layerCost.engine) is no Docker engine.`,
      });
  });

  test.each([
    { DOCKER_HOST: "tcp://127.0.0.1:1" },
    { DOCKER_HOST: "tcp://no host" },
    { DOCKER_HOST: "tcp://127.0.0.1:1", DOCKER_CERT_PATH: "/nowhere" },
  ])("variables of the process do not lead an explicit endpoint astray: %j", async (variables) => {
    const socket = path.join(temporaryFolder(), "docker.sock");
    await startFakeEngine(socket);
    for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value);
    onTestFinished(() => void vi.unstubAllEnvs());
    expect(await describeEngine(`unix://${socket}`, {})).toMatchObject({
      available: true,
      name: "Podman",
      builder: "Buildah",
    });
    expect(process.env).toMatchObject(variables);
  });
});

/** Answers the few questions of a description as Podman does. */
async function startFakeEngine(
  socket: string,
  status = 200,
  onRequest: (request: http.IncomingMessage) => void = () => undefined,
): Promise<void> {
  const server = http.createServer((request, response) => {
    onRequest(request);
    const answers: Record<string, unknown> = {
      "/version": {
        Version: "5.4.2",
        ApiVersion: "1.41",
        MinAPIVersion: "1.24",
        Components: [{ Name: "Podman Engine" }],
      },
      "/v1.41/info": { Driver: "overlay", DriverStatus: [["Backing Filesystem", "extfs"]] },
    };
    response
      .writeHead(status, { "content-type": "application/json" })
      .end(JSON.stringify(answers[request.url ?? ""] ?? "OK"));
  });
  server.listen(socket);
  await new Promise((resolve) => server.once("listening", resolve));
  onTestFinished(() => void server.close());
}

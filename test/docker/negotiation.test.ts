// The version of the API that is spoken: agreed on with each engine, and said in every request.
import fs from "node:fs";
import net from "node:net";
import path from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { agreeOnVersion, newestVersion, oldestVersion } from "../../server/src/docker/api-version";
import { describeEngine } from "../../server/src/docker/describe-engine";
import { connect } from "../../server/src/docker/engine-client";
import { temporaryFolder } from "../context/temporary-folder";
import { baseImage, build, describeOnEngines, measuredOf, requestFor } from "./engines";

describe("the version", () => {
  const agree = (lowest: string, highest: string, asked?: string) =>
    agreeOnVersion(
      "Docker 99",
      "unix:///x",
      { lowest, highest },
      asked === undefined ? {} : { DOCKER_API_VERSION: asked },
    );

  test.each([
    ["Docker 20.10", "1.12", "1.41", "1.41"],
    ["Docker 28.0", "1.24", "1.48", "1.48"],
    ["Docker 29", "1.44", "1.52", newestVersion],
    ["a later one", "1.51", "2.3", newestVersion],
    ["Podman", "1.24", "1.41", "1.41"],
  ])("with %s is the newest that both understand", (_, lowest, highest, expected) => {
    expect(agree(lowest, highest)).toBe(expected);
  });

  test("that DOCKER_API_VERSION asks for is spoken", () => {
    expect(agree("1.24", "1.51", "1.43")).toBe("1.43");
    expect(agree("1.24", "1.51", "v1.43")).toBe("1.43");
    expect(agree("1.24", "1.51", "")).toBe(newestVersion);
  });

  test.each([
    [
      "1.12",
      "1.40",
      undefined,
      `Docker 99 is too old: it speaks API 1.40, and ${oldestVersion} (Docker 20.10) is the least.`,
    ],
    [
      "1.60",
      "1.70",
      undefined,
      `Docker 99 is too new: it speaks API 1.60 and later, and this Layer Cost speaks up to ${newestVersion}; update Layer Cost.`,
    ],
    [
      "1.44",
      "1.52",
      "1.43",
      `DOCKER_API_VERSION asks for API 1.43, and with Docker 99 it can be 1.44 to ${newestVersion}: correct or unset it.`,
    ],
    [
      "1.24",
      "1.45",
      "1.46",
      "DOCKER_API_VERSION asks for API 1.46, and with Docker 99 it can be 1.41 to 1.45: correct or unset it.",
    ],
    [
      "1.24",
      "1.45",
      "new",
      "DOCKER_API_VERSION asks for API new, and with Docker 99 it can be 1.41 to 1.45: correct or unset it.",
    ],
  ])("%s to %s, asked for %s, is refused", (lowest, highest, asked, sentence) => {
    expect(() => agree(lowest, highest, asked)).toThrow(sentence);
  });
});

describeOnEngines("the agreed version", (engine) => {
  test("stands in every request of a build, but in those that find it out", async () => {
    const { endpoint, requests } = await listenInBetween(engine.endpoint);
    const folder = temporaryFolder({ Dockerfile: `FROM ${baseImage}\nRUN seq ${process.hrtime.bigint()} 3\n` });
    measuredOf(await build(engine, { ...requestFor(engine, folder), engine: endpoint }));
    const client = await connect(endpoint, {});
    const [highest, newest] = [client.apiVersions.highest, newestVersion].map((text) => Number(text.slice(2)));
    expect(client.apiVersion).toBe(`1.${Math.min(highest!, newest!)}`);
    expect(requests.length).toBeGreaterThan(5);
    const unversioned = requests.filter((line) => !line.includes(` /v${client.apiVersion}/`));
    expect([...new Set(unversioned)].sort()).toEqual(["GET /_ping", "GET /version"]);
  });

  test("may be an older one, down to the oldest", async () => {
    const environment = { ...engine.environment, DOCKER_API_VERSION: oldestVersion };
    expect(await describeEngine(engine.endpoint, environment)).toMatchObject({ apiVersion: oldestVersion });
    const folder = temporaryFolder({ Dockerfile: `FROM ${baseImage}\nRUN seq 20000 > /numbers # ${process.pid}\n` });
    const { stages } = measuredOf(await build({ ...engine, environment }, requestFor(engine, folder)));
    expect(stages[0]?.instructions[1]?.size).toMatchObject({ kind: "measured", bytes: 108_894 });
  });
});

/** A socket in front of an engine's own, which remembers the first line of every request: one a connection. */
async function listenInBetween(endpoint: string) {
  const requests: string[] = [];
  const open = new Set<net.Socket>();
  const socket = path.join(temporaryFolder(), "docker.sock");
  const server = net.createServer((near) => {
    const far = net.connect(endpoint.replace("unix://", ""));
    for (const one of [near, far]) {
      open.add(one);
      one.on("close", () => open.delete(one)).on("error", () => undefined);
    }
    near.once("data", (chunk) => requests.push(/^\w+ [^ ?]+/.exec(chunk.toString("latin1"))?.[0] ?? "no request"));
    near.pipe(far).pipe(near);
  });
  await new Promise<void>((resolve) => server.listen(socket, resolve));
  onTestFinished(() => {
    for (const one of open) one.destroy();
    server.close();
    fs.rmSync(socket, { force: true });
  });
  return { endpoint: `unix://${socket}`, requests };
}

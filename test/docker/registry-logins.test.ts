// Base images of registries that want a login, on real engines: Debian's docker-registry beside each of them.
import fs from "node:fs";
import path from "node:path";
import type Docker from "dockerode";
import { expect, onTestFinished, test } from "vitest";
import { temporaryFolder } from "../context/temporary-folder";
import { program } from "../registry/registry-server";
import { besideEngine, startServer } from "./engine-network";
import {
  baseImage,
  build,
  clientOf,
  describeOnBuilders,
  measuredOf,
  removeImage,
  requestFor,
  type TestEngine,
} from "./engines";

/** Who may read: bcrypt of `open sesame`. */
const users = "reader:$2b$04$CLgxy.HOvat/167CNTx.0ujU9Wu1rlscrBj3wY.xKRabMty/7/oIm\n";
const login = { username: "reader", password: "open sesame" };
const authOf = ({ username, password } = login) => Buffer.from(`${username}:${password}`).toString("base64");

/** Starts a registry that only engines beside it reach, and gives it the base image. Resolves with the image's name. */
async function startRegistry(engine: TestEngine, docker: Docker): Promise<{ host: string; image: string }> {
  const folder = temporaryFolder({ htpasswd: users });
  const configuration = {
    version: "0.1",
    log: { level: "info", formatter: "text" },
    storage: { filesystem: { rootdirectory: path.join(folder, "data") } },
    http: { addr: "127.0.0.1:0", secret: "only in tests" },
    auth: { htpasswd: { realm: "tests", path: path.join(folder, "htpasswd") } },
  };
  // JSON is YAML.
  fs.writeFileSync(path.join(folder, "config.yml"), JSON.stringify(configuration));
  const command = [...besideEngine(engine), program!, "serve", path.join(folder, "config.yml")];
  const [, host = ""] = await startServer(command, /listening on (127\.0\.0\.1:\d+)/);
  const image = `${host}/team/base:1`;
  onTestFinished(() => removeImage(docker, image));
  await docker.getImage(baseImage).tag({ repo: `${host}/team/base`, tag: "1" });
  const push = await docker.getImage(image).push({ authconfig: { ...login, serveraddress: host } });
  await new Promise((resolve, reject) => {
    docker.modem.followProgress(push, (error) => (error ? reject(error) : resolve(undefined)));
  });
  await removeImage(docker, image);
  return { host, image };
}

describeOnBuilders("logins of registries", (engine) => {
  const buildFrom = async (
    images: readonly string[],
    configuration: object,
    helpers: Record<string, string> = {},
    more: TestEngine["environment"] = {},
  ) => {
    const bin = temporaryFolder(helpers);
    for (const name of Object.keys(helpers)) fs.chmodSync(path.join(bin, name), 0o755);
    const DOCKER_CONFIG = temporaryFolder({ "config.json": JSON.stringify(configuration) });
    const stages = images.map(
      (image, index) => `FROM ${image} AS stage${index}\nRUN true ${process.hrtime.bigint()}\n`,
    );
    const copies = images.map((_, index) => `COPY --from=stage${index} /etc/passwd /${index}\n`);
    const folder = temporaryFolder({ Dockerfile: `${stages.join("")}FROM scratch\n${copies.join("")}` });
    const environment = { ...engine.environment, ...more, PATH: `${bin}:${process.env.PATH}`, DOCKER_CONFIG };
    return build({ ...engine, environment }, requestFor(engine, folder));
  };

  /** Podman wants them of registries on loopback too. */
  const wantsCertificates = engine.label.startsWith("Podman");
  const canAsk = test.skipIf(program === undefined);

  canAsk("each registry gets its own login, from config.json and from credential helpers", async () => {
    if (wantsCertificates) return;
    const docker = await clientOf(engine);
    const [first, second] = [await startRegistry(engine, docker), await startRegistry(engine, docker)];
    const helper = `#!/bin/sh
read host
[ "$1" = get ] && [ "$host" = ${second.host} ] && echo '{"Username":"reader","Secret":"open sesame"}'
`;
    const configuration = {
      auths: { [first.host]: { auth: authOf() }, "other.example": { auth: authOf({ ...login, password: "wrong" }) } },
      credHelpers: { [second.host]: "test" },
    };
    const helpers = { "docker-credential-test": helper };
    // An engine that merely prefers the classic builder has BuildKit too.
    for (const environment of engine.environment.DOCKER_BUILDKIT ? [{}] : [{ DOCKER_BUILDKIT: "1" }, {}]) {
      const built = await buildFrom([first.image, second.image], configuration, helpers, environment);
      expect(measuredOf(built).stages).toHaveLength(3);
    }
  });

  canAsk("a wrong login, none, and one that cannot be looked up", async () => {
    if (wantsCertificates) return;
    const docker = await clientOf(engine);
    const { host, image } = await startRegistry(engine, docker);
    const message = async (configuration: object, helpers?: Record<string, string>) => {
      const { outcome } = await buildFrom([image], configuration, helpers);
      return "message" in outcome ? [outcome.kind, outcome.message] : [outcome.kind];
    };
    const wrong = { auths: { [host]: { auth: authOf({ ...login, password: "guessed" }) } } };
    expect(await message(wrong)).toEqual([
      "failed",
      `The registry ${host} does not accept the login that Docker's configuration holds for it: log in again with docker login ${host}.`,
    ]);
    expect(await message({})).toEqual(["failed", `The registry ${host} wants a login: docker login ${host}.`]);
    const wants = `The registry ${host} wants a login, and`;
    expect(await message({ credHelpers: { [host]: "nowhere" } })).toEqual([
      "failed",
      `${wants} docker-credential-nowhere, which should know it, is not installed.`,
    ]);
    const locked = { "docker-credential-locked": "#!/bin/sh\necho the keychain is locked\nexit 1\n" };
    expect(await message({ credsStore: "locked" }, locked)).toEqual([
      "failed",
      `${wants} docker-credential-locked, which should know it, failed.`,
    ]);
  });
});

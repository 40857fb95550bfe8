// An engine behind TLS that asks for a certificate: reached by contexts and by variables, and what is said when it refuses.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { describeEngine } from "../../server/src/docker/describe-engine";
import { temporaryFolder } from "../context/temporary-folder";
import { disposableEngine, dockerCommand } from "./disposable-engine";
import { baseImage, build, measuredOf, requestFor, sizesOf } from "./engines";

const name = "newest-tls";
const own = disposableEngine(name);

describe.skipIf(!own.canStart)("an engine behind TLS", () => {
  let folder: string;
  /** `tcp://address:2376` */
  let host: string;
  const certificates = (owner: string) => path.join(folder, owner);

  beforeAll(async () => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), "layer-cost-tls-"));
    // The engine's address is chosen when it starts, and its certificate must name it before.
    const addresses = Array.from({ length: 250 }, (_, index) => `IP:10.232.${index + 2}.2`).join();
    makeAuthority("ours");
    makeAuthority("theirs");
    makeCertificate("server", "ours", `subjectAltName=${addresses}\nextendedKeyUsage=serverAuth`);
    makeCertificate("client", "ours", "extendedKeyUsage=clientAuth");
    makeCertificate("stranger", "theirs", "extendedKeyUsage=clientAuth");
    makeCertificate("late", "ours", "extendedKeyUsage=clientAuth", -1);
    // Keys that ask for a passphrase cannot be used by anybody who is not there.
    fs.cpSync(certificates("client"), certificates("locked"), { recursive: true });
    const keys = ["client", "locked"].map((owner) => path.join(certificates(owner), "key.pem"));
    openssl("ec", "-aes128", "-passout", "pass:hush", "-in", keys[0]!, "-out", keys[1]!);
    // A stranger to the engine that knows whom to trust, and the other way round.
    fs.copyFileSync(path.join(folder, "ours.pem"), path.join(certificates("stranger"), "ca.pem"));
    fs.cpSync(certificates("client"), certificates("distrustful"), { recursive: true });
    fs.copyFileSync(path.join(folder, "theirs.pem"), path.join(certificates("distrustful"), "ca.pem"));
    const server = certificates("server");
    const files = [`--tlscacert=${server}/ca.pem`, `--tlscert=${server}/cert.pem`, `--tlskey=${server}/key.pem`];
    // As later engines have it, which no longer speak the first versions.
    process.env.DOCKER_MIN_API_VERSION = "1.44";
    await own.start("BuildKit", ["--host=tcp://0.0.0.0:2376", "--tlsverify", ...files]);
    delete process.env.DOCKER_MIN_API_VERSION;
    const link = execFileSync("ip", ["-n", `layer-cost-${name}`, "-4", "-o", "address", "show", "dev", "eth0"]);
    host = `tcp://${/inet ([\d.]+)/.exec(link.toString())?.[1]}:2376`;
  });
  afterAll(() => {
    own.stop();
    fs.rmSync(folder, { recursive: true, force: true });
  });

  function openssl(...words: string[]): void {
    execFileSync("openssl", words, { stdio: "pipe" });
  }
  function makeAuthority(owner: string): void {
    const [key, certificate] = [path.join(folder, `${owner}-key.pem`), path.join(folder, `${owner}.pem`)];
    const curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];
    openssl("req", "-x509", ...curve, "-keyout", key, "-out", certificate, "-subj", `/CN=${owner}`, "-days", "2");
  }
  function makeCertificate(owner: string, authority: string, extensions: string, days = 2): void {
    const own = certificates(owner);
    fs.mkdirSync(own);
    fs.writeFileSync(path.join(own, "extensions"), extensions);
    const curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];
    openssl("req", "-new", ...curve, "-keyout", `${own}/key.pem`, "-out", `${own}/request`, "-subj", `/CN=${owner}`);
    const signer = ["-CA", path.join(folder, `${authority}.pem`), "-CAkey", path.join(folder, `${authority}-key.pem`)];
    const more = ["-CAcreateserial", "-days", `${days}`, "-extfile", `${own}/extensions`];
    openssl("x509", "-req", "-in", `${own}/request`, ...signer, "-out", `${own}/cert.pem`, ...more);
    fs.copyFileSync(path.join(folder, `${authority}.pem`), path.join(own, "ca.pem"));
  }

  /** A docker configuration whose current context is the engine, with somebody's certificates. */
  function contextOf(owner: string | undefined, endpoint: object = {}): Record<string, string> {
    const id = createHash("sha256").update("far").digest("hex");
    const docker = { Host: host, SkipTLSVerify: false, ...endpoint };
    const configuration = temporaryFolder({
      "config.json": '{ "currentContext": "far" }',
      [`contexts/meta/${id}/meta.json`]: JSON.stringify({ Name: "far", Metadata: {}, Endpoints: { docker } }),
    });
    if (owner !== undefined)
      for (const file of ["ca.pem", "cert.pem", "key.pem"]) {
        const copy = path.join(configuration, `contexts/tls/${id}/docker`, file);
        fs.mkdirSync(path.dirname(copy), { recursive: true });
        fs.copyFileSync(path.join(certificates(owner), file), copy);
      }
    return { DOCKER_CONFIG: configuration };
  }

  test("is reached by the current context, as the docker command reaches it", async () => {
    const environment = contextOf("client");
    const version = execFileSync(dockerCommand, ["version", "--format", "{{.Server.Version}}"], { env: environment });
    expect(await describeEngine(undefined, environment)).toMatchObject({
      available: true,
      endpoint: host,
      source: 'the docker context "far"',
      version: version.toString().replace(/[+~].*\n/, ""),
      apiVersions: { lowest: "1.44" },
    });
  });

  test("is reached by DOCKER_HOST with DOCKER_TLS_VERIFY and DOCKER_CERT_PATH", async () => {
    const environment = { DOCKER_HOST: host, DOCKER_TLS_VERIFY: "1", DOCKER_CERT_PATH: certificates("client") };
    expect(await describeEngine(undefined, environment)).toMatchObject({ available: true, source: "DOCKER_HOST" });
  });

  test("is reached without being verified, where that is asked for", async () => {
    const skipping = contextOf("distrustful", { SkipTLSVerify: true });
    expect(await describeEngine(undefined, skipping)).toMatchObject({ available: true });
    const environment = { DOCKER_HOST: host, DOCKER_TLS: "1", DOCKER_CERT_PATH: certificates("distrustful") };
    expect(await describeEngine(undefined, environment)).toMatchObject({ available: true });
  });

  test.each([
    [
      "stranger",
      "does not accept the certificate that it is shown (cert.pem and key.pem): it was not made for this engine.",
    ],
    [
      "distrustful",
      "is not trusted, since its certificate does not fit the ca.pem that is used for it: unable to verify the first certificate.",
    ],
    ["late", "does not accept the certificate that it is shown (cert.pem): it has expired."],
    ["locked", "cannot be asked with this cert.pem and key.pem (a key must have no passphrase): "],
    [undefined, "wants TLS: use a docker context with certificates, or DOCKER_TLS_VERIFY and DOCKER_CERT_PATH."],
  ])("refuses, and is refused, in one sentence: the certificates of %s", async (owner, reason) => {
    expect(await describeEngine(undefined, contextOf(owner))).toMatchObject({
      available: false,
      reason: expect.stringContaining(`The engine at ${host} (from the docker context "far") ${reason}`),
    });
  });

  test.each(["BuildKit", "classic"] as const)("builds with %s", async (builder) => {
    const environment = { ...contextOf("client"), DOCKER_BUILDKIT: builder === "BuildKit" ? "1" : "0" };
    const engine = { label: name, endpoint: "", builder, environment, storage: "overlay2" };
    const files = {
      Dockerfile: `FROM ${baseImage}\nCOPY data /data\nRUN seq 20000 > /numbers\n`,
      data: "x".repeat(300_007),
    };
    const request = { ...requestFor(engine, temporaryFolder(files)), engine: undefined };
    const built = measuredOf(await build(engine, request));
    expect(sizesOf(built)[0]?.slice(1)).toEqual([
      [2, "COPY", 300_007],
      [3, "RUN", 108_894],
    ]);
  });
});

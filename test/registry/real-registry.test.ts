// Look-ups in Debian's docker-registry: platforms, logins, tokens, what is kept on disk, and a registry that dies.
import { execFileSync } from "node:child_process";
import { createHash, createPublicKey, createSign } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import type { Login } from "../../server/src/registry/authorization";
import { RegistryClient } from "../../server/src/registry/registry-client";
import { temporaryFolder } from "../context/temporary-folder";
import { startServer } from "./http-server";
import { Pusher, program, startRegistry } from "./registry-server";

interface Given {
  readonly cacheFolder?: string;
  readonly login?: Login;
  readonly now?: () => number;
}

function client({ cacheFolder = temporaryFolder(), login, now }: Given = {}) {
  return new RegistryClient({ cacheFolder, findLogin: async () => login, ...(now && { now }) });
}

const sum = (layers: readonly { readonly bytes: number }[]) => layers.reduce((total, { bytes }) => total + bytes, 0);
const hour = 3600_000;

describe.skipIf(program === undefined)("images", () => {
  test.each(["docker", "oci"] as const)("are listed by tag and by digest: %s", async (format) => {
    const { host } = await startRegistry();
    const image = await new Pusher(host, "team/app").image([100_000, 50_000], "1.2", format);
    const byTag = await client().image(`${host}/team/app:1.2`);
    expect(byTag).toMatchObject({ registry: host, digest: image.digest, platform: undefined });
    expect(byTag.layers.map(({ compression }) => compression)).toEqual(["gzip", "gzip"]);
    expect(sum(byTag.layers)).toBe(image.layerBytes);
    const byDigest = await client().image(`${host}/team/app@${image.digest}`);
    expect(byDigest.layers).toEqual(byTag.layers);
  });

  test("of several platforms are those of the platform asked for", async () => {
    const { host } = await startRegistry();
    const pusher = new Pusher(host, "multi");
    const [amd64, arm64, armV6, armV7, attestation] = [
      await pusher.image([10_000]),
      await pusher.image([20_000]),
      await pusher.image([30_000]),
      await pusher.image([40_000]),
      await pusher.image([5]),
    ];
    await pusher.index(
      [
        ["unknown/unknown", attestation],
        ["linux/arm/v6", armV6],
        ["linux/arm/v7", armV7],
        ["linux/arm64/v8", arm64],
        ["linux/amd64", amd64],
      ],
      "latest",
    );
    const registry = client();
    const digestFor = async (platform?: string) => (await registry.image(`${host}/multi`, platform)).digest;
    expect(await digestFor()).toBe(amd64.digest);
    expect(await digestFor("linux/amd64")).toBe(amd64.digest);
    expect(await digestFor("linux/arm64")).toBe(arm64.digest);
    expect(await digestFor("linux/aarch64")).toBe(arm64.digest);
    expect(await digestFor("linux/arm")).toBe(armV7.digest);
    expect(await digestFor("linux/arm/v6")).toBe(armV6.digest);
    await expect(digestFor("linux/s390x")).rejects.toThrow(
      `${host} has it for linux/arm/v6, linux/arm/v7, linux/arm64/v8, linux/amd64, not for linux/s390x`,
    );
    await expect(digestFor("linux/arm/v5")).rejects.toThrow("not for linux/arm/v5");
  });

  test("that are not there are said to be missing", async () => {
    const { host } = await startRegistry();
    await new Pusher(host, "app").image([10], "1");
    await expect(client().image(`${host}/app:2`)).rejects.toThrow(`${host} has no app:2`);
    await expect(client().image(`${host}/other:1`)).rejects.toThrow(`${host} has no other:1`);
    const digest = `sha256:${"0".repeat(64)}`;
    await expect(client().image(`${host}/app@${digest}`)).rejects.toThrow(`${host} has no app@${digest}`);
  });
});

describe.skipIf(program === undefined)("what was looked up", () => {
  test("is kept on disk: a day for a tag, for ever for a digest, also when the registry is gone", async () => {
    const registry = await startRegistry();
    const pusher = new Pusher(registry.host, "app");
    const first = await pusher.image([1000], "1");
    const cacheFolder = temporaryFolder();
    let time = Date.parse("2026-11-26T12:00:00Z");
    const fresh = () => client({ cacheFolder, now: () => time });
    const name = `${registry.host}/app:1`;
    expect(await fresh().image(name)).toMatchObject({ digest: first.digest, checkedAt: time });

    const second = await pusher.image([2000], "1");
    time += 23 * hour;
    expect((await fresh().image(name)).digest).toBe(first.digest);
    time += 2 * hour;
    expect(await fresh().image(name)).toMatchObject({ digest: second.digest, checkedAt: time });

    await registry.kill();
    const checkedAt = time;
    time += 100 * hour;
    expect(await fresh().image(name)).toMatchObject({ digest: second.digest, checkedAt });
    expect((await fresh().image(`${registry.host}/app@${first.digest}`)).digest).toBe(first.digest);
    await expect(fresh().image(`${registry.host}/app:2`)).rejects.toThrow(
      "refuses connections: no registry runs there",
    );
  });

  test("is not there of a registry that dies while it is asked", async () => {
    const registry = await startRegistry();
    registry.freeze();
    const asking = client().image(`${registry.host}/app:1`);
    asking.catch(() => undefined);
    await pause(100);
    await registry.kill();
    await expect(asking).rejects.toThrow(/^127\.0\.0\.1:\d+ (broke the connection off|refuses connections)/);
  });

  test("counts no longer where its file is broken", async () => {
    const { host } = await startRegistry();
    const image = await new Pusher(host, "app").image([1000], "1");
    const cacheFolder = temporaryFolder();
    const look = () => client({ cacheFolder }).image(`${host}/app:1`);
    await look();
    const files = (fs.readdirSync(cacheFolder, { recursive: true }) as string[])
      .map((name) => path.join(cacheFolder, name))
      .filter((file) => file.endsWith(".json"));
    expect(files).toHaveLength(2);
    for (const content of ["", "{", "null", '{"layers":[]}']) {
      for (const file of files) {
        fs.writeFileSync(file, content);
        expect(await look()).toMatchObject({ digest: image.digest, layers: [{ bytes: image.layerBytes }] });
      }
    }
  });

  test("is for this user's eyes alone", async () => {
    const { host } = await startRegistry();
    await new Pusher(host, "app").image([1000], "1");
    const cacheFolder = path.join(temporaryFolder(), "made", "when", "needed");
    await client({ cacheFolder }).image(`${host}/app:1`);
    for (const name of ["documents", "tags"]) {
      const folder = path.join(cacheFolder, name);
      expect(fs.statSync(folder).mode & 0o777).toBe(0o700);
      for (const file of fs.readdirSync(folder)) expect(fs.statSync(path.join(folder, file)).mode & 0o777).toBe(0o600);
    }
  });

  test("need not be kept: a folder that cannot be written costs only the next look-up", async () => {
    const { host } = await startRegistry();
    const image = await new Pusher(host, "app").image([1000], "1");
    const cacheFolder = path.join(temporaryFolder({ file: "" }), "file");
    expect((await client({ cacheFolder }).image(`${host}/app:1`)).digest).toBe(image.digest);
  });
});

describe.skipIf(program === undefined)("a registry with passwords", () => {
  const login = { username: "reader", password: "open sesame" };
  const start = () => {
    // bcrypt of "open sesame".
    const htpasswd = "reader:$2b$04$CLgxy.HOvat/167CNTx.0ujU9Wu1rlscrBj3wY.xKRabMty/7/oIm\n";
    const file = path.join(temporaryFolder({ htpasswd }), "htpasswd");
    return startRegistry({ htpasswd: { realm: "tests", path: file } });
  };

  test("is asked with the user's login, where there is one", async () => {
    const { host } = await start();
    const authorization = `Basic ${Buffer.from("reader:open sesame").toString("base64")}`;
    const image = await new Pusher(host, "app", authorization).image([1000], "1");
    const name = `${host}/app:1`;
    expect((await client({ login }).image(name)).digest).toBe(image.digest);
    await expect(client().image(name)).rejects.toThrow(`${host} needs a login: docker login ${host}`);
    const wrong = { ...login, password: "guessed" };
    await expect(client({ login: wrong }).image(name)).rejects.toThrow(
      `${host} has no app, or shows it only to others`,
    );
  });
});

describe.skipIf(program === undefined)("a registry with a token server", () => {
  /** Tokens are signed as the registry wants them: by a key that its configuration trusts. */
  async function start() {
    const folder = temporaryFolder();
    const [key, certificate] = [path.join(folder, "key.pem"), path.join(folder, "certificate.pem")];
    const subject = ["-subj", "/CN=tests", "-days", "2", "-keyout", key, "-out", certificate];
    execFileSync("openssl", ["req", "-x509", "-newkey", "rsa:2048", "-nodes", ...subject], { stdio: "ignore" });
    const privateKey = fs.readFileSync(key);
    const tokenFor = (repository: string, actions: readonly string[]) =>
      signed(privateKey, { access: [{ type: "repository", name: repository, actions }] });
    const server = await startServer((request, response, body) => {
      const query = new URLSearchParams(body || request.url!.split("?")[1]);
      const repository = query.get("scope")?.split(":")[1] ?? "";
      const who = request.headers.authorization ?? query.get("refresh_token") ?? "nobody";
      const mayRead =
        repository === "public" || who === "identity" || who === `Basic ${Buffer.from("me:pw").toString("base64")}`;
      if (who.startsWith("Basic") && !mayRead) {
        response.writeHead(401).end();
        return;
      }
      const token = tokenFor(repository, mayRead ? ["pull"] : []);
      response.end(JSON.stringify(body ? { access_token: token } : { token }));
    });
    const token = {
      realm: `http://${server.host}/token`,
      service: "tests",
      issuer: "tests",
      rootcertbundle: certificate,
    };
    const { host } = await startRegistry({ token });
    const pusher = (repository: string) =>
      new Pusher(host, repository, `Bearer ${tokenFor(repository, ["pull", "push"])}`);
    return { host, server, pusher };
  }

  function signed(privateKey: Buffer, claims: object): string {
    const der = createPublicKey(privateKey).export({ type: "spki", format: "der" });
    const kid = base32(createHash("sha256").update(der).digest().subarray(0, 30)).match(/.{4}/g)!.join(":");
    const now = Math.floor(Date.now() / 1000);
    const payload = {
      iss: "tests",
      aud: "tests",
      sub: "",
      iat: now,
      nbf: now - 60,
      exp: now + 600,
      jti: "1",
      ...claims,
    };
    const text = [{ typ: "JWT", alg: "RS256", kid }, payload]
      .map((part) => Buffer.from(JSON.stringify(part)).toString("base64url"))
      .join(".");
    return `${text}.${createSign("RSA-SHA256").update(text).sign(privateKey, "base64url")}`;
  }

  function base32(bytes: Buffer): string {
    const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, "0")).join("");
    return bits.replace(/.{5}/g, (five) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"[Number.parseInt(five, 2)]!);
  }

  test("is asked with a token: anonymously, with a login, with an identity token", async () => {
    const { host, server, pusher } = await start();
    const open = await pusher("public").image([1000], "1");
    expect((await client().image(`${host}/public:1`)).digest).toBe(open.digest);
    expect(server.requests[0]!.line).toBe("GET /token?service=tests&scope=repository%3Apublic%3Apull");
    expect(server.requests[0]!.headers.authorization).toBeUndefined();

    const hidden = await pusher("private").image([1000], "1");
    const name = `${host}/private:1`;
    await expect(client().image(name)).rejects.toThrow(
      `${host} has no private, or shows it only to others: docker login ${host}`,
    );
    const login = { username: "me", password: "pw" };
    expect((await client({ login }).image(name)).digest).toBe(hidden.digest);
    const identity = { username: "", password: "identity" };
    expect((await client({ login: identity }).image(name)).digest).toBe(hidden.digest);
    expect(server.requests.at(-1)!.body).toContain("grant_type=refresh_token");
    const wrong = client({ login: { username: "me", password: "old" } });
    await expect(wrong.image(name)).rejects.toThrow(`${host} refuses the login that docker keeps for it`);
  });
});

// Registries that are slow, broken, busy or hostile: each ends in a sentence, in time, and gives no login away.
import { setTimeout as pause } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { digestOf } from "../../server/src/registry/answer-cache";
import type { Login } from "../../server/src/registry/authorization";
import { RegistryClient } from "../../server/src/registry/registry-client";
import { temporaryFolder } from "../context/temporary-folder";
import { type Answer, startServer } from "./http-server";

const layer = (size: number, name = "a", mediaType = "application/vnd.oci.image.layer.v1.tar+gzip") => ({
  mediaType,
  digest: digestOf(name),
  size,
});
const manifest = (...layers: object[]) => JSON.stringify({ schemaVersion: 2, layers });
const image = manifest(layer(1000));
const login = { username: "me", password: "secret" };

interface Given {
  readonly timeout?: number;
  readonly login?: Login;
  readonly now?: () => number;
  readonly cacheFolder?: string;
}

function client({ login, cacheFolder = temporaryFolder(), ...given }: Given = {}) {
  return new RegistryClient({ cacheFolder, findLogin: async () => login, ...given });
}

/** What looking an image up comes to on a server that answers so. */
async function refusal(answer: Answer, given: Given = {}) {
  const server = await startServer(answer);
  const error = await client(given)
    .image(`${server.host}/app:1`)
    .then(
      () => undefined,
      (problem: Error) => problem,
    );
  return { server, message: error?.message.replaceAll(server.host, "HOST") };
}

const plain: Answer = (_, response) => response.end(image);

describe("answers that are no manifest", () => {
  test.each([
    ["a page", "<html>Sign in to the hotel</html>", "HOST answers with what is no manifest"],
    ["nothing", "", "HOST answers with what is no manifest"],
    ["null", "null", "HOST answers with what is no manifest"],
    ["a list", "[]", "HOST answers with what is no manifest"],
    ["a layer without a size", manifest({ ...layer(1), size: "big" }), "HOST answers with what is no manifest"],
    ["a layer of less than nothing", manifest(layer(-5)), "HOST answers with what is no manifest"],
    ["an index of nothing", '{"manifests":[null,{"digest":"x"}]}', "HOST has it for no platform, not for linux/amd64"],
    ["the oldest format", '{"fsLayers":[]}', "HOST keeps it in a format (schema 1) that tells no sizes"],
    [
      "a chart",
      '{"layers":[],"config":{"mediaType":"application/vnd.cncf.helm.config.v1+json"}}',
      "HOST holds no container image there, but application/vnd.cncf.helm.config.v1+json",
    ],
    [
      "an encrypted layer",
      manifest(layer(1, "a", "application/vnd.oci.image.layer.v1.tar+gzip+encrypted")),
      "HOST lists a layer of a kind that is not known (application/vnd.oci.image.layer.v1.tar+gzip+encrypted)",
    ],
  ])("%s", async (_, body, message) => {
    const cacheFolder = temporaryFolder();
    expect((await refusal((_request, response) => response.end(body), { cacheFolder })).message).toBe(message);
  });

  test("are not kept as if they were one", async () => {
    let body = "<html></html>";
    const server = await startServer((_, response) => response.end(body));
    const cacheFolder = temporaryFolder();
    await expect(client({ cacheFolder }).image(`${server.host}/app`)).rejects.toThrow("no manifest");
    body = image;
    expect((await client({ cacheFolder }).image(`${server.host}/app`)).layers).toHaveLength(1);
  });

  test("another document than its digest names", async () => {
    const server = await startServer(plain);
    const digest = digestOf("something else");
    await expect(client().image(`${server.host}/app@${digest}`)).rejects.toThrow("answers with another document than");
  });
});

describe("trouble on the way", () => {
  test("an answer that never comes, and one that stops in its middle, end at the deadline", async () => {
    const started = (_: unknown, response: Parameters<Answer>[1]) => void response.writeHead(200).write('{"layers":');
    expect((await refusal(() => undefined, { timeout: 150 })).message).toBe("HOST did not answer in time");
    expect((await refusal(started, { timeout: 150 })).message).toBe("HOST did not answer in time");
  });

  test("an answer that is broken off", async () => {
    const { message } = await refusal((_, response) => {
      response.writeHead(200, { "content-length": "5000" }).write('{"layers":', () => response.destroy());
    });
    expect(message).toMatch(/^HOST (broke off its answer|broke the connection off)$/);
  });

  test("more than any manifest", async () => {
    const { message } = await refusal((_, response) => response.end(Buffer.alloc(5 * 1024 * 1024, " ")));
    expect(message).toBe("HOST answers with more than a manifest can be");
  });

  test("an answer that is no HTTP", async () => {
    const { message } = await refusal((request) => request.socket.end("SSH-2.0-OpenSSH_9.2\r\n"));
    expect(message).toBe("HOST does not answer as a web server does");
  });

  test("a status that only administrators understand", async () => {
    const { message } = await refusal((_, response) => response.writeHead(503).end("<html>"));
    expect(message).toBe("HOST fails with status 503");
  });

  test("a name that no registry could have asks nobody", async () => {
    await expect(client().image("Not An Image")).rejects.toThrow("names no image that a registry could be asked for");
    await expect(client().image("127.0.0.1:1/UPPER")).rejects.toThrow("names no image");
  });
});

describe("few questions", () => {
  test("one for all who ask for the same at once", async () => {
    const server = await startServer((_, response) => void pause(50).then(() => response.end(image)));
    const registry = client();
    const all = await Promise.all(Array.from({ length: 5 }, () => registry.image(`${server.host}/app:1`)));
    expect(new Set(all).size).toBe(1);
    expect(server.requests.map(({ line }) => line)).toEqual(["GET /v2/app/manifests/1"]);
    await registry.image(`${server.host}/app:1`);
    expect(server.requests).toHaveLength(1);
  });

  test("at most four at a time, and all get their turn", async () => {
    let running = 0;
    let most = 0;
    const server = await startServer((_, response) => {
      most = Math.max(most, ++running);
      void pause(20).then(() => {
        running--;
        response.end(image);
      });
    });
    const registry = client();
    const names = Array.from({ length: 11 }, (_, index) => `${server.host}/app:${index}`);
    await Promise.all(names.map((name) => registry.image(name)));
    expect(server.requests).toHaveLength(11);
    expect(most).toBe(4);
  });

  test("none for a minute after a failure", async () => {
    let time = 1_000_000;
    const server = await startServer((_, response) => response.writeHead(404).end());
    const registry = client({ now: () => time });
    const look = () => registry.image(`${server.host}/app:1`);
    await expect(look()).rejects.toThrow("has no app:1");
    await expect(look()).rejects.toThrow("has no app:1");
    expect(server.requests).toHaveLength(1);
    time += 61_000;
    await expect(look()).rejects.toThrow("has no app:1");
    expect(server.requests).toHaveLength(2);
  });

  test("none to a registry that asks to be left alone, for as long as it says", async () => {
    let time = 1_000_000;
    const server = await startServer((_, response) => response.writeHead(429, { "retry-after": "300" }).end());
    const registry = client({ now: () => time });
    await expect(registry.image(`${server.host}/app:1`)).rejects.toThrow("takes no more requests from here for now");
    await expect(registry.image(`${server.host}/other:1`)).rejects.toThrow("takes no more requests from here for now");
    expect(server.requests).toHaveLength(1);
    time += 301_000;
    await expect(registry.image(`${server.host}/other:1`)).rejects.toThrow("takes no more requests");
    expect(server.requests).toHaveLength(2);
  });

  test("only for the digest, where a tag was known a day ago; what was known counts while the registry is busy", async () => {
    let time = 1_000_000;
    let status = 200;
    const server = await startServer((request, response) => {
      response.writeHead(status, { "docker-content-digest": digestOf(image) });
      response.end(request.method === "HEAD" ? undefined : image);
    });
    const cacheFolder = temporaryFolder();
    const look = () => client({ cacheFolder, now: () => time }).image(`${server.host}/app:1`);
    await look();
    time += 25 * 3600_000;
    expect((await look()).checkedAt).toBe(time);
    expect(server.requests.map(({ line }) => line)).toEqual(["GET /v2/app/manifests/1", "HEAD /v2/app/manifests/1"]);
    const checkedAt = time;
    time += 25 * 3600_000;
    status = 429;
    expect((await look()).checkedAt).toBe(checkedAt);
    status = 404;
    await expect(look()).rejects.toThrow("has no app:1");
  });
});

describe("logins", () => {
  const wantsBasic: Answer = (request, response) => {
    if (request.headers.authorization) response.end(image);
    else response.writeHead(401, { "www-authenticate": 'Basic realm="x"' }).end();
  };

  test("are given only to who asks for one", async () => {
    const server = await startServer(plain);
    await client({ login }).image(`${server.host}/app`);
    expect(server.requests[0]!.headers.authorization).toBeUndefined();
    const other = await startServer(wantsBasic);
    await client({ login }).image(`${other.host}/app`);
    expect(other.requests[1]!.headers.authorization).toBe(`Basic ${Buffer.from("me:secret").toString("base64")}`);
  });

  test("go to no other host that a registry redirects to", async () => {
    const store = await startServer(plain);
    const { server, message } = await refusal(
      (request, response, body) => {
        if (!request.headers.authorization) wantsBasic(request, response, body);
        else response.writeHead(307, { location: `http://${store.host}${request.url}` }).end();
      },
      { login },
    );
    expect(message).toBeUndefined();
    expect(server.requests).toHaveLength(2);
    expect(store.requests).toHaveLength(1);
    expect(store.requests[0]!.headers.authorization).toBeUndefined();
  });

  test("a redirect in a circle ends", async () => {
    const { server, message } = await refusal((request, response) => {
      response.writeHead(302, { location: request.url! }).end();
    });
    expect(message).toBe("HOST redirects in circles");
    expect(server.requests).toHaveLength(6);
  });

  test.each([
    ["", "HOST refuses, and does not say how to log in"],
    ["Negotiate", "HOST refuses, and does not say how to log in"],
    ['Bearer realm="http://",service="x"', "HOST names no server for its tokens"],
  ])("a registry that wants %j", async (challenge, message) => {
    const answer: Answer = (_, response) => response.writeHead(401, { "www-authenticate": challenge }).end();
    expect((await refusal(answer, { login })).message).toBe(message);
  });

  test.each([
    [200, "no JSON", "the token server of HOST answers with what is no token"],
    [200, "{}", "the token server of HOST answers with what is no token"],
    [200, '{"token":"two\\nlines"}', "the token server of HOST answers with what is no token"],
    [500, "", "the token server of HOST answers with status 500"],
    [403, "", "HOST needs a login: docker login HOST"],
  ])("a token server that answers %i %j", async (status, body, message) => {
    const answer: Answer = (request, response) => {
      if (request.url!.startsWith("/token")) response.writeHead(status).end(body);
      else response.writeHead(401, { "www-authenticate": `Bearer realm="http://${request.headers.host}/token"` }).end();
    };
    expect((await refusal(answer)).message).toBe(message);
  });
});

// Look-ups from the command line and the editor: only when asked for, through proxies, with the logins of docker's configuration.
import { execFile, execFileSync } from "node:child_process";
import fs from "node:fs";
import http from "node:http";
import https from "node:https";
import net, { type AddressInfo } from "node:net";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, onTestFinished, test } from "vitest";
import type { Hover } from "vscode-languageserver-protocol";
import { temporaryFolder } from "../context/temporary-folder";
import { LanguageClient } from "../lsp/language-client";
import { startServer } from "./http-server";
import { Pusher, program, startRegistry } from "./registry-server";

const cli = path.resolve(import.meta.dirname, "../../dist/cli.js");

/** `layer-cost explain` of a Dockerfile, with nothing of this machine's own configuration. */
function explain(folder: string, flags: readonly string[], environment: Record<string, string> = {}): Promise<string> {
  const env = {
    PATH: process.env.PATH ?? "",
    HOME: folder,
    XDG_CACHE_HOME: path.join(folder, "cache"),
    ...environment,
  };
  return new Promise((resolve, reject) => {
    execFile(
      process.execPath,
      [cli, "explain", ...flags, "Dockerfile"],
      { cwd: folder, env },
      (error, output, errors) => (error ? reject(new Error(errors)) : resolve(output)),
    );
  });
}

const layer = { mediaType: "application/vnd.oci.image.layer.v1.tar+gzip", digest: `sha256:${"1".repeat(64)}` };
const image = JSON.stringify({ schemaVersion: 2, layers: [{ ...layer, size: 43_200_000 }] });
const pulled = /pulled: 43\.2 MB, compressed layers of \S+ as \S+ lists them, \d{4}-\d\d-\d\d/;

describe("the command line", () => {
  test("asks only with --registry-lookup, and keeps the answer", async () => {
    const server = await startServer((_, response) => response.end(image));
    const folder = temporaryFolder({ Dockerfile: `FROM ${server.host}/team/app:1\n` });
    expect(await explain(folder, [])).toContain("turn on layerCost.registryLookup (or --registry-lookup)");
    expect(server.requests).toHaveLength(0);
    const text = await explain(folder, ["--registry-lookup"]);
    expect(text).toMatch(pulled);
    expect(text).toMatch(/43\.2 MB, and unpacked \d\.\d to \d\.\d times that/);
    expect(await explain(folder, ["--registry-lookup"])).toBe(text);
    expect(server.requests).toHaveLength(1);
    expect(fs.readdirSync(path.join(folder, "cache/layer-cost/registries"))).toEqual(["documents", "tags"]);
  });

  test("no settings file of a repository turns it on", async () => {
    const server = await startServer((_, response) => response.end(image));
    const folder = temporaryFolder({
      Dockerfile: `FROM ${server.host}/team/app:1\n`,
      ".layer-cost.json": '{ "registryLookup": true }',
    });
    expect(await explain(folder, [])).not.toMatch(pulled);
    expect(server.requests).toHaveLength(0);
  });

  test("says what went wrong", async () => {
    const folder = temporaryFolder({ Dockerfile: "FROM 127.0.0.1:9/team/app:1\n" });
    const text = (await explain(folder, ["--registry-lookup"])).replace(/\s+/g, " ");
    expect(text).toContain("127.0.0.1:9 refuses connections: no registry runs there");
  });

  test.skipIf(program === undefined)("logs in with what docker login left, also in a credential helper", async () => {
    const htpasswd = "reader:$2b$04$CLgxy.HOvat/167CNTx.0ujU9Wu1rlscrBj3wY.xKRabMty/7/oIm\n";
    const folder = temporaryFolder({ htpasswd });
    const { host } = await startRegistry({ htpasswd: { realm: "tests", path: path.join(folder, "htpasswd") } });
    const auth = Buffer.from("reader:open sesame").toString("base64");
    const { layerBytes } = await new Pusher(host, "team/app", `Basic ${auth}`).image([3_000_000], "1");
    fs.writeFileSync(path.join(folder, "Dockerfile"), `FROM ${host}/team/app:1\n`);
    const expected = `pulled: ${(layerBytes / 1e6).toFixed(0)} MB`;

    const configure = (configuration: object) => {
      fs.mkdirSync(path.join(folder, ".docker"), { recursive: true });
      fs.writeFileSync(path.join(folder, ".docker/config.json"), JSON.stringify(configuration));
    };
    expect(await explain(folder, ["--registry-lookup"])).toContain(`docker login ${host}`);
    configure({ auths: { [host]: { auth } } });
    expect(await explain(folder, ["--registry-lookup"])).toContain(expected);

    fs.rmSync(path.join(folder, "cache"), { recursive: true });
    configure({ credHelpers: { [host]: "kept" } });
    const helper = path.join(folder, "bin/docker-credential-kept");
    fs.mkdirSync(path.dirname(helper));
    fs.writeFileSync(helper, '#!/bin/sh\necho \'{"Username":"reader","Secret":"open sesame"}\'\n', { mode: 0o755 });
    const PATH = `${path.dirname(helper)}:${process.env.PATH}`;
    expect(await explain(folder, ["--registry-lookup"], { PATH })).toContain(expected);
  });
});

describe("a registry with TLS behind a proxy", () => {
  /** A registry for the name registry.test on this machine, which only the proxy knows. */
  async function start() {
    const folder = temporaryFolder({ Dockerfile: "FROM registry.test/team/app:1\n" });
    const [key, certificate] = [path.join(folder, "key.pem"), path.join(folder, "certificate.pem")];
    const names = ["-subj", "/CN=registry.test", "-addext", "subjectAltName=DNS:registry.test"];
    const files = ["-days", "2", "-keyout", key, "-out", certificate];
    execFileSync("openssl", ["req", "-x509", "-newkey", "rsa:2048", "-nodes", ...names, ...files], { stdio: "ignore" });
    const tls = { key: fs.readFileSync(key), cert: fs.readFileSync(certificate) };
    const registry = https.createServer(tls, (_, response) => response.end(image));
    const connects: string[] = [];
    const proxy = http.createServer();
    proxy.on("connect", (request, socket: net.Socket) => {
      connects.push(`${request.url} ${request.headers["proxy-authorization"] ?? ""}`);
      if (!request.headers["proxy-authorization"]) {
        socket.end("HTTP/1.1 407 Proxy Authentication Required\r\n\r\n");
        return;
      }
      const inner = net.connect((registry.address() as AddressInfo).port, "127.0.0.1", () => {
        socket.write("HTTP/1.1 200 Connection established\r\n\r\n");
        inner.pipe(socket).pipe(inner);
      });
      for (const one of [inner, socket]) one.on("error", () => undefined);
    });
    for (const server of [registry, proxy]) {
      await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
      onTestFinished(() => {
        server.closeAllConnections();
        server.close();
      });
    }
    const { port } = proxy.address() as AddressInfo;
    return { folder, certificate, connects, proxy: (login: string) => `http://${login}127.0.0.1:${port}` };
  }

  test("is asked through it, with the proxy's own login and a certificate that is trusted", async () => {
    const { folder, certificate, connects, proxy } = await start();
    const look = async (environment: Record<string, string>) =>
      (await explain(folder, ["--registry-lookup"], environment)).replace(/\s+/g, " ");
    const known = { NODE_EXTRA_CA_CERTS: certificate };
    const login = proxy("me:pw@");
    expect(await look({ ...known, HTTPS_PROXY: proxy("") })).toMatch(
      /the proxy 127\.0\.0\.1:\d+ refuses with status 407/,
    );
    expect(await look({ HTTPS_PROXY: login })).toContain("the certificate of registry.test is not trusted");
    expect(await look({ ...known, HTTPS_PROXY: login })).toMatch(pulled);
    expect(connects.at(-1)).toBe(`registry.test:443 Basic ${Buffer.from("me:pw").toString("base64")}`);
  });
});

describe("the editor", () => {
  const start = async (initializationOptions: object, settings: object) => {
    const server = await startServer((_, response) => response.end(image));
    const text = `FROM ${server.host}/team/app:1\n`;
    const folder = temporaryFolder({ Dockerfile: text });
    const uri = pathToFileURL(path.join(folder, "Dockerfile")).href;
    const client = await LanguageClient.start({
      workspaceFolder: pathToFileURL(folder).href,
      initializationOptions,
      settings,
      environment: { XDG_CACHE_HOME: path.join(folder, "cache") },
    });
    onTestFinished(() => client.kill());
    await client.open(uri, text);
    const hoverText = async () => {
      const position = { line: 0, character: 3 };
      const hover = await client.request<Hover>("textDocument/hover", { textDocument: { uri }, position });
      return (hover.contents as { value: string }).value;
    };
    return { server, hoverText };
  };

  test("tells in the hover what is pulled, where the setting is on", async () => {
    const { server, hoverText } = await start({ trusted: true }, { registryLookup: true });
    await expect.poll(hoverText).toMatch(/Pulled: 43\.2 MB, compressed layers of/);
    expect(server.requests).toHaveLength(1);
  });

  test("asks nobody where it is off, or the workspace is not trusted", async () => {
    const off = await start({ trusted: true }, {});
    await expect.poll(off.hoverText).toContain("turn on layerCost.registryLookup");
    const untrusted = await start({ trusted: false }, { registryLookup: true });
    await expect
      .poll(untrusted.hoverText, { timeout: 20_000 })
      .toContain("no registry is asked in an untrusted workspace");
    expect([...off.server.requests, ...untrusted.server.requests]).toEqual([]);
  });
});

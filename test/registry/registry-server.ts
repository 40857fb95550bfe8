// Debian's docker-registry on a loopback port of its own, with images written through its HTTP interface.
import { type ChildProcess, spawn } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { onTestFinished } from "vitest";
import { temporaryFolder } from "../context/temporary-folder";

/** Undefined where this machine has none: `npm test` says so. */
export const program = process.env.LAYER_COST_TEST_REGISTRY;

export interface RegistryServer {
  /** `127.0.0.1:34567` */
  readonly host: string;
  /** Ends it by its pid; resolves when it is gone. */
  kill(): Promise<void>;
  /** From now on it takes connections and answers nothing. */
  freeze(): void;
}

/** Starts an empty registry; `auth` is the `auth` part of its configuration. It ends with the test. */
export async function startRegistry(auth?: object): Promise<RegistryServer> {
  const folder = temporaryFolder();
  const configuration = {
    version: "0.1",
    log: { level: "info", formatter: "text" },
    storage: { filesystem: { rootdirectory: path.join(folder, "data") } },
    http: { addr: "127.0.0.1:0", secret: "only in tests" },
    ...(auth && { auth }),
  };
  const file = path.join(folder, "config.yml");
  // JSON is YAML.
  fs.writeFileSync(file, JSON.stringify(configuration));
  const child = spawn(program!, ["serve", file], { stdio: ["ignore", "ignore", "pipe"] });
  const kill = () => ended(child);
  onTestFinished(kill);
  return { host: await addressOf(child), kill, freeze: () => void process.kill(child.pid!, "SIGSTOP") };
}

function addressOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let log = "";
    child.stderr!.on("data", (chunk: Buffer) => {
      log += chunk;
      const address = /listening on (127\.0\.0\.1:\d+)/.exec(log)?.[1];
      if (address) resolve(address);
    });
    child.once("error", reject).once("exit", () => reject(new Error(`the registry did not start:\n${log}`)));
  });
}

function ended(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve();
    child.once("exit", () => resolve());
    process.kill(child.pid!, "SIGKILL");
  });
}

export interface PushedImage {
  readonly digest: string;
  /** Of the manifest itself. */
  readonly size: number;
  readonly mediaType: string;
  /** Sum of the compressed layers. */
  readonly layerBytes: number;
}

const types = {
  docker: {
    manifest: "application/vnd.docker.distribution.manifest.v2+json",
    index: "application/vnd.docker.distribution.manifest.list.v2+json",
    config: "application/vnd.docker.container.image.v1+json",
    layer: "application/vnd.docker.image.rootfs.diff.tar.gzip",
  },
  oci: {
    manifest: "application/vnd.oci.image.manifest.v1+json",
    index: "application/vnd.oci.image.index.v1+json",
    config: "application/vnd.oci.image.config.v1+json",
    layer: "application/vnd.oci.image.layer.v1.tar+gzip",
  },
} as const;

/** Writes to one repository, with an `Authorization` header where the registry wants one. */
export class Pusher {
  constructor(
    private readonly host: string,
    private readonly repository: string,
    private readonly authorization?: string,
  ) {}

  /** Pushes an image of gzipped layers with `layerSizes` bytes of noise each, under a tag or only under its digest. */
  async image(
    layerSizes: readonly number[],
    tag?: string,
    format: keyof typeof types = "docker",
  ): Promise<PushedImage> {
    const kind = types[format];
    const config = await this.blob(Buffer.from('{"architecture":"amd64","os":"linux"}'), kind.config);
    const layers = [];
    for (const size of layerSizes) layers.push(await this.blob(gzipSync(randomBytes(size)), kind.layer));
    const manifest = { schemaVersion: 2, mediaType: kind.manifest, config, layers };
    const pushed = await this.document(manifest, kind.manifest, tag);
    return { ...pushed, layerBytes: layers.reduce((sum, { size }) => sum + size, 0) };
  }

  /** Pushes an index of images that are there, by platform. */
  async index(images: readonly (readonly [string, PushedImage])[], tag: string, format: keyof typeof types = "oci") {
    const manifests = images.map(([platform, { digest, size, mediaType }]) => {
      const [os, architecture, variant] = platform.split("/");
      return { mediaType, digest, size, platform: { os, architecture, ...(variant && { variant }) } };
    });
    const mediaType = types[format].index;
    return this.document({ schemaVersion: 2, mediaType, manifests }, mediaType, tag);
  }

  private async document(content: object, mediaType: string, tag: string | undefined) {
    const body = Buffer.from(JSON.stringify(content));
    const digest = digestOf(body);
    await this.send("PUT", `/v2/${this.repository}/manifests/${tag ?? digest}`, body, mediaType);
    return { digest, size: body.length, mediaType };
  }

  private async blob(body: Buffer, mediaType: string) {
    const digest = digestOf(body);
    const started = await this.send("POST", `/v2/${this.repository}/blobs/uploads/`);
    const place = new URL(started.headers.get("location")!, `http://${this.host}`);
    place.searchParams.set("digest", digest);
    await this.send("PUT", `${place.pathname}${place.search}`, body, "application/octet-stream");
    return { mediaType, digest, size: body.length };
  }

  private async send(method: string, target: string, body?: Buffer, type?: string): Promise<Response> {
    const headers = {
      ...(type && { "content-type": type }),
      ...(this.authorization && { authorization: this.authorization }),
    };
    const response = await fetch(`http://${this.host}${target}`, { method, headers, ...(body && { body }) });
    if (!response.ok) throw new Error(`${method} ${target}: ${response.status} ${await response.text()}`);
    return response;
  }
}

function digestOf(body: Buffer): string {
  return `sha256:${createHash("sha256").update(body).digest("hex")}`;
}

// A web server on a loopback port of its own that answers as a test says.
import http from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";

export interface TestServer {
  readonly host: string;
  /** `GET /v2/…` with its headers, in the order in which they came. */
  readonly requests: { readonly line: string; readonly headers: http.IncomingHttpHeaders; readonly body: string }[];
}

export type Answer = (request: http.IncomingMessage, response: http.ServerResponse, body: string) => void;

/** Starts the server; it ends with the test, and with it every connection. */
export async function startServer(answer: Answer): Promise<TestServer> {
  const requests: TestServer["requests"] = [];
  const server = http.createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const body = Buffer.concat(chunks).toString();
      requests.push({ line: `${request.method} ${request.url}`, headers: request.headers, body });
      answer(request, response, body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { host: `127.0.0.1:${(server.address() as AddressInfo).port}`, requests };
}

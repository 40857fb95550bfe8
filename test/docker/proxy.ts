// A socket in front of an engine's own, whose connections a test can break.
import net from "node:net";
import path from "node:path";
import { onTestFinished } from "vitest";
import { temporaryFolder } from "../context/temporary-folder";

/** Hands the traffic on until it breaks: the connections alone, or the proxy as a whole. */
export async function startProxy(socket: string) {
  const folder = temporaryFolder();
  const connections = new Set<net.Socket>();
  const server = net.createServer((client) => {
    const engine = net.connect(socket);
    for (const one of [client, engine]) {
      connections.add(one);
      one.on("error", () => undefined).on("close", () => connections.delete(one));
    }
    client.pipe(engine).pipe(client);
  });
  server.listen(path.join(folder, "docker.sock"));
  await new Promise((resolve) => server.once("listening", resolve));
  const breakConnections = () => {
    for (const connection of connections) connection.destroy();
  };
  const breakDown = () => {
    server.close();
    breakConnections();
  };
  onTestFinished(breakDown);
  return { endpoint: `unix://${folder}/docker.sock`, breakConnections, breakDown };
}

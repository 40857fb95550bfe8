// What the command line says of a Node project's install.
import { expect, test } from "vitest";
import { run, write } from "./command-line";

const dockerfile = `FROM node:22-slim
WORKDIR /app
COPY package*.json ./
RUN npm ci --omit=dev && npm cache clean --force
CMD ["node", "server.js"]
`;

function writeProject(): void {
  write("Dockerfile", dockerfile);
  write("package.json", JSON.stringify({ dependencies: { a: "^1.0.0" }, devDependencies: { b: "^2.0.0" } }));
  const packages = {
    "": {},
    "node_modules/a": { version: "1.0.0" },
    "node_modules/b": { version: "2.0.0", dev: true },
  };
  write("package-lock.json", JSON.stringify({ lockfileVersion: 3, packages }));
}

/** The line of the explanation about an instruction. */
const lineAbout = (output: string, instruction: string) =>
  output.split("\n").find((line) => line.includes(instruction));

test("explain counts what lies in node_modules, without what is for development", () => {
  writeProject();
  write("node_modules/a/package.json", JSON.stringify({ name: "a", version: "1.0.0" }));
  write("node_modules/a/data.bin", Buffer.alloc(12_300_000));
  write("node_modules/b/package.json", JSON.stringify({ name: "b", version: "2.0.0" }));
  write("node_modules/b/data.bin", Buffer.alloc(50_000_000));
  const { output, exitCode } = run(["explain", "Dockerfile"]);
  expect(exitCode).toBe(0);
  expect(lineAbout(output, "RUN npm ci")).toContain("≈ 12.3 MB");
  expect(output).toContain("1 package of package-lock.json: 1 as they lie in node_modules here");
});

test("without node_modules, a range and what it rests on", () => {
  writeProject();
  const { output } = run(["explain", "Dockerfile"]);
  expect(output).toContain("1 package of package-lock.json: 1 like the average package");
});

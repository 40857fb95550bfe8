// `layer-cost explain --registry-lookup` of a Node project: the registry that npm is set up with tells the sizes.
import { execFile } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { temporaryFolder } from "../context/temporary-folder";
import { startServer } from "./http-server";

const cli = path.resolve(import.meta.dirname, "../../dist/cli.js");

const project = {
  Dockerfile: "FROM node:22\nWORKDIR /app\nCOPY package*.json ./\nRUN npm ci --omit=dev\n",
  "package.json": JSON.stringify({ name: "app", dependencies: { "of-nobody": "^1.0.0", "@team/of-nobody": "^2.0.0" } }),
  "package-lock.json": JSON.stringify({
    lockfileVersion: 3,
    packages: {
      "": { name: "app" },
      "node_modules/of-nobody": { version: "1.0.0" },
      "node_modules/@team/of-nobody": { version: "2.0.0" },
    },
  }),
  ".npmrc": "registry=http://127.0.0.1:9/of-the-repository/\n",
};

/** What is explained, as JSON, with nothing of this machine's own configuration; `npm` is no program there. */
async function explain(folder: string, flags: readonly string[], environment: Readonly<Record<string, string>> = {}) {
  const home = path.join(folder, "home");
  fs.mkdirSync(path.join(home, "bin"), { recursive: true });
  const env = { PATH: path.join(home, "bin"), HOME: home, XDG_CACHE_HOME: path.join(home, "cache"), ...environment };
  return new Promise<string>((resolve, reject) => {
    execFile(
      process.execPath,
      [cli, "explain", "--format=json", ...flags, "Dockerfile"],
      { cwd: folder, env },
      (error, out, errors) => (error ? reject(new Error(errors)) : resolve(out)),
    );
  });
}

const sizes: Readonly<Record<string, number>> = {
  "/npm/of-nobody/1.0.0": 7_000_000,
  "/npm/@team%2fof-nobody/2.0.0": 4_000_000,
};

const startPackages = () =>
  startServer((request, response) =>
    response.end(JSON.stringify({ dist: { unpackedSize: sizes[request.url ?? ""] } })),
  );

test("published sizes are shown, and asked for only with the flag", async () => {
  const { host, requests } = await startPackages();
  const folder = temporaryFolder({ ...project, "home/.npmrc": `registry=http://${host}/npm/\n` });
  const without = await explain(folder, []);
  expect(requests).toEqual([]);
  expect(without).toContain("2 packages of package-lock.json: 2 like the average package");
  const withIt = await explain(folder, ["--registry-lookup"]);
  expect(withIt).toContain(`2 by sizes that ${host} publishes`);
  const { claim } = JSON.parse(withIt).instructions[3].parts[0];
  expect(claim.likely / 1e6).toBeCloseTo(11, 2);
  expect(claim.high / claim.low).toBeLessThan(1.03);
  expect(requests.map(({ line }) => line).sort()).toEqual(
    Object.keys(sizes)
      .map((one) => `GET ${one}`)
      .sort(),
  );
  // Kept on disk: nobody is asked again.
  expect(await explain(folder, ["--registry-lookup"])).toBe(withIt);
  expect(requests).toHaveLength(2);
});

test("the environment names the registry", async () => {
  const { host, requests } = await startPackages();
  const text = await explain(temporaryFolder(project), ["--registry-lookup"], {
    npm_config_registry: `http://${host}/npm/`,
  });
  expect(text).toContain(`2 by sizes that ${host} publishes`);
  expect(requests).toHaveLength(2);
});

test("a registry that is down: the table tells, and the claim says why", async () => {
  const folder = temporaryFolder({ ...project, "home/.npmrc": "registry=http://127.0.0.1:9/npm/\n" });
  const text = await explain(folder, ["--registry-lookup"]);
  expect(text).toContain("2 like the average package; 127.0.0.1:9 refuses connections");
});

test("no registry is named, and there is no npm", async () => {
  const text = await explain(temporaryFolder({ ...project, "home/.npmrc": "prefix=/nowhere\n" }), [
    "--registry-lookup",
  ]);
  expect(text).toContain("npm is not there to say which registry it asks");
});

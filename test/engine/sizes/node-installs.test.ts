// What installs of Node projects cost: from the lock file, by the table, and by what lies on this machine.
import { expect, test } from "vitest";
import {
  analyze,
  boundsOf,
  type FactState,
  factsWanted,
  mergeSettings,
  type NodePackage,
  type NodeProject,
  noSemanticFacts,
  price,
} from "../../../server/src/engine/index";

const project: NodeProject = {
  folder: "",
  scripts: {},
  dependencies: ["lodash"],
  devDependencies: ["typescript"],
  hasWorkspaces: false,
  lock: "npm",
  yarn: undefined,
  linksNodeModules: false,
  files: ["package-lock.json"],
  hasLocalPackages: false,
};

const one = (name: string, version: string, more: Partial<NodePackage> = {}): NodePackage => ({
  name,
  version,
  development: false,
  copies: 1,
  bundled: false,
  ...more,
});

const packages = [one("lodash", "4.17.21"), one("typescript", "5.6.0", { development: true })];

const dockerfile = (install: string) =>
  `FROM node:22\nWORKDIR /app\nCOPY package*.json ./\n${install}\nCMD ["node", "server.js"]\n`;

function priced(text: string, answers: (kind: string) => FactState | undefined, nodeProject = project) {
  const { analysis: settings } = mergeSettings(undefined, undefined).settings;
  const analysis = analyze(text, settings, { ...noSemanticFacts, nodeProjects: [nodeProject] });
  const facts = new Map<string, FactState>();
  for (const { kind, key } of factsWanted(analysis)) {
    const answer = answers(kind);
    if (answer !== undefined) facts.set(key, answer);
  }
  return price(analysis, { revision: 1, facts, measurements: [] });
}

const lockOf =
  (nodePackages: readonly NodePackage[]) =>
  (kind: string): FactState | undefined =>
    kind === "node-packages"
      ? { state: "known", value: { bytes: 0, basis: "package-lock.json", nodePackages } }
      : undefined;

/** Claim of the line after the COPY. */
function claimOf(pricing: ReturnType<typeof priced>, index = 3) {
  return pricing.instructions.get(index)!.size;
}

test("production alone, and all of it: the development dependencies are a price of their own", () => {
  const production = claimOf(priced(dockerfile("RUN npm ci --omit=dev && rm -rf ~/.npm"), lockOf(packages)));
  expect(production.unknownParts).toBe(0);
  expect(boundsOf(production.claim)!.likely).toBeGreaterThan(1e6);
  expect(boundsOf(production.claim)!.likely).toBeLessThan(2e6);
  const pricing = priced(dockerfile("RUN npm ci && rm -rf ~/.npm"), lockOf(packages));
  expect(boundsOf(claimOf(pricing).claim)!.likely).toBeGreaterThan(15e6);
  const finding = pricing.findings.find((found) => found.finding.rule.id === "dev-dependencies-in-runtime");
  expect(boundsOf(finding!.saving)!.likely).toBeGreaterThan(15e6);
});

test("sizes of this machine are shown, and decide nothing", () => {
  const installed =
    (bytes: number) =>
    (kind: string): FactState | undefined =>
      kind === "node-installed"
        ? {
            state: "known",
            value: { bytes, basis: "here", packageSizes: { "lodash@4.17.21": bytes, "typescript@5.6.0": 2_000 } },
          }
        : lockOf(packages)(kind);
  const text = dockerfile("RUN npm ci && rm -rf ~/.npm");
  const small = priced(text, installed(1_000));
  expect(boundsOf(claimOf(small).claim)!.likely).toBe(3_000);
  expect(boundsOf(claimOf(small).claim)!.high).toBeLessThan(3_100);
  const severities = ({ findings }: typeof small) =>
    findings.map(({ finding, severity }) => [finding.rule.id, severity]);
  expect(severities(small)).toEqual(severities(priced(text, lockOf(packages))));
});

test("what the registry published counts where nothing is installed, but not for what lies inside of another package", () => {
  const published = (kind: string): FactState | undefined =>
    kind === "node-published"
      ? {
          state: "known",
          value: { bytes: 0, basis: "registry", packageSizes: { "a@1.0.0": 5e6, "lodash@4.17.21": 9e6 } },
        }
      : lockOf([one("a", "1.0.0", { copies: 2 }), one("lodash", "4.17.21", { bundled: true })])(kind);
  const { claim } = claimOf(priced(dockerfile("RUN npm ci --omit=dev && rm -rf ~/.npm"), published));
  expect(boundsOf(claim)!.likely).toBeGreaterThan(11e6);
  expect(boundsOf(claim)!.likely).toBeLessThan(12e6);
});

test("the same packages installed once more by a later step cost nothing", () => {
  const text = dockerfile("RUN npm install --omit=dev && rm -rf ~/.npm\nRUN npm install --omit=dev && rm -rf ~/.npm");
  const pricing = priced(text, lockOf(packages));
  expect(boundsOf(claimOf(pricing, 3).claim)!.likely).toBeGreaterThan(1e6);
  expect(boundsOf(claimOf(pricing, 4).claim)!.high).toBe(0);
});

test("without a lock file: wide, and said so; before it is read: unknown", () => {
  const absent = (kind: string): FactState | undefined =>
    kind === "node-packages" ? { state: "absent", reason: "there is no lock file that npm reads" } : undefined;
  const text = dockerfile("RUN npm install --omit=dev && rm -rf ~/.npm");
  const { claim } = claimOf(priced(text, absent));
  const bounds = boundsOf(claim)!;
  expect(bounds.high).toBeGreaterThan(bounds.low * 3);
  expect(claim.kind === "estimated" && claim.basis).toContain("1 dependencies of package.json");
  expect(claimOf(priced(text, () => undefined)).claim.kind).toBe("unknown");
});

test("Plug'n'Play keeps archives: less than the files, in a wide range", () => {
  const text = dockerfile("RUN yarn install --immutable");
  const pricing = priced(text, lockOf(packages), { ...project, lock: "yarn", yarn: "berry" });
  const parts = pricing.instructions.get(3)!.parts;
  const bounds = boundsOf(parts.find(({ label }) => /package.json/.test(label))!.claim)!;
  expect(bounds.high).toBeGreaterThan(bounds.low * 3);
});

test("programs by name come with what they depend on; what is not known is named", () => {
  const { claim } = claimOf(
    priced("FROM node:22\nRUN npm install -g yarn@1.22 && rm -rf ~/.npm\n", () => undefined),
    1,
  );
  expect(boundsOf(claim)).toMatchObject({ likely: 5_340_000 });
  const mixed = claimOf(
    priced("FROM node:22\nRUN npm install -g yarn nobody-knows && rm -rf ~/.npm\n", () => undefined),
    1,
  );
  expect(mixed.unknownParts).toBe(1);
  expect(boundsOf(mixed.claim)).toMatchObject({ likely: 5_340_000 });
});

test("npm's cache goes by the number of packages as well as by their size", () => {
  const many = Array.from({ length: 100 }, (_, index) => one(`nobody-knows-${index}`, "1.0.0"));
  const installed = (kind: string): FactState | undefined =>
    kind === "node-installed"
      ? {
          state: "known",
          value: {
            bytes: 0,
            basis: "here",
            packageSizes: Object.fromEntries(many.map(({ name }) => [`${name}@1.0.0`, 10_000])),
          },
        }
      : lockOf(many)(kind);
  const { parts } = priced(dockerfile("RUN npm ci --omit=dev"), installed).instructions.get(3)!;
  const cache = boundsOf(parts.find(({ label }) => /cache/.test(label))!.claim)!;
  expect(cache.likely).toBe(10_270_000);
});

test("what install scripts download is an unknown part, unless they do not run or are told not to", () => {
  const brought = [one("puppeteer", "24.1.0"), one("sharp", "0.32.6"), one("@prisma/engines", "5.0.0")];
  const install = (line: string, before = "") =>
    claimOf(priced(dockerfile(`${before}RUN ${line} && rm -rf ~/.npm`), lockOf(brought)), before === "" ? 3 : 4);
  const { claim, unknownParts } = install("npm ci --omit=dev");
  expect(unknownParts).toBe(2);
  expect(claim.kind === "estimated" && claim.basis).toContain("without what puppeteer, sharp may download");
  expect(install("npm ci --omit=dev --ignore-scripts").unknownParts).toBe(0);
  expect(install("npm_config_ignore_scripts=true npm ci --omit=dev").unknownParts).toBe(0);
  expect(install("npm ci --omit=dev", "ENV PUPPETEER_SKIP_DOWNLOAD=true\n").unknownParts).toBe(1);
  expect(install("npm ci --omit=dev", "ENV PUPPETEER_SKIP_DOWNLOAD=false\n").unknownParts).toBe(2);
});

test.each([
  ["playwright", "1.37.1", "", 1],
  ["playwright", "1.38.0", "", 0],
  ["@playwright/browser-chromium", "1.50.0", "PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 ", 0],
  ["cypress", "14.0.0", "CYPRESS_INSTALL_BINARY=0 ", 0],
  ["cypress", "14.0.0", "CYPRESS_INSTALL_BINARY=14.1.0 ", 1],
  ["electron", "33.0.0", "ELECTRON_SKIP_BINARY_DOWNLOAD=1 ", 0],
  ["electron", "33.0.0", "", 1],
  ["sharp", "0.33.0", "", 0],
])("%s %s %s", (name, version, variable, unknownParts) => {
  const text = dockerfile(`RUN ${variable}npm ci --omit=dev && rm -rf ~/.npm`);
  expect(claimOf(priced(text, lockOf([one(name, version)]))).unknownParts).toBe(unknownParts);
});

test("downloads into the package are counted where it lies in node_modules here; those into a cache, and published sizes, are not", () => {
  const brought = [one("electron", "33.0.0"), one("cypress", "14.0.0"), one("@prisma/engines", "5.0.0")];
  const sizes = Object.fromEntries(brought.map(({ name, version }) => [`${name}@${version}`, 5e6]));
  const unknownBy = (from: string) =>
    claimOf(
      priced(dockerfile("RUN npm ci --omit=dev && rm -rf ~/.npm"), (kind) =>
        kind === from
          ? { state: "known", value: { bytes: 0, basis: "there", packageSizes: sizes } }
          : lockOf(brought)(kind),
      ),
    ).unknownParts;
  expect(unknownBy("node-installed")).toBe(1);
  expect(unknownBy("node-published")).toBe(3);
});

test("where the registry could not be asked, the table is taken and the reason is told", () => {
  const down = (kind: string): FactState | undefined =>
    kind === "node-published"
      ? { state: "absent", reason: "registry.test refuses connections" }
      : lockOf(packages)(kind);
  const { claim } = claimOf(priced(dockerfile("RUN npm ci --omit=dev && rm -rf ~/.npm"), down));
  expect(claim.kind === "estimated" && claim.basis).toContain("registry.test refuses connections");
  expect(boundsOf(claim)!.likely).toBeGreaterThan(1e6);
});

test.each([
  ["npm ci -w web --workspace=./packages/api/", "npm", { names: ["web", "packages/api"], withDependencies: true }],
  ["npm ci -w web --include-workspace-root", "npm", { names: ["web", "."], withDependencies: true }],
  ["npm ci --workspaces", "npm", undefined],
  ["pnpm install --filter @s/web", "pnpm", { names: ["@s/web"], withDependencies: false }],
  ["pnpm --filter=web... install", "pnpm", { names: ["web"], withDependencies: true }],
  ["yarn workspaces focus web --production", "yarn", { names: ["web"], withDependencies: true }],
] as const)("%s: of which workspaces is asked", (line, lock, workspaces) => {
  const { analysis: settings } = mergeSettings(undefined, undefined).settings;
  const nodeProjects = [{ ...project, lock, hasWorkspaces: true }];
  const analysis = analyze(dockerfile(`RUN ${line}`), settings, { ...noSemanticFacts, nodeProjects });
  const asked = factsWanted(analysis).flatMap((one) => (one.kind === "node-packages" ? [one.workspaces] : []));
  expect(asked[0]).toEqual(workspaces);
  expect(asked).not.toEqual([]);
});

test.each(["pnpm install --filter '...[main]'", "pnpm install --filter web... --filter api", "yarn workspaces focus"])(
  "%s: which workspaces that are is not known, nor what they take",
  (line) => {
    const lock = line.startsWith("yarn") ? "yarn" : "pnpm";
    const pricing = priced(dockerfile(`RUN ${line}`), lockOf(packages), { ...project, lock, hasWorkspaces: true });
    const part = pricing.instructions.get(3)!.parts.find(({ label }) => /package.json|workspaces/.test(label));
    expect(part?.claim.kind).toBe("unknown");
  },
);

// Node.js of NodeSource's repository, and Python packages that are installed once more.
import { expect, test } from "vitest";
import { analyze, boundsOf, mergeSettings, noSemanticFacts, price } from "../../../server/src/engine/index";
import { shippedFacts } from "../shipped-data";

const { analysis: settings } = mergeSettings(undefined, undefined).settings;
const pricing = (text: string) => price(analyze(text, settings, noSemanticFacts), shippedFacts);
const last = (text: string) => [...pricing(text).instructions.values()].at(-1)!;

const install = "apt-get update && apt-get install -y --no-install-recommends nodejs && rm -rf /var/lib/apt/lists/*";

test("NodeSource's package has its own size, by its release; Debian's is priced from the index", () => {
  const setup = (release: number) => `curl -fsSL https://nodesource.com/setup_${release}.x | bash - && `;
  const of = (text: string) =>
    last(`FROM debian:bookworm-slim\n${text}\n`).parts.find(({ kind }) => kind === "install")!;
  expect(of(`RUN ${setup(20)}${install}`).claim).toMatchObject({ basis: expect.stringContaining("NodeSource") });
  expect(boundsOf(of(`RUN ${setup(20)}${install}`).claim)!.likely).toBeGreaterThan(150e6);
  expect(boundsOf(of(`RUN ${setup(16)}${install}`).claim)!.likely).toBeLessThan(150e6);
  expect(of(`RUN ${install}`).claim).toMatchObject({ basis: expect.not.stringContaining("NodeSource") });
  // The repository of another layer counts as well, one that comes later does not.
  expect(of(`RUN ${setup(20)}true\nRUN ${install}`).claim).toMatchObject({
    basis: expect.stringContaining("NodeSource"),
  });
  const before = pricing(`FROM debian:bookworm-slim\nRUN ${install}\nRUN ${setup(20)}true\n`);
  const [, first] = [...before.instructions.values()];
  expect(first!.size.claim).toMatchObject({ basis: expect.not.stringContaining("NodeSource") });
});

test("NodeSource's package recommends nothing", () => {
  const text =
    "FROM debian:bookworm-slim\nRUN curl -fsSL https://nodesource.com/setup_20.x | bash - && apt-get install -y nodejs\n";
  const rules = (of: string) => pricing(of).findings.map(({ finding }) => finding.rule.id);
  expect(rules(text)).not.toContain("recommended-packages-installed");
  expect(rules(text.replace("nodesource", "example"))).toContain("recommended-packages-installed");
});

test("what is installed once more is stored once more", () => {
  const text = (flag: string) =>
    `FROM python:3.12-slim\nRUN pip install --no-cache-dir torch==2.9.0\nRUN pip install --no-cache-dir ${flag} torch==2.9.0\n`;
  expect(boundsOf(last(text("--upgrade-strategy=eager")).size.claim)!.high).toBe(0);
  expect(boundsOf(last(text("--force-reinstall")).size.claim)!.low).toBeGreaterThan(3e9);
});

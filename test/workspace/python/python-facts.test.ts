// The facts about a Python project, as the session asks for them.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import {
  analyze,
  type FactState,
  factsWanted,
  mergeSettings,
  noFacts,
  noSemanticFacts,
  price,
} from "../../../server/src/engine/index";
import { pythonInstalled, pythonPackages } from "../../../server/src/workspace/python/python-facts";

let root: string;
beforeEach(() => {
  root = mkdtempSync(path.join(os.tmpdir(), "layer-cost-python-"));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const { settings } = mergeSettings(undefined, undefined);
const text =
  "FROM python:3.12-slim\nWORKDIR /app\nCOPY . .\nRUN pip install --no-cache-dir --no-deps -r requirements.txt\n";

test("a list of the context is priced, and what the environment holds is shown as it is there", async () => {
  writeFileSync(path.join(root, "Dockerfile"), text);
  writeFileSync(path.join(root, ".dockerignore"), ".venv\n");
  writeFileSync(path.join(root, "requirements.txt"), "in-house==1.0\n");
  const site = path.join(root, ".venv/lib/python3.12/site-packages/in_house-1.0.dist-info");
  mkdirSync(site, { recursive: true });
  writeFileSync(path.join(root, ".venv/pyvenv.cfg"), "");
  writeFileSync(path.join(site, "RECORD"), "in_house/data.bin,sha256=0,40000000\n");
  const place = { dockerfilePath: path.join(root, "Dockerfile"), contextPath: undefined, contextSources: ["."] };
  const analysis = analyze(text, settings.analysis, noSemanticFacts);
  const facts = new Map<string, FactState>();
  for (const request of factsWanted(analysis)) {
    if (request.kind === "python-packages")
      facts.set(request.key, { state: "known", value: await pythonPackages(request, place) });
    if (request.kind === "python-installed")
      facts.set(request.key, { state: "known", value: await pythonInstalled(request, place) });
  }
  expect(facts.size).toBe(2);
  const claim = price(analysis, { ...noFacts, facts }).instructions.get(3)!.size.claim;
  expect(claim).toMatchObject({ likely: 40e6, basis: "files of the workspace's own virtual environment" });
});

test("a list that the ignore file keeps back cannot be read", async () => {
  writeFileSync(path.join(root, "Dockerfile"), text);
  writeFileSync(path.join(root, ".dockerignore"), "*.txt\n");
  writeFileSync(path.join(root, "requirements.txt"), "flask\n");
  const request = factsWanted(analyze(text, settings.analysis, noSemanticFacts)).find(
    ({ kind }) => kind === "python-packages",
  );
  const place = { dockerfilePath: path.join(root, "Dockerfile"), contextPath: root, contextSources: [] };
  await expect(
    request?.kind === "python-packages" ? pythonPackages(request, place) : Promise.resolve(),
  ).rejects.toThrow(/holds no file requirements\.txt/);
});

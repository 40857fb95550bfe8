// Registries are asked only where the user turned that on and trusts the workspace.
import { expect, test } from "vitest";
import type { FactRequest } from "../../server/src/engine/index";
import { DocumentFacts } from "../../server/src/session/document-facts";
import type { FactScope } from "../../server/src/session/ports";
import { InMemoryPorts, turn } from "./in-memory-ports";

const request: FactRequest = { kind: "registry-image", key: "an image", reference: "team/app:1", platform: undefined };
const scope: FactScope = {
  document: { uri: "file:///work/Dockerfile", path: "/work/Dockerfile" },
  contextPath: undefined,
  contextSources: [],
  engine: undefined,
  registryLookup: true,
};
const off = { ...scope, registryLookup: false };

function start() {
  const ports = new InMemoryPorts();
  const facts = new DocumentFacts(ports.facts, () => undefined);
  return { ports, facts, fact: () => facts.sizeFacts().facts.get(request.key) };
}

test("off, the reason says how to turn it on; nothing is asked", () => {
  const { ports, facts, fact } = start();
  facts.fetch([request], off, true);
  expect(fact()).toEqual({ state: "absent", reason: expect.stringContaining("turn on layerCost.registryLookup") });
  expect(facts.lacks([request], off)).toBe(false);
  expect(ports.questions).toEqual([]);
});

test("without trust nothing is asked", () => {
  const { ports, facts, fact } = start();
  facts.fetch([request], scope, false);
  expect(fact()).toEqual({ state: "absent", reason: expect.stringContaining("untrusted") });
  expect(ports.questions).toEqual([]);
});

test("turned on, it is asked once; turned off again, what it said is gone", async () => {
  const { ports, facts, fact } = start();
  facts.fetch([request], off, true);
  expect(facts.lacks([request], scope)).toBe(true);
  facts.fetch([request], scope, true);
  facts.fetch([request], { ...scope, contextSources: ["typed"] }, true);
  expect(ports.questions).toHaveLength(1);
  await ports.questions[0]!.answer(1);
  expect(fact()).toMatchObject({ state: "known" });
  facts.fetch([request], off, true);
  expect(fact()).toMatchObject({ state: "absent" });
});

test("an answer that comes after it was turned off does not count", async () => {
  const { ports, facts, fact } = start();
  facts.fetch([request], scope, true);
  facts.fetch([request], off, true);
  await ports.questions[0]!.answer(1);
  await turn();
  expect(fact()).toMatchObject({ state: "absent" });
});

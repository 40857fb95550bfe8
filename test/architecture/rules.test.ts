// Every rule is complete: its place, its words, its fixtures, and a page that is fresh.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { ruleDocumentationUrl, rules } from "../../server/src/engine/index";

const root = path.resolve(__dirname, "../..");
const rulesFolder = path.join(root, "server/src/engine/rules");

test("the catalogue lists every rule file, once", () => {
  const files = readdirSync(rulesFolder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap(({ name }) => readdirSync(path.join(rulesFolder, name)).map((file) => `${name}/${file}`));
  expect(rules.map(({ group, id }) => `${group}/${id}.ts`).sort()).toEqual(files.sort());
});

describe.each(rules.map((rule) => [rule.id, rule] as const))("%s", (id, rule) => {
  test("says what, why, what to do and when not", () => {
    expect(id).toMatch(/^[a-z]+(-[a-z]+)+$/);
    expect(rule.since).toMatch(/^\d+\.\d+\.\d+$/);
    for (const text of [rule.docs.summary, rule.docs.why, rule.docs.remedy, rule.docs.whenNotToUse]) {
      expect(text).toMatch(/^[A-Z`][\s\S]{30,}\.$/);
    }
    expect(rule.docs.examples).toBe(`${rule.group}/${id}`);
  });

  test("names no number in its messages", () => {
    const source = readFileSync(path.join(rulesFolder, rule.group, `${id}.ts`), "utf8");
    const messages = source.slice(source.indexOf("messages: {"), source.indexOf("*check("));
    expect(messages.length).toBeGreaterThan(50);
    expect(messages).not.toMatch(/\d+\s?(B|kB|MB|GB|%)/);
  });

  test("has flagged and clean fixtures, and every file beside them belongs to one", () => {
    const names = readdirSync(path.join(root, "test/fixtures", rule.docs.examples));
    expect(names.some((name) => /^flagged-[^.]+\.Dockerfile$/.test(name))).toBe(true);
    expect(names.some((name) => /^clean-[^.]+\.Dockerfile$/.test(name))).toBe(true);
    const orphans = names.filter(
      (name) => !/^(flagged|clean)-[\w-]+(\.safe|\.all)?\.Dockerfile$/.test(name) || !names.includes(original(name)),
    );
    expect(orphans).toEqual([]);
  });

  test("has a page at the address that diagnostics link to", () => {
    expect(ruleDocumentationUrl(id).endsWith(`/docs/rules/${id}.md`)).toBe(true);
    expect(existsSync(path.join(root, `docs/rules/${id}.md`))).toBe(true);
  });
});

test("the rule pages are fresh: npm run generate", async () => {
  // @ts-expect-error A plain script without declarations.
  const { generatedRulePages, writtenPages } = await import("../../scripts/generate-rule-pages.mjs");
  const pages: Record<string, string> = await generatedRulePages();
  expect(writtenPages().sort()).toEqual(Object.keys(pages).sort());
  for (const [page, text] of Object.entries(pages)) {
    expect(readFileSync(path.join(root, page), "utf8"), page).toBe(text);
  }
});

function original(name: string): string {
  return name.replace(/\.(safe|all)\.Dockerfile$/, ".Dockerfile");
}

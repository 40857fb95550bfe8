// Writes docs/rules/: a page for each rule and an index, from the rules' metadata and their fixtures.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = fileURLToPath(new URL("..", import.meta.url));
const folder = "docs/rules";

/** The pages as they should be: path from the project's root → text. */
export async function generatedRulePages() {
  const { outputFiles } = await build({
    entryPoints: [join(root, "server/src/engine/rules/catalogue.ts")],
    bundle: true,
    platform: "node",
    format: "cjs",
    write: false,
    logLevel: "error",
    outdir: tmpdir(),
  });
  const module = { exports: {} };
  new Function("module", "exports", "require", outputFiles[0].text)(
    module,
    module.exports,
    createRequire(import.meta.url),
  );
  const { rules } = module.exports;
  return Object.fromEntries([
    [`${folder}/README.md`, indexPage(rules)],
    ...rules.map((rule) => [`${folder}/${rule.id}.md`, rulePage(rule)]),
  ]);
}

function indexPage(rules) {
  const rows = rules.map(({ id, group, docs }) => `| [${id}](${id}.md) | ${group} | ${docs.summary} |`);
  return `# Rules

What Layer Cost reports, and how to turn it off or down: set \`layerCost.rules\` in the editor or \`rules\` in
\`.layer-cost.json\` to \`off\`, \`hint\`, \`info\`, \`warning\` or \`error\` for a rule's name, or write a comment:

\`\`\`dockerfile
# layer-cost ignore=package-cache-left packages are installed at start
RUN apt-get update && apt-get install -y curl
\`\`\`

\`ignore\` stands above an instruction, \`ignore-stage\` above a \`FROM\`, \`ignore-file\` anywhere; several names are
separated by commas, and without a name all rules are meant. hadolint's \`# hadolint ignore=\` counts for DL3009 (apt),
DL3019 (apk), DL3032 (yum), DL3036 (zypper), DL3040 (dnf), DL3042 (pip) and DL3060 (yarn), which look for the same as
\`package-cache-left\`, and for DL3015, which looks for the same as \`recommended-packages-installed\`.

| rule | group | finds |
|---|---|---|
${rows.join("\n")}
`;
}

function rulePage({ id, group, since, severity, docs }) {
  const examples = readExamples(docs.examples);
  return `# ${id}

${docs.summary}

Group ${group}, since ${since}. Severity: ${severityText(severity)}

## Why

${docs.why}

## What to do

${docs.remedy}

## When not to use it

${docs.whenNotToUse}

## Examples

${examples.join("\n\n")}
`;
}

function severityText(severity) {
  return severity === "by-saving"
    ? "a warning when it costs 10 MB or 5 % of the image, information when it costs less or nobody can tell, nothing below the minimum saving."
    : `${severity}.`;
}

/** The shortest flagged fixtures, one with a safe fix and one with a fix to review, and three clean ones. */
function readExamples(examples) {
  const path = join(root, "test/fixtures", examples);
  const names = readdirSync(path)
    .filter((name) => /^(flagged|clean)-[^.]+\.Dockerfile$/.test(name))
    .map((name) => name.replace(/\.Dockerfile$/, ""));
  const read = (name) => {
    try {
      return withoutMarkers(readFileSync(join(path, `${name}.Dockerfile`), "utf8"));
    } catch {
      return undefined;
    }
  };
  const raw = (name) => readFileSync(join(path, `${name}.Dockerfile`), "utf8");
  const ignoreFileAfter = (name) => {
    const written = /^#~ ignore-file-after (.*)$/m.exec(raw(name))?.[1];
    return written && JSON.parse(written);
  };
  const byLength = (left, right) => read(left).length - read(right).length || left.localeCompare(right);
  const flagged = names.filter((name) => name.startsWith("flagged-")).sort(byLength);
  const clean = names.filter((name) => name.startsWith("clean-")).sort(byLength);
  const shown = [
    ["Flagged", flagged.find((name) => read(`${name}.safe`) !== undefined), "safe", "After the safe fix"],
    [
      "Flagged",
      flagged.find((name) => read(`${name}.all`) !== undefined),
      "all",
      "After the fix, which needs a review",
    ],
    [
      "Flagged",
      flagged.find((name) => ignoreFileAfter(name) !== undefined),
      "ignored",
      "After the fix, `.dockerignore` holds",
    ],
    ...clean.slice(0, 3).map((name) => ["Not flagged", name, undefined, undefined]),
  ].filter(([, name]) => name !== undefined);
  // A rule without fixes shows what it flags all the same.
  if (!shown.some(([verdict]) => verdict === "Flagged") && flagged[0]) shown.unshift(["Flagged", flagged[0]]);
  return shown.map(([verdict, name, fixed, after]) => {
    const why = name.replace(/^(flagged|clean)-/, "").replaceAll("-", " ");
    const parts = [`### ${verdict}: ${why}`, ...contextText(raw(name)), block(read(name))];
    if (fixed === "ignored") parts.push(`${after}:`, `\`\`\`\n${ignoreFileAfter(name).trim()}\n\`\`\``);
    else if (fixed !== undefined) parts.push(`${after}:`, block(read(`${name}.${fixed}`)));
    return parts.join("\n\n");
  });
}

/** What a fixture's markers say of its build context and its budget. */
function contextText(text) {
  const sent = [...text.matchAll(/^#~ context [a-z-]+ (\S+) (.+)$/gm)].map(([, size, file]) => `\`${file}\` (${size})`);
  const budget = /^#~ budget (\S+)$/m.exec(text)?.[1];
  return [
    ...(sent.length > 0 ? [`The build context holds ${sent.join(", ")}.`] : []),
    ...(budget === undefined ? [] : [`The settings hold \`"budget": "${budget}"\`.`]),
  ];
}

function withoutMarkers(text) {
  return text
    .split("\n")
    .filter((line) => !/^[ \t]*#~/.test(line))
    .join("\n");
}

function block(text) {
  return `\`\`\`dockerfile\n${text.trimEnd()}\n\`\`\``;
}

/** Writes the pages, removes those of rules that are gone, and returns the paths that were stale. */
export async function generateRulePages() {
  const pages = await generatedRulePages();
  const stale = Object.keys(pages).filter((path) => readIfThere(path) !== pages[path]);
  mkdirSync(join(root, folder), { recursive: true });
  for (const path of stale) writeFileSync(join(root, path), pages[path]);
  const gone = writtenPages().filter((path) => !(path in pages));
  for (const path of gone) rmSync(join(root, path));
  return [...stale, ...gone];
}

/** Pages that are there now. */
export function writtenPages() {
  return readdirSync(join(root, folder))
    .filter((name) => name.endsWith(".md"))
    .map((name) => `${folder}/${name}`);
}

function readIfThere(path) {
  try {
    return readFileSync(join(root, path), "utf8");
  } catch {
    return undefined;
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const stale = await generateRulePages();
  console.log(stale.length > 0 ? `Written: ${stale.join(", ")}` : "The rule pages are fresh.");
}

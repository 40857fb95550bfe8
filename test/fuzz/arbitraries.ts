// What the fuzzer feeds the engine: real Dockerfiles with pieces broken, and made-up ones with any shell in their RUNs.
import { readFileSync } from "node:fs";
import path from "node:path";
import fc from "fast-check";
import type { AnalysisSettings } from "../../server/src/engine/index";
import { defaultSettings, readFixtures } from "../engine/rules/fixture";

const corpus = process.env.LAYER_COST_CORPUS;
const corpusFiles = corpus
  ? readFileSync(path.join(corpus, "index.jsonl"), "utf8")
      .trim()
      .split("\n")
      .map((line) => path.join(corpus, JSON.parse(line).file as string))
      .sort()
  : [];

/** The fixtures always; the files of the corpus where there is one. */
export const realTexts: readonly string[] = [
  ...readFixtures().map(({ text }) => text),
  ...corpusFiles.map((file) => readFileSync(file, "utf8")),
];

/** Pieces that break things when they stand in the wrong place. */
const snippets = [
  "\n",
  "\r\n",
  "\r",
  "\t",
  " ",
  "\\\n",
  "`\n",
  "\\",
  "'",
  '"',
  "`",
  "$(",
  ")",
  "${",
  "}",
  "$",
  "((",
  "))",
  "{",
  ";",
  "&&",
  "||",
  "&",
  "|",
  "#",
  "# comment\n",
  "<<EOF\n",
  "EOF\n",
  "<<-'E'\n",
  ">",
  "2>&1",
  "\u0000",
  "\uFEFF",
  "é",
  "😀",
  "\u2028",
  "FROM ",
  "FROM scratch\n",
  " AS base",
  "RUN ",
  "COPY --from=0 / /\n",
  "--mount=type=cache,target=/root/.cache ",
  "ARG A\n",
  "ENV A=b\n",
  "USER 1000\n",
  "ONBUILD ",
  'SHELL ["bash", "-c"]\n',
  "# escape=`\n",
  "# layer-cost ignore=package-cache-left reason\n",
  "if true; then ",
  "; fi",
  "for x in a b; do ",
  "; done",
  "case $x in a) ",
  ";; esac",
  "sudo ",
  "sh -c '",
  "set -e; ",
  "apt-get update && ",
  "rm -rf /var/lib/apt/lists/* ",
  "\n\n\n",
] as const;

type Mutation = (text: string) => string;

/** A place in a text, as a share of it: it stays meaningful while fast-check shrinks the text. */
const place = fc.double({ min: 0, max: 1, noNaN: true });
const at = (text: string, share: number) => Math.floor(share * text.length);

function swapLines(text: string, one: number, other: number): string {
  const lines = text.split("\n");
  const [left, right] = [Math.floor(one * lines.length), Math.floor(other * lines.length)].map((index) =>
    Math.min(index, lines.length - 1),
  ) as [number, number];
  [lines[left], lines[right]] = [lines[right] ?? "", lines[left] ?? ""];
  return lines.join("\n");
}

const mutation: fc.Arbitrary<Mutation> = fc.oneof(
  fc.tuple(place, fc.constantFrom(...snippets)).map(([share, snippet]): Mutation => {
    return (text) => text.slice(0, at(text, share)) + snippet + text.slice(at(text, share));
  }),
  fc.tuple(place, fc.nat(80)).map(([share, length]): Mutation => {
    return (text) => text.slice(0, at(text, share)) + text.slice(at(text, share) + length);
  }),
  place.map(
    (share): Mutation =>
      (text) =>
        text.slice(0, at(text, share)),
  ),
  place.map(
    (share): Mutation =>
      (text) =>
        text.slice(at(text, share)),
  ),
  fc.tuple(place, place).map(
    ([one, other]): Mutation =>
      (text) =>
        swapLines(text, one, other),
  ),
  fc.tuple(place, fc.constantFrom(...realTexts), place, fc.nat(400)).map(([share, donor, from, length]): Mutation => {
    return (text) =>
      text.slice(0, at(text, share)) +
      donor.slice(at(donor, from), at(donor, from) + length) +
      text.slice(at(text, share));
  }),
);

const variants: readonly Mutation[] = [
  (text) => text,
  (text) => text.replaceAll("\n", "\r\n"),
  (text) => text.replace(/^ +/gm, "\t"),
  (text) => text.replace(/\n+$/, ""),
  (text) => `# escape=\`\n${text.replace(/\\\n/g, "`\n")}`,
];

/** A real file as it is, in other line ends, indentations and escape characters. */
export const realFile: fc.Arbitrary<string> = fc
  .tuple(fc.constantFrom(...realTexts), fc.constantFrom(...variants))
  .map(([text, variant]) => variant(text));

/** A real file with some of it broken. */
export const mutatedFile: fc.Arbitrary<string> = fc
  .tuple(realFile, fc.array(mutation, { minLength: 1, maxLength: 6 }))
  .map(([text, mutations]) => mutations.reduce((current, mutate) => mutate(current), text));

// biome-ignore-start lint/suspicious/noTemplateCurlyInString: the shell and the builder expand it.
const words = fc.constantFrom(
  "curl",
  "git",
  "gcc",
  "build-essential",
  "libpq-dev",
  "$PKGS",
  '"$PKGS"',
  "${A:-b}",
  "{a,b}",
  "*",
  "'a b'",
  '"a \\" b"',
  "a\\ b",
  "$(cat list)",
  "`cat list`",
  "<(sort a)",
  "-y",
  "--no-cache",
  "--no-install-recommends",
  "-r requirements.txt",
  "é😀",
  "/var/lib/apt/lists/*",
  "'",
  '"',
  "$(",
  "`",
  "(",
  ")",
);

const program = fc.constantFrom(
  "apt-get update",
  "apt-get install -y",
  "apt-get purge -y --auto-remove",
  "apt-get clean",
  "apk add",
  "apk add --virtual .b",
  "apk del",
  "dnf install -y",
  "pip install",
  "python3 -m pip install",
  "uv sync",
  "uv pip install",
  "poetry install",
  "npm ci",
  "npm install",
  "yarn install",
  "pnpm install",
  "bundle install",
  "composer install",
  "go build -o /a",
  "cargo build --release",
  "make install",
  "./configure",
  "cmake --build .",
  "mvn package",
  "rm -rf",
  "mkdir -p",
  "chown -R app",
  "tar xzf a.tgz",
  "curl -O https://a/b.tgz",
  "git clone https://a/b",
  "cd /src",
  "echo",
  "export A=b",
  "set -eux",
  "exit 0",
  "true",
  '[ -n "$A" ]',
  "sh -c",
  "eval",
  "xargs rm",
);

const { script } = fc.letrec<{ script: string; step: string }>((tie) => ({
  step: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.tuple(program, fc.array(words, { maxLength: 4 })).map(([name, rest]) => [name, ...rest].join(" ")),
    tie("script").map((inner) => `(${inner})`),
    tie("script").map((inner) => `{ ${inner}; }`),
    tie("script").map((inner) => `if [ -n "$A" ]; then ${inner}; else true; fi`),
    tie("script").map((inner) => `for x in a b; do ${inner}; done`),
    tie("script").map((inner) => `sh -c '${inner}'`),
    tie("script").map((inner) => `f() { ${inner}; }`),
    tie("script").map((inner) => `case $x in a) ${inner};; *) true;; esac`),
    tie("script").map((inner) => `x=$(${inner})`),
  ),
  script: fc
    .array(
      fc.tuple(
        tie("step"),
        fc.constantFrom(
          " && ",
          " || ",
          "; ",
          " | ",
          " & ",
          " \\\n    && ",
          "; \\\n",
          " \\\n# comment\n    && ",
          "\\\n",
          " \\\n\n  ; ",
        ),
      ),
      { minLength: 1, maxLength: 4 },
    )
    .map((steps) => steps.map(([step, joint], index) => (index === steps.length - 1 ? step : step + joint)).join("")),
}));

const instruction = fc.oneof(
  { weight: 6, arbitrary: script.map((text) => `RUN ${text}`) },
  script.map((text) => `RUN --mount=type=cache,target=/root/.cache/pip ${text}`),
  script.map((text) => `RUN <<EOF\n${text.replaceAll("\\\n", "\n")}\nEOF`),
  script.map((text) => `RUN ${JSON.stringify(["sh", "-c", text])}`),
  script.map((text) => `ONBUILD RUN ${text}`),
  fc.constantFrom(
    "COPY . .",
    "COPY package.json ./",
    "COPY --from=base /usr/local /usr/local",
    "COPY --from=0 / /",
    "COPY --from=ghcr.io/astral-sh/uv /uv /bin/",
    "COPY <<EOF /a\ntext\nEOF",
    "ADD https://a/b.tgz /tmp/",
    "ADD a.tar.gz /opt",
    "WORKDIR /app",
    "WORKDIR app",
    "USER app",
    "USER $USER",
    "ENV PATH=/venv/bin:$PATH",
    "ENV NODE_ENV production",
    "ARG VERSION=1",
    "ARG GIT_COMMIT",
    'CMD ["node", "a.js"]',
    "ENTRYPOINT /run.sh",
    "# layer-cost ignore a reason",
    "# a comment",
    "",
    "NONSENSE here",
  ),
);

const from = fc.constantFrom(
  "FROM debian:bookworm-slim",
  "FROM python:3.12 AS base",
  "FROM python:3.12-slim",
  "FROM node:22",
  "FROM node:22-alpine AS base",
  "FROM golang:1.24 AS build",
  "FROM base",
  "FROM base AS test",
  "FROM scratch",
  "FROM ${BASE}",
  "FROM alpine",
  "FROM nvidia/cuda:12.4.0-devel-ubuntu22.04",
  "FROM php:8-fpm",
  "FROM rockylinux:9",
);

// biome-ignore-end lint/suspicious/noTemplateCurlyInString: as above.

/** A file of instructions that nobody wrote. */
export const inventedFile: fc.Arbitrary<string> = fc
  .tuple(
    fc.array(fc.tuple(from, fc.array(instruction, { maxLength: 6 })), { minLength: 1, maxLength: 3 }),
    fc.constantFrom(...variants),
  )
  .map(([stages, variant]) => {
    return variant(`${stages.flatMap(([start, steps]) => [start, ...steps]).join("\n")}\n`);
  });

export const anyFile: fc.Arbitrary<string> = fc.oneof(
  { weight: 3, arbitrary: mutatedFile },
  { weight: 2, arbitrary: inventedFile },
  realFile,
);

/** Settings of a workspace; nothing that hides a rule, as those would be left untested. */
export const anySettings: fc.Arbitrary<AnalysisSettings> = fc.record({
  rules: fc.constant({}),
  minimumSaving: fc.constantFrom(0, defaultSettings.minimumSaving),
  targets: fc.array(fc.constantFrom("base", "build", "builder", "test", "0", "1", "app", "nowhere"), { maxLength: 2 }),
  buildArguments: fc.dictionary(
    fc.constantFrom("BASE", "A", "VERSION", "PYTHON_VERSION"),
    fc.constantFrom("", "1", "base", "python:3.12", "a b"),
    { maxKeys: 2 },
  ),
  platform: fc.constantFrom(undefined, "linux/amd64", "linux/arm64/v8"),
  budgets: fc.constantFrom<AnalysisSettings["budgets"][]>({}, { "": 1 }, { build: 1_000, "0": 5_000_000 }),
});

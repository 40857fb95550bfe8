// Tokenizes a Dockerfile as VS Code does: its own Dockerfile and shell grammars, with ours injected.
import { existsSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import path from "node:path";
import { loadWASM, OnigScanner, OnigString } from "vscode-oniguruma";
import { INITIAL, parseRawGrammar, Registry } from "vscode-textmate";

const root = path.join(__dirname, "../..");

/** VS Code's built-in extensions: `LAYER_COST_VSCODE_EXTENSIONS`, or those of the code-server that the editor tests use. */
const extensions =
  process.env.LAYER_COST_VSCODE_EXTENSIONS ??
  path.join(
    process.env.LAYER_COST_EDITOR_HOME ?? path.join(homedir(), ".cache/vscode-web"),
    "node_modules/code-server/lib/vscode/extensions",
  );

const builtIn: Record<string, string> = {
  "source.dockerfile": path.join(extensions, "docker/syntaxes/docker.tmLanguage.json"),
  "source.shell": path.join(extensions, "shellscript/syntaxes/shell-unix-bash.tmLanguage.json"),
};

/** Why these tests can't run here; undefined when they can. */
export const missing = Object.values(builtIn).every((file) => existsSync(file))
  ? undefined
  : `VS Code's own grammars are not in ${extensions} (set LAYER_COST_VSCODE_EXTENSIONS)`;

const { contributes } = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8"));
const injected: { scopeName: string; path: string; injectTo: string[] }[] = contributes.grammars;

const files: Record<string, string> = {
  ...builtIn,
  ...Object.fromEntries(injected.map((grammar) => [grammar.scopeName, path.join(root, grammar.path)])),
};

/** `withShell: false` leaves VS Code's shell grammar out, as an editor without it would. */
export async function loadGrammar({ baseGrammar }: { baseGrammar?: string } = {}) {
  await wasm();
  const registry = new Registry({
    onigLib: Promise.resolve({
      createOnigScanner: (patterns) => new OnigScanner(patterns),
      createOnigString: (text) => new OnigString(text),
    }),
    loadGrammar: async (scope) => {
      if (scope === "source.dockerfile" && baseGrammar) return parseRawGrammar(baseGrammar, "base.json");
      const file = files[scope];
      return file ? parseRawGrammar(readFileSync(file, "utf8"), file) : null;
    },
    getInjections: (scope) =>
      injected.filter(({ injectTo }) => injectTo.includes(scope)).map(({ scopeName }) => scopeName),
  });
  const grammar = await registry.loadGrammar("source.dockerfile");
  if (!grammar) throw new Error("no grammar for source.dockerfile");
  return grammar;
}

type Grammar = Awaited<ReturnType<typeof loadGrammar>>;

export class Tokens {
  private readonly lines: { text: string; tokens: { startIndex: number; endIndex: number; scopes: string[] }[] }[] = [];

  constructor(grammar: Grammar, source: string) {
    let stack = INITIAL;
    for (const text of source.split("\n")) {
      const { tokens, ruleStack } = grammar.tokenizeLine(text, stack);
      this.lines.push({ text, tokens });
      stack = ruleStack;
    }
  }

  /** Scopes of the first character of `text`; `line` (one-based) picks the line where it stands more than once. */
  scopesOf(text: string, line?: number): string[] {
    for (const [index, candidate] of this.lines.entries()) {
      if (line !== undefined && index !== line - 1) continue;
      const column = candidate.text.indexOf(text);
      if (column < 0) continue;
      return candidate.tokens.find((token) => token.startIndex <= column && column < token.endIndex)?.scopes ?? [];
    }
    throw new Error(`${JSON.stringify(text)} is not in ${line === undefined ? "the source" : `line ${line}`}`);
  }

  /** Every token with its scopes, for looking at. */
  dump(): string {
    return this.lines
      .map(({ text, tokens }) =>
        [
          text,
          ...tokens.map(
            (t) => `    ${JSON.stringify(text.slice(t.startIndex, t.endIndex))}  ${t.scopes.slice(1).join(" ")}`,
          ),
        ].join("\n"),
      )
      .join("\n");
  }
}

let loaded: Promise<void> | undefined;
function wasm(): Promise<void> {
  const file = path.join(root, "node_modules/vscode-oniguruma/release/onig.wasm");
  loaded ??= loadWASM(readFileSync(file).buffer as ArrayBuffer);
  return loaded;
}

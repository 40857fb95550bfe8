// Reads which file imports what, for all TypeScript sources of the product.
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

export interface Import {
  /** File that imports, from the project's folder: `server/src/cli/lint.ts`. */
  readonly from: string;
  /** Imported file in the same form, or the name of a package: `node:fs`, `dockerode`. */
  readonly to: string;
  readonly isPackage: boolean;
  /** `import type …` and `export type … from`: nothing is left of it at run time. */
  readonly typeOnly: boolean;
}

export interface SourceFile {
  readonly name: string;
  readonly text: string;
  readonly imports: readonly Import[];
}

const root = path.resolve(__dirname, "../..");

/** Static imports and re-exports, dynamic imports and require calls with a literal name. */
const importPattern =
  /^(?:import|export)\s+(type\s)?(?:[\w*{}\s,$]+?\sfrom\s+)?"([^"]+)"|\b(?:import|require)\(\s*"([^"]+)"\s*\)/gm;

/** Every `.ts` file below server/src and client/src. */
export function readSources(): SourceFile[] {
  return ["server/src", "client/src"].flatMap((folder) =>
    readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name.endsWith(".ts"))
      .map((entry) =>
        readSource(path.relative(root, path.join(entry.parentPath, entry.name)).split(path.sep).join("/")),
      ),
  );
}

/** Reads one file, named from the project's folder. */
function readSource(name: string): SourceFile {
  const text = readFileSync(path.join(root, name), "utf8");
  return { name, text, imports: importsIn(name, withoutComments(text)) };
}

/** The imports of a source text; `name` is its file's, for relative imports. */
export function importsIn(name: string, text: string): Import[] {
  return [...text.matchAll(importPattern)].map(([, typeOnly, specifier, dynamic]) => {
    const imported = (specifier ?? dynamic)!;
    const isPackage = !imported.startsWith(".");
    const to = isPackage ? imported : path.posix.join(path.posix.dirname(name), imported);
    return {
      from: name,
      to: isPackage || /\.\w+$/.test(to) ? to : `${to}.ts`,
      isPackage,
      typeOnly: typeOnly !== undefined,
    };
  });
}

/** True where a file does nothing but pass on what other files export. */
export function isBarrel(text: string): boolean {
  const rest = withoutComments(text).replace(
    /^export\s+(?:type\s+)?(?:\*(?:\s+as\s+\w+)?|\{[^}]*\})\s+from\s+"[^"]+";?/gm,
    "",
  );
  return rest.trim() === "" && text.trim() !== "";
}

/** Comment lines hold examples that are no imports; comments behind code cannot be taken for one. */
function withoutComments(text: string): string {
  return text.replace(/^\s*\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, "");
}

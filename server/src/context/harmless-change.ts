// Changes a text file so that every builder takes it for another one, and everything that reads it for the same.
import path from "node:path";

/** How a comment starts and ends, by what the file's name ends in or is. */
const commentStyles: readonly (readonly [names: RegExp, start: string, end: string])[] = [
  [
    /\.(m?[jt]sx?|c[jt]s|go|mod|work|rs|java|kts?|gradle|groovy|scala|sbt|c|h|cc|cpp|cxx|hpp|m|mm|cs|fs|swift|dart|proto|scss|less|zig|v)$/i,
    "// ",
    "",
  ],
  [
    /\.(py|pyi|rb|gemspec|rake|ru|sh|bash|zsh|pl|pm|r|jl|exs?|nim|cr|tcl|ps1|ya?ml|toml|lock|txt|cfg|conf|properties|env|cmake|mk|tf)$|^(Gemfile|Pipfile|Rakefile|Makefile|Procfile|CMakeLists\.txt|\.npmrc|\.yarnrc|\.env)$/i,
    "# ",
    "",
  ],
  [/\.(html?|xml|xhtml|svg|vue|svelte|md|(cs|fs|vb)proj|props|targets|config)$/i, "<!-- ", " -->"],
  [/\.css$/i, "/* ", " */"],
  [/\.(sql|lua|hs|cabal|elm)$/i, "-- ", ""],
  [/\.(erl|hrl|tex)$|^rebar\.config$/i, "% ", ""],
  [/\.(clj|cljs|lisp|el|asm)$/i, "; ", ""],
];

/** JSON, whatever its name ends in: blanks alone are allowed everywhere. */
const json = /\.(jsonc?|json5|webmanifest|ipynb)$|^(Pipfile|composer|renv)\.lock$|^bun\.lock$/i;

/** Text that is checked or read so strictly that nothing can be added to it. */
const strict = /^(Gemfile\.lock|go\.sum|go\.work\.sum|pubspec\.lock|Package\.resolved)$|\.sum$/i;

/**
 * The text with a comment or blanks added at its end, which differ for each `mark` (letters, digits and dashes).
 * Undefined where nobody knows what the file would bear.
 */
export function changedHarmlessly(file: string, text: string, mark: string): string | undefined {
  const name = path.posix.basename(file);
  if (strict.test(name) || text.includes("\0")) return undefined;
  if (json.test(name)) return text + blanksFor(mark);
  const style = commentStyles.find(([names]) => names.test(name));
  if (!style) return undefined;
  const [, start, end] = style;
  const lineEnd = text.includes("\r\n") ? "\r\n" : "\n";
  const gap = text === "" || text.endsWith("\n") ? "" : lineEnd;
  return `${text}${gap}${start}${mark}${end}${lineEnd}`;
}

/** Blanks and line ends that stand for the mark's bits. */
function blanksFor(mark: string): string {
  const bits = [...Buffer.from(mark)].map((byte) => byte.toString(2).padStart(8, "0")).join("");
  return `${bits.replaceAll("0", " ").replaceAll("1", "\t")}\n`;
}

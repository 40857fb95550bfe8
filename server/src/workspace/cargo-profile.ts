// Reads from Cargo.toml whether a release build strips its binaries.
import path from "node:path";
import { type Disk, freshDisk } from "./disk";

/**
 * Whether `[profile.release]` strips symbols; undefined where no Cargo.toml lies beside the Dockerfile or above it.
 * Profiles count only in the root of a Cargo workspace, so that one further up wins over the package's own.
 */
export async function readCargoStrip(dockerfilePath: string, disk: Disk = freshDisk): Promise<boolean | undefined> {
  let nearest: string | undefined;
  for (let folder = path.dirname(path.resolve(dockerfilePath)); ; folder = path.dirname(folder)) {
    const text = await disk.readText(path.join(folder, "Cargo.toml")).catch(() => undefined);
    if (text !== undefined) {
      if (/^\s*\[workspace\b/m.test(text)) return stripsIn(text);
      nearest ??= text;
    }
    if (path.dirname(folder) === folder) return nearest === undefined ? undefined : stripsIn(nearest);
  }
}

/** `strip = true` and `"symbols"` strip; `"debuginfo"` and `"none"` leave the symbol table, and the default is `"none"`. */
function stripsIn(text: string): boolean {
  const section = /^\s*\[profile\.release\]\s*$([\s\S]*?)(?=^\s*\[|$(?![\s\S]))/m.exec(text)?.[1] ?? "";
  return /^\s*strip\s*=\s*(true|"symbols")/m.test(section);
}

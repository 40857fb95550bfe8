// A folder for one test, filled from a map of names to contents, gone when the test is over.
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { onTestFinished } from "vitest";

/** `files`: path → content; a path that ends in `/` is an empty folder. Returns the absolute path. */
export function temporaryFolder(files: Readonly<Record<string, string | Buffer>> = {}): string {
  const root = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), "layer-cost-")));
  onTestFinished(() => fs.rmSync(root, { recursive: true, force: true }));
  for (const [name, content] of Object.entries(files)) {
    const file = path.join(root, name);
    fs.mkdirSync(name.endsWith("/") ? file : path.dirname(file), { recursive: true });
    if (!name.endsWith("/")) fs.writeFileSync(file, content);
  }
  return root;
}

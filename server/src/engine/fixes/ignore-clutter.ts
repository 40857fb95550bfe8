// Builds the fix that keeps entries out of the build context: lines of the ignore file, which may have to be made.
import { type ClutterEntry, type ClutterKind, ignorePattern, withIgnored } from "../context-facts";
import { isAskedByNobody, isDisposable } from "../image/context-clutter";
import type { ImageModel } from "../image/types";
import type { Edit, Fix } from "../rules/define-rule";

const checks: Partial<Record<ClutterKind, string>> = {
  "version-control":
    "a step that asks git for a version (git describe, setuptools_scm, a build number) no longer finds the history",
  "node-modules": "nothing is meant to use the packages that were installed on this machine",
  "virtual-environment": "nothing is meant to use the environment that was made on this machine",
  "php-vendor": "nothing is meant to use the packages that were installed on this machine",
  dump: "nothing restores or reads these files in the image",
  dataset: "nothing reads these files in the image, and no build does",
};

/** Adds the entries to the ignore file that counts for this Dockerfile; none where it says so already. */
export function ignoreClutter(image: ImageModel, entries: readonly ClutterEntry[]): readonly Fix[] {
  const { context } = image;
  if (context === undefined) return [];
  const { path, text, exists } = context.ignoreFile;
  const patterns = [...new Set(entries.map(ignorePattern))].sort();
  const newText = withIgnored(text, patterns);
  if (newText === "") return [];
  const edits: Edit[] = [{ path, range: { start: text.length, end: text.length }, newText }];
  const listed = patterns.length > 2 ? `${patterns.length} lines` : patterns.join(" and ");
  const name = path.slice(path.lastIndexOf("/") + 1);
  const title = exists ? `Add ${listed} to ${name}` : `Create ${name} with ${listed}`;
  // `**/*.pyc` means programs that come without their sources, too.
  const isSafe = entries.every((entry) => isDisposable(entry) && !entry.path.endsWith(".pyc"));
  if (isSafe && isAskedByNobody(entries, image)) return [{ title, edits, applicability: "safe" }];
  return [{ title, edits, applicability: "needs-review", review: reviewOf(entries) }];
}

function reviewOf(entries: readonly ClutterEntry[]): string {
  const special = new Set(entries.flatMap(({ kind }) => checks[kind] ?? []));
  return [
    "Every build of this context goes by that file: check that none needs what it leaves out",
    ...[...special].map((check) =>
      check.startsWith("a step") ? `, that it does no harm where ${check}` : `, that ${check}`,
    ),
    ".",
  ].join("");
}

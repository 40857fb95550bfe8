// Finds copies of the sources above an install that does not need them: every edit runs the install again.
import {
  isOfWorkspace,
  type LateInstall,
  lateInstalls,
  type SourcesCopy,
  sourcesCopies,
} from "../../fixes/copied-sources";
import { installFirst } from "../../fixes/install-first";
import { covers } from "../../image/paths";
import { defineRule } from "../define-rule";

export const sourcesCopiedBeforeInstall = defineRule({
  id: "sources-copied-before-install",
  group: "build-cache",
  since: "0.1.0",
  severity: "warning",
  docs: {
    summary: "The sources are copied before dependencies are installed that do not depend on them.",
    why: "The builder keeps the result of each step and uses it again as long as nothing above it changed. A copy of the sources changes with every edit, so that everything below it runs again: all dependencies are downloaded and installed anew for each changed line of code.",
    remedy:
      "Copy only the files that name the dependencies (`package.json` and the lock file, `requirements.txt`, `go.mod` and `go.sum`, …), install, and copy the rest below. Packages of the system need no file at all: install them above the first copy.",
    whenNotToUse:
      "When the install reads the sources: scripts such as `postinstall`, packages that lie in the project itself, or `pip install .`. Installs and builds in one command that needs the sources are not flagged.",
    examples: "build-cache/sources-copied-before-install",
  },
  messages: {
    manifests: ({ installs, manifests }: { installs: string; manifests: string }) =>
      `Any change of the copied files runs ${installs} again. Copy ${manifests} first, install, and copy the rest after that.`,
    independent: ({ installs, them }: { installs: string; them: string }) =>
      `Any change of the copied files runs ${installs} again, though ${them} none of them. Copy the files after that.`,
  },
  *check(image) {
    for (const copy of sourcesCopies(image)) {
      const installs = lateInstalls(copy);
      if (!isWorthwhile(installs)) {
        continue;
      }
      const { instruction } = copy;
      const manifests = manifestNames(copy, installs);
      const names = namesOf(installs);
      const data = {
        installs: names.join(" and "),
        manifests: installs.some(isOfWorkspace) ? "the manifests of all packages" : manifests.join(" and "),
        them: names.length > 1 ? "they need" : "it needs",
      };
      yield {
        message: manifests.length > 0 ? "manifests" : "independent",
        data,
        at: { start: instruction.range.start, end: instruction.syntax.argumentsRange.end },
        stage: instruction.stage,
        related: installs.map(({ command }) => ({
          range: command.range,
          message: "runs again whenever a copied file changes",
        })),
        reclaims: [],
        fixes: () => installFirst(image, copy, installs),
      };
    }
  },
});

/** More names than these say less, not more. */
const mostNames = 2;

/** One small package more is no minutes. */
function isWorthwhile(installs: readonly LateInstall[]): boolean {
  const named = installs.flatMap(({ install }) => (install?.needs === "nothing" ? [install.invocation] : []));
  return (
    installs.length > named.length ||
    named.some(({ manager }) =>
      /^(apt|apk|dnf|yum|microdnf|tdnf|zypper|pacman|cargo|conda|mamba|micromamba)$/.test(manager.id),
    ) ||
    named.reduce((sum, { operands }) => sum + operands.length, 0) > 2
  );
}

function namesOf(installs: readonly LateInstall[]): readonly string[] {
  const distinct = [...new Set(installs.map(({ label }) => label))];
  return distinct.length > mostNames
    ? [...distinct.slice(0, mostNames - 1), `${distinct.length - mostNames + 1} more installs`]
    : distinct;
}

/** The files of the copied folder that the installs need, by name. */
function manifestNames({ destination }: SourcesCopy, installs: readonly LateInstall[]): readonly string[] {
  const paths = installs.flatMap(({ install }) => install?.manifests ?? ["package.json"]);
  const inCopy = paths.filter(
    (path) => !path.startsWith("/") || (destination !== undefined && covers(destination, path)),
  );
  const names = new Set(inCopy.map((path) => path.slice(path.lastIndexOf("/") + 1)));
  return [...names].slice(0, mostNames);
}

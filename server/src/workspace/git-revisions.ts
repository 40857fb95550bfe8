// Committed files as a build needs them: a revision's whole tree in a folder of its own, the user's repository left as it is.
import { execFile } from "node:child_process";
import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { lstat, readdir, readFile, rm } from "node:fs/promises";
import { homedir, tmpdir } from "node:os";
import path from "node:path";

/** Git could not give what was asked for; the message is one sentence for the user. */
class GitError extends Error {
  override readonly name = "GitError";
}

/** Git ran and refused, in its own words. */
class Refusal extends GitError {}

/** Bytes that git may print: lists of files of large repositories. */
const mostOutput = 200_000_000;

/** On Windows a program is first looked for in the working directory, which may be the repository itself. */
const neutralFolder = process.platform === "win32" ? homedir() : "/";

/** Names of the copies' folders begin with it. */
const folderName = "layer-cost-revision-";
/** Milliseconds. */
const abandonedAfter = 2 * 24 * 3_600_000;

/** Copies that were not removed yet: they go with the process at the latest. */
const copies = new Set<string>();
let removesAtExit = false;

/**
 * Implements the session's Revisions: writes the tree of a revision into a new folder, which goes with `remove`. Nothing is
 * written into the repository: the index of this is a file of its own, and no hook runs. Rejects with a GitError, the folder
 * removed.
 */
export async function copyRevision(dockerfilePath: string, revision: string) {
  const { top, inside } = await locate(dockerfilePath);
  const commit = await commitOf(top, revision);
  const folder = newFolder();
  try {
    const index = { GIT_INDEX_FILE: path.join(folder, "index") };
    const root = path.join(folder, "tree");
    await git(top, ["read-tree", commit], index);
    await git(top, ["checkout-index", "--all", "--quiet", `--prefix=${root}${path.sep}`], index);
    const staged = await git(top, ["ls-files", "--stage"], index);
    const copied = path.join(root, inside);
    const text = await readCommitted(copied, inside, revision, commit);
    return {
      dockerfilePath: copied,
      text,
      commit,
      root,
      workingTree: top,
      caution: /^160000 /m.test(staged)
        ? "Submodules are no part of a commit's files: their folders are empty in what was built."
        : undefined,
      remove: () => remove(folder),
    };
  } catch (error) {
    await remove(folder);
    throw error;
  }
}

/** The working tree's file that `path` of a revision stands for; undefined where there is no such revision or file in it. */
export async function findCommitted(folder: string, revision: string, file: string): Promise<string | undefined> {
  try {
    const [top = ""] = (await git(folder, ["rev-parse", "--show-toplevel"])).split("\n");
    const commit = await commitOf(folder, revision);
    for (const [written, from] of [
      [file, top],
      [`./${file}`, folder],
    ] as const) {
      const isThere = await git(folder, ["cat-file", "-e", `${commit}:${written}`]).then(
        () => true,
        () => false,
      );
      if (isThere) return path.join(from, file);
    }
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
  }
  return undefined;
}

/** The repository's top folder, and where the file lies below it. */
async function locate(dockerfilePath: string): Promise<{ readonly top: string; readonly inside: string }> {
  const folder = path.dirname(dockerfilePath);
  const [top, prefix = ""] = (await git(folder, ["rev-parse", "--show-toplevel", "--show-prefix"])).split("\n");
  if (!top) throw new GitError(`${folder} lies in no working tree of git.`);
  return { top: path.normalize(top), inside: path.join(prefix, path.basename(dockerfilePath)) };
}

async function commitOf(folder: string, revision: string): Promise<string> {
  const asked = ["rev-parse", "--verify", "--quiet", "--end-of-options", `${revision}^{commit}`];
  const commit = await git(folder, asked).catch((error: unknown) => {
    // Git says nothing where it knows no such revision.
    if (error instanceof Refusal) return "";
    throw error;
  });
  if (commit.trim() !== "") return commit.trim();
  throw new GitError(
    revision === "HEAD"
      ? "Nothing has been committed in this repository yet, so there is no HEAD to compare with."
      : `There is no revision "${revision}" in this repository.`,
  );
}

async function readCommitted(file: string, inside: string, revision: string, commit: string): Promise<string> {
  try {
    return (await readFile(file, "utf8")).replace(/^\uFEFF/, "");
  } catch {
    const name = revision === commit ? commit.slice(0, 7) : `${revision} (${commit.slice(0, 7)})`;
    throw new GitError(`${inside.replaceAll(path.sep, "/")} is not in ${name}: it has not been committed there.`);
  }
}

function newFolder(): string {
  const place = realpathSync(tmpdir());
  void removeAbandoned(place);
  const folder = mkdtempSync(path.join(place, folderName));
  copies.add(folder);
  if (!removesAtExit) {
    removesAtExit = true;
    process.once("exit", () => {
      for (const left of copies) rmSync(left, { recursive: true, force: true });
    });
  }
  return folder;
}

/** Removes this user's copies that killed processes left: no build of one takes that long. The next copy tries again. */
async function removeAbandoned(place: string): Promise<void> {
  for (const name of await readdir(place).catch(() => [])) {
    if (!name.startsWith(folderName)) continue;
    const folder = path.join(place, name);
    const state = await lstat(folder).catch(() => undefined);
    if (!state?.isDirectory() || Date.now() - state.mtimeMs < abandonedAfter) continue;
    if (state.uid === (process.getuid?.() ?? state.uid))
      await rm(folder, { recursive: true, force: true }).catch(() => undefined);
  }
}

async function remove(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  copies.delete(folder);
}

/** Standard output of git in a folder; rejects with a GitError. */
function git(folder: string, given: readonly string[], more: Readonly<Record<string, string>> = {}): Promise<string> {
  // Of a repository's own settings, those that run programs are switched off.
  const settings = ["core.fsmonitor=false", "core.hooksPath=/dev/null", "core.sparseCheckout=false"];
  const flags = settings.flatMap((setting) => ["-c", setting]);
  return new Promise((resolve, reject) => {
    execFile(
      "git",
      ["-C", folder, ...flags, ...given],
      { cwd: neutralFolder, env: { ...environment(), ...more }, maxBuffer: mostOutput, windowsHide: true },
      (error, output, errors) => (error ? reject(problemOf(error, errors, folder)) : resolve(output)),
    );
  });
}

/** Ours, without what points git somewhere else: in a hook, or after `cd` in a script. */
function environment(): NodeJS.ProcessEnv {
  const { GIT_DIR, GIT_WORK_TREE, GIT_INDEX_FILE, GIT_PREFIX, GIT_OBJECT_DIRECTORY, ...rest } = process.env;
  return { ...rest, LC_ALL: "C", GIT_TERMINAL_PROMPT: "0", GIT_OPTIONAL_LOCKS: "0", GIT_NO_LAZY_FETCH: "1" };
}

function problemOf(error: NodeJS.ErrnoException | Error, errors: string, folder: string): GitError {
  if ((error as NodeJS.ErrnoException).code === "ENOENT")
    return new GitError("Git was not found on this machine: comparing with what is committed needs it.");
  if (/not a git repository|must be run in a work tree/.test(errors))
    return new GitError(`${folder} is in no git repository, so there is no committed version to compare with.`);
  if (/dubious ownership/.test(errors))
    return new GitError(
      `Git does not read the repository of ${folder}, because it belongs to another user (see git's safe.directory).`,
    );
  const said = errors.trim().split("\n").at(-1) ?? "";
  return new Refusal(`Git failed: ${said === "" ? error.message : said.replace(/^fatal: /, "")}`);
}

// A folder of small files that several windows share: each is written whole or not at all, and a broken one costs only itself.
import { randomBytes } from "node:crypto";
import { mkdir, open, readdir, readFile, rename, rm, stat } from "node:fs/promises";
import path from "node:path";

/** Milliseconds after which a file that was never finished belongs to a process that is gone. */
const unfinishedFor = 3_600_000;

export class StorageFolder {
  private problems: { readonly name: string; readonly problem: string; readonly isBroken: boolean }[] = [];
  /** Files whose unreadability was told. */
  private readonly told = new Set<string>();

  constructor(readonly folder: string) {}

  /** Names of the folder's files that end in `.json`, in no order; none where it cannot be read. */
  async names(): Promise<readonly string[]> {
    const names = await readdir(this.folder).catch(() => []);
    return names.filter((name) => name.endsWith(".json"));
  }

  /** What `name` holds; undefined where it is gone, or cannot be read, which `takeProblem` then tells once. */
  async read(name: string): Promise<string | undefined> {
    try {
      return await readFile(path.join(this.folder, name), "utf8");
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ENOENT") this.cannotUse(name, reasonOf(error));
      return undefined;
    }
  }

  /** What tells one content of a file from another; undefined where it is gone. */
  async stamp(name: string): Promise<string | undefined> {
    const state = await stat(path.join(this.folder, name)).catch(() => undefined);
    return state && `${state.mtimeMs} ${state.size} ${state.ino}`;
  }

  /** Puts `text` into the place of `name` in one step. Rejects with the reason as a phrase. */
  async write(name: string, text: string): Promise<void> {
    const unfinished = path.join(this.folder, `${name}.${randomBytes(6).toString("hex")}.tmp`);
    try {
      await mkdir(this.folder, { recursive: true });
      const file = await open(unfinished, "wx", 0o600);
      try {
        await file.writeFile(text);
        // Renamed before its content is on the disk, it could be an empty file after a power cut.
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(unfinished, path.join(this.folder, name));
    } catch (error) {
      await rm(unfinished, { force: true }).catch(() => undefined);
      throw new Error(reasonOf(error));
    }
  }

  /** Removes what is there; rejects with the reason as a phrase. */
  async remove(name: string): Promise<void> {
    try {
      await rm(path.join(this.folder, name), { force: true });
    } catch (error) {
      throw new Error(reasonOf(error));
    }
  }

  /** Removes the folder and all that is in it; rejects with the reason as a phrase. */
  async removeWhole(): Promise<void> {
    try {
      await rm(this.folder, { recursive: true, force: true });
    } catch (error) {
      throw new Error(reasonOf(error));
    }
  }

  /** Gives a broken file another name, so that it is not read again and can still be looked at. */
  async setAside(name: string, problem: string): Promise<void> {
    try {
      await rename(path.join(this.folder, name), path.join(this.folder, `${name}.broken`));
      this.problems.push({ name, problem, isBroken: true });
    } catch (error) {
      // Another window was faster, or the folder may only be read.
      if ((error as NodeJS.ErrnoException).code !== "ENOENT") this.cannotUse(name, problem);
    }
  }

  /** Notes why a file that stays where it is cannot be used. */
  cannotUse(name: string, problem: string): void {
    if (this.told.has(name)) return;
    this.told.add(name);
    this.problems.push({ name, problem, isBroken: false });
  }

  /** What went wrong since the last call, in one sentence or two; undefined for nothing. */
  takeProblem(): string | undefined {
    const [first, ...others] = this.problems;
    if (first === undefined) return undefined;
    this.problems = [];
    const problem = /[.!?]$/.test(first.problem) ? first.problem : `${first.problem}.`;
    const count = others.length + 1;
    const what = count === 1 ? "A kept measurement" : `${count} kept measurements`;
    const reason = count === 1 ? problem : `the first one says: ${problem}`;
    const where = path.join(this.folder, first.isBroken ? `${first.name}.broken` : first.name);
    return `${what} could not be read: ${reason} ${first.isBroken ? "The file was set aside as" : "It is in"} ${where}`;
  }

  /** Removes what processes left that were ended while they wrote. */
  async removeUnfinished(): Promise<void> {
    const names = await readdir(this.folder).catch(() => []);
    for (const name of names.filter((each) => each.endsWith(".tmp"))) {
      const state = await stat(path.join(this.folder, name)).catch(() => undefined);
      if (state && Date.now() - state.mtimeMs > unfinishedFor) await this.remove(name).catch(() => undefined);
    }
  }
}

/** Why the file system refused, without its codes. */
function reasonOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === "EACCES" || code === "EPERM") return "this user has no permission to its file or folder";
  if (code === "EROFS") return "its file system is read-only";
  if (code === "ENOTDIR" || code === "EEXIST") return "its folder cannot be made, since a file is in its place";
  if (code === "ENOSPC" || code === "EDQUOT") return "no space is left on its disk";
  return message;
}

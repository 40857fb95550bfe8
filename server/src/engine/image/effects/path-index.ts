// Effects by where they lie: a file of thousands of steps asks for each of its removals what lies there.
import { parentPath } from "../paths";
import type { Draft } from "./stage-files";

const wildcard = /[*?[]/;

/** Drafts whose paths change no more, in their order. */
export class PathIndex {
  private readonly order = new Map<Draft, number>();
  /** By each of their paths, and every folder above those; "" holds all. */
  private readonly below = new Map<string, Draft[]>();
  /** Their paths may be any. */
  private readonly anywhere: Draft[] = [];
  /** Unpacked into a folder of their own, which no path names, by the folder around it. */
  private readonly around = new Map<string, Draft[]>();

  constructor(drafts: readonly Draft[] = []) {
    for (const draft of drafts) this.add(draft);
  }

  add(draft: Draft): void {
    const paths = draft.effect.paths ?? [];
    if (paths.length === 0) return;
    this.order.set(draft, this.order.size);
    if (draft.inFolder) put(this.around, paths[0]!, draft);
    if (paths.some((path) => wildcard.test(path))) {
      this.anywhere.push(draft);
      return;
    }
    put(this.below, "", draft);
    for (const path of paths) {
      for (let end = path.length; end > 0; end = path.lastIndexOf("/", end - 1))
        put(this.below, path.slice(0, end), draft);
    }
  }

  /** All drafts that one of these paths may cover, and some more. */
  near(paths: readonly string[]): readonly Draft[] {
    const found = new Set(this.anywhere);
    for (const path of paths) {
      for (const draft of this.below.get(folderOf(path)) ?? []) found.add(draft);
      for (const draft of this.around.get(parentPath(path)) ?? []) found.add(draft);
    }
    return [...found].sort((one, other) => this.order.get(one)! - this.order.get(other)!);
  }
}

/** The path, or the folder above its first wildcard. */
function folderOf(path: string): string {
  if (path === "/") return "";
  const star = path.search(wildcard);
  return star === -1 ? path : path.slice(0, Math.max(0, path.lastIndexOf("/", star)));
}

function put(map: Map<string, Draft[]>, key: string, draft: Draft): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [draft]);
  else if (list[list.length - 1] !== draft) list.push(draft);
}

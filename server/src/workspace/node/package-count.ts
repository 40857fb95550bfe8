// Counts the packages of a lock file: the same version in several places is one entry with several copies.
import type { NodePackage } from "../../engine/index";

export class PackageCount {
  private readonly found = new Map<string, { -readonly [Key in keyof NodePackage]: NodePackage[Key] }>();

  add(name: string, version: string, development: boolean, bundled = false): void {
    const key = JSON.stringify([name, version, development, bundled]);
    const known = this.found.get(key);
    if (known !== undefined) known.copies++;
    else this.found.set(key, { name, version, development, copies: 1, bundled });
  }

  get packages(): readonly NodePackage[] {
    return [...this.found.values()];
  }
}

/** Whatever can be reached from `roots`, each once; `next` names where one leads, or undefined where it is left out. */
export function reachable<Node>(roots: Iterable<Node>, next: (node: Node) => Iterable<Node> | undefined): Set<Node> {
  const reached = new Set<Node>();
  const refused = new Set<Node>();
  const todo = [...roots];
  while (todo.length > 0) {
    const node = todo.pop()!;
    if (reached.has(node) || refused.has(node)) continue;
    const onwards = next(node);
    if (onwards === undefined) {
      refused.add(node);
      continue;
    }
    reached.add(node);
    todo.push(...onwards);
  }
  return reached;
}

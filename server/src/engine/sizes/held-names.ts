// Names that an image holds, shared between analyses: what the same lines install on the same image is priced once.
import type { InstallPrice, Names } from "./packages";

/** Chains of more sets than these are joined: asking each for a name takes time. */
const longestChain = 12;
/** A text that is being typed asks for packages of many half-written names; they are not worth keeping. */
const mostPrices = 300;

const roots = new WeakMap<ReadonlySet<string>, HeldNames>();

/** A set of names that never changes, and what can be installed on top of it. */
export class HeldNames implements Names {
  private prices = new Map<string, InstallPrice>();
  private readonly grown = new WeakMap<ReadonlySet<string>, HeldNames>();

  private constructor(private readonly sets: readonly ReadonlySet<string>[]) {}

  /** The same object for the same set, which must not change any more. */
  static of(names: ReadonlySet<string>): HeldNames {
    let root = roots.get(names);
    if (root === undefined) {
      root = new HeldNames([names]);
      roots.set(names, root);
    }
    return root;
  }

  has(name: string): boolean {
    for (const names of this.sets) if (names.has(name)) return true;
    return false;
  }

  /** These names and `added`, which must not change any more; the same object for the same set. */
  with(added: ReadonlySet<string>): HeldNames {
    if (added.size === 0) return this;
    let found = this.grown.get(added);
    if (found === undefined) {
      const sets = [...this.sets, added];
      found = new HeldNames(sets.length <= longestChain ? sets : [new Set(sets.flatMap((names) => [...names]))]);
      this.grown.set(added, found);
    }
    return found;
  }

  /** What `price` says, the first time that it is asked under this key. */
  priced(key: string, price: () => InstallPrice): InstallPrice {
    let found = this.prices.get(key);
    if (found === undefined) {
      if (this.prices.size >= mostPrices) this.prices = new Map();
      found = price();
      this.prices.set(key, found);
    }
    return found;
  }
}

// What a lock file says: the packages that an install puts into node_modules.

/** One package of a lock file that an install on the image's platform brings. */
export interface NodePackage {
  readonly name: string;
  readonly version: string;
  /** Only development dependencies ask for it. */
  readonly development: boolean;
  /** How many times it lies in node_modules: npm and Bun put one version in several places. */
  readonly copies: number;
  /** It comes inside of another package's archive, whose published size counts it. */
  readonly bundled: boolean;
}

/** What native packages are made for. */
export interface NodePlatform {
  readonly cpu: "x64" | "arm64";
  readonly libc: "glibc" | "musl";
}

/** Where a package's size is found. */
export function packageKey({ name, version }: { readonly name: string; readonly version: string }): string {
  return `${name}@${version}`;
}

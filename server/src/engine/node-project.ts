// What the workspace says of a Node project: the parts of its package.json and lock file that decide what an image needs.

export interface NodeProject {
  /** Relative to the build context; "" for the context itself. */
  readonly folder: string;
  readonly scripts: Readonly<Record<string, string>>;
  readonly dependencies: readonly string[];
  readonly devDependencies: readonly string[];
  /** Packages of a monorepo, whose dependencies count as well. */
  readonly hasWorkspaces: boolean;
  readonly lock: "npm" | "yarn" | "pnpm" | "bun" | undefined;
  /** From `packageManager`, `.yarnrc.yml` and the lock file; undefined where they do not say. */
  readonly yarn: "classic" | "berry" | undefined;
  /** `nodeLinker: node-modules` in `.yarnrc.yml`. */
  readonly linksNodeModules: boolean;
  /** Files beside package.json that an install reads: lock files, configuration, `binding.gyp`. */
  readonly files: readonly string[];
  /** Dependencies that lie in the project itself (`file:`, `link:`), and patches of others. */
  readonly hasLocalPackages: boolean;
}

// Which workspaces of a Node project an install is about.
import type { InstallEffect } from "./packages";
import type { ChosenWorkspaces } from "./types";

/** Undefined for all of them; null where the command says it in a way that is not followed here. */
export function chosenWorkspaces({ manager, options, command }: InstallEffect): ChosenWorkspaces | undefined | null {
  const words = command?.arguments.map(({ value }) => value) ?? [];
  const focus = words.indexOf("focus");
  if (manager === "yarn" && focus > 0 && words[focus - 1] === "workspaces") {
    const names = words.slice(focus + 1).filter((word) => word === undefined || !word.startsWith("-"));
    return names.length === 0 || names.includes(undefined) ? null : chosen(names as readonly string[], true);
  }
  const named = options.flatMap((option) => {
    const [, flag, value] = /^(--workspace|--filter(?:-prod)?|-[wF])(?:=(.*))?$/.exec(option) ?? [];
    return flag === undefined ? [] : [{ flag, value }];
  });
  switch (manager) {
    case "npm": {
      const names = named.map(({ value }) => value);
      if (names.length === 0) return undefined;
      if (names.some((name) => name === undefined || name === "")) return null;
      const withRoot = options.includes("--include-workspace-root") ? ["."] : [];
      return chosen([...(names as readonly string[]), ...withRoot], true);
    }
    case "pnpm": {
      // `-w` of pnpm is the root of the workspaces.
      const filters = named.map(({ flag, value }) => (flag === "-w" ? "." : (value ?? "")));
      if (filters.length === 0) return undefined;
      const plain = filters.map((filter) => filter.replace(/\.\.\.$/, ""));
      const withDependencies = filters.filter((filter) => filter.endsWith("..."));
      const isMixed = withDependencies.length > 0 && withDependencies.length < filters.length;
      if (isMixed || plain.some((filter) => !/^(@[\w.-]+\/)?[\w-][\w.-]*$|^\.$|^\.\/[\w./-]+$/.test(filter)))
        return null;
      return chosen(plain, withDependencies.length > 0);
    }
    case "bun":
      return named.length === 0 ? undefined : null;
    default:
      return undefined;
  }
}

/** `./packages/web/` and `packages/web` are the same folder. */
function chosen(names: readonly string[], withDependencies: boolean): ChosenWorkspaces {
  return { names: names.map((name) => name.replace(/^\.\//, "").replace(/\/$/, "")), withDependencies };
}

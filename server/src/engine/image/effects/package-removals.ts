// Packages that are taken away again: in the RUN that installed them they never reach the layer, later they only disappear.
import type { RunCommand } from "../commands";
import type { PackageManager, PackageManagerId } from "../managers/package-manager";
import { packageManagers } from "../package-managers";
import { hasFlag, type Invocation } from "../read-invocation";
import type { Effect, PackageRequest } from "../types";
import { developmentOf, dropDevelopment } from "./development";
import type { RunContext } from "./run-context";
import type { Draft } from "./stage-files";

/** `apt-get purge`, `apk del`, `dnf remove`, `pacman -Rns`, `pip uninstall`, `npm uninstall`. */
export function removePackages(context: RunContext, invocation: Invocation): void {
  const { manager, command, operands } = invocation;
  const names = new Set(operands.map(({ value }) => value?.replace(/(?!^)[=:@].*$/, "")));
  // `apt-get purge 'gcc-*'`: dpkg's wildcards.
  const wildcards = [...names].flatMap((name) => (name?.includes("*") ? [pattern(name)] : []));
  const anything = names.has(undefined);
  const isNamed = (name: string) => anything || names.has(name) || wildcards.some((one) => one.test(name));
  for (const draft of context.made) {
    const { effect } = draft;
    if (draft.dropped || effect.kind !== "install" || !sharesPackages(manager, effect.manager)) continue;
    if (draft.virtualName !== undefined && isNamed(draft.virtualName)) context.drop(draft, command.maybe);
    else narrow(context, draft, ({ name }) => !isNamed(name), command.maybe);
  }
  if (hasFlag(invocation, ["--auto-remove", "--autoremove"])) autoremove(context, command.maybe);
  removeEarlier(context, invocation, (draft) => {
    const { effect } = draft;
    if (effect.kind !== "install" || !sharesPackages(manager, effect.manager)) return false;
    if (draft.virtualName !== undefined) return names.has(draft.virtualName);
    return effect.packages.length > 0 && effect.packages.every(({ name }) => names.has(name));
  });
}

/** What one installs the other one removes: yum is another name of dnf. */
function sharesPackages(manager: PackageManager, other: PackageManagerId): boolean {
  return manager.id === other || (manager.system !== undefined && packageManagers[other].system === manager.system);
}

/** `dnf history undo last`: what this RUN installed last is gone. */
export function undoInstall(context: RunContext, { manager, command }: Invocation): void {
  const last = context.made.findLast(
    ({ effect, dropped }) => !dropped && effect.kind === "install" && sharesPackages(manager, effect.manager),
  );
  for (const draft of context.made)
    if (last && draft.effect.kind === "install" && draft.effect.command === last.effect.command)
      context.drop(draft, command.maybe);
}

function pattern(name: string): RegExp {
  // More stars than anybody writes: no match rather than a search without end.
  if (name.split("*").length > 4) return /^$/;
  return new RegExp(`^${name.replace(/[.+^${}()|[\]\\?]/g, "\\$&").replace(/\*+/g, ".*")}$`);
}

/** What earlier layers installed frees nothing when it goes. */
function removeEarlier(context: RunContext, { command }: Invocation, goes: (draft: Draft) => boolean): void {
  const removes: Effect[] = [];
  for (const draft of [...context.earlier()]) {
    if (!goes(draft)) continue;
    removes.push(draft.effect as Effect);
    if (!command.maybe) context.files.hide(draft);
  }
  const targets = removes.flatMap((effect) => effect.paths ?? []);
  if (removes.length > 0) context.add(command, { kind: "remove", targets, removes, paths: targets });
}

/** Everything that `apt-mark auto` named goes: all but what was there before `apt-mark showmanual` in the official images' idiom. */
export function autoremove(context: RunContext, maybe: boolean): void {
  const { markedAutomatic } = context;
  if (markedAutomatic === undefined) return;
  for (const draft of context.made) {
    if (draft.dropped || draft.effect.kind !== "install" || draft.effect.manager !== "apt") continue;
    if (markedAutomatic !== "all") narrow(context, draft, ({ name }) => !markedAutomatic.has(name), maybe);
    else if (!context.keptInstalls.has(draft))
      narrow(context, draft, ({ name }) => context.markedManual.has(name), maybe);
  }
}

/** Keeps only the packages that stay; without any left, the install never happened. */
function narrow(context: RunContext, draft: Draft, stays: (request: PackageRequest) => boolean, maybe: boolean): void {
  const { effect } = draft;
  if (effect.kind !== "install") return;
  const packages = effect.packages.filter(stays);
  if (packages.length === effect.packages.length) return;
  if (packages.length === 0 && effect.manifests.length === 0) {
    context.drop(draft, maybe);
    return;
  }
  if (maybe && !effect.maybe) {
    // Some of it may be gone: what is left for certain is what stays either way.
    effect.buildTools = effect.buildTools.filter(stays);
    return;
  }
  effect.packages = packages;
  effect.buildTools = effect.buildTools.filter(stays);
}

/** `apt-mark`: which packages an autoremove takes along. True when the command was one. */
export function readMarks(context: RunContext, command: RunCommand): boolean {
  if (command.program !== "apt-mark") return false;
  const [verb, ...names] = command.arguments.map(({ value }) => value);
  if (verb === "showmanual")
    context.keptInstalls = new Set(context.made.filter(({ effect, dropped }) => effect.kind === "install" && !dropped));
  if (verb === "manual") for (const name of names) if (name !== undefined) context.markedManual.add(name);
  if (verb !== "auto") return true;
  if (names.some((name) => name === undefined || name.includes("*"))) context.markedAutomatic = "all";
  else if (context.markedAutomatic !== "all") context.markedAutomatic = new Set(names as string[]);
  return true;
}

/** `npm prune --omit=dev`, `pnpm prune --prod`, `bundle clean`: takes development dependencies away that an install brought. */
export function prune(context: RunContext, invocation: Invocation): void {
  if (developmentOf(context, invocation) === false) dropDevelopment(context, invocation, undefined);
}

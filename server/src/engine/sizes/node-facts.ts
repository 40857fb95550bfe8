// What is asked about the dependencies of the Node projects that a file installs, and what was answered.
import type { Analysis } from "../analysis";
import { nodeProjectIn } from "../image/node-projects";
import { parentPath } from "../image/paths";
import type { NodePackage, NodePlatform } from "../node-packages";
import type { NodeProject } from "../node-project";
import type { Facts } from "./effect-prices";
import { chosenWorkspaces } from "./node-workspaces";
import { ecosystemOf, type InstallEffect } from "./packages";
import type { ChosenWorkspaces, FactRequest, FactState, NodeProjectRequest } from "./types";

/** What is known of the project whose dependencies an install brings. */
export interface NodeInstall {
  readonly project: NodeProject;
  /** Undefined for all; null where it is not known which. */
  readonly workspaces: ChosenWorkspaces | undefined | null;
  /** What its lock file brings; undefined without one that could be read, for which `reason` is. */
  readonly packages: readonly NodePackage[] | undefined;
  readonly reason: string | undefined;
  /** Name and bytes of the lock file. */
  readonly lock: { readonly name: string; readonly bytes: number } | undefined;
  /** Bytes by `name@version`, as counted on this machine. */
  readonly installed: Readonly<Record<string, number>>;
  readonly published: PublishedSizes;
}

/** What a registry said. */
export interface PublishedSizes {
  /** Bytes by `name@version`. */
  readonly sizes: Readonly<Record<string, number>>;
  /** Where from; undefined where nothing was said, for which `problem` is. */
  readonly basis: string | undefined;
  readonly problem: string | undefined;
}

export type NodeInstalls = ReadonlyMap<InstallEffect, NodeInstall>;

interface Asked {
  readonly project: NodeProject;
  readonly workspaces: ChosenWorkspaces | undefined | null;
  /** Of what is installed, what is known here, and what is published; nothing where it is not known which workspaces. */
  readonly requests: readonly FactRequest[];
}

interface Known {
  readonly asked: ReadonlyMap<InstallEffect, Asked>;
  /** What was answered last: with the facts of this machine, and without. */
  answered: readonly { readonly states: readonly (FactState | undefined)[]; readonly installs: NodeInstalls }[];
}

const cache = new WeakMap<Analysis, Known>();

/** What to ask for. */
export function nodeRequests(analysis: Analysis): readonly FactRequest[] {
  return [...knownOf(analysis).asked.values()].flatMap(({ requests }) => requests);
}

/** What the facts say; the same object as long as they say the same. */
export function readNodeInstalls(analysis: Analysis, facts: Facts): NodeInstalls {
  const known = knownOf(analysis);
  const states = [...known.asked.values()].flatMap(({ requests }) => requests.map(({ key }) => facts.get(key)));
  const before = known.answered.find((one) => one.states.every((state, index) => state === states[index]));
  if (before !== undefined) return before.installs;
  const installs: NodeInstalls = new Map(
    [...known.asked].map(([effect, asked]) => [effect, installOf(asked, facts)] as const),
  );
  known.answered = [{ states, installs }, ...known.answered.slice(0, 1)];
  return installs;
}

function installOf({ project, workspaces, requests }: Asked, facts: Facts): NodeInstall {
  const [packages, installed, published] = requests.map(({ key }) => facts.get(key));
  const sizes = (fact: FactState | undefined) => (fact?.state === "known" ? (fact.value.packageSizes ?? {}) : {});
  const value = packages?.state === "known" ? packages.value : undefined;
  return {
    project,
    workspaces,
    packages: value?.nodePackages,
    reason: packages?.state === "absent" ? packages.reason : undefined,
    lock: value && { name: value.basis, bytes: value.bytes },
    installed: sizes(installed),
    published: {
      sizes: sizes(published),
      basis: published?.state === "known" ? published.value.basis : undefined,
      problem: published?.state === "absent" ? published.reason : undefined,
    },
  };
}

function knownOf(analysis: Analysis): Known {
  let found = cache.get(analysis);
  if (found === undefined) {
    const asked = new Map<InstallEffect, Asked>();
    for (const effect of analysis.image.effects) {
      if (effect.kind !== "install" || effect.origin !== undefined || ecosystemOf(effect) !== "node") continue;
      const project = projectOf(effect, analysis);
      if (project === undefined) continue;
      const workspaces = chosenWorkspaces(effect);
      const requests = workspaces === null ? [] : requestsFor(effect, project, workspaces, analysis);
      asked.set(effect, { project, workspaces, requests });
    }
    found = { asked, answered: [] };
    cache.set(analysis, found);
  }
  return found;
}

/** The project that an install without named packages is about. */
function projectOf(effect: InstallEffect, { image }: Analysis): NodeProject | undefined {
  const modules = effect.paths?.[0];
  if (effect.packages.length > 0 || modules === undefined || !modules.endsWith("/node_modules")) return undefined;
  return nodeProjectIn(image.nodeProjects, parentPath(modules), effect.instruction);
}

function requestsFor(
  effect: InstallEffect,
  { folder }: NodeProject,
  workspaces: ChosenWorkspaces | undefined,
  analysis: Analysis,
): Asked["requests"] {
  const manager = effect.manager as NodeProjectRequest["manager"];
  const platform: NodePlatform = {
    cpu: /arm64|aarch64/.test(analysis.settings.platform ?? "") ? "arm64" : "x64",
    libc: effect.stage.system === "alpine" ? "musl" : "glibc",
  };
  const chosen = workspaces === undefined ? "" : JSON.stringify(workspaces);
  const about = `${manager} ${platform.cpu} ${platform.libc} ${folder} ${chosen}`;
  const request = <Kind extends FactRequest["kind"]>(kind: Kind) => ({
    kind,
    key: `${kind} ${about}`,
    folder,
    manager,
    workspaces,
    platform,
  });
  return [request("node-packages"), request("node-installed"), request("node-published")];
}

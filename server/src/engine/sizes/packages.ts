// What installing packages adds to a layer, for every manager: from shipped data, or unknown.
import type { LargestEntry } from "../analysis";
import type { Effect, ImageReference, Stage } from "../image/types";
import { priceAlpineInstall } from "./alpine-packages";
import { unknownClaim } from "./claims";
import { packageSourceOf } from "./debian-data";
import { priceDebianInstall, priceDebianRecommended } from "./debian-packages";
import { enumerated } from "./format";
import type { InstallFacts } from "./install-facts";
import { priceNodeInstall } from "./node-installs";
import { nodeSourceOf, withNodeSource } from "./nodesource";
import { between, pythonPerhapsHeld, withPerhaps } from "./python-images";
import { priceOfPython } from "./python-install";
import { priceRpmInstall } from "./rpm-packages";
import type { SizeClaim } from "./types";

export type InstallEffect = Extract<Effect, { kind: "install" }>;

export type RecommendedEffect = Extract<Effect, { kind: "recommended" }>;

/** Names that can be asked for. */
export type Names = Pick<ReadonlySet<string>, "has">;

export interface InstallPrice {
  /** Of what is known; unknown when nothing is. */
  readonly claim: SizeClaim;
  /** What was asked for and is not in the data: makes the claim a lower bound. */
  readonly unknown: readonly string[];
  /** Names of what is held from now on: installing these again costs nothing. */
  readonly added: ReadonlySet<string>;
  /** How many packages that are. */
  readonly count?: number;
  /** The biggest of what it brings, largest first; made when asked. */
  readonly largest?: () => readonly LargestEntry[];
  /** Of the claim: what CUDA's libraries take. */
  readonly cuda?: SizeClaim;
}

/** Where packages are kept: what one manager installs the other finds, as uv finds pip's. */
export type Ecosystem = "debian" | "alpine" | "rpm" | "python" | "node" | "other";

const nothing: ReadonlySet<string> = new Set();

export function ecosystemOf(effect: InstallEffect | RecommendedEffect): Ecosystem {
  switch (effect.manager) {
    case "apt":
      return "debian";
    case "apk":
      return "alpine";
    case "dnf":
    case "yum":
    case "microdnf":
    case "tdnf":
    case "zypper":
      return "rpm";
    case "pip":
    case "uv":
    case "pipx":
    case "pipenv":
    case "poetry":
    case "pdm":
      return "python";
    case "npm":
    case "yarn":
    case "pnpm":
    case "bun":
      return "node";
    default:
      return "other";
  }
}

/** Price of one install where its ecosystem's `held` packages are in the image already, and of Debian's `perhaps` others. */
export function priceInstall(
  effect: InstallEffect,
  held: Names,
  perhaps: ReadonlySet<string>,
  facts: InstallFacts,
): InstallPrice {
  if (ecosystemOf(effect) === "node") return priceNodeInstall(effect, held, facts.node.get(effect));
  const { price, unread } = priceAsked(effect, held, perhaps, facts);
  if (price === undefined && effect.development && effect.packages.length === 0 && effect.manifests.length === 0) {
    const claim = unknownClaim("how much of the packages is there for developing only is not known");
    return { claim, unknown: ["development dependencies"], added: nothing };
  }
  const files = unread.map((path) => path.slice(path.lastIndexOf("/") + 1));
  const unknown = [...(price?.unknown ?? []), ...files];
  return { ...price, claim: completed(price?.claim, unknown, files), unknown, added: price?.added ?? nothing };
}

/** The price of what is asked for, where anything is known of it, and the files of which nothing is. */
function priceAsked(
  effect: InstallEffect,
  held: Names,
  perhaps: ReadonlySet<string>,
  facts: InstallFacts,
): { readonly price: InstallPrice | undefined; readonly unread: readonly string[] } {
  if (ecosystemOf(effect) === "python") {
    const answer = facts.manifests.get(effect);
    const found = priceOfPython(effect, held, answer);
    const there = pythonPerhapsHeld(effect.stage);
    if (found.price === undefined || there === undefined) return found;
    const least = priceOfPython(effect, withPerhaps(held, there), answer).price ?? found.price;
    const isPinned = effect.packages.some(({ version }) => version !== undefined);
    return { ...found, price: between(found.price, least, isPinned) };
  }
  const price = effect.packages.length > 0 ? priceNamed(effect, held, perhaps, facts) : undefined;
  return { price, unread: effect.manifests };
}

/** Price of what an install's packages recommend, where `held` were in the image before it. */
export function priceRecommended(
  { of, stage }: RecommendedEffect,
  held: Names,
  perhaps: ReadonlySet<string>,
  facts: InstallFacts,
): InstallPrice {
  const all = of.kind === "install" ? of.packages.map(({ name }) => name) : [];
  // NodeSource's package recommends nothing.
  const names = of.kind === "install" && nodeSourceOf(of) !== undefined ? all.filter((name) => name !== "nodejs") : all;
  const source = packageSourceOf(stage, facts.debian);
  if (typeof source === "string") return { claim: unknownClaim(source), unknown: [], added: nothing };
  return priceDebianRecommended(names, held, source, perhaps);
}

/** More names than these say less, not more. */
const mostNames = 4;

/** The claim, with what it leaves out in its basis. */
function completed(claim: SizeClaim | undefined, unknown: readonly string[], files: readonly string[]): SizeClaim {
  if (claim === undefined) {
    if (files.length === 0) return unknownClaim("what is installed is not written here");
    return unknownClaim(`what ${files.join(" and ")} ask${files.length === 1 ? "s" : ""} for is not known here`);
  }
  if (unknown.length === 0) return claim;
  const variables = unknown.filter((name) => name.includes("$"));
  const named = enumerated(variables.length > 0 ? variables : unknown, mostNames);
  if (claim.kind === "unknown")
    return variables.length > 0 ? unknownClaim(`what ${named} stands for is not known before it is built`) : claim;
  // What is there already tells nothing of the rest.
  if (claim.kind === "estimated" && claim.high === 0)
    return unknownClaim(`the size of ${enumerated(unknown, mostNames)} is not in the shipped package data`);
  return { ...claim, basis: `${claim.basis}; without ${enumerated(unknown, mostNames)}, whose size is not known` };
}

function priceNamed(
  effect: InstallEffect,
  held: Names,
  perhaps: ReadonlySet<string>,
  facts: InstallFacts,
): InstallPrice {
  const names = effect.packages.map((request) => request.name);
  switch (ecosystemOf(effect)) {
    case "debian": {
      const source = packageSourceOf(effect.stage, facts.debian);
      if (typeof source === "string") return { claim: unknownClaim(source), unknown: names, added: nothing };
      const ofDebian = (some: readonly string[]) =>
        priceDebianInstall(some, held, source, isFirstOfLayer(effect), effect.recommends, perhaps);
      const nodeSource = names.includes("nodejs") ? nodeSourceOf(effect) : undefined;
      if (nodeSource === undefined) return ofDebian(names);
      const others = names.filter((name) => name !== "nodejs");
      return withNodeSource(others.length === 0 ? undefined : ofDebian(others), nodeSource, held);
    }
    case "alpine":
      return priceAlpineInstall(names, held, rootOf(effect.stage), packageSourceOf(effect.stage, facts.debian));
    case "rpm":
      return priceRpmInstall(names, held, effect.recommends, packageSourceOf(effect.stage, facts.debian));
    case "python":
    case "node":
    case "other":
      return {
        claim: unknownClaim(`sizes of ${effect.manager} packages are not in the shipped package data`),
        unknown: names.length > 0 ? names : [effect.manager],
        added: nothing,
      };
  }
}

function rootOf({ root }: Stage): ImageReference | undefined {
  return root.kind === "image" ? root.reference : undefined;
}

/** Whether no effect before it in the same layer installs with the same manager. */
export function isFirstOfLayer(effect: InstallEffect): boolean {
  const { manager, instruction } = effect;
  return instruction.effects.find((one) => one.kind === "install" && one.manager === manager) === effect;
}

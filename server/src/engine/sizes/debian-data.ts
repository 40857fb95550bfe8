// Which release's shipped package data the stages ask for, and what of it is there.
import type { Analysis } from "../analysis";
import type { Stage } from "../image/types";
import type { Documentation } from "./apt-layers";
import { excludesDocumentation } from "./base-contents";
import { suiteOf } from "./base-images";
import type { Architecture, DebianIndex } from "./debian-index";
import { type Ecosystem, ecosystemOf } from "./packages";
import type { FactRequest, FactState } from "./types";

/** Releases whose package indexes are shipped, newest first. */
const releases = ["trixie", "bookworm", "bullseye"] as const;
export type ShippedRelease = (typeof releases)[number];

/** By release; where an index is not there, why. */
export type DebianData = ReadonlyMap<ShippedRelease, DebianIndex | string>;

/** The index that speaks for a stage's packages, and what it leaves open. */
export interface PackageSource {
  readonly index: DebianIndex;
  /** Where the release is not known for sure: the one that may have what `index` does not. */
  readonly second?: DebianIndex;
  readonly architecture: Architecture;
  /** "assumed": the image does not say its release. "ubuntu": the release that Ubuntu's was made from. "near": another one. */
  readonly nearness: "same" | "assumed" | "ubuntu" | "near";
  /** The system of the stage in words, where the index is not of it. */
  readonly system: string | undefined;
  /** Whether documentation of what is installed into the stage is stored. */
  readonly documentation: Documentation;
}

/** The shipped release that is nearest to a suite of Debian or Ubuntu which is not shipped. */
const nearest: Readonly<Record<string, ShippedRelease>> = {
  sid: "trixie",
  forky: "trixie",
  buster: "bullseye",
  stretch: "bullseye",
  resolute: "trixie",
  noble: "trixie",
  jammy: "bookworm",
  focal: "bullseye",
  bionic: "bullseye",
};

/** Images that do not say their release are taken to be of this one. */
const assumed: ShippedRelease = "bookworm";

/** Packages come, go and change their names between releases: what one does not have, its neighbour may. */
const neighbours: Readonly<Record<ShippedRelease, ShippedRelease>> = {
  trixie: "bookworm",
  bookworm: "trixie",
  bullseye: "bookworm",
};

interface Choice extends Pick<PackageSource, "nearness" | "system"> {
  readonly release: ShippedRelease;
  readonly second?: ShippedRelease;
}

function choose(stage: Stage): Choice {
  const first = chooseFirst(stage);
  return first.nearness === "same" || isForeign(stage) ? first : { ...first, second: neighbours[first.release] };
}

/** Neither Debian nor made of it. */
const isForeign = ({ system }: Stage) => !["debian", "ubuntu", "unknown"].includes(system);

function chooseFirst(stage: Stage): Choice {
  const { root, system } = stage;
  const suite = root.kind === "image" ? suiteOf(root.reference) : undefined;
  const shipped = releases.find((release) => release === suite);
  if (system === "ubuntu") {
    const release = nearest[suite ?? ""];
    if (release === undefined) return { release: "trixie", nearness: "near", system: `Ubuntu ${suite ?? ""}`.trim() };
    return { release, nearness: suite === "bionic" ? "near" : "ubuntu", system: `Ubuntu ${suite}` };
  }
  // Calibrated with bookworm's packages.
  if (isForeign(stage)) return { release: "bookworm", nearness: "near", system };
  if (shipped !== undefined) return { release: shipped, nearness: "same", system: undefined };
  if (suite === undefined) return { release: assumed, nearness: "assumed", system: undefined };
  return { release: nearest[suite] ?? assumed, nearness: "near", system: `Debian ${suite}` };
}

/** Every install asks, and savings ask for every install once more. */
const sources = new WeakMap<DebianData, WeakMap<Stage, PackageSource | string>>();

/** The index for a stage's packages, or why there is none. */
export function packageSourceOf(stage: Stage, data: DebianData): PackageSource | string {
  const ofData = sources.get(data) ?? new WeakMap<Stage, PackageSource | string>();
  sources.set(data, ofData);
  const source = ofData.get(stage) ?? findSource(stage, data);
  ofData.set(stage, source);
  return source;
}

function findSource(stage: Stage, data: DebianData): PackageSource | string {
  const { release, second, nearness, system } = choose(stage);
  const index = data.get(release) ?? isRead(release);
  if (typeof index === "string") return index;
  const other = second && (data.get(second) ?? isRead(second));
  // Nothing is said that a moment later would be said otherwise.
  if (second !== undefined && other === isRead(second)) return other;
  const { root, architecture } = stage;
  const excludes = root.kind === "image" ? excludesDocumentation(root.reference, stage.system) : undefined;
  return {
    index,
    ...(typeof other === "object" && { second: other }),
    architecture: architecture === "arm64" ? "arm64" : "amd64",
    nearness,
    system,
    documentation: excludes === undefined ? undefined : !excludes,
  };
}

/** For the basis of claims. */
export const indexText = ({ release, date }: DebianIndex) => `Debian ${release} package index of ${date}`;

const isRead = (release: ShippedRelease) => `Debian ${release}'s package data is still being read`;

const requestOf = (release: ShippedRelease): Extract<FactRequest, { kind: "package-data" }> => {
  const name = `debian-${release}`;
  return { kind: "package-data", key: `package-data ${name}`, name };
};

/** Whose packages Debian's indexes tell of: its own, and others by the nearest of its own. */
const indexed: ReadonlySet<Ecosystem> = new Set(["debian", "alpine", "rpm"]);

/** The package data that an analysis needs: of the releases on which it installs. */
export function debianRequests({ image }: Analysis): readonly FactRequest[] {
  return releasesIn(image.stages).map(requestOf);
}

function releasesIn(stages: readonly Stage[]): readonly ShippedRelease[] {
  const wanted = new Set<ShippedRelease>();
  for (const stage of stages) {
    const installs = stage.instructions.some(({ effects }) =>
      effects.some((effect) => effect.kind === "install" && indexed.has(ecosystemOf(effect))),
    );
    if (!installs) continue;
    const { release, second } = choose(stage);
    wanted.add(release);
    if (second !== undefined) wanted.add(second);
  }
  return [...wanted];
}

/** The package data that the facts have. */
export function readDebianData(analysis: Analysis, facts: ReadonlyMap<string, FactState>): DebianData {
  return new Map(
    releasesIn(analysis.image.stages).map((release) => {
      const fact = facts.get(requestOf(release).key);
      if (fact?.state === "absent") return [release, fact.reason];
      return [release, (fact?.state === "known" ? fact.value.packages : undefined) ?? isRead(release)];
    }),
  );
}

// Which Debian packages well-known base images hold beyond their system's own.
import type { ImageReference, System } from "../image/types";
import { onBuildpack, type Row, rows, slim } from "./base-contents-table";

/** What an image holds that apt would otherwise bring. */
export interface BaseContents {
  /**
   * What its Dockerfiles ask apt for and keep, to be closed over the packages that these depend on. Names of all releases
   * stand side by side (`libffi7 libffi8`): those that a release does not have, nor provides, are not held.
   */
  readonly packages: readonly string[];
  /** Whether recommended packages came along. */
  readonly recommends: boolean;
  /** Whether dpkg stores manuals and documentation of what is installed later. */
  readonly keepsDocumentation: boolean;
  /** Whether that is all; else it holds these at the least. */
  readonly isComplete: boolean;
}

/** Tags of images that stand on another distribution: their packages are not Debian's. */
const foreign =
  /alpine|windows|nanoserver|ubi\d*|oracle|centos|fedora|amazonlinux|al20\d\d|amzn|azurelinux|mariner|rhel|distroless|chiseled/;

const byName: ReadonlyMap<string, readonly (BaseContents & Pick<Row, "tag">)[]> = new Map(
  Object.entries(rows).map(([name, ofName]) => [name, ofName.map(contentsOf)]),
);

function contentsOf({
  tag,
  packages,
  keepsDocumentation,
  recommends,
  isPartial,
}: Row): BaseContents & Pick<Row, "tag"> {
  return {
    tag,
    packages: packages === "" ? [] : packages.split(" "),
    recommends: recommends ?? false,
    keepsDocumentation: keepsDocumentation ?? false,
    isComplete: isPartial === undefined,
  };
}

/**
 * Debian packages that a well-known image holds beyond its system's own, the same object for the same row; undefined where
 * that is not known: an image that the table does not have, a tag on another distribution, a variable in the reference.
 */
export function baseContents({ name, tag = "", text }: ImageReference): BaseContents | undefined {
  if (text.includes("$") || foreign.test(tag)) return undefined;
  // Plain systems are the same on every mirror, and Jupyter's images lie on two registries.
  const known = name.replace(/^.*\/(debian|ubuntu)$/, "$1").replace(/^quay\.io\/jupyter\//, "jupyter/");
  const candidates = byName.get(known);
  return candidates?.find((one) => one.tag === undefined || one.tag.test(tag));
}

/** What an image of which nothing is known may hold as well: the most that is usual. */
export const perhapsHeld: BaseContents = contentsOf(onBuildpack);

/** Ubuntu's images leave documentation out, and so does what stands on them. */
const onUbuntu = /focal|jammy|noble|resolute|plucky|questing|stonking|(^|-)2\d\.(04|10)/;

/**
 * Whether dpkg leaves manuals and documentation out of what is installed into this image: Debian's slim images and
 * Ubuntu's tell it so, the full ones do not. Undefined where nobody can tell.
 */
export function excludesDocumentation(reference: ImageReference, system: System): boolean | undefined {
  const { tag = "" } = reference;
  if (system === "ubuntu" || onUbuntu.test(tag)) return true;
  const contents = baseContents(reference);
  if (contents !== undefined) return !contents.keepsDocumentation;
  return system === "debian" && slim.test(tag) ? true : undefined;
}

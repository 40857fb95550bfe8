// The common shape of what Compose and Bake files say of a build, and how one description adds to another.
import { type BuildInputs, joinInputs } from "../engine/index";

/** Undefined: not said. Null: said by a value that is not known here. */
export type Said = string | null | undefined;

/** A build as it is described; folders are absolute. */
export interface DescribedBuild {
  readonly context: Said;
  /** Relative to the context. */
  readonly dockerfile: Said;
  /** The Dockerfile is written in the description itself. */
  readonly inline: boolean;
  readonly target: Said;
  readonly arguments: Readonly<Record<string, string | null>>;
  readonly platform: Said;
  /** What is not known here is left out. */
  readonly inputs: BuildInputs;
}

export const nothingDescribed: DescribedBuild = {
  context: undefined,
  dockerfile: undefined,
  inline: false,
  target: undefined,
  arguments: {},
  platform: undefined,
  inputs: {},
};

/** `upper` on top of `lower`: what it says wins, arguments are merged by name. */
export function merged(lower: DescribedBuild, upper: DescribedBuild): DescribedBuild {
  const pick = (key: "context" | "dockerfile" | "target" | "platform") =>
    upper[key] === undefined ? lower[key] : upper[key];
  return {
    context: pick("context"),
    dockerfile: pick("dockerfile"),
    inline: upper.inline || (lower.inline && upper.dockerfile === undefined),
    target: pick("target"),
    arguments: { ...lower.arguments, ...upper.arguments },
    platform: pick("platform"),
    inputs: joinInputs(lower.inputs, upper.inputs),
  };
}

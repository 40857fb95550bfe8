// Python packages that images for machine learning and notebooks are likely to hold already.
import type { Stage } from "../image/types";
import { boundsOf, estimatedClaim, joinBases } from "./claims";
import type { InstallPrice, Names } from "./packages";
import type { SizeClaim } from "./types";

const torch = ["torch", "torchvision", "torchaudio", "triton", "numpy", "sympy", "networkx", "pillow"];
const science = ["numpy", "pandas", "scipy", "scikit-learn", "matplotlib", "pillow"];

/**
 * By what their names say: pytorch/pytorch, tensorflow/tensorflow, NVIDIA's and AWS's deep-learning containers, images of
 * vLLM and SGLang, and Jupyter's notebooks but for the minimal ones. No versions: only ranges rest on it.
 */
const images: readonly (readonly [name: RegExp, packages: readonly string[]])[] = [
  [
    /(^|\/)jupyter\/(scipy|datascience|tensorflow|pytorch|pyspark|all-spark)-notebook$/,
    [...torch, ...science, "tensorflow"],
  ],
  [/(^|[/-])(pytorch|vllm|vllm-openai|sglang|torchserve)([/-]|$)/, [...torch, ...science, "transformers", "vllm"]],
  [/(^|[/-])tensorflow([/-]|$)/, ["tensorflow", "keras", "tensorboard", ...science]],
];

/** What the image below a stage may hold of Python's packages, by name; undefined where nothing says so. */
export function pythonPerhapsHeld({ root }: Stage): ReadonlySet<string> | undefined {
  const name = root.kind === "image" ? root.reference.name : undefined;
  const found = name === undefined ? undefined : images.find(([pattern]) => pattern.test(name));
  return found && new Set(found[1]);
}

/** `held` and whatever may be there as well: of torch, NVIDIA's libraries too. */
export function withPerhaps(held: Names, perhaps: ReadonlySet<string>): Names {
  const hasCuda = perhaps.has("torch");
  return { has: (name) => held.has(name) || perhaps.has(name) || (hasCuda && name.startsWith("nvidia-")) };
}

/**
 * A price between those with and without what may be there already. pip leaves alone what satisfies a request: without a
 * version (`isPinned`), that is the likelier one.
 */
export function between(without: InstallPrice, withAll: InstallPrice, isPinned: boolean): InstallPrice {
  const claim = betweenClaims(without.claim, withAll.claim, isPinned);
  if (without.cuda === undefined || withAll.cuda === undefined) return { ...without, claim };
  return { ...without, claim, cuda: betweenClaims(without.cuda, withAll.cuda, isPinned) };
}

function betweenClaims(without: SizeClaim, withAll: SizeClaim, isPinned: boolean): SizeClaim {
  const [most, least] = [boundsOf(without), boundsOf(withAll)];
  if (without.kind === "unknown" || most === undefined || least === undefined || least.likely === most.likely)
    return without;
  const likely = isPinned ? most.likely : least.likely;
  const basis = joinBases([without.basis, "the image is likely to hold some of this already, in whichever version"]);
  return estimatedClaim({ low: least.low, likely, high: most.high }, basis);
}

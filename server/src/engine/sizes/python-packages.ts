// What pip and uv would install, for the machine-learning packages whose size is known; others are unknown.
import { type Bounds, estimatedClaim, unknownClaim } from "./claims";
import type { InstallPrice } from "./packages";

const MB = 1e6;

/** Files on disk of an image with torch 2.9.0+cu128 on Python 3.12, as its team counted them. */
const counted = "installed files of an image with torch 2.9.0+cu128, counted by its team, 2026";
/** Wheels are compressed: their files take 2.1 to 2.8 times as much, as the base images do that have both figures. */
const ofWheel = "size of the published wheel, summer 2026, unpacked to 2.1 to 2.8 times that";

interface Row {
  readonly bounds?: Bounds;
  readonly source: string;
  /** Come along on linux/amd64 from the default index. */
  readonly needs?: readonly string[];
}

const about = (bytes: number): Bounds => ({ low: bytes * 0.8, likely: bytes, high: bytes * 1.25 });
const unpackedWheel = (bytes: number): Bounds => ({ low: bytes * 2.1, likely: bytes * 2.45, high: bytes * 2.8 });

/** What an index of builds for the CPU leaves out. */
const ofCuda = /^(triton$|nvidia-)/;
const cudaWheels = ["cudnn", "cublas", "cusparse", "nccl", "cufft", "curand"];
const rows: Readonly<Record<string, Row>> = {
  torch: { bounds: about(1700 * MB), source: counted, needs: ["triton", "nvidia-cuda-libraries"] },
  triton: { bounds: about(592 * MB), source: counted },
  /** Not a package: the nvidia-* wheels that torch depends on, together. */
  "nvidia-cuda-libraries": { bounds: about(4300 * MB), source: counted },
  "nvidia-cudnn": { bounds: unpackedWheel(571 * MB), source: ofWheel },
  "nvidia-cublas": { bounds: unpackedWheel(393 * MB), source: ofWheel },
  "nvidia-cusparse": { bounds: unpackedWheel(217 * MB), source: ofWheel },
  "nvidia-nccl": { bounds: unpackedWheel(201 * MB), source: ofWheel },
  "nvidia-cufft": { bounds: unpackedWheel(200 * MB), source: ofWheel },
  "nvidia-curand": { bounds: unpackedWheel(56 * MB), source: ofWheel },
  // Depend on torch, and bring a size of their own that is not known.
  torchvision: { source: counted, needs: ["torch"] },
  torchaudio: { source: counted, needs: ["torch"] },
  "sentence-transformers": { source: counted, needs: ["torch"] },
  accelerate: { source: counted, needs: ["torch"] },
};

/** Indexes and versions that bring torch without CUDA: much smaller, and how much is not in the data. */
const cpuOnly = /\/cpu\b|\+cpu\b|^cpu$/;

/** Price of `pip install` of these packages where `held` are there already; those without a figure are unknown parts. */
export function pricePythonInstall(
  requests: readonly { readonly name: string; readonly version: string | undefined }[],
  held: ReadonlySet<string>,
  options: readonly string[],
): InstallPrice {
  const added = new Set<string>();
  const unknown: string[] = [];
  const bounds = { low: 0, likely: 0, high: 0 };
  const cuda = { low: 0, likely: 0, high: 0 };
  const bases = new Set<string>();
  const withoutCuda = options.some((option) => cpuOnly.test(option));
  const todo = requests.map((request) => ({
    name: normalise(request.name),
    cpu: withoutCuda || cpuOnly.test(request.version ?? ""),
  }));
  while (todo.length > 0) {
    const { name, cpu } = todo.pop() as { name: string; cpu: boolean };
    if (added.has(name) || held.has(name)) continue;
    const found = cpu ? undefined : rows[name];
    added.add(name);
    if (found?.bounds === undefined) unknown.push(name);
    else {
      addTo(bounds, found.bounds);
      if (ofCuda.test(name)) addTo(cuda, found.bounds);
      bases.add(found.source);
    }
    if (name === "nvidia-cuda-libraries") for (const wheel of cudaWheels) added.add(`nvidia-${wheel}`);
    // The group first, so that its members are held when they are asked for by name as well.
    for (const need of found?.needs ?? []) todo.push({ name: need, cpu });
  }
  const claim =
    bases.size === 0 && unknown.length > 0
      ? unknownClaim("sizes of these Python packages are not in the shipped package data")
      : estimatedClaim(bounds, [...bases].join("; ") || "the image holds these packages already");
  return { claim, unknown, added, cuda: estimatedClaim(cuda, counted) };
}

function addTo(sum: { low: number; likely: number; high: number }, part: Bounds): void {
  sum.low += part.low;
  sum.likely += part.likely;
  sum.high += part.high;
}

/** As the index compares names; `nvidia-cudnn-cu12` and `-cu11` are one. */
function normalise(name: string): string {
  const plain = name
    .toLowerCase()
    .replace(/[-_.]+/g, "-")
    .replace(/\[.*$/, "");
  return plain.startsWith("nvidia-") ? plain.replace(/-cu\d+$/, "") : plain;
}

// What PyTorch takes with and without CUDA, by its version: torch itself, Triton, and NVIDIA's libraries beside them.
import { compareVersions } from "../python-markers";
import type { Bounds } from "./claims";

const MB = 1e6;
const about = (megabytes: number, share: number): Bounds => ({
  low: megabytes * (1 - share) * MB,
  likely: megabytes * MB,
  high: megabytes * (1 + share) * MB,
});
const between = (low: number, likely: number, high: number): Bounds => ({
  low: low * MB,
  likely: likely * MB,
  high: high * MB,
});

export interface TorchFamily {
  /** Bytes of torch's own files with CUDA's kernels. */
  readonly torch: Bounds;
  readonly triton: Bounds | undefined;
  /** All nvidia-* packages that it depends on, together. */
  readonly libraries: Bounds | undefined;
  readonly source: string;
}

interface Generation extends TorchFamily {
  /** The first torch whose published wheels are of it. */
  readonly from: string;
  /** CUDA releases, as indexes and versions name them (`cu128`). */
  readonly cuda: RegExp;
}

const counted = "installed files of an image with torch 2.9.0+cu128, counted by its team, 2026";
const read = "published wheels of torch 2.11 to 2.14 and of what they need, 2026";

/**
 * Newest first. NVIDIA's libraries are compressed inside of the wheels' files already: the whole set for CUDA 12.8 unpacks to
 * 1.44 times its wheels (2,985 MB in uv.lock files, 4.3 GB counted), that for 12.1 to 1.77 times (1,866 MB by pip's log in
 * pytorch/pytorch 121646, 3.3 GB in IBM/text-generation-inference 50). torch itself unpacks to 1.9 (2.9) to 2.06 times (2.14).
 */
const generations: readonly Generation[] = [
  // torch 2.14.1: 1,144 MB with triton 3.8.0 of 936 MB, both read; 2.11 has a wheel as large, and triton 3.6.0 of 669 MB.
  {
    from: "2.14",
    cuda: /cu13/,
    torch: about(1144, 0.06),
    triton: about(936, 0.06),
    libraries: between(2500, 2950, 3500),
    source: read,
  },
  {
    from: "2.11",
    cuda: /cu13/,
    torch: about(1090, 0.08),
    triton: about(690, 0.08),
    libraries: between(2500, 2900, 3500),
    source: read,
  },
  {
    from: "2.8",
    cuda: /cu12[89]/,
    torch: about(1700, 0.07),
    triton: about(592, 0.07),
    libraries: about(4300, 0.06),
    source: counted,
  },
  {
    from: "2.7",
    cuda: /cu126/,
    torch: between(1450, 1600, 1750),
    triton: about(556, 0.1),
    libraries: between(2850, 3250, 3700),
    source:
      "wheels of torch 2.7.1 and its libraries (821 and 2,008 MB, pytorch/pytorch 156706), unpacked as others were",
  },
  {
    from: "2.5",
    cuda: /cu124/,
    torch: between(1300, 1500, 1800),
    triton: between(300, 430, 560),
    libraries: between(2800, 3200, 3700),
    source: "wheel of torch 2.6.0+cu124 (768 MB, fepegar/SlicerPyTorch 18), unpacked as others were",
  },
  {
    from: "2.1",
    cuda: /cu121/,
    torch: between(1200, 1450, 1750),
    triton: between(150, 300, 450),
    libraries: about(3300, 0.08),
    source: "installed libraries of CUDA 12.1 (3.3 GB, IBM/text-generation-inference 50)",
  },
  {
    from: "2.0",
    cuda: /cu11[78]/,
    torch: between(900, 1300, 1700),
    triton: between(100, 200, 300),
    libraries: between(1800, 2500, 3300),
    source: "told from torch with CUDA 12.1",
  },
  // Most libraries lie inside of torch itself.
  {
    from: "1.13",
    cuda: /cu116/,
    torch: between(1200, 1700, 2400),
    triton: undefined,
    libraries: between(1200, 1500, 2000),
    source: "told from later releases",
  },
  {
    from: "0",
    cuda: /cu(9|10|11[0-5])/,
    torch: between(1000, 1700, 2800),
    triton: undefined,
    libraries: undefined,
    source: "told from later releases",
  },
];

/** The family for a version of torch (undefined: the newest) or a CUDA release that an index or the version names. */
export function torchFamily(version: string | undefined, cuda: string | undefined): TorchFamily {
  const byCuda = cuda === undefined ? undefined : generations.find((one) => one.cuda.test(cuda));
  const byVersion =
    version === undefined ? generations[0] : generations.find(({ from }) => compareVersions(version, from) >= 0);
  const found = (byVersion ?? generations.at(-1)) as Generation;
  if (byCuda === undefined || byCuda === found || found.cuda.test(cuda as string)) return found;
  if (version === undefined) return byCuda;
  return { ...found, libraries: byCuda.libraries };
}

/** torch built for the CPU: 699 MB in the wheel of 2.13.0+cpu for linux/amd64 (read, 2026); earlier ones are smaller. */
export function torchForCpu(version: string | undefined): Bounds {
  return version === undefined || compareVersions(version, "2.9") >= 0 ? about(699, 0.08) : between(450, 620, 760);
}

export const torchForCpuSource = "published wheel of torch 2.13.0+cpu, 2026";

/** Bytes of torch's own sources, of which byte code is made: 47.7 MB in 2.13 and 50.6 MB in 2.14. */
export const torchCode = 48 * MB;

// What one Python package takes: from its files, from the size of its wheel, or as packages in general.
import { compareVersions } from "../python-markers";
import type { Bounds } from "./claims";
import { type PythonRelease, type PythonRow, releaseFor } from "./python-table";

/** How packages are put into the image. */
export interface PythonInstalling {
  /** `3.12`; undefined where the file does not say. */
  readonly python: string | undefined;
  /** Byte code is written while installing: pip does, uv, Poetry and PDM only when asked to. */
  readonly compiles: boolean;
  /** The published wheels that figures are from are not those that this image gets. */
  readonly isOtherPlatform: boolean;
}

/**
 * Bytes that a wheel's files take for one of the wheel, 5 % to 95 %: 646 wheels of pure Python and 321 of compiled code, read
 * on 2026-11-26.
 */
const purePerWheel: Bounds = { low: 2, likely: 3.3, high: 4.6 };
const nativePerWheel: Bounds = { low: 2.2, likely: 3.1, high: 4.5 };
/** NVIDIA's libraries are compressed by themselves: 1.44 to 1.77 for whole sets of them, and single ones to 2.3. */
const cudaPerWheel: Bounds = { low: 1.35, likely: 1.55, high: 2.1 };
/** Kernels for the GPU beside code for the CPU: torch has 1.9 to 2.06, nvidia-nvvm 2.3, TensorFlow for the CPU 4.6. */
const kernelsPerWheel: Bounds = { low: 1.5, likely: 2.1, high: 3.2 };
/** Single programs: ruff, maturin, cmake and ninja have 2.17 to 2.58. */
const programPerWheel: Bounds = { low: 2.15, likely: 2.45, high: 2.75 };
const isProgram = /^(uv|uv-build|ruff|ty|maturin|ninja|cmake)$/;
const isCudaLibrary = /^nvidia-(cublas|cudnn|cufft|cufile|curand|cusolver|cusparse|cusparselt|nccl|nvshmem)\b/;
const hasKernels =
  /^(torch|tensorflow|tensorflow-gpu|vllm|xformers|bitsandbytes|flashinfer-|sglang-kernel|sgl-kernel|cupy|jax-cuda|onnxruntime-gpu|flash-attn)/;

/** The share of sources among the files of such wheels, likely: pure 0.8 by weight of packages, native hardly any. */
const codeOfPure = 0.75;
const codeOfNative = 0.08;

/** Byte code for one byte of source, likely; 5 to 95 % lie within `byteCodeSpread` of it: 124 packages compiled, 2026-11-26. */
function byteCodePerSource(python: string | undefined): number {
  if (python === undefined || compareVersions(python, "3.12") >= 0) return 1.21;
  return compareVersions(python, "3.11") >= 0 ? 1.34 : 0.83;
}
const byteCodeSpread = 0.2;

/** Wheels for another Python or a later fix, the same release otherwise; other releases; those of another major version. */
const sameRelease = 0.05;
const betweenReleases = 0.1;
const nearRelease = 0.15;
const farRelease = 0.35;
/** Unnamed versions are the newest, which the data may not know yet. */
const newestRelease = 0.12;

/** Files and byte code of a package whose files are known, `spread` being a share of them. */
export function sizeOfFiles(files: number, code: number, spread: number, how: PythonInstalling): Bounds {
  const byteCode = how.compiles ? code * byteCodePerSource(how.python) : 0;
  const doubt = how.isOtherPlatform ? Math.max(spread, 0.3) : spread;
  return {
    low: files * (1 - doubt) + byteCode * (1 - Math.max(doubt, byteCodeSpread)),
    likely: files + byteCode,
    high: files * (1 + doubt) + byteCode * (1 + Math.max(doubt, byteCodeSpread)),
  };
}

/** A package of which only the size of its wheel is known, in bytes. */
export function sizeOfWheel(name: string, wheel: number, isNative: boolean, how: PythonInstalling): Bounds {
  const factor = factorOf(name, isNative);
  const code = factor === purePerWheel ? codeOfPure : factor === nativePerWheel ? codeOfNative : 0;
  const more = how.compiles ? code * byteCodePerSource(how.python) : 0;
  const widen = how.isOtherPlatform ? 1.2 : 1;
  return {
    low: (wheel * factor.low * (1 + more * 0.8)) / widen,
    likely: wheel * factor.likely * (1 + more),
    high: wheel * factor.high * (1 + more * 1.1) * widen,
  };
}

function factorOf(name: string, isNative: boolean): Bounds {
  if (isCudaLibrary.test(name)) return cudaPerWheel;
  if (hasKernels.test(name)) return kernelsPerWheel;
  if (isProgram.test(name)) return programPerWheel;
  return isNative ? nativePerWheel : purePerWheel;
}

/** What the table says of a version (undefined: the newest). */
export function sizeByTable(name: string, row: PythonRow, version: string | undefined, how: PythonInstalling): Bounds {
  const release = releaseFor(row, version);
  if ("wheel" in release) return sizeOfWheel(name, release.wheel, row.isNative, how);
  const spread = spreadOf(row, release, version);
  return sizeOfFiles(release.files, release.code, spread, row.isNative ? how : { ...how, isOtherPlatform: false });
}

/** Whether the table knows this release, or one that it stands for: better than the size of a wheel. */
export function isNear(row: PythonRow, version: string | undefined): boolean {
  const release = releaseFor(row, version);
  return !("wheel" in release) && spreadOf(row, release, version) < farRelease;
}

function spreadOf({ releases }: PythonRow, release: PythonRelease, version: string | undefined): number {
  if (version === undefined) return newestRelease;
  if (release.version === version) return sameRelease;
  // Older than it, and not older than all of them: of about the same size.
  if (compareVersions(version, release.version) < 0 && release !== releases.at(-1)) return betweenReleases;
  const major = (text: string) => text.split(".")[0];
  return major(release.version) === major(version) ? nearRelease : farRelease;
}

/**
 * A package that the data does not know, by those that it knows: of 1,340 below 60 MB, byte code included, the median is
 * 0.6 MB and the mean 4.4 MB; of all 1,453, 5 to 90 % lie between 0.04 and 37 MB. What nobody asks for often is smaller,
 * rather, and what may be huge (`mayBeHuge`) is not counted so.
 */
export const anyPackage: Bounds = { low: 0.04e6, likely: 2e6, high: 37e6 };

/** The same where it is named and not locked: it brings packages along, 8 MB on average, no more than 48 MB in 95 %. */
export const anyPackageWithNeeds: Bounds = { low: 0.04e6, likely: 5e6, high: 60e6 };

/** Names that tell of libraries for accelerators or of whole platforms: no range of usual packages holds them. */
export const mayBeHuge =
  /cuda|cu1\d|gpu|nvidia|tensorrt|transformer-engine|^torch|tensorflow|flashinfer|flash-attn|vllm|sglang|xformers|cupy|jaxlib|mmcv|detectron|open3d|pyqt|neuron|rocm|paddle|mxnet|spark|catboost|airflow$|azure-cli|intel-extension|oneccl|openvino|onnx|webui|chromium|browser/;

/** Errors that all packages share, such as other wheels for another Python: that share of the sum stays in doubt. */
const sharedDoubt = 0.03;

/**
 * The sum of packages that are large or small independently of each other: the likely sizes add up, and the distances to the
 * ends add up by squares, since hardly all of them are small, or large, at once. Never beyond the sums of the ends.
 */
export function sumIndependent(parts: readonly Bounds[]): Bounds {
  let low = 0;
  let likely = 0;
  let high = 0;
  let below = 0;
  let above = 0;
  for (const part of parts) {
    low += part.low;
    likely += part.likely;
    high += part.high;
    below += (part.likely - part.low) ** 2;
    above += (part.high - part.likely) ** 2;
  }
  return {
    low: Math.max(low, likely - Math.sqrt(below) - likely * sharedDoubt),
    likely,
    high: Math.min(high, likely + Math.sqrt(above) + likely * sharedDoubt),
  };
}

// What pip, uv, Poetry and PDM install, with what that brings along: by the shipped table, by wheels that a lock file names,
// or, for what nobody knows, as packages in general.
import type { LargestEntry } from "../analysis";
import { normaliseName } from "../python-markers";
import type { InstalledPackage, PythonRequest } from "../python-resolution";
import { type Bounds, estimatedClaim, heldAlready, unknownClaim } from "./claims";
import type { InstallPrice, Names } from "./packages";
import { type TorchFamily, torchCode, torchFamily, torchForCpu, torchForCpuSource } from "./python-cuda";
import {
  anyPackage,
  anyPackageWithNeeds,
  isNear,
  mayBeHuge,
  type PythonInstalling,
  sizeByTable,
  sizeOfFiles,
  sizeOfWheel,
  sumIndependent,
} from "./python-figures";
import { pythonDataDate, pythonRow } from "./python-table";

export interface PythonInstall extends PythonInstalling {
  readonly requests: readonly PythonRequest[];
  /** The requests are all that is installed: nothing comes along. */
  readonly isComplete: boolean;
  /** Index addresses, extras and other options of the command and the lists, which decide which build is taken. */
  readonly options: readonly string[];
  /** CUDA's wheels are published for linux/amd64 with glibc. */
  readonly hasCuda: boolean;
  /** What lies in the workspace's own virtual environment, by normalised name. */
  readonly installed?: ReadonlyMap<string, InstalledPackage>;
}

/** Indexes, versions and extras that bring builds for the CPU. */
const cpuOnly = /\/cpu\b|\+cpu\b|=cpu$|^cpu$|\+(rocm|xpu)/;
/** A build for a release of CUDA: `/whl/cu128`, `2.9.0+cu128`, `--torch-backend=cu126`. */
const cudaRelease = /\bcu\d{2,3}\b/;
/** NVIDIA's packages that torch depends on. */
const cudaLibraries =
  "cublas cuda-cupti cuda-nvrtc cuda-runtime cudnn cufft cufile curand cusolver cusparse cusparselt nccl nvjitlink nvshmem nvtx"
    .split(" ")
    .map((name) => `nvidia-${name}`);
const cudaGroup = "nvidia-cuda-libraries";

/** One package with its size, and of that what CUDA takes. */
interface Part {
  readonly name: string;
  readonly bounds: Bounds;
  readonly cuda?: Bounds;
  readonly source: string;
  /** Nothing is known of it but that it is a package. */
  readonly isGuess?: true;
}

/** Price of an install where `held` are there already; what the data does not know counts as a range. */
export function pricePythonInstall(install: PythonInstall, held: Names): InstallPrice {
  const added = new Set<string>();
  const parts: Part[] = [];
  const unpriced: string[] = [];
  const todo = [...install.requests].reverse();
  // A lock file's versions hold for everything; a command's for what it names.
  const named = new Map(install.requests.map((request) => [keyOf(request.name), request]));
  while (todo.length > 0) {
    const request = todo.pop() as PythonRequest;
    const key = keyOf(request.name);
    const isNew = !added.has(key) && !held.has(key);
    if (!isPriced(request, install)) {
      if (isNew) unpriced.push(request.name);
      added.add(key);
      continue;
    }
    added.add(key);
    const asked = { ...named.get(key), ...request, version: request.version ?? named.get(key)?.version };
    if (isNew) parts.push(...partsOf(asked, install, added));
    if (!install.isComplete) for (const need of needsOf(asked, install, isNew)) todo.push(need);
  }
  const claim =
    parts.length === 0 && unpriced.length > 0
      ? unknownClaim(
          `what ${listed(unpriced)} ${unpriced.length === 1 ? "takes" : "take"} is not in the shipped package data`,
        )
      : estimatedClaim(sumIndependent(parts.map(({ bounds }) => bounds)), basisOf(parts));
  const cuda = sumIndependent(parts.flatMap((part) => part.cuda ?? []));
  return {
    claim,
    unknown: unpriced,
    added,
    cuda: estimatedClaim(cuda, basisOf(parts.filter((part) => part.cuda !== undefined))),
    largest: () => largestOf(parts),
  };
}

/** A variable stands for anything, and what may be huge is no usual package. */
function isPriced({ name, wheel }: PythonRequest, { installed }: PythonInstall): boolean {
  if (/[${}]/.test(name)) return false;
  const key = normaliseName(name);
  return wheel !== undefined || pythonRow(key) !== undefined || installed?.has(key) === true || !mayBeHuge.test(key);
}

/** What is priced for a package: itself, and with torch what is told together with it. */
function partsOf(request: PythonRequest, install: PythonInstall, added: Set<string>): readonly Part[] {
  const key = keyOf(request.name);
  const own = install.installed?.get(normaliseName(request.name));
  if (own !== undefined && (request.version === undefined || isSameVersion(own.version, request.version)))
    return [installedPart(key, own, install)];
  if (key === "torch") return torchParts(request, install, added);
  if (key === cudaGroup) return [];
  return [ordinaryPart(key, request, install)];
}

function installedPart(name: string, own: InstalledPackage, install: PythonInstall): Part {
  const spread = own.isForeign ? 0.35 : 0.02;
  const bounds = sizeOfFiles(own.files, own.code, spread, { ...install, isOtherPlatform: false });
  const source = `files of the workspace's own virtual environment${own.isForeign ? ", which is for another system" : ""}`;
  return { name, bounds, source, ...(isOfCuda(name) ? { cuda: bounds } : {}) };
}

function torchParts(request: PythonRequest, install: PythonInstall, added: Set<string>): readonly Part[] {
  const files = torchForCpu(request.version);
  const byteCode = sizeOfFiles(0, torchCode, 0.2, install);
  if (!bringsCuda(request, install))
    return [{ name: "torch", bounds: sumOf(files, byteCode), source: torchForCpuSource }];
  const family = familyOf(request, install);
  const { torch, libraries, source } = family;
  const cuda = { low: torch.low - files.likely, likely: torch.likely - files.likely, high: torch.high - files.likely };
  const parts: Part[] = [{ name: "torch", bounds: sumOf(torch, byteCode), source, cuda }];
  // A lock file names them one by one.
  if (install.isComplete || libraries === undefined) return parts;
  const missing = cudaLibraries.filter((name) => !added.has(name));
  if (missing.length < cudaLibraries.length / 2) return parts;
  for (const name of [cudaGroup, ...cudaLibraries]) added.add(name);
  return [...parts, { name: "NVIDIA's libraries", bounds: libraries, source, cuda: libraries }];
}

function sumOf(one: Bounds, other: Bounds): Bounds {
  return { low: one.low + other.low, likely: one.likely + other.likely, high: one.high + other.high };
}

function ordinaryPart(name: string, request: PythonRequest, install: PythonInstall): Part {
  const row = pythonRow(request.name) ?? pythonRow(name);
  const family = name === "triton" && request.version === undefined ? torchFamilyOfInstall(install) : undefined;
  const cuda = (bounds: Bounds) => (isOfCuda(name) ? { cuda: bounds } : {});
  if (family?.triton !== undefined)
    return { name, bounds: family.triton, source: family.source, ...cuda(family.triton) };
  if (request.wheel !== undefined && !(row !== undefined && isNear(row, request.version))) {
    const bounds = sizeOfWheel(name, request.wheel, request.isNative === true, { ...install, isOtherPlatform: false });
    return { name, bounds, source: "wheel sizes of the lock file, unpacked as published wheels are", ...cuda(bounds) };
  }
  if (row !== undefined) {
    const bounds = sizeByTable(name, row, request.version, install);
    return { name, bounds, source: `published Python wheels, ${pythonDataDate()}`, ...cuda(bounds) };
  }
  const bounds = install.isComplete ? anyPackage : anyPackageWithNeeds;
  return { name, bounds, source: "", isGuess: true };
}

/** What comes along; extras also where the package itself is there already. */
function needsOf(request: PythonRequest, install: PythonInstall, isNew: boolean): readonly PythonRequest[] {
  const key = keyOf(request.name);
  const row = pythonRow(request.name);
  if (row === undefined) return [];
  const extras = [...(request.extras ?? [])];
  const more = extras.flatMap((extra) => row.extras.get(extra) ?? []);
  const isCpu = key === "torch" && !bringsCuda(request, install);
  const needs = isNew ? row.needs.filter((need) => !(isCpu && isOfCuda(need)) && !isOfTorchSet(key, need)) : [];
  const triton =
    key === "torch" && !isCpu && isNew && familyOf(request, install).triton !== undefined ? ["triton"] : [];
  return [...needs, ...more, ...triton].flatMap((need) => {
    const [, name = need, inBrackets = ""] = /^([^[]+)(?:\[(.*)\])?$/.exec(need) ?? [];
    return [{ name, version: undefined, extras: inBrackets.split("+").filter(Boolean) }];
  });
}

/** torch's libraries are told as one part, of the version that is asked for. */
function isOfTorchSet(key: string, need: string): boolean {
  return key === "torch" && /^(nvidia-|cuda-|triton)/.test(need);
}

function isOfCuda(name: string): boolean {
  return /^(triton$|nvidia-|cuda-(bindings|toolkit)|jax-cuda)/.test(name);
}

function bringsCuda({ version }: PythonRequest, { options, hasCuda }: PythonInstall): boolean {
  return hasCuda && !cpuOnly.test(version ?? "") && !options.some((option) => cpuOnly.test(option));
}

function familyOf({ version }: PythonRequest, { options }: PythonInstall): TorchFamily {
  const text = [version ?? "", ...options].find((one) => cudaRelease.test(one));
  return torchFamily(version, cudaRelease.exec(text ?? "")?.[0]);
}

function torchFamilyOfInstall(install: PythonInstall): TorchFamily | undefined {
  const torch = install.requests.find(({ name }) => keyOf(name) === "torch");
  return familyOf(torch ?? { name: "torch", version: undefined }, install);
}

/** The same release, whichever index built it (`+cu128`); `2.3` stands for all of its fixes. */
function isSameVersion(own: string, asked: string): boolean {
  const [left = "", right = ""] = [own, asked].map((version) => version.replace(/\+.*$/, ""));
  return left === right || left.startsWith(`${right}.`);
}

/** As the index compares names; `nvidia-cudnn-cu12`, `-cu11` and, since CUDA 13, the plain name are one. */
function keyOf(name: string): string {
  const plain = normaliseName(name.replace(/\[.*$/, ""));
  return plain.startsWith("nvidia-") ? plain.replace(/-cu\d+$/, "") : plain;
}

function basisOf(parts: readonly Part[]): string {
  const guesses = parts.filter(({ isGuess }) => isGuess);
  const sources = new Set(parts.flatMap(({ source, isGuess }) => (isGuess ? [] : [source])));
  if (guesses.length > 0) {
    const names = guesses.map(({ name }) => name);
    sources.add(
      `${listed(names)} ${names.length === 1 ? "is" : "are"} not in the data, and counted as packages usually are: most take 0.1 to 37 MB`,
    );
  }
  return [...sources].join("; ") || heldAlready;
}

/** More names than these say less, not more. */
const mostNames = 3;

function listed(names: readonly string[]): string {
  if (names.length > mostNames + 1)
    return `${names.slice(0, mostNames).join(", ")} and ${names.length - mostNames} more`;
  return names.join(", ");
}

const mostLargest = 10;

function largestOf(parts: readonly Part[]): readonly LargestEntry[] {
  return parts
    .map(({ name, bounds }) => ({ name, bytes: bounds.likely }))
    .sort((one, other) => other.bytes - one.bytes)
    .slice(0, mostLargest);
}

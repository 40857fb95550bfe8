// Tells which installs bring CUDA's libraries along as Python wheels.
import { hasFlag, type Invocation } from "../read-invocation";
import type { Effect, PackageRequest } from "../types";
import type { RunContext } from "./run-context";

/** What depends on torch by itself: each brings the build of torch that the index has. */
const bringTorch: ReadonlySet<string> = new Set(
  `torchvision torchaudio torchtext torchmetrics sentence-transformers openai-whisper easyocr ultralytics accelerate timm
  pytorch-lightning lightning speechbrain pyannote-audio demucs kornia open-clip-torch facenet-pytorch bertopic keybert
  stable-baselines3 flair fastai whisperx docling marker-pdf surya-ocr torch-geometric`.split(/\s+/),
);

/** Extras whose wheels are CUDA's. */
const cudaExtras = /^(tensorflow\[[^\]]*and-cuda|jax\[[^\]]*cuda|(transformers|diffusers)\[[^\]]*torch)/i;

/** Adds what CUDA takes of an install, where it is certain that its wheels bring it. */
export function addCuda(
  context: RunContext,
  invocation: Invocation,
  of: Effect,
  packages: readonly PackageRequest[],
): void {
  const bringing = cudaPackages(context, invocation, packages, of);
  if (bringing.length === 0) return;
  context.add(invocation.command, { kind: "cuda", packages: bringing, of, paths: of.paths });
}

function cudaPackages(
  context: RunContext,
  invocation: Invocation,
  packages: readonly PackageRequest[],
  of: Effect,
): readonly PackageRequest[] {
  const { manager, verbName, flags } = invocation;
  if (manager.id !== "pip" && manager.id !== "uv") return [];
  const named = packages.filter(mayBring);
  if (named.length === 0 || verbName === "tool install" || !hasPublishedWheels(context)) return [];
  if (hasFlag(invocation, ["--no-deps", "--no-index"])) return [];
  // A list may name the index, or the CPU's build; so may a configuration file.
  const isNarrowed = flags.some(({ name }) => narrowing.test(name)) || context.stage.configuredManagers.has(manager.id);
  if (isNarrowed || !isDefaultIndex(invocation)) return [];
  const before = torchBefore(context, of);
  if (before === "missing") return named;
  return named.filter((request) => isCudaExtra(request) || (before === "unknown" && isTorch(request)));
}

const narrowing = /^(-[rc]|--(requirements?|constraints?|overrides?|platform|python-platform))$/;

function mayBring(request: PackageRequest): boolean {
  const { version } = request;
  if (version !== undefined && /\+(cpu|rocm|xpu)/.test(version)) return false;
  return isTorch(request) || isCudaExtra(request) || bringTorch.has(normalised(request.name));
}

function isTorch({ name }: PackageRequest): boolean {
  return normalised(name) === "torch";
}

function isCudaExtra({ word }: PackageRequest): boolean {
  return cudaExtras.test(word.raw.replace(/^["']/, ""));
}

function normalised(name: string): string {
  return name.toLowerCase().replace(/[-_.]+/g, "-");
}

/** Images of distributions and of Python, in which no torch lies yet. */
const plainImages =
  /^(python|debian|ubuntu|buildpack-deps|nvidia\/cuda|ghcr\.io\/astral-sh\/uv|fedora|rockylinux|almalinux|amazonlinux)$/;

/** Wheels with CUDA are published for glibc on amd64. */
function hasPublishedWheels({ stage: { root, system, architecture } }: RunContext): boolean {
  if (root.kind !== "image" || !plainImages.test(root.reference.name)) return false;
  return system !== "alpine" && (architecture === undefined || architecture === "amd64");
}

const isIndex = /^(-i|--(extra-)?index-url|--index|--default-index|-f|--find-links|--torch-backend)$/;
const indexVariables =
  "PIP_INDEX_URL PIP_EXTRA_INDEX_URL PIP_FIND_LINKS PIP_REQUIREMENT PIP_CONSTRAINT UV_INDEX UV_DEFAULT_INDEX UV_INDEX_URL UV_EXTRA_INDEX_URL UV_FIND_LINKS UV_TORCH_BACKEND UV_CONSTRAINT".split(
    " ",
  );
/** PyPI, its mirrors, and PyTorch's own index of builds with CUDA. */
const bringsCuda = /\/whl\/cu\d+\b|^cu\d+$|^https:\/\/pypi\.org\/|\/pypi\/(web\/)?simple/;

function isDefaultIndex({ flags, command }: Invocation): boolean {
  const fromFlags = flags.flatMap(({ name, value }) => (isIndex.test(name) ? [value ?? null] : []));
  const fromEnvironment = indexVariables.map((name) => command.environmentState(name));
  return [...fromFlags, ...fromEnvironment].every(
    (value) => value === undefined || value === "" || (value !== null && bringsCuda.test(value)),
  );
}

/** Whether an earlier install has torch, in whatever build; a list of requirements may have it. */
function torchBefore({ files }: RunContext, own: Effect): "there" | "unknown" | "missing" {
  let isUnknown = false;
  for (const { effect } of files.visible()) {
    if (effect.kind !== "install" || (effect as Effect) === own || !pythonManagers.test(effect.manager)) continue;
    if (effect.packages.some((request) => isTorch(request) || bringTorch.has(normalised(request.name)))) return "there";
    if (effect.manifests.length > 0 || effect.manager === ("conda" as string)) isUnknown = true;
  }
  return isUnknown ? "unknown" : "missing";
}

const pythonManagers = /^(pip|uv|conda|poetry|pdm|pipenv)$/;

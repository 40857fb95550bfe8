// Tells which installs bring CUDA's libraries along as Python wheels.
import { type Requirements, requirementsOf } from "../../requirements";
import { contextPathOf } from "../context-paths";
import { resolvePath } from "../paths";
import { hasFlag, type Invocation } from "../read-invocation";
import type { Effect, Instruction, PackageRequest } from "../types";
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
  const { manager, verbName } = invocation;
  if ((manager.id !== "pip" && manager.id !== "uv") || verbName === "tool install") return;
  if (!hasPublishedWheels(context) || hasFlag(invocation, ["--no-deps", "--no-index"])) return;
  const listed = listedPackages(context, invocation);
  if (listed === undefined) return;
  const indexes = [...indexesOf(invocation), ...listed.indexes];
  // A configuration file may name an index as well.
  if (!indexes.every(bringsCuda) || context.stage.configuredManagers.has(manager.id)) return;
  const named = [...packages, ...listed.packages].filter(mayBring);
  const before = named.length === 0 ? "there" : torchBefore(context, of);
  const bringing = named.filter(
    (request) => before === "missing" || isCudaExtra(request) || (before === "unknown" && isTorch(request)),
  );
  if (bringing.length === 0) return;
  const isAskedFor = indexes.some((index) => /cu\d+/.test(index ?? "")) || bringing.some(namesCuda);
  context.add(invocation.command, { kind: "cuda", packages: bringing, isAskedFor, of, paths: of.paths });
}

const listFlags = /^(-r|--requirements?)$/;
const narrowingFlags = /^(-c|--(constraints?|overrides?|platform|python-platform))$/;

/** What the lists of an install name; undefined where one of them is not known, or versions are narrowed elsewhere. */
function listedPackages(
  context: RunContext,
  { flags, command }: Invocation,
): { readonly packages: readonly PackageRequest[]; readonly indexes: readonly string[] } | undefined {
  if (flags.some(({ name }) => narrowingFlags.test(name))) return undefined;
  const packages: PackageRequest[] = [];
  const indexes: string[] = [];
  for (const { value, word } of flags.filter(({ name }) => listFlags.test(name))) {
    const path = value === undefined ? undefined : resolvePath(command.workdir, value);
    const list = path === undefined ? undefined : listAt(context, path, context.instruction);
    if (list === undefined) return undefined;
    for (const { name, version } of list.packages) packages.push({ name, version, word });
    indexes.push(...list.options.filter((option) => option.includes("://")));
  }
  return { packages, indexes };
}

function listAt({ facts }: RunContext, path: string, reader: Instruction): Requirements | undefined {
  const source = facts.requirements.length === 0 ? undefined : contextPathOf(path, reader);
  return source === undefined ? undefined : requirementsOf(source, facts.requirements);
}

/** `torch==2.9.0+cu128`, `jax[cuda12]`. */
function namesCuda({ name, version, word }: PackageRequest): boolean {
  return /\+cu\d/.test(version ?? "") || /cuda/.test(name) || /cuda/.test(word.raw);
}

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
const cudaIndexes = /\/whl\/cu\d+\b|^cu\d+$|^https:\/\/pypi\.\w+\/|\/pypi\/(web\/)?simple/;

function bringsCuda(index: string | null): boolean {
  return index !== null && cudaIndexes.test(index);
}

/** Indexes that the command line and the environment name; null where one cannot be known. */
function indexesOf({ flags, command }: Invocation): readonly (string | null)[] {
  const fromFlags = flags.flatMap(({ name, value }) => (isIndex.test(name) ? [value ?? null] : []));
  const fromEnvironment = indexVariables.map((name) => command.environmentState(name));
  return [...fromFlags, ...fromEnvironment].filter((value) => value !== undefined && value !== "") as (string | null)[];
}

/** Whether an earlier install has torch, in whatever build; a list that nobody knows may have it. */
function torchBefore(context: RunContext, own: Effect): "there" | "unknown" | "missing" {
  let isUnknown = false;
  for (const { effect } of context.files.visible()) {
    if (effect.kind !== "install" || (effect as Effect) === own || !pythonManagers.test(effect.manager)) continue;
    if (effect.packages.some(isOfTorch)) return "there";
    for (const manifest of effect.manifests) {
      const list = listAt(context, manifest, effect.instruction);
      if (list?.packages.some(isOfTorch)) return "there";
      isUnknown ||= list === undefined;
    }
    isUnknown ||= effect.manager === "conda";
  }
  return isUnknown ? "unknown" : "missing";
}

function isOfTorch({ name }: { readonly name: string }): boolean {
  return normalised(name) === "torch" || bringTorch.has(normalised(name));
}

const pythonManagers = /^(pip|uv|conda|poetry|pdm|pipenv)$/;

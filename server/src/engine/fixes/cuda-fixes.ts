// Asks whether a file means to use a GPU, and builds the edits that leave CUDA out: the CPU's index, a smaller base.
import type { RunCommand } from "../image/commands";
import { readInvocation } from "../image/read-invocation";
import { firstOrigin } from "../image/shipping";
import type { Effect, ImageModel, ImageReference, Stage } from "../image/types";
import type { Fix } from "../rules/define-rule";
import { insertAfterWord, replaceRange } from "./instruction-edits";

export type CudaEffect = Extract<Effect, { kind: "cuda" }>;

/** What CUDA takes in shipped layers, by the install that brought it: directly, or along by COPY. */
export function cudaBySource(image: ImageModel): ReadonlyMap<CudaEffect, readonly CudaEffect[]> {
  const sources = new Map<CudaEffect, CudaEffect[]>();
  for (const shipped of image.shippedEffects("cuda")) {
    const made = firstOrigin(shipped);
    if (made.kind === "cuda" && !made.maybe && !shipped.maybe)
      sources.set(made, [...(sources.get(made) ?? []), shipped]);
  }
  return sources;
}

/** Whatever speaks of a GPU, be it a comment; a build for the CPU that is asked for somewhere speaks for itself. */
const gpuWords =
  /cuda|cudnn|nvidia|\bcu1[\d.]+\b|[+/]cu\d+|\bgpus?\b|gpu[-_]|[-_]gpu|\brocm\b|\bxpu\b|\btpu\b|tensorrt|nvcc/i;
const cpuWords = /\/whl\/cpu|torch[-_]backend|\bcpuonly\b|pytorch-cpu/i;

/** Nothing in the file asks for a GPU, nor has a part of it asked for the CPU's build already. */
export function asksForNoGpu({ syntax: { text } }: ImageModel): boolean {
  // What hides every GPU asks for none.
  const spoken = text.replace(/CUDA_VISIBLE_DEVICES[= ]\s*(-1|""|'')/g, "");
  return !gpuWords.test(spoken) && !cpuWords.test(spoken);
}

const cpuIndex = "https://download.pytorch.org/whl/cpu";
const onlyTorch = /^(torch|torchvision|torchaudio)$/i;

/** Takes torch from the index of builds for the CPU. */
export function takeCpuBuild({ command, of }: CudaEffect): readonly Fix[] {
  const invocation = command && readInvocation(command as RunCommand);
  const last = invocation?.verbName.split(" ").at(-1);
  const verb = invocation?.command.arguments.find(({ value, word }) => value === last && word.literal === last)?.word;
  if (invocation === undefined || verb === undefined || of.kind !== "install") return [];
  // Behind an index that is named already, it depends on both which build is taken.
  if (invocation.flags.some(({ name }) => /index|find-links|^-[if]$/.test(name))) return [];
  const { manager, verbName } = invocation;
  if (manager.id === "uv" && verbName !== "pip install") return [];
  const isOnly = of.packages.every(({ name }) => onlyTorch.test(name)) && of.manifests.length === 0;
  const flag =
    manager.id === "uv" ? "--torch-backend=cpu" : `${isOnly ? "--index-url" : "--extra-index-url"} ${cpuIndex}`;
  const needs =
    manager.id === "uv"
      ? "--torch-backend needs uv 0.6.9 or newer."
      : isOnly
        ? "Everything that torch needs is taken from this index too."
        : "pip takes the newest build of both indexes: pin torch's version, so that it is one that the CPU's index has.";
  return [
    {
      title: "Install the build of torch for the CPU",
      edits: [insertAfterWord(verb, flag)],
      applicability: "needs-review",
      review: `Check that nothing in this image runs on a GPU. ${needs}`,
    },
  ];
}

/** The same image without CUDA's libraries: `12.4.1-cudnn-runtime-ubuntu22.04` → `12.4.1-base-ubuntu22.04`. */
export function cudaBaseVariant({ name, tag, text }: ImageReference): ImageReference | undefined {
  const smaller = tag?.replace(variant, "-base");
  if (name !== "nvidia/cuda" || tag === undefined || smaller === undefined || smaller === tag) return undefined;
  const written = text.replace(/@.*$/, "");
  return { text: written.slice(0, written.length - tag.length) + smaller, name, tag: smaller, digest: undefined };
}

const variant = /(-cudnn\d*)?-(runtime|devel)\b/;

/** Stands the lowest stage on the smaller image, where the reference has the variant written out. */
export function useCudaBase(image: ImageModel, { base }: Stage, by: ImageReference): readonly Fix[] {
  if (base.kind !== "image") return [];
  const raw = image.syntax.text.slice(base.range.start, base.range.end);
  const newText = raw.replace(/@.*$/, "").replace(variant, "-base");
  if (newText === raw) return [];
  return [
    {
      title: `Use ${by.text}`,
      edits: [replaceRange(base.range, newText)],
      applicability: "needs-review",
      review:
        "Other programs and packages may link to the image's own CUDA libraries (cuBLAS, cuDNN, NCCL), such as onnxruntime-gpu, CTranslate2, cupy, or what is compiled for CUDA: check that each of them starts and finds its libraries.",
    },
  ];
}

// Finds images that hold CUDA's libraries twice: in the base image, and in Python wheels.
import { cudaBaseVariant, cudaBySource, useCudaBase } from "../../fixes/cuda-fixes";
import { runtimeTargetsOf } from "../../image/shipping";
import type { Stage } from "../../image/types";
import { defineRule } from "../define-rule";

export const cudaShippedTwice = defineRule({
  id: "cuda-shipped-twice",
  group: "dependencies",
  since: "0.1.0",
  severity: "by-saving",
  docs: {
    summary:
      "An image on NVIDIA's `runtime` or `devel` base that installs wheels which bring CUDA's libraries themselves.",
    why: "PyTorch, JAX and their like are published with the CUDA libraries that they were built for, and load those. The libraries of the base image lie beside them, unused: gigabytes that are shipped twice.",
    remedy:
      "Use the `base` variant of the same tag: it holds what a container needs to see the GPU, and leaves the libraries to the wheels. A slim Python image does as well where the driver is handed in by NVIDIA's container toolkit.",
    whenNotToUse:
      "When other programs link to the image's own libraries: onnxruntime-gpu, CTranslate2, cupy, TensorRT, or anything that is compiled for CUDA in the image. Files that name one of them are not flagged.",
    examples: "dependencies/cuda-shipped-twice",
  },
  messages: {
    twice: ({ base, packages, by }: { base: string; packages: string; by: string }) =>
      `${base} holds CUDA's libraries, and ${packages} brings its own, which are those that it loads. ${by} leaves them out.`,
  },
  *check(image) {
    const seen = new Set<Stage>();
    for (const [made, shipped] of cudaBySource(image)) {
      for (const payer of shipped.flatMap(({ stage }) => runtimeTargetsOf(image, stage))) {
        const lowest = payer.chain.at(-1)!;
        const { base } = lowest;
        const by = base.kind === "image" ? cudaBaseVariant(base.reference) : undefined;
        const effect = lowest.from.effects.find(({ kind }) => kind === "base");
        if (
          seen.has(lowest) ||
          base.kind !== "image" ||
          by === undefined ||
          effect === undefined ||
          linksToBase(payer)
        ) {
          continue;
        }
        seen.add(lowest);
        yield {
          message: "twice",
          data: { base: base.reference.text, packages: made.packages[0]!.name, by: by.text },
          at: base.range,
          stage: payer,
          related: [{ range: made.range, message: "brings CUDA's libraries along" }],
          reclaims: [],
          replacesBase: { effect, by },
          fixes: () => useCudaBase(image, lowest, by),
        };
      }
    }
  },
});

/** Packages that load the system's CUDA libraries, or compile against them. */
const linking =
  /^(onnxruntime-gpu|cupy.*|ctranslate2|faster-whisper|tensorrt.*|flash[-_]attn|apex|deepspeed|mamba-ssm|causal-conv1d|auto-gptq|llama[-_]cpp.*|pycuda|numba|paddlepaddle-gpu|mxnet.*|faiss-gpu.*|dali.*|nvidia-dali.*|libcud.*|cuda-.*|libnccl.*|libcublas.*|tensorflow|tensorflow-gpu|vllm|sglang)$/i;

/** Something else in the image may need the base's own libraries. */
function linksToBase({ chain }: Stage): boolean {
  return chain.some(({ instructions }) =>
    instructions.some(
      ({ effects, commands }) =>
        commands.some(({ program }) => /^(nvcc|cmake|ninja|make)$/.test(program)) ||
        effects.some(
          (effect) =>
            effect.kind === "compile" ||
            (effect.kind === "install" &&
              effect.packages.some(({ name, word }) => linking.test(name) && !/and-cuda/.test(word.raw))),
        ),
    ),
  );
}

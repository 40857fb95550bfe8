// Finds wheels that bring CUDA along in images that never ask for a GPU.
import { asksForNoGpu, cudaBySource, takeCpuBuild } from "../../fixes/cuda-fixes";
import { runtimeTargetsOf } from "../../image/shipping";
import { defineRule, listOf } from "../define-rule";

export const cudaInCpuImage = defineRule({
  id: "cuda-in-cpu-image",
  group: "dependencies",
  since: "0.1.0",
  severity: "info",
  docs: {
    summary:
      "PyTorch or a package that needs it, in the build that brings CUDA, while nothing in the file asks for a GPU.",
    why: "On Linux, the package index has torch in a build for NVIDIA's GPUs, which brings the CUDA libraries along as packages of their own: most of the bytes of such an image. Without a GPU none of them is ever loaded.",
    remedy:
      "Take the build for the CPU: `pip install torch --index-url https://download.pytorch.org/whl/cpu`, `uv pip install --torch-backend=cpu torch`, or an index of this name as a source in `pyproject.toml`.",
    whenNotToUse:
      "When the container runs on a machine with a GPU that is handed to it from outside, which the Dockerfile does not tell. A word about CUDA or a GPU anywhere in the file silences this rule.",
    examples: "dependencies/cuda-in-cpu-image",
  },
  messages: {
    brings: ({ packages, verb }: { packages: string; verb: string }) =>
      `${packages} ${verb} NVIDIA's CUDA libraries along, and nothing in this file asks for a GPU. Take the build for the CPU from https://download.pytorch.org/whl/cpu.`,
  },
  *check(image) {
    const sources = cudaBySource(image);
    if (sources.size === 0 || !asksForNoGpu(image)) {
      return;
    }
    for (const [made, shipped] of sources) {
      const [payer] = shipped.flatMap(({ stage }) => runtimeTargetsOf(image, stage));
      if (payer === undefined || made.command === undefined || made.isAskedFor) {
        continue;
      }
      const names = made.packages.map(({ name }) => name);
      yield {
        message: "brings",
        data: { packages: listed(names), verb: names.length > 1 ? "bring" : "brings" },
        at: made.range,
        stage: payer,
        related: shipped
          .filter(({ origin }) => origin !== undefined)
          .map(({ range }) => ({ range, message: `copied into ${payer.label} here` })),
        reclaims: shipped,
        fixes: () => takeCpuBuild(made),
      };
    }
  },
});

function listed(names: readonly string[]): string {
  return listOf(names);
}

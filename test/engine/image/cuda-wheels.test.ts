// Which installs bring CUDA along: by package, index, architecture and what is there already.
import { expect, test } from "vitest";
import { afterRun, model, show } from "./model";

const cuda = (shell: string, base = "python:3.12-slim", before = "") => afterRun("cuda", shell, base, before);

test("torch and what needs it bring CUDA from the default index and from CUDA's own", () => {
  expect(cuda("pip install torch numpy")).toEqual(["CUDA of torch"]);
  expect(cuda("pip install Sentence_Transformers")).toEqual(["CUDA of Sentence_Transformers"]);
  expect(cuda("python -m pip install torch --index-url https://download.pytorch.org/whl/cu128")).toEqual([
    "CUDA of torch",
  ]);
  expect(cuda("uv pip install --system torch torchvision")).toEqual(["CUDA of torch torchvision"]);
  expect(cuda("pip install 'jax[cuda12]' 'tensorflow[and-cuda]' numpy")).toEqual(["CUDA of jax tensorflow"]);
  expect(cuda("pip install numpy tensorflow jax")).toEqual([]);
});

test("other builds do not", () => {
  for (const options of [
    "torch --index-url https://download.pytorch.org/whl/cpu",
    "torch -f https://example.com/wheels",
    "torch==2.9.0+cpu",
    "torch --index-url $INDEX",
    "torch -r requirements.txt",
    "torch --no-deps",
    "torch --extra-index-url=https://download.pytorch.org/whl/rocm6.4",
  ])
    expect(cuda(`pip install ${options}`), options).toEqual([]);
  expect(cuda("pip install torch", "python:3.12-slim", "ENV PIP_INDEX_URL=https://wheels.example.com\n")).toEqual([]);
  expect(cuda("uv pip install torch", "python:3.12-slim", "ENV UV_TORCH_BACKEND=cpu\n")).toEqual([]);
  expect(cuda("pip install torch", "python:3.12-alpine")).toEqual([]);
  expect(cuda("pip install torch", "--platform=linux/arm64 python:3.12-slim")).toEqual([]);
  expect(cuda("pip install torch", "registry.example.com/ml:1")).toEqual([]);
});

test("an earlier torch is enough for all that need it", () => {
  const after = (first: string, second: string) =>
    show(model(`FROM python:3.12-slim\nRUN pip install ${first}\nRUN pip install ${second}\n`), "cuda");
  expect(after("torch --index-url https://download.pytorch.org/whl/cpu", "accelerate")).toEqual([]);
  expect(after("torch", "accelerate")).toEqual(["CUDA of torch"]);
  expect(after("-r requirements.txt", "accelerate")).toEqual([]);
  expect(after("-r requirements.txt", "torch")).toEqual(["CUDA of torch"]);
});

test("goes with the install, and along with a COPY", () => {
  const text = "FROM python:3.12-slim AS b\nRUN python -m venv /v && /v/bin/pip install torch\n";
  const copied = model(`${text}FROM python:3.12-slim\nCOPY --from=b /v /v\n`);
  expect(copied.shippedEffects("cuda").map(({ origin }) => origin?.kind)).toEqual(["cuda"]);
  expect(cuda("python -m venv /v && /v/bin/pip install torch && rm -rf /v")).toEqual([]);
});

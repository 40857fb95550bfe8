// The shipped table of Python packages: what their files take, and what they bring along.
import { compareVersions, normaliseName } from "../python-markers";
import data from "./python-packages.json";

/** Bytes on disk of one release: everything but byte code, and of that the sources that byte code is made of. */
export interface PythonFiles {
  readonly files: number;
  readonly code: number;
}

/** A release of the table: read from a published wheel, or only the size of its wheel is known. */
export type PythonRelease = { readonly version: string } & (PythonFiles | { readonly wheel: number });

export interface PythonRow {
  /** Holds compiled code, which differs by machine. */
  readonly isNative: boolean;
  /** Newest first; releases of about the same size are told once, by the newest. */
  readonly releases: readonly PythonRelease[];
  readonly needs: readonly string[];
  readonly extras: ReadonlyMap<string, readonly string[]>;
}

/** When the wheels were read, ISO 8601: by `scripts/python-packages.mjs`, which tells from what. */
export const pythonDataDate = (): string => data.date;

/** Packages that are no wheels' or whose wheels were not at hand, each with where its figure is from; as in the data file. */
const more = [
  // The GPU's kernels are inside: wheels of 578 to 588 MB (2.10 and 2.11, logs of Kaggle's images, keras-team/keras-hub 726).
  "tensorflow;n;2.20 ~600000,2.10 ~578000;absl-py astunparse flatbuffers gast google-pasta libclang opt-einsum packaging protobuf requests setuptools six termcolor typing-extensions wrapt grpcio tensorboard keras numpy h5py ml-dtypes;and-cuda=nvidia-cublas-cu12 nvidia-cuda-cupti-cu12 nvidia-cuda-nvcc-cu12 nvidia-cuda-nvrtc-cu12 nvidia-cuda-runtime-cu12 nvidia-cudnn-cu12 nvidia-cufft-cu12 nvidia-curand-cu12 nvidia-cusolver-cu12 nvidia-cusparse-cu12 nvidia-nccl-cu12 nvidia-nvjitlink-cu12",
  "tensorflow-gpu;n;2.10 ~578000;absl-py astunparse flatbuffers gast google-pasta opt-einsum protobuf six termcolor wrapt grpcio tensorboard keras numpy h5py",
  // A wheel of 226 MB (1.19.2, microsoft/onnxruntime 23079).
  "onnxruntime-gpu;n;1.19.2 ~226200;flatbuffers numpy packaging protobuf sympy",
  // Debian's package of 7.7 has 259 MB installed; later ones are larger.
  "ansible;p;7.7.0 ~70000;ansible-core",
  // Debian's package of 2.14.
  "ansible-core;p;2.14.18 7900 6400;jinja2 pyyaml cryptography packaging resolvelib",
  // Files of an installed 1.45.11.
  "awscli;p;1.45.11 9685 1575;botocore docutils s3transfer pyyaml colorama rsa",
] as const;

let rows: ReadonlyMap<string, PythonRow> | undefined;

/** What the table says of a package; read when it is first asked for. */
export function pythonRow(name: string): PythonRow | undefined {
  rows ??= new Map([...data.packages, ...more].map(readLine));
  return rows.get(normaliseName(name));
}

/** The release of the table that stands for `version`: a release stands for the older ones down to the next. */
export function releaseFor({ releases }: PythonRow, version: string | undefined): PythonRelease {
  const found =
    version === undefined ? undefined : releases.findLast((one) => compareVersions(one.version, version) >= 0);
  return (found ?? releases[0]) as PythonRelease;
}

/** `name;p|n;version files code,version ~wheel;needs;extra=needs,…`, sizes in kB. */
function readLine(line: string): readonly [string, PythonRow] {
  const [name = "", kind, releases = "", needs = "", extras = ""] = line.split(";");
  const words = (text: string) => text.split(" ").filter(Boolean);
  return [
    name,
    {
      isNative: kind === "n",
      releases: releases.split(",").map(readRelease),
      needs: words(needs),
      extras: new Map(
        extras.split(",").map((extra) => {
          const [title = "", more = ""] = extra.split("=");
          return [title, words(more)] as const;
        }),
      ),
    },
  ];
}

function readRelease(text: string): PythonRelease {
  const [version = "", files = "", code = "0"] = text.split(" ");
  const bytes = (kilobytes: string) => Number(kilobytes) * 1000;
  return files.startsWith("~")
    ? { version, wheel: bytes(files.slice(1)) }
    : { version, files: bytes(files), code: bytes(code) };
}

// The image model: what each instruction of each stage does to the file system, and which of it ships.
import type { ClutterEntry, ClutterKind, ContextFacts } from "../context-facts";

import type { NodeProject } from "../node-project";
import type { RequirementsFile } from "../requirements";
import type { DockerfileSyntax, Flag, InstructionSyntax, ShellCommand, TextRange, Word } from "../syntax/types";
import type { PackageManagerId } from "./managers/package-manager";

/** The parts of an image reference, as far as they could be read: `docker.io/library/python:3.12-slim@sha256:…`. */
export interface ImageReference {
  /** As written, variables expanded. */
  readonly text: string;
  /** Without registry `docker.io`, `library/`, tag and digest: `python`, `nvidia/cuda`, `mcr.microsoft.com/dotnet/sdk`. */
  readonly name: string;
  readonly tag: string | undefined;
  readonly digest: string | undefined;
}

/** What a stage stands on. */
export type Base =
  | { readonly kind: "stage"; readonly stage: Stage }
  | { readonly kind: "image"; readonly reference: ImageReference; readonly range: TextRange }
  | { readonly kind: "scratch" }
  /** A variable without a known value, or a name that cannot be read. */
  | { readonly kind: "unknown"; readonly reason: string };

/** The family of a base image's system, which decides where caches lie and what its tools are. */
export type System = "debian" | "ubuntu" | "alpine" | "redhat" | "windows" | "distroless" | "scratch" | "unknown";

export interface Stage {
  readonly index: number;
  /** The name after AS, as written. */
  readonly name: string | undefined;
  /** Name, or `stage 2` (from 0, as COPY --from counts) where there is none: for messages. */
  readonly label: string;
  readonly from: Instruction;
  readonly base: Base;
  /** This stage, then the local stages it stands on, nearest first. */
  readonly chain: readonly Stage[];
  /** What the last stage of the chain stands on: an external image, scratch or unknown. */
  readonly root: Base;
  readonly system: System;
  /** `amd64`, `arm64`: as FROM or the settings say; undefined where neither does. */
  readonly architecture: string | undefined;
  /** FROM first. */
  readonly instructions: readonly Instruction[];
  /** A target is this stage or a stage whose FROM chain passes through it: all of its layers ship. */
  readonly shipped: boolean;
  /** A target needs it in any way: by FROM, COPY --from or --mount=from. */
  readonly reached: boolean;
  readonly isTarget: boolean;
  /** Stages that stand on this one by FROM, directly. */
  readonly children: readonly Stage[];
  /** Its name says that its purpose is the toolchain or checking, not running: test, dev, lint, ci, debug, builder, devcontainer, … */
  readonly purpose: "runtime" | "toolchain";
  /** An ONBUILD in it: what it does for images built on it cannot be seen from here. */
  readonly hasOnbuild: boolean;
  /** Working directory at the end of the stage (as the next stage inherits it); undefined where unknown. */
  readonly workdir: string | undefined;
}

export interface Instruction {
  readonly syntax: InstructionSyntax;
  readonly index: number;
  readonly keyword: string;
  readonly range: TextRange;
  readonly stage: Stage;
  readonly shipped: boolean;
  /** What it does, in order. Files that it makes and removes itself are not listed: they never reach the layer. */
  readonly effects: readonly Effect[];
  /** Working directory in which it runs; undefined where unknown. */
  readonly workdir: string | undefined;
  /** The last USER; undefined where there is none (root, as images run by default), null where its value is unknown. */
  readonly user: string | null | undefined;
  /** Value of a variable as this instruction sees it (ARG defaults included); undefined where unset or unknown. */
  readonly variable: (name: string) => string | undefined;
  readonly mounts: readonly Mount[];
  /** RUN: caches that would be left if the step did not see to it. */
  readonly avoidedCaches: readonly AvoidedCache[];
  /** RUN: its commands, wrappers (`sudo`, `env`, `sh -c`, `exec`, `time`) peeled off. */
  readonly commands: readonly Command[];
  /** Runs something whose effects cannot be known (a script from the context, `curl … | sh`, exec form of an unknown program). */
  readonly opaque: boolean;
  /** COPY and ADD only. */
  readonly copy: CopyDetails | undefined;
  /** Expands a word with the variables that this instruction sees; undefined where a part is unknown. */
  readonly expand: (word: Word) => string | undefined;
}

/** A package manager's cache that a RUN switches off, or fills and removes again: nothing of it is in the layer. */
export interface AvoidedCache {
  readonly manager: PackageManagerId;
  /** Id of the cache row in the manager table. */
  readonly cache: string;
  /** Absolute; the one with most of the bytes first. Empty where they are not known. */
  readonly paths: readonly string[];
  readonly command: Command;
}

export interface CopyDetails {
  /** Where it copies from: the build context, a local stage, an external image, or a value that could not be read. */
  readonly from:
    | { readonly kind: "context" }
    | { readonly kind: "stage"; readonly stage: Stage }
    | { readonly kind: "image"; readonly reference: ImageReference }
    | { readonly kind: "unknown"; readonly text: string };
  readonly fromFlag: Flag | undefined;
  /** Absolute paths (stage, image) or context-relative ones; undefined entries could not be read. Heredoc files are left out. */
  readonly sources: readonly { readonly path: string | undefined; readonly word: Word }[];
  /** Absolute; ends in `/` if written so. Undefined where unknown. */
  readonly destination: string | undefined;
  readonly destinationWord: Word | undefined;
  readonly heredocFiles: readonly string[];
  readonly link: boolean;
}

export interface Mount {
  readonly type: "bind" | "cache" | "tmpfs" | "secret" | "ssh" | "unknown";
  readonly target: string | undefined;
  readonly from:
    | { readonly kind: "stage"; readonly stage: Stage }
    | { readonly kind: "context" }
    | { readonly kind: "other"; readonly text: string }
    | undefined;
  /** Of a bind mount: the path in `from` that is mounted; absolute in a stage or image. Undefined where it cannot be read. */
  readonly source: string | undefined;
  readonly flag: Flag;
}

/** A shell command as it really runs: program by its base name, arguments expanded, in a known directory and environment. */
export interface Command {
  readonly shell: ShellCommand;
  /** Base name: `apt-get`, `python3`; "" where unknown. */
  readonly program: string;
  /** Arguments after the program. */
  readonly arguments: readonly { readonly value: string | undefined; readonly word: Word }[];
  /** From the program's first character to the last argument: what a finding underlines. */
  readonly range: TextRange;
  readonly workdir: string | undefined;
  /** Value of an environment variable for this very command. */
  readonly environment: (name: string) => string | undefined;
  readonly maybe: boolean;
  /** False where a test rules it out with the values that the file gives: a build with other arguments may run it. */
  readonly runs: boolean;
}

interface EffectCommon {
  /** Unique within one analysis. */
  readonly id: number;
  readonly instruction: Instruction;
  readonly stage: Stage;
  /** The exact words responsible. */
  readonly range: TextRange;
  /** The command responsible, for RUN. */
  readonly command: Command | undefined;
  /** Absolute paths under which its bytes lie; undefined where they are everywhere or unknown. */
  readonly paths: readonly string[] | undefined;
  /** It happens only on some way through the script (if, ||, case, loops). */
  readonly maybe: boolean;
  /** Its bytes are in a layer of a target. */
  readonly shipped: boolean;
  /** For what a COPY --from brought along: the effect in the other stage that made these bytes. */
  readonly origin: Effect | undefined;
  /** A COPY --from brought only a part of the origin's bytes; which part is not known. */
  readonly partial: boolean;
}

/** Packages by name, as a manager's command line asks for them. */
export interface PackageRequest {
  readonly name: string;
  readonly version: string | undefined;
  readonly word: Word;
}

/**
 * One thing that one instruction does to the file system. Every byte belongs to exactly one effect:
 * the files that a package manager installs, the cache it leaves and the debug symbols of what is compiled are three effects.
 */
export type Effect = EffectCommon &
  (
    | { readonly kind: "base"; readonly base: Base }
    | {
        readonly kind: "install";
        readonly manager: PackageManagerId;
        readonly packages: readonly PackageRequest[];
        /** Compilers, headers or build systems among them. */
        readonly buildTools: readonly PackageRequest[];
        /** `-r FILE`, `package.json`, `pyproject.toml`, …: what else decides the packages; absolute in the image. */
        readonly manifests: readonly string[];
        /** Recommended packages come along too: of apt's they are a "recommended" effect, of others they are counted in. */
        readonly recommends: boolean;
        /**
         * True: these are development dependencies, test tools and their like, an effect beside that of what else the
         * same command installs. Those of a manifest name neither packages nor manifests.
         */
        readonly development: true | undefined;
        /** Extra options that pricing wants: index URLs, extras. */
        readonly options: readonly string[];
        /** Native code is compiled from source on purpose (`--no-binary`, `--build-from-source`). */
        readonly fromSource: boolean;
      }
    /** Packages that come along with those of an install because they are recommended, on top of what it needs. */
    | { readonly kind: "recommended"; readonly manager: PackageManagerId; readonly of: Effect }
    /** Newer versions of whatever the image holds: its files are stored a second time. */
    | { readonly kind: "upgrade"; readonly manager: PackageManagerId }
    | {
        readonly kind: "cache";
        readonly manager: PackageManagerId;
        readonly cache: string /** id of the cache row in the manager table */;
        /** A condition decides whether it is removed again. */
        readonly mayBeRemoved: boolean;
      }
    /** Compiles; `outputs` are absolute paths where known. */
    | { readonly kind: "compile"; readonly tool: CompileTool; readonly outputs: readonly string[] }
    /** CUDA's libraries, and what is built on them, that come along with these packages of an install. */
    | {
        readonly kind: "cuda";
        readonly packages: readonly PackageRequest[];
        /** An index, a version or an extra names CUDA. */
        readonly isAskedFor: boolean;
        readonly of: Effect;
      }
    /** Debug symbols and symbol tables inside what `of` made. Strip steps and flags remove this effect. */
    | { readonly kind: "symbols"; readonly tool: CompileTool | "wheels"; readonly of: Effect }
    /** Files from the context (COPY, ADD) or a download or generated file. */
    | {
        readonly kind: "write";
        readonly what:
          | "context"
          | "download"
          | "archive-contents"
          | "git-clone"
          | "heredoc"
          | "generated"
          | "directory"
          | "image-copy";
        /** Context files, addresses, the archives that were unpacked. */
        readonly sources: readonly string[];
        /** Where a download or an archive comes from, as far as it is known: `unknownText` stands for the rest. */
        readonly addresses?: readonly string[];
      }
    /** What a COPY or ADD takes from the context along with the rest and no image needs: apart from the "write" effect. */
    | { readonly kind: "clutter"; readonly what: ClutterKind; readonly entries: readonly ClutterEntry[] }
    /** A COPY --from of what lies in the other stage by its base image rather than by one of its instructions. */
    | { readonly kind: "base-files"; readonly base: Base; readonly path: string }
    /** Removes files of earlier layers: frees nothing. */
    | { readonly kind: "remove"; readonly targets: readonly string[]; readonly removes: readonly Effect[] }
    /** Changes owner or mode of files of earlier layers: each of them is stored once more. */
    | {
        readonly kind: "rewrite";
        readonly change: "owner" | "mode";
        readonly recursive: boolean;
        readonly targets: readonly string[];
        readonly rewrites: readonly Effect[];
      }
    /** What an unknown command does. Its size is unknown. */
    | {
        readonly kind: "opaque";
        readonly reason: string;
        /** Where a script or program that was downloaded comes from, as far as it is known. */
        readonly address?: string | undefined;
      }
  );

export type EffectKind = Effect["kind"];

export type CompileTool =
  | "go"
  | "cargo"
  | "c"
  | "cmake"
  | "make"
  | "meson"
  | "pip"
  | "npm"
  | "uv"
  | "maven"
  | "gradle"
  | "dotnet"
  | "mix"
  | "rebar3"
  | "python";

/** The whole file's model. */
export interface ImageModel {
  readonly syntax: DockerfileSyntax;
  /** Instructions before the first FROM (ARG). */
  readonly preamble: readonly InstructionSyntax[];
  readonly stages: readonly Stage[];
  readonly targets: readonly Stage[];
  /** Settings, Compose or Bake name them; else the last stage is taken for the one target. */
  readonly targetsAreNamed: boolean;
  /** What the workspace says of the build context; undefined where it says nothing. */
  readonly context: ContextFacts | undefined;
  readonly instructions: readonly Instruction[];
  /** In the order of the file. */
  readonly effects: readonly Effect[];
  /** What the workspace says of the build context's Node projects. */
  readonly nodeProjects: readonly NodeProject[];
  /** What the workspace says of the build context's requirements files. */
  readonly requirements: readonly RequirementsFile[];
  /** Effects whose bytes reach a target, of one kind. */
  readonly shippedEffects: <K extends EffectKind>(kind: K) => readonly Extract<Effect, { kind: K }>[];
  /** The stage of a name (without regard to case) or number, as COPY --from sees it from `before`. */
  readonly findStage: (name: string, before?: Stage) => Stage | undefined;
}

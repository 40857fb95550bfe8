// What stages stand on: names, chains, ARG defaults and the settings' values, systems, what nobody can know.
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are the builder's variables.
import { describe, expect, test } from "vitest";
import type { Base } from "../../../server/src/engine/image/types";
import { model, type Surroundings } from "./model";

function nameOf(base: Base): string {
  switch (base.kind) {
    case "stage":
      return `stage ${base.stage.index}`;
    case "image":
      return base.reference.text;
    default:
      return base.kind;
  }
}

/** What the last stage stands on. */
function lastBase(text: string, surroundings?: Surroundings): string {
  return nameOf(model(text, surroundings).stages.at(-1)!.base);
}

describe("what FROM names", () => {
  test.each([
    ["FROM debian:12", "debian:12"],
    ["FROM scratch", "scratch"],
    ["FROM --platform=linux/arm64 debian:12 AS base", "debian:12"],
    ["FROM --platform=$BUILDPLATFORM golang:1.22 as build", "golang:1.22"],
    ["FROM a AS base\nFROM base", "stage 0"],
    ["FROM a AS Base\nFROM bAsE AS x", "stage 0"],
    ["from a as base\nfrom base", "stage 0"],
    // A later stage of the same name hides the earlier one.
    ["FROM a AS base\nFROM b AS base\nFROM base", "stage 1"],
    // Its own name is an image's.
    ["FROM node AS node", "node"],
    ["FROM a AS node\nFROM node AS node", "stage 0"],
    // FROM knows names only: a number is an image's name.
    ["FROM a\nFROM 0", "0"],
    ["FROM a AS one\nFROM one:latest", "one:latest"],
    // `scratch` is no name of an image, but `scratch:1` and a registry's own are.
    ["FROM example.org/scratch", "example.org/scratch"],
  ])("%s", (text, expected) => expect(lastBase(text)).toBe(expected));

  test("a name that comes later is an image's", () => {
    expect(nameOf(model("FROM base\nFROM a AS base").stages[0]!.base)).toBe("base");
  });
});

describe("arguments before the first FROM", () => {
  test.each([
    ["ARG TAG=12\nFROM debian:$TAG", "debian:12"],
    ["ARG TAG=12\nFROM debian:${TAG}-slim", "debian:12-slim"],
    ['ARG BASE="debian:12"\nFROM $BASE', "debian:12"],
    ["ARG A=12\nARG B=$A-slim\nFROM debian:$B", "debian:12-slim"],
    ["ARG A=11\nARG A=12\nFROM debian:$A", "debian:12"],
    ["ARG A=1 B=2\nFROM x:$A.$B", "x:1.2"],
    ["FROM debian:${TAG:-12}", "debian:12"],
    ["ARG TAG=\nFROM debian:${TAG:-12}", "debian:12"],
    ["ARG TAG=12\nFROM debian${TAG:+:$TAG}", "debian:12"],
    ["ARG BASE=scratch\nFROM $BASE", "scratch"],
    ["ARG STAGE=one\nFROM a AS one\nFROM b AS two\nFROM $STAGE", "stage 0"],
    ["ARG MODE=prod\nFROM a AS run-dev\nFROM b AS run-prod\nFROM run-${MODE}", "stage 1"],
    // Without a default nobody knows.
    ["ARG TAG\nFROM debian:$TAG", "unknown"],
    ["FROM debian:$TAG", "unknown"],
    ["ARG BASE\nFROM $BASE", "unknown"],
    ["ARG A\nARG B=$A\nFROM debian:$B", "unknown"],
    // An ARG of a stage is none of FROM's, nor is its ENV.
    ["FROM a\nARG TAG=12\nFROM debian:$TAG", "unknown"],
    ["FROM a\nENV TAG=12\nFROM debian:$TAG", "unknown"],
    // The platform is known only where the settings say it.
    ["FROM alpine-$TARGETARCH", "unknown"],
    ["FROM a AS amd64\nFROM b AS arm64\nFROM $TARGETARCH", "unknown"],
  ])("%s", (text, expected) => expect(lastBase(text)).toBe(expected));

  test("the settings' build arguments count more than defaults", () => {
    const text = "ARG TAG=12\nFROM debian:$TAG";
    expect(lastBase(text, { buildArguments: { TAG: "13" } })).toBe("debian:13");
    expect(lastBase("ARG TAG\nFROM debian:$TAG", { buildArguments: { TAG: "13" } })).toBe("debian:13");
    // One that no ARG declares stays unknown.
    expect(lastBase("FROM debian:$TAG", { buildArguments: { TAG: "13" } })).toBe("unknown");
    // A name of every object is nobody's argument.
    expect(lastBase("ARG toString=1\nFROM debian:$toString")).toBe("debian:1");
  });

  test.each([
    ["linux/amd64", "x-linux-amd64"],
    ["linux/arm64", "x-linux-arm64"],
  ])("the platform of the settings: %s", (platform, expected) => {
    expect(lastBase("FROM x-$TARGETOS-$TARGETARCH", { platform })).toBe(expected);
  });

  test("a variant is empty where the platform has none", () => {
    expect(lastBase("FROM x:a$TARGETVARIANT", { platform: "linux/amd64" })).toBe("x:a");
    expect(lastBase("FROM x:a$TARGETVARIANT", { platform: "linux/arm/v7" })).toBe("x:av7");
  });
});

describe("image references", () => {
  test.each([
    ["debian", "debian", undefined, undefined],
    ["debian:12-slim", "debian", "12-slim", undefined],
    ["library/debian:12", "debian", "12", undefined],
    ["docker.io/library/debian", "debian", undefined, undefined],
    ["docker.io/nvidia/cuda:12.4.1-devel", "nvidia/cuda", "12.4.1-devel", undefined],
    ["index.docker.io/library/node:22", "node", "22", undefined],
    ["public.ecr.aws/docker/library/python:3.12", "python", "3.12", undefined],
    ["mirror.gcr.io/library/python:3.12", "python", "3.12", undefined],
    ["mcr.microsoft.com/dotnet/sdk:8.0", "mcr.microsoft.com/dotnet/sdk", "8.0", undefined],
    ["localhost:5000/team/app", "localhost:5000/team/app", undefined, undefined],
    ["localhost:5000/team/app:1.2", "localhost:5000/team/app", "1.2", undefined],
    [
      "debian:12@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
      "debian",
      "12",
      "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
    ],
    [
      "gcr.io/distroless/static@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
      "gcr.io/distroless/static",
      undefined,
      "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
    ],
  ])("%s", (text, name, tag, digest) => {
    const { base } = model(`FROM ${text}`).stages[0]!;
    expect(base).toMatchObject({ kind: "image", reference: { text, name, tag, digest } });
  });
});

describe("the system of a base", () => {
  test.each([
    ["debian:12", "debian"],
    ["python:3.12", "debian"],
    ["python:3.12-slim-bookworm", "debian"],
    ["python:3.12-alpine", "alpine"],
    ["alpine:3.20", "alpine"],
    ["node:22-alpine3.20", "alpine"],
    ["ubuntu:24.04", "ubuntu"],
    ["eclipse-temurin:21-jre", "ubuntu"],
    ["eclipse-temurin:21-jre-alpine", "alpine"],
    ["nvidia/cuda:12.4.1-runtime-ubuntu22.04", "ubuntu"],
    ["nvidia/cuda:12.4.1-runtime-rockylinux9", "redhat"],
    ["fedora:40", "redhat"],
    ["registry.access.redhat.com/ubi9/ubi-minimal", "redhat"],
    ["amazonlinux:2023", "redhat"],
    ["mcr.microsoft.com/windows/servercore:ltsc2022", "windows"],
    ["golang:1.22-nanoserver", "windows"],
    ["gcr.io/distroless/base-debian12", "distroless"],
    ["mcr.microsoft.com/dotnet/runtime-deps:8.0-jammy-chiseled", "distroless"],
    ["scratch", "scratch"],
    ["example.org/team/base:1", "unknown"],
    ["$UNKNOWN", "unknown"],
  ])("%s: %s", (image, system) => expect(model(`FROM ${image}`).stages[0]!.system).toBe(system));

  test("is that of the lowest stage", () => {
    expect(model("FROM alpine:3.20 AS a\nFROM a AS b\nFROM b").stages[2]!.system).toBe("alpine");
  });
});

describe("chains", () => {
  const image = model("FROM debian:12 AS base\nFROM base AS build\nFROM base\nFROM build AS test");
  const chainOf = (index: number) => image.stages[index]!.chain.map(({ index: at }) => at);

  test("go from a stage to the lowest below it", () => {
    expect([0, 1, 2, 3].map(chainOf)).toEqual([[0], [1, 0], [2, 0], [3, 1, 0]]);
  });

  test("the root is what the lowest stands on", () => {
    expect(image.stages.map(({ root }) => nameOf(root))).toEqual(Array(4).fill("debian:12"));
  });

  test("children are those directly above", () => {
    expect(image.stages.map(({ children }) => children.map(({ index }) => index))).toEqual([[1, 2], [3], [], []]);
  });

  test("labels are names, or numbers as COPY --from counts them", () => {
    expect(image.stages.map(({ label }) => label)).toEqual(["base", "build", "stage 2", "test"]);
  });

  test("base effects belong to stages that stand on images", () => {
    const bases = (text: string) => model(text).effects.filter(({ kind }) => kind === "base").length;
    expect(bases("FROM a AS x\nFROM x\nFROM scratch\nFROM b")).toBe(2);
  });
});

describe("finding a stage by name or number", () => {
  const image = model("FROM a AS build\nFROM b\nFROM c AS Build\nFROM d");
  test.each([
    ["build", undefined, 2],
    ["BUILD", undefined, 2],
    ["build", 2, 0],
    ["0", undefined, 0],
    ["3", undefined, 3],
    ["3", 3, undefined],
    ["4", undefined, undefined],
    // The builder reads numbers as numbers.
    ["01", undefined, 1],
    ["nothing", undefined, undefined],
    ["", undefined, undefined],
  ])("%j before stage %j is stage %j", (name, before, expected) => {
    const limit = before === undefined ? undefined : image.stages[before];
    expect(image.findStage(name, limit)?.index).toBe(expected);
  });
});

describe("purpose by name", () => {
  test.each([
    ["builder", "toolchain"],
    ["app-build", "toolchain"],
    ["Test", "toolchain"],
    ["unit_tests", "toolchain"],
    ["dev.container", "toolchain"],
    ["runtime", "runtime"],
    ["final", "runtime"],
    ["latest", "runtime"],
    ["device", "runtime"],
    ["production", "runtime"],
  ])("%s: %s", (name, purpose) => expect(model(`FROM a AS ${name}`).stages[0]!.purpose).toBe(purpose));
  test("without a name: runtime", () => expect(model("FROM a").stages[0]!.purpose).toBe("runtime"));
});

describe("files that are no Dockerfile yet", () => {
  test.each([
    [""],
    ["# only a comment\n"],
    ["ARG A=1\n"],
    ["RUN true\n"],
    ["FROM\n"],
    ["FROM a AS\nRUN true"],
    ["FROM $\n"],
  ])("%j has a model", (text) => {
    const image = model(text);
    expect(image.targets.length).toBe(image.stages.length > 0 ? 1 : 0);
  });

  test("instructions before the first FROM belong to no stage", () => {
    const image = model("RUN apt-get update\nARG A=1\nFROM debian:12\nRUN true");
    expect(image.preamble.map(({ keyword }) => keyword)).toEqual(["RUN", "ARG"]);
    expect(image.instructions.map(({ keyword }) => keyword)).toEqual(["FROM", "RUN"]);
    expect(image.effects.map(({ kind }) => kind)).toEqual(["base"]);
  });

  test("numbers effects in the order of the file", () => {
    const image = model("FROM debian:12\nRUN apt-get update && apt-get install -y curl\nCOPY a /a\n");
    expect(image.effects.map(({ id }) => id)).toEqual([0, 1, 2, 3, 4]);
  });
});

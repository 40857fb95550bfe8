// Base images by name and tag: which figures of the table they are told from, how wide, and what stays unknown.
import { describe, expect, test } from "vitest";
import { readImageReference } from "../../../server/src/engine/image/image-references";
import { readFigures } from "../../../server/src/engine/sizes/base-image-figures";
import { baseImageClaim, suiteOf, transferClaim } from "../../../server/src/engine/sizes/base-images";
import { boundsOf } from "../../../server/src/engine/sizes/claims";
import { readImageTag } from "../../../server/src/engine/sizes/image-tags";

const MB = 1e6;
const reference = (image: string) => readImageReference(image)!;

function boundsFor(image: string, platform?: string) {
  const bounds = boundsOf(baseImageClaim(reference(image), platform));
  if (bounds === undefined) throw new Error(`${image} is unknown`);
  return bounds;
}

const ratio = ({ low, high }: { low: number; high: number }) => high / low;
const basisFor = (image: string) => {
  const claim = baseImageClaim(reference(image), undefined);
  return claim.kind === "unknown" ? claim.reason : claim.basis;
};

describe("tags", () => {
  test.each([
    ["python:3.12.4-slim-bookworm", { name: "python", version: "3.12.4", variant: "slim", suite: "bookworm" }],
    ["python:3.12-slim", { version: "3.12", variant: "slim", suite: "trixie" }],
    ["python:3-alpine3.20", { version: "3", variant: "alpine", suite: undefined }],
    ["python", { version: "", variant: "", suite: "trixie" }],
    ["node:hydrogen-slim", { version: "18", variant: "slim", suite: "bookworm" }],
    ["node:lts", { version: "24", variant: "", suite: "bookworm" }],
    ["golang:1.21", { version: "1.21", variant: "", suite: "bookworm" }],
    ["debian:12.5-slim", { version: "12", variant: "slim", suite: "bookworm" }],
    ["debian:trixie-20260803-slim", { version: "13", variant: "slim", suite: "trixie" }],
    ["debian", { version: "13", suite: "trixie" }],
    ["ubuntu:jammy-20251001", { version: "22.04", suite: "jammy" }],
    ["arm64v8/alpine:3.20", { name: "alpine", version: "3.20", platform: "arm64" }],
    ["public.ecr.aws/amazonlinux/amazonlinux:2023", { name: "amazonlinux", version: "2023" }],
    ["public.ecr.aws/docker/library/node:20-alpine", { name: "node", version: "20", variant: "alpine" }],
    ["registry.access.redhat.com/ubi9/ubi-minimal:9.7", { name: "redhat/ubi9-minimal", version: "9.7" }],
    ["registry.access.redhat.com/ubi8", { name: "redhat/ubi8" }],
    ["gcr.io/distroless/java17-debian12:nonroot", { name: "gcr.io/distroless/java", version: "17", suite: "bookworm" }],
    ["openjdk:8u302-jdk-slim", { version: "8", variant: "slim", suite: "bullseye" }],
    ["eclipse-temurin:24.0.2_12-jre", { version: "24.0.2", variant: "jre" }],
    ["mcr.microsoft.com/dotnet/runtime:8.0-bookworm-slim", { version: "8.0", variant: "", suite: "bookworm" }],
    [
      "mcr.microsoft.com/dotnet/runtime:11.0.0-preview.7-alpine3.24-extra-arm64v8",
      { version: "11.0.0", variant: "alpine-extra", platform: "arm64" },
    ],
    ["mcr.microsoft.com/dotnet/sdk:10.0-cbl-mariner2.0", { variant: "mariner" }],
    ["nvidia/cuda:12.9.1-devel-ubuntu24.04", { version: "12.9.1", variant: "devel", suite: "noble" }],
    ["jupyter/base-notebook:2026-07-28", { variant: "" }],
  ])("%s", (image, expected) => {
    expect(readImageTag(reference(image))).toMatchObject(expected);
  });
});

describe("sizes", () => {
  test.each([
    ["python:3.12-slim", 119.2],
    ["python:3.12-slim-trixie", 119.2],
    ["python:3.12.13-slim", 119.2],
    ["python:3.12", 1110],
    ["python:3.12-alpine3.20", 48.8],
    ["node:22-slim", 227.3],
    ["debian:bookworm-slim", 74.83],
    ["debian:12-slim", 74.83],
    ["ubuntu:24.04", 78.16],
    ["golang:1.26-alpine", 241.36],
    ["nginx:1.31.5-alpine", 62.94],
    ["mcr.microsoft.com/dotnet/runtime:8.0", 193.4],
    ["alpine:3.12", 5.58],
    ["docker.io/library/alpine:3.12", 5.58],
  ])("%s is about %d MB, closely", (image, megabytes) => {
    const bounds = boundsFor(image);
    expect(bounds.likely).toBeCloseTo(megabytes * MB, -4);
    expect(ratio(bounds)).toBeLessThan(1.3);
  });

  test("a version between two that are known lies between them, and the basis says so", () => {
    const [below, between, above] = ["golang:1.17-alpine", "golang:1.18-alpine", "golang:1.19-alpine"].map((image) =>
      boundsFor(image),
    );
    expect(between!.low).toBeLessThan(Math.min(below!.low, above!.low));
    expect(between!.high).toBeGreaterThan(Math.max(below!.high, above!.high));
    expect(ratio(between!)).toBeLessThan(1.55);
    expect(basisFor("golang:1.18-alpine")).toMatch(
      /^between the sizes of golang:1\.17-alpine and golang:1\.19-alpine, /,
    );
  });

  test("beyond the known versions, on another release or of another variant the range is wider", () => {
    const closely = ratio(boundsFor("golang:1.26-alpine"));
    for (const image of ["golang:1.99-alpine", "golang:1.26-bullseye", "maven:3-eclipse-temurin-11", "golang:alpine"]) {
      expect(ratio(boundsFor(image)), image).toBeGreaterThan(closely);
    }
    expect(basisFor("golang:1.99-alpine")).toMatch(/^size of the related image golang:1\.26-alpine/);
  });

  test("an image is told by figures of its own platform, else with a wider range", () => {
    expect(boundsFor("alpine:3.20", "linux/arm64").likely).toBe(8.82 * MB);
    expect(boundsFor("arm64v8/alpine:3.20").likely).toBe(8.82 * MB);
    expect(ratio(boundsFor("python:3.12-slim", "linux/arm64"))).toBeGreaterThan(ratio(boundsFor("python:3.12-slim")));
  });

  test("a version of which the layers alone are known unpacks at the rate of its neighbour, and the basis says so", () => {
    const bounds = boundsFor("maven:3.6.1-jdk-11-slim");
    expect(ratio(bounds)).toBeLessThan(1.5);
    expect(bounds.likely).toBeCloseTo((235.7 * 439.5 * MB) / 245.6, -4);
    expect(basisFor("maven:3.6.1-jdk-11-slim")).toMatch(
      /^236 MB compressed of maven:3\.6\.1-jdk-11-slim, .*, 2019-05, unpacked at the rate of maven:3\.8-jdk-11-slim$/,
    );
    expect(basisFor("maven:3.6.2-jdk-11-slim")).not.toMatch(/at the rate of/);
    const onArm = boundsFor("maven:3.6.1-jdk-11-slim", "linux/arm64");
    expect(onArm.likely).toBeLessThan(bounds.likely);
    expect(ratio(onArm)).toBeGreaterThan(ratio(bounds));
  });

  test("a minor version with a line of its own may be smaller than the newest of its major", () => {
    expect(boundsFor("redis:8.4-alpine").low).toBeLessThan(0.7 * boundsFor("redis:8-alpine").likely);
    expect(ratio(boundsFor("node:22.4-slim"))).toBeLessThan(1.2);
  });

  test("an image with little more than its base unpacks at the rate of its base", () => {
    expect(basisFor("demisto/crypto:1.0.0.11658507")).toMatch(/unpacked at the rate of demisto\/python3:3\.10\.1$/);
    expect(basisFor("demisto/opencv:1.0.0")).not.toMatch(/at the rate of/);
  });

  test("where the last three versions are about as large on any release, the next one is too", () => {
    const next = boundsFor("mcr.microsoft.com/dotnet/runtime:11.0-noble");
    expect(ratio(next)).toBeLessThan(1.5);
    expect(ratio(boundsFor("mcr.microsoft.com/dotnet/runtime:99.0-noble"))).toBeGreaterThan(1.5);
  });

  test("an image on another platform is told by its layers where they are known", () => {
    const amd64 = boundsFor("buildpack-deps:noble-curl");
    const arm64 = boundsFor("arm64v8/buildpack-deps:noble-curl");
    expect(arm64.likely).toBeLessThan(amd64.likely);
    expect(ratio(arm64)).toBeLessThan(1.5);
    expect(ratio(arm64)).toBeGreaterThan(ratio(amd64));
    expect(ratio(amd64)).toBeGreaterThan(1.14);
  });

  test.each([
    "mycompany/python:3.12-slim",
    "python:3.12-windowsservercore",
    "eclipse-temurin:21-jdk-ubi9-minimal",
    "psdockercache.example/ubuntu:22.04",
    "python:$TAG",
  ])("%s is unknown rather than guessed", (image) => {
    expect(baseImageClaim(reference(image), undefined).kind).toBe("unknown");
    expect(transferClaim(reference(image))).toBeUndefined();
  });

  test("the compressed size is told apart, and not at all where no figure has it", () => {
    expect(transferClaim(reference("python:3.12-slim"))).toMatchObject({ metric: "transfer", likely: 43.2 * MB });
    expect(transferClaim(reference("ubuntu:24.04"))).toMatchObject({ metric: "transfer" });
    expect(transferClaim(reference("mcr.microsoft.com/dotnet/runtime:8.0"))).toBeUndefined();
  });
});

test.each([
  ["python:3.12", "trixie"],
  ["python:3.12-bookworm", "bookworm"],
  ["python:3.7-slim", "bookworm"],
  ["python:3.12-alpine", undefined],
  ["node:22", "bookworm"],
  ["golang:1.24", "trixie"],
  ["ruby:3.1", "bookworm"],
  ["php:7.4-apache", "bullseye"],
  ["debian:stable-slim", "trixie"],
  ["debian:bullseye", "bullseye"],
  ["postgres:16", "trixie"],
  ["mycompany/app:1", undefined],
])("%s stands on %s", (image, suite) => {
  expect(suiteOf(reference(image))).toBe(suite);
});

test("every figure has a size, a date and a source; its own tag is told by a range that holds it", () => {
  const figures = readFigures();
  expect(figures.length).toBeGreaterThan(400);
  for (const { text, tag, unpacked, compressed, date, source } of figures) {
    expect(unpacked ?? compressed, text).toBeGreaterThan(0);
    expect(date, text).toMatch(/^20(1[6-9]|2\d)-(0[1-9]|1[0-2])$/);
    expect(source, text).not.toBe("");
    if (unpacked !== undefined && compressed !== undefined) expect(unpacked, text).toBeGreaterThan(compressed);
    const platform =
      tag.platform === undefined ? undefined : `linux/${tag.platform === "arm32" ? "arm" : tag.platform}`;
    const bounds = boundsFor(text, platform);
    expect(bounds.low, text).toBeLessThanOrEqual(bounds.likely);
    expect(bounds.likely, text).toBeLessThanOrEqual(bounds.high);
    if (unpacked === undefined) continue;
    expect(bounds.low, text).toBeLessThanOrEqual(unpacked);
    expect(bounds.high, text).toBeGreaterThanOrEqual(unpacked);
  }
});

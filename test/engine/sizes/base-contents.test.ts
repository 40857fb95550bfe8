// What base images hold, checked against the package lists of the real images.
import { describe, expect, test } from "vitest";
import { readImageReference } from "../../../server/src/engine/image/image-references";
import { analyze, mergeSettings, noSemanticFacts, price } from "../../../server/src/engine/index";
import { baseContents, excludesDocumentation } from "../../../server/src/engine/sizes/base-contents";
import { packagesHeldBy } from "../../../server/src/engine/sizes/debian-packages";
import { shippedFacts, shippedIndex } from "../shipped-data";

const reference = (text: string) => readImageReference(text)!;
const packagesOf = (text: string) => baseContents(reference(text))?.packages;

describe("look-up", () => {
  test("by variant", () => {
    expect(packagesOf("python:3.12")).toEqual(expect.arrayContaining(["git", "curl", "g++", "tk-dev"]));
    expect(packagesOf("python:3.12-slim")).not.toContain("git");
    expect(packagesOf("buildpack-deps:trixie-curl")).not.toContain("git");
    expect(packagesOf("buildpack-deps:trixie-scm")).not.toContain("g++");
    expect(packagesOf("php:8.4")).not.toContain("apache2");
    expect(packagesOf("php:8.4-apache-bookworm")).toContain("apache2");
  });

  test("by version where the Dockerfiles differ", () => {
    expect(packagesOf("eclipse-temurin:21-jdk")).toEqual(expect.arrayContaining(["curl", "binutils"]));
    expect(packagesOf("eclipse-temurin:21-jre")).not.toContain("binutils");
    expect(packagesOf("eclipse-temurin:25-jdk")).not.toContain("curl");
    expect(packagesOf("maven:3.9-eclipse-temurin-21")).toEqual(expect.arrayContaining(["git", "wget"]));
    expect(packagesOf("maven:3.9")).not.toContain("wget");
    expect(packagesOf("erlang:27")).toContain("libwxgtk-webview3.2-dev");
    expect(packagesOf("erlang:26")).not.toContain("libwxgtk-webview3.2-dev");
  });

  test.each([
    ["arm64v8/buildpack-deps:noble-curl", "curl"],
    ["public.ecr.aws/docker/library/golang:1.26", "make"],
    ["quay.io/jupyter/minimal-notebook", "git"],
    ["ghcr.io/astral-sh/uv:0.9-python3.13-bookworm", "git"],
    ["lukemathwalker/cargo-chef:latest-rust-1-slim", "gcc"],
    ["mcr.microsoft.com/dotnet/sdk:9.0", "git"],
  ])("%s is known under its other name", (text, name) => expect(packagesOf(text)).toContain(name));

  test("mirrors of the plain systems hold nothing more", () => {
    expect(packagesOf("registry.example.com/mirror/debian:bookworm")).toEqual([]);
  });

  test.each([
    "python:3.12-alpine",
    "mcr.microsoft.com/dotnet/sdk:10.0-azurelinux3.0",
    "openjdk:17",
    "maven:3.9-amazoncorretto-21",
    "nvidia/cuda:13.0.2-devel-amzn2023",
    "example.com/team/base:1",
    "python:$VERSION",
  ])("%s is not known", (text) => expect(baseContents(reference(text))).toBeUndefined());

  test("the same row is the same object, so that what is made of it can be kept", () => {
    expect(baseContents(reference("node:22"))).toBe(baseContents(reference("node:20")));
  });

  test("says where an image holds more than is listed", () => {
    expect(baseContents(reference("nvidia/cuda:12.9.1-devel-ubuntu24.04"))?.isComplete).toBe(false);
    expect(baseContents(reference("nvidia/cuda:12.9.1-runtime-ubuntu24.04"))?.isComplete).toBe(true);
    expect(baseContents(reference("python:3.12"))?.isComplete).toBe(true);
  });
});

/** What the image holds beyond its system, with all that this depends on. */
function heldBy(text: string, release: string): readonly string[] {
  const source = {
    index: shippedIndex(release),
    architecture: "amd64",
    nearness: "same",
    system: undefined,
    documentation: true,
  } as const;
  return [...packagesHeldBy(baseContents(reference(text))!, source)];
}

// docker-library/repo-info, repos/<image>/local/<tag>.md, which lists what dpkg says in the published image.
describe("against published images", () => {
  test("python:3.12-slim-trixie holds these beyond debian:trixie-slim, and nothing else (2026-09-19)", () => {
    expect(heldBy("python:3.12-slim-trixie", "trixie").toSorted()).toEqual([
      "ca-certificates",
      "libffi8",
      "libgdbm6t64",
      "libncursesw6",
      "libreadline8t64",
      "netbase",
      "openssl",
      "readline-common",
    ]);
  });

  test("ruby:3.4-slim-bookworm, of what was read (d to pam, 2026)", () => {
    expect(heldBy("ruby:3.4-slim-bookworm", "bookworm").toSorted()).toEqual([
      "ca-certificates",
      "libssl3",
      "libyaml-0-2",
      "openssl",
    ]);
  });

  test("node:22-bookworm-slim holds nothing more, of what was read (debconf to grep, 2026)", () => {
    expect(heldBy("node:22-bookworm-slim", "bookworm")).toEqual([]);
  });
});

describe("against apt's own choice on Debian's minimal system", () => {
  // `apt-get install --simulate`, package indexes of November 2026.
  test.each([
    ["buildpack-deps:bullseye-curl", "bullseye", 33],
    ["buildpack-deps:bookworm-scm", "bookworm", 77],
    ["python:3.12-bookworm", "bookworm", 339],
    ["golang:1.26-bookworm", "bookworm", 117],
    ["rust:1-slim-trixie", "trixie", 38],
    ["php:8.4-apache-bookworm", "bookworm", 99],
    ["httpd:2.4", "trixie", 33],
    ["nginx:1.31", "trixie", 67],
    ["postgres:17-bookworm", "bookworm", 55],
    ["wordpress:7", "trixie", 176],
    ["continuumio/miniconda3", "bookworm", 71],
    ["jenkins/jenkins:lts", "bookworm", 43],
  ])("%s holds as many packages", (text, release, count) => {
    // A refreshed index may move one or two.
    expect(Math.abs(heldBy(text, release).length - count)).toBeLessThanOrEqual(3);
  });
});

describe("installs", () => {
  const { analysis: settings } = mergeSettings(undefined, undefined).settings;

  /** What the last stage's own instructions add, in MB, with the basis. */
  function own(text: string) {
    const { claim } = price(analyze(text, settings, noSemanticFacts), shippedFacts).stages.at(-1)!.own;
    if (claim.kind !== "estimated") throw new Error(claim.kind);
    return { low: claim.low / 1e6, likely: claim.likely / 1e6, high: claim.high / 1e6, basis: claim.basis };
  }
  const install = (image: string, packages: string) =>
    own(
      `FROM ${image}\nRUN apt-get update && apt-get install -y --no-install-recommends ${packages} && rm -rf /var/lib/apt/lists/*\n`,
    );

  test("of what a full image holds cost nothing, and much on the slim one", () => {
    expect(install("python:3.12", "git curl ca-certificates")).toMatchObject({
      high: 0,
      basis: expect.stringContaining("the image holds these packages already"),
    });
    expect(install("python:3.12-slim", "git").likely).toBeGreaterThan(50);
    expect(install("buildpack-deps:bookworm-curl", "curl ca-certificates").high).toBe(0);
  });

  test("cost less where part of it is there", () => {
    const onFull = install("golang:1.26-bookworm", "build-essential");
    expect(onFull.high).toBeLessThan(install("debian:bookworm", "build-essential").low / 10);
  });

  test("on an image of which nothing is known reach down to what is usual there, and say so", () => {
    const unknown = install("example.com/team/base:bookworm", "git ffmpeg");
    const known = install("debian:bookworm-slim", "git ffmpeg");
    expect(unknown.low).toBeLessThan(known.low);
    expect(unknown.low).toBeGreaterThan(100);
    expect(unknown.high).toBeGreaterThanOrEqual(known.high);
    expect(unknown.basis).toContain("what the image holds is not known");
    expect(known.basis).not.toContain("what the image holds is not known");
    expect(install("example.com/team/base:bookworm", "git").low).toBeLessThan(1);
    expect(install("nvidia/cuda:12.9.1-devel-ubuntu24.04", "build-essential").low).toBeLessThan(1);
  });

  test("are not told apart by what other stages hold: a copy brings no packages", () => {
    const text = (from: string) =>
      `FROM python:3.12-bookworm AS build\nRUN apt-get update && apt-get install -y cmake\nFROM debian:bookworm-slim\n${from}RUN apt-get update && apt-get install -y --no-install-recommends git && rm -rf /var/lib/apt/lists/*\n`;
    expect(own(text("COPY --from=build /etc/hostname /\n")).likely).toBeCloseTo(own(text("")).likely, 0);
    expect(own(text("")).likely).toBeGreaterThan(50);
  });

  test("in a stage that stands on another know what that one installed", () => {
    const text = `FROM example.com/base:bookworm AS base\nRUN apt-get update && apt-get install -y --no-install-recommends git\nFROM base\nRUN apt-get update && apt-get install -y --no-install-recommends git && rm -rf /var/lib/apt/lists/*\n`;
    expect(own(text).high).toBe(0);
  });
});

describe("documentation", () => {
  test.each([
    ["debian:bookworm-slim", "debian", true],
    ["debian:bookworm", "debian", false],
    ["python:3.12", "debian", false],
    ["python:3.12-slim", "debian", true],
    ["php:8.4", "debian", true],
    ["erlang:28-slim", "debian", false],
    ["ubuntu:24.04", "ubuntu", true],
    ["buildpack-deps:noble", "ubuntu", true],
    ["example.com/base:bookworm-slim", "debian", true],
    ["example.com/base:1", "debian", undefined],
  ] as const)("%s", (text, system, expected) => {
    expect(excludesDocumentation(reference(text), system)).toBe(expected);
  });
});

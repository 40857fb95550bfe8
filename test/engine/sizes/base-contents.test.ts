// What base images hold, checked against the package lists of the real images.
import { describe, expect, test } from "vitest";
import { readImageReference } from "../../../server/src/engine/image/image-references";
import { baseContents, excludesDocumentation } from "../../../server/src/engine/sizes/base-contents";

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
    expect(baseContents(reference("python:3.12"))?.isComplete).toBe(true);
  });
});

describe("libraries", () => {
  test("carry the names of every release", () => {
    expect(packagesOf("python:3.12-slim")).toEqual(expect.arrayContaining(["libssl1.1", "libssl3", "libssl3t64"]));
  });
});

// docker-library/repo-info, repos/<image>/local/<tag>.md, which lists what dpkg says in the published image.
describe("against the published images", () => {
  test.each([
    // 2026-09-19, whole list read
    [
      "python:3.12-slim-trixie",
      "ca-certificates netbase libffi8 libgdbm6t64 libncursesw6 libreadline8t64",
      "gcc git curl wget gnupg libexpat1",
    ],
    // 2026-06 and later, read in parts
    ["ruby:3.4-slim-bookworm", "ca-certificates libffi8 libyaml-0-2 libssl3", "libgdbm6 libgdbm-compat4 libncursesw6"],
    ["node:22-bookworm-slim", "", "ca-certificates curl gnupg libatomic1"],
  ])("%s", (text, present, absent) => {
    const held = packagesOf(text);
    expect(held).toEqual(expect.arrayContaining(present.split(" ").filter((name) => name !== "")));
    for (const name of absent.split(" ")) expect(held).not.toContain(name);
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

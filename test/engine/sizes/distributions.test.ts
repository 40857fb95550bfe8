// Packages of Alpine and of RPM families: their own table, else the nearest Debian package, never zero for what is unknown.
import { describe, expect, test } from "vitest";
import { analyze, mergeSettings, noSemanticFacts, price } from "../../../server/src/engine/index";
import { alpinePackagesHeldBy, priceAlpineInstall } from "../../../server/src/engine/sizes/alpine-packages";
import { type Bounds, boundsOf } from "../../../server/src/engine/sizes/claims";
import type { PackageSource } from "../../../server/src/engine/sizes/debian-data";
import { priceRpmInstall } from "../../../server/src/engine/sizes/rpm-packages";
import type { SizeClaim, Total } from "../../../server/src/engine/sizes/types";
import { shippedFacts, shippedIndex } from "../shipped-data";
import { reference } from "./sample-analysis";

const { analysis: settings } = mergeSettings(undefined, undefined).settings;
const MB = 1e6;
const nothing: ReadonlySet<string> = new Set();
const debian: PackageSource = {
  index: shippedIndex("bookworm"),
  architecture: "amd64",
  nearness: "near",
  system: "alpine",
  documentation: false,
};

const apk = (...names: string[]) => priceAlpineInstall(names, nothing, reference("alpine:3.23"), debian);
const rpm = (...names: string[]) => priceRpmInstall(names, nothing, false, debian);
const bounds = (claim: SizeClaim) => boundsOf(claim) as Bounds;
const basis = (claim: SizeClaim) => (claim.kind === "unknown" ? "" : claim.basis);
const within = (bytes: number, { low, high }: Bounds) => expect(low <= bytes && bytes <= high).toBe(true);

/** Price of the RUN of a Dockerfile at this zero-based line. */
function sizeAt(line: number, text: string): Total {
  const { instructions } = price(analyze(text, settings, noSemanticFacts), shippedFacts);
  return [...instructions.values()][line]!.size;
}

describe("Alpine's packages", () => {
  test("bring what they need, each once", () => {
    const python = apk("python3");
    expect([...python.added]).toEqual(expect.arrayContaining(["python3-pycache-pyc0", "libffi", "sqlite-libs"]));
    // python3, its compiled modules and libraries in composer:2.10.3 (docker-library/repo-info, 2026-09-01).
    within((22 + 11) * 1024 ** 2 + 3.2 * MB, bounds(python.claim));
    const both = bounds(apk("python3", "py3-setuptools").claim);
    expect(both.likely).toBeLessThan(bounds(python.claim).likely + 8 * MB);
  });

  test("of the compiler and of what build-base asks for beside it are all known", () => {
    const build = apk("build-base");
    expect(build.unknown).toEqual([]);
    expect([...build.added]).toEqual(expect.arrayContaining(["g++", "libstdc++-dev", "make", "patch", "file"]));
    expect(bounds(build.claim).likely).toBeCloseTo(276 * MB, -7);
    expect(bounds(build.claim).high).toBeLessThan(1.5 * bounds(build.claim).low);
  });

  test("say where their figures are from, and how old those are", () => {
    expect(basis(apk("nodejs").claim)).toMatch(/Alpine 3\.2\d.*\d{4}-\d\d-\d\d/);
    expect(basis(apk("vim").claim)).toMatch(/Alpine 3\.17.*2023-05-27/);
    const recent = bounds(apk("nodejs").claim);
    const older = bounds(apk("vim").claim);
    expect(older.high / older.low).toBeGreaterThan(recent.high / recent.low);
  });

  test("are priced with more doubt on releases that the figures are not of", () => {
    const on = (image: string) => bounds(priceAlpineInstall(["gcc"], nothing, reference(image), debian).claim);
    const width = ({ low, high }: Bounds) => high / low;
    expect(on("python:3.13-alpine")).toEqual(on("alpine:latest"));
    expect(width(on("alpine:3.20"))).toBeGreaterThan(width(on("alpine:3.23")));
    expect(width(on("python:3.9-alpine3.15"))).toBeGreaterThan(width(on("python:3.12-alpine3.21")));
    // gcc 12.2 of 3.17 and what it needs: 123 MB in the index of 2023-05-27.
    within(123 * MB, on("alpine:3.17"));
  });

  test("of another version of the same program are that program", () => {
    expect(apk("postgresql17-client")).toMatchObject({ unknown: [], claim: { kind: "estimated" } });
    expect(apk("clang19").claim).toEqual(apk("clang21").claim);
  });

  test.each([
    ["alpine", "musl busybox zlib libssl3"],
    ["python", "tzdata ca-certificates libffi sqlite-libs"],
    ["node", "libstdc++ libgcc"],
    ["php", "curl openssl tar xz"],
    ["docker", "git openssh-client"],
  ])("that %s holds already cost nothing", (image, names) => {
    const held = alpinePackagesHeldBy(reference(`${image}:alpine`), debian);
    const { claim, unknown } = priceAlpineInstall(names.split(" "), held, undefined, debian);
    expect(bounds(claim)).toMatchObject({ low: 0, high: 0 });
    expect(unknown).toEqual([]);
  });

  test("that an earlier instruction installed cost nothing again", () => {
    const text = "FROM node:22-alpine\nRUN apk add --no-cache git\nRUN apk add --no-cache git libstdc++\n";
    expect(bounds(sizeAt(1, text).claim).likely).toBeGreaterThan(8 * MB);
    expect(sizeAt(2, text)).toMatchObject({ claim: { high: 0 }, unknownParts: 0 });
  });

  test("that the table lacks are priced by Debian's, wider, and the basis says so", () => {
    const chromium = apk("chromium");
    expect(basis(chromium.claim)).toMatch(/Alpine's packages by the nearest ones of Debian/);
    expect(bounds(chromium.claim).high).toBeGreaterThan(3 * bounds(chromium.claim).low);
    const mixed = apk("nodejs", "chromium");
    expect(basis(mixed.claim)).toMatch(/Alpine 3\.2\d.*; Alpine's packages by the nearest ones/);
    expect(apk("openjdk17-jre-headless").unknown).toEqual([]);
    expect(apk("py3-lxml", "php83-fpm", "libheif-dev").unknown).toEqual([]);
  });

  test("that nothing is like are unknown parts, never zero", () => {
    expect(apk("left-pad-tools")).toMatchObject({ claim: { kind: "unknown" }, unknown: ["left-pad-tools"] });
    const both = apk("left-pad-tools", "nodejs");
    expect(both.unknown).toEqual(["left-pad-tools"]);
    expect(both.claim).toEqual(apk("nodejs").claim);
    expect(sizeAt(1, "FROM alpine:3.23\nRUN apk add --no-cache git left-pad-tools\n").unknownParts).toBe(1);
  });
});

describe("RPM packages", () => {
  test("are priced by the nearest of Debian, and the basis says so", () => {
    const compiler = rpm("gcc-c++", "make", "openssl-devel");
    expect(compiler.unknown).toEqual([]);
    expect(basis(compiler.claim)).toMatch(/RPM packages by the nearest ones of Debian .* \d{4}-\d\d-\d\d/);
    expect(bounds(compiler.claim).likely).toBeGreaterThan(150 * MB);
  });

  test.each([
    ["subversion", 8.05],
    ["git", 23.07],
    ["iperf3", 0.3],
    ["httpd", 9.86],
  ])("%s takes what was seen of it", (name, megabytes) => {
    // Installed sizes in public dnf, yum and tdnf output; without the libraries that its base image holds.
    expect(bounds(rpm(name).claim).high).toBeGreaterThan(megabytes * MB);
  });

  test.each([
    ["python3.12-devel", "python3-devel"],
    ["gcc.x86_64", "gcc"],
    ["java-17-openjdk-devel", "java-17-amazon-corretto-devel"],
    ["perl-DBI", "perl-DBI"],
    ["libxml2-devel", "libxml2-devel"],
  ])("%s is known", (name, alike) => {
    expect(rpm(name)).toMatchObject({ unknown: [], claim: { kind: "estimated" } });
    expect(rpm(name).claim).toEqual(rpm(alike).claim);
  });

  test("count a library once, and not again where it is held", () => {
    const first = rpm("gcc", "gcc-c++");
    expect(bounds(first.claim).likely).toBeCloseTo(bounds(rpm("gcc-c++").claim).likely, -7);
    expect(bounds(priceRpmInstall(["gcc"], first.added, false, debian).claim).high).toBe(0);
    const text = "FROM amazonlinux:2023\nRUN dnf install -y git\nRUN yum install -y git && yum clean all\n";
    expect(sizeAt(2, text)).toMatchObject({ claim: { high: 0 }, unknownParts: 0 });
  });

  test("of repository settings alone are all but nothing, and no unknown part", () => {
    const { claim, unknown } = rpm("epel-release", "azurelinux-repos");
    expect(unknown).toEqual([]);
    expect(bounds(claim).high).toBeLessThan(0.5 * MB);
  });

  test("bring weak dependencies along where those are not left out", () => {
    expect(bounds(priceRpmInstall(["git"], nothing, true, debian).claim).high).toBeGreaterThan(
      bounds(rpm("git").claim).high,
    );
  });

  test("that nothing is like are unknown parts, never zero", () => {
    expect(rpm("cuda-nvcc-12-9")).toMatchObject({ claim: { kind: "unknown" }, unknown: ["cuda-nvcc-12-9"] });
    expect(rpm("cuda-nvcc-12-9", "gcc").unknown).toEqual(["cuda-nvcc-12-9"]);
    expect(sizeAt(1, "FROM fedora:42\nRUN dnf install -y glibc-langpack-en gcc\n").unknownParts).toBe(1);
  });
});

describe("Ubuntu's packages", () => {
  const sizeOn = (base: string) =>
    sizeAt(1, `FROM ${base}\nRUN apt-get install -y --no-install-recommends git\n`).claim;
  const width = (claim: SizeClaim) => bounds(claim).high / bounds(claim).low;

  test.each([
    ["ubuntu:22.04", "bookworm", "jammy"],
    ["ubuntu:24.04", "trixie", "noble"],
    ["ubuntu:focal", "bullseye", "focal"],
  ])("on %s are those of Debian %s, with more doubt", (image, release, suite) => {
    expect(basis(sizeOn(image))).toMatch(
      new RegExp(`Debian ${release} package index .*as the nearest to Ubuntu ${suite}`),
    );
    expect(width(sizeOn(image))).toBeGreaterThan(width(sizeOn(`debian:${release}-slim`)));
    expect(bounds(sizeOn(image)).likely).toBeLessThan(bounds(sizeOn(`debian:${release}-slim`)).likely);
  });

  test("of a release that nothing is near to have more doubt still", () => {
    expect(width(sizeOn("ubuntu:14.04"))).toBeGreaterThan(width(sizeOn("ubuntu:22.04")));
    expect(basis(sizeOn("ubuntu:14.04"))).toMatch(/nearest to Ubuntu/);
  });

  test("that only send snaps along are small, or not claimed", () => {
    const chromium = sizeAt(1, "FROM ubuntu:24.04\nRUN apt-get install -y --no-install-recommends chromium-browser\n");
    expect(chromium.claim.kind).toBe("unknown");
  });
});

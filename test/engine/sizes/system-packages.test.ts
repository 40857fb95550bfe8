// What the distributions' managers leave and bring, from a Dockerfile to its priced findings.
import { describe, expect, test } from "vitest";
import { analyze, mergeSettings, noSemanticFacts, price } from "../../../server/src/engine/index";
import { boundsOf } from "../../../server/src/engine/sizes/claims";
import { shippedFacts } from "../shipped-data";

const { analysis: settings } = mergeSettings(undefined, undefined).settings;
const MB = 1e6;

function findings(text: string, rule: string) {
  return price(analyze(text, settings, noSemanticFacts), shippedFacts)
    .findings.filter(({ finding }) => finding.rule.id === rule)
    .map(({ saving }) => saving);
}

const run = (base: string, shell: string) => `FROM ${base}\nRUN ${shell}\nCMD ["app"]\n`;

describe("repository metadata", () => {
  test.each([
    ["centos:7", "yum install -y nginx", 197],
    ["amazonlinux:2", "yum install -y nginx", 205],
    ["fedora:32", "dnf install -y nginx", 230],
    ["rockylinux:9", "dnf install -y nginx", 85],
    ["registry.access.redhat.com/ubi9/ubi-minimal", "microdnf install -y nginx", 85],
    ["opensuse/leap:15.6", "zypper -n in nginx", 178],
    ["alpine:3.23", "apk add nginx", 3.7],
  ])("on %s, `%s`: about %d MB, and where that comes from", (base, shell, megabytes) => {
    const [saving] = findings(run(base, shell), "package-cache-left");
    expect(boundsOf(saving!)?.likely).toBe(megabytes * MB);
    expect(saving).toMatchObject({ kind: "estimated", basis: expect.stringMatching(/\d{4}-\d\d-\d\d/) });
  });

  test("is unknown where no image like it was measured", () => {
    expect(findings(run("example.org/base:1", "yum install -y nginx"), "package-cache-left")).toMatchObject([
      { kind: "unknown" },
    ]);
  });
});

describe("recommended packages", () => {
  const rule = "recommended-packages-installed";

  test("are reported where they are known to be a megabyte at the least", () => {
    expect(findings(run("debian:bookworm-slim", "apt-get install -y python3-pip"), rule)).toHaveLength(1);
    expect(findings(run("debian:bookworm-slim", "apt-get install -y curl"), rule)).toEqual([]);
    expect(findings(run("debian:bookworm-slim", "apt-get install -y nobody-knows-this"), rule)).toEqual([]);
  });

  test("are the difference of the install with and without them", () => {
    const total = (flag: string) => {
      const text = run("debian:bookworm-slim", `apt-get install -y ${flag}python3-pip nginx`);
      const own = price(analyze(text, settings, noSemanticFacts), shippedFacts).stages[0]!.own.claim;
      return boundsOf(own)!.likely;
    };
    const [saving] = findings(run("debian:bookworm-slim", "apt-get install -y python3-pip nginx"), rule);
    expect(boundsOf(saving!)?.likely).toBeCloseTo(total("") - total("--no-install-recommends "), -3);
  });

  test("that a later step installs by name are not given back", () => {
    const text = (later: string) =>
      `FROM debian:bookworm-slim\nRUN apt-get install -y python3-pip\nRUN apt-get install -y --no-install-recommends ${later}\nCMD ["app"]\n`;
    const likely = (later: string) => boundsOf(findings(text(later), rule)[0]!)!.likely;
    // All of it, and what build-essential itself recommends.
    expect(likely("nginx")).toBeGreaterThan(350e6);
    expect(likely("build-essential python3-dev")).toBeLessThan(70e6);
  });

  test("of build tools are told beside those, which count them no second time", () => {
    const text = run("debian:bookworm-slim", "apt-get install -y build-essential");
    expect(findings(text, rule)).toHaveLength(1);
    expect(findings(text, "build-tools-in-runtime")).toHaveLength(1);
  });

  test("of Ubuntu are Debian's as the nearest", () => {
    const [saving] = findings(run("ubuntu:24.04", "apt-get install -y python3-pip"), rule);
    expect(saving).toMatchObject({ basis: expect.stringContaining("nearest to Ubuntu") });
  });
});

// Downloads and commands that cannot be looked into: priced where the table knows them, free where they only ask, else unknown.
import { describe, expect, test } from "vitest";
import { analyze } from "../../../server/src/engine/analyze";
import { mergeSettings } from "../../../server/src/engine/settings";
import { boundsOf } from "../../../server/src/engine/sizes/claims";
import { knownDownloads } from "../../../server/src/engine/sizes/download-table";
import { noFacts, noSemanticFacts } from "../../../server/src/engine/sizes/no-facts";
import { price } from "../../../server/src/engine/sizes/price";

/** What the last instruction takes, in megabytes: its ends and unknown parts. */
function lastOf(...lines: string[]) {
  const text = ["FROM debian:bookworm-slim", ...lines, ""].join("\n");
  const analysis = analyze(text, mergeSettings(undefined, undefined).settings.analysis, noSemanticFacts);
  const { size } = price(analysis, noFacts).instructions.get(analysis.image.instructions.length - 1)!;
  const bounds = boundsOf(size.claim);
  const basis = size.claim.kind === "estimated" ? size.claim.basis : "";
  return { low: (bounds?.low ?? 0) / 1e6, high: (bounds?.high ?? 0) / 1e6, unknownParts: size.unknownParts, basis };
}

const node = "https://nodejs.org/dist/v20.19.5/node-v20.19.5-linux-x64.tar.xz";

describe("a known archive is priced by what is in it", () => {
  test.each([
    ["through a pipe", `RUN curl -fsSL ${node} | tar xJ -C /usr/local --strip-components=1`],
    ["unpacked and removed", `RUN curl -fsSLO ${node} && tar xf node-v20.19.5-linux-x64.tar.xz && rm node-*.tar.xz`],
    [
      "with its version in a variable",
      `ENV V=20.19.5\nRUN curl -fsSL https://nodejs.org/dist/v$V/node-v$V-linux-x64.tar.xz | tar xJ`,
    ],
    [
      "with a part that only the build knows",
      "RUN A=$(uname -m) && wget -O /n.txz https://nodejs.org/dist/v20.19.5/node-v20.19.5-linux-$A.tar.xz && tar xf /n.txz && rm /n.txz",
    ],
    ["downloaded by ADD, unpacked later", `ADD ${node} /tmp/node.tar.xz\nRUN tar xf /tmp/node.tar.xz -C /opt`],
  ])("%s", (_, text) => {
    const found = lastOf(...text.split("\n"));
    expect(found).toMatchObject({ unknownParts: 0, basis: expect.stringContaining("Node.js 20.19.5") });
    expect(found.low).toBeGreaterThan(140);
    expect(found.high).toBeLessThan(180);
  });

  test("its file stays beside it where nobody removes it", () => {
    const gradle = "https://services.gradle.org/distributions/gradle-9.7.0-bin.zip";
    const kept = lastOf(`RUN wget ${gradle} -O /tmp/g.zip && unzip -q /tmp/g.zip -d /opt`);
    const removed = lastOf(`RUN wget ${gradle} -O /tmp/g.zip && unzip -q /tmp/g.zip -d /opt && rm /tmp/g.zip`);
    expect(kept.low - removed.low).toBeCloseTo(138, 0);
  });

  test.each([
    ["a part of it", `RUN curl -fsSL ${node} | tar xJ node-v20.19.5-linux-x64/bin/node`],
    [
      "a release older than all that was read",
      "RUN curl -fsSL https://nodejs.org/dist/v6.10.0/node-v6.10.0-linux-x64.tar.xz | tar xJ",
    ],
    ["an archive that no table has", "RUN curl -fsSL https://example.com/node-v20.19.5-linux-x64.tar.xz | tar xJ"],
    [
      "another file of the same name",
      "RUN curl -fsSLo /tmp/a.tgz https://go.dev/dl/go1.22.3.linux-amd64.tar.gz && tar xf /tmp/b.tgz && rm /tmp/a.tgz",
    ],
  ])("%s is unknown", (_, line) => {
    expect(lastOf(line)).toMatchObject({ unknownParts: 1 });
  });

  test("between two versions it lies between their figures; which one it is may be open", () => {
    const go = (name: string) =>
      lastOf(`RUN V=$(cat /v) && wget -qO- https://go.dev/dl/${name}.linux-amd64.tar.gz | tar xz -C /usr/local`);
    const [old, current, open] = [go("go1.16.5"), go("go1.22.3"), go("go$V")];
    expect(current.high).toBeLessThan(old.low);
    expect([open.low, open.high]).toEqual([go("go1.25.1").low, 440]);
    expect(open.unknownParts).toBe(0);
  });
});

describe("Rust's installer", () => {
  const high = (line: string) => lastOf(line).high;
  test("costs what its profile installs", () => {
    const minimal = high("RUN curl https://sh.rustup.rs -sSf | sh -s -- -y --profile minimal");
    const whole = high("RUN curl https://sh.rustup.rs -sSf | sh -s -- -y");
    const none = high("RUN curl https://sh.rustup.rs -sSf | sh -s -- -y --default-toolchain none");
    expect(none).toBeLessThan(minimal);
    expect(minimal).toBeLessThan(whole);
    expect(lastOf("RUN curl https://sh.rustup.rs -sSf | sh -s -- -y --profile $(cat /p)").unknownParts).toBe(1);
  });

  test("is known by its program too", () => {
    const line =
      "RUN wget https://static.rust-lang.org/rustup/archive/1.29.1/x/rustup-init && chmod +x rustup-init && ./rustup-init -y --profile=minimal && rm rustup-init";
    expect(lastOf(line)).toMatchObject({ low: 520, high: 740, unknownParts: 0 });
  });
});

test.each([
  "dpkg --print-architecture",
  "dpkg -l",
  "rpm -q bash",
  "rustc --version",
  "kubectl version --client",
  "nginx -t",
  "pwd",
  "sh -n /entrypoint.sh",
  "lsb_release -cs",
])("%s stores nothing", (line) => {
  expect(lastOf(`RUN ${line}`)).toMatchObject({ high: 0, unknownParts: 0 });
});

test.each([
  "dpkg -i /tmp/a.deb",
  "rpm -i /tmp/a.rpm",
  "some-tool",
  "some-tool build",
  "sh install.sh",
  "gcloud components install beta",
])("%s may store anything", (line) => {
  expect(lastOf(`RUN ${line}`).unknownParts).toBeGreaterThan(0);
});

test("a script from the network is unknown unless it is a known installer", () => {
  expect(lastOf("RUN curl -fsSL https://example.com/install.sh | bash").unknownParts).toBe(1);
  expect(lastOf("RUN curl -fsSL https://bun.sh/install | bash")).toMatchObject({ low: 88, unknownParts: 0 });
});

test("every row has its versions in order, ends in order, and a source with a date", () => {
  for (const { name, contents = [], file = [], installed = [], source } of knownDownloads) {
    expect([...contents, ...file, ...installed], name).not.toEqual([]);
    if (name !== "a text file") expect(source, name).toMatch(/20\d\d(-\d\d)?/);
    for (const rows of [contents, file, installed]) {
      for (const [, figure] of rows) if (typeof figure !== "number") expect(figure[0], name).toBeLessThan(figure[1]);
      const numbers = rows.map(([version]) => version.split(".").map(Number));
      expect(
        [...numbers].sort((a, b) => a[0]! - b[0]! || (a[1] ?? 0) - (b[1] ?? 0)),
        name,
      ).toEqual(numbers);
    }
  }
});

// What layers of installs hold beyond the packages' Installed-Size.
import { describe, expect, test } from "vitest";
import { analyze } from "../../../server/src/engine/analyze";
import { noSemanticFacts } from "../../../server/src/engine/index";
import { mergeSettings } from "../../../server/src/engine/settings";
import { bytesOfFiles, bytesOfPackage, databaseBytes } from "../../../server/src/engine/sizes/apt-layers";
import { boundsOf } from "../../../server/src/engine/sizes/claims";
import { price } from "../../../server/src/engine/sizes/price";
import type { FactState } from "../../../server/src/engine/sizes/types";
import { shippedFacts } from "../shipped-data";

const { analysis: settings } = mergeSettings(undefined, undefined).settings;

const likelyOf = (text: string, facts: Readonly<Record<string, FactState>> = {}) => {
  const all = { ...shippedFacts, facts: new Map([...shippedFacts.facts, ...Object.entries(facts)]) };
  return boundsOf(price(analyze(text, settings, noSemanticFacts), all).stages[0]!.own.claim)!;
};
const install = (image: string, names: string) =>
  likelyOf(`FROM ${image}\nRUN apt-get install -y --no-install-recommends ${names}\n`).likely;

describe("a package's files", () => {
  const files = { installed: 10e6, rounding: 0.5e6, texts: 3e6, byteCode: 2e6, asks: false };

  test("are without documentation in slim images, and with half of it where nobody can tell", () => {
    expect(bytesOfFiles(files, true)).toBe(9.5e6);
    expect(bytesOfFiles(files, false)).toBe(6.5e6);
    expect(bytesOfFiles(files, undefined)).toBe(8e6);
    expect(bytesOfFiles({ ...files, installed: 1e6 }, false)).toBe(0);
  });

  test("are joined by byte code, dpkg's records and what the package writes", () => {
    const added = bytesOfPackage("some-name", files, false);
    expect(added).toBeGreaterThan(8.5e6);
    expect(added).toBeLessThan(8.7e6);
    expect(bytesOfPackage("udev", files, false) - added).toBe(13_000_000);
    expect(bytesOfPackage("postgresql-15", files, false) - added).toBe(40_000_000);
  });

  test("stand beside a database that grows with what is held", () => {
    expect(databaseBytes(true, 0)).toBeGreaterThan(databaseBytes(false, 0));
    expect(databaseBytes(false, 400) - databaseBytes(false, 0)).toBe(840_000);
  });
});

// Docker 28.5.2 (overlay2), 2026-11-26: the layers of test/bench/sizes/cases.
test.each([
  ["debian:bookworm-slim", "build-essential", 296.8],
  ["debian:bookworm-slim", "chromium fonts-liberation", 684.6],
  ["debian:bookworm-slim", "dbus systemd systemd-sysv udev", 47.4],
  ["debian:trixie-slim", "mariadb-server", 402.5],
  ["debian:trixie", "curl git jq openssh-client procps rsync unzip vim wget zip", 180.3],
  ["debian:trixie-slim", "php-cli php-curl php-mbstring php-mysql php-xml", 43.4],
])("on %s, %s takes %d MB, to 3 %%", (image, names, megabytes) => {
  expect(Math.abs(install(image, names) / (megabytes * 1e6) - 1)).toBeLessThan(0.03);
});

test("documentation is counted on full images", () => {
  expect(install("debian:bookworm", "git") - install("debian:bookworm-slim", "git")).toBeGreaterThan(10e6);
});

describe("a new virtual environment", () => {
  const made = (image: string, command: string) => likelyOf(`FROM ${image}\nRUN ${command}\n`);

  test("holds what its Python puts into one", () => {
    expect(made("debian:trixie-slim", "python3 -m venv /opt/venv").likely).toBe(10.3e6);
    expect(made("debian:bookworm-slim", "python3 -m venv /opt/venv").likely).toBe(21.6e6);
    expect(made("python:3.13-slim", "python -m venv /opt/venv").likely).toBe(10.3e6);
    expect(made("python:3.10", "python3 -m venv /opt/venv").likely).toBe(21.6e6);
    expect(made("debian:bookworm-slim", "python3.12 -m venv /opt/venv").likely).toBe(10.3e6);
    expect(made("registry.example/tools", "python3 -m venv /opt/venv")).toMatchObject({ low: 9.3e6, high: 24e6 });
    expect(made("python:3.13-slim", "python -m venv --without-pip /opt/venv").high).toBe(100_000);
  });
});

describe("ADD", () => {
  const added = (name: string) =>
    likelyOf(`FROM scratch\nADD ${name} /opt/\n`, {
      [`context-files ${JSON.stringify([name])}`]: { state: "known", value: { bytes: 10e6, basis: "counted" } },
    });

  test("stores what is in an archive, which is not known, and other files as they are", () => {
    expect(added("app.tar.gz").high).toBeGreaterThan(30e6);
    expect(added("app.tar").high).toBe(10e6);
    expect(added("app.bin")).toMatchObject({ low: 10e6, likely: 10e6, high: 10e6 });
  });
});

// What an instruction sees: variables, working directory, user, home directories.
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are the builder's variables.
import { describe, expect, test } from "vitest";
import { model, type Surroundings } from "./model";

/** Value of X at the last instruction: `-` where it is unset or unknown. */
function valueOfX(lines: string, surroundings?: Surroundings): string {
  return model(`${lines}\nRUN true`, surroundings).instructions.at(-1)!.variable("X") ?? "-";
}

describe("variables", () => {
  test.each([
    ["FROM a\nENV X=1", "1"],
    ["FROM a\nENV X 1", "1"],
    ["FROM a\nENV X one two  three", "one two  three"],
    ["FROM a\nENV X a=b", "a=b"],
    ['FROM a\nENV X="one two"', "one two"],
    ["FROM a\nENV X=one\\ two", "one two"],
    ["FROM a\nENV X='$Y'", "$Y"],
    ["FROM a\nENV Y=1\nENV X=$Y-${Y}", "1-1"],
    // Values of one ENV see what was before it.
    ["FROM a\nENV Y=1\nENV Y=2 X=$Y", "1"],
    ["FROM a\nENV X=1\nENV X=2", "2"],
    ["FROM a\nENV X=", ""],
    ["FROM a\nENV X=${Y:-3}", "3"],
    ["FROM a\nENV X=${Y}", "-"],
    ["FROM a\nENV PATH=/x:$PATH X=1", "1"],
    ["FROM a\nARG X=1", "1"],
    ["FROM a\nARG X", "-"],
    ["FROM a\nARG X=1\nARG X=2", "2"],
    ["FROM a\nARG Y=1 X=2", "2"],
    // ENV wins over ARG, whichever comes first.
    ["FROM a\nENV X=env\nARG X=arg", "env"],
    ["FROM a\nARG X=arg\nENV X=env", "env"],
    ["FROM a\nARG X=arg\nENV X=${X}", "arg"],
    ["FROM a\nARG X\nENV X=${X:-default}", "-"],
    // A global one reaches a stage only by an ARG there.
    ["ARG X=1\nFROM a", "-"],
    ["ARG X=1\nFROM a\nARG X", "1"],
    ["ARG X=1\nFROM a\nARG X=2", "2"],
    ["ARG Y=1\nFROM a\nARG Y\nENV X=$Y", "1"],
    // Stages inherit ENV and ARG from what they stand on, not from their neighbours.
    ["FROM a AS one\nENV X=1\nFROM one", "1"],
    ["FROM a AS one\nARG X=1\nFROM one", "1"],
    ["FROM a AS one\nENV X=1\nFROM a", "-"],
    ["FROM a AS one\nENV X=1\nFROM one AS two\nENV X=2\nFROM one", "1"],
  ])("%s", (lines, expected) => expect(valueOfX(lines)).toBe(expected));

  test("an instruction does not see what comes after it", () => {
    const image = model("FROM a\nRUN true\nENV X=1\nRUN true");
    expect(image.instructions.map(({ variable }) => variable("X"))).toEqual([undefined, undefined, undefined, "1"]);
  });

  test("the settings' build arguments win over defaults, not over ENV", () => {
    const surroundings = { buildArguments: { X: "given" } };
    expect(valueOfX("FROM a\nARG X=1", surroundings)).toBe("given");
    expect(valueOfX("FROM a\nARG X", surroundings)).toBe("given");
    expect(valueOfX("ARG X=1\nFROM a\nARG X=2", surroundings)).toBe("given");
    expect(valueOfX("FROM a\nENV X=env\nARG X", surroundings)).toBe("env");
    expect(valueOfX("FROM a", surroundings)).toBe("-");
  });

  test("of the platform are there after an ARG", () => {
    expect(valueOfX("FROM a\nARG TARGETARCH\nENV X=$TARGETARCH", { platform: "linux/arm64" })).toBe("arm64");
    expect(valueOfX("FROM a\nARG TARGETARCH\nENV X=$TARGETARCH")).toBe("-");
    expect(valueOfX("FROM a\nENV X=$TARGETARCH", { platform: "linux/arm64" })).toBe("-");
  });

  test("of well-known images are there", () => {
    const value = (image: string, name: string) => model(`FROM ${image}\nRUN true`).instructions[1]!.variable(name);
    expect(value("golang:1.22", "GOPATH")).toBe("/go");
    expect(value("rust:1", "CARGO_HOME")).toBe("/usr/local/cargo");
    expect(value("docker.io/library/golang:1.22", "GOPATH")).toBe("/go");
    expect(value("example.org/golang", "GOPATH")).toBeUndefined();
  });
});

/** Working directory at the last instruction. */
function workdirAfter(lines: string): string | undefined {
  return model(`${lines}\nRUN true`).instructions.at(-1)!.workdir;
}

describe("WORKDIR", () => {
  test.each([
    ["FROM debian:12", "/"],
    ["FROM scratch", "/"],
    ["FROM golang:1.22", "/go"],
    ["FROM debian:12\nWORKDIR /srv/app/", "/srv/app"],
    ["FROM debian:12\nWORKDIR srv\nWORKDIR app", "/srv/app"],
    ["FROM debian:12\nWORKDIR /a/b\nWORKDIR ../c", "/a/c"],
    ["FROM debian:12\nWORKDIR /a/./b//c", "/a/b/c"],
    ["FROM debian:12\nWORKDIR /../..", "/"],
    ["FROM debian:12\nENV DIR=/x\nWORKDIR $DIR/y", "/x/y"],
    ["FROM debian:12\nENV DIR=x\nWORKDIR /${DIR}/y", "/x/y"],
    ['FROM debian:12\nWORKDIR "/with blank"', "/with blank"],
    ["FROM debian:12\nWORKDIR /with blank", "/with blank"],
    ["FROM debian:12 AS a\nWORKDIR /x\nFROM a\nWORKDIR y", "/x/y"],
    // `cd` of a RUN ends with it.
    ["FROM debian:12\nWORKDIR /a\nRUN cd /b", "/a"],
    ["FROM debian:12\nWORKDIR $UNKNOWN", undefined],
    ["FROM debian:12\nWORKDIR $UNKNOWN\nWORKDIR x", undefined],
    ["FROM debian:12\nWORKDIR $UNKNOWN\nWORKDIR /x", "/x"],
    ["FROM example.org/team/base", undefined],
    ["FROM example.org/team/base\nWORKDIR app", undefined],
    ["FROM example.org/team/base\nWORKDIR /app", "/app"],
    ["FROM $UNKNOWN", undefined],
  ])("%s", (lines, expected) => expect(workdirAfter(lines)).toBe(expected));
});

/** Where pip's cache lies for who runs the last RUN: that is in the home directory. `-` where nobody can tell. */
function homeAfter(lines: string, run = "pip install x", base = "python:3.12"): string {
  const cache = model(`FROM ${base}\n${lines}\nRUN ${run}`).effects.find(
    (effect) => effect.kind === "cache" && effect.cache === "pip",
  );
  return cache?.paths?.[0]?.replace("/.cache/pip", "") ?? "-";
}

describe("users and their homes", () => {
  test.each([
    ["", "/root"],
    ["USER root", "/root"],
    ["USER 0", "/root"],
    ["USER 0:0", "/root"],
    ["USER root:staff", "/root"],
    ["USER app", "/home/app"],
    ["USER app:app", "/home/app"],
    ["ARG USERNAME=app\nUSER $USERNAME", "/home/app"],
    ["USER app\nUSER root", "/root"],
    // A number has no name, nor has what is not known.
    ["USER 1000", "-"],
    ["USER 1000:1000", "-"],
    ["USER $UNKNOWN", "-"],
    ["USER $UNKNOWN\nUSER root", "/root"],
    ["USER ${APP_USER:-app}", "/home/app"],
    ["ENV HOME=/srv", "/srv"],
    ["ENV HOME=/srv\nUSER app", "/srv"],
    ["USER 1000\nENV HOME=/srv", "/srv"],
    ["RUN useradd -m app\nUSER app", "/home/app"],
    ["RUN useradd --create-home --shell /bin/bash app\nUSER app", "/home/app"],
    ["RUN useradd -ms /bin/bash app\nUSER app", "/home/app"],
    ["RUN useradd -m -d /srv/app -u 1000 app\nUSER app", "/srv/app"],
    ["RUN useradd --home-dir=/srv/app -m app\nUSER app", "/srv/app"],
    ["RUN useradd --system app\nUSER app", "-"],
    ["RUN useradd app && mkdir /home/app && chown app /home/app\nUSER app", "/home/app"],
    // WORKDIR makes it for root: nobody else may write there.
    ["RUN useradd app\nWORKDIR /home/app\nUSER app", "-"],
    ["RUN useradd app\nCOPY --chown=app x /home/app/x\nUSER app", "/home/app"],
    ["RUN adduser --disabled-password app\nUSER app", "/home/app"],
    ["RUN adduser --system --group app\nUSER app", "-"],
    ["RUN adduser --no-create-home app\nUSER app", "-"],
    ["RUN groupadd -r app && useradd -r -g app app\nUSER app", "-"],
    // A user that a branch makes may have a home directory.
    ["RUN id app || useradd -m app\nUSER app", "/home/app"],
  ])("%s: %s", (lines, expected) => expect(homeAfter(lines)).toBe(expected));

  test("Alpine's adduser makes a home directory unless -H says otherwise", () => {
    const alpine = "python:3.12-alpine";
    expect(homeAfter("RUN adduser -D app\nUSER app", undefined, alpine)).toBe("/home/app");
    expect(homeAfter("RUN adduser -S -D -h /srv/app app\nUSER app", undefined, alpine)).toBe("/srv/app");
    expect(homeAfter("RUN adduser -D -H app\nUSER app", undefined, alpine)).toBe("-");
    expect(homeAfter("RUN adduser -D -u 1000 app app\nUSER app", undefined, alpine)).toBe("/home/app");
  });

  test.each([
    ["sudo pip install x", "USER app", "/root"],
    ["sudo -u app pip install x", "", "/home/app"],
    ["sudo --user=app pip install x", "", "/home/app"],
    ["gosu app pip install x", "", "/home/app"],
    ["su-exec app:app pip install x", "", "/home/app"],
    ["HOME=/tmp/h pip install x", "", "/tmp/h"],
    ["env HOME=/tmp/h pip install x", "USER app", "/tmp/h"],
    ["export HOME=/tmp/h && pip install x", "", "/tmp/h"],
    ["su app -c 'pip install x'", "", "/home/app"],
    ["su - app -c 'pip install x'", "", "/home/app"],
  ])("%s after %j: %s", (run, lines, expected) => expect(homeAfter(lines, run)).toBe(expected));

  test("stages inherit users", () => {
    const text = "FROM python:3.12 AS a\nRUN useradd -m -d /srv/app app\nUSER app\nFROM a\nRUN pip install x";
    expect(model(text).effects.find(({ kind }) => kind === "cache")?.paths).toEqual(["/srv/app/.cache/pip"]);
    const beside = "FROM python:3.12 AS a\nUSER app\nFROM python:3.12\nRUN pip install x";
    expect(model(beside).effects.find(({ kind }) => kind === "cache")?.paths).toEqual(["/root/.cache/pip"]);
  });

  test("a user of one stage is not yet there in its sibling", () => {
    const text = "FROM python:3.12 AS a\nFROM a AS b\nRUN useradd x\nFROM a\nUSER x\nRUN pip install y";
    expect(model(text).effects.find(({ kind }) => kind === "cache")?.paths).toEqual(["/home/x/.cache/pip"]);
  });
});

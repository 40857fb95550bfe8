// How a RUN's commands are read: directories, variables, wrappers, inner shells, forms of RUN that are no shell.
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are the shell's variables.
import { describe, expect, test } from "vitest";
import type { RunCommand } from "../../../server/src/engine/image/commands";
import { afterRun, model, show } from "./model";

function commands(run: string, before = "FROM debian:12\n"): readonly RunCommand[] {
  return model(`${before}RUN ${run}\n`).instructions.at(-1)!.commands as readonly RunCommand[];
}

/** The command whose program is `probe`. */
function probe(run: string, before?: string): RunCommand {
  return commands(run, before).find(({ program }) => program === "probe")!;
}

const argumentsOf = (run: string, before?: string) => probe(run, before).arguments.map(({ value }) => value ?? "?");

describe("the directory of a command", () => {
  test.each([
    ["probe", "/"],
    ["cd /a && probe", "/a"],
    ["cd /a && cd b && probe", "/a/b"],
    ["cd /a; cd ..; probe", "/"],
    ["cd /a && cd /b && cd - && probe", "/a"],
    ["cd && probe", "/root"],
    ["cd ~ && probe", "/root"],
    ["cd ~/x && probe", "/root/x"],
    ['cd "$HOME" && probe', "/root"],
    ["cd -P /a && probe", "/a"],
    ["pushd /a && popd && probe", "/"],
    ["pushd /a && probe", "/a"],
    ["D=/a; cd $D && probe", "/a"],
    ["cd $UNKNOWN && probe", undefined],
    ["cd $UNKNOWN && cd /b && probe", "/b"],
    ["cd $(mktemp -d) && probe", undefined],
    ["cd /a-* && probe", "/a-*"],
    // A subshell, a substitution and a pipe keep their directory to themselves.
    ["(cd /a && true) && probe", "/"],
    ["(cd /a && probe)", "/a"],
    ["x=$(cd /a && pwd) && probe", "/"],
    ["sh -c 'cd /a' && probe", "/"],
    ["sh -c 'cd /a && probe'", "/a"],
    ["cd /a && sh -c probe", "/a"],
    ["{ cd /a; } && probe", "/a"],
    ["true | cd /a; probe", "/"],
    // Conditional: it holds in its own branch.
    ["if true; then cd /a && probe; fi", "/a"],
    ["if true; then cd /a; fi; probe", undefined],
    ["if true; then cd /; fi; probe", "/"],
    ["[ -d /a ] && cd /a || true; probe", undefined],
    ["cd /a || exit 1; probe", "/a"],
    ["cd /a || true; probe", "/a"],
    ["false || cd /a; probe", undefined],
    ["for d in a b; do cd /$d; probe; done", undefined],
    ["f() { cd /a; }; probe", undefined],
    ["if true; then cd /a; fi; cd /b && probe", "/b"],
    ["<<EOF\ncd /a\nprobe\nEOF", "/a"],
    ["<<EOF bash\ncd /a\nprobe\nEOF", "/a"],
  ])("%s", (run, expected) => expect(probe(run).workdir).toBe(expected));

  test("starts from WORKDIR", () => {
    expect(probe("probe", "FROM debian:12\nWORKDIR /srv\n").workdir).toBe("/srv");
    expect(probe("cd x && probe", "FROM debian:12\nWORKDIR /srv\n").workdir).toBe("/srv/x");
    expect(probe("probe", "FROM example.org/a\n").workdir).toBeUndefined();
  });
});

describe("words", () => {
  test.each([
    ["probe a 'b c' \"d e\"", ["a", "b c", "d e"]],
    ['X=a; probe $X ${X}b "$X c"', ["a", "ab", "a c"]],
    ["X='a b'; probe $X", ["a", "b"]],
    ["X='a b'; probe \"$X\"", ["a b"]],
    ["X=; probe $X a", ["a"]],
    ["probe ${X:-d}", ["d"]],
    ["X=a; probe ${X:+b}", ["b"]],
    ["bash -c 'probe {a,b}-c'", ["a-c", "b-c"]],
    // Debian's sh leaves braces alone.
    ["probe {a,b}-c", ["{a,b}-c"]],
    ["probe a{b,c{d,e}}", ["?"]],
    ["probe $UNKNOWN", ["?"]],
    ["probe $(date)", ["?"]],
    ["probe `date`", ["?"]],
    ["probe '$X'", ["$X"]],
    ["probe a\\ b", ["a b"]],
    ["probe a \\\n  b", ["a", "b"]],
    ["probe ~/x", ["/root/x"]],
    ["probe '~/x' x~", ["~/x", "x~"]],
    ["probe *.txt", ["*.txt"]],
    ["X=1; X=2; probe $X", ["2"]],
    ["X=1; Y=$X$X; probe $Y", ["11"]],
    ["X=$(date); probe $X", ["?"]],
    ["if true; then X=1; fi; probe $X", ["?"]],
    ["X=1; (X=2); probe $X", ["1"]],
    ["X=1; (probe $X)", ["1"]],
    ["export X=1; probe $X", ["1"]],
    ["X=1; unset X; probe a$X", ["a"]],
    ["read X; probe $X", ["?"]],
    ["for X in a b; do probe $X; done", ["?"]],
    ["X=1 probe $X", ["?"]],
    ["probe > /x 2>&1 a", ["a"]],
  ])("%s", (run, expected) => expect(argumentsOf(run)).toEqual(expected));

  test("variables of the stage", () => {
    const before = "FROM debian:12\nENV A=1\nARG B='2 3'\n";
    expect(argumentsOf('probe $A $B "$B"', before)).toEqual(["1", "2", "3", "2 3"]);
    // The shell's own assignment wins.
    expect(argumentsOf("A=9; probe $A", before)).toEqual(["9"]);
  });

  test("the range is that of what really runs", () => {
    const text = "FROM debian:12\nRUN X=1 sudo -E probe a \\\n b >/dev/null && true\n";
    const { range } = model(text).instructions[1]!.commands[0]!;
    expect(text.slice(range.start, range.end)).toBe("probe a \\\n b");
  });
});

describe("loops and functions", () => {
  test.each([
    ["for p in a b; do pip install $p; done", "pip", ["install", "a", "b"]],
    ['for p in a b; do pip install "x-${p}"; done', "pip", ["install", "x-a", "x-b"]],
    ["for p in a 'b c'; do pip install $p; done", "pip", ["install", "a", "b c"]],
    ["L='a b'; for p in $L c; do pip install $p; done", "pip", ["install", "a", "b", "c"]],
    ["for p in $UNKNOWN; do pip install $p; done", "pip", ["install", "?"]],
    ["p=9; for p in a b; do probe $p; done", "probe", ["?"]],
    ["for p in a; do probe $p/x; done", "probe", ["a/x"]],
    ["for d in /a /b; do rm -rf $d/*; done", "rm", ["-rf", "/a/*", "/b/*"]],
    ["for p in a b; do pip install --no-cache-dir $p; done", "pip", ["install", "--no-cache-dir", "a", "b"]],
    ["for p in a b; do apt-get install -yq $p; done", "apt-get", ["install", "-yq", "a", "b"]],
    ["for p in a b; do apt-get install -yt $p; done", "apt-get", ["install", "-yt", "?"]],
    ["for f in a b; do pip install -r $f; done", "pip", ["install", "-r", "?"]],
    ["for t in a b; do go build -o /out/$t ./$t; done", "go", ["build", "-o", "?", "?"]],
    ["for a in x y; do for b in 1 2; do pip install $b; done; done", "pip", ["install", "1", "2"]],
    ['f() { probe "$@"; }; f a b', "probe", ["a", "b"]],
    ["f() { probe $1 ${2:-c}; }; f a", "probe", ["a", "c"]],
    ["f() { probe $#; }; f a b", "probe", ["?"]],
    ['f() { probe "$*"; }; f a', "probe", ["a"]],
    ['X=z; f() { probe "$@" $X; }; f "$X"', "probe", ["z", "z"]],
    ["f() { probe $1; }; f $UNKNOWN", "probe", ["?"]],
    ["probe $1 ${2:-c}", "probe", ["?", "?"]],
    ["f() { g x; }; g() { probe $1; }; f", "probe", ["x"]],
  ])("%s", (run, program, expected) => {
    const found = commands(run).find((command) => command.program === program)!;
    expect(found.arguments.map(({ value }) => value ?? "?")).toEqual(expected);
  });

  test("a body is read where it is called first, and once", () => {
    const run = "f() { second; }; first; f; third; f";
    expect(commands(run).map(({ program }) => program)).toEqual(["first", "", "second", "third", ""]);
  });

  test("a body changes what follows the call", () => {
    expect(probe("f() { cd /a; }; f; probe").workdir).toBe("/a");
    expect(probe("f() { probe; }; cd /a; f").workdir).toBe("/a");
    expect(probe("f() { export X=1; }; f; probe").environment("X")).toBe("1");
  });

  test("a function that calls itself is read once", () => {
    expect(commands("f() { probe; f; }; f").filter(({ program }) => program === "probe")).toHaveLength(1);
  });

  test("a function takes the place of a program", () => {
    expect(afterRun("cache", "pip() { command pip install --no-cache-dir $1; }; pip flask", "python:3.12")).toEqual([]);
    expect(afterRun("cache", "clean() { rm -rf /var/lib/apt/lists/*; }; apt-get update && clean")).toEqual([]);
    expect(afterRun("cache", 'get() { apt-get update && apt-get install -y "$@"; }; get curl')).toEqual(["apt-lists"]);
  });

  test("find runs a package manager on what it finds", () => {
    const installs = (run: string) => afterRun("install", run, "python:3.12");
    expect(installs("find . -name r.txt -exec pip install -r {} \\;")).toEqual(["pip:?"]);
    expect(afterRun("cache", "find . -name r.txt -exec pip install -r {} +", "python:3.12")).toEqual(["pip?"]);
    expect(afterRun("cache", "find . -exec pip install --no-cache-dir -r {} +", "python:3.12")).toEqual([]);
    expect(installs("find . -name setup.py -execdir python -m pip install . \\;")).toEqual(["pip:?"]);
  });

  test("loops over folders remove what lies in them", () => {
    expect(afterRun("cache", 'apt-get update; for d in /var/lib/apt/lists /tmp; do rm -rf "$d"/*; done')).toEqual([]);
  });
});

describe("the environment of a command", () => {
  const value = (run: string, before?: string) => probe(run, before).environment("X") ?? "-";
  test.each([
    ["X=1 probe", "1"],
    ["export X=1 && probe", "1"],
    ["export X && probe", "-"],
    ["X=1; export X; probe", "1"],
    // A variable of the shell alone is none of the program's.
    ["X=1; probe", "-"],
    ["X=1 && probe", "-"],
    ["env X=1 probe", "1"],
    ["env -i X=1 probe", "1"],
    ["sudo X=1 probe", "1"],
    ["declare -x X=1; probe", "1"],
    ["X=$UNKNOWN probe", "-"],
    ["(export X=1); probe", "-"],
    ["(export X=1; probe)", "1"],
    ["X=1 true; probe", "-"],
    ["set -a; X=1; probe", "1"],
    ["X=1 sh -c probe", "1"],
    ["X=1 bash -ec 'true && probe'", "1"],
    ["export X=1; sh -c probe", "1"],
    ["sh -c 'X=1 probe'", "1"],
    ["env X=1 sh -c probe", "1"],
    ["if true; then export X=1; fi; probe", "-"],
  ])("%s", (run, expected) => expect(value(run)).toBe(expected));

  test("of the stage", () => {
    expect(value("probe", "FROM debian:12\nENV X=1\n")).toBe("1");
    expect(value("probe", "FROM debian:12\nARG X=1\n")).toBe("1");
    expect(value("X=2; probe", "FROM debian:12\nENV X=1\n")).toBe("2");
    expect(value("unset X; probe", "FROM debian:12\nENV X=1\n")).toBe("");
    expect(value("X= probe", "FROM debian:12\nENV X=1\n")).toBe("");
  });
});

describe("wrappers are peeled off", () => {
  test.each([
    ["sudo probe a"],
    ["sudo -E -u app probe a"],
    ["sudo --user=app probe a"],
    ["doas -u app probe a"],
    ["env A=1 B=2 probe a"],
    ["env -u A probe a"],
    ["exec probe a"],
    ["exec -a name probe a"],
    ["command probe a"],
    ["time probe a"],
    ["nice -n 10 probe a"],
    ["nohup probe a"],
    ["timeout 30 probe a"],
    ["timeout -k 5 30 probe a"],
    ["timeout --signal=KILL 30 probe a"],
    ["stdbuf -oL probe a"],
    ["eatmydata probe a"],
    ["gosu app probe a"],
    ["su-exec app probe a"],
    ["sudo -H env A=1 nice probe a"],
    ["/usr/bin/sudo /usr/bin/probe a"],
    ["sh -c 'probe a'"],
    ["/bin/bash -euxo pipefail -c 'probe a'"],
    ["su app -c 'probe a'"],
    ['bash -c "probe a"'],
  ])("%s", (run) => expect(argumentsOf(run)).toEqual(["a"]));

  test("xargs adds arguments that nobody knows", () => {
    expect(probe("ls | xargs -r -n 1 probe a").moreArguments).toBe(true);
    expect(probe("probe a").moreArguments).toBe(false);
  });

  test("a wrapper alone is a command of its own", () => {
    expect(commands("env").map(({ program }) => program)).toEqual(["env"]);
    expect(commands("sudo -k").map(({ program }) => program)).toEqual(["sudo"]);
  });

  test("a program by its path, or unknown", () => {
    expect(probe("/opt/x/probe").programPath).toBe("/opt/x/probe");
    expect(probe("D=/opt; $D/probe").programPath).toBe("/opt/probe");
    // Its name is known where only its folder is not.
    expect(probe("$UNKNOWN/probe").programPath).toBe("probe");
    expect(commands("$UNKNOWN a")[0]!.program).toBe("");
  });
});

describe("which commands are certain", () => {
  test.each([
    ["true && probe", false],
    ["true; probe", false],
    ["true || probe", true],
    ["test -f x && probe", false],
    ["if test -f x; then probe; fi", true],
    ["if probe; then true; fi", false],
    ["probe || true", false],
    ["for x in a; do probe; done", false],
    ["for x in $L; do probe; done", true],
    ["while true; do probe; done", true],
    ["case a in a) probe;; esac", true],
    ["f() { probe; }", true],
    ["f() { probe; }; f", false],
    ["f() { probe; }; true && f", false],
    ["f() { probe; }; g() { f; }; g", false],
    ["f() { probe; }; if true; then f; fi", true],
    ["f() { probe; }; test -f x && f; true", true],
    ["f() { test -f x && probe; true; }; f", true],
    ["probe &", true],
    ["(probe)", false],
    ["x=$(probe)", false],
    ["true | probe", false],
    ["set -e; probe", false],
  ])("%s: maybe %s", (run, maybe) => expect(probe(run).maybe).toBe(maybe));
});

describe("tests whose values the file gives decide", () => {
  const open = "ARG OPEN\nARG PYTHON_VERSION\nARG STAR=*\nARG YES=true\nARG NONE=\nENV SET=x\nARG TARGETARCH\n";
  const state = (run: string) => {
    const found = model(`FROM debian:12\n${open}RUN ${run}\n`)
      .instructions.at(-1)!
      .commands.filter(({ program }) => program === "probe") as RunCommand[];
    return found.map(({ runs, maybe }) => (runs ? (maybe ? "maybe" : "runs") : "skipped")).join(" ");
  };
  test.each([
    ['if [ "$YES" = true ]; then probe; else probe; fi', "runs skipped"],
    ['if [ "$YES" != "true" ]; then probe; fi', "skipped"],
    ["if test -n $NONE; then probe; fi", "runs"],
    ['if [ -n "$NONE" ]; then probe; fi', "skipped"],
    ['if [ -n "$OPEN" ]; then probe; else probe; fi', "skipped runs"],
    ['if [ -z "${OPEN}" ]; then probe; fi', "runs"],
    // What the script may write itself is not decided.
    ['OPEN=x; if [ -n "$OPEN" ]; then probe; fi', "maybe"],
    ['export OPEN=1; if [ -n "$OPEN" ]; then probe; fi', "maybe"],
    [': "${OPEN:=1}"; if [ -n "$OPEN" ]; then probe; fi', "maybe"],
    ['read OPEN < /f; if [ -n "$OPEN" ]; then probe; fi', "maybe"],
    ['. ./versions.env; if [ -n "$OPEN" ]; then probe; fi', "maybe"],
    ['eval "$(cat /f)"; if [ "$YES" = true ]; then probe; fi', "maybe"],
    ['for YES in a true; do if [ "$YES" = true ]; then probe; fi; done', "maybe"],
    ['((YES=1)); if [ "$YES" = true ]; then probe; fi', "maybe"],
    ['if [ "$YES" == true ]; then probe; fi', "maybe"],
    ['if [ -z "${NONE+x}" ]; then probe; fi', "maybe"],
    ['if [ -n "$PYTHON_VERSION" ]; then probe; fi', "maybe"],
    ["if [ $STAR = b ]; then probe; fi", "maybe"],
    ['if [ "$TARGETARCH" = amd64 ]; then probe; fi', "maybe"],
    ['if [ -n "$NOWHERE" ]; then probe; fi', "maybe"],
    ["if [ -f /x ]; then probe; fi", "maybe"],
    ['if [ "$SET" = y ]; then probe; elif [ "$YES" = true ]; then probe; else probe; fi', "skipped runs skipped"],
    ['if [ -f /x ]; then probe; elif [ "$YES" = true ]; then probe; else probe; fi', "maybe maybe skipped"],
    ['if [ "$YES" = true ]; then if [ -f /x ]; then probe; fi; probe; fi', "maybe runs"],
    ['if [ "$YES" = true ] && [ -n "$OPEN" ]; then probe; else probe; fi', "skipped maybe"],
    ['if [ "$YES" = true ] && [ -f /x ]; then probe; fi', "maybe"],
    ['if [ "$YES" = true ] && ! [ -n "$OPEN" ]; then probe; fi', "maybe"],
    ['[ "$YES" = true ] && probe && probe', "runs runs"],
    ['[ -n "$OPEN" ] && probe; probe', "skipped runs"],
    ['[ -z "$OPEN" ] || probe', "skipped"],
    ['[ ! -n "$OPEN" ] && probe', "runs"],
    ['[ "$YES" = true ] && probe || probe', "maybe maybe"],
    ['! [ "$YES" = true ] && probe; true', "maybe"],
    // As the last step it fails the build where it comes out false: who builds gives the argument.
    ['[ -n "$OPEN" ] && probe', "runs"],
    ['if [ "$SET" = x -a "$YES" = true ]; then probe; fi', "maybe"],
    ['f() { if [ "$YES" = true ]; then probe; fi; }; f', "runs"],
    ['f() { if [ "$1" = true ]; then probe; fi; }; f true', "maybe"],
  ])("%s: %s", (run, expected) => expect(state(run)).toBe(expected));

  test("the environment of an image that nobody knows may give the argument", () => {
    const text = 'FROM example/base\nARG OPEN\nRUN if [ -n "$OPEN" ]; then apt-get install -y curl; fi\n';
    expect(model(text).shippedEffects("install")).toMatchObject([{ maybe: true }]);
  });

  test("a chain of thousands of conditions is read in a moment, undecided from some point on", () => {
    const chain = "elif [ $YES = a ]; then probe; ".repeat(5000);
    expect(state(`if [ $YES = b ]; then probe; ${chain}else probe; fi`)).toMatch(/^skipped( skipped)+( maybe)+$/);
    expect(state(`[ "$NONE" = b ] && ${"probe && ".repeat(5000)}true; true`)).toMatch(/^skipped( skipped)*$/);
  });

  test("build arguments of the settings count", () => {
    const text = 'FROM debian:12\nARG OPEN\nRUN if [ -n "$OPEN" ]; then apt-get install -y curl; fi\n';
    expect(model(text).shippedEffects("install")).toEqual([]);
    expect(model(text, { buildArguments: { OPEN: "1" } }).shippedEffects("install")).toHaveLength(1);
  });
});

describe("forms of RUN that are no POSIX shell", () => {
  const opaque = (lines: string) => {
    const image = model(`FROM debian:12\n${lines}\n`);
    const last = image.instructions.at(-1)!;
    return [last.opaque, last.effects.map(({ kind }) => kind)];
  };
  test.each([
    ['RUN ["./x", "a"]'],
    ['SHELL ["pwsh", "-Command"]\nRUN Install-Module x'],
    ['SHELL ["cmd", "/S", "/C"]\nRUN del x'],
    ["RUN <<EOF\n#!/usr/bin/env python\nprint(1)\nEOF"],
  ])("%s is left alone, and says so", (lines) => expect(opaque(lines)).toEqual([true, ["opaque"]]));

  test.each([
    ['RUN ["apt-get", "update"]'],
    ['SHELL ["/bin/bash", "-o", "pipefail", "-c"]\nRUN apt-get update'],
    ["RUN <<EOF\n#!/bin/bash\napt-get update\nEOF"],
    ["RUN <<-EOF\n\tapt-get update\n\tEOF"],
    ["RUN bash <<EOF\napt-get update\nEOF"],
    ['SHELL ["pwsh", "-Command"]\nSHELL ["/bin/sh", "-c"]\nRUN apt-get update'],
  ])("%s is read", (lines) => {
    const image = model(`FROM debian:12\n${lines}\n`);
    // An exec form runs one program, whose name tells what it is; where it is not read, that is said.
    const [unread] = image.effects.filter(({ kind }) => kind === "opaque");
    expect(unread ? "unread" : show(image, "cache").join()).toBe(lines.includes('["apt-get"') ? "unread" : "apt-lists");
  });

  test("a script for another program writes what nobody knows", () => {
    expect(show(model("FROM debian:12\nRUN <<EOF python3\nprint(1)\nEOF"))).toEqual(["opaque"]);
  });

  test("SHELL is inherited, and only by stages above", () => {
    const text = 'FROM debian:12 AS a\nSHELL ["pwsh", "-Command"]\nFROM a\nRUN x\nFROM debian:12\nRUN apt-get update';
    expect(model(text).instructions.map(({ opaque: unread }) => unread)).toEqual([
      false,
      false,
      false,
      true,
      false,
      false,
    ]);
  });
});

describe("Windows", () => {
  test.each([
    ["FROM mcr.microsoft.com/windows/servercore:ltsc2022\nRUN curl -o x.zip https://example.org/x.zip"],
    ["FROM golang:1.22-nanoserver\nRUN go build -o app.exe ."],
    ["FROM mcr.microsoft.com/windows/nanoserver:ltsc2022 AS a\nFROM a\nRUN pip install flask"],
  ])("%s: a RUN is not read", (text) => {
    const last = model(text).instructions.at(-1)!;
    expect(last.opaque).toBe(true);
    expect(last.effects.map(({ kind }) => kind)).toEqual(["opaque"]);
  });
});

describe("ONBUILD", () => {
  const image = model("FROM python:3.12 AS a\nONBUILD RUN pip install flask\nFROM a\nRUN pip install flask");
  test("is known to be there, and does nothing in its own stage", () => {
    expect(image.stages.map(({ hasOnbuild }) => hasOnbuild)).toEqual([true, false]);
    expect(image.instructions[1]!.effects).toEqual([]);
    expect(image.instructions[1]!.commands).toEqual([]);
  });
});

describe("broken and odd scripts", () => {
  test.each([
    ["apt-get update && ("],
    ["if true; then apt-get update"],
    ["echo 'open"],
    ["&& apt-get update"],
    [""],
    ["$(("],
    ["cat <<X"],
  ])("%j has a model", (run) => {
    const image = model(`FROM debian:12\nRUN ${run}\nRUN apt-get update\n`);
    expect(image.instructions.at(-1)!.effects.length).toBeGreaterThanOrEqual(0);
  });

  test("one unreadable RUN does not cost the next", () => {
    const image = model("FROM debian:12\nRUN if true; then (\nRUN apt-get update\n");
    expect(image.instructions.at(-1)!.effects.map(({ kind }) => kind)).toEqual(["cache"]);
  });

  test("blank and comment lines inside of a RUN", () => {
    expect(afterRun("cache", "apt-get update \\\n# why\n\n  && true")).toEqual(["apt-lists"]);
  });

  test("CRLF and another escape character", () => {
    expect(show(model("FROM debian:12\r\nRUN apt-get update \\\r\n  && true\r\n"), "cache")).toEqual(["apt-lists"]);
    expect(show(model("# escape=`\nFROM debian:12\nRUN apt-get update `\n  && true\n"), "cache")).toEqual([
      "apt-lists",
    ]);
  });
});

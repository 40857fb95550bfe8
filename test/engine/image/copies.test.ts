// Data flow between stages: what a COPY, an ADD or a mount brings along, where it lies then, and whose bytes it is.
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are the builder's variables.
import { expect, describe as group, test } from "vitest";
import type { Effect } from "../../../server/src/engine/image/types";
import { describe, model } from "./model";

/** Effects of the last instruction, those with an origin marked with its stage. */
function brought(text: string): string[] {
  return model(text).instructions.at(-1)!.effects.map(withOrigin);
}

function withOrigin(effect: Effect): string {
  return effect.origin ? `${describe(effect)} <${effect.origin.stage.label}` : describe(effect);
}

const builder = (run: string, base = "golang:1.22") => `FROM ${base} AS build\nRUN ${run}\nFROM debian:12\n`;

group("where COPY takes things from", () => {
  const from = (flag: string, before = "FROM a AS Build\nFROM b\n") => {
    const copy = model(`${before}COPY ${flag} /x /y`).instructions.at(-1)!.copy!.from;
    switch (copy.kind) {
      case "stage":
        return `stage ${copy.stage.index}`;
      case "image":
        return copy.reference.text;
      default:
        return copy.kind;
    }
  };
  test.each([
    ["", "context"],
    ["--chown=app", "context"],
    ["--from=Build", "stage 0"],
    ["--from=build", "stage 0"],
    ["--chown=a:b --from=build --link", "stage 0"],
    ["--from=0", "stage 0"],
    ["--from=debian:12", "debian:12"],
    ["--from=ghcr.io/astral-sh/uv:0.5", "ghcr.io/astral-sh/uv:0.5"],
    ["--from=nothing", "nothing"],
    ["--from=7", "unknown"],
    ["--from=1", "unknown"],
    ["--from=$UNKNOWN", "unknown"],
    ["--from=", "unknown"],
    ["--from", "unknown"],
  ])("%s", (flag, expected) => expect(from(flag)).toBe(expected));

  test("a variable of the stage", () => {
    expect(from("--from=$SOURCE", "FROM a AS build\nFROM b\nARG SOURCE=build\n")).toBe("stage 0");
  });

  test("the nearest stage of that name above", () => {
    expect(from("--from=x", "FROM a AS x\nFROM b AS x\nFROM c AS y\n")).toBe("stage 1");
    expect(from("--from=x", "FROM a AS x\nFROM b AS x\n")).toBe("stage 0");
  });
});

group("sources and destinations", () => {
  const details = (lines: string) => {
    const { sources, destination } = model(`FROM debian:12\n${lines}`).instructions.at(-1)!.copy!;
    return `${sources.map(({ path }) => path ?? "?").join(" ")} > ${destination ?? "?"}`;
  };
  test.each([
    ["COPY a b /x/", "a b > /x/"],
    ["COPY a /x", "a > /x"],
    ["COPY . .", ". > /"],
    ["WORKDIR /srv\nCOPY . .", ". > /srv/"],
    ["WORKDIR /srv\nCOPY a ./", "a > /srv/"],
    ["WORKDIR /srv\nCOPY a b", "a > /srv/b"],
    ["WORKDIR /srv\nCOPY a ../b/", "a > /b/"],
    ['COPY ["with blank", "/x y/"]', "with blank > /x y/"],
    ["ARG V=1\nCOPY a-$V /x/$V/", "a-1 > /x/1/"],
    ["COPY a-$V /x", "? > /x"],
    ["COPY a /x/$V", "a > ?"],
    ["WORKDIR $V\nCOPY a b", "a > ?"],
    ["WORKDIR $V\nCOPY a /b", "a > /b"],
    ["COPY --from=debian:11 usr/lib /y", "/usr/lib > /y"],
    ["ADD https://example.org/a.tar.gz /tmp/", "https://example.org/a.tar.gz > /tmp/"],
    ["COPY a \\\n  # a comment\n  b \\\n  /x/", "a b > /x/"],
    ["COPY <<EOF /etc/x\nhello\nEOF", " > /etc/x"],
  ])("%s", (lines, expected) => expect(details(lines)).toBe(expected));
});

group("from the context", () => {
  test.each([
    ["COPY . /app", ["context /app"]],
    ["COPY a b /app/", ["context /app"]],
    ["ADD https://example.org/a /app/a", ["download /app/a"]],
    ["ADD https://example.org/a b /app/", ["context /app"]],
    ["ADD --keep-git-dir=true https://github.com/a/b.git#v1 /src", ["download /src"]],
    ["ADD git@github.com:a/b.git /src", ["download /src"]],
    ["COPY <<EOF /etc/x\nhello\nEOF", ["heredoc /etc/x"]],
    ["COPY <<ONE <<TWO /etc/\n1\nONE\n2\nTWO", ["heredoc /etc"]],
    ["COPY $UNKNOWN /app", ["context /app"]],
    ["COPY a $UNKNOWN", ["context"]],
  ])("%s", (line, expected) => expect(brought(`FROM debian:12\n${line}`)).toEqual(expected));
});

group("from another stage: what its steps made", () => {
  const go = builder("go build -o /out/app .");
  test.each([
    // The file itself, under the same or another name, or into a folder.
    ["/out/app /usr/bin/app", ["go compiles /usr/bin/app <build", "go symbols /usr/bin/app <build"]],
    ["/out/app /usr/bin/", ["go compiles /usr/bin/app <build", "go symbols /usr/bin/app <build"]],
    ["/out/app .", ["go compiles /app <build", "go symbols /app <build"]],
    ["out/app /server", ["go compiles /server <build", "go symbols /server <build"]],
    // A folder's contents.
    ["/out /srv", ["go compiles /srv/app <build", "go symbols /srv/app <build"]],
    ["/out/ /srv/", ["go compiles /srv/app <build", "go symbols /srv/app <build"]],
    ["/out/* /srv/", ["go compiles /srv/app <build", "go symbols /srv/app <build"]],
    ["/*/app /srv/", ["go compiles /srv/app <build", "go symbols /srv/app <build"]],
    // Beside it.
    ["/out/app.conf /srv/", ["generated /srv"]],
    ["/etc/passwd /etc/passwd", ["generated /etc/passwd"]],
    ["/elsewhere /x", ["generated /x"]],
  ])("COPY --from=build %s", (paths, expected) => expect(brought(`${go}COPY --from=build ${paths}`)).toEqual(expected));

  test("a cache under the copied path", () => {
    const text = builder("pip install --user flask", "python:3.12");
    expect(brought(`${text}COPY --from=build /root /root`)).toEqual([
      "pip: flask <build",
      "pip /root/.cache/pip <build".replace(" /root/.cache/pip", ""),
    ]);
    expect(brought(`${text}COPY --from=build /root/.local /root/.local`)).toEqual(["pip: flask <build"]);
    expect(brought(`${text}COPY --from=build /root/.local/bin /usr/local/bin`)).toEqual(["pip: flask~ <build"]);
  });

  test("a part of an install is marked as one", () => {
    const text = builder("pip install flask gunicorn", "python:3.12");
    const path = "/usr/local/lib/python3.12/site-packages/flask";
    expect(brought(`${text}COPY --from=build ${path} ${path}`)).toEqual(["pip: flask gunicorn~ <build"]);
    expect(brought(`${text}COPY --from=build /usr/local/bin/gunicorn /usr/local/bin/`)).toEqual([
      "pip: flask gunicorn~ <build",
    ]);
  });

  test("distribution packages lie under the system's folders, not under /usr/local, /opt or /app", () => {
    const text = builder(
      "apt-get update && apt-get install -y --no-install-recommends gcc && rm -rf /var/lib/apt/lists/*",
      "debian:12",
    );
    const kinds = (path: string) => brought(`${text}COPY --from=build ${path} /x`);
    expect(kinds("/usr")).toEqual(["apt: gcc <build", "base-files /usr"]);
    expect(kinds("/")).toEqual(["apt: gcc <build", "base-files /"]);
    expect(kinds("/usr/lib")).toEqual(["apt: gcc~ <build", "base-files /usr/lib"]);
    expect(kinds("/usr/local")).toEqual(["generated /x"]);
    expect(kinds("/opt")).toEqual(["generated /x"]);
    expect(kinds("/usr/lib/x86_64-linux-gnu/libpq.so.5")).toEqual(["generated /x"]);
  });

  test("what was removed or lies under a mount does not come along", () => {
    const cleaned = builder("pip install flask && rm -rf /root/.cache", "python:3.12");
    expect(brought(`${cleaned}COPY --from=build /root /root`)).toEqual(["generated /root"]);
    const later = "FROM python:3.12 AS build\nRUN pip install --user flask\nRUN rm -rf /root/.cache\nFROM debian:12\n";
    expect(brought(`${later}COPY --from=build /root /root`)).toEqual(["pip: flask <build"]);
    const mounted = builder("--mount=type=cache,target=/root/.cache pip install --user flask", "python:3.12");
    expect(brought(`${mounted}COPY --from=build /root /root`)).toEqual(["pip: flask <build"]);
  });

  test("what a COPY of the builder brought itself comes along, with the first origin behind it", () => {
    const text =
      "FROM golang:1.22 AS one\nRUN go build -ldflags=-s -o /a .\nFROM debian:12 AS two\nCOPY --from=one /a /b\nFROM scratch\nCOPY --from=two /b /c";
    const [effect] = model(text).instructions.at(-1)!.effects;
    expect(withOrigin(effect!)).toBe("go compiles /c <two");
    expect(effect!.origin!.origin!.stage.label).toBe("one");
    expect(effect!.origin!.origin!.paths).toEqual(["/a"]);
  });

  test("what the builder's own base stage made comes along too", () => {
    const text =
      "FROM golang:1.22 AS deps\nRUN go build -ldflags=-s -o /a .\nFROM deps AS build\nFROM scratch\nCOPY --from=build /a /a";
    expect(brought(text)).toEqual(["go compiles /a <deps"]);
  });

  test("what a sibling made does not", () => {
    const text =
      "FROM golang:1.22 AS one\nFROM one AS two\nRUN go build -ldflags=-s -o /a .\nFROM scratch\nCOPY --from=one /a /a";
    expect(brought(text)).toEqual(["generated /a"]);
  });

  test("context files keep what they are", () => {
    const text = "FROM node:22 AS build\nWORKDIR /app\nCOPY . .\nFROM node:22-slim\n";
    expect(brought(`${text}COPY --from=build /app /srv`)).toEqual(["context /srv <build"]);
    expect(brought(`${text}COPY --from=build /app/dist /srv`)).toEqual(["context /srv~ <build"]);
  });

  test("uncertain effects stay uncertain", () => {
    const text = builder('if [ -n "$X" ]; then pip install --user flask; fi', "python:3.12");
    expect(brought(`${text}COPY --from=build /root/.local /root/.local`)).toEqual(["pip: flask? <build"]);
  });

  test("several sources, each with its own range", () => {
    const text = `${builder("go build -ldflags=-s -o /a . && go build -ldflags=-s -o /b .")}COPY --from=build /a /b /bin/`;
    const { effects } = model(text).instructions.at(-1)!;
    expect(effects.map(({ range }) => text.slice(range.start, range.end))).toEqual(["/a", "/b"]);
    expect(effects.map(({ paths }) => paths)).toEqual([["/bin/a"], ["/bin/b"]]);
  });

  test("a source that nobody can read is some of anything", () => {
    expect(brought(`${go}COPY --from=build $UNKNOWN /x`)).toEqual(["generated /x~"]);
  });

  test("removals and unknown commands of the builder bring nothing", () => {
    const text =
      "FROM debian:12 AS build\nRUN ./make-it.sh\nRUN apt-get update\nRUN rm -rf /var/lib/apt/lists\nFROM debian:12\n";
    expect(brought(`${text}COPY --from=build /x /x`)).toEqual(["generated /x"]);
  });
});

group("files of the other stage's base", () => {
  const copy = (base: string, path: string) =>
    brought(`FROM ${base} AS build\nFROM debian:12\nCOPY --from=build ${path} /x`);
  test.each([
    ["python:3.12", "/usr/local", ["base-files /usr/local"]],
    ["python:3.12", "/usr/local/lib", ["base-files /usr/local/lib"]],
    ["golang:1.22", "/usr/local/go", ["base-files /usr/local/go"]],
    ["node:22", "/usr/local/lib/node_modules", ["base-files /usr/local/lib/node_modules"]],
    ["debian:12", "/etc", ["base-files /etc"]],
    ["example.org/any", "/usr", ["base-files /usr"]],
    // Only an official image's own folders are known.
    ["debian:12", "/usr/local", ["generated /x"]],
    ["example.org/any", "/opt", ["generated /x"]],
    ["debian:12", "/etc/ssl/certs/ca-certificates.crt", ["generated /x"]],
    ["python:3.12", "/usr/local/bin/python3", ["generated /x"]],
    ["scratch", "/usr", ["generated /x"]],
    ["$UNKNOWN", "/usr", ["generated /x"]],
  ])("%s %s", (base, path, expected) => expect(copy(base, path)).toEqual(expected));
});

group("from an external image", () => {
  test.each([
    ["COPY --from=nginx:1.27 /etc/nginx /etc/nginx", ["image-copy /etc/nginx"]],
    ["COPY --from=ghcr.io/astral-sh/uv:latest /uv /uvx /bin/", ["image-copy /bin"]],
    ["COPY --from=$UNKNOWN /a /b", ["image-copy /b"]],
    ["COPY --from=9 /a /b", ["image-copy /b"]],
  ])("%s", (line, expected) => expect(brought(`FROM debian:12\n${line}`)).toEqual(expected));
});

group("mounts", () => {
  const mounts = (flags: string, before = "FROM a AS Build\nFROM debian:12\nWORKDIR /srv\n") =>
    model(`${before}RUN ${flags} true`)
      .instructions.at(-1)!
      .mounts.map(({ type, target, from, source }) => {
        const origin =
          from?.kind === "stage" ? from.stage.label : from?.kind === "other" ? from.text : (from?.kind ?? "-");
        return `${type} ${origin}:${source ?? "?"} > ${target ?? "?"}`;
      });
  test.each([
    ["--mount=type=cache,target=/x", ["cache -:/ > /x"]],
    ["--mount=type=cache,id=a,dst=/x,sharing=locked", ["cache -:/ > /x"]],
    ["--mount=type=tmpfs,destination=/tmp", ["tmpfs -:/ > /tmp"]],
    ["--mount=type=bind,source=a,target=b", ["bind context:a > /srv/b"]],
    ["--mount=target=.", ["bind context:/ > /srv"]],
    ["--mount=type=bind,from=build,source=/out,target=/in", ["bind Build:/out > /in"]],
    ["--mount=from=0,target=/in", ["bind Build:/ > /in"]],
    ["--mount=from=busybox,target=/in", ["bind busybox:/ > /in"]],
    ["--mount=type=secret,id=npmrc,target=/root/.npmrc", ["secret -:/ > /root/.npmrc"]],
    ["--mount=type=ssh", ["ssh -:/ > ?"]],
    ["--mount=type=cache,target=/a --mount=type=cache,target=/b", ["cache -:/ > /a", "cache -:/ > /b"]],
    ["--mount=type=cache,target=$X", ["cache -:/ > ?"]],
    ['--mount="type=cache,target=/x"', ["cache -:/ > /x"]],
  ])("%s", (flags, expected) => expect(mounts(flags)).toEqual(expected));

  test("a target with a variable of the stage", () => {
    const before = "FROM debian:12\nARG X=/root\n";
    expect(mounts("--mount=type=cache,target=$X/.cache", before)).toEqual(["cache -:/ > /root/.cache"]);
    expect(mounts("--mount=type=cache,target=${X}/.cache", before)).toEqual(["cache -:/ > /root/.cache"]);
  });

  test("what is written under one is in no layer", () => {
    const after = (run: string) => brought(`FROM python:3.12\nRUN ${run}`);
    expect(after("--mount=type=cache,target=/x curl -o /x/a https://example.org/a")).toEqual([]);
    expect(after("--mount=type=bind,target=/src,rw pip install --no-cache-dir -t /src/vendor flask")).toEqual([]);
    expect(after("--mount=type=cache,target=/x curl -o /y/a https://example.org/a")).toEqual(["download /y/a"]);
  });
});

group("copies inside of a stage", () => {
  const after = (run: string) => brought(`FROM golang:1.22\nRUN go build -o /out/app . && ${run}`).slice(-2);
  test.each([
    ["cp /out/app /usr/bin/app", ["go compiles /usr/bin/app <stage 0", "go symbols /usr/bin/app <stage 0"]],
    ["install -m 755 /out/app /usr/bin/", ["go compiles /usr/bin/app <stage 0", "go symbols /usr/bin/app <stage 0"]],
    ["cp /out/app /usr/bin", ["go compiles /usr/bin/app <stage 0", "go symbols /usr/bin/app <stage 0"]],
    ["cp -r /etc/a /b", ["go-build", "generated /b"]],
    ["install -d /out/x", ["go-modules", "go-build"]],
  ])("%s", (run, expected) => expect(after(run)).toEqual(expected));

  test.each([
    ["mv /out/app /usr/bin/app", "/usr/bin/app"],
    ["mv /out/app /usr/bin/", "/usr/bin/app"],
    ["cd /out && mv app ../x", "/x"],
    ["mv /out /new", "/new/app"],
    ["mv /out/app /usr/local/bin", "/usr/local/bin/app"],
    ["mv -t /usr/bin /out/app", "/usr/bin/app"],
  ])("%s moves what lies there", (run, expected) => {
    const image = model(`FROM golang:1.22\nRUN go build -ldflags=-s -o /out/app . && ${run}`);
    const compiled = image.effects.filter(({ kind }) => kind === "compile");
    expect(compiled.map(({ paths }) => paths)).toEqual([[expected]]);
  });

  test("an mv out of an earlier layer leaves its bytes there and shows them elsewhere", () => {
    const text = "FROM golang:1.22 AS a\nRUN go build -o /out/app .\nRUN mv /out/app /usr/bin/app\nFROM scratch\n";
    expect(brought(`${text}COPY --from=a /usr/bin/app /a`)).toEqual(["go compiles /a <a", "go symbols /a <a"]);
    expect(brought(`${text}COPY --from=a /out /o`)).toEqual(["generated /o"]);
  });

  test("several files at once", () => {
    const run = "go build -ldflags=-s -o /a . && go build -ldflags=-s -o /b . && cp /a /b /usr/bin/";
    expect(brought(`FROM golang:1.22\nRUN ${run}`).slice(-2)).toEqual([
      "go compiles /usr/bin/a <stage 0",
      "go compiles /usr/bin/b <stage 0",
    ]);
  });
});

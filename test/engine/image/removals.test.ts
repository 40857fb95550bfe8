// What goes again: in the RUN that made it it never reaches the layer; later it frees nothing.
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are the shell's variables.
import { expect, describe as group, test } from "vitest";
import { describe, model } from "./model";

/** Effects of the last instruction. */
const left = (shell: string, base = "debian:12", before = "") =>
  model(`FROM ${base}\n${before}RUN ${shell}\n`)
    .instructions.at(-1)!
    .effects.filter(({ kind }) => kind !== "recommended")
    .map(describe);

group("files in the same layer", () => {
  const make = "curl -fsSLo /tmp/a.tgz https://example.org/a.tgz";
  test.each([
    [`${make} && rm /tmp/a.tgz`, []],
    [`${make} && rm -rf /tmp/*`, []],
    [`${make} && rm -f /tmp/*.tgz`, []],
    [`${make} && cd /tmp && rm a.tgz`, []],
    [`${make} && bash -c "rm -rf /tmp/{a,b}.tgz"`, []],
    [`${make} && rm -rf /tmp/{a,b}.tgz`, ["download /tmp/a.tgz"]],
    [`${make} && find /tmp -type f -delete`, []],
    [`${make} && unlink /tmp/a.tgz`, []],
    [`${make} && rm /tmp/b.tgz`, ["download /tmp/a.tgz"]],
    [`${make} && rm -rf $UNKNOWN`, ["download /tmp/a.tgz"]],
    [`${make} && (rm /tmp/a.tgz || true)`, []],
    [`${make}; [ -z "$KEEP" ] || rm /tmp/a.tgz`, ["download /tmp/a.tgz?"]],
    [`rm -f /tmp/a.tgz && ${make}`, ["download /tmp/a.tgz"]],
    ["cd /src && tar xf /a.tgz && rm -rf /src", []],
    ["mkdir /src && tar xf /a.tgz -C /src --strip-components=1 && cd / && rm -r src", []],
    ["git clone https://example.org/a/b.git /src && rm -rf /src", []],
    ["git clone --depth 1 https://example.org/a/b.git && rm -rf b", []],
    ["echo x > /etc/x && rm /etc/x", []],
    ["cp /a /b && rm /b", []],
    ["python -m venv /v && rm -rf /v", []],
  ])("%s", (shell, expected) => expect(left(shell)).toEqual(expected));

  test("compiled files with their symbols", () => {
    const configured = "cd /src && ./configure LDFLAGS=-s && make && make install && rm -rf /src";
    expect(left(configured, "gcc:14")).toEqual(["make compiles /usr/local"]);
    expect(left("go build -o /a . && rm /a && rm -rf /go/pkg /root/.cache", "golang:1.22")).toEqual([]);
  });
});

group("what a command writes", () => {
  test.each([
    ["curl -O https://example.org/x/a.tgz?v=1", ["download /a.tgz"]],
    ["curl -fsSL https://example.org/a -o /b", ["download /b"]],
    ["curl --output=/b https://example.org/a", ["download /b"]],
    ["curl -fsSL https://example.org/a", []],
    ["curl https://example.org/a > /b", ["generated /b"]],
    ["curl -fsSL https://example.org/a | tar xz -C /opt", ["archive-contents /opt"]],
    ["wget https://example.org/a.tgz", ["download /a.tgz"]],
    ["wget -qO /b https://example.org/a", ["download /b"]],
    ["wget -O- https://example.org/a", []],
    ["wget -q -O /dev/null https://example.org/a", []],
    ["tar xzf a.tgz -C /opt", ["archive-contents /opt"]],
    ["tar --extract --file a.tgz --directory=/opt", ["archive-contents /opt"]],
    ["tar czf /out.tgz /opt", []],
    ["unzip a.zip -d /opt", ["archive-contents /opt"]],
    ["git clone https://example.org/a/b.git", ["git-clone /b"]],
    ["git clone --branch v1 --depth 1 https://example.org/a/b /src", ["git-clone /src"]],
    ["git -C /src clone https://example.org/a/b", ["git-clone /src/b"]],
    ["git clone -b v1 --single-branch -c a.b=c https://example.org/a/b.git /src", ["git-clone /src"]],
    ["git config --global x y", []],
    ["echo hi > /etc/motd", ["generated /etc/motd"]],
    ["echo hi >> motd", ["generated /motd"]],
    ["echo hi > /dev/null 2>&1", []],
    ["cp -r /a /b", ["generated /b"]],
    ["dd if=/dev/zero of=/x", ["opaque"]],
    ["ls -l | wc -l", []],
    ["true", []],
  ])("%s", (shell, expected) => expect(left(shell)).toEqual(expected));
});

group("files of earlier layers", () => {
  const before = "RUN curl -fsSLo /tmp/a.tgz https://example.org/a.tgz\n";
  test.each([
    ["rm /tmp/a.tgz", ["removes /tmp/a.tgz (write)"]],
    ["rm -rf /tmp/*", ["removes /tmp/* (write)"]],
    ["rm /tmp/b.tgz", []],
    ["rm -rf /tmp/a.tgz /tmp/b", ["removes /tmp/a.tgz (write)"]],
  ])("%s", (shell, expected) => expect(left(shell, "debian:12", before)).toEqual(expected));

  test("stay in their own layer", () => {
    const image = model(`FROM debian:12\n${before}RUN rm /tmp/a.tgz\n`);
    expect(image.shippedEffects("write").map(describe)).toEqual(["download /tmp/a.tgz"]);
    const [removal] = image.shippedEffects("remove");
    expect(removal!.removes).toEqual(image.shippedEffects("write"));
  });

  test("of a stage below too, and only once", () => {
    const text = `FROM debian:12 AS a\n${before}FROM a\nRUN rm /tmp/a.tgz\nRUN rm -f /tmp/a.tgz\n`;
    expect(model(text).shippedEffects("remove")).toHaveLength(1);
  });

  test("a COPY's files", () => {
    expect(left("rm -rf /src", "debian:12", "COPY . /src\n")).toEqual(["removes /src (write)"]);
  });
});

group("packages in the same layer", () => {
  test.each([
    ["apt-get install -y curl gcc && apt-get purge -y gcc", ["apt: curl"]],
    ["apt-get install -y curl gcc && apt-get remove -y gcc curl", []],
    ["apt-get install -y curl gcc && apt-get purge -y --auto-remove gcc", ["apt: curl"]],
    ["apt-get install -y curl=1 gcc && apt-get purge -y curl", ["apt: gcc"]],
    ["apt-get install -y curl gcc-12 && apt-get purge -y 'gcc-*'", ["apt: curl"]],
    ["apt-get install -y curl gcc && apt-get autoremove -y", ["apt: curl", "apt: gcc"]],
    [
      "buildDeps='gcc make' && apt-get install -y $buildDeps curl && apt-get purge -y --auto-remove $buildDeps",
      ["apt: curl"],
    ],
    ['D="gcc make"; apt-get install -y curl $D && apt-get purge -y $D', ["apt: curl"]],
    ["apt-get install -y curl gcc && apt-get purge -y $UNKNOWN", []],
    ["apt-get install -y gcc && apt-get install -y curl && apt-get purge -y gcc", ["apt: curl"]],
    ["apt-get purge -y gcc && apt-get install -y gcc", ["apt: gcc"]],
    ['apt-get install -y curl gcc; if [ -z "$K" ]; then apt-get purge -y curl gcc; fi', ["apt: curl?", "apt: gcc?"]],
    ["apt-mark auto gcc && apt-get autoremove -y", []],
    ["apt-get install -y curl gcc && apt-mark auto gcc && apt-get autoremove -y", ["apt: curl"]],
    [
      'savedAptMark="$(apt-mark showmanual)"; apt-get install -y curl gcc; apt-mark auto ".*"; apt-mark manual $savedAptMark; apt-get purge -y --auto-remove',
      [],
    ],
    [
      'apt-get install -y curl; savedAptMark="$(apt-mark showmanual)"; apt-get install -y gcc; apt-mark auto ".*"; apt-mark manual $savedAptMark; apt-get purge -y --auto-remove',
      ["apt: curl"],
    ],
    [
      "apt-get install -y gcc libpq5; apt-mark auto '.*' > /dev/null; apt-mark manual libpq5; apt-get purge -y --auto-remove",
      ["apt: libpq5"],
    ],
  ])("%s", (shell, expected) => expect(left(shell)).toEqual(expected));

  const alpine = "alpine:3.20";
  test.each([
    ["apk add --no-cache --virtual .deps gcc musl-dev && apk del .deps", []],
    ["apk add --no-cache -t .deps gcc && apk add --no-cache curl && apk del --no-cache .deps", ["apk: curl"]],
    ["apk add --no-cache --virtual=.deps gcc && apk del .deps", []],
    ["apk add --no-cache --virtual .a gcc && apk add --no-cache --virtual .b make && apk del .a .b", []],
    ["apk add --no-cache --virtual .a gcc && apk del .b", ["apk: gcc"]],
    ["apk add --no-cache gcc curl && apk del gcc", ["apk: curl"]],
    [
      'apk add --no-cache --virtual .build gcc; runDeps="$(scanelf --needed --nobanner /usr/local | sort -u)"; apk add --no-network --virtual .run $runDeps; apk del --no-network .build',
      ["apk: $runDeps"],
    ],
    ["apk add --no-cache --virtual .deps gcc && apk del $DEPS", []],
    ["apk add --no-cache --virtual .deps gcc && (apk del .deps || true)", []],
  ])("%s", (shell, expected) => expect(left(shell, alpine)).toEqual(expected));

  test.each([
    ["pip install --no-cache-dir flask cython && pip uninstall -y cython", ["pip: flask"]],
    ["pip install --no-cache-dir cython && pip uninstall -y cython", []],
  ])("%s", (shell, expected) => expect(left(shell, "python:3.12")).toEqual(expected));
  test.each([
    ["npm install -g a b && npm uninstall -g a && rm -rf ~/.npm", ["npm: b"]],
    ["npm install -g @x/a@1 && npm rm -g @x/a && rm -rf ~/.npm", []],
  ])("%s", (shell, expected) => expect(left(shell, "node:22")).toEqual(expected));
});

group("packages of earlier layers", () => {
  test.each([
    ["apt-get purge -y gcc", "RUN apt-get install -y gcc\n", "debian:12", 1],
    ["apt-get purge -y gcc", "RUN apt-get install -y gcc curl\n", "debian:12", 1],
    ["apt-get purge -y curl", "RUN apt-get install -y git curl\n", "debian:12", 0],
    ["apt-get purge -y gcc curl", "RUN apt-get install -y gcc curl\n", "debian:12", 1],
    ["apk del .deps", "RUN apk add --no-cache --virtual .deps gcc\n", "alpine:3.20", 1],
    ["apk del .other", "RUN apk add --no-cache --virtual .deps gcc\n", "alpine:3.20", 0],
  ])("%s after %j", (shell, before, base, count) => {
    const effects = left(shell, base, before);
    expect(effects.filter((effect) => effect.startsWith("removes"))).toHaveLength(count);
    const image = model(`FROM ${base}\n${before}RUN ${shell}`);
    // What an earlier layer installed ships all the same.
    expect(image.shippedEffects("install")).toEqual(
      model(`FROM ${base}\n${before}`)
        .shippedEffects("install")
        .map((one) => expect.objectContaining({ packages: one.packages })),
    );
  });
});

group("conditional steps", () => {
  test.each([
    ["if command -v curl; then true; else apt-get install -y curl; fi", ["apt: curl?"]],
    ["command -v curl || apt-get install -y curl", ["apt: curl?"]],
    ["apt-get install -y curl || exit 1", ["apt: curl"]],
    ["apt-get install -y curl || true", ["apt: curl"]],
    ["false && apt-get install -y curl; true", ["apt: curl?"]],
    ["case $X in a) apt-get install -y curl;; esac", ["apt: curl?"]],
    ["while read -r p; do apt-get install -y curl; done < list", ["apt: curl?"]],
    ["for p in a b; do apt-get install -y curl; done", ["apt: curl"]],
    ["for p in $LIST; do apt-get install -y curl; done", ["apt: curl?"]],
    ["f() { apt-get install -y curl; }; f", ["apt: curl"]],
    ["f() { apt-get install -y curl; }; true", ["apt: curl?"]],
    ["f() { apt-get install -y curl; }; test -f /x && f; true", ["apt: curl?"]],
    ["(apt-get install -y curl)", ["apt: curl"]],
    ["{ apt-get install -y curl; }", ["apt: curl"]],
    ["apt-get install -y curl &", ["apt: curl?"]],
    ["! apt-get install -y curl", ["apt: curl"]],
  ])("%s", (shell, expected) => expect(left(shell)).toEqual(expected));
});

// chown, chgrp and chmod over earlier layers, and what an archive's name and place tell.
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are the shell's variables.
import { expect, describe as group, test } from "vitest";
import { afterRun, describe, model } from "./model";

group("a new owner or mode", () => {
  const before = "COPY . /srv/app\nRUN curl -fsSLo /usr/bin/tool https://example.org/tool\n";
  test.each([
    ["chown -R app:app /srv/app", ["rewrites /srv/app (write)"]],
    ["chown -R app:app /srv", ["rewrites /srv (write)"]],
    ["cd /srv && chown --recursive app app", ["rewrites /srv/app (write)"]],
    ["chgrp -R 0 /srv/app && chmod -R g=u /srv/app", ["rewrites /srv/app (write)", "rewrites /srv/app (write)"]],
    ["chmod -R -x+X /srv/app", ["rewrites /srv/app (write)"]],
    ["chmod 755 /usr/bin/tool", ["rewrites /usr/bin/tool (write)"]],
    ["chmod +x /usr/bin/*", ["rewrites /usr/bin/* (write)"]],
    ["find /srv/app -exec chown app {} +", ["rewrites /srv/app (write)"]],
    ["find /srv/app -type f -print0 | xargs -0 chmod 644", ["rewrites /srv/app (write)"]],
    ["[ -z $A ] || chown -R app /srv/app", ["rewrites /srv/app (write)?"]],
    ["chmod a+rx /srv/app/*.so", ["rewrites /srv/app/*.so (write)~"]],
    ["chmod a+rx /srv/app/*.sh", []],
    ["chown app /srv/app", []],
    ["chown -R app /srv/other", []],
    ["chown -R app /srv/app/data", []],
    ["chown -R app $UNKNOWN", []],
    ["chown -R --reference=/etc /srv/app", ["rewrites /srv/app (write)"]],
    ["find /srv/app -type d -exec chmod 755 {} +", []],
    ["find /srv/app -name '*.sh' -exec chmod +x {} +", []],
    ["find /srv/app -print", []],
  ])("%s", (shell, expected) => expect(afterRun("rewrite", shell, "debian:12", before)).toEqual(expected));

  test("is none of another stage's COPY", () => {
    const image = model("FROM debian AS a\nCOPY . /app\nRUN chown -R 1 /app\nFROM debian\nCOPY --from=a /app /app\n");
    expect(image.instructions.at(-1)!.effects.map(describe)).toEqual(["context /app"]);
  });
});

group("files that a COPY puts into a folder", () => {
  test.each([
    ["COPY a.tar.gz /tmp/", ["context /tmp/a.tar.gz"]],
    ["COPY a.deb b.deb /tmp", ["context /tmp/a.deb /tmp/b.deb"]],
    ["COPY dist/*.whl /tmp/", ["context /tmp/*.whl"]],
    ["COPY app.jar /app.jar", ["context /app.jar"]],
    ["COPY app.jar /app", ["context /app"]],
    ["COPY a.tar.gz script.sh /tmp/", ["context /tmp"]],
    ["ADD a.tar.gz /opt/", ["context /opt"]],
    ["ADD a.zip /opt/", ["context /opt/a.zip"]],
    ["ADD https://example.org/x/a.tar.gz?v=1 /opt/", ["download /opt/a.tar.gz"]],
    ["ADD https://example.org/x/tool /usr/bin/tool", ["download /usr/bin/tool"]],
    ["ADD https://example.org/x.git /src/", ["download /src"]],
  ])("%s", (line, expected) =>
    expect(model(`FROM debian\n${line}\n`).instructions.at(-1)!.effects.map(describe)).toEqual(expected),
  );
});

group("what is unpacked", () => {
  const make = "curl -fsSLo /tmp/a-1.0.tgz https://example.org/a-1.0.tgz";
  test.each([
    [`${make} && tar xzf /tmp/a-1.0.tgz -C /opt && rm /tmp/a-1.0.tgz`, ["archive-contents /opt"]],
    [`cd /tmp && ${make} && tar -xf a-1.0.tgz && rm -rf a-1.0*`, []],
    [`cd /tmp && ${make} && tar -xf a-1.0.tgz && mv a-1.0 /opt/a && rm a-1.0.tgz`, ["archive-contents /opt/a"]],
    [`${make} && find /tmp -name '*.tgz' -delete`, []],
    [`${make} && gunzip /tmp/a-1.0.tgz`, ["download /tmp/a-1.0"]],
    ["unzip -q a.zip -d /opt", ["archive-contents /opt"]],
    ["unzip -l a.zip", []],
    ["7z x -o/opt a.7z", ["archive-contents /opt"]],
    ["curl -fsSL https://example.org/a.tgz | tar xz -C /opt", ["archive-contents /opt"]],
    ["tar tzf a.tgz", []],
    ["wget -q -P /tmp https://example.org/a.sh", ["download /tmp/a.sh"]],
    ["curl -fsSL --output-dir /tmp -O https://example.org/a.sh", ["download /tmp/a.sh"]],
  ])("%s", (shell, expected) => expect(afterRun("write", shell)).toEqual(expected));

  test("knows its archives", () => {
    const sources = (shell: string) =>
      model(`FROM debian\nRUN ${shell}\n`).effects.flatMap((effect) =>
        effect.kind === "write" && effect.what === "archive-contents" ? effect.sources : [],
      );
    expect(sources("cd /tmp && tar xzfC a.tgz /opt")).toEqual(["/tmp/a.tgz"]);
    expect(sources("tar -C /opt --strip-components=1 -xJf /tmp/a.tar.xz")).toEqual(["/tmp/a.tar.xz"]);
    expect(sources("cat /a.tgz | tar xz")).toEqual(["/a.tgz"]);
    expect(sources("tar xz < /a.tgz")).toEqual(["/a.tgz"]);
    expect(sources("gunzip -c /a.tgz | tar x -C /opt")).toContain("/a.tgz");
    expect(sources("curl -fsSL https://example.org/a.tgz | tar xz")).toEqual(["https://example.org/a.tgz"]);
  });

  test("the folder of its name goes in a later layer", () => {
    const image = model("FROM debian\nRUN cd /tmp && tar xf a-1.0.tgz\nRUN rm -rf /tmp/a-1.0\nRUN rm -rf /tmp/other\n");
    expect(image.effects.map(describe)).toEqual(["base", "archive-contents /tmp", "removes /tmp/a-1.0 (write)"]);
  });
});

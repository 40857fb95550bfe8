// Files of the context that change between the moment they are found and the moment they are sent, on both builders.
import { randomUUID } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { temporaryFolder } from "../context/temporary-folder";
import { baseImage, build, clientOf, describeOnBuilders, measuredOf, removeImage, requestFor, runsIn } from "./engines";

/** As many files as a builder asks for at once, so that the changed one is among others. */
const others = Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`src/file${index}`, `${index}`]));

describeOnBuilders("a context that changes while it is sent", (engine) => {
  const project = () =>
    temporaryFolder({
      Dockerfile: `FROM ${baseImage}\nCOPY src /src\n`,
      ...others,
      "src/changing": Buffer.alloc(2_000_000, "a"),
    });

  /** Builds a folder in which `change` happens once it was looked through. */
  const buildWhile = (folder: string, change: (file: string) => void, more = {}) =>
    build(engine, requestFor(engine, folder, more), undefined, (event) => {
      if (event.kind === "context") change(path.join(folder, "src/changing"));
    });

  test.each([
    ["vanishes", (file: string) => fs.rmSync(file), "vanished while the build context was being sent."],
    [
      "grows",
      (file: string) => fs.appendFileSync(file, "more"),
      "changed its size while the build context was being sent: build again.",
    ],
    [
      "shrinks",
      (file: string) => fs.truncateSync(file, 1_000),
      "changed its size while the build context was being sent: build again.",
    ],
    [
      "becomes a folder",
      (file: string) => {
        fs.rmSync(file);
        fs.mkdirSync(file);
      },
      "in the build context cannot be read: it is a directory.",
    ],
  ])("a file that %s ends the build with a sentence, and the next build is whole", async (_, change, sentence) => {
    const folder = project();
    const { outcome } = await buildWhile(folder, change);
    expect(outcome).toEqual({ kind: "unavailable", message: `${path.join(folder, "src/changing")} ${sentence}` });
    const next = measuredOf(await build(engine, requestFor(engine, folder)));
    expect(next.stages[0]?.instructions[1]?.size).toMatchObject({ kind: "measured" });
  });

  test("a file that is replaced by one of the same size is sent as it is then, and digested as it was sent", async () => {
    const folder = project();
    const keepTag = `layer-cost-test-changing:${process.pid}`;
    const docker = await clientOf(engine);
    onTestFinished(() => removeImage(docker, keepTag));
    const replace = (file: string) => fs.writeFileSync(file, Buffer.alloc(2_000_000, "b"));
    const first = measuredOf(await buildWhile(folder, replace, { keepTag }));
    await runsIn(
      docker,
      keepTag,
      ["sh", "-c", '[ "$(dd if=/src/changing bs=1 count=1 2>/dev/null)" = b ]'],
      "the newer content",
    );
    const second = measuredOf(await build(engine, requestFor(engine, folder)));
    const digests = [first, second].map(({ stages }) => stages[0]?.instructions[1]?.contextDigest);
    expect(digests[0]).toBe(digests[1]);
  });

  test("a file that comes late is part of the next build", async () => {
    const folder = project();
    const late = path.join(folder, "src/late");
    const first = measuredOf(await buildWhile(folder, () => fs.writeFileSync(late, "12345")));
    const second = measuredOf(await build(engine, requestFor(engine, folder)));
    const bytes = [first, second].map(({ stages }) => {
      const size = stages[0]?.instructions[1]?.size;
      return size?.kind === "measured" ? size.bytes : undefined;
    });
    expect(bytes[1]! - bytes[0]!).toBe(5);
  });

  test("a file is sent once for all stages: nobody misses it afterwards", async () => {
    // Never built before, so that the steps run.
    const folder = temporaryFolder({
      Dockerfile: [
        "FROM scratch AS one\nCOPY one.txt /",
        "FROM scratch AS two\nCOPY two.txt /",
        `FROM ${baseImage}\nCOPY --from=one / /one/\nCOPY --from=two / /two/\n`,
      ].join("\n"),
      "one.txt": randomUUID(),
      "two.txt": `${randomUUID()}\n`,
    });
    const titles: string[] = [];
    const answer = build(engine, requestFor(engine, folder), undefined, (event) => {
      if (event.kind !== "step" || event.state !== "completed") return;
      titles.push(event.title);
      // The last step of the target, which is built first.
      if (/--from=two/.test(event.title)) for (const name of ["one.txt", "two.txt"]) fs.rmSync(path.join(folder, name));
    });
    const { stages } = measuredOf(await answer);
    expect(fs.existsSync(path.join(folder, "one.txt")), titles.join("\n")).toBe(false);
    expect(stages.map(({ own }) => own.claim)).toMatchObject([{ bytes: 36 }, { bytes: 37 }, { bytes: 73 }]);
  });
});

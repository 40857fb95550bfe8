import { describe, expect, it } from "vitest";
import { PathIndex } from "../../../server/src/engine/image/effects/path-index";
import { coversAll, type Draft } from "../../../server/src/engine/image/effects/stage-files";

const paths = ["/", "/a", "/a/b", "/a/b/c", "/ab", "/a/*.tar", "/*/c", "/a/b*", "relative/a", "/a//b", "/x/y/z.txt"];
const covers = [
  "/",
  "/*",
  "/a",
  "/a/*",
  "/a/b",
  "/a/b*",
  "/a/*/c",
  "/*/b",
  "/a/b/c",
  "/a/x.tar",
  "relative",
  "*",
  "/x/y",
];

const draftOf = (...own: string[]) => ({ effect: { kind: "write", paths: own } }) as unknown as Draft;

describe("the index of paths", () => {
  const drafts = [...paths.map((path) => draftOf(path)), draftOf("/a/b", "/a/c"), draftOf("/q", "/a"), draftOf()];
  const index = new PathIndex(drafts);

  it.each(covers)("gives all that %s covers, in their order", (cover) => {
    const near = index.near([cover]);
    expect(near.filter((draft) => coversAll(cover, draft))).toEqual(drafts.filter((draft) => coversAll(cover, draft)));
  });

  it("leaves out what lies elsewhere", () => {
    expect(new PathIndex([draftOf("/a/b"), draftOf("/c/d")]).near(["/c"])).toEqual([draftOf("/c/d")]);
  });

  it("gives what was unpacked into the folder around a path", () => {
    const unpacked = { ...draftOf("/tmp"), inFolder: true };
    expect(new PathIndex([unpacked, draftOf("/opt")]).near(["/tmp/tool-1.0"])).toEqual([unpacked]);
  });
});

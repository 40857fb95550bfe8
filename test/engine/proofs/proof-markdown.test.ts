// The report of a proof: verdict, figures and checks, and nothing that text of files and engines can do in it.
import { describe, expect, test } from "vitest";
import {
  compareMeasurements,
  judgeProof,
  measuredClaim,
  type Proof,
  proofMarkdown,
} from "../../../server/src/engine/index";
import { measured } from "../comparison/measured";

const hostile = "runs `sh` | [here](command:x) <img> #1";

function proofWith(passed: boolean): Proof {
  const withCheck = (text: string) => {
    const saved = measured(text, {});
    const check = { passed, message: hostile, logTail: "last ``` line", durationMs: 100 };
    return { ...saved, build: { ...saved.build, check } };
  };
  const before = withCheck("FROM debian #= 100\nRUN make #= 50000");
  const after = withCheck("FROM debian #= 100\nRUN make #= 20000");
  return {
    fixes: [{ rule: "some-rule", title: hostile, applicability: "needs-review", review: hostile, message: hostile }],
    claim: { claim: measuredClaim(30_000, "what it took", "2026-11-20T09:30:00.000Z"), unknownParts: 0 },
    before,
    after: { kind: "measured", comparison: compareMeasurements(before, after) },
    files: [],
  };
}

describe("the report of a proof", () => {
  test("puts the claim beside what was measured", () => {
    const proof = proofWith(true);
    const report = proofMarkdown(proof, judgeProof(proof), "api/Dockerfile");
    expect(report).toMatch(/^# Proved: /);
    expect(report).toContain("| Measured saving | 30 kB, as claimed |");
    expect(report).toContain("`api/Dockerfile` was built as it is and with the fix");
    expect(report).not.toContain("printed last");
  });

  test("shows text of files and images as it is", () => {
    const proof = proofWith(false);
    const report = proofMarkdown(proof, judgeProof(proof), "a`b");
    expect(report).toMatch(/^# Not proved: /);
    // No link, no code, no other column, no element.
    expect(report.replaceAll(/\\./g, "")).not.toMatch(/\]\(command|<img|`sh`/);
    expect(report).toContain("`` a`b `` was built");
    // The fence is longer than any in the log.
    expect(report).toContain("````text\nlast ``` line\n````");
  });
});

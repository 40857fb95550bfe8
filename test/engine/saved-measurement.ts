// A saved measurement in which every field is used.
import { measuredClaim, type SavedMeasurement, unknownClaim } from "../../server/src/engine/index";

const measuredAt = "2026-11-20T09:30:00.000Z";
const basis = "image history of Docker 28.5.2 (overlay2)";
const bytes = (count: number) => measuredClaim(count, basis, measuredAt);

export const savedMeasurement: SavedMeasurement = {
  id: "2026-11-20-1",
  name: "phase 1",
  dockerfilePath: "/work/api/Dockerfile",
  dockerfileText: "FROM debian AS tools\nRUN apt-get install -y gcc\nFROM debian\nCOPY app /app\n",
  buildArguments: { INCLUDE_DEV: "true", EMPTY: "" },
  platform: "linux/amd64",
  contextPath: "/work/api",
  build: {
    engine: "Docker 28.5.2, BuildKit, overlay2",
    target: "stage 1",
    durationMs: 12_345.6,
    image: { id: "sha256:0123", size: bytes(120_000_000) },
    measuredAt,
    stages: [
      {
        name: "tools",
        index: 0,
        line: 0,
        own: { claim: bytes(100_000_000), unknownParts: 0 },
        total: { claim: bytes(200_000_000), unknownParts: 0 },
        base: bytes(100_000_000),
        durationMs: 9_000,
        instructions: [
          {
            index: 0,
            line: 0,
            keyword: "FROM",
            text: "FROM debian AS tools",
            size: bytes(100_000_000),
            durationMs: undefined,
            cached: true,
          },
          {
            index: 1,
            line: 1,
            keyword: "RUN",
            text: "RUN apt-get install -y gcc",
            size: bytes(100_000_000),
            durationMs: 9_000,
            cached: false,
          },
        ],
      },
      {
        name: undefined,
        index: 1,
        line: 2,
        own: {
          claim: {
            kind: "estimated",
            low: 10,
            likely: 20_000_000,
            high: 30_000_000,
            metric: "unpacked",
            basis: "a guess",
          },
          unknownParts: 1,
        },
        total: { claim: bytes(120_000_000), unknownParts: 0 },
        base: unknownClaim("the engine did not say"),
        durationMs: undefined,
        instructions: [
          {
            index: 3,
            line: 3,
            keyword: "COPY",
            text: "COPY app /app",
            size: unknownClaim("not told"),
            durationMs: 12,
            cached: false,
            contextDigest: "abc",
          },
        ],
      },
    ],
    check: { passed: false, message: "The command ended with 1.", logTail: "no such file\n", durationMs: 400 },
    rebuilds: [
      { kind: "warm", durationMs: 900, note: "nothing changed" },
      { kind: "code-change", durationMs: undefined, note: "the context holds no code" },
    ],
  },
};

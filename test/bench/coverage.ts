// How much of what real Dockerfiles ship gets an estimate that helps, before anything is built.
import { readFileSync } from "node:fs";
import path from "node:path";
import {
  analyze,
  boundsOf,
  type Instruction,
  mergeSettings,
  noSemanticFacts,
  price,
  type SizeClaim,
  sumClaims,
  type Total,
} from "../../server/src/engine/index";
import { shippedFacts } from "../engine/shipped-data";
import { type Budget, printTable } from "./report";

const { analysis: settings } = mergeSettings(undefined, undefined).settings;

/** Instructions below this are of no interest; what is unknown may be above it. */
const worthAnEstimate = 1e6;

type Kind =
  | "FROM"
  | "apt installs"
  | "  the packages alone"
  | "other installs"
  | "  their packages alone"
  | "  of named packages"
  | "COPY from a stage"
  | "COPY from the context"
  | "other RUN";
type Quality = "within 1.5" | "within 3" | "wider" | "lower bound" | "unknown";

/** Shares of the shipped instructions of 1 MB and more, by what they do and how narrow their claim is. */
export function benchCoverage(corpus: string): Budget[] {
  const counts = new Map<Kind, Map<Quality, number>>();
  const count = (kind: Kind, size: Total) => {
    if (isSmall(size)) return;
    const ofKind = counts.get(kind) ?? new Map<Quality, number>();
    const quality = qualityOf(size);
    ofKind.set(quality, (ofKind.get(quality) ?? 0) + 1);
    counts.set(kind, ofKind);
  };
  for (const line of readFileSync(path.join(corpus, "index.jsonl"), "utf8").trim().split("\n")) {
    const text = readFileSync(path.join(corpus, JSON.parse(line).file), "utf8");
    const analysis = analyze(text, settings, noSemanticFacts);
    const { instructions } = price(analysis, shippedFacts);
    for (const instruction of analysis.image.instructions) {
      const kind = kindOf(instruction);
      const priced = instructions.get(instruction.index);
      if (kind === undefined || priced === undefined || !instruction.shipped) continue;
      count(kind, priced.size);
      if (kind !== "apt installs" && kind !== "other installs") continue;
      const packages = priced.parts.filter((part) => ["install", "recommended", "cuda"].includes(part.kind));
      const alone = sumClaims(packages.map(({ claim }) => claim));
      count(kind === "apt installs" ? "  the packages alone" : "  their packages alone", alone);
      if (kind === "other installs" && namesPackages(instruction)) count("  of named packages", alone);
    }
  }
  const qualities: readonly Quality[] = ["within 1.5", "within 3", "wider", "lower bound", "unknown"];
  const kinds = order.flatMap((kind) => (counts.has(kind) ? [[kind, counts.get(kind)!] as const] : []));
  const all = (kind: Kind) => [...(counts.get(kind) ?? new Map()).values()].reduce((sum, count) => sum + count, 0);
  const share = (part: number, whole: number) => (whole === 0 ? "–" : `${((100 * part) / whole).toFixed(0)} %`);
  printTable(
    "Estimates of shipped instructions of 1 MB and more in the corpus (high end at most so many times the low one)",
    [
      ["", "instructions", ...qualities],
      ...kinds.map(([kind, found]) => [
        kind,
        String(all(kind)),
        ...qualities.map((quality) => share(found.get(quality) ?? 0, all(kind))),
      ]),
    ],
  );
  console.log(
    "  The corpus has no build contexts: what is copied from them, and their lock files, cannot be known here.",
  );
  const budget = (what: string, kindsOf: readonly Kind[], aim: number): Budget => {
    const whole = kindsOf.reduce((sum, kind) => sum + all(kind), 0);
    const narrow = kindsOf.reduce((sum, kind) => sum + (counts.get(kind)?.get("within 1.5") ?? 0), 0);
    return {
      what: `${what} without a narrow estimate`,
      measured: 1 - narrow / whole,
      limit: 1 - aim,
      format: (value) => share(value, 1),
    };
  };
  return [
    budget("FROM", ["FROM"], 0.8),
    budget("apt installs", ["apt installs"], 0.85),
    budget("other installs and copies", ["other installs", "COPY from a stage"], 0.6),
  ];
}

/** In this order they are printed. */
const order: readonly Kind[] = [
  "FROM",
  "apt installs",
  "  the packages alone",
  "other installs",
  "  their packages alone",
  "  of named packages",
  "COPY from a stage",
  "COPY from the context",
  "other RUN",
];

function namesPackages({ effects }: Instruction): boolean {
  return effects.every((effect) => effect.kind !== "install" || effect.packages.length > 0);
}

function kindOf({ keyword, effects, copy, stage }: Instruction): Kind | undefined {
  switch (keyword) {
    case "FROM":
      return stage.base.kind === "image" || stage.base.kind === "unknown" ? "FROM" : undefined;
    case "RUN": {
      const installs = effects.filter(({ kind }) => kind === "install");
      if (installs.length === 0) return "other RUN";
      return installs.some((effect) => effect.kind === "install" && effect.manager === "apt")
        ? "apt installs"
        : "other installs";
    }
    case "COPY":
    case "ADD":
      return copy?.from.kind === "stage" || copy?.from.kind === "image" ? "COPY from a stage" : "COPY from the context";
    default:
      return undefined;
  }
}

function isSmall({ claim, unknownParts }: Total): boolean {
  const bounds = boundsOf(claim);
  return unknownParts === 0 && bounds !== undefined && bounds.likely < worthAnEstimate;
}

function qualityOf({ claim, unknownParts }: Total): Quality {
  if (claim.kind === "unknown") return "unknown";
  if (unknownParts > 0) return "lower bound";
  const { low, high } = boundsOf(claim as SizeClaim)!;
  return high <= 1.5 * low ? "within 1.5" : high <= 3 * low ? "within 3" : "wider";
}

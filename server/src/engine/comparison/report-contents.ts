// The report's sections on what the images hold: removed, added, changed, and what remains.
import type { LargestEntry } from "../analysis";
import { boundsOf, isExact } from "../sizes/claims";
import { formatBytes, formatClaim, formatTotal } from "../sizes/format";
import { tellingParts } from "./compare-contents";
import { formatDifference, formatShare, likelyDifference } from "./differences";
import { plain, table } from "./markdown";
import type { Comparison, PartComparison } from "./types";

/** Rows of a table; the rest is one row. */
const mostRows = 12;
/** Packages or folders that are named in a row. */
const mostNames = 5;

/** Nothing where the Dockerfiles are not both known: an image's history tells no contents. */
export function contentsSections(comparison: Comparison): readonly (string | undefined)[] {
  const { contents } = comparison;
  if (contents === undefined)
    return [
      "## What was removed\n\nAn image that was not built here tells its layers and not what is in them: see the instructions above.",
    ];
  const { telling: changed, rest } = tellingParts(comparison);
  const negative = (parts: readonly PartComparison[]) => parts.filter((part) => signOf(part) < 0);
  const positive = (parts: readonly PartComparison[]) => parts.filter((part) => signOf(part) > 0);
  const [smaller, larger] = [negative(changed), positive(changed)];
  const unknown = changed.filter(({ size }) => size.difference.kind === "unknown");
  return [
    section("What was removed", "Nothing that the image held is gone.", smaller, negative(rest), comparison),
    larger.length > 0 ? section("What was added", "", larger, positive(rest), comparison) : undefined,
    unknown.length > 0
      ? `Of unknown size on one side: ${unknown.map(({ label }) => plain(label)).join(", ")}.`
      : undefined,
    remains(comparison),
  ];
}

function signOf({ size }: PartComparison): number {
  return Math.sign(likelyDifference(size.difference) ?? 0);
}

/** `small` ones are summed up: they matter together at most. */
function section(
  title: string,
  nothing: string,
  parts: readonly PartComparison[],
  small: readonly PartComparison[],
  { size }: Comparison,
): string {
  if (parts.length + small.length === 0) return `## ${title}\n\n${nothing}`;
  const rows = parts
    .slice(0, mostRows)
    .map((part) => [
      `${plain(part.label)}${named(part)}`,
      part.stages.map(plain).join(", "),
      part.kind === "changed"
        ? `${formatTotal(part.size.before!) ?? "unknown"} → ${formatTotal(part.size.after!) ?? "unknown"}`
        : "",
      formatDifference(part.size.difference) ?? "unknown",
    ]);
  const rest = [...parts.slice(mostRows), ...small];
  if (rest.length > 0) rows.push([`${rest.length} smaller ${rest.length === 1 ? "one" : "ones"}`, "", "", sumOf(rest)]);
  const all = [...parts, ...small];
  const total = all.length > 1 ? [["**Together**", "", "", `**${sumOf(all)}**`]] : [];
  const isEstimated =
    parts.some((part) => part.size.difference.kind === "estimated") && size.difference.kind === "measured";
  const note = isEstimated
    ? "\n\n≈ is an estimate: the layer was measured, and what of it is which package is told by package data."
    : "";
  return `## ${title}\n\n${table(["What", "Came with", "", "Bytes"], "lllr", [...rows, ...total])}${note}`;
}

function sumOf(parts: readonly PartComparison[]): string {
  const differences = parts.map(({ size: { difference } }) => difference);
  const bytes = differences.reduce((sum, one) => sum + (likelyDifference(one) ?? 0), 0);
  const isMeasured = differences.every(({ kind }) => kind === "measured");
  return formatDifference(
    isMeasured
      ? { kind: "measured", bytes, metric: "unpacked" }
      : { kind: "estimated", low: bytes, likely: bytes, high: bytes, metric: "unpacked" },
  )!;
}

/** Its biggest packages, where it is more than one. */
function named({ largest, size }: PartComparison): string {
  if (largest.length < 2) return "";
  const claim = (size.before ?? size.after)!.claim;
  const text = ({ name, bytes }: LargestEntry) => `${plain(name)} ${isExact(claim) ? "" : "≈ "}${formatBytes(bytes)}`;
  return `: ${largest.slice(0, mostNames).map(text).join(", ")}${largest.length > mostNames ? ", …" : ""}`;
}

/** The largest things that the newer image holds, and what is still found in its Dockerfile. */
function remains({ contents, size }: Comparison): string | undefined {
  if (contents === undefined) return undefined;
  const likely = ({ size: { after } }: PartComparison) => (after && boundsOf(after.claim)?.likely) ?? 0;
  const parts = contents.parts.filter((part) => likely(part) > 0).sort((one, other) => likely(other) - likely(one));
  const whole = (size.after && boundsOf(size.after.claim)?.likely) || 0;
  const share = (bytes: number) => (whole > 0 ? formatShare(bytes / whole).replace(/^\+/, "") : "");
  const rows = parts
    .slice(0, mostRows)
    .map((part) => [`${plain(part.label)}`, formatTotal(part.size.after!) ?? "unknown", share(likely(part))]);
  const rest = parts.slice(mostRows).reduce((sum, part) => sum + likely(part), 0);
  if (rest > 0) rows.push([`${parts.length - mostRows} smaller ones`, `≈ ${formatBytes(rest)}`, share(rest)]);
  const open = contents.open.filter(({ saving }) => (boundsOf(saving)?.high ?? 0) > 0);
  const saving = contents.openSaving && formatClaim(contents.openSaving);
  const findings = open.map(
    ({ rule, message, saving: one }) => `- **${plain(rule)}** (${formatClaim(one)}): ${plain(message)}`,
  );
  return [
    "## What remains",
    table(["What", "Size", "Share"], "lrr", rows) ?? "What the image holds is not known.",
    findings.length > 0
      ? `Still open, ${saving ?? "an unknown size"} together:\n\n${findings.join("\n")}`
      : "No finding is open that would make it smaller.",
  ].join("\n\n");
}

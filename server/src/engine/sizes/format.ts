// Sizes and durations in the user's words: decimal units as Docker prints them, ≈ for estimates, ≥ for lower bounds.
import type { InstructionPrice, StagePrice } from "../analysis";
import { boundsOf, isExact } from "./claims";
import type { SizeClaim, Total } from "./types";

const units = ["B", "kB", "MB", "GB", "TB", "PB"];

/** VS Code cuts inlay hints that are longer. */
const longestHint = 40;

/** Bytes with three significant digits: `612 kB`, `82.4 MB`, `1.11 GB`. 1 MB is 10⁶ bytes. */
export function formatBytes(bytes: number): string {
  const sign = bytes < 0 ? "-" : "";
  let value = Math.abs(bytes);
  let unit = 0;
  // 999.5 kB would be rounded to "1000 kB".
  while (unit < units.length - 1 && value >= 999.5) {
    value /= 1000;
    unit += 1;
  }
  return `${sign}${unit === 0 ? Math.round(value) : Number(value.toPrecision(3))} ${units[unit]}`;
}

/** `82.4 MB` for what is certain, `≈ 274 MB` for an estimate, undefined for unknown. */
export function formatClaim(claim: SizeClaim): string | undefined {
  const bounds = boundsOf(claim);
  if (bounds === undefined) return undefined;
  return `${isExact(claim) ? "" : "≈ "}${formatBytes(bounds.likely)}`;
}

/** As a claim; with unknown parts a lower bound: `≥ 612 MB`, which is the low end of what is known. Undefined for unknown. */
export function formatTotal(total: Total): string | undefined {
  const bounds = boundsOf(total.claim);
  if (bounds === undefined || total.unknownParts === 0) return formatClaim(total.claim);
  return bounds.low > 0 ? `≥ ${formatBytes(bounds.low)}` : undefined;
}

/** What an estimate allows, for explanations: `219 MB to 349 MB`; undefined for what is exact or unknown. */
export function formatRange(claim: SizeClaim): string | undefined {
  if (claim.kind !== "estimated" || isExact(claim)) return undefined;
  return `${formatBytes(claim.low)} to ${formatBytes(claim.high)}`;
}

/** `gcc, g++, make and 2 more`: the first `most` names, and how many are left out. */
export function enumerated(names: readonly string[], most: number): string {
  const shown = names.slice(0, most).join(", ");
  const rest = names.length - most;
  return rest > 0 ? `${shown} and ${rest} more` : shown;
}

/** Milliseconds as `0.4 s`, `12.3 s`, `2 min 5 s`, `1 h 2 min`. */
export function formatDuration(milliseconds: number): string {
  const seconds = milliseconds / 1000;
  if (seconds < 59.95) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  const minutes = Math.round(whole / 60);
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** A claim so vague that a number beside the line would mislead: the hover tells it. */
function isVague(claim: SizeClaim): boolean {
  return claim.kind === "unknown" || (claim.kind === "estimated" && claim.high > 3 * claim.low && claim.high > 0);
}

/**
 * Text of the inlay hint at an instruction's end; undefined where nothing is shown: unknown, vague, or below `minimum` bytes.
 */
export function instructionHint(price: InstructionPrice, minimum: number): string | undefined {
  return totalHint(price.size, minimum);
}

function totalHint(total: Total, minimum: number): string | undefined {
  const bounds = boundsOf(total.claim);
  if (bounds === undefined || isVague(total.claim)) return undefined;
  const shown = total.unknownParts > 0 ? bounds.low : bounds.likely;
  return shown < minimum ? undefined : formatTotal(total);
}

/** Text of the inlay hint at a FROM: what the stage adds and what it comes to, `≈ +274 MB = 393 MB`; undefined where unknown. */
export function stageHint(price: StagePrice, minimum: number): string | undefined {
  const own = totalHint(price.own, minimum);
  const total = totalHint(price.total, minimum);
  if (total === undefined) return own === undefined ? undefined : signed(own);
  if (own === undefined) return total;
  const text = `${signed(own)} = ${digits(total)}`;
  // What is added may be measured on a base that is not: one mark speaks for both numbers.
  const mark = [own, total].some((one) => one.startsWith("≥")) ? "≥" : [own, total].some(isMarked) ? "≈" : "";
  const marked = mark === "" ? text : `${mark} ${digits(text)}`;
  return marked.length <= longestHint ? marked : total;
}

function isMarked(text: string): boolean {
  return text.startsWith("≈") || text.startsWith("≥");
}

function digits(text: string): string {
  return text.replace(/^[≈≥] /, "");
}

function signed(text: string): string {
  return isMarked(text) ? `${text[0]} +${digits(text)}` : `+${text}`;
}

const factors: Readonly<Record<string, number>> = { b: 1, kb: 1e3, mb: 1e6, gb: 1e9, tb: 1e12, k: 1e3, m: 1e6, g: 1e9 };

/** Bytes of `"1MB"`, `"500 kB"`, `"1.5GB"` or a number of bytes; undefined for anything else. Units are decimal. */
export function parseSize(value: unknown): number | undefined {
  if (typeof value === "number") return Number.isFinite(value) && value >= 0 ? Math.round(value) : undefined;
  if (typeof value !== "string") return undefined;
  const match = /^\s*(\d+(?:\.\d+)?)\s*([a-z]*)\s*$/i.exec(value);
  if (match === null) return undefined;
  const factor = factors[(match[2] ?? "").toLowerCase() || "b"];
  return factor === undefined ? undefined : Math.round(Number(match[1]) * factor);
}

/** How far a step is: `12 MB of 30 MB`, or `12 MB` where the whole is not known. */
export function formatTransfer({ bytes, total }: { readonly bytes: number; readonly total: number | undefined }) {
  return total === undefined ? formatBytes(bytes) : `${formatBytes(bytes)} of ${formatBytes(total)}`;
}

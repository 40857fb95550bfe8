// What holds of every pricing, whatever the file: told in words, so that a test shows which law was broken and where.
import { type Analysis, boundsOf, type Pricing, type SizeClaim, type Total } from "../../../server/src/engine/index";

/** Why nothing at all may be said to be stored. */
const certainlyNothing =
  /^(stores no files|the command only asks|none of its commands stores|the image holds these packages already|removing files of earlier layers|scratch is empty|a folder holds no bytes|its stage pays for it|counted in the build context|written in the Dockerfile itself|no findings|files of the build context)/;

/** The laws of prices that a pricing breaks, with the line where; empty where it keeps them all. */
export function brokenLaws({ image }: Analysis, pricing: Pricing): string[] {
  const broken: string[] = [];
  for (const instruction of image.instructions) {
    const price = pricing.instructions.get(instruction.index);
    const where = `line ${instruction.syntax.line + 1}, ${instruction.keyword}`;
    if (price === undefined) {
      broken.push(`${where}: no price`);
      continue;
    }
    const of = (what: string, faults: readonly string[]) =>
      broken.push(...faults.map((fault) => `${where}, ${what}: ${fault}`));
    of("size", faultsOfTotal(price.size));
    for (const { label, claim } of price.parts) of(label, faultsOfClaim(claim));
    if (price.pulled !== undefined) of("pulled", faultsOfPulled(price.pulled, price.size.claim));
    if (price.parts.length > 0) of("parts", faultsOfParts(price.parts, price.size));
  }
  for (const { stage, own, total, base } of pricing.stages) {
    const of = (what: string, faults: readonly string[]) =>
      broken.push(...faults.map((fault) => `${stage.label}, ${what}: ${fault}`));
    of("own", faultsOfTotal(own));
    of("total", faultsOfTotal(total));
    of("base", faultsOfClaim(base));
    of("total", faultsOfStage(total, pricing.instructions.get(stage.from.index)!.size, own));
  }
  for (const { finding, saving } of pricing.findings) {
    const faults = faultsOfClaim(saving);
    broken.push(...faults.map((fault) => `saving of ${finding.rule.id}: ${fault}`));
  }
  for (const [stage, saving] of pricing.savings) {
    const total = pricing.stages.find((one) => one.stage === stage)!.total;
    broken.push(...faultsOfClaim(saving).map((fault) => `savings of ${stage.label}: ${fault}`));
    const [most, whole] = [boundsOf(saving)?.likely, boundsOf(total.claim)?.likely];
    if (total.unknownParts === 0 && most !== undefined && whole !== undefined && most > whole)
      broken.push(`savings of ${stage.label}: more than ships`);
  }
  return broken;
}

function faultsOfTotal({ claim, unknownParts }: Total): string[] {
  const faults = faultsOfClaim(claim);
  if (claim.kind === "unknown" && unknownParts < 1) faults.push("unknown, and yet no part is");
  const isNothing = claim.kind === "estimated" && claim.high === 0 && unknownParts === 0;
  if (isNothing && !certainlyNothing.test(claim.basis)) faults.push(`nothing, because "${claim.basis}"`);
  return faults;
}

function faultsOfClaim(claim: SizeClaim): string[] {
  if (claim.kind === "unknown")
    return claim.reason.trim() === "" ? ["unknown without a reason"] : textFaults(claim.reason);
  const { low, likely, high } = boundsOf(claim)!;
  const faults = textFaults(claim.basis);
  if (![low, likely, high].every((bytes) => Number.isInteger(bytes) && bytes >= 0))
    faults.push(`no bytes: ${low}, ${likely}, ${high}`);
  if (!(low <= likely && likely <= high)) faults.push(`out of order: ${low}, ${likely}, ${high}`);
  return faults;
}

/** A clause that stands there twice, or a value that was no text. */
function textFaults(text: string): string[] {
  const faults: string[] = [];
  if (text.trim() === "") faults.push("no basis");
  if (/\b(undefined|NaN|null|Infinity|\[object)/.test(text)) faults.push(`no words: "${text}"`);
  if (/ {2}|[.;,] *$|;\s*;/.test(text)) faults.push(`not well written: "${text}"`);
  const clauses = text.split("; ");
  if (new Set(clauses).size < clauses.length) faults.push(`says the same twice: "${text}"`);
  return faults;
}

/** Layers are a quarter to nine tenths of their files. */
function faultsOfPulled(pulled: SizeClaim, base: SizeClaim): string[] {
  const [compressed, unpacked] = [boundsOf(pulled), boundsOf(base)];
  const faults = faultsOfClaim(pulled);
  if (compressed === undefined || unpacked === undefined) return faults;
  const rate = unpacked.likely / compressed.likely;
  return rate > 1.1 && rate < 4 ? faults : [...faults, `unpacks ${rate.toFixed(1)} times`];
}

/** Measured instructions are no sum of their parts. */
function faultsOfParts(parts: readonly { readonly claim: SizeClaim }[], { claim }: Total): string[] {
  const whole = boundsOf(claim);
  if (claim.kind !== "estimated" || whole === undefined) return [];
  const sum = parts.reduce((all, part) => all + (boundsOf(part.claim)?.likely ?? 0), 0);
  return Math.abs(sum - whole.likely) <= parts.length ? [] : [`${sum} bytes of ${whole.likely}`];
}

function faultsOfStage(total: Total, from: Total, own: Total): string[] {
  const [all, base, added] = [boundsOf(total.claim), boundsOf(from.claim), boundsOf(own.claim)];
  const faults: string[] = [];
  const sum = (base?.likely ?? 0) + (added?.likely ?? 0);
  if (all !== undefined && all.likely !== sum) faults.push(`${all.likely} bytes, its base and what it adds ${sum}`);
  if (all === undefined && (base !== undefined || added !== undefined) && sum > 0)
    faults.push("unknown, though a part is known");
  if (total.unknownParts !== from.unknownParts + own.unknownParts)
    faults.push(`${total.unknownParts} unknown parts of ${from.unknownParts} and ${own.unknownParts}`);
  return faults;
}

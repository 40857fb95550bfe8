// Prices every effect of an analysis: from the shipped data, and from what the workspace says of context files.
import type { Analysis, LargestEntry } from "../analysis";
import { contextPathOf } from "../image/context-paths";
import { isUnpackedByAdd } from "../image/file-names";
import type { Effect, Stage } from "../image/types";
import { baseImageClaim } from "./base-images";
import { priceCache } from "./cache-prices";
import { boundsOf, estimatedClaim, exactClaim, joinBases, scaleClaim, sumTotals, unknownClaim } from "./claims";
import { priceCopied, unreadOutputs } from "./copied-parts";
import { priceDownload, priceOpaque } from "./downloads";
import { type Held, heldAtStart, priceAndHold } from "./held-packages";
import type { InstallFacts } from "./install-facts";
import { priceCuda, priceSymbols, takeFromWhole, withoutCuda } from "./parts-of-installs";
import type { FactRequest, FactState, SizeClaim, Total } from "./types";
import { priceVirtualEnvironment } from "./virtual-environments";

export type Facts = ReadonlyMap<string, FactState>;

/** An effect that is context files, with what to ask for. */
export interface ContextRequest {
  readonly effect: Effect;
  readonly request: FactRequest;
}

/** Prices of one analysis that no size fact changes, and where those come in. */
export interface EffectPrices {
  /** What the file, its manifests and the shipped data say. */
  readonly data: ReadonlyMap<Effect, Total>;
  /** The biggest packages of an install; made when asked. */
  readonly largest: ReadonlyMap<Effect, () => readonly LargestEntry[]>;
  readonly context: readonly ContextRequest[];
}

/** By what the manifests of one analysis and the package data say: with all facts that this machine knows, and with those of everybody. */
const cache = new WeakMap<Analysis, WeakMap<InstallFacts, EffectPrices>>();

/** Priced once per analysis and what is known for its installs: installs in the order of the chain, so that nothing is installed twice. */
export function priceEffects(analysis: Analysis, facts: InstallFacts): EffectPrices {
  const ofAnalysis = cache.get(analysis) ?? new WeakMap<InstallFacts, EffectPrices>();
  cache.set(analysis, ofAnalysis);
  const prices = ofAnalysis.get(facts) ?? compute(analysis, facts);
  ofAnalysis.set(facts, prices);
  return prices;
}

function compute(analysis: Analysis, facts: InstallFacts): EffectPrices {
  const data = new Map<Effect, Total>();
  const largest = new Map<Effect, () => readonly LargestEntry[]>();
  const held = new Map<Stage, Held>();
  // In the order of the file: a stage stands on earlier ones only, and copies from earlier ones.
  for (const stage of analysis.image.stages) {
    const parent = stage.base.kind === "stage" ? held.get(stage.base.stage) : undefined;
    const packages = heldAtStart(stage, parent, facts);
    held.set(stage, packages);
    for (const effect of stage.instructions.flatMap(({ effects }) => effects)) {
      data.set(effect, ifMaybe(effect, priceEffect(effect, data, packages, analysis, facts, largest)));
    }
  }
  for (const effect of data.keys()) if (effect.kind === "symbols") takeFromWhole(effect, data);
  return { data, largest, context: contextRequests(analysis) };
}

const requests = new WeakMap<Analysis, readonly ContextRequest[]>();

/** What to ask the workspace of the context files that are copied; found once per analysis, which is priced with every fact. */
export function contextRequests(analysis: Analysis): readonly ContextRequest[] {
  let found = requests.get(analysis);
  if (found === undefined) {
    found = analysis.image.effects.flatMap((effect) => {
      const request = contextRequest(effect);
      return request === undefined ? [] : [{ effect, request }];
    });
    requests.set(analysis, found);
  }
  return found;
}

function contextRequest(effect: Effect): FactRequest | undefined {
  if (effect.kind !== "write" || effect.what !== "context") return undefined;
  const sources = effect.origin === undefined ? effect.sources : copiedSources(effect, effect.origin);
  return sources && { kind: "context-files", key: `context-files ${JSON.stringify(sources)}`, sources };
}

/** Which context files a COPY --from takes of those that its stage holds; undefined where that is all, or cannot be told. */
function copiedSources(effect: Effect, origin: Effect): readonly string[] | undefined {
  const last = origin.stage.instructions.at(-1);
  if (!effect.partial || last === undefined || unreadOutputs(effect, origin) !== undefined) return undefined;
  const sources = effect.instruction.copy?.sources.map(({ path }) => path && contextPathOf(path, last)) ?? [];
  return sources.every((path) => path !== undefined) && sources.length > 0 ? (sources as string[]) : undefined;
}

/** What may not happen may cost nothing. */
function ifMaybe(effect: Effect, total: Total): Total {
  const { claim } = total;
  const bounds = boundsOf(claim);
  if (!effect.maybe || bounds === undefined || bounds.high === 0 || claim.kind === "unknown") return total;
  return {
    claim: estimatedClaim({ ...bounds, low: 0 }, joinBases([claim.basis, "only on some ways through the script"])),
    unknownParts: total.unknownParts,
  };
}

const known = (claim: SizeClaim): Total => ({ claim, unknownParts: claim.kind === "unknown" ? 1 : 0 });
const unknown = (reason: string): Total => known(unknownClaim(reason));

function priceEffect(
  effect: Effect,
  prices: ReadonlyMap<Effect, Total>,
  held: Held,
  analysis: Analysis,
  facts: InstallFacts,
  largest: Map<Effect, () => readonly LargestEntry[]>,
): Total {
  if (effect.origin !== undefined) return priceCopied(effect, effect.origin, prices);
  switch (effect.kind) {
    case "base":
      return known(baseClaim(effect.base, analysis.settings.platform));
    case "install": {
      const price = priceAndHold(effect, held, facts);
      if (price.largest !== undefined) largest.set(effect, price.largest);
      return { claim: withoutCuda(effect, price, held), unknownParts: price.unknown.length };
    }
    case "cuda":
      return known(priceCuda(effect, held));
    case "recommended": {
      const price = priceAndHold(effect, held, facts);
      if (price.largest !== undefined) largest.set(effect, price.largest);
      return known(price.claim);
    }
    case "upgrade":
      return unknown("how much of the base image has newer versions is not known before it is built");
    case "cache":
      return known(priceCache(effect, prices, held.countOf));
    case "symbols":
      return known(priceSymbols(effect, prices));
    case "write":
      return known(priceWrite(effect, analysis.syntax.text));
    case "compile":
      return unknown("what a compiler writes is not known before it is built");
    case "clutter":
      return known(exactClaim(bytesOf(effect), "counted in the build context"));
    case "base-files": {
      const whole = baseClaim(effect.base, analysis.settings.platform);
      if (effect.path === "/" || whole.kind === "unknown") return known(whole);
      if (effect.path === "/usr" && isDistribution(effect.base)) return known(scaleClaim(whole, ...shareOfUsr));
      return unknown(`how much of the base image lies under ${effect.path} is not known`);
    }
    case "remove":
      return known(exactClaim(0, "removing files of earlier layers frees nothing"));
    case "rewrite":
      return priceRewrite(effect, prices);
    case "opaque":
      return known(priceOpaque(effect));
  }
}

/** Since /bin and /lib are links into /usr, little lies beside it but settings and the package manager's records. */
const shareOfUsr = [{ low: 0.8, likely: 0.95, high: 1 }, "nearly all of the system lies under /usr"] as const;

/** Nothing was installed into such an image that lies elsewhere. */
function isDistribution(base: Stage["base"]): boolean {
  return base.kind === "image" && /^(debian|ubuntu)$/.test(base.reference.name);
}

function bytesOf({ entries }: Extract<Effect, { kind: "clutter" }>): number {
  return entries.reduce((sum, { bytes }) => sum + bytes, 0);
}

/** What an external base image or scratch takes by the shipped table; 0 for a local stage, which is paid there. */
export function baseClaim(base: Stage["base"], platform: string | undefined): SizeClaim {
  switch (base.kind) {
    case "image":
      return baseImageClaim(base.reference, platform);
    case "scratch":
      return exactClaim(0, "scratch is empty");
    case "stage":
      return exactClaim(0, "its stage pays for it");
    case "unknown":
      return unknownClaim(base.reason);
  }
}

/**
 * The prices with what the workspace said of context files, in place or copied on; the same map where it said nothing.
 */
export function withContextFacts(prices: EffectPrices, facts: Facts): ReadonlyMap<Effect, Total> {
  const told = prices.context.filter(({ effect, request }) => {
    const state = facts.get(request.key)?.state;
    // Of what is copied on, the share of the whole is told as long as nothing better is.
    return effect.origin === undefined ? state !== undefined : state === "known";
  });
  if (told.length === 0) return prices.data;
  const all = new Map(prices.data);
  const counted = new Set(told.map(({ effect }) => effect));
  for (const { effect, request } of told) {
    all.set(effect, known(whenUnpacked(effect, contextClaim(request, facts, clutterOf(effect)))));
  }
  for (const effect of all.keys()) {
    if (effect.kind === "rewrite") all.set(effect, ifMaybe(effect, priceRewrite(effect, all)));
    if (counted.has(effect)) continue;
    if (effect.origin !== undefined && all.get(effect.origin) !== prices.data.get(effect.origin)) {
      all.set(effect, priceCopied(effect, effect.origin, all));
    }
  }
  return all;
}

/** Tar files beside what is in them: little more than headers of half a KiB and what fills up their blocks. */
const plainTarShare = { low: 0.85, likely: 0.97, high: 1 };
/** What is compressed well, and what hardly at all. */
const compressedTarShare = { low: 0.97, likely: 3, high: 6 };

/** ADD unpacks the context's archives: what is sent is not what is stored. */
function whenUnpacked({ instruction }: Effect, claim: SizeClaim): SizeClaim {
  const { copy, keyword } = instruction;
  if (keyword !== "ADD" || copy === undefined) return claim;
  const archives = copy.sources.map(({ path }) => path ?? "").filter(isUnpackedByAdd);
  if (archives.length === 0 || archives.length < copy.sources.length) return claim;
  const share = archives.every((path) => /\.tar$/.test(path)) ? plainTarShare : compressedTarShare;
  return scaleClaim(claim, share, "ADD unpacks the archive, whose contents are not known here");
}

/** Bytes among a COPY's context files that are effects of their own. */
function clutterOf({ instruction }: Effect): number {
  return instruction.effects.reduce((sum, effect) => sum + (effect.kind === "clutter" ? bytesOf(effect) : 0), 0);
}

/** Whatever gets another owner or mode is stored again, to the last byte. */
function priceRewrite(effect: Extract<Effect, { kind: "rewrite" }>, prices: ReadonlyMap<Effect, Total>): Total {
  const whole = sumTotals(effect.rewrites.map((one) => prices.get(one) ?? unknown("what lies there is not known")));
  if (!effect.partial) return whole;
  const share = { low: 0, likely: 0.5, high: 1 };
  return { ...whole, claim: scaleClaim(whole.claim, share, "some of the files there get it") };
}

/** Programs that write nothing but their own text. */
const writesItsText = new Set(["echo", "printf"]);

function priceWrite(effect: Extract<Effect, { kind: "write" }>, text: string): SizeClaim {
  switch (effect.what) {
    case "directory":
      return exactClaim(0, "a folder holds no bytes");
    case "heredoc": {
      const bodies = effect.instruction.syntax.heredocs.map(({ bodyRange }) =>
        text.slice(bodyRange.start, bodyRange.end),
      );
      return exactClaim(bodies.join("").length, "written in the Dockerfile itself");
    }
    case "generated": {
      const command = effect.command;
      const environment = priceVirtualEnvironment(effect);
      if (environment !== undefined) return environment;
      if (command === undefined || !writesItsText.has(command.program)) {
        return unknownClaim("what this command writes is not known before it is built");
      }
      const length = command.shell.range.end - command.shell.range.start;
      return estimatedClaim({ low: 0, likely: length, high: length + 4096 }, "the text that the command writes");
    }
    case "context":
      return unknownClaim("the size of the context's files is not known yet");
    case "download":
    case "archive-contents":
    case "git-clone":
      return priceDownload(effect);
    case "image-copy":
      return unknownClaim("the size of files in another image is not known before it is built");
  }
}

/** The claim of context files when the workspace has counted them: what is sent is what is stored. `apart`: bytes of other effects. */
function contextClaim(request: FactRequest, facts: Facts, apart: number): SizeClaim {
  const fact = facts.get(request.key);
  if (fact?.state === "known") return exactClaim(Math.max(0, fact.value.bytes - apart), fact.value.basis);
  if (fact?.state === "absent") return unknownClaim(fact.reason);
  return unknownClaim("the size of the context's files is not known yet");
}

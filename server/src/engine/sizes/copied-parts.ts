// How much of what another stage holds a COPY --from brings, where its paths leave that open.
import { covers } from "../image/paths";
import type { Effect, Instruction } from "../image/types";
import { unlinked } from "./cache-prices";
import { type Bounds, scaleClaim, unknownClaim } from "./claims";
import { ecosystemOf } from "./packages";
import { unreadWriter } from "./quiet-commands";
import type { Total } from "./types";

const unknownPart = (reason: string): Total => ({ claim: unknownClaim(reason), unknownParts: 1 });

/** A COPY --from stores again what the origin stored, all of it or, where its paths say nothing, some of it. */
export function priceCopied(effect: Effect, origin: Effect, prices: ReadonlyMap<Effect, Total>): Total {
  const total = prices.get(origin);
  if (total === undefined) return unknownPart("what is copied is not known");
  if (total.claim.kind === "unknown") return total;
  if (origin.kind === "cache" && origin.cache === "uv") return { ...total, claim: unlinked(total.claim) };
  const unread = effect.kind === "write" && effect.what === "context" ? unreadOutputs(effect, origin) : undefined;
  if (!effect.partial) return unread === undefined ? total : withoutOutputs(total, origin);
  // The folder that is copied may be all theirs.
  if (unread !== undefined) return unknownPart(unread);
  const share = shareCopied(effect, origin);
  if (typeof share === "string") return unknownPart(share);
  const claim = scaleClaim(total.claim, share, "some of it lies where it is copied from");
  return { claim, unknownParts: total.unknownParts };
}

/** A lower bound: the context's files, and whatever commands that cannot be looked into wrote beside them. */
function withoutOutputs({ claim, unknownParts }: Total, { stage }: Effect): Total {
  if (claim.kind === "unknown") return { claim, unknownParts };
  const basis = `${claim.basis}; without what the commands of ${stage.label} write there, which is not known`;
  return { claim: { ...claim, basis }, unknownParts: unknownParts + 1 };
}

/** Programs that change files, and make none. */
const changers = new Set(["chmod", "chown", "chgrp", "sed"]);

/**
 * Why nobody can tell all that lies where `copy` takes its context files from: another stage's command ran there after they
 * were put in place (`npm run build`). Undefined where every command is read.
 */
export function unreadOutputs(copy: Effect, origin: Effect): string | undefined {
  const { from, sources } = copy.instruction.copy ?? {};
  if (from?.kind !== "stage") return undefined;
  // Who works at the root says nothing of where it writes.
  const isNear = (folder = "/") =>
    (sources ?? []).some(
      ({ path }) => path === undefined || (folder !== "/" && (covers(path, folder) || covers(folder, path))),
    );
  for (const { instructions } of from.stage.chain) {
    for (const instruction of instructions) {
      if (instruction.index <= origin.instruction.index) continue;
      const reason = unreadIn(instruction, isNear);
      if (reason !== undefined) return reason;
    }
  }
  return undefined;
}

function unreadIn(instruction: Instruction, isNear: (folder: string | undefined) => boolean): string | undefined {
  for (const effect of instruction.effects) {
    if (effect.kind === "opaque" && isNear(effect.paths?.[0])) return effect.reason;
  }
  if (instruction.keyword !== "RUN" || instruction.effects.length > 0) return undefined;
  const writer = unreadWriter(instruction, ({ program }) => changers.has(program));
  return writer !== undefined && isNear(writer.workdir) ? `what ${writer.program} writes is not known` : undefined;
}

const someShare: Bounds = { low: 0, likely: 0.5, high: 1 };
/** Commands and their like lie beside the modules. */
const modulesShare: Bounds = { low: 0.85, likely: 0.97, high: 1 };

/**
 * The share of `origin` that a COPY of a part of it brings, or why nobody can tell. Of Python's and Node's packages, nearly
 * all lies in the folder of modules; a single command or package may be next to nothing or the biggest of all.
 */
function shareCopied(copy: Effect, origin: Effect): Bounds | string {
  const install = origin.kind === "cuda" || origin.kind === "symbols" ? origin.of : origin;
  if (install.kind !== "install" || !/^(python|node)$/.test(ecosystemOf(install))) return someShare;
  const source = copy.instruction.copy?.sources.find(({ word }) => word.range.start === copy.range.start)?.path;
  if (source === undefined) return someShare;
  if (/\/(site-packages|dist-packages|node_modules|lib(64)?(\/python[\d.]*)?)\/?$/.test(source)) return modulesShare;
  return `how much of these packages lies under ${source} is not known`;
}

// Digests of what each COPY of the context brought, for the keys that measurements are found by again.
import { digestOfSent, matchSources } from "../context/copy-sources";
import type { BuildContext } from "../context/read-context";
import type { BuildPlan } from "./build-plan";

/**
 * By instruction index. Nothing is read until the first call, once the files were sent: most are digested on the way.
 * A COPY is left out where its sources are not known, or have changed since.
 */
export function copyDigests(
  context: BuildContext,
  plan: BuildPlan,
  signal: AbortSignal,
): () => Promise<ReadonlyMap<number, string>> {
  let reading: Promise<ReadonlyMap<number, string>> | undefined;
  const read = async () => {
    const digests = new Map<number, string>();
    for (const { instruction, sources, complete } of plan.copies) {
      if (!complete || sources.length === 0) continue;
      const digest = await digestOfSent(context, matchSources(context, sources), signal);
      if (digest !== undefined) digests.set(instruction.index, digest);
    }
    return digests;
  };
  return () => {
    reading ??= read();
    return reading;
  };
}

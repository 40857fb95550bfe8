// Finds out which entries of an image's history belong to which instructions. Pure: numbers in, numbers out.
import type { Instruction, Stage } from "../engine/index";

/** One entry of an image's history, newest first in the lists here. */
export interface HistoryEntry {
  readonly createdBy: string;
  /** Unpacked bytes of its files; undefined where the engine does not tell. */
  readonly bytes: number | undefined;
}

export interface MappedHistory {
  /** Bytes by instruction index, of all stages of the chain; FROM is not among them. */
  readonly instructions: ReadonlyMap<number, number | undefined>;
  /** What lies below the chain: the external base image; 0 for scratch. */
  readonly baseBytes: number | undefined;
  /** What the base image's ONBUILD instructions wrote: they run at the FROM of the chain's last stage. */
  readonly triggerBytes: number;
}

/**
 * Maps a history onto the instructions of a stage and the stages below it (`chain`, the stage itself first).
 * Builders write one entry per instruction (but see ONBUILD), so counting from the newest finds them; each must also have the right
 * keyword. Returns the reason as a text where that does not hold, because then no number would be certain.
 *
 * `baseEntries` is the length of the base image's own history, where the engine has that image.
 */
export function mapHistory(
  entries: readonly HistoryEntry[],
  chain: readonly Stage[],
  baseEntries: number | undefined,
): MappedHistory | string {
  const instructions = new Map<number, number | undefined>();
  let position = 0;
  for (const stage of chain) {
    for (const instruction of stage.instructions.slice(1).toReversed()) {
      const entry = entries[position];
      // BuildKit writes none for an ONBUILD, the classic builder one; it adds no files either way.
      if (instruction.keyword === "ONBUILD" && (!entry || keywordOf(entry.createdBy) !== "ONBUILD")) {
        instructions.set(instruction.index, 0);
        continue;
      }
      position++;
      if (!entry || keywordOf(entry.createdBy) !== instruction.keyword) return mismatch(entry, instruction);
      instructions.set(instruction.index, entry.bytes);
    }
  }
  const below = entries.slice(position);
  const root = chain.at(-1)?.root;
  if (root?.kind === "scratch" && below.length > 0) return "the image's history has more entries than the Dockerfile";
  const triggers = baseEntries === undefined ? 0 : Math.max(0, below.length - baseEntries);
  return {
    instructions,
    baseBytes: sum(below.slice(triggers)),
    triggerBytes: sum(below.slice(0, triggers)) ?? 0,
  };
}

function sum(entries: readonly HistoryEntry[]): number | undefined {
  let bytes = 0;
  for (const entry of entries) {
    if (entry.bytes === undefined) return undefined;
    bytes += entry.bytes;
  }
  return bytes;
}

function mismatch(entry: HistoryEntry | undefined, { keyword, syntax }: Instruction): string {
  const found = entry ? `"${entry.createdBy.slice(0, 40)}"` : "nothing";
  return `the image's history has ${found} where the ${keyword} of line ${syntax.line + 1} belongs`;
}

const keywords = new Set(
  "ADD ARG CMD COPY ENTRYPOINT ENV EXPOSE HEALTHCHECK LABEL MAINTAINER ONBUILD RUN SHELL STOPSIGNAL USER VOLUME WORKDIR".split(
    " ",
  ),
);

/**
 * The keyword of the instruction that wrote a history entry. BuildKit begins with it (`RUN |1 A=b /bin/sh -c …`); the
 * classic builder writes `/bin/sh -c #(nop)  ENV A=b` for what runs nothing, and the bare command for RUN.
 */
export function keywordOf(createdBy: string): string | undefined {
  const configuration = /#\(nop\) +(\S+)/.exec(createdBy)?.[1];
  if (configuration !== undefined) return configuration;
  const first = createdBy.split(/\s/, 1)[0] ?? "";
  if (keywords.has(first)) return first;
  return createdBy === "" ? undefined : "RUN";
}

// Where COPY, ADD and --mount take things from and put them.
import type { Flag, Word } from "../syntax/types";
import { readImageReference } from "./image-references";
import type { InstructionNode } from "./nodes";
import { resolvePath } from "./paths";
import type { CopyDetails, Mount, Stage } from "./types";

type FindStage = (name: string) => Stage | undefined;

/** The details of a COPY or ADD. */
export function readCopy(instruction: InstructionNode, findStage: FindStage): CopyDetails {
  const { syntax, expand, workdir } = instruction;
  const fromFlag = syntax.flags.find(({ name }) => name === "from");
  const from = readSource(fromFlag, expand, findStage);
  const destinationWord = syntax.words.at(-1);
  const heredocs = new Set(syntax.heredocs.map(({ openingRange }) => openingRange.start));
  const sources = syntax.words
    .slice(0, -1)
    .filter((word) => !heredocs.has(word.range.start))
    .map((word) => ({ path: sourcePath(expand(word), from.kind), word }));
  const written = destinationWord && expand(destinationWord);
  let destination =
    written === undefined ? undefined : resolvePath(workdir ?? (written.startsWith("/") ? "/" : undefined), written);
  if (destination !== undefined && written !== undefined && destination !== "/" && /(\/|^\.|\/\.)$/.test(written))
    destination += "/";
  return {
    from,
    fromFlag,
    sources,
    destination,
    destinationWord,
    heredocFiles: syntax.heredocs.map(({ name }) => name),
    link: syntax.flags.some(({ name }) => name === "link"),
  };
}

/** Sources in another image are absolute; those in the context are relative to it. */
function sourcePath(text: string | undefined, from: CopyDetails["from"]["kind"]): string | undefined {
  if (text === undefined || from === "context") return text;
  return resolvePath("/", text);
}

function readSource(
  flag: Flag | undefined,
  expand: (word: Word) => string | undefined,
  findStage: FindStage,
): CopyDetails["from"] {
  if (!flag) return { kind: "context" };
  const text = flag.value && expand(flag.value);
  if (text === undefined || text === "") return { kind: "unknown", text: flag.value?.raw ?? "" };
  const stage = findStage(text);
  if (stage) return { kind: "stage", stage };
  const reference = /^\d+$/.test(text) ? undefined : readImageReference(text);
  return reference ? { kind: "image", reference } : { kind: "unknown", text };
}

/** The --mount flags of a RUN. */
export function readMounts(instruction: InstructionNode, findStage: FindStage): Mount[] {
  return instruction.syntax.flags
    .filter(({ name }) => name === "mount")
    .map((flag) => {
      const text = flag.value && instruction.expand(flag.value);
      const options = new Map(
        (text ?? flag.value?.raw ?? "")
          .split(",")
          .map((option) => [option.split("=")[0]!, option.slice(option.indexOf("=") + 1)]),
      );
      const type = options.get("type") ?? "bind";
      const written = options.get("target") ?? options.get("dst") ?? options.get("destination");
      const target =
        written === undefined || written.includes("$") ? undefined : resolvePath(instruction.workdir, written);
      const from = options.get("from");
      const source = options.get("source") ?? options.get("src") ?? "/";
      const stage = from === undefined ? undefined : findStage(from);
      return {
        type: /^(bind|cache|tmpfs|secret|ssh)$/.test(type) ? (type as Mount["type"]) : "unknown",
        target,
        from:
          from === undefined
            ? type === "bind"
              ? { kind: "context" }
              : undefined
            : stage
              ? { kind: "stage", stage }
              : { kind: "other", text: from },
        source: source === undefined || source.includes("$") ? undefined : from ? resolvePath("/", source) : source,
        flag,
      };
    });
}

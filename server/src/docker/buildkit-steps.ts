// Says which instruction a BuildKit step belongs to, by the step's name: `[deps 2/5] RUN npm ci`.
import type { ImageModel, Instruction, Stage } from "../engine/index";

/** Instructions that BuildKit counts in a stage; the others only change the image's configuration. */
const counted = new Set(["RUN", "COPY", "ADD", "WORKDIR"]);

/** Finds the instruction of a step's name; undefined for the builder's own steps and where the name is not certain. */
export function findInstruction(image: ImageModel, stepName: string): Instruction | undefined {
  const name = stepName.replace(/^LINK /, "");
  const [, stageName, number, count, text = ""] =
    /^\[(?:\S+\/\S+ )?(?:(\S+) +)?(\d+)\/(\d+)\] (?:LINK )?(.*)$/s.exec(name) ?? [];
  if (number === undefined) return findImage(image, name) ?? findDownload(image, name);
  const stage = stageName === undefined ? onlyStage(image) : findStage(image, stageName);
  const found = stage && findCounted(stage, Number(number), Number(count), text.split(" ", 1)[0] ?? "");
  // Builds that run at the same time share a pull, under the name and number that it has in one of them.
  return found ?? findImage(image, text);
}

function onlyStage({ stages }: ImageModel): Stage | undefined {
  return stages.length === 1 ? stages[0] : undefined;
}

/** BuildKit writes names in lower case and calls unnamed stages stage-0, stage-1; ours carry our own name. */
function findStage({ stages }: ImageModel, name: string): Stage | undefined {
  // The last of that name is the one that is built.
  const byName = stages.findLast((stage) => stage.name?.toLowerCase() === name.toLowerCase());
  if (byName) return byName;
  const number = /^(?:layer-cost-)?stage-(\d+)$/.exec(name)?.[1];
  return number === undefined ? undefined : stages[Number(number)];
}

function findCounted(stage: Stage, number: number, count: number, keyword: string): Instruction | undefined {
  const [from, ...rest] = stage.instructions;
  const first = from && stage.base.kind !== "stage" && stage.base.kind !== "scratch" ? [from] : [];
  const inStage = rest.filter((instruction) => counted.has(instruction.keyword));
  // A base image's ONBUILD instructions run first and are counted too: they belong to the FROM.
  const triggers = count - first.length - inStage.length;
  if (triggers < 0) return undefined;
  if (number <= first.length + triggers) return from;
  // `WORKDIR /` is in the count, but is no step and takes no number.
  const steps = inStage.filter((instruction) => !isRootWorkdir(instruction));
  const found = steps[number - 1 - first.length - triggers];
  return found?.keyword === keyword ? found : undefined;
}

function isRootWorkdir({ keyword, syntax, expand }: Instruction): boolean {
  const [word] = syntax.words;
  return keyword === "WORKDIR" && word !== undefined && /^\/+$/.test(expand(word) ?? "");
}

/**
 * `FROM docker.io/library/debian:bookworm@sha256:…` and `[internal] load metadata for …` name an image: a stage's base, or
 * what a COPY or a mount takes files from.
 */
function findImage(image: ImageModel, name: string): Instruction | undefined {
  const reference = /^(?:\[[^\]]*\] )?(?:load metadata for|FROM) (\S+)/.exec(name)?.[1];
  if (reference === undefined) return undefined;
  const wanted = familiarName(reference);
  const isMeant = (instruction: Instruction) => imagesOf(instruction).some((text) => familiarName(text) === wanted);
  return (
    image.instructions.find((one) => one.stage.reached && one.keyword === "FROM" && isMeant(one)) ??
    image.instructions.find((one) => one.stage.reached && isMeant(one)) ??
    image.instructions.find(isMeant)
  );
}

function imagesOf({ keyword, stage, copy, mounts }: Instruction): readonly string[] {
  if (keyword === "FROM") return stage.base.kind === "image" ? [stage.base.reference.text] : [];
  return [
    ...(copy?.from.kind === "image" ? [copy.from.reference.text] : []),
    ...mounts.flatMap(({ from }) => (from?.kind === "other" ? [from.text] : [])),
  ];
}

/** Older engines call the download of an ADD by its address alone. */
function findDownload(image: ImageModel, name: string): Instruction | undefined {
  const isMeant = ({ copy }: Instruction) => copy?.sources.some(({ path }) => path === name) ?? false;
  return /^\w+:\/\//.test(name)
    ? image.instructions.find((one) => one.keyword === "ADD" && one.stage.reached && isMeant(one))
    : undefined;
}

/** Both `debian` and `docker.io/library/debian:latest@sha256:…` are `debian:latest`. */
function familiarName(reference: string): string {
  const name = reference
    .replace(/@sha256:.*$/, "")
    .replace(/^(index\.)?docker\.io\//, "")
    .replace(/^library\//, "");
  return /:[^/]*$/.test(name) ? name : `${name}:latest`;
}

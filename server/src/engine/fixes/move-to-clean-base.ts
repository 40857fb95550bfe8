// Rewrites a runtime stage that stands on a builder: a clean base, what was built copied over, settings carried along.
import type { Effect, ImageModel, Instruction, Stage } from "../image/types";
import type { Edit, Fix } from "../rules/define-rule";
import { inFileStyle, insertAt, nameStage, replaceRange } from "./instruction-edits";

/** The fix, when everything that the dropped stages made is of a kind that can be copied; otherwise none. */
export function moveToCleanBase(image: ImageModel, target: Stage): Fix[] {
  const { syntax } = image;
  const builder = target.chain[1];
  const baseWord = target.from.syntax.words[0];
  if (builder === undefined || baseWord === undefined) return [];
  const clean = target.chain.slice(1).find((stage) => stage.chain.every((one) => !one.instructions.some(isBuilding)));
  const dropped = target.chain.slice(1, clean === undefined ? undefined : target.chain.indexOf(clean)).reverse();
  const base =
    clean?.name ?? (clean === undefined && target.root.kind === "image" ? target.root.reference.text : undefined);
  if (base === undefined) return [];
  const copied = new Set<string>();
  const lines: string[] = [];
  const again: string[] = [];
  for (const stage of dropped)
    for (const instruction of stage.instructions.slice(1)) {
      if (/^(ENV|WORKDIR|EXPOSE|LABEL|VOLUME|STOPSIGNAL|SHELL|CMD|ENTRYPOINT|HEALTHCHECK)$/.test(instruction.keyword)) {
        lines.push(syntax.text.slice(instruction.range.start, instruction.range.end).replace(/\r\n/g, "\n"));
        continue;
      }
      if (instruction.keyword === "USER" || instruction.opaque) return [];
      for (const effect of instruction.effects) {
        const paths = pathsToCopy(effect);
        if (paths === undefined) return [];
        for (const path of paths) copied.add(path);
        if (effect.kind === "install" && effect.manager === "apt")
          for (const { name, word } of effect.packages)
            if (!effect.buildTools.some((tool) => tool.word === word)) again.push(name);
      }
    }
  const kept = [...copied].filter(
    (path) => ![...copied].some((other) => other !== path && path.startsWith(`${other}/`)),
  );
  if (kept.length === 0) return [];
  const name = builder.name ?? "builder";
  const runtimePackages = [...new Set(again)];
  if (runtimePackages.length > 0)
    lines.push(
      `RUN apt-get update \\\n    && apt-get install -y --no-install-recommends ${runtimePackages.join(" ")} \\\n    && rm -rf /var/lib/apt/lists/*`,
    );
  for (const path of kept) lines.push(`COPY --from=${name} ${path} ${path}`);
  const edits: Edit[] = [
    ...(builder.name === undefined ? [nameStage(builder.from.syntax, name)] : []),
    replaceRange(baseWord.range, base),
    insertAt(target.from.range.end, inFileStyle(syntax, `\n${lines.join("\n")}`)),
  ];
  const installed =
    runtimePackages.length > 0 ? `, and whether ${runtimePackages.join(", ")} are needed at run time` : "";
  return [
    {
      title: `Start ${target.label} from ${base} and copy what ${name} built`,
      applicability: "needs-review",
      review: `build it and start the program: check that the copied paths hold everything it needs (shared libraries of removed -dev packages among it)${installed}`,
      edits,
    },
  ];
}

function isBuilding(instruction: Instruction): boolean {
  return instruction.effects.some(
    (effect) => (effect.kind === "install" && effect.buildTools.length > 0) || effect.kind === "compile",
  );
}

/** What of an effect the runtime needs; undefined where nobody can tell. */
function pathsToCopy(effect: Effect): readonly string[] | undefined {
  switch (effect.kind) {
    case "cache":
    case "symbols":
    case "base":
    case "remove":
      return [];
    case "install":
      if (effect.manager === "apt") return [];
      if (effect.manager === "apk") return undefined;
      return effect.paths?.every((path) => !/[*?[]/.test(path)) ? effect.paths : undefined;
    case "compile":
      return effect.outputs.length > 0 ? effect.outputs : undefined;
    case "write":
      return effect.what === "context" ? effect.paths : undefined;
    default:
      return undefined;
  }
}

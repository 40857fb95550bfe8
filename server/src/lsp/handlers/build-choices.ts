// What the client may ask of a build: the options that it sends, and what it can let the user choose from.
import { builtText, rebuildKinds } from "../../engine/index";
import type { BuildChoices } from "../../protocol/index";
import type { BuildOptions } from "../../session/types";
import type { ServerContext, View } from "../server-context";

/** Takes what is of the right type; the rest is left out. */
export function buildOptions(value: unknown): BuildOptions {
  const given = (value ?? {}) as Record<string, unknown>;
  const text = (name: "target" | "keepTag" | "contextPath" | "platform" | "origin") => {
    const one = given[name];
    return typeof one === "string" && one !== "" ? { [name]: one } : {};
  };
  const { noCache, buildArguments, whenRunning, measure, rebuilds, check } = given;
  return {
    ...text("target"),
    ...text("keepTag"),
    ...text("contextPath"),
    ...text("platform"),
    ...text("origin"),
    ...(typeof noCache === "boolean" ? { noCache } : {}),
    ...(typeof buildArguments === "object" && buildArguments !== null
      ? { buildArguments: textsIn(buildArguments) }
      : {}),
    ...(whenRunning === "refuse" || whenRunning === "wait" || whenRunning === "replace" ? { whenRunning } : {}),
    ...(measure === "target" || measure === "stages" ? { measure } : {}),
    ...(Array.isArray(rebuilds) ? { rebuilds: rebuildKinds.filter((kind) => rebuilds.includes(kind)) } : {}),
    ...(check === true ? { check: {} } : {}),
  };
}

function textsIn(given: object): Record<string, string> {
  return Object.fromEntries(
    Object.entries(given).filter((entry): entry is [string, string] => typeof entry[1] === "string"),
  );
}

/** What can be built of a document: as Compose and Bake files say of `target` (of all, without one), and its stages. */
export function buildChoices({ session }: ServerContext, { snapshot }: View, target: string | undefined): BuildChoices {
  const { image } = snapshot.analysis;
  const { buildTarget } = snapshot.settings;
  const byDefault = (buildTarget === undefined ? undefined : image.findStage(buildTarget)) ?? image.stages.at(-1);
  return {
    named: session.buildChoices(snapshot.uri, target).map(({ origin, contextPath, ...built }) => {
      const stage = (built.target === undefined ? undefined : image.findStage(built.target)) ?? image.stages.at(-1);
      return { origin, what: builtText({ ...built, target: stage?.label }), contextPath };
    }),
    stages: image.stages.map((stage) => ({
      target: stage.name ?? String(stage.index),
      label: stage.label,
      line: stage.from.syntax.line,
      isDefault: stage === byDefault,
    })),
  };
}

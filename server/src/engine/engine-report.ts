// What is known of the local engine as a text for people, which can go into a bug report as it is.
import type { EngineDescription, SearchedPlace } from "./builds";

type AvailableEngine = Extract<EngineDescription, { available: true }>;

/** Columns of a line, where a word is not longer. */
const width = 88;

/** One thing a line, no colour; ends in a line break. Endpoints come without passwords. */
export function engineReport(engine: EngineDescription): string {
  const lines = engine.available ? available(engine) : missing(engine);
  return `${lines.join("\n")}\n`;
}

function available(engine: AvailableEngine): string[] {
  const { name, version, platform, operatingSystem, defaultPlatform, apiVersion, apiVersions, searched } = engine;
  const { lowest, highest } = apiVersions;
  const understood = lowest === highest ? highest : `${lowest} to ${highest}`;
  const builder = name === "Docker" && engine.builder === "classic" ? "the classic one" : engine.builder;
  const facts = [
    ["Endpoint", engine.endpoint],
    ["Found by", engine.source],
    ["Runs on", [platform, operatingSystem, engine.rootless ? "rootless" : undefined].filter(Boolean).join(", ")],
    ...(defaultPlatform === undefined
      ? []
      : [["Builds for", `${defaultPlatform}, as DOCKER_DEFAULT_PLATFORM asks`] as const]),
    ["API", `${apiVersion} is spoken; the engine understands ${understood}`],
    ["Builder", `${builder}: ${engine.builderReason}`],
    ["Image store", engine.storage],
    ["Sizes", sizesOf(engine)],
  ] as const;
  const column = Math.max(...facts.map(([fact]) => fact.length)) + 2;
  const passedOver = searched.filter(({ endpoint, problem }) => endpoint !== undefined && problem !== undefined);
  return [
    `Layer Cost builds with ${name} ${version}.`,
    "",
    ...facts.flatMap(([fact, value]) => wrapped(fact.padEnd(column) + value, column)),
    ...(passedOver.length === 0 ? [] : ["", "Looked at before, in this order:", ...places(passedOver)]),
  ];
}

/** What is measured, and what the engine's own commands show instead, where that is something else. */
function sizesOf({ name, storage }: AvailableEngine): string {
  if (name === "Podman") return "the files in the layers, unpacked; `podman images` and `podman history` count more";
  return storage === "containerd"
    ? "the files in the layers, unpacked; `docker images` and `docker history` count other things with this store"
    : "the files in the layers, unpacked, as `docker images` and `docker history` show them";
}

function missing({ reason, searched }: Extract<EngineDescription, { available: false }>): string[] {
  return [
    "Layer Cost found no engine to build with. Findings and estimated sizes work without.",
    "",
    ...wrapped(reason, 0),
    ...(searched.length === 0 ? [] : ["", "Looked at, in this order:", ...places(searched, reason)]),
  ];
}

/** `told` is a problem that stands above already. */
function places(searched: readonly SearchedPlace[], told?: string): string[] {
  return searched.flatMap(({ source, endpoint, problem = "used" }) => {
    const place = endpoint === undefined ? source : `${source}, ${endpoint}`;
    return wrapped(`- ${place}: ${problem === told ? "see above" : problem}`, 2);
  });
}

/** Lines of at most `width`, each but the first behind so many blanks. */
function wrapped(text: string, indent: number): string[] {
  const lines = [""];
  // Blanks that stand together are a column's, and stay.
  for (const word of text.split(/(?<=\S) (?=\S)/)) {
    const line = lines.pop()!;
    if (line === "") lines.push(word);
    else if (line.length + 1 + word.length <= width) lines.push(`${line} ${word}`);
    else lines.push(line, " ".repeat(indent) + word);
  }
  return lines;
}

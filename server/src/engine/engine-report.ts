// What is known of the local engine as a text for people, which can go into a bug report as it is.
import type { EngineDescription, SearchedPlace } from "./builds";

/** Names in full, one thing a line, no colour; ends in a line break. Endpoints come without passwords. */
export function engineReport(engine: EngineDescription): string {
  const lines = engine.available ? available(engine) : missing(engine);
  return `${lines.join("\n")}\n`;
}

function available(engine: Extract<EngineDescription, { available: true }>): string[] {
  const { name, version, platform, operatingSystem, apiVersion, apiVersions, searched } = engine;
  const { lowest, highest } = apiVersions;
  const understood = lowest === highest ? highest : `${lowest} to ${highest}`;
  const facts = [
    ["Engine", `${name} ${version}`],
    ["Endpoint", `${engine.endpoint} (from ${engine.source})`],
    [
      "Runs on",
      `${platform}${operatingSystem === undefined ? "" : `, ${operatingSystem}`}${engine.rootless ? ", rootless" : ""}`,
    ],
    ["API", `${apiVersion} is spoken; the engine understands ${understood}`],
    [
      "Builder",
      `${engine.builder === "classic" && name === "Docker" ? "the classic one" : engine.builder}: ${engine.builderReason}`,
    ],
    ["Image store", engine.storage],
    ["Sizes", sizesOf(engine)],
  ] as const;
  const width = Math.max(...facts.map(([fact]) => fact.length));
  const passedOver = searched.filter(({ endpoint, problem }) => endpoint !== undefined && problem !== undefined);
  return [
    `Layer Cost builds with ${name} ${version}.`,
    "",
    ...facts.map(([fact, value]) => `${fact.padEnd(width)}  ${value}`),
    ...(passedOver.length === 0 ? [] : ["", "Looked at before, in this order:", ...passedOver.map(placeLine)]),
  ];
}

/** What the engine's own figures mean, and what Layer Cost shows instead, where they mean something else. */
function sizesOf({ name, storage }: Extract<EngineDescription, { available: true }>): string {
  if (name === "Podman") return "the files in the layers of the saved image; its own figures are of other things";
  return storage === "containerd"
    ? "the files in the layers of the saved image; what `docker images` shows with this store counts compressed layers"
    : "the files in the layers, unpacked, as `docker images` and `docker history` show them";
}

function missing({ reason, searched }: Extract<EngineDescription, { available: false }>): string[] {
  return [
    "Layer Cost found no engine to build with. Findings and estimated sizes work without.",
    "",
    reason,
    ...(searched.length === 0 ? [] : ["", "Looked at, in this order:", ...searched.map(placeLine)]),
  ];
}

function placeLine({ source, endpoint, problem }: SearchedPlace): string {
  const place = endpoint === undefined ? source : `${source}, ${endpoint}`;
  return `- ${place}: ${problem ?? "used"}`;
}

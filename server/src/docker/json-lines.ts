// Reads the engine's build stream: one JSON value per line, however the chunks are cut.
import type { IncomingMessage } from "node:http";

/** The parts of a message that builds care for; BuildKit and the classic builder use different ones. */
export interface BuildMessage {
  readonly id?: string;
  /** BuildKit: a trace in base64. Both: the image's id. */
  readonly aux?: string | { readonly ID?: string };
  /** Classic builder: steps and their output. */
  readonly stream?: string;
  /** Classic builder: pulling. */
  readonly status?: string;
  readonly errorDetail?: { readonly message?: string };
  readonly error?: string;
}

/** Yields the messages of a response; lines that are no JSON are passed over. Throws when the connection breaks. */
export async function* readMessages(response: IncomingMessage): AsyncGenerator<BuildMessage> {
  response.setEncoding("utf8");
  let rest = "";
  for await (const chunk of response as AsyncIterable<string>) {
    const lines = (rest + chunk).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) yield* parse(line);
  }
  yield* parse(rest);
}

function* parse(line: string): Generator<BuildMessage> {
  if (line.trim() === "") return;
  try {
    yield JSON.parse(line) as BuildMessage;
  } catch {
    // Cut off by an engine that went away: the end of the stream tells.
  }
}

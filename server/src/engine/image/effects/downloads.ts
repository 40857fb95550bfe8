// Where a file comes from that a RUN fetched over the network, also when it is gone by the time that anybody asks.
import type { RunCommand } from "../commands";
import { resolvePath } from "../paths";
import { expandLoosely } from "../variables";
import type { RunContext } from "./run-context";

/** The addresses among a command's arguments; what is not known of them is `unknownText`. */
export function addressesIn(command: RunCommand): readonly string[] {
  return command.arguments
    .map(({ value, word }) => value ?? expandLoosely(word, command.lookup))
    .filter((text) => /^(https?|ftp):\/\/./.test(text));
}

/**
 * Where archives were downloaded from: through a pipe, or earlier to where they lie. Of files whose names are not known it is
 * what the same RUN downloaded last. Empty where nothing tells.
 */
export function downloadedFrom(context: RunContext, command: RunCommand, files: readonly string[]): readonly string[] {
  for (let piped = command.pipedFrom; piped; piped = piped.pipedFrom) {
    const addresses = addressesIn(piped);
    if (addresses.length > 0) return addresses;
  }
  const addresses = files.flatMap((file) => addressOf(context, file) ?? []);
  if (files.length > 0 && addresses.length > 0) return addresses;
  const last = context.made.findLast(({ effect }) => effect.kind === "write" && effect.what === "download");
  const hasPath = last?.effect.paths !== undefined;
  // A download with a known name that none of the files has is another one.
  return last?.effect.kind === "write" && (files.length === 0 || !hasPath) ? (last.effect.addresses ?? []) : [];
}

/** The program or script that a command runs, where it came through a pipe or was downloaded by name. */
export function scriptAddress(context: RunContext, command: RunCommand): string | undefined {
  for (let piped = command.pipedFrom; piped; piped = piped.pipedFrom) {
    const [address] = addressesIn(piped);
    if (address !== undefined) return address;
  }
  const named = command.programPath.includes("/") ? command.programPath : command.arguments[0]?.value;
  const file = named === undefined ? undefined : resolvePath(command.workdir, named);
  return file === undefined ? undefined : addressOf(context, file);
}

/** What this RUN or an earlier layer downloaded to that very path. */
function addressOf(context: RunContext, file: string): string | undefined {
  const drafts = [...context.made].reverse().concat(context.earlierNear([file]));
  for (const { effect } of drafts)
    if (effect.kind === "write" && effect.what === "download" && effect.paths?.[0] === file)
      return effect.addresses?.[0];
  return undefined;
}

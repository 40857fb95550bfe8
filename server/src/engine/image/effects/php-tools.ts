// The official PHP images' own tools: docker-php-ext-install, docker-php-ext-enable, docker-php-source.
import type { RunCommand } from "../commands";
import type { PackageRequest } from "../types";
import type { RunContext } from "./run-context";

const sources = "/usr/src/php";

/** Reads one of them; false for every other program. */
export function readPhpTool(context: RunContext, command: RunCommand): boolean {
  switch (command.program) {
    // It unpacks PHP's sources where they are missing, and removes them again.
    case "docker-php-ext-install":
      installExtensions(context, command);
      return true;
    case "docker-php-ext-configure":
    case "docker-php-ext-enable":
      return true;
    case "docker-php-source":
      if (command.arguments[0]?.value === "extract")
        context.add(command, { kind: "write", what: "archive-contents", sources: [], paths: [sources] });
      else if (command.arguments[0]?.value === "delete") removeSources(context, command);
      return true;
    default:
      return false;
  }
}

function removeSources(context: RunContext, command: RunCommand): void {
  for (const draft of context.present())
    if (draft.effect.kind === "write" && draft.effect.paths?.[0] === sources) context.drop(draft, command.maybe);
}

function installExtensions(context: RunContext, command: RunCommand): void {
  const packages: PackageRequest[] = [];
  for (const { value, word } of command.arguments)
    if (value === undefined || !/^-|^\d+$/.test(value))
      packages.push({ name: value ?? word.raw, version: undefined, word });
  context.add(command, {
    kind: "install",
    manager: "pecl",
    packages,
    buildTools: [],
    manifests: [],
    recommends: false,
    development: undefined,
    options: [],
    fromSource: true,
    paths: ["/usr/local/lib/php/extensions", "/usr/local/etc/php/conf.d"],
  });
}

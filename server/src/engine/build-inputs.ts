// What builds take in beside their context: read from texts as buildx takes them, joined from several places, told.
import type { BuildInputs, BuildSecret, SshForward } from "./builds";

/** An item that was read, or one sentence on what is wrong with its text. */
export type Read<T> = { readonly item: T } | { readonly problem: string };

/**
 * `id=token,src=file` and `id=token,env=NAME`; `type=file` and `type=env` may say the same again. With an id alone, the
 * secret is the environment variable of that name.
 */
export function readSecretText(text: string): Read<BuildSecret> {
  const fields = fieldsOf(text);
  const problem = (what: string) => ({
    problem: `The secret "${text}" ${what}: id=NAME,src=FILE or id=NAME,env=VARIABLE.`,
  });
  for (const name of fields.keys()) {
    if (!["type", "id", "src", "source", "env"].includes(name)) return problem(`has an unknown part "${name}"`);
  }
  const { id, type, env, file } = {
    id: fields.get("id"),
    type: fields.get("type"),
    env: fields.get("env"),
    file: fields.get("src") ?? fields.get("source"),
  };
  if (!id) return problem("has no id");
  if (type !== undefined && type !== "file" && type !== "env") return problem(`is of an unknown type "${type}"`);
  if (type === "env" || (!file && type !== "file")) {
    return { item: { id, source: { kind: "environment", name: env || file || id } } };
  }
  return { item: { id, source: { kind: "file", path: file || id } } };
}

/** `default`, `ID`, or `ID=PATH[,PATH…]`, where a path is an agent's socket or a private key. */
export function readSshText(text: string): Read<SshForward> {
  const equals = text.indexOf("=");
  const id = (equals === -1 ? text : text.slice(0, equals)).trim();
  if (id === "") return { problem: `The ssh agent "${text}" has no id: default, or ID=SOCKET-OR-KEY.` };
  const paths = equals === -1 ? [] : text.slice(equals + 1).split(",");
  return { item: { id, paths: paths.map((path) => path.trim()).filter((path) => path !== "") } };
}

/** An image's name, alone or as `type=registry,ref=NAME`: the engines' own builder takes no other cache. */
export function readCacheText(text: string): Read<string> {
  if (!text.includes("=")) return { item: text };
  const fields = fieldsOf(text);
  const reference = fields.get("ref");
  if (fields.get("type") === "registry" && reference) return { item: reference };
  return {
    problem: `The cache "${text}" is not one that the engine's builder takes: an image, or type=registry,ref=IMAGE.`,
  };
}

function fieldsOf(text: string): ReadonlyMap<string, string> {
  const parts = text.split(",").map((part) => part.trim());
  return new Map(
    parts.map((part): [string, string] => {
      const equals = part.indexOf("=");
      return equals === -1 ? [part, ""] : [part.slice(0, equals).toLowerCase(), part.slice(equals + 1)];
    }),
  );
}

/** True for what a builder fetches itself, or what another build makes: the files of such a context are not here. */
export function isRemoteContext(context: string): boolean {
  return /^[a-z+-]+:\/\/|^git@|^(target|service):|\.git(#|$)/i.test(context);
}

/** `upper` on top of `lower`: what it names wins; its caches, where it has any, take the place of the others. */
export function joinInputs(lower: BuildInputs, upper: BuildInputs): BuildInputs {
  const byId = <T extends { readonly id: string }>(items: readonly T[]) => [
    ...new Map(items.map((item) => [item.id, item])).values(),
  ];
  return tidy({
    labels: { ...lower.labels, ...upper.labels },
    cacheFrom: upper.cacheFrom?.length ? upper.cacheFrom : lower.cacheFrom,
    namedContexts: { ...lower.namedContexts, ...upper.namedContexts },
    secrets: byId([...(lower.secrets ?? []), ...(upper.secrets ?? [])]),
    ssh: byId([...(lower.ssh ?? []), ...(upper.ssh ?? [])]),
  });
}

/** What all of these agree on. */
export function agreedInputs(all: readonly BuildInputs[]): BuildInputs {
  const [first = {}, ...others] = all;
  const everywhere = <T>(items: (inputs: BuildInputs) => readonly T[]) =>
    items(first).filter((item) =>
      others.every((other) => items(other).some((one) => JSON.stringify(one) === JSON.stringify(item))),
    );
  return tidy({
    labels: Object.fromEntries(everywhere(({ labels = {} }) => Object.entries(labels))),
    cacheFrom: everywhere(({ cacheFrom = [] }) => cacheFrom),
    namedContexts: Object.fromEntries(everywhere(({ namedContexts = {} }) => Object.entries(namedContexts))),
    secrets: everywhere(({ secrets = [] }) => secrets),
    ssh: everywhere(({ ssh = [] }) => ssh),
  });
}

/** The inputs with every path that is not absolute made so. */
export function resolveInputs(inputs: BuildInputs, resolve: (path: string) => string): BuildInputs {
  const { namedContexts = {}, secrets = [], ssh = [] } = inputs;
  return tidy({
    ...inputs,
    namedContexts: Object.fromEntries(
      Object.entries(namedContexts).map(([name, place]) => [name, isRemoteContext(place) ? place : resolve(place)]),
    ),
    secrets: secrets.map(({ id, source }) => ({
      id,
      source: source.kind === "file" ? { ...source, path: resolve(source.path) } : source,
    })),
    ssh: ssh.map(({ id, paths }) => ({ id, paths: paths.map(resolve) })),
  });
}

/** Without what is empty: inputs that say nothing are equal. */
function tidy(inputs: BuildInputs): BuildInputs {
  return Object.fromEntries(
    Object.entries(inputs).filter(([, value]) => value !== undefined && Object.keys(value).length > 0),
  );
}

/**
 * What is taken in, for people, item by item; of secrets only where they come from, and of labels their names: a Compose
 * file may fill them from the environment.
 */
export function inputTexts({ secrets = [], ssh = [], namedContexts = {}, cacheFrom = [], labels = {} }: BuildInputs) {
  return [
    ...secrets.map(({ id, source }) =>
      source.kind === "file" ? `secret ${id} (${source.path})` : `secret ${id} ($${source.name})`,
    ),
    ...ssh.map(({ id, paths }) => (paths.length === 0 ? `ssh ${id}` : `ssh ${id} (${paths.join(", ")})`)),
    ...Object.entries(namedContexts).map(([name, place]) => `context ${name} (${withoutLogin(place)})`),
    ...cacheFrom.map((image) => `cache of ${image}`),
    ...Object.keys(labels).map((name) => `label ${name}`),
  ];
}

/** `https://name:token@host/…` without the name and the token. */
function withoutLogin(place: string): string {
  return place.replace(/^([a-z+-]+:\/\/)(?!git@)[^/]*@/i, "$1***@");
}

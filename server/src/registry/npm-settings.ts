// The registries and logins that npm is set up with on this machine. A repository's own .npmrc never counts: no file of a
// repository chooses whom we ask.
import { readFile, realpath } from "node:fs/promises";
import os from "node:os";
import path from "node:path";

type Environment = Readonly<Record<string, string | undefined>>;

export interface NpmSettings {
  /**
   * The registry of a package: its scope's, else npm's. Undefined where what is set is no web address. Rejects, in a phrase,
   * where nothing is set and npm cannot be asked.
   */
  registryOf(name: string): Promise<URL | undefined>;
  /** What to send as `Authorization` to an address; undefined without a login for it. */
  authorizationFor(url: URL): string | undefined;
}

/**
 * Reads the environment, the user's .npmrc and the global one, in this order; what cannot be read counts as not there.
 * `askNpm` tells the registry where none of them names one, and is called only for a package that needs it.
 */
export async function readNpmSettings(environment: Environment, askNpm: () => Promise<string>): Promise<NpmSettings> {
  const set = environmentSettings(environment);
  const home = environment.HOME || os.homedir();
  const user = await readFileSettings(set.get("userconfig") ?? path.join(home, ".npmrc"), environment);
  const globalFile =
    set.get("globalconfig") ?? (await globalConfig(set.get("prefix") ?? user.get("prefix"), environment));
  const everyone = globalFile === undefined ? new Map() : await readFileSettings(globalFile, environment);
  const value = (name: string): string | undefined => set.get(name) ?? user.get(name) ?? everyone.get(name);
  return {
    async registryOf(name) {
      const scope = name.startsWith("@") ? name.slice(0, name.indexOf("/")) : undefined;
      const written = (scope && value(`${scope}:registry`)) || value("registry") || (await askNpm());
      try {
        const url = new URL(written.endsWith("/") ? written : `${written}/`);
        return /^https?:$/.test(url.protocol) ? url : undefined;
      } catch {
        return undefined;
      }
    },
    authorizationFor(url) {
      // A login stands under the registry's address or one above it.
      const parts = url.pathname.split("/").filter((part) => part !== "");
      for (let length = parts.length; length >= 0; length--) {
        const below = parts.slice(0, length).map((part) => `${part}/`);
        for (const place of [`//${url.host}/${below.join("")}`, `//${url.host}/${below.join("").replace(/\/$/, "")}`]) {
          const token = value(`${place}:_authToken`);
          if (token) return `Bearer ${token}`;
          const both = value(`${place}:_auth`);
          if (both) return `Basic ${both}`;
          const [name, password] = [value(`${place}:username`), value(`${place}:_password`)];
          // npm keeps the password in base64.
          if (name && password) {
            const plain = Buffer.from(password, "base64").toString();
            return `Basic ${Buffer.from(`${name}:${plain}`).toString("base64")}`;
          }
        }
      }
      return undefined;
    },
  };
}

/** `npm_config_registry`, in any case; names in it have underscores for dashes. */
function environmentSettings(environment: Environment): Map<string, string> {
  const found = new Map<string, string>();
  for (const [name, value] of Object.entries(environment)) {
    const key = /^npm_config_(.+)$/i.exec(name)?.[1];
    if (key === undefined || !value) continue;
    // Scopes and logins are written as in the file.
    found.set(/[@:]/.test(key) ? key : key.toLowerCase(), value);
  }
  return found;
}

/** `etc/npmrc` below the prefix, which is where node lies by default. */
async function globalConfig(prefix: string | undefined, environment: Environment): Promise<string | undefined> {
  if (prefix !== undefined) return path.join(prefix, "etc", "npmrc");
  for (const folder of (environment.PATH ?? "").split(path.delimiter)) {
    if (!path.isAbsolute(folder)) continue;
    const node = await realpath(path.join(folder, process.platform === "win32" ? "node.exe" : "node")).catch(
      () => undefined,
    );
    if (node === undefined) continue;
    const above = path.dirname(node);
    return path.join(process.platform === "win32" ? above : path.dirname(above), "etc", "npmrc");
  }
  return undefined;
}

async function readFileSettings(file: string, environment: Environment): Promise<Map<string, string>> {
  const text = await readFile(file, "utf8").catch(() => "");
  const found = new Map<string, string>();
  for (const line of text.split(/\r?\n/)) {
    const [, key, value] = /^\s*([^=;#[\s][^=]*?)\s*=\s*(.*?)\s*$/.exec(line) ?? [];
    if (key === undefined || value === undefined) continue;
    const plain = /^(["']).*\1$/.test(value) ? value.slice(1, -1) : value;
    found.set(
      key,
      plain.replace(/\$\{([^}]+)\}/g, (all, name: string) => environment[name] ?? all),
    );
  }
  return found;
}

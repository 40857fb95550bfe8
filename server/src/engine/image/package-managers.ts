// The package-manager table: effects, rules, fixes and pricing all read it. Adding a manager is adding a row.
import { mix, rebar3 } from "./managers/beam-managers";
import { cargo, go } from "./managers/compiling-managers";
import { conda } from "./managers/conda-managers";
import { dotnet } from "./managers/dotnet-managers";
import { gradle, maven } from "./managers/jvm-managers";
import { bun, npm, pnpm, yarn } from "./managers/node-managers";
import type { CacheRow, EnvironmentSwitch, PackageManager, PackageManagerId } from "./managers/package-manager";
import { pacman } from "./managers/pacman-manager";
import { composer, pecl } from "./managers/php-managers";
import { pip, uv } from "./managers/python-managers";
import { pdm, pipenv, pipx, poetry } from "./managers/python-project-managers";
import { dnf, microdnf, tdnf, yum, zypper } from "./managers/rpm-managers";
import { bundler, gem } from "./managers/ruby-managers";
import { cpan, cpanm, r } from "./managers/script-managers";
import { apk, apt } from "./managers/system-managers";

/** Every row, by its id. */
export const packageManagers: Readonly<Record<PackageManagerId, PackageManager>> = {
  apt,
  apk,
  dnf,
  yum,
  microdnf,
  tdnf,
  zypper,
  pacman,
  pip,
  uv,
  pipx,
  pipenv,
  poetry,
  pdm,
  conda,
  npm,
  yarn,
  pnpm,
  bun,
  gem,
  bundler,
  composer,
  pecl,
  go,
  cargo,
  maven,
  gradle,
  dotnet,
  mix,
  rebar3,
  cpan,
  cpanm,
  r,
};

const rows: readonly PackageManager[] = Object.values(packageManagers);
const byProgram = new Map<string, PackageManager | undefined>();

/** The manager that a program's base name belongs to: `pip3.11` → pip; undefined for every other program. */
export function managerOfProgram(program: string): PackageManager | undefined {
  if (byProgram.has(program)) return byProgram.get(program);
  const row = rows.find((candidate) => candidate.programs.test(program));
  // Bounded: programs come from documents, and a server lives long.
  if (byProgram.size < 2000) byProgram.set(program, row);
  return row;
}

/** The manager that `python -m NAME` runs. */
export function managerOfPythonModule(module: string): PackageManager | undefined {
  return rows.find((candidate) => candidate.pythonModule === module);
}

const caches = new Map(rows.flatMap((row) => row.caches.map((cache) => [cache.id, cache] as const)));

/** Is it a distribution's own manager? What these install lies all over the system, and is named on the command line. */
export function isSystemManager(id: PackageManagerId): boolean {
  return packageManagers[id].system !== undefined;
}

/** The row of a cache by its id, as `Effect.cache` names it. Throws for an id that no row has. */
export function cacheRow(id: string): CacheRow {
  const row = caches.get(id);
  if (!row) throw new Error(`no cache row ${id}`);
  return row;
}

/** Does this value of the variable count? An unset variable (undefined) never does. */
export function switchedBy(environment: EnvironmentSwitch, value: string | undefined): boolean {
  if (value === undefined || value === "") return false;
  if (environment.values === "any") return true;
  if (environment.values === "truthy") return /^(1|true|t|yes|y|on)$/i.test(value);
  return environment.values.includes(value);
}

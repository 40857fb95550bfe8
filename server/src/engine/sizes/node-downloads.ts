// Packages whose install scripts download large files: browsers, programs, libraries. No lock file and no registry counts those.
import type { NodePackage } from "../node-packages";
import type { InstallEffect } from "./packages";

interface Download {
  /** Major and minor version from which on nothing is downloaded any more. */
  readonly until?: readonly [major: number, minor: number];
  /** Variables that switch it off, with any value but an empty or a false one; `NAME=value` with this value alone. */
  readonly switches?: readonly string[];
  /** It lies beside node_modules, in a cache of the home folder: who counts node_modules does not see it. */
  readonly isElsewhere?: true;
  /** The trees that the shipped table is made of hold it. */
  readonly isInTable?: true;
}

const playwright: Download = { switches: ["PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD"], isElsewhere: true };

/** As their documentation tells, 2026-11-26. Those that download less than some 10 MB are left out. */
const downloads: Readonly<Record<string, Download>> = {
  puppeteer: { switches: ["PUPPETEER_SKIP_DOWNLOAD", "PUPPETEER_SKIP_CHROMIUM_DOWNLOAD"], isElsewhere: true },
  // Since 1.38, browsers come with `playwright install` alone.
  playwright: { ...playwright, until: [1, 38] },
  "playwright-chromium": playwright,
  "playwright-firefox": playwright,
  "playwright-webkit": playwright,
  "@playwright/browser-chromium": playwright,
  "@playwright/browser-firefox": playwright,
  "@playwright/browser-webkit": playwright,
  cypress: { switches: ["CYPRESS_INSTALL_BINARY=0"], isElsewhere: true },
  "mongodb-memory-server": { switches: ["MONGOMS_DISABLE_POSTINSTALL"], isElsewhere: true },
  electron: { switches: ["ELECTRON_SKIP_BINARY_DOWNLOAD"] },
  chromedriver: { switches: ["CHROMEDRIVER_SKIP_DOWNLOAD"] },
  "phantomjs-prebuilt": {},
  "@prisma/engines": { isInTable: true },
  // Since 0.33, libvips comes as a package.
  sharp: { until: [0, 33] },
  canvas: {},
  "ffmpeg-static": {},
  "@sentry/cli": { switches: ["SENTRYCLI_SKIP_DOWNLOAD"] },
  "@tensorflow/tfjs-node": {},
  "@tensorflow/tfjs-node-gpu": {},
  "onnxruntime-node": { switches: ["ONNXRUNTIME_NODE_INSTALL_CUDA=skip"] },
};

/** Where a package's size is from. */
export type SizeSource = "installed" | "published" | "table";

/** Whether the package downloads more when this install runs its script than `source` counts. */
export function downloadsMore({ name, version }: NodePackage, source: SizeSource, effect: InstallEffect): boolean {
  const download = Object.hasOwn(downloads, name) ? downloads[name] : undefined;
  if (download === undefined) return false;
  if (source === "installed" && !download.isElsewhere) return false;
  if (source === "table" && download.isInTable) return false;
  if (download.until !== undefined && !isBefore(version, download.until)) return false;
  return !leavesOutScripts(effect) && !download.switches?.some((one) => isOn(one, effect));
}

function isBefore(version: string, [major, minor]: readonly [number, number]): boolean {
  const [ownMajor = 0, ownMinor = 0] = version.split(".").map(Number);
  return ownMajor < major || (ownMajor === major && ownMinor < minor);
}

function leavesOutScripts(effect: InstallEffect): boolean {
  const flag = effect.options.findLast((option) => /^--(no-)?ignore-scripts\b/.test(option));
  if (flag !== undefined) return /^--ignore-scripts(=true)?$/.test(flag);
  if (effect.manager === "yarn" && isFalse(settingOf("YARN_ENABLE_SCRIPTS", effect))) return true;
  return ["npm_config_ignore_scripts", "NPM_CONFIG_IGNORE_SCRIPTS"].some((name) => isOn(name, effect));
}

function isOn(one: string, effect: InstallEffect): boolean {
  const [name, wanted] = one.split("=");
  const value = settingOf(name!, effect);
  if (wanted !== undefined) return value === wanted;
  return value !== undefined && value !== "" && !isFalse(value);
}

const isFalse = (value: string | undefined): boolean => value === "0" || value?.toLowerCase() === "false";

const settingOf = (name: string, { command }: InstallEffect): string | undefined => command?.environment(name);

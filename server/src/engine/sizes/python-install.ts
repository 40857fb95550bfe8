// The price of one Python install: what the command names, with what its manifests bring.

import { normaliseName } from "../python-markers";
import type { PythonRequest, PythonResolution } from "../python-resolution";
import { releaseOf } from "../requirements";
import type { InstallEffect, InstallPrice, Names } from "./packages";
import { constraintsOf, isDevelopmentPart, type PythonAnswer } from "./python-manifests";
import { pricePythonInstall } from "./python-packages";
import { hasCudaWheels, pythonInstalling, pythonTargetOf } from "./python-target";

/** The price without what could not be read, which `unread` names; no price where nothing could. */
export interface PythonInstallPrice {
  readonly price: InstallPrice | undefined;
  readonly unread: readonly string[];
}

const reinstalls = /^(--force-reinstall|--ignore-installed|-I|--reinstall)$/;
const nothing: Names = new Set();

/** Price of an install where `held` are there already and the workspace gave this answer. */
export function priceOfPython(
  effect: InstallEffect,
  held: Names,
  answer: PythonAnswer | undefined,
): PythonInstallPrice {
  const resolution = answer?.resolution;
  const constraints = constraintsOf(effect);
  const manifests = effect.manifests.filter((file) => !constraints.includes(file));
  const isDevelopment = isDevelopmentPart(effect);
  if (resolution === undefined && (isDevelopment || effect.packages.length === 0))
    return { price: undefined, unread: isDevelopment ? ["development dependencies"] : manifests };
  const target = pythonTargetOf(effect.stage, effect.instruction);
  const isAlone = effect.packages.length === 0;
  const price = pricePythonInstall(
    {
      ...pythonInstalling(effect, target),
      requests: withConstraints(requestsOf(effect, resolution, isDevelopment), resolution),
      isComplete:
        (isAlone && resolution?.isComplete === true) || effect.options.some((option) => /^--no-deps/.test(option)),
      options: [...effect.options, ...(resolution?.options ?? [])],
      hasCuda: hasCudaWheels(target),
      installed: answer?.installed === undefined ? undefined : new Map(Object.entries(answer.installed)),
    },
    // What is there is stored once more.
    effect.options.some((option) => reinstalls.test(option)) ? nothing : held,
  );
  const unread = resolution === undefined ? manifests : isDevelopment ? [] : resolution.unknown;
  return { price, unread };
}

function requestsOf(
  effect: InstallEffect,
  resolution: PythonResolution | undefined,
  isDevelopment: boolean,
): readonly PythonRequest[] {
  if (isDevelopment) return resolution?.development ?? [];
  const named = effect.packages.map(({ name, version, word }) => {
    const written = word.literal ?? word.raw;
    const extras = /\[([^\]]+)\]/.exec(written)?.[1]?.split(",");
    // A variable's value stands in the version alone; without an operator, `NAME@1.2` of uv and Poetry names a release.
    const isRange = /[<>=~!]/.test(written);
    return {
      name,
      version: isRange && word.literal !== undefined ? releaseOf(written) : version,
      ...(extras ? { extras: extras.map((extra) => extra.trim()) } : {}),
    };
  });
  return [...named, ...(resolution?.main ?? [])];
}

function withConstraints(
  requests: readonly PythonRequest[],
  resolution: PythonResolution | undefined,
): readonly PythonRequest[] {
  const constraints = resolution?.constraints ?? {};
  if (Object.keys(constraints).length === 0) return requests;
  return requests.map((request) => ({
    ...request,
    version: request.version ?? constraints[normaliseName(request.name)],
  }));
}

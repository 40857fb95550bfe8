// Asks the workspace which packages an install's manifests bring, and hands the answers to the prices.
import { contextPathOf } from "../image/context-paths";
import { resolvePath } from "../image/paths";
import type { PythonManifestsRequest, PythonSelection } from "../python-resolution";
import type { Facts } from "./effect-prices";
import type { InstallEffect } from "./packages";
import { pythonTargetOf } from "./python-target";
import type { FactRequest, FactValue } from "./types";

type PythonFactRequest = Extract<FactRequest, { kind: "python-packages" | "python-installed" }>;

/** What is asked for one install: the packages, and what of them lies in the workspace's virtual environment. */
export interface PythonQuestion {
  readonly packages: PythonFactRequest;
  readonly installed: PythonFactRequest;
}

/** What the workspace says of one install's manifests. */
export interface PythonAnswer {
  readonly resolution: FactValue["python"];
  readonly installed: FactValue["installed"];
}

/** The questions about an install; undefined where nothing of it lies in the build context. */
export function pythonQuestion(effect: InstallEffect): PythonQuestion | undefined {
  const asking = isDevelopmentPart(effect) ? mainOf(effect) : effect;
  if (asking === undefined) return undefined;
  const constraints = constraintsOf(asking);
  const inContext = (files: readonly string[]) => files.flatMap((file) => contextManifest(file, asking) ?? []);
  const manifests = inContext(asking.manifests.filter((file) => !constraints.includes(file)));
  const request: PythonManifestsRequest = {
    manifests,
    constraints: inContext(constraints),
    target: pythonTargetOf(effect.stage, effect.instruction),
    selection: selectionOf(asking),
  };
  if (manifests.length === 0 && request.constraints.length === 0) return undefined;
  const key = JSON.stringify(request);
  return {
    packages: { kind: "python-packages", key: `python-packages ${key}`, ...request },
    installed: { kind: "python-installed", key: `python-installed ${key}`, ...request },
  };
}

/** What the facts say to a question. */
export function pythonAnswer({ packages, installed }: PythonQuestion, facts: Facts): PythonAnswer {
  const knownValue = ({ key }: PythonFactRequest) => {
    const fact = facts.get(key);
    return fact?.state === "known" ? fact.value : undefined;
  };
  return { resolution: knownValue(packages)?.python, installed: knownValue(installed)?.installed };
}

/** The development dependencies of a manifest, which another effect of the same command names. */
export function isDevelopmentPart({ development, packages, manifests }: InstallEffect): boolean {
  return development === true && packages.length === 0 && manifests.length === 0;
}

function mainOf(effect: InstallEffect): InstallEffect | undefined {
  const found = effect.instruction.effects.find(
    (other) =>
      other.kind === "install" && other !== effect && other.command === effect.command && other.manifests.length > 0,
  );
  return found?.kind === "install" ? found : undefined;
}

/** Lists behind `-c`: they choose versions, and install nothing. */
export function constraintsOf({ command, manifests }: InstallEffect): readonly string[] {
  if (command === undefined) return [];
  const values = command.arguments.map(({ value }) => value ?? "");
  const files = values.flatMap((value, at) => {
    const joined = /^(?:--constraints?=|-c)(.+)$/.exec(value)?.[1];
    return /^(-c|--constraints?)$/.test(value) ? [values[at + 1]] : joined === undefined ? [] : [joined];
  });
  const paths = files.map((file) => (file === undefined ? undefined : resolvePath(command.workdir, file)));
  return manifests.filter((manifest) => paths.includes(manifest));
}

const isFile = /(\.(txt|toml|lock|in|cfg|pip)|(^|\/)Pipfile)$/;

/** Where a manifest, or that of a folder that is installed, lies in the build context. */
function contextManifest(file: string, { instruction }: InstallEffect): string | undefined {
  if (file.includes("://")) return undefined;
  return isFile.test(file)
    ? contextPathOf(file, instruction)
    : (contextPathOf(`${file.replace(/\/$/, "")}/pyproject.toml`, instruction) ?? contextPathOf(file, instruction));
}

const devNames = /^(dev|develop|development|tests?|testing|lint|docs)$/;

function selectionOf(effect: InstallEffect): PythonSelection {
  const { options, manager, command } = effect;
  const values = (pattern: RegExp) =>
    options.flatMap((option) => {
      const [flag = "", value = ""] = option.split(/=(.*)/s);
      return pattern.test(flag) ? value.split(/[\s,]+/).filter(Boolean) : [];
    });
  const has = (pattern: RegExp) => options.some((option) => pattern.test(option));
  // `pip install -e .[dev]`
  const ownExtras = (command?.arguments ?? []).flatMap(
    ({ value }) => /^[./][^[]*\[([^\]]+)\]$/.exec(value ?? "")?.[1]?.split(",") ?? [],
  );
  const extras = [...values(/^(--extras?|-E)$/), ...ownExtras];
  // For uv and Poetry `--group`, for PDM `-G`, which names extras as well.
  const groups = values(/^(--group|-G|--only-group|--only|--with)$/).filter((name) => !devNames.test(name));
  const only = values(/^(--only-group|--only)$/);
  return {
    extras: has(/^--all-extras$/) ? "all" : extras.filter((name) => !devNames.test(name) || manager === "uv"),
    groups: groups.filter((name) => name !== "main"),
    onlyGroups: only.length > 0 && !only.includes("main"),
    without: values(/^(--without|--no-group)$/),
    developmentExtras: manager === "uv" ? [] : extras.filter((name) => devNames.test(name)),
  };
}

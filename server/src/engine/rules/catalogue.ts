// The list of all rules, in the order in which their pages are listed and in which they claim bytes: what a rule takes
// back is no longer another one's (rules/claim-once.ts).

import { unstrippedBinaries } from "./binaries/unstripped-binaries";
import { sizeBudgetExceeded } from "./budgets/size-budget-exceeded";
import { contextIsLarge } from "./build-cache/context-is-large";
import { installWithoutCacheMount } from "./build-cache/install-without-cache-mount";
import { packageIndexUpdatedAlone } from "./build-cache/package-index-updated-alone";
import { sourcesCopiedBeforeInstall } from "./build-cache/sources-copied-before-install";
import { volatileArgumentEarly } from "./build-cache/volatile-argument-early";
import { archiveLeft } from "./copies/archive-left";
import { cacheCopiedFromStage } from "./copies/cache-copied-from-stage";
import { chownDuplicatesLayer } from "./copies/chown-duplicates-layer";
import { copiedTwice } from "./copies/copied-twice";
import { removedInLaterLayer } from "./copies/removed-in-later-layer";
import { wholeContextCopy } from "./copies/whole-context-copy";
import { wholeDirectoryCopy } from "./copies/whole-directory-copy";
import type { Rule } from "./define-rule";
import { cudaInCpuImage } from "./dependencies/cuda-in-cpu-image";
import { cudaShippedTwice } from "./dependencies/cuda-shipped-twice";
import { devDependenciesInRuntime } from "./dependencies/dev-dependencies-in-runtime";
import { packageCacheLeft } from "./leftovers/package-cache-left";
import { recommendedPackagesInstalled } from "./leftovers/recommended-packages-installed";
import { temporaryFilesLeft } from "./leftovers/temporary-files-left";
import { upgradeDuplicatesBase } from "./leftovers/upgrade-duplicates-base";
import { buildToolsInRuntime } from "./stages/build-tools-in-runtime";
import { runtimeFromBuilder } from "./stages/runtime-from-builder";
import { sdkBaseInRuntime } from "./stages/sdk-base-in-runtime";
import { singleStageCompile } from "./stages/single-stage-compile";
import { unreachableStage } from "./stages/unreachable-stage";
import { unusedSuppression } from "./suppressions/unused-suppression";

export const rules: readonly Rule[] = [
  runtimeFromBuilder,
  singleStageCompile,
  // Before build-tools-in-runtime: to leave out what the tools recommend is easier than to move them.
  recommendedPackagesInstalled,
  buildToolsInRuntime,
  sdkBaseInRuntime,
  unreachableStage,
  cacheCopiedFromStage,
  wholeDirectoryCopy,
  wholeContextCopy,
  chownDuplicatesLayer,
  archiveLeft,
  // Before package-cache-left: of a fetch alone it says more.
  packageIndexUpdatedAlone,
  packageCacheLeft,
  removedInLaterLayer,
  upgradeDuplicatesBase,
  copiedTwice,
  temporaryFilesLeft,
  unstrippedBinaries,
  devDependenciesInRuntime,
  cudaInCpuImage,
  cudaShippedTwice,
  sourcesCopiedBeforeInstall,
  installWithoutCacheMount,
  volatileArgumentEarly,
  contextIsLarge,
  sizeBudgetExceeded,
  unusedSuppression,
];

/** Address of a rule's page. */
export function ruleDocumentationUrl(id: string): string {
  return `https://github.com/layer-cost/layer-cost/blob/main/docs/rules/${id}.md`;
}

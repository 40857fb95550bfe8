// What the workspace says of the files that decide what is installed.
import type { Analysis } from "../analysis";
import type { Facts } from "./effect-prices";
import { ecosystemOf, type InstallEffect } from "./packages";
import { type PythonAnswer, type PythonQuestion, pythonAnswer, pythonQuestion } from "./python-manifests";
import type { FactRequest } from "./types";

/** What is known of each install's manifests. */
export type Manifests = ReadonlyMap<InstallEffect, PythonAnswer>;

interface Asked {
  readonly questions: ReadonlyMap<InstallEffect, PythonQuestion>;
  /** What was answered last, so that the same answers are the same object: with the facts of this machine, and without. */
  answered: readonly { readonly answers: readonly unknown[]; readonly manifests: Manifests }[];
}

const cache = new WeakMap<Analysis, Asked>();

/** What to ask for. */
export function manifestRequests(analysis: Analysis): readonly FactRequest[] {
  return [...asked(analysis).questions.values()].flatMap(({ packages, installed }) => [packages, installed]);
}

/** The manifests as the facts have them; the same object as long as they are the same. */
export function readManifests(analysis: Analysis, facts: Facts): Manifests {
  const all = asked(analysis);
  const manifests = new Map<InstallEffect, PythonAnswer>();
  const answers: unknown[] = [];
  for (const [effect, question] of all.questions) {
    const answer = pythonAnswer(question, facts);
    manifests.set(effect, answer);
    answers.push(answer.resolution, answer.installed);
  }
  const known = all.answered.find((one) => one.answers.every((answer, at) => answer === answers[at]));
  if (known !== undefined) return known.manifests;
  all.answered = [{ answers, manifests }, ...all.answered.slice(0, 1)];
  return manifests;
}

function asked(analysis: Analysis): Asked {
  let found = cache.get(analysis);
  if (found === undefined) {
    const questions = new Map<InstallEffect, PythonQuestion>();
    for (const effect of analysis.image.effects) {
      if (effect.kind !== "install" || effect.origin !== undefined || ecosystemOf(effect) !== "python") continue;
      const question = pythonQuestion(effect);
      if (question !== undefined) questions.set(effect, question);
    }
    found = { questions, answered: [] };
    cache.set(analysis, found);
  }
  return found;
}

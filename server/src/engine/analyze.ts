// Analyses one Dockerfile: syntax, image, findings. Pure and synchronous; errors come back as problems.
import type { Analysis, AnalysisSettings, Finding, SemanticFacts } from "./analysis";
import { budgetProblems } from "./budgets";
import { buildImageModel } from "./image/build-image-model";
import type { ImageModel } from "./image/types";
import { rules } from "./rules/catalogue";
import { claimOnce } from "./rules/claim-once";
import type { Rule } from "./rules/define-rule";
import { runRule } from "./rules/run-rule";
import { applySuppressions, type UnusedSuppression } from "./suppressions/apply-suppressions";
import { readSuppressions } from "./suppressions/read-suppressions";
import { parseDockerfile } from "./syntax/parse-dockerfile";
import type { DockerfileSyntax } from "./syntax/types";

/** Larger files are not analysed: UTF-16 code units, and lines. */
const longestText = 1_000_000;
const mostLines = 20_000;

type Problem = Analysis["problems"][number];

/** Reads a Dockerfile and finds waste in what it ships. Never throws: what could not be read or checked is a problem. */
export function analyze(text: string, settings: AnalysisSettings, facts: SemanticFacts): Analysis {
  const refusal = refusalOf(text);
  const syntax = parseDockerfile(refusal === undefined ? text : "");
  const image = buildImageModel(syntax, settings, facts);
  if (refusal !== undefined) {
    return { syntax, image, findings: [], problems: [refusal], settings };
  }
  return judgedWhenAsked(syntax, image, settings);
}

/** An analysis once more, now that it is known what lies in the build context; the other `facts` are those it was made with. */
export function analyzeInContext(analysis: Analysis, facts: SemanticFacts): Analysis {
  const { syntax, image, settings } = analysis;
  // A refused file is an empty one, and what is wrong with it stays.
  if (syntax.instructions.length === 0) return analysis;
  const isTidy = (context: SemanticFacts["context"]) => context === undefined || context.clutter.length === 0;
  // The model takes nothing but clutter from the context.
  const isSame = isTidy(image.context) && isTidy(facts.context);
  const model = isSame ? { ...image, context: facts.context } : buildImageModel(syntax, settings, facts);
  return judgedWhenAsked(syntax, model, settings);
}

/** The rules run when somebody asks what they found: who wants to know which facts to look up does not. */
function judgedWhenAsked(syntax: DockerfileSyntax, image: ImageModel, settings: AnalysisSettings): Analysis {
  let judged: Judgement | undefined;
  const judge = () => {
    judged ??= judgementOf(syntax, image, settings);
    return judged;
  };
  return {
    syntax,
    image,
    settings,
    get findings() {
      return judge().findings;
    },
    get problems() {
      return judge().problems;
    },
  };
}

type Judgement = Pick<Analysis, "findings" | "problems">;

function judgementOf(syntax: DockerfileSyntax, image: ImageModel, settings: AnalysisSettings): Judgement {
  const problems: Problem[] = syntax.instructions.flatMap(({ problem }) => (problem === undefined ? [] : [problem]));
  problems.push(...budgetProblems(syntax));
  const run = (list: readonly Rule[], unused: readonly UnusedSuppression[]) =>
    list
      .filter((rule) => settings.rules[rule.id] !== "off" && !rule.afterPricing)
      .flatMap((rule) => runRule(rule, image, unused, settings, problems));

  const suppressions = readSuppressions(syntax);
  const first = applySuppressions(
    image,
    suppressions,
    // Before the ignore comments: what one of them silences is not told again by the next rule.
    claimOnce(
      run(
        rules.filter((rule) => !rule.afterSuppression),
        [],
      ),
    ),
  );
  // What a switched-off rule, or one that needs prices, would find is not known: its ignore comments are not called unused.
  const isJudged = (id: string) =>
    settings.rules[id] !== "off" && !rules.some((rule) => rule.id === id && rule.afterPricing);
  const unused = first.unused.filter(({ rule }) => rule.id === undefined || isJudged(rule.id));
  const last = applySuppressions(
    image,
    suppressions,
    run(
      rules.filter((rule) => rule.afterSuppression),
      unused,
    ),
  );
  const findings: Finding[] = [...first.kept, ...last.kept];
  return { findings: findings.sort((left, right) => left.range.start - right.range.start), problems };
}

function refusalOf(text: string): Problem | undefined {
  const range = { start: 0, end: 0 };
  if (text.includes("\0")) {
    return { message: "This file holds binary data and is not analysed.", range };
  }
  if (text.length > longestText) {
    return { message: "This file has more than 1,000,000 characters and is not analysed.", range };
  }
  let lines = 1;
  for (let position = text.indexOf("\n"); position !== -1; position = text.indexOf("\n", position + 1)) {
    lines++;
  }
  return lines > mostLines
    ? { message: "This file has more than 20,000 lines and is not analysed.", range }
    : undefined;
}

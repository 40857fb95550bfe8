// Comparisons: measurements of texts that no door has open, committed versions of those that one has, and images.
import {
  type Analysis,
  type AnalysisSettings,
  analyzeBudget,
  type BuildOutcome,
  budgetOf,
  compareMeasurements,
  type Measurement,
  measurementsOf,
  type PricedMeasurement,
  type SavedMeasurement,
} from "../engine/index";
import type { HiddenDocument, OpenDocument } from "./open-document";
import { movedPath } from "./paths";
import type { CommittedCopy, DocumentPlace, SessionPorts } from "./ports";
import type { BuildOptions, Session, SessionComparisons } from "./types";

/** What comparisons need of the session around them. */
interface Surroundings {
  document(uri: string): OpenDocument | undefined;
  trusted(): boolean;
  open(place: DocumentPlace, version: number, text: string, hidden: HiddenDocument): OpenDocument;
  close(uri: string): void;
  build: Session["build"];
  /** Prices a document under other settings, with all facts that are wanted and these measurements. */
  priceWith(
    document: OpenDocument,
    changes: Partial<AnalysisSettings>,
    measured: (analysis: Analysis) => readonly Measurement[],
  ): Promise<PricedMeasurement>;
}

const asItIs: HiddenDocument = { recorded: (measurement) => measurement };

const unavailable = (message: string): BuildOutcome => ({ kind: "unavailable", message });

/** The session's comparisons; what they open for themselves, no door hears of. */
export function createComparisons(ports: SessionPorts, session: Surroundings): SessionComparisons {
  /** A committed version is priced while its files are there. */
  const known = new WeakMap<SavedMeasurement, Promise<PricedMeasurement>>();
  let opened = 0;

  /** Opens a text that no door knows, under a name that no door uses, for as long as `use` takes. */
  async function withHidden<T>(
    path: string,
    text: string,
    hidden: HiddenDocument,
    use: (document: OpenDocument) => Promise<T>,
  ): Promise<T> {
    const uri = `layer-cost-hidden:${++opened}:${path}`;
    const document = session.open({ uri, path }, 1, text, hidden);
    try {
      return await use(document);
    } finally {
      session.close(uri);
    }
  }

  function priceMeasured(document: OpenDocument, { build, buildArguments, platform }: SavedMeasurement) {
    const target = build.stages.at(-1)?.index;
    const targets = target === undefined ? [] : [String(target)];
    return session.priceWith(document, { targets, buildArguments, platform }, (analysis) =>
      measurementsOf(analysis, build.stages, build.measuredAt),
    );
  }

  /** Undefined for an image that was only read, and where the text cannot be analysed any more. */
  async function pricedOf(measurement: SavedMeasurement): Promise<PricedMeasurement | undefined> {
    const { dockerfilePath, dockerfileText } = measurement;
    if (dockerfileText === undefined) return undefined;
    let priced = known.get(measurement);
    if (!priced) {
      priced = withHidden(dockerfilePath, dockerfileText, asItIs, (document) => priceMeasured(document, measurement));
      known.set(measurement, priced);
    }
    return priced.catch(() => undefined);
  }

  return {
    async compare(before, after) {
      const [older, newer] = await Promise.all([pricedOf(before), pricedOf(after)]);
      return compareMeasurements(before, after, { before: older, after: newer });
    },

    async readImage(reference, uri) {
      const document = uri === undefined ? undefined : session.document(uri);
      const build = await ports.builds.readImage(reference, document?.analysed().merged.settings.engine);
      return {
        id: `image ${build.image.id}`,
        name: undefined,
        dockerfilePath: reference,
        dockerfileText: undefined,
        buildArguments: {},
        platform: undefined,
        contextPath: undefined,
        build,
      };
    },

    async buildRevision(uri, revision, options, onEvent, signal) {
      const document = session.document(uri);
      const path = document?.place.path;
      const refused = (message: string) => ({ outcome: unavailable(message), caution: undefined });
      if (document === undefined) return refused("Open the file to build it.");
      if (!session.trusted())
        return refused("Comparing with a revision runs git and builds, so it needs a trusted workspace.");
      if (path === undefined) return refused("Save the file first: git knows files on disk alone.");
      let copy: CommittedCopy;
      try {
        copy = await ports.revisions.copy(path, revision);
      } catch (error) {
        return refused((error as Error).message);
      }
      try {
        const hidden = { recorded: recordedAs(path, revision, copy) };
        const outcome = await withHidden(copy.dockerfilePath, copy.text, hidden, async (committed) => {
          const { settings, folder } = document.doorSettings;
          const { workingTree, root } = copy;
          committed.setEditorSettings(
            settingsInCopy(settings, copy),
            folder === undefined ? undefined : movedPath(folder, workingTree, root),
          );
          const ended = await session.build(committed.place.uri, inCopy(options, copy), onEvent, signal);
          if (ended.kind === "measured" && ended.measurement) {
            const { measurement } = ended;
            const priced = priceMeasured(committed, measurement);
            known.set(measurement, priced);
            await priced.catch(() => undefined);
          }
          return ended;
        });
        return { outcome, caution: copy.caution };
      } finally {
        await copy.remove().catch(() => undefined);
      }
    },

    async budgetOf(measurement, bytes) {
      const priced = await pricedOf(measurement);
      const built = measurement.build.stages.at(-1);
      const stage = built && priced?.analysis.image.stages[built.index];
      if (!priced || !stage) return undefined;
      const { image, settings } = priced.analysis;
      const isOff = settings.rules["size-budget-exceeded"] === "off";
      const budget = bytes ?? (isOff ? undefined : budgetOf(image, settings, stage)?.bytes);
      return budget === undefined
        ? undefined
        : analyzeBudget(priced.analysis, priced.pricing, stage, budget, measurement.build.stages);
    },
  };
}

/** Told as the file that the user knows, in the state that git has. */
function recordedAs(path: string, revision: string, copy: CommittedCopy): HiddenDocument["recorded"] {
  const short = copy.commit.slice(0, 7);
  const isId = copy.commit.startsWith(revision.toLowerCase());
  return (measurement) => ({
    ...measurement,
    name: isId ? short : `${revision} (${short})`,
    namedByBuild: true,
    dockerfilePath: path,
    contextPath: measurement.contextPath && movedPath(measurement.contextPath, copy.root, copy.workingTree),
    revision: copy.commit,
  });
}

/** A context that was asked for by its place in the working tree is meant as it is in the copy. */
function inCopy(options: BuildOptions, { root, workingTree }: CommittedCopy): BuildOptions {
  const { contextPath, keepTag: _, ...rest } = options;
  return contextPath === undefined ? rest : { ...rest, contextPath: movedPath(contextPath, workingTree, root) };
}

/** Likewise where the editor's settings name it. */
function settingsInCopy(settings: unknown, { root, workingTree }: CommittedCopy): unknown {
  const { build } = (settings ?? {}) as { readonly build?: { readonly context?: unknown } };
  if (typeof build?.context !== "string") return settings;
  return { ...(settings as object), build: { ...build, context: movedPath(build.context, workingTree, root) } };
}

// The session: open documents, their analyses, and the facts that arrive for them. Builds are in session-builds.ts.
import { factsWanted, messageOf, price, safestFix } from "../engine/index";
import { DocumentFacts } from "./document-facts";
import { type HiddenDocument, OpenDocument } from "./open-document";
import type { DocumentPlace, FactScope, SessionPorts } from "./ports";
import { createProofs } from "./proofs";
import { createBuilds } from "./session-builds";
import { createComparisons } from "./session-comparisons";
import { createMeasurements } from "./session-measurements";
import type { ChangeCause, Session, Snapshot } from "./types";

/** Milliseconds of quiet before facts of a text that is being typed are looked up: half-typed paths are not worth I/O. */
const quietBeforeFacts = 300;

/** Milliseconds between documents that are looked at anew after a change on disk: requests get their turn in between. */
const breather = 20;

/** Milliseconds that a comparison waits for facts: they say what the measured bytes are made of, and are not those. */
const comparisonPatience = 10_000;

/**
 * Documents whose analyses stay in memory, the last ones that somebody asked about: one of 200 lines takes almost 1 MB,
 * and computing it again a few milliseconds.
 */
const mostAnalyses = 8;

/** Opens a session on its ports; `initiallyTrusted` is the workspace's trust at the start. */
export function createSession(ports: SessionPorts, initiallyTrusted: boolean): Session {
  const documents = new Map<string, OpenDocument>();
  const recent = new Set<OpenDocument>();
  const listeners = new Set<(uri: string, cause: ChangeCause) => void>();
  let trusted = initiallyTrusted;

  const isOpen = (document: OpenDocument) => documents.get(document.place.uri) === document;

  function changed(document: OpenDocument, cause: ChangeCause): void {
    if (!isOpen(document) || document.hidden) return;
    for (const listener of listeners) listener(document.place.uri, cause);
  }

  const measurements = createMeasurements(ports, { documents: () => documents.values(), changed });

  const builds = createBuilds(ports, {
    keep: measurements.keep,
    document: (uri) => documents.get(uri),
    trusted: () => trusted,
    snapshot: (document) => snapshotOf(document),
    changed,
  });

  /** Notes that this one is asked for; those who were not lately give their memory back. */
  function touch(document: OpenDocument): void {
    recent.delete(document);
    recent.add(document);
    if (recent.size > mostAnalyses) {
      const [oldest] = recent;
      recent.delete(oldest!);
      oldest!.rest();
    }
  }

  function compute(document: OpenDocument): Snapshot {
    touch(document);
    return document.snapshot();
  }

  /** The current snapshot; what its prices want to know is looked up after a moment of quiet. */
  function snapshotOf(document: OpenDocument): Snapshot {
    const snapshot = compute(document);
    if (!document.cancelLookUp && document.facts.lacks(snapshot.pricing.wanted, scopeOf(document))) {
      const delay = document.typed ? quietBeforeFacts : 0;
      document.cancelLookUp = ports.scheduler.after(delay, () => lookUp(document));
    }
    return snapshot;
  }

  /** Starts looking up what the current version wants; each fact is asked for once. */
  function lookUp(document: OpenDocument): void {
    document.cancelLookUp?.();
    document.cancelLookUp = undefined;
    if (!isOpen(document)) return;
    touch(document);
    // The rules can wait for the facts.
    void document.facts.fetch(factsWanted(document.analysed().analysis), scopeOf(document), trusted);
    settle(document);
  }

  /** Tells those who wait for the facts, once none is missing and none is on its way. */
  function settle(document: OpenDocument): void {
    if (document.waiting.length === 0 || document.facts.fetching > 0) return;
    const snapshot = snapshotOf(document);
    if (document.cancelLookUp) {
      lookUp(document);
      return;
    }
    for (const resolve of document.waiting.splice(0)) resolve(snapshot);
  }

  /** Reads the settings file and the semantic facts; only the latest reading counts. */
  async function readSurroundings(document: OpenDocument): Promise<void> {
    const reading = ++document.readings;
    const [file, semantic] = await Promise.allSettled([
      ports.files.findSettingsFile(document.place),
      ports.facts.semanticFacts(document.place),
    ]);
    if (!isOpen(document) || reading !== document.readings) return;
    const isNews = document.setSurroundings(
      file.status === "fulfilled" ? file.value : undefined,
      file.status === "rejected" ? messageOf(file.reason) : undefined,
      semantic.status === "fulfilled" ? semantic.value : undefined,
    );
    if (isNews) changed(document, "settings");
  }

  /** Shipped data is read before anything is said of the document: findings rest on it. */
  async function readShippedData(document: OpenDocument): Promise<void> {
    if (!isOpen(document)) return;
    touch(document);
    const wanted = factsWanted(document.analysed().analysis).filter(({ kind }) => kind === "package-data");
    await document.facts.fetch(wanted, scopeOf(document), trusted);
  }

  async function loadMeasurements(document: OpenDocument): Promise<void> {
    const loaded = await ports.measurements.load(document.place.uri).catch(() => []);
    if (!isOpen(document) || loaded.length === 0) return;
    // What a build measured in the meantime is newer.
    document.facts.setMeasurements([...loaded, ...document.facts.measurements]);
    changed(document, "facts");
  }

  function close(uri: string): void {
    const document = documents.get(uri);
    if (!document) return;
    documents.delete(uri);
    recent.delete(document);
    document.cancelLookUp?.();
    for (const resolve of document.waiting.splice(0)) resolve(undefined);
  }

  function refreshFacts(): void {
    ports.facts.forget();
    // What was asked about last comes first.
    const inTurn = new Set([...[...recent].reverse(), ...documents.values()]);
    for (const [place, document] of [...inTurn].entries()) {
      document.facts.forget();
      void readSurroundings(document).then(() => {
        document.cancelLookUp?.();
        document.cancelLookUp = ports.scheduler.after(place * breather, () => lookUp(document));
      });
    }
  }

  function open(place: DocumentPlace, version: number, text: string, hidden?: HiddenDocument): OpenDocument {
    close(place.uri);
    const facts = new DocumentFacts(ports.facts, (isNews) => {
      if (!isOpen(document)) return;
      if (isNews) changed(document, "facts");
      settle(document);
    });
    const document: OpenDocument = new OpenDocument(place, version, text, facts, hidden);
    // A build may have begun before the file was closed and opened again.
    document.setBuilding(builds.isRunning(place.uri));
    documents.set(place.uri, document);
    const kept = hidden ? [] : [loadMeasurements(document), measurements.load(document)];
    // What the text asks for by itself is read meanwhile; settings may make it ask for more.
    document.ready = Promise.all([readShippedData(document), readSurroundings(document), ...kept]).then(() =>
      readShippedData(document),
    );
    changed(document, "open");
    return document;
  }

  const settled = (document: OpenDocument) =>
    new Promise<Snapshot | undefined>((resolve) => {
      document.waiting.push(resolve);
      lookUp(document);
    });

  const comparisons = createComparisons(ports, {
    document: (uri) => documents.get(uri),
    trusted: () => trusted,
    open,
    close,
    build: builds.build,
    async priceWith(document, changes, measured) {
      await document.ready;
      let stopWaiting: () => void = () => undefined;
      const patience = new Promise<void>((resolve) => {
        stopWaiting = ports.scheduler.after(comparisonPatience, resolve);
      });
      if (isOpen(document)) await Promise.race([settled(document), patience]);
      const analysis = document.analysedFor(changes);
      const facts = document.facts.fetch(factsWanted(analysis), scopeOf(document), trusted);
      await Promise.race([facts, patience]);
      // A timer would keep the command line from ending.
      stopWaiting();
      const known = { ...document.facts.sizeFacts(), measurements: measured(analysis) };
      return { analysis, pricing: price(analysis, known) };
    },
  });

  return {
    open(uri, path, version, text) {
      open({ uri, path }, version, text);
    },

    change(uri, version, text) {
      const document = documents.get(uri);
      // Documents are told of as changed when they are opened, too.
      if (!document?.setText(version, text)) return;
      if (document.cancelLookUp) {
        document.cancelLookUp();
        document.cancelLookUp = ports.scheduler.after(quietBeforeFacts, () => lookUp(document));
      }
      changed(document, "text");
    },

    close,

    snapshot(uri) {
      const document = documents.get(uri);
      return document && snapshotOf(document);
    },

    ready: async (uri) => documents.get(uri)?.ready,

    async settled(uri) {
      const document = documents.get(uri);
      if (!document) return undefined;
      await document.ready;
      return isOpen(document) ? settled(document) : undefined;
    },

    async still(uri) {
      const document = documents.get(uri);
      if (!document || (!document.cancelLookUp && document.facts.fetching === 0)) return;
      await new Promise<void>((resolve) => document.waiting.push(() => resolve()));
    },

    fixAll(uri, others) {
      const document = documents.get(uri);
      if (!document) return undefined;
      compute(document);
      return document.applyFixes(safestFix, others);
    },

    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },

    configure(uri, editorSettings, folder) {
      const document = documents.get(uri);
      if (!document) return;
      document.setEditorSettings(editorSettings, folder);
      changed(document, "settings");
    },

    refreshFacts,

    setTrusted(now) {
      if (now === trusted) return;
      trusted = now;
      // Facts that need trust were refused before.
      refreshFacts();
    },

    build: builds.build,
    prove: createProofs(ports, builds),
    buildChoices: builds.choices,

    engine(uri) {
      const document = uri === undefined ? undefined : documents.get(uri);
      return ports.builds.describe(document && compute(document).settings.engine);
    },

    ...measurements.doors,

    ...comparisons,

    dispose() {
      listeners.clear();
      for (const uri of [...documents.keys()]) close(uri);
    },
  };
}

/** Where the facts of a document are looked for. */
function scopeOf(document: OpenDocument): FactScope {
  const { analysis, merged } = document.analysed();
  const { settings } = merged;
  const contextSources = analysis.image.instructions.flatMap(({ copy }) =>
    copy?.from.kind === "context" ? copy.sources.flatMap(({ path }) => path ?? []) : [],
  );
  const { buildContext, engine, registryLookup } = settings;
  return { document: document.place, contextPath: buildContext, contextSources, engine, registryLookup };
}

// Measured builds that are kept: the list that all doors show, and what open documents know of their own.
import { isNamedByUser, type SavedMeasurement } from "../engine/index";
import type { OpenDocument } from "./open-document";
import type { SessionPorts } from "./ports";
import type { ChangeCause, SessionMeasurements } from "./types";

/** What kept measurements need of the session around them. */
interface Surroundings {
  documents(): Iterable<OpenDocument>;
  changed(document: OpenDocument, cause: ChangeCause): void;
}

/** The session's kept measurements; `load` and `keep` are for the session itself. */
export function createMeasurements({ measurements: store }: SessionPorts, session: Surroundings) {
  const listeners = new Set<() => void>();

  function changed(): void {
    for (const listener of listeners) listener();
  }

  /** Hands the documents what is kept of them. */
  function tell(documents: Iterable<OpenDocument>, kept: readonly SavedMeasurement[]): void {
    for (const document of documents) {
      const own = kept.filter(({ dockerfilePath }) => dockerfilePath === document.place.path);
      if (document.setKept(own)) session.changed(document, "facts");
    }
  }

  async function list(): Promise<readonly SavedMeasurement[]> {
    const kept = await store.list();
    tell(session.documents(), kept);
    return kept;
  }

  const doors: SessionMeasurements = {
    measurements: list,

    async nameMeasurement(id, name) {
      const trimmed = name?.trim();
      await store.rename(id, trimmed === "" ? undefined : trimmed);
      await list();
      changed();
    },

    async removeMeasurements(ids) {
      await store.remove(ids);
      await list();
      changed();
    },

    async clearMeasurements(uri, { named } = { named: false }) {
      const cleared = [...session.documents()].filter(({ place }) => uri === undefined || place.uri === uri);
      await store.clear(uri);
      const isCleared = (one: SavedMeasurement) =>
        (named || !isNamedByUser(one)) &&
        (uri === undefined || cleared.some(({ place }) => place.path === one.dockerfilePath));
      await store.remove((await store.list()).filter(isCleared).map(({ id }) => id));
      for (const document of cleared) {
        document.facts.setMeasurements([]);
        session.changed(document, "facts");
      }
      await list();
      changed();
    },

    onMeasurementsChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },

    onStorageProblem: (listener) => store.onProblem(listener),
  };

  return {
    doors,

    /** Reads what is kept of a document that was opened; never rejects. */
    async load(document: OpenDocument): Promise<void> {
      if (document.place.path === undefined) return;
      tell([document], await store.list(document.place.path).catch(() => []));
    },

    /** Keeps a measured build; what comes back is part of its outcome. Never rejects. */
    async keep(
      given: Omit<SavedMeasurement, "id">,
    ): Promise<{ readonly measurement?: SavedMeasurement; readonly keepingProblem?: string }> {
      try {
        const measurement = await store.add(given);
        tell(
          [...session.documents()].filter(({ place }) => place.path === given.dockerfilePath),
          await store.list(given.dockerfilePath),
        );
        changed();
        return { measurement };
      } catch (error) {
        return { keepingProblem: `It could not be kept in the list of measurements: ${(error as Error).message}.` };
      }
    },
  };
}

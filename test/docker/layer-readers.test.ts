// The two ways to read an image's layers, from the engine's store and from a saved image, beside GNU tar's sums; and engines that fall silent.
import { randomBytes } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { expect, onTestFinished, test } from "vitest";
import { connect, within } from "../../server/src/docker/engine-client";
import { readSavedImages } from "../../server/src/docker/saved-image";
import { readStoredImages } from "../../server/src/docker/stored-image";
import { temporaryFolder } from "../context/temporary-folder";
import { buildAndKeep, describeOnEveryEngine, requestFor } from "./engines";
import { savedLayers } from "./saved-layers";

describeOnEveryEngine("an image's layers", (engine) => {
  /** Never read before: layers are remembered by their digests. */
  async function newImage() {
    const folder = temporaryFolder({
      Dockerfile: "FROM scratch\nCOPY large /\nENV NAME=value\nCOPY small link /\n",
      large: randomBytes(3_000_000),
      small: randomBytes(1_000),
      link: "",
    });
    const { tag, docker } = await buildAndKeep(engine, requestFor(engine, folder));
    const client = await connect(engine.endpoint, engine.environment);
    onTestFinished(() => client.close());
    const { Id: id, Os: os, Architecture: architecture } = await docker.getImage(tag).inspect();
    return { client, image: { id, os, architecture }, tag, docker };
  }

  test("are read from the store where that is containerd's", async () => {
    const { client, image, tag, docker } = await newImage();
    const read = await readStoredImages(client, [image], undefined);
    if (engine.storage !== "containerd") expect(read).toEqual(new Map());
    else expect(read.get(image.id)?.map(({ bytes }) => bytes)).toEqual([1_000, 0, 3_000_000]);
    expect(await savedLayers(docker, tag)).toEqual([3_000_000, 1_000]);
  });

  test("are read from the saved image everywhere", async () => {
    const { client, image, tag, docker } = await newImage();
    const [history] = (await readSavedImages(client, [image])).values();
    const bytes = typeof history === "string" ? history : history?.map((entry) => entry.bytes ?? 0);
    expect(bytes).toEqual([1_000, 0, 3_000_000]);
    expect(await savedLayers(docker, tag)).toEqual([3_000_000, 1_000]);
  });
});

test("an engine is waited for as long as it says something", async () => {
  const silent = (stop: AbortSignal) => pause(60_000, undefined, { signal: stop });
  await expect(within(20, undefined, silent)).rejects.toMatchObject({
    message: "the engine does not answer",
    code: "ETIMEDOUT",
  });
  const talking = async (stop: AbortSignal, heard: () => void) => {
    for (let words = 0; words < 5; words++) {
      await pause(1_000, undefined, { signal: stop });
      heard();
    }
    return "all said";
  };
  await expect(within(4_000, undefined, talking)).resolves.toBe("all said");
  const cancelled = new AbortController();
  const waiting = within(60_000, cancelled.signal, silent);
  cancelled.abort();
  await expect(waiting).rejects.toMatchObject({ name: "AbortError" });
});

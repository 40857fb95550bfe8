// The build worker: does the packing, building and measuring in a thread of its own, away from every keystroke.
import path from "node:path";
import { parentPort } from "node:worker_threads";
import { createBuilder } from "../docker/build-engine";
import { imageSize } from "../docker/image-size";
import { readImage } from "../docker/read-image";
import { messageOf } from "../engine/index";
import { userCacheFolder } from "../registry/answer-cache";
import type { FromWorker, ToWorker } from "./worker-messages";

const port = parentPort;
if (!port) throw new Error("The build worker runs in a worker thread, not on its own.");

const builder = createBuilder(process.env, path.join(userCacheFolder(process.env), "made-images"));
/** Builds that are running, by job. */
const running = new Map<number, AbortController>();

port.on("message", (message: ToWorker) => {
  if (message.kind === "cancel") running.get(message.job)?.abort();
  else
    void answer(message).then(
      (value) => tell({ job: message.job, kind: "done", value }),
      (error: unknown) => {
        tell({ job: message.job, kind: "refused", message: messageOf(error) });
      },
    );
});

function tell(message: FromWorker): void {
  port?.postMessage(message);
}

async function answer(message: Exclude<ToWorker, { kind: "cancel" }>) {
  switch (message.kind) {
    case "describe":
      return builder.describe(message.engine);
    case "image-size":
      return imageSize(message.reference, message.platform, message.engine, process.env);
    case "read-image":
      return readImage(message.reference, message.engine, process.env);
    case "build": {
      const { job, request } = message;
      const stop = new AbortController();
      running.set(job, stop);
      try {
        return await builder.build(request, (event) => tell({ job, kind: "event", event }), stop.signal);
      } finally {
        running.delete(job);
      }
    }
  }
}

// `layer-cost engine`: what is told of a real engine, and of every place where there is none.
import fs from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { folder, run, write } from "../cli/command-line";
import { describeOnEngines } from "./engines";

/** Without the line breaks of long lines. */
const unwrapped = (text: string) => text.replace(/\n {2,}/g, " ");

describeOnEngines("layer-cost engine", ({ endpoint, storage, builder, environment }) => {
  test("tells what builds would use, as text and as JSON", () => {
    const more = { DOCKER_HOST: endpoint, DOCKER_DEFAULT_PLATFORM: "linux/arm64" };
    const options = { environment: { ...(environment as Record<string, string>), ...more } };
    const { exitCode, output, errors } = run(["engine"], options);
    expect([exitCode, errors]).toEqual([0, ""]);
    expect(output).toMatch(/^Layer Cost builds with (Docker|Podman) \d+\.\d+\.\d+\.\n\n/);
    expect(output).toMatch(new RegExp(`^Endpoint +${endpoint}\nFound by +DOCKER_HOST$`, "m"));
    expect(output).toMatch(/^API +1\.\d+ is spoken; the engine understands 1\.\d+ to 1\.\d+$/m);
    expect(output).toMatch(/^Runs on +linux\/\w+, \S/m);
    expect(output).toMatch(/^Builds for +linux\/arm64, as DOCKER_DEFAULT_PLATFORM asks$/m);
    const report = JSON.parse(run(["engine", "--format", "json"], options).output);
    expect(report).toMatchObject({
      version: 1,
      engine: { available: true, endpoint, source: "DOCKER_HOST", builder, storage, rootless: expect.any(Boolean) },
    });
  });
});

describe("layer-cost engine without an engine", () => {
  // A machine with an engine where engines usually are has no such case.
  const hasEngine = ["/var/run/docker.sock", "/run/podman/podman.sock"].some((socket) => fs.existsSync(socket));
  test.skipIf(hasEngine)("names every place that was looked at, and exits with 2", () => {
    write("config.json", "{}");
    const socket = path.join(folder, ".colima/work/docker.sock");
    fs.mkdirSync(path.dirname(socket), { recursive: true });
    fs.writeFileSync(socket, "");
    const environment = { DOCKER_CONFIG: folder, DOCKER_HOST: "", XDG_RUNTIME_DIR: "/nowhere" };
    const { exitCode, output, errors } = run(["engine"], { environment });
    expect(exitCode).toBe(2);
    expect(output).toContain("- DOCKER_HOST: empty\n- DOCKER_CONTEXT: not set\n");
    expect(unwrapped(output)).toContain(`- the docker configuration ${folder}/config.json: names no context\n`);
    expect(unwrapped(output)).toContain(
      "- the usual place of rootless Docker, unix:///nowhere/docker.sock: nothing is there\n",
    );
    const refused = `The engine at unix://${socket} (from the usual place of the Colima profile work) is not running: start it, or correct the endpoint.`;
    expect(output.replace(/\n(?! |-|\n|Looked)/g, " ")).toContain(refused);
    expect(unwrapped(output)).toContain(`- the usual place of the Colima profile work, unix://${socket}: see above\n`);
    expect(errors).toMatch(/^layer-cost: The engine at unix:.+work\/docker\.sock .*\.\n$/);
  });

  test("shows no password that stands in an endpoint", () => {
    const environment = { DOCKER_HOST: "tcp://me:hush@127.0.0.1:1" };
    const { exitCode, output, errors } = run(["engine", "--format", "json"], { environment });
    expect(exitCode).toBe(2);
    expect(JSON.parse(output).engine).toMatchObject({ available: false, endpoint: "tcp://127.0.0.1:1" });
    expect(output + errors).not.toContain("hush");
  });
});

// What is said where no test can bring an engine into the state that it is about: other users, other machines.
import path from "node:path";
import { expect, test } from "vitest";
import { noEngine, refusal } from "../../server/src/docker/refusal";
import { temporaryFolder } from "../context/temporary-folder";

test.each([
  ["unix:///var/run/docker.sock", "add your user to the docker group and log in again, or choose a rootless engine"],
  ["unix:///run/podman/podman.sock", "start your own with systemctl --user start podman.socket"],
])("who may not use %s is told what helps", (address, remedy) => {
  const endpoint = { address, source: "DOCKER_HOST", tls: undefined, headers: {} };
  const error = Object.assign(new Error("connect EACCES"), { code: "EACCES" });
  expect(refusal(endpoint, error)).toBe(`You may not use the engine at ${address} (from DOCKER_HOST): ${remedy}.`);
});

test("none at all is told by where the search ran", () => {
  const orName = "or name its endpoint in DOCKER_HOST (in an editor also in the setting layerCost.engine).";
  expect(noEngine({}, [])).toBe(`No Docker engine was found: start one, ${orName}`);
  expect(noEngine({ WSL_DISTRO_NAME: "Debian" }, [])).toBe(
    `No Docker engine was found in this WSL distribution: start one in it, turn its WSL integration on in Docker Desktop, ${orName}`,
  );
  const mark = path.join(temporaryFolder({ ".dockerenv": "" }), ".dockerenv");
  expect(noEngine({}, ["/nowhere", mark])).toBe(
    `No Docker engine was found in this container: mount the socket of the machine's engine (a dev container has the feature docker-outside-of-docker for it), ${orName}`,
  );
});

// Where engines listen when nothing is configured: Docker, its Desktop, its rootless mode, virtual machines, Podman.
import fs from "node:fs";
import path from "node:path";
import { homeFolder } from "./docker-configuration";
import type { Environment } from "./endpoint";

export interface UsualPlace {
  /** A socket, or on Windows a named pipe; absolute path. */
  readonly socket: string;
  /** Whose place it is: "Docker", "the Colima profile work". */
  readonly owner: string;
}

/** The places in the order in which they are tried, whether something is there or not. */
export function usualPlaces(environment: Environment): readonly UsualPlace[] {
  if (process.platform === "win32")
    return [
      { socket: "//./pipe/docker_engine", owner: "Docker" },
      { socket: "//./pipe/dockerDesktopLinuxEngine", owner: "Docker Desktop" },
      { socket: "//./pipe/podman-machine-default", owner: "Podman's machine" },
    ];
  const home = homeFolder(environment);
  // A server that was started over ssh, or by a service, may have no such variable.
  const runtime = environment.XDG_RUNTIME_DIR || `/run/user/${process.getuid?.() ?? 0}`;
  const machines = path.join(environment.XDG_DATA_HOME || `${home}/.local/share`, "containers/podman/machine");
  // Only there is it a user's own folder: in that of other systems, anybody could listen.
  const onMac = path.join(environment.TMPDIR || "/tmp", "podman/podman-machine-default-api.sock");
  return [
    { socket: "/var/run/docker.sock", owner: "Docker" },
    { socket: `${runtime}/docker.sock`, owner: "rootless Docker" },
    { socket: `${home}/.docker/desktop/docker.sock`, owner: "Docker Desktop" },
    { socket: `${home}/.docker/run/docker.sock`, owner: "Docker Desktop" },
    { socket: `${home}/.orbstack/run/docker.sock`, owner: "OrbStack" },
    ...profiles("Colima profile", colimaHome(home, environment), "docker.sock"),
    { socket: `${home}/.rd/docker.sock`, owner: "Rancher Desktop" },
    ...profiles("Lima instance", environment.LIMA_HOME || `${home}/.lima`, "sock/docker.sock", "docker"),
    { socket: `${runtime}/podman/podman.sock`, owner: "rootless Podman" },
    { socket: "/run/podman/podman.sock", owner: "Podman" },
    { socket: `${runtime}/podman/podman-machine-default-api.sock`, owner: "Podman's machine" },
    ...(process.platform === "darwin" ? [{ socket: onMac, owner: "Podman's machine" }] : []),
    { socket: `${machines}/podman.sock`, owner: "Podman's machine" },
    { socket: `${machines}/podman-machine-default/podman.sock`, owner: "Podman's machine" },
  ];
}

/** Colima's own order: its variable, the folder of old, the folder of today. */
function colimaHome(home: string, environment: Environment): string {
  if (environment.COLIMA_HOME) return environment.COLIMA_HOME;
  const old = `${home}/.colima`;
  return environment.XDG_CONFIG_HOME && !fs.existsSync(old) ? `${environment.XDG_CONFIG_HOME}/colima` : old;
}

/** The default profile, which is named whether it is there or not, then the others that have a socket. */
function profiles(what: string, folder: string, socket: string, preferred = "default"): readonly UsualPlace[] {
  let names: string[] = [];
  try {
    names = fs.readdirSync(folder).filter((name) => fs.existsSync(path.join(folder, name, socket)));
  } catch {
    // No such folder, or not for us.
  }
  const others = names.filter((name) => name !== preferred).sort();
  return [preferred, ...others].map((name) => ({
    socket: path.join(folder, name, socket),
    owner: `the ${what} ${name}`,
  }));
}

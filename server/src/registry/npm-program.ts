// What npm itself says: which registry it asks where no file and no variable names one.
import { exec } from "node:child_process";
import os from "node:os";

type Environment = Readonly<Record<string, string | undefined>>;

/** Milliseconds; npm needs half a second to start. */
const longestAnswer = 10_000;

/**
 * The registry's address. npm runs in the user's home folder, so that no .npmrc of a repository plays a part. Rejects, in a
 * phrase for people, where there is no npm or it does not answer within `timeout` milliseconds.
 */
export function askNpmForRegistry(environment: Environment, timeout = longestAnswer): Promise<string> {
  const options = {
    cwd: environment.HOME || os.homedir(),
    // It looks for a newer version of itself else.
    env: { ...environment, npm_config_update_notifier: "false" },
    timeout,
    killSignal: "SIGKILL",
    windowsHide: true,
  } as const;
  return new Promise((resolve, reject) => {
    // A shell finds npm.cmd on Windows as well.
    exec("npm config get registry", options, (error, output) => {
      const answer = output.trim();
      if (error?.killed) reject(new Error(`npm did not say within ${timeout / 1000} seconds which registry it asks`));
      else if (error || !URL.canParse(answer))
        reject(
          new Error("npm is not there to say which registry it asks: install npm, or write registry=… into ~/.npmrc"),
        );
      else resolve(answer);
    });
  });
}

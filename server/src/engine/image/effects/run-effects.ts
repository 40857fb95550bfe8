// Reads the commands of one RUN in order and says what each does to the layer.
import type { RunCommand } from "../commands";
import { resolvePath } from "../paths";
import { readInvocation } from "../read-invocation";
import { readNodeGyp } from "./compile-managers";
import { readPythonBuild } from "./compile-projects";
import { noteCondaInstaller } from "./conda-paths";
import { scriptAddress } from "./downloads";
import { readFileCommand, readRedirects } from "./file-commands";
import { noteCorepack } from "./manager-settings";
import { readNativeBuild } from "./native-builds";
import { readOwnership } from "./ownership";
import { readMarks } from "./package-removals";
import { readPackageManager } from "./packages";
import { readPhpTool } from "./php-tools";
import { readR } from "./r-packages";
import { addOpaque, type RunContext } from "./run-context";
import { readStrip } from "./strip-steps";
import { readUsers } from "./users";

/** Programs that store nothing worth pricing. */
const quiet = new Set(
  `: true false echo printf cd pushd popd set shopt export unset local declare typeset readonly read test [ [[ let exit return break continue
  sleep wait trap umask ulimit alias hash type which command cat head tail sort uniq wc cut tr grep egrep fgrep sed awk gawk xargs tee
  ls stat file du df date uname arch id whoami hostname getent env printenv basename dirname realpath readlink dpkg-architecture
  mkdir chmod chown chgrp ln touch useradd adduser groupadd addgroup usermod groupmod userdel passwd chpasswd setcap su
  apt-mark apt-cache apt-key dpkg-query dpkg-divert dpkg-reconfigure update-alternatives update-ca-certificates locale-gen localedef ldconfig
  sha256sum sha512sum sha1sum md5sum gpg gpgconf gpg-agent openssl ps kill pkill killall systemctl service ssh-keyscan ssh-keygen
  diff cmp nproc getconf seq expr mktemp sync ldd scanelf paste rev nohup time timeout java node nginx jq yq strings
  go-version corepack add-apt-repository apk-key setfacl mount umount sysctl`.split(/\s+/),
);

/** Reads every command; effects gather in the context. */
export function readRunEffects(context: RunContext, commands: readonly RunCommand[]): void {
  for (const command of commands) readCommand(context, command);
}

function readCommand(context: RunContext, command: RunCommand): void {
  readRedirects(context, command);
  readUsers(context.stage, command);
  const { program } = command;
  if (command.shell.callsFunction) return;
  if (program === "") {
    if (command.shell.words.length > 0) opaque(context, command, "the program is not known before the build");
    return;
  }
  readOwnership(context, command);
  const invocation = readInvocation(command);
  if (invocation) {
    readPackageManager(context, invocation);
    return;
  }
  if (readMarks(context, command) || readVirtualEnvironments(context, command)) return;
  if (readStrip(context, command) || readNativeBuild(context, command)) return;
  if (readNodeGyp(context, command) || readFileCommand(context, command)) return;
  if (readPythonBuild(context, command) || readR(context, command)) return;
  noteCondaInstaller(context, command);
  if (/^(ba|da|a|z)?sh$/.test(program)) {
    if (!command.shell.hasInnerScript) script(context, command);
    return;
  }
  if (readPhpTool(context, command)) return;
  if (program === "corepack") noteCorepack(context.stage, command);
  if (quiet.has(program)) return;
  if (program === "." || program === "source") {
    const file = command.arguments[0]?.value ?? "";
    if (/\/bin\/activate$/.test(file)) {
      context.activeEnvironment = resolvePath(command.workdir, file.replace(/\/bin\/activate$/, ""));
      return;
    }
    if (!/^\/etc\/|[./]env$|rc$|profile/.test(file)) script(context, command);
    return;
  }
  // A command of the base image's own (`install-packages`, `clean-layer`) may clean up as well.
  if (isScript(command) || /install|clean/.test(program)) {
    script(context, command);
    return;
  }
  if (program === "eval") opaque(context, command, "eval runs what is not written here");
  else addOpaque(context, command, `what ${program} writes is not known`);
}

/** A file of the image or the context rather than a program on the path. */
function isScript({ programPath, program }: RunCommand): boolean {
  if (/\.(sh|bash|py|rb|pl)$/.test(program)) return true;
  return programPath.includes("/") && !/^(\/usr(\/local)?)?\/s?bin\//.test(programPath);
}

/** A script could do anything, clean-up included: what it might remove is not reported. */
function script(context: RunContext, command: RunCommand): void {
  const path = resolvePath(
    command.workdir,
    command.programPath.includes("/") ? command.programPath : (command.arguments[0]?.value ?? ""),
  );
  const downloaded = path !== undefined && context.downloads.includes(path);
  opaque(context, command, `what ${command.program} does is not written here`);
  // An installer fetched from the network does not clean up after apt, unless it is there for that.
  // Neither does a program in Python or Ruby, as a rule.
  const isInstaller = downloaded || command.pipedFrom !== undefined || /\.(py|rb|pl|js)$/.test(command.program);
  const source = command.pipedFrom?.arguments.map(({ value }) => value).join(" ") ?? command.programPath;
  if (!isInstaller || /clean|purge/i.test(source)) context.doubtCaches();
}

function opaque(context: RunContext, command: RunCommand, reason: string): void {
  context.instruction.opaque = true;
  addOpaque(context, command, reason, scriptAddress(context, command));
}

/** `python -m venv DIR`, `virtualenv DIR`. */
function readVirtualEnvironments(context: RunContext, command: RunCommand): boolean {
  if (!/^python[\d.]*$|^virtualenv$/.test(command.program)) return false;
  const values = command.arguments.map(({ value }) => value);
  let from = -1;
  if (
    /^python[\d.]*$/.test(command.program) &&
    values[0] === "-m" &&
    (values[1] === "venv" || values[1] === "virtualenv")
  )
    from = 2;
  else if (command.program === "virtualenv") from = 0;
  if (from === -1) return false;
  const directory = values.slice(from).findLast((value) => value !== undefined && !value.startsWith("-"));
  const path = directory === undefined ? undefined : resolvePath(command.workdir, directory);
  if (path) context.stage.environments = [...context.stage.environments, path];
  context.add(command, { kind: "write", what: "generated", sources: [], paths: path ? [path] : undefined });
  return true;
}

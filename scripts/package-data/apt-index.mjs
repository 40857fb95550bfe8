// Reads Debian's package indexes the way apt does: from the mirror that this machine's apt is set up with, checked with
// its keyrings, into a private folder, so that nothing of the machine's own apt changes.
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { countContents } from "./contents.mjs";

export const architectures = ["amd64", "arm64"];

const run = (program, args) => execFileSync(program, args, { maxBuffer: 1 << 30, encoding: "utf8" });

/** Where apt's sources of this machine find Debian's archive and its security updates. */
function mirrors() {
  const uris = run("apt-get", ["indextargets", "--format", "$(CREATED_BY)|$(ORIGIN)|$(REPO_URI)"])
    .split("\n")
    .map((line) => line.split("|"))
    .filter(([kind, origin]) => kind === "Packages" && origin === "Debian")
    .map(([, , uri]) => uri);
  const archive = uris.find((uri) => !uri.includes("security"));
  if (!archive) throw new Error("apt's sources name no mirror of Debian's archive, or `apt-get update` was never run.");
  return { archive, security: uris.find((uri) => uri.includes("security")) };
}

const source = (uri, suites) => `deb ${uri} ${suites} main\n`;

/**
 * Makes a private apt root with the indexes of one release; `remove` it in the end. `options` are apt's own, to be
 * handed to apt-get, apt-cache and the like. The first of the `wanted` architectures is the system's own. `status` is the text of dpkg's database of installed packages.
 */
export function openApt(release, wanted = architectures, status = "") {
  const folder = mkdtempSync(join(tmpdir(), "layer-cost-apt-"));
  for (const name of ["lists/partial", "cache/archives/partial"]) mkdirSync(join(folder, name), { recursive: true });
  const { archive, security } = mirrors();
  const suites = [
    source(archive, release),
    source(archive, `${release}-updates`),
    ...(security ? [source(security, `${release}-security`)] : []),
  ];
  writeFileSync(join(folder, "debian.list"), suites.join(""));
  writeFileSync(join(folder, "status"), status);
  const settings = {
    "Dir::Etc::sourcelist": join(folder, "debian.list"),
    "Dir::Etc::sourceparts": "/dev/null",
    "Dir::Etc::preferencesparts": "/dev/null",
    // Beside the keys that the machine trusts anyway, those of releases it does not run.
    "Dir::Etc::trusted": "/usr/share/keyrings/debian-archive-keyring.gpg",
    "Dir::State": folder,
    "Dir::State::status": join(folder, "status"),
    "Dir::Cache": join(folder, "cache"),
    "Dir::Cache::pkgcache": "pkgcache.bin",
    "Dir::Cache::srcpkgcache": "srcpkgcache.bin",
    "APT::Architecture": wanted[0],
    "Acquire::Languages": "none",
    // Compressed lists are slow to look things up in.
    "Acquire::GzipIndexes": "false",
    "Debug::NoLocking": "true",
    "APT::Sandbox::User": "",
  };
  const options = Object.entries(settings).flatMap(([name, value]) => ["-o", `${name}=${value}`]);
  for (const name of wanted) options.push("-o", `APT::Architectures::=${name}`);
  const remove = () => rmSync(folder, { recursive: true, force: true });
  try {
    run("apt-get", [...options, "-qq", "update"]);
    return { options, remove };
  } catch (error) {
    remove();
    throw error;
  }
}

/** The day of the newest of the release's index files, by their own `Date` field. */
function dateOf(options) {
  const files = new Set(
    run("apt-get", [...options, "indextargets", "--format", "$(METAKEY)|$(FILENAME)"])
      .split("\n")
      .filter((line) => line.includes("/binary-"))
      .map((line) => {
        const [key, file] = line.split("|");
        const flat = key.replaceAll("/", "_");
        return file.slice(0, file.indexOf(`_${flat}`));
      }),
  );
  const dates = [...files].map((file) => /^Date: (.*)$/m.exec(readFileSync(`${file}_InRelease`, "utf8"))?.[1]);
  return new Date(Math.max(...dates.map((date) => Date.parse(date)))).toISOString().slice(0, 10);
}

/** The fields of the records of one index file, in its order. */
function* records(text) {
  for (const record of text.split("\n\n")) {
    const fields = {};
    for (const match of record.matchAll(/^([A-Za-z-]+): (.*)$/gm)) fields[match[1]] = match[2];
    if (fields.Package) yield fields;
  }
}

/**
 * Every record of the indexes of one release, in apt's order: `date` of the newest index, and for each architecture a
 * list of records by field name.
 */
export function readIndexes(release) {
  const { options, remove } = openApt(release);
  try {
    const targets = run("apt-get", [
      ...options,
      "indextargets",
      "--format",
      "$(CREATED_BY)|$(ARCHITECTURE)|$(FILENAME)",
    ])
      .split("\n")
      .map((line) => line.split("|"));
    const packages = targets.filter(([kind]) => kind === "Packages");
    const recordsOf = {};
    for (const architecture of architectures) {
      recordsOf[architecture] = packages
        .filter(([, of]) => of === architecture)
        .flatMap(([, , file]) => [...records(run("/usr/lib/apt/apt-helper", ["cat-file", file]))]);
      if (recordsOf[architecture].length === 0) throw new Error(`There is no index of ${release} for ${architecture}.`);
    }
    return { date: dateOf(options), records: recordsOf };
  } finally {
    remove();
  }
}

/**
 * What the release's Contents files say of each package, as contents.mjs counts it. They are not checked against the
 * release's signature: mirrors are often behind with them, and nothing but estimates is made of them.
 */
export async function readContents(release) {
  const folder = mkdtempSync(join(tmpdir(), "layer-cost-contents-"));
  try {
    const { archive } = mirrors();
    const files = [architectures[0], "all"].map((name) => {
      const file = join(folder, `Contents-${name}.gz`);
      const uri = `${archive}dists/${release}/main/Contents-${name}.gz`;
      run("/usr/lib/apt/apt-helper", ["-o", "APT::Sandbox::User=", "download-file", uri, file]);
      return file;
    });
    const counts = await countContents(files);
    if (counts.size === 0) throw new Error(`The mirror has no Contents index of ${release}.`);
    return counts;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

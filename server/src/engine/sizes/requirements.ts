// Reads requirements files as pip and uv do, as far as pricing needs them.

export interface Requirements {
  readonly packages: readonly { readonly name: string; readonly version: string | undefined }[];
  /** Index addresses and the like, which decide which build of a package is taken. */
  readonly options: readonly string[];
}

const requirement = /^([A-Za-z0-9][\w.-]*)\s*(?:\[[^\]]*\])?\s*(.*)$/;
/** Markers that leave a package out on linux. */
const notOnLinux =
  /(sys_platform|platform_system|os_name)\s*(==\s*['"](win32|windows|darwin|nt)|!=\s*['"](linux|posix))/i;

/** The packages and options of a requirements file. Files that it includes, and what is no index's package, are left out. */
export function readRequirements(text: string): Requirements {
  const packages: { name: string; version: string | undefined }[] = [];
  const options: string[] = [];
  for (const line of text.replace(/\\\r?\n/g, " ").split(/\r?\n/)) {
    const written = line.replace(/(^|\s)#.*$/, "").trim();
    if (written === "") continue;
    if (written.startsWith("-")) {
      options.push(...written.split(/[\s=]+/).slice(1));
      continue;
    }
    const [what = "", marker = ""] = written.replace(/\s+--.*$/, "").split(/\s*;\s*/);
    const found = requirement.exec(what);
    if (found === null || notOnLinux.test(marker) || /^[@:+/]/.test(found[2] ?? "")) continue;
    packages.push({ name: found[1] as string, version: found[2]?.replace(/^[=<>~!\s]+/, "") || undefined });
  }
  return { packages, options };
}

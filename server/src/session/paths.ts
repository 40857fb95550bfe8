// Joins paths without Node, in the style (POSIX or Windows) of the folder they are joined to.

/** A home folder counts as one: who opens the file knows where it is. */
const absolute = /^([/\\]|[A-Za-z]:[/\\]|~[/\\])/;

/** `path` as it is where absolute, otherwise under `folder`; `.` and `..` stay for the file system to resolve. */
export function resolvePath(folder: string, path: string): string {
  if (absolute.test(path)) return path;
  const separator = folder.includes("\\") && !folder.includes("/") ? "\\" : "/";
  return folder.endsWith(separator) ? folder + path : folder + separator + path;
}

/** The folder of a file's path. */
export function folderOf(path: string): string {
  const end = Math.max(path.lastIndexOf("/"), path.lastIndexOf("\\"));
  return end <= 0 ? path.slice(0, end + 1) : path.slice(0, end);
}

/** An absolute path without `.` and `..`, as Node joins it: what names one file in one way alone. */
export function normalizePath(path: string): string {
  const separator = path.includes("\\") && !path.includes("/") ? "\\" : "/";
  const parts: string[] = [];
  for (const part of path.split(separator)) {
    if (part === ".." && parts.length > 1) parts.pop();
    else if (part !== "." && part !== "..") parts.push(part);
  }
  return parts.join(separator);
}

/** The same place below another folder; a path elsewhere stays as it is. */
export function movedPath(path: string, from: string, to: string): string {
  if (path === from) return to;
  const isBelow = path.startsWith(from) && /^[/\\]/.test(path.slice(from.length));
  return isBelow ? to + path.slice(from.length) : path;
}

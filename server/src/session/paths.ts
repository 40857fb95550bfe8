// Joins paths without Node, in the style (POSIX or Windows) of the folder they are joined to.

const absolute = /^([/\\]|[A-Za-z]:[/\\])/;

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

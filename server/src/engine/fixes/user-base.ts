// Folders of packages that were installed for one user alone: `pip install --user`.
import { parentPath } from "../image/paths";

/**
 * `~/.local` for `~/.local/lib` and `~/.local/bin`: the latter is there only when a package brings commands, and a COPY of
 * what is not there fails. Other paths stay as they are.
 */
export function userBase(paths: readonly string[]): readonly string[] {
  const [library = "", programs] = paths;
  const base = parentPath(library);
  return paths.length === 2 && library === `${base}/lib` && programs === `${base}/bin` ? [base] : paths;
}

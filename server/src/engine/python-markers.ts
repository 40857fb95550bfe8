// Evaluates the environment markers of Python requirements (PEP 508) for the image that is built.

/** What an image's Python is, as far as the file says. */
export interface PythonTarget {
  /** `3.12`; undefined where the file does not say. */
  readonly python: string | undefined;
  readonly machine: "x86_64" | "aarch64";
  readonly libc: "glibc" | "musl";
}

/** What is assumed where the file does not say: the release that most images had in 2026. */
const usualPython = "3.12";

/**
 * Whether a marker holds for the target and one of these extras. What cannot be read holds: a package too many is counted
 * rather than one too few.
 */
export function markerHolds(marker: string, target: PythonTarget, extras: readonly string[] = []): boolean {
  const tokens = marker.match(/\(|\)|'[^']*'|"[^"]*"|[<>=!~]=?=?|\bnot\s+in\b|[\w.]+/g) ?? [];
  let at = 0;
  const variables = environmentOf(target);

  const or = (): boolean => {
    let holds = and();
    while (tokens[at] === "or") {
      at++;
      const other = and();
      holds ||= other;
    }
    return holds;
  };
  const and = (): boolean => {
    let holds = term();
    while (tokens[at] === "and") {
      at++;
      const other = term();
      holds &&= other;
    }
    return holds;
  };
  const term = (): boolean => {
    if (tokens[at] === "(") {
      at++;
      const holds = or();
      if (tokens[at] === ")") at++;
      return holds;
    }
    const [left = "", operator = "", right = ""] = tokens.slice(at, at + 3);
    at += 3;
    return compare(left, operator.replace(/\s+/, " "), right);
  };
  const compare = (left: string, operator: string, right: string): boolean => {
    if (left === "extra" || right === "extra") {
      const wanted = extras.map(normaliseName);
      const name = normaliseName(unquoted(left === "extra" ? right : left));
      return operator === "!=" ? !wanted.includes(name) : wanted.includes(name);
    }
    const value = (text: string) => (/^['"]/.test(text) ? unquoted(text) : variables[text]);
    const one = value(left);
    const other = value(right);
    if (one === undefined || other === undefined) return true;
    if (operator === "in") return other.includes(one);
    if (operator === "not in") return !other.includes(one);
    const isVersion = /version$|release$/.test(/^['"]/.test(left) ? right : left);
    return isVersion ? versionMatches(one, operator, other) : textMatches(one, operator, other);
  };
  return tokens.length === 0 || or();
}

function environmentOf({ python = usualPython, machine }: PythonTarget): Readonly<Record<string, string>> {
  return {
    python_version: python,
    python_full_version: python.split(".").length > 2 ? python : `${python}.9`,
    implementation_version: python,
    sys_platform: "linux",
    platform_system: "Linux",
    os_name: "posix",
    platform_machine: machine,
    platform_python_implementation: "CPython",
    implementation_name: "cpython",
  };
}

function unquoted(text: string): string {
  return text.replace(/^['"]|['"]$/g, "");
}

function textMatches(one: string, operator: string, other: string): boolean {
  switch (operator) {
    case "==":
    case "===":
      return one === other;
    case "!=":
      return one !== other;
    default:
      return true;
  }
}

function versionMatches(one: string, operator: string, other: string): boolean {
  if (other.endsWith(".*")) {
    const matches = `${one}.`.startsWith(other.slice(0, -1));
    return operator === "!=" ? !matches : matches;
  }
  const order = compareVersions(one, other);
  switch (operator) {
    case "<":
      return order < 0;
    case "<=":
      return order <= 0;
    case ">":
      return order > 0;
    case ">=":
      return order >= 0;
    case "!=":
      return order !== 0;
    case "~=":
      return order >= 0 && one.startsWith(`${other.split(".").slice(0, -1).join(".")}.`);
    case "==":
    case "===":
      return order === 0;
    default:
      return true;
  }
}

/** Order of two releases by their numbers: below, equal or above 0. Suffixes such as `rc1` and `+cu128` are left aside. */
export function compareVersions(one: string, other: string): number {
  const numbers = (version: string) => (/^\d+(\.\d+)*/.exec(version)?.[0] ?? "0").split(".").map(Number);
  const left = numbers(one);
  const right = numbers(other);
  for (let at = 0; at < Math.max(left.length, right.length); at++) {
    const difference = (left[at] ?? 0) - (right[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** A package's name as the index compares names. */
export function normaliseName(name: string): string {
  return name.toLowerCase().replace(/[-_.]+/g, "-");
}

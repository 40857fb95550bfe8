// Compares versions as dpkg does (deb-version(7)).

/** Weight of a character outside digits: `~` before the end of the part, then letters, then all others. */
function weight(character) {
  if (character === undefined) return 0;
  if (character === "~") return -1;
  return /[A-Za-z]/.test(character) ? character.charCodeAt(0) : character.charCodeAt(0) + 256;
}

function compareParts(left, right) {
  let one = 0;
  let other = 0;
  const isDigit = (character) => character !== undefined && character >= "0" && character <= "9";
  while (one < left.length || other < right.length) {
    while ((one < left.length && !isDigit(left[one])) || (other < right.length && !isDigit(right[other]))) {
      const order =
        weight(isDigit(left[one]) ? undefined : left[one]) - weight(isDigit(right[other]) ? undefined : right[other]);
      if (order !== 0) return order;
      one++;
      other++;
    }
    const first = /^0*(\d*)/.exec(left.slice(one));
    const second = /^0*(\d*)/.exec(right.slice(other));
    const order = first[1].length - second[1].length || (first[1] < second[1] ? -1 : first[1] > second[1] ? 1 : 0);
    if (order !== 0) return order;
    one += first[0].length;
    other += second[0].length;
  }
  return 0;
}

function readVersion(text) {
  const colon = text.indexOf(":");
  const rest = text.slice(colon + 1);
  const dash = rest.lastIndexOf("-");
  return {
    epoch: colon < 0 ? 0 : Number(text.slice(0, colon)),
    upstream: dash < 0 ? rest : rest.slice(0, dash),
    revision: dash < 0 ? "" : rest.slice(dash + 1),
  };
}

/** Below 0 where `left` is older than `right`, above 0 where it is newer, 0 where they are equal. */
export function compareVersions(left, right) {
  if (left === right) return 0;
  const one = readVersion(left);
  const other = readVersion(right);
  return (
    one.epoch - other.epoch || compareParts(one.upstream, other.upstream) || compareParts(one.revision, other.revision)
  );
}

/** Whether `version` fulfils a relation such as `>= 1.2`; an empty operator is always fulfilled. */
export function fulfils(version, operator, wanted) {
  if (operator === "") return true;
  const order = compareVersions(version, wanted);
  switch (operator) {
    case "<<":
      return order < 0;
    case "<=":
    case "<":
      return order <= 0;
    case "=":
      return order === 0;
    case ">=":
    case ">":
      return order >= 0;
    case ">>":
      return order > 0;
    default:
      throw new Error(`Unknown relation "${operator}" in the package index`);
  }
}

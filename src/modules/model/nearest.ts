/** Longest text that is compared: the work grows with the product of both lengths. */
const LENGTH_MAX = 200;

/** Counts the letters to change, add, drop or swap with their neighbour, to get from one text to the other. */
export function editDistance(one: string, other: string): number {
  let [before, last]: [number[], number[]] = [[], Array.from({ length: other.length + 1 }, (_, at) => at)];
  for (let i = 1; i <= one.length; i++) {
    const row = [i];
    for (let j = 1; j <= other.length; j++) {
      const same = one[i - 1] === other[j - 1] ? 0 : 1;
      row[j] = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + same);
      const swapped = i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1];
      if (swapped) row[j] = Math.min(row[j]!, before[j - 2]! + 1);
    }
    [before, last] = [last, row];
  }
  return last[other.length]!;
}

/**
 * Finds the most similar of the known names; null when none is similar. Case does not count.
 *
 * @param most maximum of edits; default: one in four letters
 */
export function nearest(
  name: string,
  names: Iterable<string>,
  most = Math.max(1, Math.floor(name.length / 4)),
): string | null {
  if (name.length > LENGTH_MAX) return null;
  let best: string | null = null;
  let least = most + 1;
  for (const candidate of names) {
    if (candidate.length > LENGTH_MAX || Math.abs(candidate.length - name.length) >= least) continue;
    const distance = editDistance(name.toLowerCase(), candidate.toLowerCase());
    if (distance < least) [best, least] = [candidate, distance];
  }
  return best;
}

/** Writes the sentence about an unknown field, with the known one that it looks like. @param place its name with its path */
export function noSuchField(place: string, name: string, known: Iterable<string>): string {
  const meant = nearest(name, known);
  return `There is no field ${place}.${meant === null ? '' : ` Did you mean ${meant}?`}`;
}

/** Longer names are not compared: the work grows with the product of both lengths. */
const LENGTH_MAX = 200;

/** How many letters have to be added, removed or replaced to make one text the other. */
export function editDistance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (let i = 1; i <= one.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= other.length; j += 1) {
      const replaced = row[j - 1]! + (one[i - 1] === other[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, row[j]! + 1, next[j - 1]! + 1));
    }
    row = next;
  }
  return row[other.length]!;
}

/** The name that is meant, most likely, by one that does not exist; null where none is like it. */
export function nearest(name: string, names: Iterable<string>): string | null {
  if (name.length > LENGTH_MAX) return null;
  let best: string | null = null;
  let least = Math.max(1, Math.floor(name.length / 4)) + 1;
  for (const candidate of names) {
    if (candidate.length > LENGTH_MAX || Math.abs(candidate.length - name.length) >= least) continue;
    const distance = editDistance(name.toLowerCase(), candidate.toLowerCase());
    if (distance < least) [best, least] = [candidate, distance];
  }
  return best;
}

/** Words that senders use for the same outcome, by the one that is more usual here. */
const SAME_MEANING: Readonly<Record<string, readonly string[]>> = {
  completed: ['complete', 'finished', 'finish', 'done', 'success', 'successful', 'succeeded', 'ready', 'ok'],
  failed: ['fail', 'failure', 'error', 'errored', 'crashed', 'broken'],
  cancelled: ['canceled', 'cancel', 'aborted', 'abort', 'stopped', 'killed'],
  timeout: ['timed_out', 'timedout', 'time_out', 'expired'],
  deleted: ['delete', 'removed', 'destroyed'],
};

/** More than a letter in this many is no slip of the keyboard. */
const LETTERS_A_SLIP = 5;

/** The known type that was probably meant by one that nobody knows; null where none is near. */
export function nearestType(type: string, known: Iterable<string>): string | null {
  let best: { readonly name: string; readonly distance: number } | null = null;
  for (const name of known) {
    if (name === type) return null;
    const distance = meansTheSame(type, name) ? 0 : edits(plain(type), plain(name));
    const most = Math.max(1, Math.floor(Math.min(type.length, name.length) / LETTERS_A_SLIP));
    if (distance <= most && (best === null || distance < best.distance)) best = { name, distance };
  }
  return best?.name ?? null;
}

/** Separators and case are the commonest slips. */
function plain(type: string): string {
  return type.toLowerCase().replace(/[._-]/g, '');
}

function meansTheSame(type: string, name: string): boolean {
  const [typeStem, typeWord] = split(type);
  const [nameStem, nameWord] = split(name);
  return typeStem === nameStem && SAME_MEANING[nameWord]?.includes(typeWord) === true;
}

/** What stands before the last dot, and behind it. */
function split(type: string): readonly [string, string] {
  const at = type.lastIndexOf('.');
  return [type.slice(0, Math.max(0, at)), type.slice(at + 1)];
}

/** Letters to be changed, added, left out or swapped with their neighbour to get from one text to the other. */
function edits(one: string, other: string): number {
  let [before, last]: number[][] = [[], Array.from({ length: other.length + 1 }, (_, at) => at)];
  for (let i = 1; i <= one.length; i++) {
    const row = [i];
    for (let j = 1; j <= other.length; j++) {
      const same = one[i - 1] === other[j - 1] ? 0 : 1;
      row[j] = Math.min(last![j]! + 1, row[j - 1]! + 1, last![j - 1]! + same);
      const swapped = i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1];
      if (swapped) row[j] = Math.min(row[j]!, before![j - 2]! + 1);
    }
    [before, last] = [last!, row];
  }
  return last![other.length]!;
}

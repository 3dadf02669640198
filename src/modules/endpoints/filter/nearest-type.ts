import { editDistance } from '../../model/nearest.js';

/** Words that senders use for an outcome, by the word of the job server. */
const SAME_MEANING: Readonly<Record<string, readonly string[]>> = {
  completed: ['complete', 'finished', 'finish', 'done', 'success', 'successful', 'succeeded', 'ready', 'ok'],
  failed: ['fail', 'failure', 'error', 'errored', 'crashed', 'broken'],
  cancelled: ['canceled', 'cancel', 'aborted', 'abort', 'stopped', 'killed'],
  timeout: ['timed_out', 'timedout', 'time_out', 'expired'],
  deleted: ['delete', 'removed', 'destroyed'],
};
const MEANT: ReadonlyMap<string, string> = new Map(
  Object.entries(SAME_MEANING).flatMap(([meant, words]) => words.map((word) => [word, meant] as const)),
);

/** Letters of a word per typing error that is still recognised. */
const LETTERS_PER_ERROR = 5;
/** Longest event type, characters. */
const LENGTH_MAX = 128;

/** Finds the known type that an unknown one probably means; null where none is near. */
export function nearestType(type: string, known: Iterable<string>): string | null {
  if (type.length > LENGTH_MAX) return null;
  const spellings = [plain(type), plain(inUsualWords(type))];
  let best: { readonly name: string; readonly distance: number } | null = null;
  for (const name of known) {
    if (name === type) return null;
    const distance = Math.min(...spellings.map((spelling) => editDistance(spelling, plain(name))));
    const most = Math.max(1, Math.floor(Math.min(type.length, name.length) / LETTERS_PER_ERROR));
    if (distance <= most && (best === null || distance < best.distance)) best = { name, distance };
  }
  return best?.name ?? null;
}

/** Removes separators and case, which are mistaken most often. */
function plain(type: string): string {
  return type.toLowerCase().replace(/[._-]/g, '');
}

/** Replaces the last word by the job server's: `job.finished` → `job.completed`. */
function inUsualWords(type: string): string {
  const at = type.lastIndexOf('.') + 1;
  const word = type.slice(at);
  return type.slice(0, at) + (MEANT.get(word.toLowerCase()) ?? word);
}

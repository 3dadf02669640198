import { editDistance } from '../../model/nearest.js';

/** Words that senders use for an outcome, by the one that the job server uses. */
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

/** One slip of the keyboard in so many letters makes another word. */
const LETTERS_A_SLIP = 5;
/** No type is longer. */
const LENGTH_MAX = 128;

/** The known type that was probably meant by one that nobody knows; null where none is near. */
export function nearestType(type: string, known: Iterable<string>): string | null {
  if (type.length > LENGTH_MAX) return null;
  const spellings = [plain(type), plain(inUsualWords(type))];
  let best: { readonly name: string; readonly distance: number } | null = null;
  for (const name of known) {
    if (name === type) return null;
    const distance = Math.min(...spellings.map((spelling) => editDistance(spelling, plain(name))));
    const most = Math.max(1, Math.floor(Math.min(type.length, name.length) / LETTERS_A_SLIP));
    if (distance <= most && (best === null || distance < best.distance)) best = { name, distance };
  }
  return best?.name ?? null;
}

/** Separators and case are the commonest slips. */
function plain(type: string): string {
  return type.toLowerCase().replace(/[._-]/g, '');
}

/** `job.finished` → `job.completed`. */
function inUsualWords(type: string): string {
  const at = type.lastIndexOf('.') + 1;
  const word = type.slice(at);
  return type.slice(0, at) + (MEANT.get(word.toLowerCase()) ?? word);
}

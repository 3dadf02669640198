import { isExactNumber } from './exact-number.js';

/** Placeholder of erased text, where a row must stay. */
export const ERASED = 'erased';

/** Fewest characters of a job's id that are looked for within texts: shorter ones stand in many of them by chance. */
export const ID_IN_TEXTS_MIN = 6;

/** Names of JSON whose values are words of the gateway, which a job may have for its id by chance. */
const WORDS: ReadonlySet<string> = new Set([
  'code',
  'event',
  'how',
  'kind',
  'of',
  'patterns',
  'phase',
  'states',
  'tone',
  'type',
  'types',
]);

/** Takes a text out of another; the same text where it is not in it. */
export type Hide = (text: string) => string;

/** Hides the id of a job: as a word of any text, or, where it is short, only where it is the whole text. */
export function hideJob(jobId: string): Hide {
  if (jobId.length < ID_IN_TEXTS_MIN) return (text) => (text === jobId ? ERASED : text);
  const word = new RegExp(`(?<![\\p{L}\\p{N}_])${literal(jobId)}(?![\\p{L}\\p{N}_])`, 'giu');
  return (text) => text.replaceAll(word, ERASED);
}

/** Tells whether a query of a list asks for the job. */
export function asksFor(query: string, jobId: string): boolean {
  if (jobId.length >= ID_IN_TEXTS_MIN) return hideJob(jobId)(query) !== query;
  return new RegExp(`:"?(?:\\S*,)?"?${literal(jobId)}"?(?=[\\s,]|$)`, 'iu').test(query);
}

/** Copies JSON with the texts in it hidden; what tells of the job by its id loses the id of its event too. */
export function hiddenIn(value: unknown, hide: Hide): unknown {
  if (typeof value === 'string') return hide(value);
  if (Array.isArray(value)) return value.map((entry) => hiddenIn(entry, hide));
  if (!isPlain(value)) return value;
  const isOfJob = [value['job_id'], value['jobId']].some(
    (id) => typeof id === 'string' && hide(id) === ERASED,
  );
  const shown = ([name, entry]: [string, unknown]): unknown => {
    if (isOfJob && (name === 'event_id' || name === 'eventId')) return ERASED;
    return WORDS.has(name) ? entry : hiddenIn(entry, hide);
  };
  return Object.fromEntries(Object.entries(value).map((entry) => [entry[0], shown(entry)]));
}

function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !isExactNumber(value);
}

function literal(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

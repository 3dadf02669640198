import { isEventPattern } from '../model/event-pattern.js';
import { Malformed } from './malformed.js';
import { parseDuration } from './parse-duration.js';
import { parseList } from './parse-list.js';

const PATH = /^data(\.(\*|[^\s.,*]{1,100}))+$/;
const PATHS_MAX = 100;
const PATHS_ACCEPTED =
  'paths of fields such as data.user.email or data.guests.*.phone, separated by commas, at most 100';

/** Reads `WEBHOOK_REDACT_FIELDS`: paths that begin with `data.`. */
export function parseRedactFields(text: string): readonly string[] | Malformed {
  const paths = parseList<string>(text, 'path', PATHS_ACCEPTED, (entry) =>
    PATH.test(entry) ? { value: entry } : { problem: 'is not a path that begins with data.' },
  );
  if (paths instanceof Malformed || paths.length <= PATHS_MAX) return paths;
  return new Malformed([`has ${paths.length} paths`], PATHS_ACCEPTED);
}

/** The retention of events of one type, or of all types that match a pattern. */
export interface TypeRetention {
  readonly pattern: string;
  readonly keptMs: number;
}

const HOUR_MS = 3_600_000;
const RETENTION_ACCEPTED =
  'event types or patterns with a time from 1h to 30d, such as job.progress=2d,debug.*=6h; the first that matches holds';

/** Reads `WEBHOOK_RETENTION_TYPES`: `job.progress=2d,debug.*=6h`. */
export function parseTypeRetention(text: string): readonly TypeRetention[] | Malformed {
  return parseList<TypeRetention>(text, 'entry', RETENTION_ACCEPTED, (entry) => {
    const [, pattern, duration] = /^([^=\s]+)\s*=\s*(\S+)$/.exec(entry) ?? [];
    if (pattern === undefined || !isEventPattern(pattern))
      return { problem: 'does not begin with an event type' };
    const keptMs = parseDuration(duration!);
    if (keptMs instanceof Malformed) return { problem: 'has no time such as 2d or 6h' };
    return keptMs < HOUR_MS ? { problem: 'is shorter than 1h' } : { value: { pattern, keptMs } };
  });
}

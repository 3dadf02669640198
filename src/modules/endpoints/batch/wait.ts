import type { FieldRule } from '../definitions/field.js';
import { msOf } from '../digest/digest-rules.js';

const WAIT_MAX_MS = 60_000;
const WAIT = /^(0s|[1-9]\d{0,5}(ms|s|m))$/;

/** Reads how long an event waits for others: `250ms`, `1s`, `0s`; null: it is no length of time. */
export function waitOf(text: unknown): number | null {
  return text === '0s' ? 0 : msOf(text);
}

/** A length of time from none to a minute. */
export const wait: FieldRule = {
  schema: { type: 'string', pattern: WAIT.source },
  fault: (value) => {
    const ms = waitOf(value);
    return ms !== null && ms <= WAIT_MAX_MS
      ? null
      : 'is a length of time from 0s to 60s, such as 250ms or 1s';
  },
};

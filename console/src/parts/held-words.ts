import type { Delivery } from '../api/types.ts';

/** Words for each hold, and for what follows its end. */
export const HELD_WORDS: Readonly<
  Record<NonNullable<Delivery['held_by']>, readonly [what: string, next: string]>
> = {
  breaker: ['circuit open', 'probe'],
  pause: ['endpoint paused', 'resumes'],
  disabled: ['endpoint disabled', 'resumes'],
  target_pause: ['rate-limited by the target', 'resumes'],
  rate_limit: ['rate limit reached', 'next slot'],
  quiet_hours: ['quiet hours', 'sent'],
  muted: ['muted', 'sent'],
  digest: ['in a digest', 'sent'],
  order: ['previous delivery of the job pending', 'next'],
};

import type { Key } from '../api/types.ts';
import { capitalised, plural } from '../parts/format.ts';
import type { Tone } from '../parts/tone.ts';

const TONES: Readonly<Record<Key['state'], Tone>> = { active: 'good', expired: 'warn', revoked: 'calm' };

/** Says whether a key is valid, or that it comes from the environment, with the tone. */
export function stateOf({ state, source }: Pick<Key, 'state' | 'source'>): readonly [string, Tone] {
  if (source === 'environment') return ['From the environment', 'calm'];
  return [capitalised(state), TONES[state]];
}

/** Lists the event types and the rate of a key; an empty text without limits. */
export function limitsOf({ types, rate }: Pick<Key, 'types' | 'rate'>): string {
  return [types?.join(', ') ?? '', rate === null ? '' : `${plural(rate, 'request')} a minute`]
    .filter((part) => part !== '')
    .join(' · ');
}

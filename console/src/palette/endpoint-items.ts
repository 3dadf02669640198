import type { Endpoint } from '../api/types.ts';
import { matchesWords, type Item, type Verb } from './palette-item.ts';

const SHOWN = 8;

interface Action {
  readonly verb: Verb;
  /** Sentence with the endpoint's name in place of `%`. */
  readonly label: string;
  /** Other words by which people look for the action. */
  readonly also: string;
  readonly fits: (endpoint: Endpoint) => boolean;
}

const isOn = ({ state }: Endpoint): boolean => state === 'enabled';

const ACTIONS: readonly Action[] = [
  { verb: 'pause', label: 'Pause %', also: 'stop hold', fits: isOn },
  { verb: 'resume', label: 'Resume %', also: 'start continue', fits: ({ state }) => state === 'paused' },
  { verb: 'probe', label: 'Probe % now', also: 'circuit close', fits: ({ breaker }) => breaker !== 'closed' },
  { verb: 'retry', label: 'Redeliver failed deliveries of %…', also: 'retry repair', fits: () => true },
  { verb: 'test', label: 'Send a test to %…', also: 'ping', fits: ({ state }) => state !== 'disabled' },
  { verb: 'mute', label: 'Mute %…', also: 'silence quiet', fits: isOn },
  { verb: 'disable', label: 'Disable %…', also: 'off', fits: ({ state }) => state !== 'disabled' },
  { verb: 'enable', label: 'Enable %', also: 'on', fits: ({ state }) => state === 'disabled' },
];

/** Actions on endpoints that fit what is written: a verb, a name, or both in any order. */
export function endpointItems(endpoints: readonly Endpoint[], written: string): readonly Item[] {
  const items = ACTIONS.flatMap((action) =>
    endpoints.filter(action.fits).map(({ id, name, webhook_id: webhook }): Item => {
      const label = action.label.replace('%', () => name);
      return {
        key: `${action.verb} ${id}`,
        group: 'Actions',
        label,
        words: `${label} ${action.also} ${webhook}`,
        deed: { kind: 'endpoint', verb: action.verb, endpointId: id },
        needs: 'operator',
      };
    }),
  );
  return items.filter(({ words = '' }) => matchesWords(words, written)).slice(0, SHOWN);
}
